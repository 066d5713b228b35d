"""The promise, with a few runs of ``make faults``; and that the harness which watches over it would see it broken."""

from dataclasses import replace
from pathlib import Path

import pytest

from advocacybot.campaign.posts import Post, PostState, Receipt
from advocacybot.pipeline import publish, reconcile
from advocacybot.pipeline.house import House
from advocacybot.store import claims
from advocacybot.store.claims import Claim
from benchmarks.faults.children import WentWrong
from benchmarks.faults.counting import Count, count
from benchmarks.faults.grounds import Grounds, prepare
from benchmarks.faults.moments import MOMENTS, Moment
from benchmarks.faults.subjects import SUBJECTS, Copy
from benchmarks.faults.trials import Row, measured
from tests.factories import a_draft, a_post

RUNS = 2
CANNOT_BE_TOLD = "no kill: lost, cannot be told"


def table(grounds: Grounds, folder: Path, *moments: Moment) -> dict[str, Row]:
    """A few runs of each moment on every platform, by moment."""
    rows = measured(grounds, folder, SUBJECTS, moments, RUNS, lanes=2)
    return {moment: row for (_, moment), row in rows.items()}


def named(name: str) -> Moment:
    return next(moment for moment in MOMENTS if moment.name == name)


@pytest.fixture(scope="module")
def grounds(tmp_path_factory: pytest.TempPathFactory) -> Grounds:
    return prepare(tmp_path_factory.mktemp("grounds"), ways=3)


@pytest.fixture(scope="module")
def rows(grounds: Grounds, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    return table(grounds, tmp_path_factory.mktemp("faults"), *MOMENTS)


def test_a_crash_is_never_a_second_post_nor_a_lost_one(rows: dict[str, Row]) -> None:
    counts = {moment: row.count for moment, row in rows.items() if moment != CANNOT_BE_TOLD}
    assert counts == {moment.name: Count() for moment in MOMENTS if moment.name != CANNOT_BE_TOLD}


def test_doubt_that_cannot_be_settled_goes_to_a_person(rows: dict[str, Row]) -> None:
    assert rows[CANNOT_BE_TOLD].count == Count(given_to_a_person=RUNS)


def test_processes_die_where_the_table_says_so(rows: dict[str, Row]) -> None:
    steps = [row.killed for moment, row in rows.items() if "random" not in moment and "no kill" not in moment]
    assert steps == [RUNS] * 7


# ── the harness sees a promise that is broken ───────────────────────────────────────────────────────────────────────


def test_sending_again_without_looking_is_seen_as_doubled(
    grounds: Grounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send_again(house: House, held: Claim) -> None:
        now = house.clock.now()
        claims.not_taken(held, "let us try again", now, now)

    monkeypatch.setattr(reconcile, "_settle", send_again)
    rows = table(grounds, tmp_path, named("in the call, after it is taken"), named("in the call, before it is taken"))
    assert [row.count.doubled for row in rows.values()] == [RUNS, 0]


def test_posts_that_nobody_looks_after_are_seen_as_lost(
    grounds: Grounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconcile, "settle", lambda _: 0)
    [row] = table(grounds, tmp_path, named("after the claim is committed")).values()
    assert row.count.lost >= RUNS


def test_a_bot_that_is_wrong_by_itself_is_not_measured(grounds: Grounds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "send", lambda *_: None)
    with pytest.raises(WentWrong, match="by itself"):
        table(grounds, tmp_path, named("before the claim"))


# ── what is counted ─────────────────────────────────────────────────────────────────────────────────────────────────


def a_thread(state: PostState = PostState.PUBLISHED) -> Post:
    """A post of three parts, each with its receipt."""
    post = a_post(a_draft("One.", "Two.", "Three."), state)
    parts = (replace(part, receipt=Receipt(f"id of {part.key}", None, post.slot.due)) for part in post.parts)
    return replace(post, parts=tuple(parts))


def a_feed(*numbers: int) -> list[Copy]:
    """Those parts of the thread, each answering the one that stands before it."""
    ids = [f"id of key {number}" for number in numbers]
    texts = {part.key: part.text for part in a_thread().parts}
    return [
        Copy(ids[n], f"key {number}", texts[f"key {number}"], ids[n - 1] if n else None, ids[0] if n else None)
        for n, number in enumerate(numbers)
    ]


@pytest.mark.parametrize(
    ("feed", "counted"),
    [
        (a_feed(1, 2, 3), Count()),
        (a_feed(1, 2, 3, 3), Count(doubled=1)),
        ([*a_feed(1, 2, 3), Copy("another id", "another key", "Two.", None, None)], Count(doubled=1)),
        (a_feed(1, 3, 2), Count(out_of_order=1)),
        (a_feed(1, 3), Count(lost=1, out_of_order=1)),
        ([*a_feed(1, 2), replace(a_feed(3)[0], answers=None)], Count(out_of_order=1)),
    ],
    ids=["as it should be", "twice", "twice, by its words", "in another order", "without its middle", "torn off its thread"],
)
def test_what_readers_would_see_is_counted(feed: list[Copy], counted: Count) -> None:
    assert count([a_thread()], feed) == counted


def test_what_a_person_is_shown_is_not_lost() -> None:
    assert count([a_thread(PostState.DOUBTFUL)], []) == Count(given_to_a_person=1)


def test_what_is_on_its_way_for_ever_is_lost() -> None:
    assert count([a_thread(PostState.SENDING)], a_feed(1, 2, 3)) == Count(lost=3)
