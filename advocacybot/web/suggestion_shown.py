"""A suggestion as its reader sees it: what was read, in which words of which source, and where to go on from there."""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from advocacybot.campaign.roles import Deed
from advocacybot.campaign.suggestions import OPEN, Kind, Sighting, Suggestion
from advocacybot.campaign.warnings import name_of
from advocacybot.council.outcomes import Ballot
from advocacybot.council.values import in_language
from advocacybot.pipeline.house import House
from advocacybot.store.suggestions import Kept
from advocacybot.web.models import Staff
from advocacybot.web.shown import Hour, hour
from advocacybot.web.words import in_words
from advocacybot.wording.languages import alphabetical, listed

_FORMS = {Kind.MOVED: "vote-edit", Kind.CALLED_OFF: "vote-withdraw", Kind.OUTCOME: "outcome"}
"""The form by which a suggestion about a vote of the calendar is accepted."""
_DEEDS = {Kind.OUTCOME: Deed.ENTER_OUTCOMES}


@dataclass(frozen=True)
class Source:
    """An item that it was read in. ``words``: the sentence, with the words that raised the suggestion marked."""

    sighting: Sighting
    words: SafeString
    at: Hour
    says: Hour | None


@dataclass(frozen=True)
class Shown:
    """``form``: where it is accepted, if it can be there; ``may_accept``, ``may_dismiss``: whether this reader may as it is now.
    ``needs_vote``: it is about no vote that the calendar has, and has to be, before it can be accepted."""

    suggestion: Suggestion
    kept: Kept
    situation: str
    subject: str
    when: Hour | None
    sources: tuple[Source, ...]
    totals: str
    ballots: tuple[tuple[str, str], ...]
    inferred: tuple[tuple[str, str], ...]
    opened: Hour
    decided: Hour | None
    form: str
    needs_vote: bool
    may_accept: bool
    may_dismiss: bool

    @property
    def by_note(self) -> bool:
        """Whether it may be accepted by saying what was done."""
        return self.suggestion.kind is Kind.WARNING

    @property
    def warns(self) -> bool:
        """Whether a warning came of it, which has a page of its own."""
        return self.by_note and self.kept.why == name_of(self.suggestion.number)


def shown(house: House, kept: Kept, reader: Staff, language: str, in_calendar: frozenset[str]) -> Shown:
    """``in_calendar``: the symbols of those votes that the calendar has, among those that the page is about."""
    one, told = kept.suggestion, kept.suggestion.told
    is_open = one.state in OPEN
    needs_vote = one.kind in _FORMS and told.symbol not in in_calendar
    return Shown(
        suggestion=one,
        kept=kept,
        situation=in_language(told.situation, language) if told.situation else "",
        subject=in_language(told.subject, language) if told.subject else "",
        when=hour(told.hour, house, reader) if told.hour else None,
        sources=tuple(_source(sighting, house, reader) for sighting in reversed(one.sightings)),
        totals=", ".join(f"{count} {in_words(ballot)}" for ballot, count in told.totals.items()),
        ballots=_by_ballot(house, told.ballots, language),
        inferred=_by_ballot(house, told.inferred, language),
        opened=hour(kept.opened_at, house, reader),
        decided=hour(kept.decided_at, house, reader) if kept.decided_at else None,
        form="" if needs_vote else _form(house, one),
        needs_vote=needs_vote,
        may_accept=is_open and reader.may(_DEEDS.get(one.kind, Deed.EDIT_CALENDAR)),
        may_dismiss=is_open and reader.may(Deed.EDIT_CALENDAR),
    )


def _form(house: House, one: Suggestion) -> str:
    if one.kind is Kind.WARNING:
        return reverse("warning-accept", args=[one.number]) if house.campaign.warnings else ""
    page = reverse(_FORMS[one.kind], args=[one.told.symbol]) if one.kind in _FORMS else reverse("vote-new")
    return f"{page}?{urlencode({'suggestion': one.number})}"


def _source(sighting: Sighting, house: House, reader: Staff) -> Source:
    says = hour(sighting.told.hour, house, reader) if sighting.told.hour else None
    return Source(
        sighting, marked(sighting.sentence or sighting.passage, sighting.passage), hour(sighting.at, house, reader), says
    )


def _by_ballot(house: House, ballots: dict[str, Ballot], language: str) -> tuple[tuple[str, str], ...]:
    states = house.configuration.reference.states
    found = []
    for ballot in Ballot:
        names = sorted((states.find(code).short_name(language) for code, it in ballots.items() if it is ballot), key=alphabetical)
        found += [(str(in_words(ballot)), listed(names, language))] if names else []
    return tuple(found)


def marked(sentence: str, passage: str) -> SafeString:
    """The sentence, in which the passage is marked wherever it stands, in capitals or not."""
    words = r"\s+".join(map(re.escape, passage.split()))
    pieces = re.split(f"({words})", sentence, flags=re.IGNORECASE) if words else [sentence]
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", piece) if odd % 2 else piece,) for odd, piece in enumerate(pieces))
    )
