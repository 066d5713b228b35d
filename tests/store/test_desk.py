"""What the staff room keeps: every entry at a version, and nothing over one that somebody else changed."""

from collections.abc import Callable

import pytest

from advocacybot.council.votes import Assessment
from advocacybot.errors import OutdatedEntry
from advocacybot.store import desk
from advocacybot.store.desk import Version
from tests.factories import a_handle, a_vote, an_assessment
from tests.store.at_once import at_once
from tests.store.rows import NOW, SECOND, SYMBOL

pytestmark = pytest.mark.usefixtures("store")

RIVAL = "S/2016/847"


def put_vote(version: int, by: str = "Ana", **changes: object) -> None:
    desk.put_vote(a_vote(**changes), version, by, NOW)


def put_assessment(version: int, *names: str) -> None:
    desk.put_assessment(SYMBOL, an_assessment(*names), version, NOW)


def put_handle(version: int, **changes: object) -> None:
    desk.put_handle(a_handle(**changes), version, "Ana", NOW)


def put_wording(after: int, text: str = "Words.") -> None:
    desk.put_wording(Version("en/reminder", after + 1, text, "0" * 64, "Ana", NOW), after)


PUT: dict[str, Callable[[int], None]] = {
    "vote": put_vote,
    "assessment": put_assessment,
    "handle": put_handle,
    "wording": put_wording,
}
every_entry = pytest.mark.parametrize("put", PUT.values(), ids=PUT)


def test_a_vote_comes_back_as_it_was_put_without_its_assessment() -> None:
    vote = a_vote(assessment=an_assessment(), documents=[{"title": "Draft", "url": "https://undocs.org/S/2016/846"}])
    desk.put_vote(vote, 0, "Ana", NOW)
    (kept,) = desk.votes().values()
    assert kept == desk.DeskVote(vote.model_copy(update={"assessment": None}), 1, "Ana", NOW)


def test_an_assessment_comes_back_as_it_was_put() -> None:
    put_assessment(0, "Ana")
    (kept,) = desk.assessments().values()
    assert kept == desk.DeskAssessment(an_assessment("Ana"), 1, NOW)
    assert isinstance(kept.assessment, Assessment)


def test_what_is_put_in_place_of_a_version_makes_the_next_one() -> None:
    put_vote(0)
    desk.put_vote(a_vote(meeting="S/PV.7785"), 1, "Ben", NOW + SECOND)
    kept = desk.votes()[SYMBOL]
    assert (kept.vote.meeting, kept.version, kept.by, kept.at) == ("S/PV.7785", 2, "Ben", NOW + SECOND)


@every_entry
@pytest.mark.parametrize("version", [0, 2])
def test_nothing_is_put_over_another_version_than_the_one_that_was_looked_at(put: Callable[[int], None], version: int) -> None:
    put(0)
    was = (desk.votes(), desk.assessments(), desk.handles(), desk.wording())
    with pytest.raises(OutdatedEntry, match=rf"version {version}, now 1"):
        put(version)
    assert (desk.votes(), desk.assessments(), desk.handles(), desk.wording()) == was


@every_entry
def test_nothing_is_changed_that_is_not_there(put: Callable[[int], None]) -> None:
    with pytest.raises(OutdatedEntry, match="version 3, now 0"):
        put(3)
    assert (desk.votes(), desk.assessments(), desk.handles(), desk.wording()) == ({}, {}, [], {})


@pytest.mark.parametrize(
    ("put", "drop", "left"),
    [(put_vote, desk.drop_vote, desk.votes), (put_assessment, desk.drop_assessment, desk.assessments)],
    ids=["vote", "assessment"],
)
def test_only_the_version_that_was_looked_at_is_dropped(
    put: Callable[[int], None],
    drop: Callable[[str, int], None],
    left: Callable[[], dict[str, object]],
) -> None:
    put(0)
    put(1)
    with pytest.raises(OutdatedEntry, match="version 1, now 2"):
        drop(SYMBOL, 1)
    assert list(left()) == [SYMBOL]
    drop(SYMBOL, 2)
    assert left() == {}
    with pytest.raises(OutdatedEntry, match="version 2, now 0"):
        drop(SYMBOL, 2)


def test_only_those_that_are_asked_for_are_read() -> None:
    put_vote(0)
    desk.put_vote(a_vote(RIVAL), 0, "Ana", NOW)
    put_assessment(0)
    assert sorted(desk.votes()) == [SYMBOL, RIVAL]
    assert list(desk.votes([RIVAL])) == [RIVAL]
    assert desk.assessments([RIVAL]) == {}


@pytest.mark.parametrize("version", [0, 1], ids=["added", "changed"])
def test_of_two_at_once_one_is_kept_and_the_other_is_told(version: int) -> None:
    if version:
        put_vote(0)

    def put(by: str) -> str:
        try:
            put_vote(version, by)
        except OutdatedEntry:
            return "told"
        return by

    did = at_once(lambda: put("Ana"), lambda: put("Ben"))
    assert did.count("told") == 1
    kept = desk.votes()[SYMBOL]
    assert (kept.version, kept.by) == (version + 1, next(one for one in did if one != "told"))


def test_the_last_version_of_a_wording_stands_and_every_one_is_kept() -> None:
    put_wording(0, "First.")
    put_wording(1, "Second.")
    assert desk.wording()["en/reminder"].text == "Second."
    assert [one.text for one in desk.history("en/reminder")] == ["Second.", "First."]
