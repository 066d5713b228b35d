"""When posts go out and until when people may agree to them: appointments that are known again, and count up."""

import datetime as dt
from dataclasses import replace

import pytest

from advocacybot.campaign.agenda import STANDINGS, Appointment, Purpose, Standing, agenda
from advocacybot.campaign.posts import OPEN, TAKEN, Post, PostState
from tests.factories import ALEPPO_AT_THREE, a_draft, a_post, a_slot

DUE = ALEPPO_AT_THREE - dt.timedelta(hours=2)


def one_person(_: Post) -> int:
    return 1


def nobody(_: Post) -> int:
    return 0


def told(*posts: Post) -> dict[Purpose, Appointment]:
    """The appointments of one place, by what they are for."""
    return {one.purpose: one for one in agenda(posts, one_person)}


def test_a_post_goes_out_when_it_is_due_and_is_to_be_agreed_to_before_it_is_too_late() -> None:
    goes_out, agree = agenda([a_post()], one_person)
    assert (goes_out.purpose, goes_out.at, goes_out.standing) == (Purpose.GOES_OUT, DUE, Standing.TENTATIVE)
    assert (agree.purpose, agree.at, agree.standing) == (Purpose.AGREE, ALEPPO_AT_THREE, Standing.CONFIRMED)


def test_nobody_is_told_to_agree_where_nobody_is_asked_or_it_is_never_too_late() -> None:
    for posts, asked in (([a_post()], nobody), ([a_post(a_draft(slot=a_slot(lapses_at=None)))], one_person)):
        assert [one.purpose for one in agenda(posts, asked)] == [Purpose.GOES_OUT]


@pytest.mark.parametrize("state", PostState)
def test_each_state_of_a_post_says_how_its_appointments_stand(state: PostState) -> None:
    standing = {one: STANDINGS[one][state] for one in Purpose}
    assert (standing[Purpose.GOES_OUT] is Standing.CANCELLED) == (state not in TAKEN - {PostState.TAKEN_DOWN})
    assert (standing[Purpose.AGREE] is Standing.CONFIRMED) == (state in OPEN - {PostState.APPROVED})


def test_a_post_that_is_drawn_anew_keeps_the_appointments_of_the_one_before_and_counts_up() -> None:
    first = a_post(number=1)
    lapsed, fresh = replace(first, state=PostState.LAPSED, version=2), a_post(number=2)
    before, gone, after = told(first), told(lapsed), told(lapsed, fresh)
    for purpose in Purpose:
        assert before[purpose].identity == gone[purpose].identity == after[purpose].identity
        assert before[purpose].revision < gone[purpose].revision < after[purpose].revision
        assert gone[purpose].standing is Standing.CANCELLED
        assert after[purpose].post == fresh
        assert after[purpose].standing is before[purpose].standing


def test_the_post_that_fills_a_place_goes_before_one_that_left_it_later() -> None:
    out, rejected = a_post(state=PostState.PUBLISHED, number=1), a_post(state=PostState.REJECTED, number=2)
    assert told(out, rejected)[Purpose.GOES_OUT].post == out


def test_appointments_of_two_places_are_two_and_the_first_comes_first() -> None:
    later = a_post(a_draft(slot=a_slot(key="1 h", due=DUE + dt.timedelta(hours=1))), number=2)
    found = agenda([later, a_post()], one_person)
    assert [(one.purpose, one.post.id) for one in found] == [
        (Purpose.GOES_OUT, 1),
        (Purpose.GOES_OUT, 2),
        (Purpose.AGREE, 2),
        (Purpose.AGREE, 1),
    ]
    assert len({one.identity for one in found}) == 4
