"""What templates and facts are called on pages, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from advocacybot.web.words import in_words
from advocacybot.wording import letters, scores, vocabulary
from advocacybot.wording.samples import MESSAGES
from advocacybot.wording.vocabulary import Fact, Kind

_KINDS: dict[Kind, tuple[object, object]] = {
    Kind.TEXT: (gettext_lazy("text"), gettext_lazy("texts")),
    Kind.NUMBER: (gettext_lazy("number"), gettext_lazy("numbers")),
    Kind.YES_OR_NO: (gettext_lazy("yes or no"), gettext_lazy("yes or no")),
    Kind.STATE: (gettext_lazy("State"), gettext_lazy("States")),
    Kind.GROUP: (gettext_lazy("group"), gettext_lazy("groups")),
    Kind.BALLOT_GROUP: (gettext_lazy("group with its ballot"), gettext_lazy("groups with their ballot")),
    Kind.COUNT: (gettext_lazy("count"), gettext_lazy("counts")),
    Kind.REPORT: (gettext_lazy("report"), gettext_lazy("reports")),
}


def title(name: str) -> str:
    """``en/adopted.x`` → what its message is called; a piece is called by its name."""
    message = name.rpartition("/")[2].partition(".")[0]
    if message == scores.NAME:
        return _("scorecard")
    if message == letters.NAME:
        return _("letter")
    found = next((one for one in MESSAGES if one == message), message)
    return str(in_words(found))


def language_name(code: str) -> str:
    """``fr`` → what the reader calls it; a folder that is named after no language keeps its name."""
    try:
        return Locale.parse(code).get_language_name(get_language() or "en") or code
    except (UnknownLocaleError, ValueError):
        return code


def facts_shown(messages: Iterable[str]) -> dict[str, Any]:
    """The facts that all of those messages have; and what a State, a group or a count in them is made of."""
    facts = vocabulary.of_messages(messages)
    inside = {kind for fact in facts for kind in _all_inside(fact.kind)}
    return {
        "facts": [_told(fact) for fact in facts if fact.kind is not Kind.MORE or fact.may_be_missing],
        "made_of": [
            (_KINDS[kind][0], [_told(fact) for fact in vocabulary.of_kind(kind)]) for kind in vocabulary.MADE_OF if kind in inside
        ],
    }


def _all_inside(kind: Kind) -> set[Kind]:
    if kind not in vocabulary.MADE_OF:
        return set()
    return {kind}.union(*(_all_inside(fact.kind) for fact in vocabulary.of_kind(kind)))


def _told(fact: Fact) -> tuple[str, object, bool]:
    one, several = _KINDS.get(fact.kind, ("", ""))
    return fact.name, several if fact.several else one, fact.may_be_missing
