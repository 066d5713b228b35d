"""What the staff room keeps, laid over what the files say: each owns its own."""

import pytest

from advocacybot.campaign.posts import PostState
from advocacybot.errors import DuplicateSymbol
from advocacybot.pipeline import desk, draft, verify, watch
from advocacybot.pipeline.house import House
from advocacybot.pipeline.sweep import sweep
from advocacybot.sources.configuration import Folder
from advocacybot.store import desk as kept_here
from advocacybot.store import marks, votes
from advocacybot.store.desk import Version
from tests.houses import ANA, BEN, MakeHouse, a_vote_entry
from tests.pipeline.room_steps import a_rooms_vote, assessed_by_ana, assessed_by_two, put
from tests.pipeline.steps import (
    A_DAY_LATER,
    MINUTE,
    RIVAL,
    SOLO,
    SYMBOL,
    Make,
    a_campaign,
    an_account,
    edit_campaign,
    everything,
    told,
)


def another_house(at_work: MakeHouse) -> House:
    """The same campaign at work in another process."""
    house = at_work.house
    folder = Folder(house.folder.path)
    return House(folder, folder.load(), house.platforms, house.clock)


def symbols(house: House) -> list[str]:
    return sorted(vote.symbol for vote in house.configuration.calendar.votes)


def test_a_files_vote_of_a_symbol_that_the_room_keeps_is_refused_with_its_place(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(RIVAL), campaign=SOLO)
    put(at_work.house, a_rooms_vote())
    was, configuration = everything(), at_work.house.configuration
    with pytest.raises(DuplicateSymbol, match=r"calendar\.yaml, line 10: S/2016/846 stands twice.*in the staff room"):
        at_work.edit_calendar(a_vote_entry(RIVAL), a_vote_entry())
    assert everything() == was
    assert at_work.house.configuration is configuration


def test_an_edit_of_the_files_leaves_the_rooms_votes_and_assessments_alone(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(RIVAL, assessed=""), campaign=SOLO)
    put(at_work.house, a_rooms_vote())
    assessed_by_two(at_work.house, RIVAL)
    at_work.edit_calendar(a_vote_entry(RIVAL, assessed="", hour=A_DAY_LATER))
    assert symbols(at_work.house) == [SYMBOL, RIVAL]
    assert told(SYMBOL) == ["vote scheduled"]
    assert told(RIVAL)[-1] == "vote moved"
    assert votes.find([RIVAL])[RIVAL].vote.assessment == kept_here.assessments()[RIVAL].assessment


def test_the_same_files_read_again_change_nothing(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(RIVAL, assessed=""), campaign=SOLO)
    put(at_work.house, a_rooms_vote())
    assessed_by_two(at_work.house, RIVAL)
    was = everything()
    assert watch.reread(at_work.house) == ()
    assert everything() == was


def test_an_edit_of_the_campaign_draws_for_the_rooms_votes_anew(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    put(at_work.house, a_rooms_vote())
    assessed_by_two(at_work.house)
    edit_campaign(at_work, a_campaign(an_account("other")))
    draft.what_is_due(at_work.house)
    assert [(post.slot.account, post.state) for post in at_work.posts()] == [
        ("solo", PostState.LAPSED),
        ("other", PostState.QUEUED),
    ]


def test_a_file_that_assesses_goes_before_and_the_rooms_assessment_holds_again_after_it(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(assessed=""), campaign=SOLO)
    assessed_by_ana(at_work.house)
    assert at_work.queue() == []
    at_work.edit_calendar(a_vote_entry())
    assert len(at_work.queue()) == 1
    at_work.edit_calendar(a_vote_entry(assessed=""))
    kept = votes.find([SYMBOL])[SYMBOL].vote.assessment
    assert kept is not None
    assert [one.name for one in kept.assessors] == [ANA]
    assert at_work.queue() == []


def test_a_second_house_on_the_same_database_catches_up(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    other = another_house(at_work)
    desk.catch_up(other)
    put(at_work.house, a_rooms_vote())
    assert symbols(other) == []
    assert desk.catch_up(other)
    assert symbols(other) == [SYMBOL]
    assert not desk.catch_up(other)


def test_a_second_house_knows_the_rooms_word_before_it_attends_to_anything(make_house: Make) -> None:
    """Nothing is tagged that asked not to be, whichever process the room was told in."""
    at_work = make_house(campaign=SOLO)
    other = another_house(at_work)
    verify.opt_out(at_work.house, "FRA", "x", "franceonu", "2016-10-04", "they wrote to us", ANA, 0)
    sweep(other)
    asked = [one.handle for one in other.configuration.reference.handles.handles if one.opted_out]
    assert asked == ["franceonu"]


def test_a_second_house_reads_the_files_without_taking_the_rooms_votes_away(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    other = another_house(at_work)
    watch.take(other)
    put(at_work.house, a_rooms_vote())
    at_work.write_calendar(a_vote_entry(RIVAL))
    assert [watch.kind(event) for event in watch.reread(other)] == ["vote scheduled"]
    assert sorted(vote.symbol for vote in votes.calendar().votes) == [SYMBOL, RIVAL]


def test_a_second_house_drafts_for_a_vote_that_the_first_one_put_there(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    other = another_house(at_work)
    watch.take(other)
    put(at_work.house, a_rooms_vote(hour="2016-11-20 15:00 America/New_York"))
    assessed_by_two(at_work.house)
    assert at_work.posts() == []
    at_work.clock.set(at_work.clock.now().replace(month=11, day=12, hour=20) + MINUTE)
    draft.what_is_due(other)
    assert len(at_work.queue()) == 1
    assert symbols(other) == [SYMBOL]


def test_a_second_house_words_posts_as_the_room_now_words_them(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    other = another_house(at_work)
    watch.take(other)
    name, now = "en/reminder", at_work.clock.now()
    over = desk.digest(at_work.house.files.templates.texts[name].text)
    kept_here.put_wording(Version(name, 1, "The room's words on {{ vote.symbol }}.", over, ANA, now), 0)
    marks.put(marks.DESK, "another")
    put(other, a_rooms_vote())
    assessed_by_two(other)
    assert [post.words.parts for post in at_work.queue()] == [("The room's words on S/2016/846.",)]


def test_a_change_in_the_room_and_one_of_the_files_both_hold_whoever_was_first(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(RIVAL), campaign=SOLO)
    put(at_work.house, a_rooms_vote())
    at_work.edit_calendar(a_vote_entry(RIVAL, hour=A_DAY_LATER))
    put(at_work.house, a_rooms_vote(hour=A_DAY_LATER), BEN)
    kept = votes.find([SYMBOL, RIVAL])
    assert kept[SYMBOL].vote.hour == kept[RIVAL].vote.hour
    assert watch.reread(at_work.house) == ()
