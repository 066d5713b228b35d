"""A campaign's folder: every file read and checked against the others, as one frozen value."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from advocacybot.campaign.accounts import Handles
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.feeds import Feeds
from advocacybot.council.calendar import Calendar
from advocacybot.council.members import Council
from advocacybot.council.record import Record
from advocacybot.council.states import States
from advocacybot.council.supporters import Supporters
from advocacybot.errors import AdvocacyBotError, NotConfigured, Problems
from advocacybot.sources.calendar_file import CalendarFile
from advocacybot.sources.models import checked
from advocacybot.sources.states_file import StatesFile, with_cldr
from advocacybot.sources.texts import AsKept, OnDisk, Source, Texts, as_told
from advocacybot.sources.together import Files, problems_between
from advocacybot.sources.yaml_text import read
from advocacybot.wording.facts import Reference
from advocacybot.wording.templates import SUFFIX, Templates, TemplateText

Model = TypeVar("Model", bound=BaseModel)
Anything = TypeVar("Anything")

CAMPAIGN_FILE = "campaign.yaml"
CALENDAR_FILE = "calendar.yaml"
FEEDS_FILE = "feeds.yaml"
"""The one file that a campaign may do without."""


@dataclass(frozen=True)
class Configuration:
    """What the operators' files say. ``version`` changes with whatever words are drawn from, the calendar apart; what is watched
    is none of it."""

    campaign: Campaign
    reference: Reference
    calendar: Calendar
    record: Record
    feeds: Feeds
    templates: Templates
    version: str
    texts: Texts = field(repr=False)
    """The files themselves."""

    @cached_property
    def digest(self) -> str:
        """What tells these files from any others, to whichever version of this program: the SHA-256 of their names and texts."""
        every = json.dumps(sorted(self.texts.items()), ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(every.encode()).hexdigest()

    def place_of(self, symbol: str) -> str:
        """Where the vote stands in the calendar's file: ``calendar.yaml, line 12``; the file alone where it does not say so in
        a line of its own."""
        text = self.texts[f"config/{CALENDAR_FILE}"]
        entry = re.search(rf"^[ -]*symbol:[ ]*[\"']?{re.escape(symbol)}[\"']?[ ]*(#.*)?$", text, re.MULTILINE)
        return f"{CALENDAR_FILE}, line {text.count(chr(10), 0, entry.start()) + 1}" if entry else CALENDAR_FILE

    def places_in_record(self) -> dict[str, str]:
        """By symbol, which file of the record has the vote (``config/record/2016.yaml``), if it says so in a line of its own."""
        entry = re.compile(r"^[ -]*symbol:[ ]*[\"']?(.+?)[\"']?[ ]*(?:#.*)?$", re.MULTILINE)
        texts = ((name, text) for name, text in sorted(self.texts.items(), reverse=True) if name.startswith("config/record/"))
        return {symbol: name for name, text in texts for symbol in entry.findall(text)}


@dataclass
class Folder:
    """The folder of a campaign: ``config/`` and ``message_templates/``. What has not changed is not read again."""

    path: Path
    _calendar: CalendarFile = field(default_factory=lambda: CalendarFile(CALENDAR_FILE), repr=False)
    _kept: dict[str, tuple[str, Any]] = field(default_factory=dict, repr=False)
    _read: dict[str, str] = field(default_factory=dict, repr=False)
    _source: Source = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._source = OnDisk(self.path)

    @property
    def config(self) -> Path:
        return self.path / "config"

    @property
    def templates(self) -> Path:
        return self.path / "message_templates"

    def load(self) -> Configuration:
        """Everything in it.

        Raises:
            NotConfigured: it is no campaign's folder.
            Problems: with everything that is wrong in its files.
        """
        if not (self.config / CAMPAIGN_FILE).is_file():
            raise NotConfigured(folder=self.path)
        return self._load(OnDisk(self.path))

    def load_kept(self, texts: Texts) -> Configuration:
        """The same of files that were kept, whatever lies in the folder by now, or if there is none.

        Raises:
            Problems: with everything that is wrong in them.
        """
        return self._load(AsKept(texts))

    def _load(self, source: Source) -> Configuration:
        self._source = source
        self._forget_files_that_are_gone()
        self._read.clear()
        states = _Attempt(self._states)
        council = _Attempt(lambda: self._model(Council, "council.yaml"))
        supporters = _Attempt(lambda: self._model(Supporters, "supporters.yaml"))
        handles = _Attempt(lambda: self._model(Handles, "handles.yaml"))
        campaign = _Attempt(lambda: self._model(Campaign, CAMPAIGN_FILE))
        feeds = _Attempt(self._feeds)
        templates = _Attempt(self._templates)
        records = [_Attempt(lambda name=name: self._model(Record, name)) for name in self._record_files()]  # type: ignore[misc]
        calendar = _Attempt(lambda: self._calendar.read(self._text(CALENDAR_FILE)))
        _raise(states, council, supporters, handles, campaign, feeds, templates, *records, calendar)
        reference = Reference(states.made, council.made, supporters.made, handles.made)
        by_file = {name: one.made for name, one in zip(self._record_files(), records, strict=True)}
        files = Files(campaign.made, reference, calendar.made, by_file, templates.made.languages)
        self._check_together(files)
        record = Record.model_construct(
            votes=tuple(vote for one in by_file.values() for vote in one.votes),
            assessments=tuple(text for one in by_file.values() for text in one.assessments),
        )
        version, texts = self._version(), dict(self._read)
        return Configuration(campaign.made, reference, calendar.made, record, feeds.made, templates.made, version, texts)

    def _text(self, name: str) -> str:
        """The text of a file in config/."""
        return self._text_of(f"config/{name}")

    def _text_of(self, path: str) -> str:
        text = self._read[path] = self._source.text(path)
        return text

    def _record_files(self) -> list[str]:
        return [as_told(path) for path in self._source.matching("config/record/*.yaml")]

    def _model(self, model: type[Model], name: str) -> Model:
        text = self._text(name)
        return self._once(name, text, lambda: checked(model, read(text, name)))

    def _states(self) -> States:
        text = self._text("states.yaml")
        return self._once("states.yaml", text, lambda: with_cldr(checked(StatesFile, read(text, "states.yaml"))))

    def _feeds(self) -> Feeds:
        return self._model(Feeds, FEEDS_FILE) if self._source.matching(f"config/{FEEDS_FILE}") else Feeds()

    def _templates(self) -> Templates:
        texts = {}
        for path in self._source.matching(f"message_templates/*/*{SUFFIX}"):
            name = path.removeprefix("message_templates/")
            texts[name.removesuffix(SUFFIX)] = TemplateText(path, self._text_of(path))
        every_text = "".join(f"{name}\0{one.text}\0" for name, one in texts.items())
        return self._once("message_templates", every_text, lambda: Templates(texts))

    def _once(self, key: str, text: str, make: Callable[[], Anything]) -> Anything:
        kept = self._kept.get(key)
        if kept is None or kept[0] != text:
            kept = self._kept[key] = (text, make())
        made: Anything = kept[1]
        return made

    def _forget_files_that_are_gone(self) -> None:
        for name in [name for name in self._kept if name.startswith("record/") and name not in self._record_files()]:
            del self._kept[name]

    def _version(self) -> str:
        digest = hashlib.sha256()
        for key, (text, _) in sorted(self._kept.items()):
            digest.update(f"{key}\0{text}\0".encode() if key != FEEDS_FILE else b"")
        return digest.hexdigest()[:16]

    def _check_together(self, files: Files) -> None:
        found = list(problems_between(files))
        documents = {name: read(self._text(name), name) for name in dict(found)}
        if found:
            raise Problems([error.at(documents[name].where(error.path)) for name, error in found])


class _Attempt:
    """Something made, or why it could not be: so that one reading tells every problem."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.made: Any = None
        self.problems: list[AdvocacyBotError] = []
        try:
            self.made = make()
        except Problems as error:
            self.problems = error.problems
        except AdvocacyBotError as error:
            self.problems = [error]


def _raise(*attempts: _Attempt) -> None:
    problems = [problem for attempt in attempts for problem in attempt.problems]
    if problems:
        raise Problems(problems)
