"""Votes that people keep in the staff room: put into the calendar, moved, withdrawn, taken out."""

from collections.abc import Callable

import pytest

from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import PostState
from advocacybot.campaign.truth import RETRACTED, WITHDRAWN
from advocacybot.council.hours import parse_hour
from advocacybot.council.votes import Vote
from advocacybot.errors import BadInput, NoSuchThing, NotAPerson, OutdatedEntry, OwnedByFile, Problems
from advocacybot.pipeline import schedule
from advocacybot.store import desk, journal, votes
from tests.houses import ANA, BEN, MakeHouse, a_vote_entry
from tests.pipeline.room_steps import a_rooms_vote, assessed_by_two, put, version_of
from tests.pipeline.steps import (
    A_DAY_LATER,
    HOUR,
    MINUTE,
    RIVAL,
    SOLO,
    SYMBOL,
    Make,
    before,
    everything,
    the_bot_looks,
    told,
    waiting,
)
from tests.store.at_once import at_once

ABOUT = [("reminder", "queued")]


def in_the_calendar(make: Make) -> MakeHouse:
    """A house with a vote of the room's own, which two people have assessed."""
    at_work = make(campaign=SOLO)
    put(at_work.house, a_rooms_vote())
    assessed_by_two(at_work.house)
    return at_work


def published(at_work: MakeHouse) -> None:
    """Let the reminder of a day before go out."""
    at_work.approve_all()
    the_bot_looks(at_work, at=before("24 h"))
    assert [post.state for post in at_work.posts()] == [PostState.PUBLISHED]


# ── put into it ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_that_is_put_into_the_calendar_stands_there_and_is_told_under_the_persons_name(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    put(at_work.house, a_rooms_vote())
    assert votes.find([SYMBOL])[SYMBOL].listed
    assert [vote.symbol for vote in at_work.house.configuration.calendar.votes] == [SYMBOL]
    (entry,) = journal.read(SYMBOL)
    assert (entry.kind, entry.by, entry.facts["vote"]["symbol"]) == ("vote scheduled", ANA, SYMBOL)


def test_nothing_is_drafted_before_as_many_as_are_asked_for_have_assessed_it(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    put(at_work.house, a_rooms_vote())
    assert at_work.posts() == []
    assessed_by_two(at_work.house)
    assert waiting() == ABOUT


def test_a_vote_of_the_room_comes_without_the_assessment_that_it_was_typed_with(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    typed = a_rooms_vote(
        assessment={
            "assessors": [{"name": ANA, "on": "2016-10-03"}, {"name": BEN, "on": "2016-10-03"}],
            "reasons": ["Words."],
            "sources": [{"title": "Words", "date": "2016-09-29"}],
        }
    )
    put(at_work.house, typed)
    assert votes.find([SYMBOL])[SYMBOL].vote.assessment is None
    assert at_work.posts() == []


@pytest.mark.parametrize(
    ("vote", "path", "words"),
    [
        (a_rooms_vote(hour="2040-01-01T15:00Z"), ("hour",), "Of the 15 members"),
        (a_rooms_vote(penholders=["FRA", "XYZ"]), ("penholders", 1), "'XYZ' is not a State"),
    ],
    ids=["a day whose Council is not known", "a penholder that is no State"],
)
def test_what_does_not_go_together_with_what_is_known_changes_nothing(
    make_house: Make, vote: Vote, path: tuple[object, ...], words: str
) -> None:
    at_work = make_house(campaign=SOLO)
    was = everything()
    with pytest.raises(Problems, match=words) as caught:
        put(at_work.house, vote)
    assert [one.path for one in caught.value.problems] == [path]
    assert everything() == was


def test_nobody_puts_a_vote_there_whom_the_campaign_does_not_know(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    was = everything()
    with pytest.raises(NotAPerson):
        put(at_work.house, a_rooms_vote(), by="A Stranger")
    assert everything() == was


def test_a_vote_that_cannot_be_worded_changes_nothing(make_house: Make) -> None:
    at_work = in_the_calendar(make_house)
    was, calendar = everything(), at_work.house.configuration.calendar
    with pytest.raises(BadInput, match="too long"):
        put(at_work.house, a_rooms_vote(subject="x" * 290))
    assert (everything(), at_work.house.configuration.calendar) == (was, calendar)


# ── whose it is ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("deed", ["put", "withdraw", "take out", "look ahead"])
def test_a_files_vote_is_the_files_alone(make_house: Make, deed: str) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    house, was = at_work.house, everything()
    acts: dict[str, Callable[[], object]] = {
        "put": lambda: schedule.put(house, a_rooms_vote(), ANA, 0),
        "withdraw": lambda: schedule.withdraw(house, SYMBOL, ANA, 0, "a drill"),
        "take out": lambda: schedule.take_out(house, SYMBOL, ANA, 0, "a drill"),
        "look ahead": lambda: schedule.foresee(house, a_rooms_vote(), 0),
    }
    with pytest.raises(OwnedByFile, match=r"S/2016/846 stands in calendar\.yaml, line 2, which owns it"):
        acts[deed]()
    assert everything() == was


def test_a_files_vote_is_the_files_even_where_this_process_has_not_read_it_yet(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    unread = at_work.house.files
    at_work.edit_calendar(a_vote_entry())
    at_work.house.files = unread
    with pytest.raises(OwnedByFile):
        put(at_work.house, a_rooms_vote())


def test_a_vote_that_left_the_file_may_be_kept_in_the_room(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(assessed=""), campaign=SOLO)
    at_work.edit_calendar()
    put(at_work.house, a_rooms_vote())
    assert votes.find([SYMBOL])[SYMBOL].listed


@pytest.mark.parametrize("deed", [schedule.withdraw, schedule.take_out], ids=["withdraw", "take out"])
def test_a_vote_that_nobody_keeps_cannot_be_ended(make_house: Make, deed: Callable[..., None]) -> None:
    at_work = make_house(campaign=SOLO)
    with pytest.raises(NoSuchThing):
        deed(at_work.house, SYMBOL, ANA, 0, "a drill")


# ── moved, withdrawn, taken out: as a file's ────────────────────────────────────────────────────────────────────────


def test_a_vote_that_moves_lapses_what_waits_and_draws_it_for_the_new_hour(make_house: Make) -> None:
    at_work = in_the_calendar(make_house)
    (was,) = at_work.queue()
    put(at_work.house, a_rooms_vote(hour=A_DAY_LATER), BEN)
    lapsed, fresh = sorted(at_work.posts(), key=lambda post: post.id)
    assert (lapsed.id, lapsed.state, fresh.state) == (was.id, PostState.LAPSED, PostState.QUEUED)
    assert fresh.slot.lapses_at == parse_hour("2016-10-09 03:00 America/New_York")
    assert told(SYMBOL)[-1] == "vote moved"


def test_a_vote_that_moves_after_its_reminder_was_out_earns_a_correction(make_house: Make) -> None:
    at_work = in_the_calendar(make_house)
    published(at_work)
    put(at_work.house, a_rooms_vote(hour=A_DAY_LATER))
    assert (Message.MOVED, PostState.QUEUED) in [(post.slot.message, post.state) for post in at_work.posts()]


@pytest.mark.parametrize(
    ("deed", "truth", "kind"),
    [
        (schedule.withdraw, WITHDRAWN, "vote withdrawn"),
        (schedule.take_out, RETRACTED, "vote taken out of the calendar"),
    ],
    ids=["withdrawn", "taken out"],
)
def test_a_vote_that_is_ended_withdraws_what_waits_and_tells_why(
    make_house: Make, deed: Callable[..., None], truth: str, kind: str
) -> None:
    at_work = in_the_calendar(make_house)
    deed(at_work.house, SYMBOL, BEN, version_of(), "the sponsors said so")
    assert [post.state for post in at_work.posts()] == [PostState.WITHDRAWN]
    assert votes.find([SYMBOL])[SYMBOL].truth == truth
    entry = journal.read(SYMBOL)[-1]
    assert (entry.kind, entry.by, entry.facts["why"]) == (kind, BEN, "the sponsors said so")


@pytest.mark.parametrize(
    ("deed", "correction"),
    [(schedule.withdraw, Message.WITHDRAWN), (schedule.take_out, Message.RETRACTED)],
    ids=["withdrawn", "taken out"],
)
def test_a_vote_that_is_ended_after_its_reminder_was_out_earns_a_correction(
    make_house: Make, deed: Callable[..., None], correction: Message
) -> None:
    at_work = in_the_calendar(make_house)
    published(at_work)
    deed(at_work.house, SYMBOL, BEN, version_of(), "a drill")
    assert [post.slot.message for post in at_work.queue()] == [correction]


def test_a_vote_that_is_taken_out_is_kept_in_the_room_no_more(make_house: Make) -> None:
    at_work = in_the_calendar(make_house)
    schedule.take_out(at_work.house, SYMBOL, BEN, version_of(), "a drill")
    assert desk.votes() == {}
    assert at_work.house.configuration.calendar.votes == ()


def test_a_vote_that_is_over_may_leave_and_what_was_said_of_it_stands(make_house: Make) -> None:
    at_work = in_the_calendar(make_house)
    published(at_work)
    at_work.clock.set(HOUR + MINUTE)
    schedule.take_out(at_work.house, SYMBOL, BEN, version_of(), "it was held")
    assert at_work.queue() == []
    assert not votes.find([SYMBOL])[SYMBOL].taken_back


def test_what_is_withdrawn_is_not_withdrawn_again(make_house: Make) -> None:
    at_work = in_the_calendar(make_house)
    schedule.withdraw(at_work.house, SYMBOL, BEN, version_of(), "a drill")
    was = everything()
    with pytest.raises(BadInput, match="withdrawn already"):
        schedule.withdraw(at_work.house, SYMBOL, BEN, version_of(), "a drill")
    assert everything() == was


# ── two people ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("deed", ["put", "withdraw", "take out"])
def test_whoever_looked_at_an_older_version_is_told_so(make_house: Make, deed: str) -> None:
    at_work = in_the_calendar(make_house)
    house, seen = at_work.house, version_of()
    put(house, a_rooms_vote(hour=A_DAY_LATER), BEN)
    was = everything()
    acts: dict[str, Callable[[], object]] = {
        "put": lambda: schedule.put(house, a_rooms_vote(meeting="S/PV.7785"), ANA, seen),
        "withdraw": lambda: schedule.withdraw(house, SYMBOL, ANA, seen, "a drill"),
        "take out": lambda: schedule.take_out(house, SYMBOL, ANA, seen, "a drill"),
    }
    with pytest.raises(OutdatedEntry, match=r"S/2016/846 .*version 1, now 2"):
        acts[deed]()
    assert everything() == was


def test_of_two_who_add_the_same_vote_at_once_one_is_told(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)

    def add(by: str, meeting: str) -> str:
        try:
            schedule.put(at_work.house, a_rooms_vote(meeting=meeting), by, 0)
        except OutdatedEntry:
            return "told"
        return meeting

    did = at_once(lambda: add(ANA, "S/PV.1"), lambda: add(BEN, "S/PV.2"))
    assert sorted(did)[1] == "told"
    (kept,) = votes.calendar().votes
    assert kept.meeting in did
    assert told(SYMBOL) == ["vote scheduled"]


# ── what it would do ────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_move_would_do_is_what_it_does_and_looking_writes_nothing(make_house: Make) -> None:
    at_work = in_the_calendar(make_house)
    published(at_work)
    moved, was = a_rooms_vote(hour=A_DAY_LATER), everything()
    foreseen = schedule.foresee(at_work.house, moved, version_of())
    assert everything() == was
    assert foreseen is not None
    put(at_work.house, moved)
    drawn = {(post.slot.identity, post.content_hash) for post in at_work.queue()}
    assert drawn == {(draft.slot.identity, draft.content_hash) for draft in foreseen.change.draw}
    assert Message.MOVED in {draft.slot.message for draft in foreseen.change.draw}
    assert votes.find([SYMBOL])[SYMBOL].truth == foreseen.truth


@pytest.mark.parametrize("which", ["withdrawal", "taking out"])
def test_what_an_end_would_do_is_what_it_does_and_looking_writes_nothing(make_house: Make, which: str) -> None:
    at_work = in_the_calendar(make_house)
    look, do = {
        "withdrawal": (schedule.foresee_withdrawal, schedule.withdraw),
        "taking out": (schedule.foresee_taking_out, schedule.take_out),
    }[which]
    was = everything()
    foreseen = look(at_work.house, SYMBOL, version_of())
    assert everything() == was
    assert foreseen is not None
    assert [(post.id, move) for post, move, _why in foreseen.change.leave] == [(at_work.queue()[0].id, "withdraw")]
    do(at_work.house, SYMBOL, ANA, version_of(), "a drill")
    assert at_work.queue() == []
    assert votes.find([SYMBOL])[SYMBOL].truth == foreseen.truth


def test_what_changes_nothing_does_nothing(make_house: Make) -> None:
    at_work = in_the_calendar(make_house)
    assert schedule.foresee(at_work.house, a_rooms_vote(), version_of()) is None


def test_a_look_ahead_tells_when_the_next_post_may_be_drafted(make_house: Make) -> None:
    at_work = in_the_calendar(make_house)
    foreseen = schedule.foresee(at_work.house, a_rooms_vote(hour="2016-11-20 15:00 America/New_York"), version_of())
    assert foreseen is not None
    assert foreseen.change.draw == ()
    assert foreseen.later == parse_hour("2016-11-12 15:00 America/New_York")


def test_a_vote_is_bound_to_its_symbol_another_is_another_vote(make_house: Make) -> None:
    at_work = in_the_calendar(make_house)
    put(at_work.house, a_rooms_vote(RIVAL))
    assert sorted(desk.votes()) == [SYMBOL, RIVAL]
