"""A campaign's folder: every file read and checked against the others, as one frozen value."""

import hashlib
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from advocacybot.campaign.accounts import Handles
from advocacybot.campaign.campaign import Campaign
from advocacybot.council.calendar import Calendar
from advocacybot.council.members import Council
from advocacybot.council.record import Record
from advocacybot.council.states import States
from advocacybot.council.supporters import Supporters
from advocacybot.errors import AdvocacyBotError, BadInput, NotConfigured, Problems
from advocacybot.sources.calendar_file import CalendarFile
from advocacybot.sources.models import checked
from advocacybot.sources.states_file import StatesFile, with_cldr
from advocacybot.sources.together import Files, problems_between
from advocacybot.sources.yaml_text import read
from advocacybot.wording.facts import Reference
from advocacybot.wording.templates import SUFFIX, Templates, TemplateText

Model = TypeVar("Model", bound=BaseModel)
Anything = TypeVar("Anything")

CAMPAIGN_FILE = "campaign.yaml"
CALENDAR_FILE = "calendar.yaml"


@dataclass(frozen=True)
class Configuration:
    """What the operators' files say. ``version`` changes with whatever words are drawn from, the calendar apart."""

    campaign: Campaign
    reference: Reference
    calendar: Calendar
    record: Record
    templates: Templates
    version: str


@dataclass
class Folder:
    """The folder of a campaign: ``config/`` and ``message_templates/``. What has not changed is not read again."""

    path: Path
    _calendar: CalendarFile = field(default_factory=lambda: CalendarFile(CALENDAR_FILE), repr=False)
    _kept: dict[str, tuple[str, Any]] = field(default_factory=dict, repr=False)
    _read: dict[str, str] = field(default_factory=dict, repr=False)
    _whole: dict[str, str] = field(default_factory=dict, repr=False)

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
        self._forget_files_that_are_gone()
        self._read.clear()
        states = _Attempt(self._states)
        council = _Attempt(lambda: self._model(Council, "council.yaml"))
        supporters = _Attempt(lambda: self._model(Supporters, "supporters.yaml"))
        handles = _Attempt(lambda: self._model(Handles, "handles.yaml"))
        campaign = _Attempt(lambda: self._model(Campaign, CAMPAIGN_FILE))
        templates = _Attempt(self._templates)
        records = [_Attempt(lambda name=name: self._model(Record, name)) for name in self._record_files()]  # type: ignore[misc]
        calendar = _Attempt(lambda: self._calendar.read(self.text(self.config / CALENDAR_FILE)))
        _raise(states, council, supporters, handles, campaign, templates, *records, calendar)
        reference = Reference(states.made, council.made, supporters.made, handles.made)
        by_file = {name: one.made for name, one in zip(self._record_files(), records, strict=True)}
        files = Files(campaign.made, reference, calendar.made, by_file, templates.made.languages)
        self._check_together(files)
        self._whole = dict(self._read)
        record = Record.model_construct(
            votes=tuple(vote for one in by_file.values() for vote in one.votes),
            assessments=tuple(text for one in by_file.values() for text in one.assessments),
        )
        return Configuration(campaign.made, reference, calendar.made, record, templates.made, self._version())

    def copy_to(self, path: Path) -> None:
        """Keep a copy of the files as they were when they were last right as a whole, in place of the one before.

        Raises:
            BadInput: it cannot be written.
        """
        if not self._whole:
            return
        try:
            self._copy_to(path)
        except OSError as error:
            what = f"the copy of the files cannot be written ({error.strerror})"
            raise BadInput(where=str(path), what=what, mend="make room on the disk, or mend who may write there") from None

    def _copy_to(self, path: Path) -> None:
        fresh, old = path.with_name(f"{path.name}.new"), path.with_name(f"{path.name}.old")
        for leftover in (fresh, old):
            shutil.rmtree(leftover, ignore_errors=True)
        for name, text in self._whole.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_text(text, encoding="utf-8")
        if path.exists():
            path.rename(old)
        fresh.rename(path)
        shutil.rmtree(old, ignore_errors=True)

    def text(self, file: Path) -> str:
        """The file's text.

        Raises:
            BadInput: there is no such file, or it is no text in UTF-8.
        """
        name = self._name(file)
        try:
            text = self._read[file.relative_to(self.path).as_posix()] = file.read_text(encoding="utf-8")
            return text
        except FileNotFoundError:
            mend = "`advocacybot init` lays out a whole folder"
            raise BadInput(where=name, what="the file is missing", mend=mend) from None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise BadInput(where=f"{name}, line {line}", what="this is not UTF-8", mend="save the file as UTF-8") from None
        except OSError as error:
            what = f"this cannot be read ({error.strerror})"
            raise BadInput(where=name, what=what, mend="put the file there, and let the bot read it") from None

    def place_of(self, symbol: str) -> str:
        """Where the vote stands in the calendar's file: ``calendar.yaml, line 12``; the file alone where it does not say so in
        a line of its own."""
        text = self._whole.get(f"config/{CALENDAR_FILE}", "")
        entry = re.search(rf"^[ -]*symbol:[ ]*[\"']?{re.escape(symbol)}[\"']?[ ]*(#.*)?$", text, re.MULTILINE)
        return f"{CALENDAR_FILE}, line {text.count(chr(10), 0, entry.start()) + 1}" if entry else CALENDAR_FILE

    def places_in_record(self) -> dict[str, str]:
        """By symbol, which file of the record has the vote (``config/record/2016.yaml``), if it says so in a line of its own."""
        entry = re.compile(r"^[ -]*symbol:[ ]*[\"']?(.+?)[\"']?[ ]*(?:#.*)?$", re.MULTILINE)
        texts = ((name, text) for name, text in sorted(self._whole.items(), reverse=True) if name.startswith("config/record/"))
        return {symbol: name for name, text in texts for symbol in entry.findall(text)}

    def _name(self, file: Path) -> str:
        """The file as messages name it: below config/, else below the folder."""
        return file.relative_to(self.config if file.is_relative_to(self.config) else self.path).as_posix()

    def _record_files(self) -> list[str]:
        return [f"record/{file.name}" for file in sorted((self.config / "record").glob("*.yaml"))]

    def _model(self, model: type[Model], name: str) -> Model:
        text = self.text(self.config / name)
        return self._once(name, text, lambda: checked(model, read(text, name)))

    def _states(self) -> States:
        text = self.text(self.config / "states.yaml")
        return self._once("states.yaml", text, lambda: with_cldr(checked(StatesFile, read(text, "states.yaml"))))

    def _templates(self) -> Templates:
        texts = {}
        for file in sorted(self.templates.glob(f"*/*{SUFFIX}")):
            name = file.relative_to(self.templates).as_posix()
            texts[name.removesuffix(SUFFIX)] = TemplateText(f"message_templates/{name}", self.text(file))
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
            digest.update(f"{key}\0{text}\0".encode())
        return digest.hexdigest()[:16]

    def _check_together(self, files: Files) -> None:
        found = list(problems_between(files))
        documents = {name: read(self.text(self.config / name), name) for name in dict(found)}
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
