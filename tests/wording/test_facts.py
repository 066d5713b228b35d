"""What reminders and corrections may say."""

import datetime as dt

import pytest

from advocacybot.campaign.accounts import Addressing
from advocacybot.campaign.earned import Message
from advocacybot.campaign.truth import RETRACTED, WITHDRAWN
from advocacybot.council.votes import Vote
from advocacybot.wording.facts import Addressee, Reference
from tests.factories import ALEPPO_TOLD, a_handle, a_list, a_report, an_account, an_assessed_vote, supporters_by_lists
from tests.wording.facing import a_correction, a_reminder, codes
from tests.wording.reference import reference

IN_2026 = dt.datetime(2026, 9, 30, 19, 0, tzinfo=dt.UTC)
FRENCH = an_account("act-fr", language="fr")
SPANISH = an_account("act-es", language="es")
TAGGING = an_account(addressing=Addressing.TAG)


# ── the vote ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_is_told_by_new_yorks_day_and_hour() -> None:
    late = an_assessed_vote(hour="2016-10-08 22:30 America/New_York")
    vote = a_reminder(vote=late).vote
    assert (vote.weekday, vote.day.replace("\u00a0", " "), vote.hour) == ("Saturday", "8 October 2016", "22:30")


def test_a_vote_is_told_in_the_accounts_language_else_in_english() -> None:
    vote = an_assessed_vote(subject={"en": "Aleppo", "fr": "Alep"}, situation={"en": "Syria", "fr": "Syrie"})
    french, spanish = (a_reminder(vote=vote, account=account).vote for account in (FRENCH, SPANISH))
    assert (french.subject, french.situation, french.weekday) == ("Alep", "Syrie", "samedi")
    assert (spanish.subject, spanish.situation, spanish.weekday) == ("Aleppo", "Syria", "sábado")


def test_a_vote_without_meeting_or_documents_has_neither() -> None:
    vote = a_reminder().vote
    assert (vote.meeting, vote.link) == (None, None)


def test_a_vote_is_told_with_the_first_of_its_documents() -> None:
    documents = [{"title": title, "url": f"https://undocs.org/{title}"} for title in ("S/2016/846", "S/2016/846/Corr.1")]
    assert a_reminder(vote=an_assessed_vote(documents=documents)).vote.link == "https://undocs.org/S/2016/846"


def test_penholders_stand_in_the_order_in_which_the_calendar_names_them() -> None:
    assert [state.name for state in a_reminder().vote.penholders] == ["France", "Spain"]


def test_the_campaign_and_the_account_put_in_their_links_and_hashtags() -> None:
    account = an_account(hashtags=["#ACTcodeofconduct", "#R2P"])
    campaign = a_reminder(account=account, links={"code": "https://example.org/code"}).campaign
    assert campaign.hashtags == "#ACTcodeofconduct #R2P"
    assert (campaign.code_link, campaign.scorecard_link) == ("https://example.org/code", None)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_reminder_knows_which_it_is_among_how_many(which: int) -> None:
    reminder = a_reminder(which=which)
    assert (reminder.number, reminder.of) == (which + 1, 3)


def test_reminders_are_numbered_by_their_hour_not_by_their_order_in_the_file() -> None:
    lengths = ["2 h", "22 h", "72 h", "4 d"]
    reminders = [{"before": length, "late_by": "1 h"} for length in lengths]
    assert [a_reminder(which=which, reminders=reminders).number for which in range(4)] == [4, 3, 2, 1]


# ── whom a reminder addresses ───────────────────────────────────────────────────────────────────────────────────────


def test_in_october_2016_four_supporters_are_documented_and_four_more_are_named_by_the_list_of_2017() -> None:
    assert codes(a_reminder().supporters) == [(None, "NZL ESP UKR URY"), ("15 May 2017", "FRA JPN MYS GBR")]


def test_in_2026_supporters_are_named_by_the_last_list_alone() -> None:
    vote = an_assessed_vote("S/2026/100", hour=IN_2026)
    assert codes(a_reminder(vote=vote).supporters) == [("15 May 2017", "BHR COL COD DNK FRA GRC LVA PAN SOM GBR")]


def test_members_that_no_list_names_are_not_addressed() -> None:
    addressed = {state.code for group in a_reminder().supporters for state in group.states}
    assert addressed.isdisjoint({"CHN", "RUS", "USA", "VEN", "EGY", "AGO", "SEN"})


def test_a_member_that_lists_show_to_have_left_is_not_addressed() -> None:
    left = supporters_by_lists(a_list("2015-10-23", "NZL ESP"), a_list("2017-05-15", "NZL"))
    assert codes(a_reminder(supporters=left).supporters) == [(None, "NZL")]


@pytest.mark.parametrize(
    ("account", "listed_as_of", "name"),
    [(FRENCH, "15 mai 2017", "Royaume-Uni"), (SPANISH, "15 de mayo de 2017", "Reino\u00a0Unido")],
    ids=["French", "Spanish"],
)
def test_states_and_lists_are_named_in_the_accounts_language(account: object, listed_as_of: str, name: str) -> None:
    listed = a_reminder(account=account).supporters[1]
    assert listed.listed_as_of == listed_as_of.replace(" ", "\u00a0")
    assert name in [state.name for state in listed.states]


def test_a_name_of_several_words_holds_together() -> None:
    assert a_reminder().supporters[0].states[0].name == "New\u00a0Zealand"


def test_states_stand_in_the_order_of_their_names() -> None:
    names = [state.name for state in a_reminder(account=SPANISH).supporters[0].states]
    assert names == ["España", "Nueva\u00a0Zelandia", "Ucrania", "Uruguay"]


def test_states_whose_names_begin_with_an_accent_stand_where_a_reader_looks_for_them() -> None:
    states = Addressee(FRENCH, reference()).states(["ZWE", "USA", "ESP", "EGY", "FRA"])
    assert [state.name.replace("\u00a0", " ") for state in states] == ["Égypte", "Espagne", "États-Unis", "France", "Zimbabwe"]


# ── handles ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def mention(account: object, *handles: object) -> str:
    """How the account addresses New Zealand."""
    state = a_reminder(account=account, handles=handles).supporters[0].states[0]
    assert state.code == "NZL"
    return state.mention


def test_an_account_that_tags_addresses_a_state_by_its_verified_handle() -> None:
    assert mention(TAGGING, a_handle()) == "@NZUN"


def test_an_account_that_does_not_tag_addresses_a_state_by_its_name() -> None:
    assert mention(an_account(), a_handle()) == "New\u00a0Zealand"


@pytest.mark.parametrize(
    "change",
    [{"verified": None}, {"opted_out": "2016-01-15"}, {"platform": "mastodon", "handle": "nzun@un.example"}, {"state": "AUS"}],
    ids=["nobody verified it", "it opted out", "another platform", "another State"],
)
def test_no_state_is_tagged_by_any_other_handle(change: dict[str, object]) -> None:
    assert mention(TAGGING, a_handle(**change)) == "New\u00a0Zealand"


def test_a_state_that_is_tagged_still_has_its_name() -> None:
    facts = a_reminder(account=TAGGING, handles=(a_handle(),))
    assert facts.supporters[0].states[0].name == "New\u00a0Zealand"


def test_as_shipped_nobody_is_tagged() -> None:
    shipped: Reference = reference()
    assert not any(handle.may_be_tagged for handle in shipped.handles.handles)


# ── corrections ─────────────────────────────────────────────────────────────────────────────────────────────────────

FOUR = an_assessed_vote(hour="2016-10-08 16:00 America/New_York")
GONE = an_assessed_vote(withdrawn=True)


@pytest.mark.parametrize(("message", "vote"), [(Message.MOVED, FOUR), (Message.WITHDRAWN, GONE), (Message.RETRACTED, FOUR)])
def test_a_correction_carries_the_day_and_hour_that_were_said_before(message: Message, vote: Vote) -> None:
    facts = a_correction(message, vote=vote, said=ALEPPO_TOLD)
    assert (facts.said_day, facts.said_hour) == ("8\u00a0October\u00a02016", "15:00")


def test_a_moved_votes_correction_tells_the_new_hour_beside_the_old() -> None:
    facts = a_correction(Message.MOVED, vote=FOUR, said=ALEPPO_TOLD)
    assert (facts.said_hour, facts.vote.hour) == ("15:00", "16:00")


def test_what_was_said_before_is_told_in_the_accounts_language_and_new_yorks_day() -> None:
    facts = a_correction(Message.MOVED, vote=FOUR, said="vote at 2016-10-09T02:30Z", account=FRENCH)
    assert (facts.said_day, facts.said_hour) == ("8\u00a0octobre\u00a02016", "22:30")


@pytest.mark.parametrize(
    ("message", "vote", "said"),
    [(Message.MOVED, FOUR, WITHDRAWN), (Message.MOVED, FOUR, RETRACTED), (Message.WITHDRAWN, GONE, RETRACTED)],
)
def test_a_correction_of_what_was_no_hour_carries_none(message: Message, vote: Vote, said: str) -> None:
    facts = a_correction(message, vote=vote, said=said)
    assert (facts.said_day, facts.said_hour) == (None, None)


def test_a_retracted_outcome_carries_no_ballots() -> None:
    facts = a_correction(Message.RETRACTED, report=a_report(), said="outcome 0123456789abcdef")
    assert not hasattr(facts, "tally")
