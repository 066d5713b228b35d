"""What the public may know, as the house stands."""

from advocacybot.council.conduct import Conduct
from advocacybot.pipeline import outcome, present
from advocacybot.site.published import Published
from advocacybot.site.site import Site
from tests.factories import a_report, a_roll_call
from tests.houses import ANA, BEN, MONDAY_NOON, MakeHouse, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, SOLO, SYMBOL, Make, a_campaign, an_account

ONE_PERSON = SOLO + "outcome_people_needed: 1\n"
ALONE = f"""assessment:
  assessors: [{{name: {ANA}, on: 2016-10-03}}]
  reasons: [It demands an end to the bombardment of civilians.]
  sources: [{{title: Briefing of the Under-Secretary-General, date: 2016-09-29}}]
"""


def reported(make: Make, *entries: str) -> MakeHouse:
    """A house of a vote that was held, and of which an outcome was entered."""
    at_work = make(*(entries or (a_vote_entry(),)), campaign=ONE_PERSON)
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call()), ANA)
    return at_work


def symbols(told: Published) -> tuple[list[str], list[str]]:
    """What is told as over, and as ahead."""
    return [vote.symbol for vote in told.votes], [vote.symbol for vote in told.ahead]


def test_an_outcome_that_was_entered_is_public(make_house: Make) -> None:
    told = present.published(reported(make_house).house)
    assert symbols(told) == ([SYMBOL], [])
    assert told.votes[0].credible


def test_an_outcome_that_a_second_person_has_still_to_confirm_is_not(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call()), ANA)
    assert symbols(present.published(at_work.house)) == ([], [])
    outcome.confirm(at_work.house, SYMBOL, BEN, 1)
    assert symbols(present.published(at_work.house)) == ([SYMBOL], [])


def test_a_vote_that_was_taken_back_stands_on_no_page_and_in_no_data(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ONE_PERSON)
    at_work.edit_calendar()
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call()), ANA)
    told = present.published(at_work.house)
    assert symbols(told) == ([], [])
    site = Site(told, ("en",))
    pages = [site.page(path).content.decode() for path in site.paths() if not path.endswith((".svg", ".png"))]
    assert [page for page in pages if SYMBOL in page or "S-2016-846" in page] == []


def test_a_vote_whose_assessment_was_taken_back_counts_for_nobody(make_house: Make) -> None:
    at_work = reported(make_house)
    at_work.edit_calendar(a_vote_entry(assessed=""))
    told = present.published(at_work.house)
    assert symbols(told) == ([SYMBOL], [])
    assert (told.scorecard.votes, told.scorecard.scores) == ((), ())
    assert {one.conduct for one in told.votes[0].judgements} == {Conduct.NOT_ASSESSED}


def test_a_vote_that_was_held_stays_public_when_its_entry_is_tidied_away(make_house: Make) -> None:
    at_work = reported(make_house)
    at_work.edit_calendar()
    assert symbols(present.published(at_work.house)) == ([SYMBOL], [])


def test_assessed_votes_ahead_are_announced_until_their_hour_and_no_others(make_house: Make) -> None:
    at_work = make_house(
        a_vote_entry("S/2016/3", "2016-10-10 15:00 UTC"),
        a_vote_entry("S/2016/1", "2016-10-09 15:00 UTC"),
        a_vote_entry("S/2016/2", "2016-10-09 16:00 UTC", assessed=""),
        a_vote_entry("S/2016/4", "2016-10-09 17:00 UTC", assessed=ALONE),
        a_vote_entry("S/2016/5", "2016-10-09 18:00 UTC", withdrawn="true"),
    )
    assert symbols(present.published(at_work.house)) == ([], ["S/2016/1", "S/2016/3"])
    at_work.clock.set(HOUR.replace(day=10, hour=15))
    assert symbols(present.published(at_work.house)) == ([], [])


def test_the_campaign_says_where_its_scorecards_are_kept(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO + "links: {scorecard: 'https://votes.example.org/', code: 'https://code.example.org/'}\n")
    told = present.published(at_work.house, "https://room.example.org/scorecard")
    assert (told.address, told.code_link) == ("https://votes.example.org", "https://code.example.org/")


def test_else_they_are_where_the_room_is(make_house: Make) -> None:
    accounts = (an_account(hashtags="['#one', '#two']"), an_account("other", hashtags="['#two']"))
    at_work = make_house(campaign=a_campaign(*accounts))
    told = present.published(at_work.house, "https://room.example.org/scorecard")
    assert (told.address, told.hashtags) == ("https://room.example.org/scorecard", ("#one", "#two"))


def test_it_changed_when_something_was_journaled_last(make_house: Make) -> None:
    at_work = reported(make_house)
    at_work.clock.set(HOUR + MINUTE * 30)
    assert present.published(at_work.house).changed == HOUR + MINUTE


def test_before_anything_was_journaled_it_is_as_of_now(make_house: Make) -> None:
    assert present.published(make_house(campaign=SOLO).house).changed == MONDAY_NOON
