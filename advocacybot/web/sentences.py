"""What the house says when something is wrong, in the reader's language.

The floors below raise and keep English, and know no other language. An error's class says in its docstring what is wrong, and in
``mend`` what to do about it: both are looked up as they are written there, and filled in after. So are the sentences that have no
class of their own (:mod:`advocacybot.web.free_sentences`). What is none of these stays English.
"""

import re
import string
from collections.abc import Iterator
from functools import cache

from django.utils.translation import get_language, gettext

from advocacybot import errors
from advocacybot.campaign.posts import Move
from advocacybot.campaign.roles import Role
from advocacybot.errors import AdvocacyBotError, Problems
from advocacybot.web.free_sentences import FREE
from advocacybot.web.words import in_words

_OURS = frozenset({"what", "mend", "cause", "when", "kind", "entry", "state", "move", "lawful", "role", "deed", "may", "known"})
"""The facts that are words of the house; all others are names, numbers and what somebody typed."""

_LISTED = frozenset(map(str, (*Move, *Role)))


def told(said: AdvocacyBotError | str) -> str:
    """An error, or a sentence that the house wrote, in the reader's language."""
    if (get_language() or "en").startswith("en"):
        return str(said)
    if isinstance(said, str):
        return _sentence(said)
    if isinstance(said, Problems):
        return "\n".join(map(told, said.problems))
    return _placed(said.where, _with_mend(_filled(_what(type(said)), said.facts), _filled(said.mend, said.facts)))


def _placed(where: str, words: str) -> str:
    return gettext("{where}: {words}").format(where=where, words=words) if where else words


def _with_mend(what: str, mend: str) -> str:
    return gettext("{what}; {mend}").format(what=what, mend=mend) if mend else what


def _filled(english: str, facts: dict[str, object]) -> str:
    """A sentence with holes, translated and then filled."""
    words = {name: _word(fact) if name in _OURS and isinstance(fact, str) else fact for name, fact in facts.items()}
    return gettext(english).format_map(words) if english else ""


def _word(fact: str) -> str:
    """A word of the house, a list of them, or a sentence."""
    listed = fact.split(", ")
    if set(listed) <= _LISTED:
        return ", ".join(str(in_words(one)) for one in listed)
    return _sentence(fact) if type(fact) is str else str(in_words(fact))


def _sentence(english: str) -> str:
    """A sentence as it was raised or kept: what is wrong and the mend, each by itself where both are ours."""
    what, semicolon, mend = english.partition("; ")
    halves = (_ours(what), _ours(mend)) if semicolon else (None, None)
    if all(halves):
        return _with_mend(halves[0] or what, halves[1] or mend)
    return _ours(english) or (_with_mend(halves[0] or what, halves[1] or mend) if semicolon else english)


def _ours(english: str) -> str | None:
    """The sentence of ours that it is, translated and filled in."""
    for pattern, ours in _patterns():
        found = pattern.fullmatch(english)
        if found:
            return _filled(ours, {name.rstrip("_"): text for name, text in found.groupdict().items() if text is not None})
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each sentence as one that was filled in reads: those that say most in words of their own come first."""
    ours = sorted({*FREE, *of_errors()}, key=lambda one: len(re.sub(r"\{.*?\}", "", one)), reverse=True)
    return tuple((re.compile("".join(_pieces(one)), re.DOTALL), one) for one in ours)


def of_errors() -> Iterator[str]:
    """What is wrong, and the mend, of every error that says more than it is given when it is raised."""
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, AdvocacyBotError):
            yield from (one for one in (_what(kind), kind.mend) if re.sub(r"\{.*?\}", "", one))


def _what(kind: type[AdvocacyBotError]) -> str:
    return (kind.__doc__ or "").strip().rstrip(".")


def _pieces(one: str) -> Iterator[str]:
    for literal, name, _form, conversion in string.Formatter().parse(one):
        yield re.escape(literal)
        if name:
            yield f"(?:'(?P<{name}>.*?)'|\"(?P<{name}_>.*?)\")" if conversion == "r" else f"(?P<{name}>.*?)"
