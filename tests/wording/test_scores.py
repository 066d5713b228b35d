"""What a scorecard may say."""

from advocacybot.council.conduct import Conduct, Judgement
from advocacybot.council.outcomes import Ballot, Outcome, Result, Tally
from advocacybot.council.scorecard import JudgedVote, scorecard
from advocacybot.council.supporters import Standing, Support
from advocacybot.wording.facts import CountFact, ScorecardFacts
from advocacybot.wording.scores import scorecard_facts
from tests.factories import a_campaign, a_day, a_judged_vote, a_member, a_report, an_account
from tests.wording.reference import reference


def card(*votes: JudgedVote, language: str = "en") -> ScorecardFacts:
    account = an_account(language=language)
    campaign = a_campaign(account, links={"scorecard": "https://example.org/scores"})
    return scorecard_facts(scorecard(votes), account, campaign, reference())


def counts(told: tuple[CountFact, ...]) -> dict[str, tuple[int, int]]:
    return {one.state.code: (one.count, one.of) for one in told}


ALEPPO = a_judged_vote("S/2016/846", day="2016-10-08", NZL=Conduct.KEPT, ESP=Conduct.KEPT, UKR=Conduct.BROKE)
DECEMBER = a_judged_vote("S/2016/1026", day="2016-12-05", NZL=Conduct.KEPT, ESP=Conduct.ABSTAINED, UKR=Conduct.DID_NOT_TAKE_PART)


def listed(state: str, as_of: str) -> Judgement:
    standing = Standing(Support.LISTED, listed_as_of=a_day(as_of))
    return Judgement(a_member(state), Ballot.IN_FAVOUR, standing, Conduct.KEPT)


def judged(result: Result, symbol: str, *judgements: Judgement, day: str = "2026-03-01") -> JudgedVote:
    outcome = Outcome(result, Tally(in_favour=15, against=0, abstained=0), 9)
    situation, subject = {"en": "Syria"}, {"en": "Aleppo"}
    return JudgedVote(symbol, a_day(day), situation, subject, outcome, judgements, credible=True, report=a_report())


def test_each_conduct_is_counted_apart_among_the_votes_that_count_for_the_state() -> None:
    facts = card(ALEPPO, DECEMBER)
    assert counts(facts.kept) == {"NZL": (2, 2), "ESP": (1, 2)}
    assert counts(facts.broke) == {"UKR": (1, 2)}
    assert counts(facts.abstained) == {"ESP": (1, 2)}
    assert counts(facts.absent) == {"UKR": (1, 2)}


def test_only_who_kept_the_pledge_in_every_vote_always_kept_it() -> None:
    assert [state.code for state in card(ALEPPO, DECEMBER).always_kept] == ["NZL"]


def test_a_scorecard_tells_how_many_votes_from_when_to_when() -> None:
    facts = card(DECEMBER, ALEPPO)
    assert facts.votes == 2
    assert (facts.first_day, facts.last_day) == ("8\u00a0October\u00a02016", "5\u00a0December\u00a02016")


def test_every_situation_is_told_once() -> None:
    assert card(ALEPPO, DECEMBER).situations == ("The situation in the Middle East (Syria)",)


def test_who_vetoed_how_often_is_told_beside_the_supporters() -> None:
    assert counts(card(ALEPPO, DECEMBER).vetoed_by) == {"RUS": (2, 2)}


def test_adopted_texts_are_counted_with_a_vote_and_without() -> None:
    votes = [
        judged(result, f"S/2026/{number}")
        for number, result in enumerate([Result.ADOPTED, Result.ADOPTED_WITHOUT_A_VOTE, Result.VETOED, Result.FAILED], start=100)
    ]
    facts = card(*votes)
    assert (facts.adopted, facts.not_adopted) == (2, 2)


def test_votes_that_nobody_assessed_are_not_in_it() -> None:
    doubted = a_judged_vote("S/2016/900", credible=False, NZL=Conduct.BROKE)
    assert card(ALEPPO, doubted) == card(ALEPPO)


def test_support_by_a_list_alone_is_told_with_the_day_of_the_last_list() -> None:
    votes = (judged(Result.ADOPTED, "S/2026/100", listed("FRA", "2017-05-15"), listed("GBR", "2018-05-15")), ALEPPO)
    assert card(*votes).listed_as_of == "15\u00a0May\u00a02018"
    assert card(ALEPPO).listed_as_of is None


def test_states_and_days_are_told_in_the_accounts_language() -> None:
    facts = card(ALEPPO, language="fr")
    assert facts.broke[0].state.name == "Ukraine"
    assert facts.first_day == "8\u00a0octobre\u00a02016"
    assert facts.campaign.scorecard_link == "https://example.org/scores"
