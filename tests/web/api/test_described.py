"""The OpenAPI document: made of what is answered, and true of it."""

import json
import re
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from advocacybot.pipeline.offered import EVENTS
from advocacybot.web.api.described import document
from advocacybot.web.api.examples import EXAMPLES
from advocacybot.web.api.pace import Pace
from advocacybot.web.api.routes import ROUTES
from tests.houses import a_vote_entry
from tests.web.api.steps import asked
from tests.web.conftest import Room, a_browser

Make = Callable[..., Room]
DOCUMENT: dict[str, Any] = json.loads(document())


def checked(example: object, schema: dict[str, Any]) -> None:
    """See that the example is of that form, its dates and hours among it."""
    whole = schema | {"components": DOCUMENT["components"]}
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(whole, format_checker=checker).validate(example)


def contents(told: object) -> list[dict[str, Any]]:
    """Everything in it that has a schema and an example."""
    if isinstance(told, list):
        return [one for item in told for one in contents(item)]
    if not isinstance(told, dict):
        return []
    own = [told] if {"schema", "example"} <= told.keys() else []
    return own + [one for name, item in told.items() if name != "example" for one in contents(item)]


def test_everybody_reads_it(make_room: Make) -> None:
    make_room(a_vote_entry())
    answer = asked("openapi.json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.content == document()
    again = asked("openapi.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert a_browser().post("/api/v1/openapi.json").status_code == 405


def test_it_tells_of_every_route_with_its_scope_and_of_every_event() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    scopes = {path: told["get"]["security"][0]["token"] for path, told in DOCUMENT["paths"].items()}
    assert len(scopes) == len(ROUTES)
    assert {tuple(one) for one in scopes.values()} == {(str(route.scope),) for route in ROUTES}
    assert set(DOCUMENT["webhooks"]) == set(EVENTS)


def test_every_example_is_of_the_form_that_it_stands_for() -> None:
    found = contents(DOCUMENT)
    assert len(found) >= len(ROUTES) + len(EVENTS)
    for one in found:
        checked(one["example"], one["schema"])


def test_there_is_an_example_of_everything() -> None:
    assert set(EXAMPLES) == {*(route.answer for route in ROUTES), *EVENTS.values()}


def test_everything_in_it_says_what_it_is() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    silent = [name for name, one in schemas.items() if one["type"] == "object" and not one.get("description")]
    silent += [
        f"{name}.{field}"
        for name, one in schemas.items()
        for field, told in one.get("properties", {}).items()
        if not told.get("description")
    ]
    assert silent == []
    for path in DOCUMENT["paths"].values():
        assert [one["name"] for one in path["get"]["parameters"] if not one["description"]] == []


def test_it_refers_to_nothing_that_is_not_there() -> None:
    referred = set(re.findall(r'"#/components/schemas/(\w+)"', document().decode()))
    assert referred == set(DOCUMENT["components"]["schemas"])


def test_a_program_that_reads_too_often_is_told_the_same_number_that_the_document_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 6000.0)
    pace = Pace()
    allowed = 0
    while not pace.wait(1):
        allowed += 1
    assert f"{allowed} requests a minute" in DOCUMENT["info"]["description"]
