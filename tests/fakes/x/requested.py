"""A request, and whether it is one of those that X's OpenAPI document describes.

A query is refused in words of X that stand in public code: "The query parameter [a] is not one of [b,c]", "The `a` query
parameter value [1] is not between 5 and 100"; a body in those of X's JSON schema validator: "$.media.media_ids: there must be a
maximum of 4 items in the array".
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

from tests.fakes.x import answers
from tests.fakes.x.state import XUser

ID = r"^[0-9]{1,19}$"
TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$"


@dataclass(frozen=True)
class Requested:
    """``headers``: their names in any case; ``query``: as it was sent."""

    method: str
    path: str
    query: str
    headers: Message
    body: bytes

    @property
    def parameters(self) -> list[tuple[str, str]]:
        return parse_qsl(self.query, keep_blank_values=True)

    @property
    def content_type(self) -> str:
        return self.headers.get_content_type() if "Content-Type" in self.headers else ""

    def json(self) -> dict[str, Any]:
        """The body.

        Raises:
            Refused: it is no JSON object.
        """
        if self.content_type != "application/json":
            answers.reject(answers.JSON_EXPECTED)
        try:
            body = json.loads(self.body)
        except ValueError:
            answers.reject(answers.NOT_JSON)
        if not isinstance(body, dict):
            answers.reject("Request body must be a JSON object.")
        return body


@dataclass(frozen=True)
class Call:
    """A request that is well signed, by whom, and the ids in its path."""

    requested: Requested
    user: XUser
    ids: tuple[str, ...]


# ── the query ───────────────────────────────────────────────────────────────────────────────────────────────────────


def query(requested: Requested, allowed: Sequence[str]) -> dict[str, str]:
    """The query's parameters.

    Raises:
        Refused: one is not the endpoint's, or stands there twice.
    """
    found: dict[str, str] = {}
    for name, value in requested.parameters:
        if name not in allowed:
            answers.reject(f"The query parameter [{name}] is not one of [{','.join(allowed)}]", {name: [value]})
        if name in found:
            answers.reject(f"The query parameter [{name}] stands there more than once", {name: [found[name], value]})
        found[name] = value
    return found


def values(found: Mapping[str, str], name: str, allowed: Collection[str]) -> list[str]:
    """A parameter that lists values."""
    listed = found[name].split(",") if name in found else []
    for one in listed:
        if one not in allowed:
            message = f"The `{name}` query parameter value [{one}] is not one of [{','.join(allowed)}]"
            answers.reject(message, {name: [found[name]]})
    return listed


def between(found: Mapping[str, str], name: str, least: int, most: int, default: int) -> int:
    """A parameter that is a number."""
    value = found.get(name, str(default))
    if not re.fullmatch(r"\d{1,9}", value) or not least <= int(value) <= most:
        answers.reject(f"The `{name}` query parameter value [{value}] is not between {least} and {most}", {name: [value]})
    return int(value)


def identifier(name: str, value: str) -> str:
    """A parameter that is an id."""
    if not re.fullmatch(ID, value):
        answers.reject(f"The `{name}` query parameter value [{value}] does not match {ID}", {name: [value]})
    return value


def moment(found: Mapping[str, str], name: str) -> dt.datetime | None:
    """A parameter that is a time: ``YYYY-MM-DDTHH:mm:ssZ``."""
    value = found.get(name)
    if value is None:
        return None
    try:
        if re.fullmatch(TIME, value):
            return dt.datetime.fromisoformat(value)
    except ValueError:
        pass
    return answers.reject(f"The `{name}` query parameter value [{value}] is not a valid RFC3339 date time", {name: [value]})


# ── the body ────────────────────────────────────────────────────────────────────────────────────────────────────────

Check = Callable[[str, Any], None]
"""Whether a value, which stands at that place of the body, is what the document says.

Raises:
    Refused: it is not.
"""


def check(at: str, value: Any, allowed: Mapping[str, Check], required: Collection[str] = ()) -> None:
    """An object of a body: it has no property but those, and all that are required."""
    _typed(at, value, dict)
    for name in required:
        if name not in value:
            answers.reject(f"{at}.{name}: is missing but it is required")
    for name, inner in value.items():
        if name not in allowed:
            answers.reject(f"{at}.{name}: is not defined in the schema and the schema does not allow additional properties")
        allowed[name](f"{at}.{name}", inner)


def an_object(allowed: Mapping[str, Check], required: Collection[str] = ()) -> Check:
    return lambda at, value: check(at, value, allowed, required)


def a_text(most: int | None = None) -> Check:
    def checked(at: str, value: Any) -> None:
        _typed(at, value, str)
        if re.search("[\ud800-\udfff]", value):
            answers.reject(answers.NOT_JSON)
        if most is not None and len(value) > most:
            answers.reject(f"{at}: may only be {most} characters long")

    return checked


def an_id(at: str, value: Any) -> None:
    _typed(at, value, str)
    if not re.fullmatch(ID, value):
        answers.reject(f"{at}: does not match the regex pattern {ID}")


def one_of(*allowed: str) -> Check:
    def checked(at: str, value: Any) -> None:
        if value not in allowed:
            answers.reject(f"{at}: does not have a value in the enumeration [{', '.join(allowed)}]")

    return checked


def some_ids(most: int) -> Check:
    def checked(at: str, value: Any) -> None:
        _typed(at, value, list)
        if not value:
            answers.reject(f"{at}: there must be a minimum of 1 items in the array")
        if len(value) > most:
            answers.reject(f"{at}: there must be a maximum of {most} items in the array")
        for place, one in enumerate(value):
            an_id(f"{at}[{place}]", one)

    return checked


def not_played(at: str, _value: Any) -> None:
    """X knows it; the fake does not."""
    answers.not_played(at)


_NAMES: Mapping[type, str] = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}


def _typed(at: str, value: Any, kind: type) -> None:
    if not isinstance(value, kind):
        found = _NAMES.get(type(value), "null")
        answers.reject(f"{at}: {found} found, {_NAMES[kind]} expected")
