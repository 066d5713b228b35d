"""The catalogues of cards and public pages in five languages: what their code and their templates say."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract

from advocacybot import site, wording
from advocacybot.wording.phrases import DOMAIN, LANGUAGES, LOCALE
from tests.catalogues import Domain, Id, Said, in_code

SITE = Path(site.__file__).parent
WORDING = Path(wording.__file__).parent
ALIASES = ("say",)
"""What a function may call its ``gettext`` where it says much."""


def said() -> Iterator[Said]:
    """Whatever cards and pages say."""
    for file in code():
        for words, context in in_code(file, also=ALIASES):
            yield file, words, context
    for file in templates():
        for words, context in in_template(file):
            yield file, words, context


def code() -> list[Path]:
    return sorted([*WORDING.rglob("*.py"), *SITE.rglob("*.py")])


def templates() -> list[Path]:
    return sorted(SITE.rglob("*.j2"))


def in_template(file: Path) -> Iterator[tuple[Id, str | None]]:
    """What Jinja2's extension for translations finds; a template that it cannot read is an error, not an empty one."""
    with file.open("rb") as text:
        for _line, words, _comments, context in extract("jinja2", text, options={"silent": "false", "trimmed": "true"}):
            yield words, context


SCORECARD = Domain(
    name=DOMAIN,
    folder=LOCALE,
    languages=tuple(language for language in LANGUAGES if language != "en"),
    header="# Cards and public pages in another language. `make words` keeps the list of what they say.",
    said=said,
)
