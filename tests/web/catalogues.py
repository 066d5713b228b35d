"""The room's catalogues in French and Spanish: what it says, in its templates, its code and the house's errors."""

from collections.abc import Iterator
from pathlib import Path

from advocacybot import errors, web
from tests.catalogues import Domain, Id, Said, in_code

WEB = Path(web.__file__).parent


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


ROOM = Domain(
    name="django",
    folder=WEB / "locale",
    languages=("fr", "es"),
    header="# The staff room in another language. `make words` keeps the list of what it says.",
    said=said,
)
