"""What an outcome earns besides being told, as the campaign wishes: which further messages, how soon and how late."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from advocacybot.campaign.durations import Duration
from advocacybot.council.assembly import debate_due
from advocacybot.council.conduct import Conduct, Judgement
from advocacybot.council.hours import end_of_day
from advocacybot.council.outcomes import Outcome
from advocacybot.council.values import Value
from advocacybot.errors import BadInput


class Further(StrEnum):
    """What may be said once a vote's outcome is known."""

    FOLLOW_UP = "follow_up"
    """To one supporter that voted against."""
    THANKS = "thanks"
    """To the supporters that kept the pledge."""
    ABSTENTIONS = "abstentions"
    """Of the supporters that abstained."""
    GENERAL_ASSEMBLY = "general_assembly"
    """Of the debate that the General Assembly owes after a veto."""


class Later(Value):
    """A message so long after an outcome became known. It may go out that much late."""

    message: Further
    after: Duration = Field(description="how long after the outcome became known it is due, such as 1 h")
    late_by: Duration | None = Field(default=None, description="how late it may be; general_assembly ends with its date anyway")

    @model_validator(mode="after")
    def _lapses_some_time(self) -> Self:
        if self.late_by is None and self.message is not Further.GENERAL_ASSEMBLY:
            what = f"nothing says how late {self.message} may be"
            raise BadInput(what=what, mend="write late_by beside it, such as 3 d", path=("late_by",))
        if self.late_by is not None and self.late_by <= dt.timedelta():
            what = f"{self.message} with a late_by of nothing could never go out"
            raise BadInput(what=what, mend="write how late, such as 3 d", path=("late_by",))
        return self


@dataclass(frozen=True)
class Occasion:
    """Something to be said. ``key`` tells apart what is said in the same message; ``ends``: from then on it is past.

    The key is of whom it speaks, and not of the report: nobody is thanked, or asked, twice about one vote, whatever is
    corrected in it. What changes for the others, the correction tells, which names everybody.
    """

    key: str
    ends: dt.datetime | None = None


_GROUPS = {Further.THANKS: Conduct.KEPT, Further.ABSTENTIONS: Conduct.ABSTAINED}
"""Of whom one post speaks together, on the ground of what they did."""


def occasions(
    message: Further, outcome: Outcome, judged: Iterable[Judgement], day: dt.date, holidays: Collection[dt.date] = ()
) -> Iterator[Occasion]:
    """The occasions that an outcome gives for a message. Nobody is spoken of whose conduct is not known."""
    if message is Further.GENERAL_ASSEMBLY:
        if due := debate_due(outcome, day, holidays):
            yield Occasion("debate", end_of_day(due))
    elif message is Further.FOLLOW_UP:
        yield from (Occasion(state) for state in sorted(one.member.state for one in judged if one.conduct is Conduct.BROKE))
    elif any(one.conduct is _GROUPS[message] for one in judged):
        yield Occasion(str(_GROUPS[message]))
