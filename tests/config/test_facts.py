"""The shipped files as a whole: every fact has its source, every State its names, and nobody is tagged or posted for yet."""

from collections.abc import Iterator

import pytest

from advocacybot.campaign.accounts import PlatformName
from advocacybot.council.states import Standing, State
from advocacybot.council.values import Source
from tests.config.shipped import the_shipped_files


def every_source() -> Iterator[tuple[str, Source]]:
    """What is said, and by which source."""
    reference, record = the_shipped_files().reference, the_shipped_files().record
    yield "the opening of the Code", reference.supporters.source
    yield from ((f"the list of {roll.as_of}", roll.source) for roll in reference.supporters.lists)
    yield from ((f"{total.initiative} on {total.as_of}", total.source) for total in reference.supporters.totals)
    yield from ((f"{term.state} from {term.first_day}", term.source) for term in reference.council.terms)
    yield from ((vote.symbol, vote.source) for vote in record.votes)


def every_state() -> tuple[State, ...]:
    return tuple(the_shipped_files().reference.states.by_code.values())


def test_every_fact_names_its_source_by_a_title_that_people_can_look_up() -> None:
    told = list(every_source())
    assert len(told) == 1 + 4 + 17 + 386 + 111
    titleless = [
        fact for fact, source in told if len(source.title) < 10 or source.title.startswith("http") or "TODO" in source.title
    ]
    assert titleless == []


def test_every_handle_says_where_it_was_seen() -> None:
    handles = the_shipped_files().reference.handles.handles
    assert len(handles) == 14
    assert [one.handle for one in handles if len(one.evidence) < 10] == []


def test_no_handle_is_verified_as_shipped_so_nobody_is_tagged() -> None:
    handles = the_shipped_files().reference.handles
    assert [one.handle for one in handles.handles if one.verified is not None or one.may_be_tagged] == []
    assert [handles.to_tag(platform) for platform in PlatformName] == [{}, {}, {}]


def test_no_vote_is_ahead_and_every_account_is_a_rehearsal_as_shipped() -> None:
    assert the_shipped_files().calendar.votes == ()
    assert [account.name for account in the_shipped_files().campaign.accounts if not account.rehearsal] == []


def test_as_shipped_two_people_assess_and_two_enter_outcomes() -> None:
    campaign = the_shipped_files().campaign
    assert (campaign.assessors_needed, campaign.outcome_people_needed) == (2, 2)


# ── the States ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_there_are_193_members_two_observers_and_three_former_states() -> None:
    standings = [state.standing for state in every_state()]
    assert [standings.count(standing) for standing in (Standing.MEMBER, Standing.OBSERVER, Standing.FORMER)] == [193, 2, 3]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("BLR", ("Belarus", "Bélarus", "Belarús")),
        ("CIV", ("Côte d'Ivoire", "Côte d'Ivoire", "Côte d'Ivoire")),
        ("CPV", ("Cabo Verde", "Cabo Verde", "Cabo Verde")),
        ("CZE", ("Czechia", "Tchéquie", "Chequia")),
        ("PSE", ("State of Palestine", "État de Palestine", "Estado de Palestina")),
        ("RUS", ("Russian Federation", "Fédération de Russie", "Federación de Rusia")),
        ("SWZ", ("Eswatini", "Eswatini", "Eswatini")),
        ("TUR", ("Türkiye", "Türkiye", "Türkiye")),
        ("VAT", ("Holy See", "Saint-Siège", "Santa Sede")),
        ("VNM", ("Viet Nam", "Viet Nam", "Viet Nam")),
        ("YUG", ("Yugoslavia", "Yougoslavie", "Yugoslavia")),
    ],
)
def test_states_are_called_as_the_united_nations_call_them(code: str, names: tuple[str, str, str]) -> None:
    state = the_shipped_files().reference.states.find(code)
    assert tuple(state.name(language).replace("’", "'") for language in ("en", "fr", "es")) == names


@pytest.mark.parametrize(
    ("code", "short"), [("GBR", "United Kingdom"), ("USA", "United States"), ("VEN", "Venezuela"), ("BOL", "Bolivia")]
)
def test_long_names_have_the_short_form_of_the_press_releases(code: str, short: str) -> None:
    assert the_shipped_files().reference.states.find(code).short_name("en") == short


def test_every_state_that_is_named_anywhere_is_known() -> None:
    reference, record = the_shipped_files().reference, the_shipped_files().record
    named = {term.state for term in reference.council.terms}
    named |= {code for roll in reference.supporters.lists for code in roll.named}
    named |= {one.state for one in reference.handles.handles}
    named |= {code for vote in record.votes for code in (*vote.in_favour, *vote.against, *vote.abstained, *vote.not_voting)}
    assert named <= set(reference.states.by_code)
