"""Outcomes as people enter them: checked by the rule, confirmed by a second person, of one draft and no other."""

import pytest

from advocacybot.campaign.posts import PostState
from advocacybot.council.outcomes import Report, Result, Trust
from advocacybot.errors import BadInput, BallotMissing, DidNotSit, NoSuchThing, NotAPerson, OutdatedReport, SecondPersonNeeded
from advocacybot.pipeline import outcome
from advocacybot.store import journal, votes
from tests.factories import MEMBERS_2016, a_report, a_roll_call, a_source, without_a_vote
from tests.houses import ANA, BEN, CY, MakeHouse, a_vote_entry
from tests.pipeline.steps import (
    ALONE_ON_ITS_OWN,
    HOUR,
    MINUTE,
    RIVAL,
    SOLO,
    SYMBOL,
    Make,
    everything,
    the_bot_looks,
    told,
    waiting,
)
from tests.store.at_once import at_once
from tests.store.rows import MOMENT

ONE_PERSON = SOLO + "outcome_people_needed: 1\n"
VETOED = a_report(a_roll_call(against="RUS VEN", abstained="AGO CHN"))
ADOPTED = a_report(a_roll_call(against="VEN", abstained="AGO CHN"))
FAILED = a_report(a_roll_call(against="RUS VEN", abstained="AGO CHN EGY JPN MYS"))


def held(make: Make, *entries: str, campaign: str = SOLO) -> MakeHouse:
    """A house of a vote that was held a minute ago."""
    at_work = make(*(entries or (a_vote_entry(),)), campaign=campaign)
    at_work.clock.set(HOUR + MINUTE)
    the_bot_looks(at_work)
    assert at_work.queue() == []
    return at_work


# ── entered ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_outcome_is_entered_before_the_votes_hour(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ONE_PERSON)
    at_work.clock.set(HOUR - MOMENT)
    kept = everything()
    with pytest.raises(BadInput, match=f"the vote on {SYMBOL} is due at 2016-10-08 15:00 in New York; wait until it was held"):
        outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    assert everything() == kept
    at_work.clock.set(HOUR)
    assert outcome.enter(at_work.house, SYMBOL, VETOED, ANA).result is Result.VETOED


BY_GERMANY = a_report(a_roll_call(against="RUS DEU"))
WITHOUT_VENEZUELA = a_report(a_roll_call(members=MEMBERS_2016[:-1], against="RUS"))
WRONG: dict[str, tuple[Report, type[BadInput], str]] = {
    "a State that did not sit": (BY_GERMANY, DidNotSit, "DEU did not sit on the Council on 2016-10-08"),
    "a member without a ballot": (WITHOUT_VENEZUELA, BallotMissing, "No ballot is given for VEN"),
}


@pytest.mark.parametrize(("report", "error", "says"), WRONG.values(), ids=WRONG)
def test_an_outcome_that_cannot_be_is_refused_and_changes_nothing(
    make_house: Make, report: Report, error: type[BadInput], says: str
) -> None:
    at_work = held(make_house, campaign=ONE_PERSON)
    kept = everything()
    with pytest.raises(error, match=says):
        outcome.enter(at_work.house, SYMBOL, report, ANA)
    assert everything() == kept


def test_nobody_reports_whom_the_campaign_does_not_know_nor_of_a_vote_that_it_does_not_know(make_house: Make) -> None:
    at_work = held(make_house, campaign=ONE_PERSON)
    kept = everything()
    with pytest.raises(NotAPerson):
        outcome.enter(at_work.house, SYMBOL, VETOED, "Eve")
    with pytest.raises(NoSuchThing, match=f"There is no vote '{RIVAL}'"):
        outcome.enter(at_work.house, RIVAL, VETOED, ANA)
    with pytest.raises(NotAPerson):
        outcome.confirm(at_work.house, SYMBOL, "Eve")
    with pytest.raises(NoSuchThing):
        outcome.confirm(at_work.house, RIVAL, ANA)
    assert everything() == kept


@pytest.mark.parametrize(
    ("report", "message"),
    [(VETOED, "vetoed"), (ADOPTED, "adopted"), (FAILED, "failed"), (without_a_vote(), "adopted_without_a_vote")],
    ids=["vetoed", "adopted", "failed", "without a vote"],
)
def test_the_outcome_by_the_rule_is_what_is_said(make_house: Make, report: Report, message: str) -> None:
    at_work = held(make_house, campaign=ONE_PERSON)
    outcome.enter(at_work.house, SYMBOL, report, ANA)
    assert waiting() == [(message, "queued")]
    assert told(SYMBOL)[-2:] == ["outcome entered", "outcome recorded"]


def test_no_outcome_is_entered_of_a_draft_that_was_withdrawn(make_house: Make) -> None:
    at_work = held(make_house, a_vote_entry(withdrawn="true"), campaign=ONE_PERSON)
    with pytest.raises(BadInput, match="withdrawn"):
        outcome.enter(at_work.house, SYMBOL, VETOED, ANA)


def test_an_outcome_that_cannot_be_worded_is_not_entered(make_house: Make) -> None:
    at_work = held(make_house, campaign=ONE_PERSON)
    kept = everything()
    with pytest.raises(BadInput, match="too long for x"):
        outcome.enter(at_work.house, SYMBOL, a_report(source=a_source("o" * 290)), ANA)
    assert everything() == kept


def test_an_outcome_that_nobody_approves_in_a_day_lapses(make_house: Make) -> None:
    at_work = held(make_house, campaign=ONE_PERSON)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    the_bot_looks(at_work, at=HOUR + MINUTE * (24 * 60 + 1))
    assert waiting() == []


# ── by a second person ──────────────────────────────────────────────────────────────────────────────────────────────


def test_what_one_person_entered_takes_effect_once_a_second_person_confirms_it(make_house: Make) -> None:
    at_work = held(make_house)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    assert waiting() == []
    assert told(SYMBOL)[-1] == "outcome entered"
    assert outcome.confirm(at_work.house, SYMBOL, BEN).result is Result.VETOED
    assert waiting() == [("vetoed", "queued")]
    last = journal.read(SYMBOL)[-1]
    assert (last.kind, last.by) == ("outcome recorded", BEN)


def test_nobody_confirms_what_they_entered_themselves(make_house: Make) -> None:
    at_work = held(make_house)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    kept = everything()
    with pytest.raises(
        SecondPersonNeeded, match=f"let somebody else .* on its page or with `advocacybot outcome confirm {SYMBOL}`"
    ):
        outcome.confirm(at_work.house, SYMBOL, ANA)
    assert everything() == kept


def test_there_is_nothing_to_confirm_before_it_is_entered_nor_once_it_is_confirmed(make_house: Make) -> None:
    at_work = held(make_house)
    with pytest.raises(BadInput, match="enter it first, on its page or with `advocacybot outcome enter`"):
        outcome.confirm(at_work.house, SYMBOL, BEN)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    outcome.confirm(at_work.house, SYMBOL, BEN)
    with pytest.raises(BadInput, match=f"no outcome of {SYMBOL} waits to be confirmed"):
        outcome.confirm(at_work.house, SYMBOL, CY)


def test_two_people_who_confirm_at_once_record_it_once(make_house: Make) -> None:
    def confirm(name: str) -> bool:
        try:
            outcome.confirm(at_work.house, SYMBOL, name)
        except BadInput:
            return False
        return True

    at_work = held(make_house)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    assert sorted(at_once(lambda: confirm(BEN), lambda: confirm(CY))) == [False, True]
    assert told(SYMBOL).count("outcome recorded") == 1
    assert waiting() == [("vetoed", "queued")]


# ── of one draft and no other ───────────────────────────────────────────────────────────────────────────────────────


def test_the_outcome_of_a_draft_says_nothing_of_its_rival(make_house: Make) -> None:
    rival = a_vote_entry(RIVAL, subject="A rival draft")
    at_work = held(make_house, a_vote_entry(), rival, campaign=ONE_PERSON)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    outcome.enter(at_work.house, RIVAL, FAILED, ANA)
    words = {(post.slot.symbol, post.slot.message): " ".join(post.words.parts) for post in at_work.queue()}
    assert set(words) == {(SYMBOL, "vetoed"), (RIVAL, "failed")}
    assert RIVAL not in words[SYMBOL, "vetoed"]  # type: ignore[index]
    assert SYMBOL not in words[RIVAL, "failed"]  # type: ignore[index]


def test_the_outcome_of_a_rival_that_nobody_assessed_earns_no_post(make_house: Make) -> None:
    at_work = held(make_house, a_vote_entry(), a_vote_entry(RIVAL, assessed=""), campaign=ONE_PERSON)
    outcome.enter(at_work.house, RIVAL, FAILED, ANA)
    the_bot_looks(at_work)
    assert at_work.queue() == []
    assert votes.find([RIVAL, SYMBOL])[SYMBOL].report is None


def test_an_outcome_waits_in_silence_until_its_vote_is_assessed(make_house: Make) -> None:
    at_work = held(make_house, a_vote_entry(assessed=""), campaign=ONE_PERSON)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    at_work.edit_calendar(a_vote_entry())
    assert waiting() == [("vetoed", "queued")]


# ── reported otherwise ──────────────────────────────────────────────────────────────────────────────────────────────


def out(at_work: MakeHouse, report: Report) -> None:
    """Enter the report, and let what it earns go out."""
    outcome.enter(at_work.house, SYMBOL, report, ANA)
    at_work.approve_all()
    the_bot_looks(at_work)
    assert waiting() == []


def test_what_turns_out_otherwise_is_corrected_and_what_was_said_before_is_kept(make_house: Make) -> None:
    at_work = held(make_house, campaign=ONE_PERSON)
    out(at_work, VETOED)
    outcome.enter(at_work.house, SYMBOL, ADOPTED, BEN)
    assert waiting() == [("corrected", "queued")]
    assert told(SYMBOL)[-2:] == ["outcome entered", "outcome corrected"]
    reports = [row.facts["report"] for row in journal.read(SYMBOL) if row.kind == "outcome entered"]
    assert [Report.model_validate(report) for report in reports] == [VETOED, ADOPTED]
    assert votes.last_report(SYMBOL) == votes.EnteredReport(2, ADOPTED, BEN, HOUR + MINUTE, BEN, HOUR + MINUTE)


def test_a_correction_waits_for_a_person_on_an_account_that_waits_for_nobody(make_house: Make) -> None:
    at_work = held(make_house, campaign=ALONE_ON_ITS_OWN + "outcome_people_needed: 1\n")
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    the_bot_looks(at_work)
    outcome.enter(at_work.house, SYMBOL, ADOPTED, BEN)
    the_bot_looks(at_work)
    assert waiting() == [("corrected", "queued")]


def test_a_correction_that_nobody_confirmed_changes_nothing(make_house: Make) -> None:
    at_work = held(make_house)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    outcome.confirm(at_work.house, SYMBOL, BEN)
    at_work.approve_all()
    outcome.enter(at_work.house, SYMBOL, ADOPTED, ANA)
    the_bot_looks(at_work)
    assert [post.slot.message for post in at_work.posts(PostState.PUBLISHED)] == ["vetoed"]
    assert waiting() == []
    outcome.confirm(at_work.house, SYMBOL, BEN)
    assert waiting() == [("corrected", "queued")]


def test_what_turns_out_otherwise_before_it_is_out_needs_no_correction(make_house: Make) -> None:
    at_work = held(make_house, campaign=ONE_PERSON)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    at_work.approve_all()
    outcome.enter(at_work.house, SYMBOL, ADOPTED, ANA)
    assert waiting() == [("adopted", "queued")]


def test_what_was_preliminary_and_proves_right_needs_no_correction(make_house: Make) -> None:
    at_work = held(make_house, campaign=ONE_PERSON)
    out(at_work, VETOED)
    official = VETOED.model_copy(update={"trust": Trust.OFFICIAL, "meeting_record": "S/PV.7785"})
    outcome.enter(at_work.house, SYMBOL, official, BEN)
    assert waiting() == []


def test_what_waits_is_drawn_anew_from_the_better_source(make_house: Make) -> None:
    at_work = held(make_house, campaign=ONE_PERSON)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    at_work.approve_all()
    outcome.enter(at_work.house, SYMBOL, VETOED.model_copy(update={"trust": Trust.OFFICIAL}), BEN)
    assert waiting() == [("vetoed", "queued")]


def test_an_outcome_that_is_corrected_there_and_back_and_there_again_is_corrected_three_times(make_house: Make) -> None:
    at_work = held(make_house, campaign=ONE_PERSON)
    for minute, report in enumerate((VETOED, ADOPTED, VETOED, ADOPTED)):
        at_work.clock.set(HOUR + minute * MINUTE + MINUTE)
        out(at_work, report)
    messages = [post.slot.message for post in at_work.posts(PostState.PUBLISHED)]
    assert messages == ["vetoed", "corrected", "corrected", "corrected"]


def test_a_person_confirms_the_report_that_they_saw_and_no_later_one(make_house: Make) -> None:
    at_work = held(make_house)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA)
    outcome.enter(at_work.house, SYMBOL, ADOPTED, ANA)
    with pytest.raises(OutdatedReport, match="revision 1, now 2"):
        outcome.confirm(at_work.house, SYMBOL, BEN, revision=1)
    assert waiting() == []
    outcome.confirm(at_work.house, SYMBOL, BEN, revision=2)
    assert waiting() == [("adopted", "queued")]


# ── over what somebody saw ──────────────────────────────────────────────────────────────────────────────────────────


def test_whoever_enters_over_a_report_that_they_have_not_seen_is_told_so(make_house: Make) -> None:
    at_work = held(make_house)
    outcome.enter(at_work.house, SYMBOL, VETOED, ANA, revision=0)
    kept = everything()
    with pytest.raises(OutdatedReport, match=r"revision 0, now 1.* on its page or with `advocacybot outcome show"):
        outcome.enter(at_work.house, SYMBOL, ADOPTED, BEN, revision=0)
    assert everything() == kept
    outcome.enter(at_work.house, SYMBOL, ADOPTED, BEN, revision=1)
    assert votes.last_report(SYMBOL) == votes.EnteredReport(2, ADOPTED, BEN, HOUR + MINUTE)


def test_of_two_who_enter_at_once_over_the_same_one_is_told_so(make_house: Make) -> None:
    def enter(name: str) -> bool:
        try:
            outcome.enter(at_work.house, SYMBOL, VETOED, name, revision=0)
        except OutdatedReport:
            return False
        return True

    at_work = held(make_house)
    assert sorted(at_once(lambda: enter(ANA), lambda: enter(BEN))) == [False, True]
    assert len(votes.reports(SYMBOL)) == 1


def test_the_rule_says_what_ballots_would_make_of_a_vote_before_anything_is_entered(make_house: Make) -> None:
    at_work = held(make_house)
    vote = votes.find([SYMBOL])[SYMBOL].vote
    decided = outcome.by_the_rule(at_work.house, vote, a_roll_call(against="RUS VEN", abstained="AGO CHN"))
    assert (decided.result, decided.vetoed_by) == (Result.VETOED, ("RUS",))
    with pytest.raises(BallotMissing):
        outcome.by_the_rule(at_work.house, vote, a_roll_call(members=MEMBERS_2016[:-1], against="RUS"))
