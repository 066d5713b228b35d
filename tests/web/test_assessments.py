"""Assessments in the room: made by one, agreed to by another, taken back."""

from typing import Any

import pytest
from django.urls import reverse

from advocacybot.campaign.roles import Role
from advocacybot.store import desk
from tests.houses import BEN, CY, a_vote_entry
from tests.pipeline.room_steps import assessed_by_ana
from tests.pipeline.steps import SOLO, SYMBOL, everything
from tests.web.conftest import Room
from tests.web.forms import Make, a_room, do, step, text, the_page

ASSESSED: dict[str, Any] = {
    "credible": "yes",
    "reasons": "It demands an end to the bombardment.\r\n\r\nIt is before the Council.",
    "title": ["Briefing", ""],
    "date": ["2016-09-29", ""],
    "url": ["https://example.org/briefing", ""],
}


def not_assessed(make: Make) -> Room:
    return make(a_vote_entry(assessed=""), campaign=SOLO)


def test_a_draft_is_assessed_by_one_and_agreed_to_by_another(make_room: Make) -> None:
    room = not_assessed(make_room)
    where = reverse("assess", args=[SYMBOL])
    do(room.enter(Role.OPERATOR), where, ASSESSED | {"version": "0"})
    kept = desk.assessments()[SYMBOL].assessment
    assert kept.reasons == ("It demands an end to the bombardment.", "It is before the Council.")
    assert [(one.title, str(one.day), one.url) for one in kept.sources] == [
        ("Briefing", "2016-09-29", "https://example.org/briefing")
    ]
    assert "assessed by 1 of 2" in text(the_page(room))
    assert reverse("assessment-agree", args=[SYMBOL]) not in the_page(room).content.decode()
    ben = room.enter(Role.OPERATOR, BEN)
    assert "1 post is drawn" in text(ben.get(reverse("assessment-agree", args=[SYMBOL])))
    step(ben, "assessment-agree")
    assert "assessed by 2 of 2" in text(the_page(room))
    assert len(room.at_work.queue()) == 1


def test_looking_at_what_an_assessment_does_writes_nothing(make_room: Make) -> None:
    room = not_assessed(make_room)
    assessed_by_ana(room.at_work.house)
    client, was = room.enter(Role.OPERATOR, BEN), everything()
    client.post(reverse("assess", args=[SYMBOL]), ASSESSED | {"version": "1"})
    client.get(reverse("assessment-agree", args=[SYMBOL]))
    client.get(reverse("assessment-take-back", args=[SYMBOL]))
    assert everything() == was


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("reasons", "", "`reasons` is empty"),
        ("reasons", "x" * 301, "has 301 characters"),
        ("title", [""], "`title` is empty"),
        ("date", [""], "'' is not a date; write YYYY-MM-DD"),
        ("date", ["soon"], "'soon' is not a date"),
        ("url", ["javascript:alert(1)"], "write a whole address"),
    ],
)
def test_what_is_wrong_with_an_assessment_stands_beside_its_field(make_room: Make, field: str, value: Any, problem: str) -> None:
    room = not_assessed(make_room)
    was, typed = everything(), ASSESSED | {"version": "0", field: value}
    answer = room.enter(Role.OPERATOR).post(reverse("assess", args=[SYMBOL]), typed)
    assert (answer.status_code, problem in text(answer)) == (422, True)
    assert ("before the Council" in text(answer)) is (field != "reasons")
    assert ('value="Briefing"' in answer.content.decode()) is (field != "title")
    assert everything() == was


def test_an_assessment_that_another_window_made_is_shown_beside_what_was_typed(make_room: Make) -> None:
    room = not_assessed(make_room)
    assessed_by_ana(room.at_work.house)
    was = everything()
    answer = room.enter(Role.OPERATOR, BEN).post(reverse("assess", args=[SYMBOL]), ASSESSED | {"version": "0"})
    assert answer.status_code == 409
    assert "It demands an end to the bombardment of civilians." in text(answer)
    assert "It is before the Council." in text(answer)
    assert everything() == was


def test_nobody_stands_behind_an_assessment_twice(make_room: Make) -> None:
    room = not_assessed(make_room)
    assessed_by_ana(room.at_work.house)
    answer = room.enter(Role.OPERATOR).get(reverse("assessment-agree", args=[SYMBOL]))
    assert (answer.status_code, "already stands behind the assessment" in text(answer)) == (409, True)


def test_an_assessment_is_taken_back_with_a_reason(make_room: Make) -> None:
    room = a_room(make_room)
    step(room.enter(Role.OPERATOR, CY), "assessment-take-back", why="the source was wrong")
    assert "Nobody has assessed this draft yet" in text(the_page(room))
    assert "assessment taken back – Cy Checker: the source was wrong" in text(the_page(room))
