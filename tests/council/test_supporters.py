import datetime as dt
from dataclasses import FrozenInstanceError

import pytest

from advocacybot.council.supporters import Initiative, Standing, Support, SupporterList, Supporters, Total
from tests.factories import CODE_OPENED, a_day, a_list, a_source, supporters_by_lists

FIRST = "2015-10-23"
BETWEEN = "2016-10-08"
LAST = "2017-05-15"
AFTER = "2018-02-01"


def standing(supporters: Supporters, state: str, day: str) -> Standing:
    return supporters.standing(state, a_day(day))


THE_CODES = supporters_by_lists(a_list(FIRST, "FRA NZL RWA"), a_list(LAST, "FRA NZL SEN"))

# ── between two lists ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_state_that_both_lists_name_is_a_supporter_between_them() -> None:
    assert standing(THE_CODES, "NZL", BETWEEN).support is Support.SUPPORTER


def test_a_state_that_joined_between_two_lists_is_not_known_to_be_a_supporter_between_them() -> None:
    assert standing(THE_CODES, "SEN", BETWEEN).support is Support.NOT_KNOWN


def test_a_state_that_left_between_two_lists_is_not_known_to_be_a_supporter_between_them() -> None:
    assert standing(THE_CODES, "RWA", BETWEEN).support is Support.NOT_KNOWN


def test_a_state_that_neither_list_names_is_not_listed_between_them() -> None:
    assert standing(THE_CODES, "RUS", BETWEEN).support is Support.NOT_LISTED


def test_the_day_before_the_next_list_is_still_between() -> None:
    assert standing(THE_CODES, "SEN", "2017-05-14").support is Support.NOT_KNOWN
    assert standing(THE_CODES, "RWA", "2015-10-24").support is Support.NOT_KNOWN


def test_the_order_in_which_lists_are_written_says_nothing() -> None:
    backwards = supporters_by_lists(*reversed(THE_CODES.lists))
    for state in ("FRA", "RWA", "SEN", "RUS"):
        assert standing(backwards, state, BETWEEN) == standing(THE_CODES, state, BETWEEN)
        assert standing(backwards, state, AFTER) == standing(THE_CODES, state, AFTER)


# ── on the very day, after the last list, before the first ──────────────────────────────────────────────────────────


def test_on_the_day_of_a_list_its_states_are_supporters() -> None:
    assert standing(THE_CODES, "SEN", LAST) == Standing(Support.SUPPORTER, since=a_day(LAST), listed_as_of=a_day(LAST))
    assert standing(THE_CODES, "RWA", FIRST).support is Support.SUPPORTER


def test_on_the_day_of_a_whole_list_a_state_that_it_does_not_name_is_not_listed() -> None:
    assert standing(THE_CODES, "RWA", LAST).support is Support.NOT_LISTED
    assert standing(THE_CODES, "SEN", FIRST).support is Support.NOT_LISTED


def test_after_the_last_list_its_states_are_listed_as_of_its_day() -> None:
    assert standing(THE_CODES, "SEN", AFTER) == Standing(Support.LISTED, since=a_day(LAST), listed_as_of=a_day(LAST))
    assert standing(THE_CODES, "SEN", "2017-05-16").support is Support.LISTED


def test_a_state_that_left_before_the_last_list_is_not_listed_after_it() -> None:
    after = standing(THE_CODES, "RWA", AFTER)
    assert after == Standing(Support.NOT_LISTED, listed_as_of=a_day(LAST))


def test_before_the_first_list_nothing_is_known_of_a_state_that_it_names() -> None:
    late = supporters_by_lists(a_list(LAST, "NZL"))
    assert standing(late, "NZL", BETWEEN).support is Support.NOT_KNOWN


def test_before_the_code_was_opened_nobody_supports_it() -> None:
    early = supporters_by_lists(a_list("2015-09-01", "FRA"), a_list(LAST, "FRA"), opened=CODE_OPENED)
    assert standing(early, "FRA", "2015-10-22") == Standing(Support.NOT_LISTED)
    assert standing(early, "FRA", "2015-10-23").support is Support.SUPPORTER


def test_without_any_list_nobody_is_listed() -> None:
    assert standing(supporters_by_lists(), "FRA", BETWEEN) == Standing(Support.NOT_LISTED)


# ── lists that name only a few ──────────────────────────────────────────────────────────────────────────────────────

NAMES_A_FEW = supporters_by_lists(a_list(FIRST, "FRA NZL"), a_list(BETWEEN, "FRA UKR", whole=False), a_list(LAST, "FRA UKR"))


def test_a_partial_list_says_nothing_of_the_states_that_it_does_not_name() -> None:
    with_it, without_it = NAMES_A_FEW, supporters_by_lists(NAMES_A_FEW.lists[0], NAMES_A_FEW.lists[2])
    for state in ("NZL", "SEN", "RUS"):
        for day in (FIRST, "2016-06-01", BETWEEN, "2016-12-01", LAST, AFTER):
            assert standing(with_it, state, day) == standing(without_it, state, day)


def test_a_partial_list_shortens_the_time_in_which_a_state_may_have_joined() -> None:
    assert standing(NAMES_A_FEW, "UKR", "2016-10-07").support is Support.NOT_KNOWN
    assert standing(NAMES_A_FEW, "UKR", "2016-10-08").support is Support.SUPPORTER
    assert standing(NAMES_A_FEW, "UKR", "2016-10-09").support is Support.SUPPORTER


def test_after_a_last_list_that_is_partial_the_others_are_listed_as_of_the_whole_one() -> None:
    supporters = supporters_by_lists(a_list(FIRST, "FRA NZL"), a_list(LAST, "FRA", whole=False))
    assert standing(supporters, "NZL", AFTER).listed_as_of == a_day(FIRST)
    assert standing(supporters, "FRA", AFTER).listed_as_of == a_day(LAST)


def test_only_partial_lists_never_make_another_state_uncertain() -> None:
    supporters = supporters_by_lists(a_list(LAST, "FRA", whole=False))
    assert standing(supporters, "NZL", AFTER) == Standing(Support.NOT_LISTED)


def test_two_lists_of_one_day_that_disagree_are_refused_for_their_order_would_decide() -> None:
    whole, partial = a_list(LAST, "FRA"), a_list(LAST, "FRA SEN", whole=False)
    for lists in ((whole, partial), (partial, whole)):
        with pytest.raises(ValueError, match="the lists of 2017-05-15 disagree about SEN"):
            supporters_by_lists(*lists)


def test_two_partial_lists_of_one_day_may_name_different_states() -> None:
    supporters = supporters_by_lists(a_list(LAST, "FRA", whole=False), a_list(LAST, "SEN", whole=False))
    assert standing(supporters, "FRA", LAST).support is Support.SUPPORTER
    assert standing(supporters, "SEN", LAST).support is Support.SUPPORTER


def test_the_latest_whole_list_is_found_behind_a_partial_one() -> None:
    supporters = supporters_by_lists(a_list(LAST, "FRA", whole=False), a_list(BETWEEN, "FRA"), a_list(FIRST, "FRA"))
    assert supporters.latest_whole_list() == a_list(BETWEEN, "FRA")
    assert supporters_by_lists(a_list(LAST, "FRA", whole=False)).latest_whole_list() is None


# ── since when ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_supporter_is_known_as_one_since_the_first_of_an_unbroken_run_of_lists() -> None:
    supporters = supporters_by_lists(
        a_list("2015-10-23", "RWA"), a_list("2016-03-01", "FRA"), a_list("2016-09-01", "RWA"), a_list(LAST, "RWA FRA")
    )
    assert standing(supporters, "RWA", AFTER).since == a_day("2016-09-01")
    assert standing(supporters, "FRA", "2016-03-01").since == a_day("2016-03-01")


def test_a_supporter_between_two_lists_is_known_since_the_earlier_and_listed_as_of_the_later() -> None:
    between = standing(THE_CODES, "NZL", BETWEEN)
    assert (between.since, between.listed_as_of) == (a_day(FIRST), a_day(LAST))


def test_a_state_whose_support_is_not_known_is_not_known_as_a_supporter_since_any_day() -> None:
    assert standing(THE_CODES, "RWA", BETWEEN).since is None
    assert standing(THE_CODES, "SEN", BETWEEN).since is None


def test_a_state_that_joined_in_between_is_told_by_the_list_that_names_it_later() -> None:
    between = standing(THE_CODES, "SEN", BETWEEN)
    assert (between.listed_later, between.listed_as_of) == (True, a_day(LAST))


def test_a_state_that_left_in_between_is_told_by_no_later_list() -> None:
    between = standing(THE_CODES, "RWA", BETWEEN)
    assert (between.listed_later, between.listed_as_of) == (False, None)


def test_a_state_whose_support_is_certain_or_that_is_not_listed_was_not_only_listed_later() -> None:
    assert not standing(THE_CODES, "NZL", BETWEEN).listed_later
    assert not standing(THE_CODES, "SEN", AFTER).listed_later
    assert not standing(THE_CODES, "RUS", BETWEEN).listed_later


def test_only_after_the_last_list_does_the_support_rest_on_a_list_alone() -> None:
    assert standing(THE_CODES, "SEN", AFTER).by_list_alone
    assert not standing(THE_CODES, "SEN", LAST).by_list_alone
    assert not standing(THE_CODES, "NZL", BETWEEN).by_list_alone
    assert not standing(THE_CODES, "RWA", AFTER).by_list_alone


# ── whom the pledge may be held up to ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("support", "pledged", "uncertain"),
    [
        (Support.SUPPORTER, True, False),
        (Support.LISTED, True, False),
        (Support.NOT_KNOWN, False, True),
        (Support.NOT_LISTED, False, False),
    ],
)
def test_the_pledge_is_held_up_to_supporters_and_listed_supporters_alone(
    support: Support, pledged: bool, uncertain: bool
) -> None:
    assert Standing(support).pledged is pledged
    assert Standing(support).uncertain is uncertain


def test_observer_states_count_as_supporters() -> None:
    supporters = supporters_by_lists(a_list(FIRST, "FRA", observers="PSE"), a_list(LAST, "FRA", observers="PSE"))
    assert standing(supporters, "PSE", BETWEEN).support is Support.SUPPORTER
    assert supporters.lists[0].named == ("FRA", "PSE")


@pytest.mark.parametrize(("states", "observers"), [("FRA NZL FRA", ""), ("FRA", "FRA"), ("", "FRA FRA")])
def test_a_list_that_names_a_state_twice_is_refused(states: str, observers: str) -> None:
    with pytest.raises(ValueError, match="the list of 2015-10-23 names FRA twice; name each State once"):
        a_list(FIRST, states, observers=observers)


def test_all_states_that_a_list_names_twice_are_told_by_code() -> None:
    with pytest.raises(ValueError, match="names CHN, ESP, FRA, JPN, NZL, SEN twice"):
        a_list(FIRST, "SEN NZL FRA JPN ESP CHN", observers="NZL SEN JPN FRA ESP CHN")


def test_a_list_must_say_whether_it_is_whole() -> None:
    with pytest.raises(ValueError, match=r"\nwhole\n"):
        SupporterList.model_validate({"as_of": dt.date(2015, 10, 23), "states": ["FRA"], "source": a_source()})


def test_a_published_total_changes_nothing_of_who_supports() -> None:
    total = Total(initiative=Initiative.CODE_OF_CONDUCT, as_of=a_day(AFTER), states=115, source=a_source())
    counted = Supporters(opened=CODE_OPENED, source=a_source(), lists=THE_CODES.lists, totals=(total,))
    assert standing(counted, "SEN", AFTER) == standing(THE_CODES, "SEN", AFTER)


def test_what_is_known_of_a_support_is_never_changed_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        standing(THE_CODES, "RWA", BETWEEN).support = Support.SUPPORTER  # type: ignore[misc]
