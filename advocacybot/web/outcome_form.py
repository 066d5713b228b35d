"""The form of a vote's outcome: what was typed, and the report that it makes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self

from django.http import QueryDict
from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from advocacybot.council.outcomes import Ballot, Report, RollCall, Tally, Trust
from advocacybot.council.values import Day, Line, Source, Url
from advocacybot.web.words import in_words

if TYPE_CHECKING:
    from advocacybot.sources.press import PressVote

FIELDS: Mapping[str, Ballot] = {
    "in_favour": Ballot.IN_FAVOUR,
    "against": Ballot.AGAINST,
    "abstained": Ballot.ABSTAINED,
    "not_voting": Ballot.NOT_VOTING,
}
"""The choices as the form names them; so does a roll call."""
_LONGEST = 1_000

Problems = dict[str, str]
"""What is wrong, by the field beside which it is shown."""


def _line(form: QueryDict, name: str) -> str:
    return form.get(name, "").strip()[:_LONGEST]


@dataclass(frozen=True)
class Typed:
    """What stands in the form, as it was typed. ``totals``: by choice; ``inferred``: who follows from a text's totals."""

    ballots: Mapping[str, Ballot] = field(default_factory=dict)
    inferred: frozenset[str] = frozenset()
    totals: Mapping[str, str] = field(default_factory=dict)
    without_a_vote: bool = False
    official: bool = False
    title: str = ""
    url: str = ""
    date: str = ""
    record: str = ""
    press: str = ""

    @classmethod
    def read(cls, form: QueryDict, sitting: Iterable[str]) -> Self:
        """From a form that was sent."""
        chosen = {state: FIELDS.get(form.get(f"ballot-{state}", "")) for state in sitting}
        return cls(
            ballots={state: ballot for state, ballot in chosen.items() if ballot},
            totals={name: _line(form, f"total-{name}") for name in FIELDS},
            without_a_vote="without_a_vote" in form,
            official=form.get("trust") == Trust.OFFICIAL,
            title=_line(form, "title"),
            url=_line(form, "url"),
            date=_line(form, "date"),
            record=_line(form, "record"),
            press=form.get("press", ""),
        )

    @classmethod
    def of(cls, report: Report) -> Self:
        """The ballots of that report, to be corrected; where the correction is published, and how sure it is, is said anew."""
        totals = report.totals.model_dump() if report.totals else {}
        return cls(
            ballots=dict(report.roll_call.ballots()) if report.roll_call else {},
            totals={name: str(count) for name, count in totals.items()},
            without_a_vote=report.adopted_without_a_vote,
        )

    def filled_from(self, vote: "PressVote") -> Self:
        """With a text's ballots in place of what was there, its totals, and how sure they are."""
        return replace(
            self,
            ballots={**vote.ballots, **vote.inferred},
            inferred=frozenset(vote.inferred),
            totals={name: str(vote.totals.get(ballot, "")) for name, ballot in FIELDS.items()},
            without_a_vote=False,
            official=vote.trust is Trust.OFFICIAL,
        )

    def with_the_others(self, sitting: Iterable[str]) -> Self:
        """With everybody in favour for whom nothing is chosen."""
        return replace(self, ballots={state: self.ballots.get(state, Ballot.IN_FAVOUR) for state in sitting})

    def count(self, ballot: Ballot) -> int:
        return sum(cast is ballot for cast in self.ballots.values())

    @property
    def roll_call(self) -> RollCall:
        cast = {name: tuple(state for state, one in self.ballots.items() if one is ballot) for name, ballot in FIELDS.items()}
        return RollCall(**cast)


def disagreements(typed: Typed) -> list[str]:
    """Where the totals as published are not those of the grid."""
    return [
        _("%(said)s %(ballot)s are published, and %(counted)s are in the grid.")
        % {"said": typed.totals[name], "counted": typed.count(ballot), "ballot": in_words(ballot)}
        for name, ballot in FIELDS.items()
        if _is_a_number(typed.totals.get(name, "")) and int(typed.totals[name]) != typed.count(ballot)
    ]


def problems(typed: Typed, sitting: Iterable[str]) -> Problems:
    """What is wrong with what was typed."""
    found: Problems = {}
    if typed.without_a_vote and typed.ballots:
        found["ballots"] = _("Adopted without a vote is ticked, and there are ballots. Keep one of the two.")
    elif not typed.without_a_vote and set(sitting) - set(typed.ballots):
        found["ballots"] = _("Choose each member's ballot; not all of them have one.")
    if any(total and not _is_a_number(total) for total in typed.totals.values()):
        found["totals"] = _("Write the totals in figures.")
    elif not typed.without_a_vote and disagreements(typed):
        found["totals"] = " ".join(disagreements(typed))
    return found | {name: words for name, kind, words in _source_fields() if not _is_a(kind, getattr(typed, name), name)}


def report(typed: Typed) -> Report:
    """The report, of a form in which nothing is wrong."""
    told = [typed.totals.get(name, "") for name in FIELDS]
    whole = all(told[:3]) and not typed.without_a_vote
    tally = Tally(**dict(zip(FIELDS, (int(total or 0) for total in told), strict=True))) if whole else None
    day = dt.date.fromisoformat(typed.date) if typed.date else None
    return Report(
        roll_call=None if typed.without_a_vote else typed.roll_call,
        totals=tally,
        adopted_without_a_vote=typed.without_a_vote,
        trust=Trust.OFFICIAL if typed.official else Trust.PRELIMINARY,
        source=Source(title=typed.title, url=typed.url or None, day=day),
        meeting_record=typed.record or None,
    )


def _is_a_number(total: str) -> bool:
    return total.isascii() and total.isdecimal() and len(total) < 4


def _source_fields() -> tuple[tuple[str, Any, str], ...]:
    return (
        ("title", Line, _("Say where this is published, such as SC/12545, on one line of 300 signs at most.")),
        ("url", Url, _("Write a whole address, such as https://press.un.org/en/2016/sc12545.doc.htm.")),
        ("date", Day, _("Write the date as YYYY-MM-DD.")),
        ("record", Line, _("Write the record's symbol on one line, such as S/PV.7785.")),
    )


def _is_a(kind: Any, typed: str, name: str) -> bool:
    if not typed:
        return name != "title"
    try:
        TypeAdapter(kind).validate_python(typed)
    except ValidationError:
        return False
    return True
