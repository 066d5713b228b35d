"""Names for feeds, entries and events that never change, whatever becomes of what they name."""

import uuid

from advocacybot.site.published import Published

_SPACE = uuid.UUID("7d1b7cff-649a-4563-b670-3918701f1a7f")
"""Chosen once by chance. Never change it: every reader would take all that it has seen for new."""


def identity(published: Published, *about: str) -> uuid.UUID:
    """What that is about, as this campaign tells it: the same for ever, and no other campaign's (RFC 4122, 4.3).

    It hangs neither on the site's address, which may change or not be known, nor on anything that may be corrected.
    """
    return identity_in(published.campaign, *about)


def identity_in(campaign: str, *about: str) -> uuid.UUID:
    """The same, by the campaign's name."""
    return uuid.uuid5(_SPACE, "\n".join((campaign, *about)))
