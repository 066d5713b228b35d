"""Templates → text, by language and platform, with errors that name file, line and mend."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.exceptions import SecurityError

from advocacybot.campaign.accounts import PlatformName
from advocacybot.errors import BadTemplate, NoTemplate
from advocacybot.wording import sandbox
from advocacybot.wording.facts import Facts, StateFact
from advocacybot.wording.languages import listed

SUFFIX = ".txt.j2"


@dataclass(frozen=True)
class TemplateText:
    """One file of wording: where it lies, and what it says."""

    path: str
    text: str


class Templates:
    """All wording of a campaign, by name: ``en/reminder`` or, for one platform alone, ``en/reminder.x``.

    Raises:
        BadTemplate: a text is no template, or includes itself by way of others.
    """

    def __init__(self, texts: Mapping[str, TemplateText]) -> None:
        self._texts = dict(texts)
        self._environment = sandbox.Sandbox(self._load)
        self._environment.filters |= {"names": jinja2.pass_context(_names), "mentions": jinja2.pass_context(_mentions)}
        self._includes: dict[str, list[tuple[str, int]]] = {}
        looked_through: set[str] = set()
        for name in self._texts:
            self._refuse_cycles(name, (), looked_through)

    @property
    def texts(self) -> dict[str, TemplateText]:
        """Every text, by its name."""
        return dict(self._texts)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have templates."""
        return tuple(sorted({name.split("/")[0] for name in self._texts}))

    @property
    def filters(self) -> tuple[str, ...]:
        """The filters that a template may use."""
        return tuple(sorted(name for name in self._environment.filters if not name.startswith("_")))

    def path(self, message: str, platform: PlatformName | None, language: str) -> str:
        """The file that words a message."""
        return self._texts[self._name(message, platform, language)].path

    def words(self, name: str, message: str, platform: PlatformName | None, language: str) -> bool:
        """Whether that template words the message, or is a piece of what does."""
        try:
            top = self._name(message, platform, language)
        except NoTemplate:
            return False
        return name in self._pieces(top)

    def _pieces(self, name: str) -> set[str]:
        """A template with all that it includes, by way of others too."""
        return {name}.union(*(self._pieces(other) for other, _ in self._includes[name]))

    def render(self, message: str, platform: PlatformName | None, facts: Facts) -> str:
        """The text of a message in the language of the facts.

        Raises:
            NoTemplate: there is none in that language.
            BadTemplate: it does not work with these facts.
        """
        name = self._name(message, platform, facts.language)
        return self._rendered(name, {one.name: getattr(facts, one.name) for one in fields(facts)})

    def _name(self, message: str, platform: PlatformName | None, language: str) -> str:
        for name in (f"{language}/{message}.{platform}", f"{language}/{message}"):
            if name in self._texts:
                return name
        raise NoTemplate(name=message, languages=language, file=f"{language}/{message}{SUFFIX}")

    def _rendered(self, name: str, context: dict[str, Any]) -> str:
        sandbox.begin()
        pieces: list[str] = []
        length = 0
        try:
            for piece in self._environment.get_template(name).generate(context):
                pieces.append(piece)
                length += len(piece)
                if length > sandbox.MOST_CHARACTERS:
                    raise self._error(name, None, "it writes without end", "shorten it: a thread holds far less")
        except BadTemplate:
            raise
        except Exception as error:
            raise self._explained(name, error) from error
        return "".join(pieces)

    def _refuse_cycles(self, name: str, path: tuple[str, ...], looked_through: set[str]) -> None:
        if name in looked_through:
            return
        if name in path:
            circle = " → ".join((*path[path.index(name) :], name))
            raise self._error(path[-1], None, f"it includes itself: {circle}", "take one of the includes out")
        self._includes[name] = self._included(name)
        for other, line in self._includes[name]:
            if other not in self._texts:
                raise self._error(name, line, f"there is no template {other!r}", f"write {other}{SUFFIX}, or mend the name")
            self._refuse_cycles(other, (*path, name), looked_through)
        looked_through.add(name)

    def _included(self, name: str) -> list[tuple[str, int]]:
        parsed = self._parsed(name)
        found = parsed.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends))
        return [(self._constant(name, one), one.lineno) for one in found]

    def _constant(self, name: str, node: nodes.Node) -> str:
        target = getattr(node, "template", None)
        if not isinstance(target, nodes.Const) or not isinstance(target.value, str):
            raise self._error(name, node.lineno, "it includes a template by a computed name", "write the name out")
        return target.value

    def _parsed(self, name: str) -> nodes.Template:
        try:
            return self._environment.parse(self._texts[name].text)
        except Exception as error:
            raise self._explained(name, error) from error

    def _explained(self, name: str, error: Exception) -> BadTemplate:
        what, mend = _in_words(error)
        return self._error(*self._place(name, error), what, mend)

    def _place(self, name: str, error: Exception) -> tuple[str, int | None]:
        """The innermost template that the error went through, and the line in it."""
        if isinstance(error, jinja2.TemplateSyntaxError):
            return (error.name or name, error.lineno)
        names = {one.path: known for known, one in self._texts.items()}
        place: tuple[str, int | None] = (name, None)
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in names:
                place = (names[trace.tb_frame.f_code.co_filename], trace.tb_lineno)
            trace = trace.tb_next
        return place

    def _load(self, name: str) -> tuple[str, str, None] | None:
        known = self._texts.get(name)
        return (known.text, known.path, None) if known else None

    def _error(self, name: str, line: int | None, what: str, mend: str) -> BadTemplate:
        path = self._texts[name].path if name in self._texts else name
        return BadTemplate(where=f"{path}, line {line}" if line else path, what=what, mend=mend, template=name, line=line)


def _in_words(error: Exception) -> tuple[str, str]:
    """What went wrong, and the mend."""
    said = re.sub(r"'[\w.]+ object' has no attribute '(\w+)'", r"there is no fact `\1` here", " ".join(str(error).split()))
    match error:
        case jinja2.UndefinedError():
            return said, "use a fact that this message has: docs/templates.md lists them"
        case sandbox.TooManySteps():
            return said, "take the loop, or the macro that calls itself, out"
        case SecurityError():
            return said, "templates say facts; they cannot reach anything else"
        case RecursionError():
            return "it calls itself without end", "take the macro that calls itself out"
        case jinja2.TemplateError():
            return said, "mend the line; https://jinja.palletsprojects.com/templates/ tells the syntax"
        case _:
            return "a fact is used here as what it is not", "use the facts and filters as docs/templates.md describes them"


def _names(context: jinja2.runtime.Context, states: tuple[StateFact, ...]) -> str:
    """The States' names as a list in the facts' language."""
    return listed([state.name for state in states], context["language"])


def _mentions(context: jinja2.runtime.Context, states: tuple[StateFact, ...]) -> str:
    """The States by their verified handles where the account tags, else by their names."""
    return listed([state.mention for state in states], context["language"])
