"""What may be said once an outcome is known: to one supporter, and of the General Assembly."""

import pytest

from advocacybot.campaign.accounts import Addressing
from advocacybot.campaign.after_the_vote import Further
from advocacybot.campaign.earned import Message
from advocacybot.council.supporters import Supporters
from advocacybot.wording.facts import AssemblyFacts, Facts, FollowUpFacts
from tests.factories import a_handle, a_list, a_report, a_roll_call, an_account, an_assessed_vote, supporters_by_lists
from tests.wording.facing import an_outcome, codes, facts_of

FOLLOWING = [{"message": message, "after": "1 h", "late_by": "3 d"} for message in Further]
AGAINST = a_report(a_roll_call(against="RUS ESP NZL", abstained="CHN URY"))
MEMBERS_2026 = ("CHN", "FRA", "GBR", "RUS", "USA", "BHR", "COD", "COL", "DNK", "GRC", "LBR", "LVA", "PAK", "PAN", "SOM")
IN_2026 = an_assessed_vote("S/2026/100", hour="2026-11-23 15:00 America/New_York")
VETOED_IN_2026 = a_report(a_roll_call(against="USA GRC", abstained="RUS LVA", members=MEMBERS_2026))


def a_follow_up(which: int = 0, **wishes: object) -> FollowUpFacts:
    facts = facts_of(Message.FOLLOW_UP, which=which, after_the_vote=FOLLOWING, **{"report": AGAINST} | wishes)  # type: ignore[arg-type]
    assert isinstance(facts, FollowUpFacts)
    return facts


def a_request(**wishes: object) -> AssemblyFacts:
    known = {"report": VETOED_IN_2026, "vote": IN_2026, "after_the_vote": FOLLOWING}
    facts: Facts = facts_of(Message.GENERAL_ASSEMBLY, **known | wishes)  # type: ignore[arg-type]
    assert isinstance(facts, AssemblyFacts)
    return facts


def test_each_supporter_that_voted_against_is_asked_for_itself() -> None:
    assert [a_follow_up(which).state.code for which in (0, 1)] == ["ESP", "NZL"]


def test_a_follow_up_tells_all_that_the_outcome_does() -> None:
    follow_up, outcome = a_follow_up(), an_outcome(report=AGAINST)
    assert all(getattr(follow_up, name) == value for name, value in vars(outcome).items())


def test_whose_support_is_documented_for_the_day_is_asked_without_a_list() -> None:
    assert a_follow_up().listed_as_of is None


def test_whose_support_rests_on_a_list_alone_is_asked_by_the_day_of_that_list() -> None:
    asked = a_follow_up(vote=IN_2026, report=VETOED_IN_2026)
    assert (asked.state.code, str(asked.listed_as_of).replace("\u00a0", " ")) == ("GRC", "15 May 2017")


def test_each_is_asked_by_the_list_of_its_own_group() -> None:
    mixed: Supporters = supporters_by_lists(a_list("2015-11-01", "ESP NZL"), a_list("2017-05-15", "NZL", whole=False))
    days = [a_follow_up(which, supporters=mixed).listed_as_of for which in (0, 1)]
    assert [day and day.replace("\u00a0", " ") for day in days] == ["1 November 2015", None]


def test_whoever_is_asked_is_tagged_as_in_other_posts() -> None:
    tagging = an_account(addressing=Addressing.TAG)
    assert a_follow_up(1, account=tagging, handles=(a_handle(),)).state.mention == "@NZUN"


@pytest.mark.parametrize(("message", "group"), [(Message.THANKS, "kept"), (Message.ABSTENTIONS, "supporters_abstained")])
def test_thanks_and_abstentions_tell_what_the_outcome_does(message: Message, group: str) -> None:
    told, outcome = an_outcome(message, report=AGAINST, after_the_vote=FOLLOWING), an_outcome(report=AGAINST)
    assert codes(getattr(told, group)) == codes(getattr(outcome, group)) != []


def test_the_general_assembly_is_asked_by_its_date() -> None:
    request = a_request()
    assert (request.debate_by.replace("\u00a0", " "), request.holidays) == ("7 December 2026", ())
    assert [state.code for state in request.vetoed_by] == ["USA"]


def test_the_holidays_that_were_not_counted_are_told() -> None:
    request = a_request(holidays=["2026-11-26", "2026-12-25"])
    assert request.debate_by.replace("\u00a0", " ") == "8 December 2026"
    assert [day.replace("\u00a0", " ") for day in request.holidays] == ["26 November 2026"]
