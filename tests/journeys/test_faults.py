"""The promise, with a few runs of ``make faults``; and that the harness which watches over it would see it broken."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from advocacybot.campaign.posts import Post, PostState, Receipt
from advocacybot.pipeline import publish, reconcile
from advocacybot.pipeline.house import House
from advocacybot.store import claims
from advocacybot.store.claims import Claim
from benchmarks.faults.__main__ import PLATFORMS
from benchmarks.faults.children import WentWrong
from benchmarks.faults.counting import Copy, Count, count
from benchmarks.faults.moments import MOMENTS, Moment
from benchmarks.faults.subjects import SUBJECTS, Subject
from benchmarks.faults.trials import Row, measured
from tests.factories import a_draft, a_post

CANNOT_BE_TOLD = "lost, and cannot be told"
A_FEW = (
    "after the claim is committed",
    "in the call, after it is taken",
    "between two parts of a thread",
    "frozen before the call",
    "post: 5xx, taken",
    "post: late, before it is looked for",
    "look: answer truncated",
    "who: 401 once",
)
"""One of each kind."""

TWICE = ("frozen after the last look", "post: late, after it was looked for")
"""Where a platform is given the same part twice: Mastodon tells by its key that it is the same."""


def table(folder: Path, subject: Subject, moments: Iterable[Moment]) -> dict[str, Row]:
    """A run of each of the moments on a platform, by moment."""
    its = [moment for moment in moments if moment.is_of(subject)]
    rows = measured(folder, [(subject, its)], 1, lanes=2, ways=2)
    return {moment: row for (_, moment), row in rows.items()}


def on(name: str) -> Subject:
    return next(subject for subject in SUBJECTS if subject.name == name)


def named(*names: str) -> list[Moment]:
    return [moment for moment in MOMENTS if moment.name in names]


REHEARSAL = on("rehearsal")


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    return table(tmp_path_factory.mktemp("faults"), REHEARSAL, MOMENTS)


def test_a_crash_is_never_a_second_post_nor_a_lost_one(rehearsed: dict[str, Row]) -> None:
    assert {moment: row.count for moment, row in rehearsed.items() if row.count != Count()} == {
        CANNOT_BE_TOLD: Count(given_to_a_person=1)
    }


def test_processes_die_where_the_table_says_so(rehearsed: dict[str, Row]) -> None:
    assert [moment for moment, row in rehearsed.items() if not row.struck and "random" not in moment] == []


@pytest.mark.parametrize("name", [subject.name for subject in SUBJECTS if subject.requests])
def test_nor_is_one_where_requests_and_answers_are_lost(name: str, tmp_path: Path) -> None:
    moments = (*A_FEW, *TWICE) if name == "mastodon" else A_FEW
    rows = table(tmp_path, on(name), named(*moments))
    assert {moment: (row.struck, row.count) for moment, row in rows.items()} == dict.fromkeys(moments, (1, Count()))


def test_every_platform_can_be_asked_for() -> None:
    assert tuple(subject.name for subject in SUBJECTS) == PLATFORMS


# ── the harness sees a promise that is broken ───────────────────────────────────────────────────────────────────────


def _send_again(house: House, held: Claim) -> None:
    now = house.clock.now()
    claims.not_taken(held, "let us try again", now, now)


@pytest.mark.parametrize("name", ["rehearsal", "keyless"])
def test_sending_again_without_looking_is_seen_as_doubled(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconcile, "_settle_by_looking", _send_again)
    rows = table(tmp_path, on(name), named("in the call, before it is sent", "in the call, after the answer"))
    assert [row.count.doubled for row in rows.values()] == [0, 1]


def test_where_a_platform_takes_twice_what_it_is_given_twice_nothing_is_promised(tmp_path: Path) -> None:
    moments = named(*TWICE)
    rows = table(tmp_path, on("keyless"), moments)
    assert {(row.promised, row.is_as_promised, row.count.doubled) for row in rows.values()} == {(False, True, 1)}
    assert all(moment.is_promised(on("mastodon")) for moment in moments)


def test_posts_that_nobody_looks_after_are_seen_as_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconcile, "settle", lambda *_: 0)
    [row] = table(tmp_path, REHEARSAL, named("after the claim is committed")).values()
    assert row.count.lost >= 1
    assert not row.is_as_promised


def test_a_bot_that_is_wrong_by_itself_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_send", lambda *_: True)
    with pytest.raises(WentWrong, match="by itself"):
        table(tmp_path, REHEARSAL, named("before the claim"))


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
        Copy(ids[n], texts[f"key {number}"], ids[n - 1] if n else None, ids[0] if n else None) for n, number in enumerate(numbers)
    ]


@pytest.mark.parametrize(
    ("feed", "counted"),
    [
        (a_feed(1, 2, 3), Count()),
        (a_feed(1, 2, 3, 3), Count(doubled=1)),
        ([*a_feed(1, 2, 3), Copy("another id", "Two.", None, None)], Count(doubled=1)),
        (a_feed(1, 3, 2), Count(out_of_order=1)),
        (a_feed(1, 3), Count(lost=1, out_of_order=1)),
        ([*a_feed(1, 2), replace(a_feed(3)[0], answers=None)], Count(out_of_order=1)),
    ],
    ids=["as it should be", "twice", "twice, elsewhere", "in another order", "without its middle", "torn off its thread"],
)
def test_what_readers_would_see_is_counted(feed: list[Copy], counted: Count) -> None:
    assert count([a_thread()], feed) == counted


def test_what_a_person_is_shown_is_not_lost() -> None:
    assert count([a_thread(PostState.DOUBTFUL)], []) == Count(given_to_a_person=1)


def test_what_is_on_its_way_for_ever_is_lost() -> None:
    assert count([a_thread(PostState.SENDING)], a_feed(1, 2, 3)) == Count(lost=3)
