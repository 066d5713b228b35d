"""Operators write templates, and must not be able to run code, loop for ever or fill the memory.

Jinja2's sandbox keeps templates from Python's internals. We narrow it further: only the filters named here, no calls but of
macros, attributes of our facts alone, a budget of steps for every rendering, and no value longer than any post could need.
"""

from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Template, TemplateModule
from jinja2.exceptions import SecurityError, TemplateAssertionError, UndefinedError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from advocacybot.council.values import Value

MOST_STEPS = 20_000
MOST_CHARACTERS = 50_000

_FILTERS = ("first", "join", "last", "length", "lower", "replace", "upper")
_OF_LOOPS = ("first", "index", "last", "length", "nextitem", "previtem")
_steps: ContextVar[int] = ContextVar("steps of this rendering", default=MOST_STEPS)


class TooManySteps(SecurityError):
    """The template does more than any post needs."""


def begin() -> None:
    """Give a rendering its budget."""
    _steps.set(MOST_STEPS)


def _step(count: int = 1) -> None:
    left = _steps.get() - count
    if left < 0:
        raise TooManySteps(f"it takes more than {MOST_STEPS} steps: it loops for ever, or nearly")  # noqa: EM102
    _steps.set(left)


def _counted(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        _step()
        yield item


def _bounded(value: Any) -> Any:
    """The value, if it is no longer than a post could need."""
    if isinstance(value, (str, list, tuple)) and len(value) > MOST_CHARACTERS:
        raise TooManySteps("a value in it grows without end")  # noqa: EM101
    _step(len(value) // 5_000 if isinstance(value, str) else 0)
    return value


def _written(value: Any) -> Any:
    """What may stand in a post: words and numbers, nothing else, and not that there is nothing."""
    if value is None:
        raise UndefinedError("there is nothing to write here: this fact may be missing, so ask for it with {% if %}")  # noqa: EM101
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Undefined)):
        raise SecurityError("it writes what is neither words nor a number: write one of its facts")  # noqa: EM101
    return value


def _joined(values: list[Any]) -> str:
    return str(_bounded("".join(str(_written(value)) for value in values)))


def _within_bounds(made_by: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of Jinja2's that takes words alone where it is one for words, and whose value is bounded."""
    place = int(hasattr(made_by, "jinja_pass_arg"))  # where Jinja2 passes its context or environment first
    check = _CHECKS.get(made_by.__name__, lambda value: value)

    @wraps(made_by)
    def bounded(*args: Any, **kwargs: Any) -> Any:
        return _bounded(made_by(*args[:place], check(args[place]), *args[place + 1 :], **kwargs))

    return bounded


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "do_lower": _written,
    "do_replace": _written,
    "do_upper": _written,
    "do_join": lambda values: [_written(value) for value in values],
}


def _facts_of(thing: object) -> set[str]:
    """The names of what a fact is made of."""
    if is_dataclass(thing):
        return {field.name for field in fields(thing)}
    return set(type(thing).model_fields) if isinstance(thing, Value) else set()


class _Counting(NodeTransformer):
    """Has every loop count its items, and every value that is put together be bounded."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 – Jinja2's name
        self.generic_visit(node)
        node.iter = _filtered(node.iter, "_counted", node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "_joined", node.lineno)

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        return self._of_words_alone(node, node.items)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        return self._of_words_alone(node, node.items if node.ctx == "load" else [])

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        return self._of_words_alone(node, node.items)

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802
        if node.name in ("varargs", "kwargs"):
            raise TemplateAssertionError(f"{node.name!r} is not used in templates", node.lineno)  # noqa: EM102
        return node

    def _of_words_alone(self, node: nodes.Expr, items: list[Any]) -> nodes.Node:
        """A list in a list in a list … takes the memory once it is written or compared."""
        if not all(isinstance(item, nodes.Const) for item in items):
            raise TemplateAssertionError("only words and numbers are listed in templates", node.lineno)  # noqa: EM101
        return node

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        node.filter = _filtered(node.filter, "_bounded", node.lineno)
        return node


def _filtered(node: Any, name: str, line: int) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=line)


class _Compiler(CodeGenerator):
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        _Counting().visit(node)
        node.set_environment(self.environment)
        super().visit_Template(node, frame)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of all templates."""

    code_generator_class = _Compiler
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, load: Callable[[str], tuple[str, str, None] | None]) -> None:
        super().__init__(
            loader=FunctionLoader(load),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            autoescape=False,
            finalize=_written,
        )
        self.filters = {name: _within_bounds(self.filters[name]) for name in _FILTERS}
        self.filters |= {"_counted": _counted, "_joined": _joined, "_bounded": _bounded}
        self.globals = {}

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        _step()
        return super().get_template(*args, **kwargs)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, LoopContext):
            return attr in _OF_LOOPS
        if isinstance(obj, TemplateModule):
            return isinstance(value, Macro)
        return attr in _facts_of(obj)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        return self.undefined(f"`{attribute}` is no fact", obj=obj, name=attribute, exc=SecurityError)

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Macro)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 – as Jinja2 has it
        _step()
        if isinstance(__obj, Undefined):
            str(__obj)  # raises what is undefined, by its name
        if not __self.is_safe_callable(__obj):
            raise SecurityError("only macros can be called")  # noqa: EM101
        return _bounded(super().call(__context, __obj, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator != "+":
            raise SecurityError(f"{operator!r} is not used in templates")  # noqa: EM102
        return _bounded(super().call_binop(context, operator, left, right))
