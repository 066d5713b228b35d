"""What posts speak of, as pages call it and lead to it: votes by their symbols, warnings by their numbers."""

from django.urls import reverse
from django.utils.translation import gettext as _

from advocacybot.campaign.warnings import is_name, number_in


def called(symbol: str) -> str:
    """A vote's symbol as it is; a warning's name in the reader's language."""
    return _("Warning %(number)s") % {"number": number_in(symbol)} if is_name(symbol) else symbol


def page_of(symbol: str) -> str:
    """The address of its page."""
    return reverse("warning", args=[number_in(symbol)]) if is_name(symbol) else reverse("vote", args=[symbol])
