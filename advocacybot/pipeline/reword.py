"""Wording as people in the staff room write it: tried as a whole before it holds, and no version of it is ever lost.

A template's text of the room holds as long as the file below it is the one over which it was written; a file that is edited
afterwards goes before it. Of a message that a file words, the room may begin one platform's own text; an empty one takes that
away again. Templates of any other name, and languages, come from files alone.
"""

import datetime as dt
import re
from dataclasses import dataclass

from advocacybot.campaign.accounts import PlatformName
from advocacybot.errors import BadInput, NoSuchThing, OutdatedEntry, Refusal
from advocacybot.pipeline import desk, word
from advocacybot.pipeline.house import House
from advocacybot.sources.configuration import Configuration
from advocacybot.store import desk as store
from advocacybot.store.desk import Version
from advocacybot.store.journal import Entry
from advocacybot.wording.samples import MESSAGES
from advocacybot.wording.templates import SUFFIX

LONGEST = 20_000
"""Characters. The longest that is shipped has 2,500."""

_NO_LETTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Standing:
    """A template as it stands. ``kept``: the room's last version, whether it holds or not; ``text`` is what holds.

    ``seen`` tells this text from any other: whoever saves says which one they looked at.
    """

    name: str
    text: str
    kept: Version | None
    in_file: bool
    by_room: bool

    @property
    def number(self) -> int:
        return self.kept.number if self.kept else 0

    @property
    def seen(self) -> str:
        return desk.digest(self.text)

    @property
    def is_template(self) -> bool:
        return self.in_file or self.by_room

    @property
    def overtaken(self) -> bool:
        """Whether the file was edited after the room wrote over it."""
        return self.kept is not None and not self.by_room and self.kept.text != self.text


def every(house: House) -> list[Standing]:
    """Every template, by its name."""
    wording, files = store.wording(), house.files
    names = sorted({*files.templates.texts, *wording})
    standing = (_standing(files, name, wording.get(name)) for name in names)
    return [one for one in standing if one.is_template]


def find(house: House, name: str) -> Standing:
    """That template. One that a platform may have of its own begins as nothing.

    Raises:
        NoSuchThing: there is none of that name, and the room can make none.
    """
    _check_name(house.files, name)
    last = store.history(name, most=1)
    return _standing(house.files, name, last[0] if last else None)


def general(name: str) -> str:
    """The template that a platform's own goes before."""
    return name.partition(".")[0]


def file_of(name: str) -> str:
    """The file of a template, by which its text stands in the history too."""
    return f"message_templates/{name}{SUFFIX}"


def save(house: House, name: str, text: str, by: str, after: int, seen: str | None = None) -> Version:
    """Let a text hold from now on. ``after``: the number of the room's last version; ``seen``: the text looked at (its digest).

    Posts to whose words people agreed stay as they are; whatever else waits is drawn anew.

    Raises:
        BadInput: there is no such template, or the wording does not work with this text in it.
        OutdatedEntry, Refusal: another text holds by now.
    """
    return _save(house, name, tidy(text), by, after, seen, {})


def restore(house: House, name: str, number: int, by: str, after: int) -> Version:
    """Let an earlier text hold again: a version of its own, like any other.

    Raises:
        NoSuchThing: there is no version of that number.
        BadInput, OutdatedEntry: as for ``save``.
    """
    return _save(house, name, store.version(name, number).text, by, after, None, {"restores": number})


def tidy(text: str) -> str:
    """The text as files have it: a browser ends its lines in another way.

    Raises:
        BadInput: it is longer than any wording may be, or holds what is no letter.
    """
    if len(text) > LONGEST:
        what = f"the text has {len(text)} characters, and wording may have {LONGEST}"
        raise BadInput(what=what, mend="shorten it: a thread holds far less")
    tidied = text.replace("\r\n", "\n").replace("\r", "\n")
    if _NO_LETTER.search(tidied):
        raise BadInput(what="the text holds a control character", mend="type it anew where it was pasted from elsewhere")
    return f"{tidied.rstrip()}\n" if tidied.strip() else ""


def _save(house: House, name: str, text: str, by: str, after: int, seen: str | None, facts: dict[str, object]) -> Version:
    house.campaign.check_person(by)
    before = find(house, name)
    _check_seen(before, after, seen)
    if text.rstrip() == before.text.rstrip():
        raise BadInput(what="that is the text that holds already", mend="change it, or leave it as it is")
    now = house.clock.now()
    over = desk.digest(desk.file_text(house.files, name))
    earlier = _unknown_to_history(before, after, over, now)
    fresh = Version(name, after + len(earlier) + 1, text, over, by, now)

    def put(_: dt.datetime) -> list[Entry]:
        for number, version in enumerate((*earlier, fresh), start=after):
            store.put_wording(version, number)
        return [Entry("wording changed", name[:80], by=by, facts={"version": fresh.number, "text": fresh.text} | facts)]

    word.take(house, lambda: desk.laid_over(house.files, wording=store.wording() | {name: fresh}), put)
    return fresh


def _check_seen(now: Standing, after: int, seen: str | None) -> None:
    if after != now.number:
        raise OutdatedEntry(entry=now.name, asked=after, now=now.number)
    if seen is not None and seen != now.seen:
        what = f"the file of {now.name} was edited since you looked at it"
        raise Refusal(what=what, mend="look at it as it is now, then decide")


def _unknown_to_history(before: Standing, after: int, over: str, now: dt.datetime) -> tuple[Version, ...]:
    """The file's text, where no version before the new one has it."""
    if not before.in_file or before.by_room or (before.kept and before.kept.text == before.text):
        return ()
    return (Version(before.name, after + 1, before.text, over, file_of(before.name), now),)


def _standing(files: Configuration, name: str, kept: Version | None) -> Standing:
    in_file = name in files.templates.texts
    by_room = kept is not None and name in desk.standing_wording(files, {name: kept})
    file_text = desk.file_text(files, name)
    text = kept.text if kept and by_room else file_text
    return Standing(name, text, kept, in_file, by_room and not (in_file and text == file_text))


def _check_name(files: Configuration, name: str) -> None:
    """Refuse a template that is no file's, and no platform's own of a message that a file words."""
    texts = files.templates.texts
    language, _, message = general(name).partition("/")
    platform = name.partition(".")[2]
    own = message in MESSAGES and platform in list(PlatformName) and general(name) in texts
    if name not in texts and not own:
        known = ", ".join(sorted(one.partition("/")[2] for one in texts if one.startswith(f"{language}/")))
        raise NoSuchThing(kind="template", name=name, known=known or ", ".join(files.templates.languages))
