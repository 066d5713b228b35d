"""The campaign as its operators set it up: who, where, when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.after_the_vote import Further, Later
from advocacybot.campaign.durations import Duration
from advocacybot.campaign.reminders import QuietHours, Reminder
from advocacybot.campaign.warnings import Warnings
from advocacybot.council.values import Day, Line, Url, Value, repeated
from advocacybot.errors import BadInput, NoSuchThing, NotAPerson

People = Annotated[int, Field(ge=1, le=5)]


def _some_time(length: dt.timedelta) -> dt.timedelta:
    if length <= dt.timedelta():
        raise BadInput(what="an outcome that may not be late at all never goes out", mend="write how late, such as 24 h")
    return length


class Links(Value):
    """Addresses that posts may name."""

    code: Url | None = Field(default=None, description="the text of the Code of Conduct")
    scorecard: Url | None = Field(default=None, description="where the campaign keeps its scorecards")


class Campaign(Value):
    """What the campaign does on which accounts, and whom it asks."""

    name: Line
    people: tuple[Line, ...] = Field(min_length=1, description="who may assess, approve and enter outcomes, by name")
    assessors_needed: People = 2
    outcome_people_needed: Annotated[int, Field(ge=1, le=2)] = 2
    accounts: tuple[Account, ...] = Field(min_length=1)
    reminders: tuple[Reminder, ...] = ()
    outcomes_late_by: Annotated[Duration, AfterValidator(_some_time)] = dt.timedelta(hours=24)
    after_the_vote: tuple[Later, ...] = Field(default=(), description="what an outcome earns besides being told")
    warnings: Warnings | None = Field(default=None, description="posts of the warnings that people accept; without it, none")
    holidays: tuple[Day, ...] = Field(default=(), description="official holidays of the United Nations: no working days")
    draft_ahead: Duration = Field(default=dt.timedelta(days=7), description="how long before it is due a post is drafted")
    quiet_hours: QuietHours | None = None
    links: Links = Links()

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        named = (("account", "accounts", [one.name for one in self.accounts]), ("person", "people", list(self.people)))
        for kind, field, names in named:
            again = repeated(names)
            if again:
                what = f"there are two of the {kind} {again[1]!r}"
                raise BadInput(what=what, mend="give each a name of its own", path=(field, again[0]))
        return self

    @model_validator(mode="after")
    def _reminders_differ(self) -> Self:
        again = repeated(str(one.before) for one in self.reminders)
        if again:
            what = "two reminders come the same time before a vote"
            raise BadInput(what=what, mend="keep one of them", path=("reminders", again[0]))
        return self

    @model_validator(mode="after")
    def _further_messages_differ(self) -> Self:
        again = repeated(str(one.message) for one in self.after_the_vote)
        if again:
            what = f"{again[1]} stands twice under after_the_vote"
            raise BadInput(what=what, mend="keep one of them", path=("after_the_vote", again[0]))
        return self

    @model_validator(mode="after")
    def _enough_people(self) -> Self:
        asked = max(self.assessors_needed, self.outcome_people_needed, *(one.approvals_needed for one in self.accounts))
        if len(self.people) < asked:
            what = f"{asked} people are asked for, and {len(self.people)} named"
            raise BadInput(what=what, mend="name more under `people`", path=("people",))
        return self

    @model_validator(mode="after")
    def _leave_is_by_its_people(self) -> Self:
        for number, one in enumerate(self.accounts):
            leave = one.x.tagging_switched_on
            if leave and leave.by not in self.people:
                path = ("accounts", number, "x", "tagging_switched_on", "by")
                raise NotAPerson(name=leave.by, people=", ".join(self.people), path=path)
        return self

    def account(self, name: str) -> Account:
        """The account of that name.

        Raises:
            NoSuchThing: there is none.
        """
        found = _by_name(_Itself(self.accounts)).get(name)
        if found is not None:
            return found
        raise NoSuchThing(kind="account", name=name, known=", ".join(one.name for one in self.accounts))

    def check_person(self, name: str) -> None:
        """Refuse a name that is not among the campaign's people.

        Raises:
            NotAPerson: it is not.
        """
        if name not in self.people:
            raise NotAPerson(name=name, people=", ".join(self.people))

    def further(self, message: Further) -> Later | None:
        """How the campaign sends that message; ``None`` where it does not."""
        return next((one for one in self.after_the_vote if one.message is message), None)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted({account.language for account in self.accounts}))


@dataclass(frozen=True, eq=False)
class _Itself:
    """Accounts, told from others by which they are and not by what they say: to look at all of it takes long."""

    accounts: tuple[Account, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.accounts is other.accounts

    def __hash__(self) -> int:
        return id(self.accounts)


@lru_cache(maxsize=8)
def _by_name(those: _Itself) -> Mapping[str, Account]:
    return {one.name: one for one in those.accounts}
