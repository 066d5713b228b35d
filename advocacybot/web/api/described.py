"""The OpenAPI 3.1 document: made of the table of routes, and of the values that are answered and told."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from advocacybot.pipeline.offered import EVENTS
from advocacybot.site.documents import NOTICE, Public
from advocacybot.web.api.answers import JSON, PROBLEM, Problem
from advocacybot.web.api.examples import EXAMPLES
from advocacybot.web.api.pace import MOST
from advocacybot.web.api.routes import ROUTES, Route

TITLE = "advocacybot"
API_VERSION = "1.0.0"
"""Of this API. Its first number stands in the addresses, and rises where something changes its meaning or goes."""

_REF = "#/components/schemas/{model}"
_ABOUT = (
    "What the campaign knows of votes of the UN Security Council, for partner campaigns: read by a token, told by webhooks that "
    "are signed as Standard Webhooks 1.0.0 have it. "
    f"{MOST} requests a minute are answered for each token. A new property does not change the version. {NOTICE}"
)
_PROBLEMS = {
    "400": "A parameter is wrong, unknown, or given twice.",
    "401": "No token is shown, or one that is not good.",
    "403": "The token has not the scope.",
    "404": "There is no such thing.",
    "406": "Something else than JSON is asked for.",
    "429": "That is too often.",
    "503": "The database is not there for a while.",
}
_TELLS_WHEN = ("429", "503")


@cache
def document() -> bytes:
    """The whole document, as JSON."""
    return json.dumps(_document(), ensure_ascii=False, indent=1).encode()


def _document() -> dict[str, Any]:
    told = sorted({Problem, *(route.answer for route in ROUTES), *EVENTS.values()}, key=lambda one: one.__name__)
    _, made = models_json_schema([(one, "serialization") for one in told], ref_template=_REF)
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": API_VERSION, "description": _ABOUT},
        "paths": {_path(route): {"get": _operation(route)} for route in ROUTES},
        "webhooks": {name: {"post": _told(name, kind)} for name, kind in EVENTS.items()},
        "components": {
            "schemas": made["$defs"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "abt_…"}},
        },
    }


def _path(route: Route) -> str:
    return f"/api/v1/{route.path}" + (f"/{{{route.name}}}" if route.name else "")


def _operation(route: Route) -> dict[str, Any]:
    return {
        "operationId": f"{route.path}-one" if route.name else route.path,
        "summary": route.title,
        "description": f"Takes the scope `{route.scope}`.",
        "security": [{"token": [str(route.scope)]}],
        "parameters": [*_named(route), *_parameters(route.query)],
        "responses": _responses(route),
    }


def _named(route: Route) -> Iterator[dict[str, Any]]:
    if route.name:
        words = "The symbol, with - for each / and bracket: S-2016-846."
        yield {
            "name": route.name,
            "in": "path",
            "required": True,
            "description": words,
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9.-]{1,60}$"},
            "example": "S-2016-846",
        }


def _parameters(query: type[Public]) -> Iterator[dict[str, Any]]:
    for name, found in query.model_json_schema(by_alias=True).get("properties", {}).items():
        words = found.pop("description", "")
        yield {"name": name, "in": "query", "required": False, "description": words, "schema": _that_is_given(found)}


def _that_is_given(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter that is there: without the nothing that stands for one that is not."""
    told = {name: value for name, value in schema.items() if name not in ("title", "anyOf")}
    for one in schema.get("anyOf", ()):
        told |= one if one != {"type": "null"} else {}
    return {name: value for name, value in told.items() if not (name == "default" and value is None)}


def _responses(route: Route) -> dict[str, Any]:
    example = EXAMPLES[route.answer].model_dump(mode="json", by_alias=True)
    etag = {"ETag": {"description": "Show it as If-None-Match the next time.", "schema": {"type": "string"}}}
    return {
        "200": {
            "description": (route.answer.__doc__ or "").strip(),
            "headers": etag,
            "content": {JSON: {"schema": _ref(route.answer), "example": example}},
        },
        "304": {"description": "Its reader has it already.", "headers": etag},
        **{status: _problem(status, words) for status, words in _PROBLEMS.items()},
    }


def _problem(status: str, words: str) -> dict[str, Any]:
    told: dict[str, Any] = {"description": words, "content": {PROBLEM: {"schema": _ref(Problem)}}}
    if status in _TELLS_WHEN:
        told["headers"] = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
    return told


def _told(name: str, kind: type[Public]) -> Mapping[str, Any]:
    example = EXAMPLES[kind].model_dump(mode="json", by_alias=True)
    return {
        "operationId": name,
        "summary": (kind.__doc__ or "").strip().partition("\n")[0],
        "parameters": [
            {"name": header, "in": "header", "required": True, "schema": {"type": "string"}}
            for header in ("webhook-id", "webhook-timestamp", "webhook-signature")
        ],
        "requestBody": {"required": True, "content": {JSON: {"schema": _ref(kind), "example": example}}},
        "responses": {
            "2XX": {"description": "It is taken."},
            "410": {"description": "Nothing more is to be told here."},
            "default": {"description": "It is told again, for three days, with the same webhook-id."},
        },
    }


def _ref(model: type[Public]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}
