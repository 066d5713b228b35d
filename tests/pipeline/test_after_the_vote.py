"""What follows an outcome, from the queue to what is owed when it proves wrong."""

import datetime as dt

import pytest

from advocacybot.campaign.earned import AFTER_THE_VOTE, Message
from advocacybot.campaign.posts import Post, PostState
from advocacybot.council.outcomes import Report
from advocacybot.pipeline import outcome, review
from advocacybot.store import posts
from tests.factories import a_report, a_roll_call, a_source, without_a_vote
from tests.fakes.platforms import is_busy, takes
from tests.houses import ANA, ASSESSED, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import (
    ALONE_ON_ITS_OWN,
    HOUR,
    MINUTE,
    SYMBOL,
    Make,
    a_campaign,
    an_account,
    edit_campaign,
    the_bot_looks,
    waiting,
    with_a_fake,
)

FOLLOWING = (
    "[{message: follow_up, after: 1 h, late_by: 3 d}, {message: thanks, after: 1 h, late_by: 3 d}, "
    "{message: abstentions, after: 1 h, late_by: 3 d}, {message: general_assembly, after: 1 h}]"
)
CAMPAIGN = a_campaign(after_the_vote=FOLLOWING, reminders="")
AN_HOUR = 60 * MINUTE
DAY = 24 * AN_HOUR
VOTED = HOUR + AN_HOUR
"""When the outcome is entered."""

SPAIN_AGAINST = a_report(a_roll_call(against="RUS ESP", abstained="CHN URY"))
SPAIN_IN_FAVOUR = a_report(a_roll_call(against="RUS", abstained="CHN URY"))
URUGUAY_AGAINST = a_report(a_roll_call(against="RUS ESP URY", abstained="CHN"))


def voted(make: Make, report: Report = SPAIN_AGAINST, campaign: str = CAMPAIGN) -> MakeHouse:
    """A house in which two people entered the outcome, an hour after the vote."""
    at_work = make(a_vote_entry(), campaign=campaign, now=VOTED)
    turned_out(at_work, report)
    return at_work


def turned_out(at_work: MakeHouse, report: Report) -> None:
    outcome.enter(at_work.house, SYMBOL, report, ANA)
    outcome.confirm(at_work.house, SYMBOL, BEN)


def all_goes_out(at_work: MakeHouse, after: dt.timedelta = AN_HOUR) -> None:
    """People agree to whatever waits, and the bot posts what is due so long after."""
    at_work.approve_all()
    the_bot_looks(at_work, at=at_work.clock.now() + after)
    the_bot_looks(at_work)


def agreed_to(at_work: MakeHouse, *messages: str) -> None:
    for post in at_work.queue():
        if post.slot.message in messages:
            review.approve(at_work.house, post.id, BEN)


def further(*states: PostState) -> list[tuple[str, str]]:
    """Message and key of the posts in those states that follow the outcome."""
    found = [queued.post.slot for queued in posts.listed(states) if queued.post.slot.message in AFTER_THE_VOTE]
    return sorted((slot.message.value, slot.key) for slot in found)


def words(post: Post) -> str:
    return " ".join(post.words.parts)


ALL = [("abstentions", "abstained"), ("follow_up", "ESP"), ("thanks", "kept the pledge")]


# ── drafted, agreed to, published ───────────────────────────────────────────────────────────────────────────────────


def test_an_outcome_drafts_what_follows_it_and_each_names_those_alone_whom_it_is_about(make_house: Make) -> None:
    at_work = voted(make_house)
    assert [message for message, _ in waiting()] == ["vetoed", "abstentions", "follow_up", "thanks"]
    said = {post.slot.message: words(post) for post in at_work.queue()}
    supporters = ("Spain", "Uruguay", "New Zealand", "Ukraine")
    told = {message: [name for name in supporters if name in text] for message, text in said.items()}
    assert told[Message.FOLLOW_UP] == ["Spain"]
    assert told[Message.THANKS] == ["New Zealand", "Ukraine"]
    assert told[Message.ABSTENTIONS] == ["Uruguay"]


def test_a_campaign_that_asks_for_nothing_drafts_the_outcome_alone(make_house: Make) -> None:
    voted(make_house, campaign=a_campaign(reminders=""))
    assert [message for message, _ in waiting()] == ["vetoed"]


def test_without_a_vote_nothing_follows(make_house: Make) -> None:
    voted(make_house, without_a_vote())
    assert [message for message, _ in waiting()] == ["adopted_without_a_vote"]


def test_of_a_vote_that_one_person_assessed_nothing_follows(make_house: Make) -> None:
    by_one = ASSESSED.replace(f", {{name: {BEN}, on: 2016-10-03}}", "")
    assert by_one != ASSESSED
    at_work = make_house(a_vote_entry(assessed=by_one), campaign=CAMPAIGN, now=VOTED)
    turned_out(at_work, SPAIN_AGAINST)
    assert waiting() == []


def test_what_follows_waits_for_a_person_on_an_account_that_posts_by_itself(make_house: Make) -> None:
    alone = a_campaign(an_account(posting="automatic"), after_the_vote=FOLLOWING, reminders="")
    at_work = voted(make_house, campaign=alone)
    the_bot_looks(at_work, at=VOTED + 2 * AN_HOUR)
    assert waiting() == [("abstentions", "queued"), ("follow_up", "queued"), ("thanks", "queued")]
    assert len(at_work.posts(PostState.PUBLISHED)) == 1


def test_all_of_it_goes_out_once_and_nothing_is_owed_afterwards(make_house: Make) -> None:
    at_work = voted(make_house)
    all_goes_out(at_work)
    assert further(PostState.PUBLISHED) == ALL
    edit_campaign(at_work, CAMPAIGN + "outcomes_late_by: 48 h\n")
    the_bot_looks(at_work)
    assert waiting() == []


@pytest.mark.parametrize("first", ["vetoed", "follow_up"])
def test_the_outcome_and_what_follows_it_go_out_in_whatever_order_people_agree(make_house: Make, first: str) -> None:
    at_work = voted(make_house)
    agreed_to(at_work, first)
    the_bot_looks(at_work, at=VOTED + AN_HOUR)
    assert [post.slot.message for post in at_work.posts(PostState.PUBLISHED)] == [first]
    the_bot_looks(at_work)
    all_goes_out(at_work)
    assert sorted(post.slot.message for post in at_work.posts(PostState.PUBLISHED)) == sorted(
        [Message.VETOED, Message.FOLLOW_UP, Message.THANKS, Message.ABSTENTIONS]
    )


def test_what_nobody_agreed_to_in_time_lapses(make_house: Make) -> None:
    at_work = voted(make_house)
    the_bot_looks(at_work, at=VOTED + AN_HOUR + 3 * DAY)
    assert waiting() == []
    assert further(PostState.LAPSED) == ALL


@pytest.mark.parametrize("message", ["vetoed", "follow_up"])
def test_a_thread_that_stopped_half_way_goes_on_where_it_stopped(make_house: Make, message: str) -> None:
    """What is out in part is told; that is no reason to leave the rest unsaid."""
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=CAMPAIGN, now=VOTED)
    turned_out(at_work, SPAIN_AGAINST)
    platform.will(takes, is_busy)
    agreed_to(at_work, message)
    the_bot_looks(at_work, at=VOTED + AN_HOUR)
    (half_out,) = [post for post in at_work.queue() if post.slot.message == message]
    assert half_out.parts_out == 1
    the_bot_looks(at_work)
    the_bot_looks(at_work, at=VOTED + 2 * AN_HOUR)
    assert posts.get(half_out.id).post.state is PostState.PUBLISHED
    assert len(platform.texts()) == len(half_out.parts)


def test_on_an_account_of_its_own_an_outcome_that_stopped_half_way_goes_on_too(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=ALONE_ON_ITS_OWN, now=VOTED)
    turned_out(at_work, SPAIN_AGAINST)
    platform.will(takes, is_busy)
    the_bot_looks(at_work)
    the_bot_looks(at_work)
    the_bot_looks(at_work, at=VOTED + AN_HOUR)
    assert [post.state for post in at_work.posts()] == [PostState.PUBLISHED]


# ── and is not so after all ─────────────────────────────────────────────────────────────────────────────────────────


def test_what_waits_is_drawn_anew_from_the_corrected_outcome(make_house: Make) -> None:
    at_work = voted(make_house)
    turned_out(at_work, URUGUAY_AGAINST)
    assert further(PostState.QUEUED) == [("follow_up", "ESP"), ("follow_up", "URY"), ("thanks", "kept the pledge")]
    assert further(PostState.LAPSED) == ALL
    assert "Uruguay" in words(next(post for post in at_work.queue() if post.slot.key == "URY"))


def test_a_source_that_proves_official_draws_it_anew_and_corrects_nothing(make_house: Make) -> None:
    at_work = voted(make_house)
    agreed_to(at_work, "thanks")
    turned_out(at_work, a_report(SPAIN_AGAINST.roll_call, trust="official", source=a_source("S/PV.7785")))
    assert further(PostState.QUEUED) == ALL
    assert not [post for post in at_work.queue() if "Preliminary" in words(post)]


@pytest.mark.parametrize("told", [("follow_up",), ("vetoed", "follow_up"), ("vetoed", "thanks", "abstentions")], ids="+".join)
def test_whatever_is_out_of_a_wrong_outcome_owes_one_correction_and_nothing_follows_before_it(
    make_house: Make, told: tuple[str, ...]
) -> None:
    at_work = voted(make_house)
    agreed_to(at_work, *told)
    the_bot_looks(at_work, at=VOTED + AN_HOUR)
    assert sorted(post.slot.message for post in at_work.posts(PostState.PUBLISHED)) == sorted(told)
    turned_out(at_work, SPAIN_IN_FAVOUR)
    the_bot_looks(at_work)
    assert waiting() == [("corrected", "queued")]
    all_goes_out(at_work)
    assert "corrected" not in dict(waiting())


def test_after_the_correction_only_those_are_spoken_to_who_were_not_before(make_house: Make) -> None:
    at_work = voted(make_house)
    all_goes_out(at_work)
    turned_out(at_work, URUGUAY_AGAINST)
    all_goes_out(at_work)
    assert further(PostState.QUEUED) == [("follow_up", "URY")]
    assert further(PostState.PUBLISHED) == ALL


def test_there_and_back_nobody_is_asked_or_thanked_twice(make_house: Make) -> None:
    at_work = voted(make_house)
    all_goes_out(at_work)
    for report in (SPAIN_IN_FAVOUR, SPAIN_AGAINST):
        turned_out(at_work, report)
        all_goes_out(at_work)
    all_goes_out(at_work)
    assert further(PostState.PUBLISHED) == ALL
    assert waiting() == []
    corrections = [post for post in at_work.posts(PostState.PUBLISHED) if post.slot.message is Message.CORRECTED]
    assert len(corrections) == 2


@pytest.mark.parametrize("told", [("follow_up",), ("vetoed", "follow_up", "thanks", "abstentions")], ids="+".join)
def test_a_vote_that_is_assessed_no_more_takes_back_what_is_out_and_withdraws_what_waits(
    make_house: Make, told: tuple[str, ...]
) -> None:
    at_work = voted(make_house)
    agreed_to(at_work, *told)
    the_bot_looks(at_work, at=VOTED + AN_HOUR)
    at_work.edit_calendar(a_vote_entry(assessed=""))
    assert waiting() == [("retracted", "queued")]
    assert further(PostState.WITHDRAWN) == [one for one in ALL if one[0] not in told]
    all_goes_out(at_work)
    assert waiting() == []


def test_a_vote_that_is_assessed_no_more_and_of_which_nothing_is_out_owes_nothing(make_house: Make) -> None:
    at_work = voted(make_house)
    at_work.edit_calendar(a_vote_entry(assessed=""))
    assert waiting() == []
    assert further(PostState.WITHDRAWN) == ALL


# ── the General Assembly ────────────────────────────────────────────────────────────────────────────────────────────

IN_2026 = dt.datetime(2026, 11, 23, 21, 0, tzinfo=dt.UTC)
MEMBERS_2026 = ("CHN", "FRA", "GBR", "RUS", "USA", "BHR", "COD", "COL", "DNK", "GRC", "LBR", "LVA", "PAK", "PAN", "SOM")


def vetoed_in_2026(make: Make, campaign: str = CAMPAIGN) -> MakeHouse:
    vote = a_vote_entry("S/2026/900", hour="2026-11-23 15:00 America/New_York")
    at_work = make(vote, campaign=campaign, now=IN_2026)
    report = a_report(a_roll_call(against="USA", abstained="RUS", members=MEMBERS_2026))
    outcome.enter(at_work.house, "S/2026/900", report, ANA)
    outcome.confirm(at_work.house, "S/2026/900", BEN)
    return at_work


def the_request(at_work: MakeHouse) -> str:
    return words(next(post for post in at_work.queue() if post.slot.message is Message.GENERAL_ASSEMBLY))


def test_after_a_veto_the_general_assembly_is_asked_until_its_date_has_passed(make_house: Make) -> None:
    at_work = vetoed_in_2026(make_house)
    assert "by 7 December 2026, under A/RES/76/262" in the_request(at_work)
    the_bot_looks(at_work, at=dt.datetime(2026, 12, 8, 4, 59, tzinfo=dt.UTC))
    assert waiting() == [("general_assembly", "queued")]
    the_bot_looks(at_work, at=dt.datetime(2026, 12, 8, 5, 0, tzinfo=dt.UTC))
    assert waiting() == []


def test_a_holiday_that_is_listed_later_draws_the_request_anew(make_house: Make) -> None:
    at_work = vetoed_in_2026(make_house)
    edit_campaign(at_work, CAMPAIGN + "holidays: [2026-11-26]\n")
    the_bot_looks(at_work)
    assert "by 8 December 2026" in the_request(at_work)
    assert "without 26 November 2026" in the_request(at_work)
