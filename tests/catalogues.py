"""Catalogues of translated words, drawn from what the code and the templates say.

``make words`` draws them anew: what is translated stays, what is no longer said goes, what is new stands empty until somebody
translates it. ``make words DOMAIN=scorecard`` draws one alone.
"""

import io
import os
import re
import string
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import advocacybot
from advocacybot.settings import Settings
from advocacybot.store.opening import set_up

HOUSE = Path(advocacybot.__file__).parent

Id = str | tuple[str, ...]
"""A string, or its singular and plural."""
Said = tuple[Path, Id, str | None]
"""Where it is said, what, and in which context."""

_KEYWORDS = DEFAULT_KEYWORDS | {
    f"{name}_{kind}": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext") for kind in ("lazy", "noop")
}


@dataclass(frozen=True)
class Domain:
    """The catalogues of one part of the house. ``folder``: where its languages stand; ``said``: what it says."""

    name: str
    folder: Path
    languages: tuple[str, ...]
    header: str
    said: Callable[[], Iterator[Said]]

    def path(self, language: str, kind: str = "po") -> Path:
        return self.folder / language / "LC_MESSAGES" / f"{self.name}.{kind}"

    def read(self, language: str) -> Catalog:
        """The catalogue as it lies there; an empty one before there is any."""
        if not self.path(language).exists():
            return Catalog(locale=language)
        with self.path(language).open("rb") as text:
            return read_po(text, locale=language)

    def drawn(self, language: str) -> Catalog:
        """The catalogue of what is said now, with what the one that lies there has of it."""
        was = self.read(language)
        fresh = Catalog(locale=language, project="advocacybot", header_comment=self.header, fuzzy=False)
        fresh.creation_date, fresh.revision_date = was.creation_date, was.revision_date
        for place, words, context in self.said():
            fresh.add(words, locations=[(str(place.relative_to(HOUSE)), 0)], context=context)
        for message in messages(fresh):
            before = was.get(message.id, message.context)
            if before and before.pluralizable == message.pluralizable:
                message.string = before.string
        return fresh

    def draw(self, language: str) -> str:
        """Write the catalogue, as text and compiled, and tell what is left to be translated."""
        fresh = self.drawn(language)
        self.path(language).parent.mkdir(parents=True, exist_ok=True)
        self.path(language).write_bytes(as_text(fresh))
        self.path(language, "mo").write_bytes(compiled(self.read(language)))
        missing = sum(not all(forms(one)) for one in messages(self.read(language)))
        return f"{self.name}, {language}: {len(fresh)} strings, {missing} to be translated"


def messages(catalogue: Catalog) -> list[Message]:
    """All of them, without the header."""
    return [message for message in catalogue if message.id]


def ids(message: Message) -> tuple[str, ...]:
    """The string, or its singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def forms(message: Message) -> tuple[str, ...]:
    """How it is said: in one form, or in one for each number."""
    return (message.string,) if isinstance(message.string, str) else tuple(map(str, message.string or ()))


def holes(words: str) -> list[str]:
    """What a string leaves open, for Python's two ways of filling in."""
    braces = [name for _, name, _, _ in string.Formatter().parse(words.replace("%(", "("))] if "{" in words else []
    return sorted([*re.findall(r"%\(\w+\)s", words), *filter(None, braces)])


def as_text(catalogue: Catalog) -> bytes:
    made = io.BytesIO()
    write_po(made, catalogue, width=120, include_lineno=False, sort_by_file=True)
    return made.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def in_code(file: Path, also: Iterable[str] = ()) -> Iterator[tuple[Id, str | None]]:
    """What Python code hands to gettext and its kin, also under other names."""
    keywords = _KEYWORDS | dict.fromkeys(also, DEFAULT_KEYWORDS["gettext"])
    with file.open("rb") as code:
        for _line, words, _comments, context in extract("python", code, keywords=keywords):
            yield words, context


def main(names: list[str]) -> None:
    from tests.web.catalogues import ROOM
    from tests.wording.catalogues import SCORECARD

    with tempfile.TemporaryDirectory() as home:
        os.environ["ADVOCACYBOT_HOME"] = home
        set_up(Settings(), web=True)
        for domain in (ROOM, SCORECARD):
            for language in domain.languages if domain.name in names or not names else ():
                print(domain.draw(language))


if __name__ == "__main__":
    main(sys.argv[1:])
