"""The room's catalogues: what it says, in its templates, its code and the house's errors, with the words in French and Spanish.

``make words`` draws them anew: what is translated stays, what is no longer said goes, what is new stands empty until somebody
translates it.
"""

import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from advocacybot import errors, web

WEB = Path(web.__file__).parent
LANGUAGES = ("fr", "es")

Id = str | tuple[str, ...]
"""A string, or its singular and plural."""
Said = tuple[Path, Id, str | None]
"""Where it is said, what, and in which context."""

_KEYWORDS = DEFAULT_KEYWORDS | {
    f"{name}_{kind}": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext") for kind in ("lazy", "noop")
}
_HEADER = "# The staff room in another language. `make words` keeps the list of what it says."


def path(language: str, kind: str = "po") -> Path:
    return WEB / "locale" / language / "LC_MESSAGES" / f"django.{kind}"


def read(language: str) -> Catalog:
    """The catalogue as it lies there; an empty one before there is any."""
    if not path(language).exists():
        return Catalog(locale=language)
    with path(language).open("rb") as text:
        return read_po(text, locale=language)


def drawn(language: str) -> Catalog:
    """The catalogue of what is said now, with what the one that lies there has of it."""
    was = read(language)
    fresh = Catalog(locale=language, project="advocacybot", header_comment=_HEADER, fuzzy=False)
    fresh.creation_date, fresh.revision_date = was.creation_date, was.revision_date
    for place, words, context in said():
        fresh.add(words, locations=[(str(place.relative_to(WEB.parent)), 0)], context=context)
    for message in messages(fresh):
        before = was.get(message.id, message.context)
        if before and before.pluralizable == message.pluralizable:
            message.string = before.string
    return fresh


def messages(catalogue: Catalog) -> list[Message]:
    """All of them, without the header."""
    return [message for message in catalogue if message.id]


def ids(message: Message) -> tuple[str, ...]:
    """The string, or its singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def forms(message: Message) -> tuple[str, ...]:
    """How it is said: in one form, or in one for each number."""
    return (message.string,) if isinstance(message.string, str) else tuple(map(str, message.string or ()))


def as_text(catalogue: Catalog) -> bytes:
    made = io.BytesIO()
    write_po(made, catalogue, width=120, include_lineno=False, sort_by_file=True)
    return made.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


# ── what is said ────────────────────────────────────────────────────────────────────────────────────────────────────


def said() -> Iterator[Said]:
    """Whatever the room says."""
    from advocacybot.web.sentences import of_errors

    for file in templates():
        for words, context in in_template(file):
            yield file, words, context
    for file in sorted(WEB.rglob("*.py")):
        for words, context in in_code(file):
            yield file, words, context
    for words in of_errors():
        yield Path(errors.__file__), words, None


def templates() -> list[Path]:
    return sorted((WEB / "templates").rglob("*.html"))


def in_template(file: Path) -> Iterator[tuple[Id, str | None]]:
    """What Django itself looks up when it renders the template."""
    from django.template import Node
    from django.template.loader import get_template
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    template = get_template(str(file.relative_to(WEB / "templates")))
    for node in template.template.nodelist.get_nodes_by_type(Node):  # type: ignore[attr-defined]
        if isinstance(node, TranslateNode):
            yield node.filter_expression.var.literal, _context(node)
        elif isinstance(node, BlockTranslateNode):
            one, *many = (node.render_token_list(tokens)[0] for tokens in (node.singular, node.plural) if tokens)
            yield (one, many[0]) if many else one, _context(node)


def _context(node: object) -> str | None:
    wanted = getattr(node, "message_context", None)
    return wanted.var if wanted else None


def in_code(file: Path) -> Iterator[tuple[Id, str | None]]:
    with file.open("rb") as code:
        for _line, words, _comments, context in extract("python", code, keywords=_KEYWORDS):
            yield words, context


def main() -> None:
    from advocacybot.settings import Settings
    from advocacybot.store.opening import set_up

    with tempfile.TemporaryDirectory() as home:
        os.environ["ADVOCACYBOT_HOME"] = home
        set_up(Settings(), web=True)
        for language in LANGUAGES:
            fresh = drawn(language)
            path(language).parent.mkdir(parents=True, exist_ok=True)
            path(language).write_bytes(as_text(fresh))
            path(language, "mo").write_bytes(compiled(read(language)))
            missing = sum(not all(forms(one)) for one in messages(read(language)))
            print(f"{language}: {len(fresh)} strings, {missing} to be translated")


if __name__ == "__main__":
    main()
