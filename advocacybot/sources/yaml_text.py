"""YAML as operators write it: plain values, no surprises, and every value's line at hand for the error message.

Values are read by YAML 1.2's core schema (``on`` and ``no`` are words, dates stay text until a model reads them). Anchors,
aliases and tags are refused: they hide what a file says, and can make a small file endless.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from advocacybot.errors import BadInput

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "True": True, "false": False, "False": False}
_PLAIN_TAGS = "tag:yaml.org,2002:"
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """A file's values, and the tree that tells their lines."""

    data: Any
    root: yaml.Node | None
    name: str

    def where(self, path: Path) -> str:
        """``calendar.yaml, line 12``: the line of the value at that path, or of the nearest that there is."""
        return f"{self.name}, line {_line(self.root, path)}"


def read(text: str, name: str) -> Document:
    """The values of a YAML text.

    Raises:
        BadInput: it is no YAML, or uses what we do not read; the message names file and line.
    """
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadInput(
            where=f"{name}, line {line}",
            what=f"this is no YAML: {error.problem}",
            mend="mend the line or its indentation",
        ) from None
    except yaml.YAMLError as error:
        raise BadInput(where=name, what=f"this is no YAML: {error}", mend="save it as plain text in UTF-8") from None
    return Document(_Reader(name).value(root) if root else None, root, name)


class _Reader:
    """Reads values off a tree of nodes."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._seen: set[int] = set()

    def value(self, node: yaml.Node) -> Any:
        self._refuse_tricks(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item) for item in node.value]
        quoted = isinstance(node, yaml.ScalarNode) and node.style
        return node.value if quoted else _scalar(node.value)

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._bad(key, "a key must be a word", "write `word: value`")
            if key.value in values:
                raise self._bad(key, f"{key.value!r} stands twice", "keep one of the two")
            values[key.value] = self.value(value)
        return values

    def _refuse_tricks(self, node: yaml.Node) -> None:
        if id(node) in self._seen:
            raise self._bad(node, "an anchor is used here", "write the value out where it is meant")
        self._seen.add(id(node))
        if not node.tag.startswith(_PLAIN_TAGS) or node.tag.startswith(f"{_PLAIN_TAGS}python"):
            raise self._bad(node, f"the tag {node.tag!r} is used here", "write a plain value")

    def _bad(self, node: yaml.Node, what: str, mend: str) -> BadInput:
        return BadInput(where=f"{self._name}, line {node.start_mark.line + 1}", what=what, mend=mend)


def _scalar(text: str) -> str | int | float | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _line(node: yaml.Node | None, path: Path) -> int:
    line = 1
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        key, node = found
        line = key.start_mark.line + 1
    return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The node that tells the line of a step, and the node that it leads to."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None
