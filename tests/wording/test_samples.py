"""Wording is tried on the worst and the least of facts before it takes effect."""

import pytest

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.earned import AFTER_THE_VOTE, OF_WARNINGS, Message
from advocacybot.errors import Problems
from advocacybot.wording.lengths import USUAL, mastodon_limits
from advocacybot.wording.samples import try_templates
from tests.factories import a_campaign, an_account
from tests.wording.making import templates_of
from tests.wording.reference import reference, texts

ACCOUNTS = (an_account("act-x"), an_account("act-fr", platform="mastodon", language="fr"))


def tried(*accounts: Account, **changes: str) -> int:
    """How many texts are drawn of the shipped wording, some of it changed: ``reminder="…"`` changes the English one."""
    wording = texts() | {f"en/{message}": text for message, text in changes.items()}
    limits = {account.name: USUAL[account.platform] for account in accounts}
    return try_templates(templates_of(wording), a_campaign(*accounts), reference(), limits)


def problems(*accounts: Account, **changes: str) -> list[str]:
    with pytest.raises(Problems) as refused:
        tried(*accounts, **changes)
    return str(refused.value).splitlines()


def test_every_message_is_tried_twice_on_every_account_and_scorecard_and_letter_too() -> None:
    assert tried(*ACCOUNTS) == 2 * len(ACCOUNTS) * (len(Message) + 2)


def test_accounts_that_are_given_the_same_words_and_room_are_tried_as_one() -> None:
    alike = [an_account(f"act-{number}", platform="mastodon") for number in range(3)]
    assert tried(*alike) == tried(alike[0])
    assert tried(*alike, an_account("act-fr", platform="mastodon", language="fr")) == 2 * tried(alike[0])
    assert tried(*alike, an_account("act-x", platform="x"), an_account("act-b", platform="bluesky")) == 3 * tried(alike[0])
    assert tried(*alike, an_account("act-tag", platform="mastodon", hashtags=("#veto",))) == 2 * tried(alike[0])


def test_accounts_on_instances_that_allow_other_lengths_are_tried_each() -> None:
    small, large, alike = (an_account(name, platform="mastodon") for name in ("small", "large", "alike"))
    limits = {"small": mastodon_limits(500, 23), "large": mastodon_limits(5000, 23), "alike": mastodon_limits(500, 23)}
    drawn = try_templates(templates_of(texts()), a_campaign(small, large, alike), reference(), limits)
    assert drawn == 2 * tried(small)


@pytest.mark.parametrize("message", [*Message, "scorecard", "letter"])
def test_a_template_with_a_fact_that_is_not_there_is_found_whatever_its_message(message: str) -> None:
    (problem,) = problems(*ACCOUNTS, **{message: "one\n{{ campaign.motto }}"})
    assert problem.startswith(f"message_templates/en/{message}.txt.j2, line 2: ")


def test_a_fact_that_may_be_missing_is_found_where_it_is_taken_for_granted() -> None:
    (problem,) = problems(*ACCOUNTS, reminder="{{ supporters[0].states | names }}")
    assert problem.startswith("message_templates/en/reminder.txt.j2, line 1: ")


def test_every_template_that_does_not_work_is_told_at_once() -> None:
    assert len(problems(*ACCOUNTS, reminder="{{ nothing }}", moved="{{ nothing }}", vetoed="{{ nothing }}")) == 3


def test_a_template_that_says_nothing_is_found() -> None:
    (problem,) = problems(*ACCOUNTS, withdrawn="{% if vote.link %}{{ vote.link }}{% endif %}")
    assert "message_templates/en/withdrawn.txt.j2, for act-x: " in problem
    assert "says nothing" in problem


def test_a_template_whose_words_cannot_be_cut_is_found() -> None:
    (problem,) = problems(*ACCOUNTS, moved="x" * 300)
    assert problem.startswith("message_templates/en/moved.txt.j2, for act-x: ")
    assert "too long for x" in problem


def test_a_template_that_would_need_too_many_parts_is_found() -> None:
    (problem,) = problems(*ACCOUNTS, moved="We count on your vote. " * 400)
    assert "of 25 parts" in problem


def test_a_language_without_wording_is_found() -> None:
    found = problems(an_account("act-de", language="de"))
    assert len(found) == len(set(Message) - AFTER_THE_VOTE - OF_WARNINGS) + 1
    assert "There is no template reminder in de; write message_templates/de/reminder.txt.j2" in found


@pytest.mark.parametrize("message", sorted(AFTER_THE_VOTE))
def test_what_follows_an_outcome_needs_wording_only_where_the_campaign_sends_it(message: Message) -> None:
    """So a campaign's folder that has no such templates goes on as it was."""
    without = {name: text for name, text in texts().items() if name != f"en/{message}"}
    account = an_account()
    sends = a_campaign(account, after_the_vote=[{"message": message, "after": "1 h", "late_by": "1 d"}])
    limits = {account.name: USUAL[account.platform]}
    assert try_templates(templates_of(without), a_campaign(account), reference(), limits) == 2 * (len(Message) + 1)
    with pytest.raises(Problems, match=f"There is no template {message} in en"):
        try_templates(templates_of(without), sends, reference(), limits)


@pytest.mark.parametrize("message", sorted(OF_WARNINGS))
def test_what_is_said_of_a_warning_needs_wording_only_where_the_campaign_speaks_of_them(message: Message) -> None:
    without = {name: text for name, text in texts().items() if name != f"en/{message}"}
    account = an_account()
    limits = {account.name: USUAL[account.platform]}
    assert try_templates(templates_of(without), a_campaign(account), reference(), limits) == 2 * (len(Message) + 1)
    with pytest.raises(Problems, match=f"There is no template {message} in en"):
        try_templates(templates_of(without), a_campaign(account, warnings={"late_by": "7 d"}), reference(), limits)


def test_a_letter_is_written_in_one_piece_however_long() -> None:
    assert tried(*ACCOUNTS, letter="We count on your vote. " * 400) == tried(*ACCOUNTS)


def test_wording_for_a_platform_of_which_there_is_no_account_is_not_tried() -> None:
    assert tried(*ACCOUNTS, **{"reminder.bluesky": "{{ nothing }}"}) == tried(*ACCOUNTS)
