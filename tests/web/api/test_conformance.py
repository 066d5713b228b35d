"""Schemathesis asks of the API what its document allows, and what it does not, and holds every answer against the document."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.openapi import from_wsgi
from schemathesis.schemas import BaseSchema

from advocacybot.pipeline import outcome
from advocacybot.web.api import door
from advocacybot.web.api.described import document
from advocacybot.web.api.pace import Pace
from tests.examples import examples
from tests.factories import a_report, a_roll_call
from tests.houses import ANA, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, SOLO, SYMBOL
from tests.web.api.steps import a_token
from tests.web.conftest import Room

Make = Callable[..., Room]


@pytest.fixture
def api(make_room: Make, monkeypatch: pytest.MonkeyPatch) -> BaseSchema:
    """The API of a house with votes ahead, posts that wait, and an outcome; whoever asks has every scope."""
    monkeypatch.setattr(door, "_pace", Pace(most=1_000_000))
    entries = (a_vote_entry(), a_vote_entry("S/2016/847", hour="2016-10-10 15:00 America/New_York"))
    room = make_room(*entries, campaign=SOLO + "outcome_people_needed: 1\n", lean=True)
    room.at_work.clock.set(HOUR + MINUTE)
    outcome.enter(room.at_work.house, SYMBOL, a_report(a_roll_call()), ANA)
    schema = from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    schema.config.update(headers={"Authorization": f"Bearer {a_token(room).secret}"})
    return schema


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("path", sorted(json.loads(document())["paths"]))
def test_every_answer_is_one_that_the_document_tells_of(api: BaseSchema, path: str, mode: GenerationMode) -> None:
    @settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=api[path]["GET"].as_strategy(generation_mode=mode))
    def is_answered(case: Case[Any]) -> None:
        case.call_and_validate()

    is_answered()
