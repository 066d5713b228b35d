import inspect
import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot import errors
from advocacybot.errors import AdvocacyBotError, BadInput, NotAnHour, Problems, Refusal, UnknownState

KINDS = [
    kind
    for kind in vars(errors).values()
    if inspect.isclass(kind) and issubclass(kind, AdvocacyBotError) and kind is not Problems
]
"""Everything we raise that has a message of its own; `Problems` gathers others."""

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


def asked_by(kind: type[AdvocacyBotError]) -> dict[str, bool]:
    """The facts that the error's message asks for, and whether each is written in quotation marks."""
    pieces = string.Formatter().parse(f"{kind.__doc__} {kind.mend}")
    return {field: conversion == "r" for _, field, _, conversion in pieces if field}


@every_kind
def test_every_error_tells_each_of_its_facts_and_leaves_no_gap(kind: type[AdvocacyBotError]) -> None:
    facts: dict[str, Any] = {name: f"the {name} of it" for name in asked_by(kind)}
    message = str(kind(**facts))
    assert "{" not in message
    assert "}" not in message
    for name, quoted in asked_by(kind).items():
        assert (repr(facts[name]) if quoted else facts[name]) in message


@given(st.data())
@settings(deadline=None, max_examples=300)
def test_an_error_tells_any_fact_just_as_it_is(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    facts: dict[str, Any] = {name: data.draw(st.text()) for name in asked_by(kind)}
    message = str(kind(**facts))
    for name, quoted in asked_by(kind).items():
        assert (repr(facts[name]) if quoted else facts[name]) in message


def test_braces_in_a_fact_are_no_placeholders() -> None:
    error = BadInput(where="x.txt.j2", what="{{ vote.subjekt }} is no fact", mend="write {{ vote.subject }}")
    assert str(error) == "x.txt.j2: {{ vote.subjekt }} is no fact; write {{ vote.subject }}"


@every_kind
def test_every_error_says_itself_what_is_wrong(kind: type[AdvocacyBotError]) -> None:
    own = kind.__dict__.get("__doc__") or ""
    assert own.strip().endswith(".")


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if issubclass(kind, (BadInput, Refusal))], ids=lambda kind: kind.__name__
)
def test_every_refusal_tells_its_mend(kind: type[AdvocacyBotError]) -> None:
    facts: dict[str, Any] = {name: f"<{name}>" for name in asked_by(kind)}
    what, _, mend = str(kind(**facts)).partition("; ")
    assert what
    assert mend


@every_kind
def test_every_error_can_be_told_with_its_place(kind: type[AdvocacyBotError]) -> None:
    facts: dict[str, Any] = dict.fromkeys(asked_by(kind), "fact")
    error = kind(**facts)
    placed = error.at("calendar.yaml, line 12")
    assert type(placed) is kind
    assert str(placed) == f"calendar.yaml, line 12: {error}"


def test_telling_the_place_changes_nothing_of_the_first_error() -> None:
    error = UnknownState(code="XYZ")
    error.at("calendar.yaml, line 12")
    assert error.where == ""


def test_an_error_reads_as_place_and_fault_and_mend() -> None:
    assert str(NotAnHour(where="calendar.yaml, line 12", text="2026-13-01")) == (
        "calendar.yaml, line 12: '2026-13-01' is not a date and hour; "
        "write YYYY-MM-DD HH:MM and a zone, such as 2016-10-08 15:00 America/New_York"
    )


def test_an_error_without_a_mend_ends_with_the_fault() -> None:
    assert str(errors.Refused(cause="the account is suspended")) == (
        "The platform refused the post, and will refuse it again: the account is suspended"
    )


def test_several_problems_are_told_one_to_a_line() -> None:
    problems = Problems([UnknownState(code="XYZ", where="handles.yaml, line 3"), NotAnHour(text="soon")])
    first, second = str(problems).splitlines()
    assert first.startswith("handles.yaml, line 3: 'XYZ' is not a State")
    assert second.startswith("'soon' is not a date and hour")


def test_several_problems_can_be_told_with_their_place_like_any_error() -> None:
    placed = Problems([UnknownState(code="XYZ"), NotAnHour(text="soon")]).at("calendar.yaml, line 12")
    assert [line.partition(": ")[0] for line in str(placed).splitlines()] == ["calendar.yaml, line 12"] * 2


def test_what_a_platform_answers_is_exactly_one_of_three() -> None:
    answers = [kind for kind in KINDS if issubclass(kind, errors.PlatformError) and kind is not errors.PlatformError]
    assert set(answers) == {errors.Refused, errors.NotSent, errors.Doubtful}
    assert [kind for kind in answers if any(issubclass(kind, other) for other in answers if other is not kind)] == []


def test_bad_input_is_a_value_error_so_that_pydantic_places_it() -> None:
    assert issubclass(BadInput, ValueError)
    assert not issubclass(Refusal, ValueError)
