"""Operators write templates, and must not be able to run code, loop for ever or fill the memory.

Jinja2's sandbox keeps templates from Python's internals. We narrow it further: only the filters named here, no calls but of
macros and of our own functions, attributes of our facts alone, and a budget of steps for every rendering.
"""

from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from advocacybot.council.values import Value

MOST_STEPS = 20_000
MOST_CHARACTERS = 50_000

_FILTERS = ("first", "join", "last", "length", "lower", "replace", "upper")
_OF_LOOPS = ("first", "index", "last", "length", "nextitem", "previtem")
_steps: ContextVar[int] = ContextVar("steps of this rendering")


class TooManySteps(SecurityError):
    """The template does more than any post needs."""


def begin() -> None:
    """Give a rendering its budget."""
    _steps.set(MOST_STEPS)


def _step() -> None:
    left = _steps.get() - 1
    if left < 0:
        raise TooManySteps(f"it takes more than {MOST_STEPS} steps: it loops for ever, or nearly")  # noqa: EM102
    _steps.set(left)


def _counted(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        _step()
        yield item


def _facts_of(thing: object) -> set[str]:
    """The names of what a fact is made of."""
    if is_dataclass(thing):
        return {field.name for field in fields(thing)}
    return set(type(thing).model_fields) if isinstance(thing, Value) else set()


class _CountingLoops(CodeGenerator):
    """Every loop takes its items through :func:`_counted`."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 – Jinja2's name
        for loop in node.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "_counted", [], [], None, None, lineno=loop.lineno)
            loop.iter.set_environment(self.environment)
        super().visit_Template(node, frame)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of all templates."""

    code_generator_class = _CountingLoops
    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, load: Callable[[str], tuple[str, str, None] | None]) -> None:
        super().__init__(
            loader=FunctionLoader(load),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            autoescape=False,
        )
        self.filters = {name: self.filters[name] for name in _FILTERS} | {"_counted": _counted}
        self.globals = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002 – as Jinja2 has it
        if isinstance(obj, LoopContext):
            return attr in _OF_LOOPS
        return attr in _facts_of(obj)

    def is_safe_callable(self, obj: Any) -> bool:
        return isinstance(obj, Macro)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 – as Jinja2 has it
        _step()
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 – as Jinja2 has it
        raise SecurityError(f"{operator!r} is not used in templates")  # noqa: EM102
