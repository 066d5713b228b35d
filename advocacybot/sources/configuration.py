"""A campaign's folder: every file read and checked against the others, as one frozen value."""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from advocacybot.campaign.accounts import Handles
from advocacybot.campaign.campaign import Campaign
from advocacybot.council.calendar import Calendar
from advocacybot.council.members import Council
from advocacybot.council.record import Record, RecordedVote
from advocacybot.council.supporters import Supporters
from advocacybot.council.votes import Assessment, Vote
from advocacybot.errors import AdvocacyBotError, BadInput, NotConfigured, Problems
from advocacybot.sources.calendar_file import CalendarFile
from advocacybot.sources.models import checked
from advocacybot.sources.states_file import StatesFile, with_cldr
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
        states = _Attempt(lambda: self._made("states.yaml", lambda: with_cldr(self._model(StatesFile, "states.yaml"))))
        council = _Attempt(lambda: self._model(Council, "council.yaml"))
        supporters = _Attempt(lambda: self._model(Supporters, "supporters.yaml"))
        handles = _Attempt(lambda: self._model(Handles, "handles.yaml"))
        campaign = _Attempt(lambda: self._model(Campaign, CAMPAIGN_FILE))
        templates = _Attempt(self._templates)
        record = _Attempt(self._record)
        calendar = _Attempt(lambda: self._calendar.read(self.text(self.config / CALENDAR_FILE)))
        _raise(states, council, supporters, handles, campaign, templates, record, calendar)
        reference = Reference(states.made, council.made, supporters.made, handles.made)
        configuration = Configuration(campaign.made, reference, calendar.made, record.made, templates.made, self._version())
        self._check_together(configuration)
        return configuration

    def copy_to(self, path: Path) -> None:
        """Keep a copy of the files, in place of the one before."""
        fresh = path.with_name(path.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        for folder in (self.config, self.templates):
            shutil.copytree(folder, fresh / folder.name)
        shutil.rmtree(path, ignore_errors=True)
        fresh.rename(path)

    def text(self, file: Path) -> str:
        """The file's text.

        Raises:
            BadInput: there is no such file, or it is no text in UTF-8.
        """
        try:
            return file.read_text(encoding="utf-8")
        except FileNotFoundError:
            mend = "`advocacybot init` lays out a whole folder"
            raise BadInput(where=file.name, what="the file is missing", mend=mend) from None
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            where = f"{file.name}, line {line}"
            raise BadInput(where=where, what="this is not UTF-8", mend="save the file as UTF-8") from None

    def _model(self, model: type[Model], name: str) -> Model:
        text = self.text(self.config / name)
        return self._once(f"{model.__name__} {name}", text, lambda: checked(model, read(text, name)))

    def _made(self, name: str, make: Callable[[], Anything]) -> Anything:
        return self._once(f"made of {name}", self.text(self.config / name), make)

    def _once(self, key: str, text: str, make: Callable[[], Anything]) -> Anything:
        kept = self._kept.get(key)
        if kept is None or kept[0] != text:
            kept = self._kept[key] = (text, make())
        made: Anything = kept[1]
        return made

    def _record(self) -> Record:
        files = sorted((self.config / "record").glob("*.yaml"))
        read_files = [self._model(Record, f"record/{file.name}") for file in files]
        return Record(votes=tuple(vote for file in read_files for vote in file.votes))

    def _templates(self) -> Templates:
        texts = {}
        for file in sorted(self.templates.glob(f"*/*{SUFFIX}")):
            name = file.relative_to(self.templates).as_posix()
            texts[name.removesuffix(SUFFIX)] = TemplateText(f"message_templates/{name}", self.text(file))
        every_text = "".join(f"{name}\0{one.text}\0" for name, one in texts.items())
        return self._once("message_templates", every_text, lambda: Templates(texts))

    def _version(self) -> str:
        digest = hashlib.sha256()
        for key, (text, _) in sorted(self._kept.items()):
            digest.update(f"{key}\0{text}\0".encode())
        return digest.hexdigest()[:16]

    def _check_together(self, now: Configuration) -> None:
        """What one file says of another."""
        states, council = now.reference.states, now.reference.council

        def vote(one: Vote) -> None:
            states.check(one.penholders)
            council.members_on(one.day)
            _check_people(one.assessment, now.campaign)

        problems = [
            *self._wrong("council.yaml", "terms", council.terms, lambda one: states.check([one.state])),
            *self._wrong("supporters.yaml", "lists", now.reference.supporters.lists, lambda one: states.check(one.named)),
            *self._wrong("handles.yaml", "handles", now.reference.handles.handles, lambda one: states.check([one.state])),
            *self._wrong(CALENDAR_FILE, "votes", now.calendar.votes, vote),
            *_wrong_in_record(now),
        ]
        if problems:
            raise Problems(problems)

    def _wrong(self, name: str, key: str, items: Iterable[Anything], check: Callable[[Anything], None]) -> list[AdvocacyBotError]:
        found = [(index, error) for index, item in enumerate(items) if (error := _error_of(check, item))]
        if not found:
            return []
        document = read(self.text(self.config / name), name)
        return [error.at(document.where((key, index))) for index, error in found]


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


def _error_of(check: Callable[[Anything], None], item: Anything) -> AdvocacyBotError | None:
    try:
        check(item)
    except AdvocacyBotError as error:
        return error
    return None


def _wrong_in_record(now: Configuration) -> list[AdvocacyBotError]:
    def recorded(vote: RecordedVote) -> None:
        vote.outcome(now.reference.council)
        _check_people(vote.assessment, now.campaign)

    wrong = [(vote, error) for vote in now.record.votes if (error := _error_of(recorded, vote))]
    return [error.at(f"record/{vote.day.year}.yaml, {vote.symbol}") for vote, error in wrong]


def _check_people(assessment: Assessment | None, campaign: Campaign) -> None:
    for person in assessment.assessors if assessment else ():
        campaign.check_person(person.name)
