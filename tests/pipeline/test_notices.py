"""What the staff is told: by a real server, and each thing once."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest

from advocacybot.campaign.causes import Cause
from advocacybot.campaign.posts import PostState
from advocacybot.pipeline import notices
from advocacybot.pipeline.accounts import SHUT_OUT, SIGNED_IN_UNTIL
from advocacybot.pipeline.noticed import Kind
from advocacybot.pipeline.notices import MOST_TRIES, Teller, look, look_after_planning, send
from advocacybot.pipeline.sweep import sweep
from advocacybot.store import marks, memory, waits
from advocacybot.store.models import NoticeRow, PostRow, ProcessRow
from advocacybot.store.notices import LEASE, PACE
from tests.fakes.staff import TOKEN, Staff, listening
from tests.houses import MONDAY_NOON, MakeHouse, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, a_campaign, an_account, before
from tests.store.at_once import at_once

Make = Callable[..., MakeHouse]
FOR_REAL = a_campaign(an_account(rehearsal="false"))
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def staff(monkeypatch: pytest.MonkeyPatch) -> Iterator[Staff]:
    with listening() as server:
        monkeypatch.setenv("ADVOCACYBOT_NOTICES", server.address)
        yield server


def tell(at_work: MakeHouse, later: dt.timedelta = PACE + MINUTE) -> None:
    """Look, and tell what stands so long after."""
    look(at_work.house)
    at_work.clock.set(at_work.clock.now() + later)
    look(at_work.house)
    send(at_work.house)


def all_are(state: PostState, why: str = "") -> None:
    PostRow.objects.update(state=state, why=why)


# ── what is told ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("state", "told"), [(PostState.DOUBTFUL, "is doubtful"), (PostState.FAILED, "failed")])
def test_a_post_that_went_wrong_is_told_with_its_reason_and_the_page(
    make_house: Make, staff: Staff, state: PostState, told: str
) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign())
    (post,) = at_work.queue()
    all_are(state, "the platform said so")
    tell(at_work)
    ((title, body),) = staff.heard
    assert title == f"Post {post.id} on solo, about S/2016/846, {told}"
    assert body.startswith("the platform said so\n")
    assert body.endswith("\n\nhttp://127.0.0.1:8000/")


def test_doubt_that_settles_itself_is_not_told(make_house: Make, staff: Staff) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign())
    all_are(PostState.DOUBTFUL)
    tell(at_work, later=MINUTE)
    all_are(PostState.PUBLISHED)
    tell(at_work)
    assert staff.heard == []
    assert not NoticeRow.objects.exists()


@pytest.mark.parametrize(("ahead", "times"), [("2 h", 1), ("3 h", 0)])
def test_posts_that_wait_for_people_are_told_as_they_draw_near(make_house: Make, staff: Staff, ahead: str, times: int) -> None:
    reminder = a_campaign(an_account(), an_account("duo", handle="'@duo'"))
    at_work = make_house(a_vote_entry(), campaign=reminder)
    due = at_work.queue()[0].slot.due
    at_work.clock.set(due - dt.timedelta(hours=int(ahead.split()[0])))
    tell(at_work)
    expected = "2 posts about S/2016/846, due Fri 7 Oct 2016 15:00 New York, wait for approval"
    assert staff.titles == [expected] * times


def test_what_is_agreed_to_is_not_told(make_house: Make, staff: Staff) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign())
    at_work.approve_all()
    at_work.clock.set(before("24 h") - MINUTE)
    tell(at_work)
    assert staff.heard == []


@pytest.mark.parametrize(
    ("vote", "silent_until", "told_at"),
    [
        ("2016-10-08 15:00 America/New_York", "2016-10-08T23:59:00+00:00", "2016-10-09T00:00:00+00:00"),
        ("2016-10-08 19:30 America/New_York", "2016-10-09T01:29:00+00:00", "2016-10-09T01:30:00+00:00"),
    ],
    ids=["at eight in the evening", "two hours after a vote in the evening"],
)
def test_a_vote_without_an_outcome_is_told(make_house: Make, staff: Staff, vote: str, silent_until: str, told_at: str) -> None:
    at_work = make_house(a_vote_entry(hour=vote), campaign=a_campaign())
    all_are(PostState.PUBLISHED)
    at_work.clock.set(dt.datetime.fromisoformat(silent_until))
    look(at_work.house)
    assert not NoticeRow.objects.exists()
    at_work.clock.set(dt.datetime.fromisoformat(told_at))
    tell(at_work)
    assert staff.titles == ["No outcome of S/2016/846 is entered"]
    at_work.edit_calendar(a_vote_entry(hour=vote, withdrawn="true"))
    look(at_work.house)
    assert "#" in NoticeRow.objects.get().key


@pytest.mark.parametrize(("days", "times"), [(2, 1), (5, 0)])
def test_a_sign_in_that_is_about_to_end_is_told(make_house: Make, staff: Staff, days: int, times: int) -> None:
    at_work = make_house(campaign=FOR_REAL)
    memory.remember("solo", SIGNED_IN_UNTIL, (MONDAY_NOON + dt.timedelta(days=days)).isoformat())
    tell(at_work)
    assert staff.titles == ["The sign-in of solo ends on Thu 6 Oct 2016 12:00 New York"] * times


@pytest.mark.parametrize(("cause", "times"), [*((cause, 1) for cause in SHUT_OUT), (Cause.WINDOW, 0), (Cause.CAP, 0)])
def test_an_account_that_cannot_post_is_told(make_house: Make, staff: Staff, cause: Cause, times: int) -> None:
    at_work = make_house(campaign=FOR_REAL)
    waits.put("solo", MONDAY_NOON + MINUTE, cause, "so it says")
    tell(at_work)
    assert staff.titles == ["solo cannot post"] * times


def test_a_process_that_fell_silent_is_told_and_one_that_speaks_is_not(make_house: Make, staff: Staff) -> None:
    at_work = make_house(campaign=a_campaign())
    ProcessRow.objects.create(name="a:1:x", doing="publish", since=MONDAY_NOON, seen_at=MONDAY_NOON)
    later = MONDAY_NOON + dt.timedelta(days=1)
    ProcessRow.objects.create(name="b:2:y", doing="plan,web", since=MONDAY_NOON, seen_at=later)
    at_work.clock.set(MONDAY_NOON + MINUTE)
    tell(at_work)
    ((title, body),) = staff.heard
    assert title == "Process a:1:x has been silent for a minute"
    assert "Nobody does its work now: publish." in body


def test_that_nobody_plans_is_told_by_who_does_not_plan_and_is_over_when_somebody_does(make_house: Make, staff: Staff) -> None:
    at_work = make_house(campaign=a_campaign())
    sweep(at_work.house)
    look_after_planning(at_work.house)
    assert not NoticeRow.objects.exists()
    at_work.clock.set(MONDAY_NOON + MINUTE)
    look_after_planning(at_work.house)
    send(at_work.house)
    assert staff.heard == []
    at_work.clock.set(MONDAY_NOON + 2 * MINUTE)
    send(at_work.house)
    assert staff.titles == ["Nobody plans: no process has looked around for a minute"]
    marks.put(marks.AWAKE, at_work.clock.now().isoformat())
    look(at_work.house)
    assert "#" in NoticeRow.objects.get().key


# ── each once ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_thing_is_told_once_however_long_it_lasts(make_house: Make, staff: Staff) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign())
    all_are(PostState.FAILED)
    for _ in range(4):
        tell(at_work)
    assert len(staff.heard) == 1


def test_what_comes_again_is_told_again(make_house: Make, staff: Staff) -> None:
    at_work = make_house(campaign=FOR_REAL)
    for _ in range(2):
        waits.put("solo", MONDAY_NOON, Cause.TOKEN, "so it says")
        tell(at_work)
        waits.lift("solo")
        tell(at_work)
    assert staff.titles == ["solo cannot post"] * 2


def test_of_processes_that_look_and_tell_at_the_same_time_one_tells(make_house: Make, staff: Staff) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign())
    all_are(PostState.FAILED)
    at_once(*[lambda: look(at_work.house)] * 4)
    assert NoticeRow.objects.count() == 1
    at_work.clock.set(MONDAY_NOON + MINUTE)
    told = at_once(*[lambda: send(at_work.house)] * 4)
    assert sorted(told) == [0, 0, 0, 1]
    assert len(staff.heard) == 1


def test_what_comes_at_once_is_told_together(make_house: Make, staff: Staff) -> None:
    at_work = make_house(*(a_vote_entry(f"S/2016/{number}") for number in range(846, 854)), campaign=a_campaign())
    all_are(PostState.FAILED, "so it says")
    tell(at_work)
    ((title, body),) = staff.heard
    assert title == "8 posts failed"
    assert body.count("failed: so it says") == 5
    assert "– and 3 more\n" in body


def test_what_comes_soon_after_waits_and_is_told_together(make_house: Make, staff: Staff) -> None:
    at_work = make_house(*(a_vote_entry(f"S/2016/{number}") for number in range(846, 849)), campaign=a_campaign())
    first, *others = PostRow.objects.order_by("pk")
    PostRow.objects.filter(pk=first.pk).update(state=PostState.FAILED)
    tell(at_work, later=MINUTE)
    for one in others:
        PostRow.objects.filter(pk=one.pk).update(state=PostState.FAILED)
        tell(at_work, later=MINUTE)
    assert len(staff.heard) == 1
    tell(at_work)
    assert staff.titles[1:] == ["2 posts failed"]


# ── where it does not go well ───────────────────────────────────────────────────────────────────────────────────────


def test_where_a_channel_is_out_of_order_it_is_tried_ever_more_rarely_and_given_up(
    make_house: Make, staff: Staff, caplog: pytest.LogCaptureFixture
) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign())
    all_are(PostState.FAILED)
    staff.status = 500
    tell(at_work)
    gaps = []
    while (row := NoticeRow.objects.get()).settled_at is None:
        assert row.next_try_at is not None
        gaps.append(row.next_try_at - at_work.clock.now())
        at_work.clock.set(row.next_try_at - SECOND)
        send(at_work.house)
        assert NoticeRow.objects.get().tries == row.tries
        at_work.clock.set(row.next_try_at)
        send(at_work.house)
    assert gaps == [MINUTE * factor for factor in (1, 2, 4, 8)]
    assert row.tries == MOST_TRIES
    assert "notice given up: Post" in caplog.text
    assert TOKEN not in caplog.text


def test_a_notice_whose_teller_was_killed_is_told_again_once_its_claim_has_run_out(
    make_house: Make, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign())
    all_are(PostState.FAILED)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(notices, "_send", killed)
        with pytest.raises(KeyboardInterrupt):
            tell(at_work)
    send(at_work.house)
    assert staff.heard == []
    at_work.clock.set(at_work.clock.now() + LEASE)
    send(at_work.house)
    assert len(staff.heard) == 1


def test_one_channel_that_works_is_enough_and_the_other_is_named_without_its_secret(
    make_house: Make, staff: Staff, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, nowhere: str
) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign())
    monkeypatch.setenv("ADVOCACYBOT_NOTICES", f"{nowhere.replace('http', 'json', 1)}/{TOKEN}\nnonsense\n{staff.address}")
    all_are(PostState.FAILED)
    tell(at_work)
    assert len(staff.heard) == 1
    assert "channel 1 (JSON) did not take the notice" in caplog.text
    assert "channel 2 (not understood) did not take the notice" in caplog.text
    assert TOKEN not in caplog.text


def test_no_secret_leaves_by_a_notice(make_house: Make, staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign())
    monkeypatch.setenv("ADVOCACYBOT_X_ACCESS_TOKEN", "a-token-of-x")
    all_are(PostState.FAILED, f"it answered to a-token-of-x and {TOKEN}")
    tell(at_work)
    assert staff.heard[0][1].startswith("it answered to … and …\n")


def test_nobody_is_told_where_no_address_is_given(make_house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADVOCACYBOT_NOTICES", raising=False)
    at_work = make_house(a_vote_entry(), campaign=a_campaign())
    all_are(PostState.FAILED)
    tell(at_work)
    assert not NoticeRow.objects.exists()


# ── in the bot ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_bot_tells_beside_its_work(make_house: Make, staff: Staff) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign())
    all_are(PostState.FAILED)
    look(at_work.house)
    at_work.clock.set(MONDAY_NOON + MINUTE)
    teller = Teller(at_work.house)
    teller.attend(planning=True)
    teller.attend(planning=True)
    assert teller._thread is not None
    teller._thread.join(timeout=30)
    assert len(staff.heard) == 1
    assert NoticeRow.objects.get().kind == Kind.FAILED
    assert at_work.clock.now() < HOUR
