"""The feeds that a campaign watches, and the words in them that raise a suggestion."""

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from advocacybot.campaign.durations import Duration
from advocacybot.council.values import Language, Line, Source, Url, Value, repeated
from advocacybot.errors import BadInput

LEAST_OFTEN, MOST_OFTEN = dt.timedelta(days=7), dt.timedelta(minutes=5)
_DAY = "{day}"

FeedName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
_ADDRESS = re.compile(r"https://[^\s/?#@]+\.[^\s/?#@]+(/\S*)?")


def _an_address(address: str) -> str:
    """It is not shown where it is refused: it may hold what is a secret."""
    if not _ADDRESS.fullmatch(address):
        what = "the feed's address is none that may be fetched"
        raise BadInput(what=what, mend="write https://, a server that everybody can reach, and the path; no name or password")
    return address


FeedAddress = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_an_address)]


def _in_words(phrase: str) -> str:
    if not any(sign.isalnum() for sign in phrase):
        raise BadInput(what=f"{phrase!r} holds no word", mend="write the words as they stand in the feed")
    return phrase


def _now_and_then(every: dt.timedelta) -> dt.timedelta:
    if not MOST_OFTEN <= every <= LEAST_OFTEN:
        raise BadInput(what="a feed is asked every 5 minutes at most, and once a week at least", mend="write it such as 15 min")
    return every


Phrase = Annotated[Line, StringConstraints(max_length=100), AfterValidator(_in_words)]
"""Words as they stand in a feed. Case, accents and the forms of apostrophes and spaces do not matter."""


class FeedKind(StrEnum):
    """How a feed is read: ``press`` and ``feed`` are RSS, Atom or JSON Feed, and a press feed's items may hold outcomes;
    ``journal`` is the Journal of the United Nations, whose address holds ``{day}``; ``calendar`` is iCalendar."""

    PRESS = "press"
    FEED = "feed"
    JOURNAL = "journal"
    CALENDAR = "calendar"

    @property
    def has_items(self) -> bool:
        """Whether words are looked for in it."""
        return self in (FeedKind.PRESS, FeedKind.FEED)


class WatchedFeed(Value):
    """One feed, and how often it is looked at. ``language``: where the feed itself does not say."""

    name: FeedName
    kind: FeedKind
    address: FeedAddress
    language: Language = "en"
    every: Annotated[Duration, AfterValidator(_now_and_then)] = Field(description="how often it is asked, such as 15 min")
    source: Source = Field(description="where it is published that the feed is there")

    @model_validator(mode="after")
    def _a_journal_has_days(self) -> Self:
        if (self.kind is FeedKind.JOURNAL) != (_DAY in self.address):
            what = "the Journal's address, and no other, says {day} where the day goes"
            raise BadInput(what=what, mend="write it as https://journal-api.un.org/api/officialsnew/{day}", path=("address",))
        return self

    def address_on(self, day: dt.date) -> str:
        """The address at which it is asked about that day of New York."""
        return self.address.replace(_DAY, day.isoformat())


class Words(Value):
    """The words of a language that raise a suggestion, by what they suggest."""

    vote_ahead: tuple[Phrase, ...] = Field(default=(), max_length=300, description="a vote may be coming")
    outcome: tuple[Phrase, ...] = Field(default=(), max_length=300, description="an outcome may be here")
    atrocity_warning: tuple[Phrase, ...] = Field(default=(), max_length=300, description="it speaks of atrocity crimes")


class Feeds(Value):
    """What is watched, and what is looked for. Without the file nothing is."""

    contact: Url | None = Field(default=None, description="a page that says whose campaign this is; servers are told it")
    feeds: tuple[WatchedFeed, ...] = Field(default=(), max_length=100)
    words: dict[Language, Words] = Field(default={}, description="by language, what raises a suggestion")
    situations: dict[Line, tuple[Phrase, ...]] = Field(
        default={}, max_length=300, description="by situation, as the calendar names it in English, the words that mean it"
    )

    @model_validator(mode="after")
    def _names_and_addresses_differ(self) -> Self:
        for field in ("name", "address"):
            again = repeated(getattr(one, field) for one in self.feeds)
            if again:
                what = f"two feeds have the same {field}"
                raise BadInput(what=what, mend="keep one of them", path=("feeds", again[0], field))
        return self

    @model_validator(mode="after")
    def _words_in_each_language(self) -> Self:
        for number, one in enumerate(self.feeds):
            if one.kind.has_items and one.language not in self.words:
                what = f"no words in {one.language!r} raise a suggestion, and {one.name} is in that language"
                raise BadInput(what=what, mend="write some under `words`", path=("feeds", number, "language"))
        return self
