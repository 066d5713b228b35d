"""The card that goes with an outcome, drawn from what the post says of it."""

import hashlib
from functools import lru_cache

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import Picture
from advocacybot.council.scorecard import JudgedVote
from advocacybot.pictures.shapes import ON, Shape, Theme
from advocacybot.pipeline.house import House
from advocacybot.wording.cards import VoteCard
from advocacybot.wording.phrases import LANGUAGES

ILLUSTRATED = frozenset({Message.ADOPTED, Message.VETOED, Message.FAILED, Message.CORRECTED})
"""What tells an outcome by ballots."""

LONGEST_ALT = 1000
"""What X takes (docs.x.com, media metadata); Mastodon and Bluesky take more."""


def card(house: House, message: Message, vote: JudgedVote, account: Account) -> tuple[Picture, bytes] | None:
    """The picture for that message about the vote, in the account's language, theme and shape, with its bytes.

    Nothing where the account wants none, no ballots were cast, or cards do not speak its language: an outcome goes out without.
    """
    from advocacybot.wording.card_facts import alt_of, vote_card

    if account.card is None or account.language not in LANGUAGES or message not in ILLUSTRATED or vote.report.roll_call is None:
        return None
    told = vote_card(vote, house.configuration.reference, house.campaign.name, account.language)
    data = _drawn(told, ON[account.platform], Theme(account.card))
    return Picture(hashlib.sha256(data).hexdigest(), "image/png", alt_of(told, LONGEST_ALT)), data


@lru_cache(maxsize=64)
def _drawn(told: VoteCard, shape: Shape, theme: Theme) -> bytes:
    """Accounts that say the same share a picture."""
    from advocacybot.pictures.drawing import draw  # fonts take a moment to load: only where something is drawn

    return draw(told, shape, theme).png()
