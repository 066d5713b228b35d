import datetime as dt

import pytest

from advocacybot.errors import NoSuchThing, NotAPerson
from tests.factories import a_campaign, an_account

HOUR = dt.timedelta(hours=1)


def test_a_campaign_asks_two_people_and_drafts_a_week_ahead_unless_it_is_said_otherwise() -> None:
    campaign = a_campaign()
    assert (campaign.assessors_needed, campaign.outcome_people_needed) == (2, 2)
    assert (campaign.draft_ahead, campaign.outcomes_late_by) == (168 * HOUR, 24 * HOUR)
    assert campaign.quiet_hours is None


def test_an_account_is_found_by_its_name() -> None:
    act_fr = an_account("act-fr", language="fr")
    assert a_campaign(an_account("act-x"), act_fr).account("act-fr") == act_fr


def test_whoever_asks_for_an_account_that_is_not_there_is_told_which_are() -> None:
    campaign = a_campaign(an_account("act-x"), an_account("act-fr"))
    with pytest.raises(NoSuchThing, match="no account 'act-es'; write one of act-x, act-fr"):
        campaign.account("act-es")


def test_only_the_campaigns_people_are_its_people() -> None:
    a_campaign().check_person("Ana")
    with pytest.raises(NotAPerson, match="'Ena' is not among the campaign's people; write one of Ana, Ben, Cy"):
        a_campaign().check_person("Ena")


def test_a_campaign_speaks_the_languages_of_its_accounts_each_once() -> None:
    accounts = [an_account(f"act-{n}", language=language) for n, language in enumerate(["fr", "en", "fr", "es"])]
    assert a_campaign(*accounts).languages == ("en", "es", "fr")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"people": ["Ana", "Ben", "Ana"]}, "there are two of the person 'Ana'; give each a name of its own"),
        ({"accounts": [an_account("act-x"), an_account("act-x")]}, "there are two of the account 'act-x'"),
        ({"accounts": []}, "at least 1 item"),
        (
            {"reminders": [{"before": "48 h", "late_by": "1 h"}, {"before": "2 d", "late_by": "1 h"}]},
            "two reminders come the same time before a vote; keep one of them",
        ),
        ({"people": ["Ana"]}, "2 people are asked for, and 1 named; name more under `people`"),
        ({"assessors_needed": 4}, "4 people are asked for, and 3 named"),
        ({"outcome_people_needed": 3}, "outcome_people_needed"),
        ({"assessors_needed": 0}, "assessors_needed"),
    ],
    ids=["a person twice", "an account twice", "no account", "a reminder twice", "too few people", "more assessors than people",
         "three for an outcome", "no assessor"],
)  # fmt: skip
def test_what_a_campaign_cannot_be_is_refused_with_the_mend(change: dict[str, object], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        a_campaign(**change)


def test_an_account_that_asks_two_people_needs_two_of_them() -> None:
    alone = {"people": ["Ana"], "assessors_needed": 1, "outcome_people_needed": 1}
    assert a_campaign(**alone).people == ("Ana",)
    with pytest.raises(ValueError, match="2 people are asked for, and 1 named"):
        a_campaign(an_account(approvals_needed=2), **alone)


def test_a_campaign_on_other_accounts_knows_those_alone() -> None:
    campaign = a_campaign(an_account("act-x"))
    assert campaign.account("act-x").language == "en"
    other = campaign.model_copy(update={"accounts": (an_account("act-x", language="fr"),)})
    assert other.account("act-x").language == "fr"
