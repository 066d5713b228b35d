"""What cards call ballots, conduct, results and marks."""

from collections.abc import Iterable, Mapping
from functools import cache

from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot, Result
from advocacybot.council.supporters import Initiative
from advocacybot.wording.cards import Legend, Mark
from advocacybot.wording.phrases import phrases

_ORAL = "oral amendment "
"""How the symbol of an oral amendment begins (council.votes.Symbol)."""

MARKS: Mapping[Conduct, Mark] = {
    Conduct.KEPT: Mark.KEPT,
    Conduct.BROKE: Mark.BROKE,
    Conduct.ABSTAINED: Mark.ABSTAINED,
    Conduct.DID_NOT_TAKE_PART: Mark.ABSENT,
}
"""What a member that had pledged is marked with, by its conduct."""


@cache
def columns(language: str) -> Mapping[Ballot, str]:
    """What stands over the members that cast each ballot."""
    words = phrases(language)
    return {
        Ballot.IN_FAVOUR: words.pgettext("over those who did", "In favour"),
        Ballot.AGAINST: words.pgettext("over those who did", "Against"),
        Ballot.ABSTAINED: words.pgettext("over those who did", "Abstained"),
        Ballot.NOT_VOTING: words.pgettext("over those who did", "Did not take part"),
    }


@cache
def ballots(language: str) -> Mapping[Ballot, str]:
    """One member's ballot."""
    words = phrases(language)
    return {
        Ballot.IN_FAVOUR: words.pgettext("ballot", "In favour"),
        Ballot.AGAINST: words.pgettext("ballot", "Against"),
        Ballot.ABSTAINED: words.pgettext("ballot", "Abstained"),
        Ballot.NOT_VOTING: words.pgettext("ballot", "Did not take part"),
    }


@cache
def conducts(language: str) -> Mapping[Conduct, str]:
    """What counts in a score."""
    words = phrases(language)
    return {
        Conduct.KEPT: words.pgettext("conduct", "Kept the pledge"),
        Conduct.BROKE: words.pgettext("conduct", "Broke the pledge"),
        Conduct.ABSTAINED: words.pgettext("conduct", "Abstained"),
        Conduct.DID_NOT_TAKE_PART: words.pgettext("conduct", "Did not take part"),
    }


@cache
def results(language: str) -> Mapping[Result, str]:
    """How many drafts came out so, or what became of one."""
    words = phrases(language)
    return {
        Result.ADOPTED: words.pgettext("result", "Adopted"),
        Result.ADOPTED_WITHOUT_A_VOTE: words.pgettext("result", "Adopted without a vote"),
        Result.VETOED: words.pgettext("result", "Vetoed"),
        Result.FAILED: words.pgettext("result", "Not adopted"),
        Result.WITHDRAWN: words.pgettext("result", "Withdrawn"),
    }


@cache
def marks(language: str) -> Mapping[Mark, str]:
    words = phrases(language)
    return {
        Mark.VETO: words.pgettext("mark", "Veto"),
        Mark.KEPT: words.pgettext("mark", "Supporter that kept the pledge"),
        Mark.BROKE: words.pgettext("mark", "Supporter that broke the pledge"),
        Mark.ABSTAINED: words.pgettext("mark", "Supporter that abstained"),
        Mark.ABSENT: words.pgettext("mark", "Supporter that did not take part"),
        Mark.NOT_KNOWN: words.pgettext("mark", "Listed as a supporter later, support on the day not known"),
    }


@cache
def initiatives(language: str) -> Mapping[Initiative, str]:
    words = phrases(language)
    return {
        Initiative.CODE_OF_CONDUCT: words.gettext("Code of Conduct"),
        Initiative.FRENCH_MEXICAN_DECLARATION: words.gettext("French-Mexican declaration"),
        Initiative.EITHER: words.gettext("Either initiative"),
    }


def legend(shown: Iterable[Mark], language: str) -> tuple[Legend, ...]:
    """What the marks that are shown mean, each once, in the order of the marks."""
    there = set(shown)
    return tuple(Legend(mark, marks(language)[mark]) for mark in Mark if mark in there)


def symbol(of_vote: str, language: str) -> str:
    """A text's symbol. An amendment that was moved by word of mouth has none, and is told by its day."""
    oral, day = of_vote.startswith(_ORAL), of_vote.removeprefix(_ORAL)
    return phrases(language).gettext("oral amendment %(day)s") % {"day": day} if oral else of_vote


def counted(label: str, number: int | str, language: str) -> str:
    """A label, with how many in brackets."""
    words = phrases(language).pgettext("a label and how many", "%(label)s (%(number)s)")
    return words % {"label": label, "number": number}


def labelled(label: str, words: str, language: str) -> str:
    """A label, a colon, and what it stands over."""
    return phrases(language).pgettext("a label and what it stands over", "%(label)s: %(words)s") % {
        "label": label,
        "words": words,
    }
