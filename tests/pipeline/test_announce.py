"""What partner campaigns are told: of a vote once it is assessed and while it is ahead, of outcomes as the public pages do."""

import pytest

from advocacybot.errors import BadInput
from advocacybot.pipeline import draft, outcome, watch
from advocacybot.pipeline.offer import calendar_entry
from advocacybot.store import votes, webhooks
from advocacybot.store.models import MessageRow
from tests.factories import a_report, a_roll_call
from tests.houses import ANA, ASSESSED, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import A_DAY_LATER, HOUR, MINUTE, RIVAL, SOLO, SYMBOL, Make
from tests.pipeline.webhook_steps import a_subscription, kinds, told

BY_ONE = ASSESSED.replace(f", {{name: {BEN}, on: 2016-10-03}}", "")
NOT_CREDIBLE = ASSESSED.replace("assessment:\n", "assessment:\n  credible: false\n")
AS_IT_WAS = a_vote_entry()


def followed(make: Make, *entries: str, campaign: str = SOLO) -> MakeHouse:
    """A house of which one partner campaign follows everything from now on."""
    at_work = make(*entries, campaign=campaign)
    a_subscription(at_work)
    return at_work


def test_a_vote_is_told_once_as_many_people_as_are_asked_for_hold_it_to_be_credible(make_house: Make) -> None:
    at_work = followed(make_house)
    at_work.edit_calendar(a_vote_entry(assessed=""))
    at_work.edit_calendar(a_vote_entry(assessed=BY_ONE))
    assert told() == []
    at_work.edit_calendar(AS_IT_WAS)
    (one,) = told()
    assert (one["type"], one["timestamp"]) == ("vote.scheduled", at_work.clock.now().isoformat().replace("+00:00", "Z"))
    assert one["data"]["vote"] == calendar_entry(votes.find([SYMBOL])[SYMBOL].vote).model_dump(mode="json")


def test_what_stays_as_it_is_is_told_once(make_house: Make) -> None:
    at_work = followed(make_house)
    for _ in range(3):
        at_work.edit_calendar(AS_IT_WAS)
    assert kinds() == ["vote.scheduled"]


@pytest.mark.parametrize(
    ("edited", "kind"),
    [
        ((a_vote_entry(hour=A_DAY_LATER),), "vote.changed"),
        ((a_vote_entry(subject="An end to the bombardment"),), "vote.changed"),
        ((a_vote_entry(withdrawn="true"),), "vote.withdrawn"),
        ((), "vote.withdrawn"),
        ((a_vote_entry(assessed=BY_ONE),), "vote.withdrawn"),
        ((a_vote_entry(assessed=NOT_CREDIBLE),), "vote.withdrawn"),
        ((AS_IT_WAS, a_vote_entry(RIVAL, assessed="")), None),
    ],
    ids=["moved", "another subject", "withdrawn", "taken out", "one assessor", "not credible", "another one, not assessed"],
)
def test_what_becomes_of_a_vote_is_told(make_house: Make, edited: tuple[str, ...], kind: str | None) -> None:
    at_work = followed(make_house, AS_IT_WAS)
    at_work.edit_calendar(*edited)
    assert kinds() == ([kind] if kind else [])


def test_a_move_tells_both_hours(make_house: Make) -> None:
    at_work = followed(make_house, AS_IT_WAS)
    at_work.edit_calendar(a_vote_entry(hour=A_DAY_LATER))
    (one,) = told()
    assert (one["data"]["previous"]["hour"], one["data"]["vote"]["hour"]) == ("2016-10-08T19:00:00Z", "2016-10-09T19:00:00Z")


@pytest.mark.parametrize(
    ("edited", "reason"),
    [
        ((a_vote_entry(withdrawn="true"),), "withdrawn by its sponsors"),
        ((), "taken out of the calendar"),
        ((a_vote_entry(assessed=""),), "not assessed as credible any more"),
    ],
    ids=["withdrawn", "taken out", "not assessed"],
)
def test_why_a_vote_is_none_any_more_is_told(make_house: Make, edited: tuple[str, ...], reason: str) -> None:
    at_work = followed(make_house, AS_IT_WAS)
    at_work.edit_calendar(*edited)
    assert [one["data"]["reason"] for one in told()] == [reason]


@pytest.mark.parametrize(
    ("edited", "kind"),
    [((), None), ((a_vote_entry(subject="Other words"),), None), ((a_vote_entry(withdrawn="true"),), "vote.withdrawn")],
    ids=["taken out", "another subject", "withdrawn"],
)
def test_of_a_vote_that_is_over_the_calendar_tells_no_more_than_that_it_was_withdrawn(
    make_house: Make, edited: tuple[str, ...], kind: str | None
) -> None:
    at_work = followed(make_house, AS_IT_WAS)
    at_work.clock.set(HOUR + MINUTE)
    at_work.edit_calendar(*edited)
    assert kinds() == ([kind] if kind else [])


def test_an_outcome_is_told_when_a_second_person_confirms_it_and_again_when_it_is_corrected(make_house: Make) -> None:
    at_work = followed(make_house, AS_IT_WAS)
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call(against="RUS VEN", abstained="AGO CHN")), ANA)
    assert told() == []
    outcome.confirm(at_work.house, SYMBOL, BEN)
    assert kinds() == ["outcome.confirmed", "scorecard.published"]
    assert told()[0]["data"]["outcome"]["result"] == "vetoed"
    assert told()[0]["data"]["outcome"]["links"]["page"].startswith("http://127.0.0.1:8000/scorecard/en/votes/S-2016-846/")
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call(against="VEN", abstained="AGO CHN")), ANA)
    outcome.confirm(at_work.house, SYMBOL, BEN)
    assert kinds()[2:] == ["outcome.corrected", "scorecard.published"]
    assert told()[2]["data"]["outcome"]["result"] == "adopted"


def test_an_outcome_that_counts_for_nobody_changes_no_scorecard_until_its_vote_is_assessed(make_house: Make) -> None:
    at_work = followed(make_house, a_vote_entry(assessed=""), campaign=SOLO + "outcome_people_needed: 1\n")
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call(against="RUS")), ANA)
    assert kinds() == ["outcome.confirmed"]
    assert told()[0]["data"]["outcome"]["assessed"] is False
    at_work.edit_calendar(AS_IT_WAS)
    assert kinds() == ["outcome.confirmed", "scorecard.published"]


def test_another_number_of_assessors_is_told_by_what_it_makes_of_the_votes_ahead(make_house: Make) -> None:
    at_work = followed(make_house, a_vote_entry(assessed=BY_ONE), a_vote_entry(RIVAL), a_vote_entry("S/2016/848", assessed=""))
    for needed, so_far in ((1, ["vote.scheduled"]), (2, ["vote.scheduled", "vote.withdrawn"])):
        campaign = f"{SOLO}assessors_needed: {needed}\n"
        (at_work.folder / "config" / "campaign.yaml").write_text(campaign, encoding="utf-8")
        watch.reread(at_work.house)
        assert kinds() == so_far
        assert {one["data"]["vote"]["symbol"] for one in told()} == {SYMBOL}


def test_each_is_told_what_it_asked_for_and_nobody_what_it_did_not(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    first, _ = a_subscription(at_work, "vote.scheduled")
    second, _ = a_subscription(at_work, "vote.scheduled", "vote.changed")
    third, _ = a_subscription(at_work, "outcome.confirmed")
    at_work.edit_calendar(AS_IT_WAS)
    at_work.edit_calendar(a_vote_entry(subject="Other words"))
    found = list(MessageRow.objects.order_by("pk").values_list("subscription", "event"))
    assert found == [(first, "vote.scheduled"), (second, "vote.scheduled"), (second, "vote.changed")]
    assert third not in {number for number, _ in found}
    assert len(set(MessageRow.objects.values_list("key", flat=True))) == 3


def test_who_is_told_nothing_more_is_told_nothing_more(make_house: Make) -> None:
    at_work = followed(make_house)
    webhooks.end(webhooks.every()[0].number, "it is gone", at_work.clock.now())
    at_work.edit_calendar(AS_IT_WAS)
    assert told() == []


def test_what_does_not_take_effect_is_told_nobody(make_house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work = followed(make_house)

    def cannot_be_worded(*_: object) -> None:
        raise BadInput(what="a post cannot be worded", mend="mend it")

    with monkeypatch.context() as patch:
        patch.setattr(draft, "plan", cannot_be_worded)
        with pytest.raises(BadInput):
            at_work.edit_calendar(AS_IT_WAS)
    assert told() == []
    at_work.edit_calendar(AS_IT_WAS)
    assert kinds() == ["vote.scheduled"]


def test_nothing_is_told_outside_of_the_transaction_that_makes_it_true(make_house: Make) -> None:
    at_work = followed(make_house)
    with pytest.raises(RuntimeError, match="in the transaction"):
        webhooks.put("vote.scheduled", "{}", at_work.clock.now())
