import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.approvals import Approval, check_may_approve, who_agreed
from advocacybot.campaign.posts import Post
from advocacybot.errors import ApprovedAlready, OwnWords
from tests.factories import a_draft, a_post, a_slot

AT = dt.datetime(2016, 10, 7, 12, 0, tzinfo=dt.UTC)
POST = a_post()
EDITED = a_post(edited_to="We count on you.", edited_by="Ana")


def approved(by: str, post: Post = POST) -> Approval:
    return Approval(by, post.content_hash, AT)


def test_whoever_agreed_to_these_words_is_counted() -> None:
    assert who_agreed(POST, [approved("Ben"), approved("Ana")], 2) == ("Ana", "Ben")


def test_nobody_is_counted_who_agreed_to_other_words() -> None:
    assert who_agreed(EDITED, [approved("Ben", POST), approved("Cy", EDITED)], 2) == ("Cy",)


def test_an_approval_of_another_hour_is_no_approval_of_this_one() -> None:
    later = a_post(a_draft(slot=a_slot(due=POST.slot.due + dt.timedelta(minutes=1))))
    assert who_agreed(later, [approved("Ben", POST)], 1) == ()


def test_a_person_who_agrees_twice_is_counted_once() -> None:
    assert who_agreed(POST, [approved("Ana"), approved("Ana")], 2) == ("Ana",)


def test_where_two_are_asked_for_nobody_is_counted_for_their_own_edit() -> None:
    assert who_agreed(EDITED, [approved("Ana", EDITED), approved("Ben", EDITED)], 2) == ("Ben",)


def test_where_one_is_asked_for_the_editor_may_be_that_one() -> None:
    assert who_agreed(EDITED, [approved("Ana", EDITED)], 1) == ("Ana",)
    check_may_approve(EDITED, "Ana", [], 1)


def test_words_that_were_edited_back_are_the_words_that_were_agreed_to() -> None:
    back = a_post(edited_to=POST.words.parts[0], edited_by="Ana")
    assert who_agreed(back, [approved("Ben", POST)], 2) == ("Ben",)


def test_where_two_are_asked_for_the_editor_may_not_approve() -> None:
    with pytest.raises(OwnWords, match=r"Ana edited post 1, .* nobody approves what they edited; let somebody else"):
        check_may_approve(EDITED, "Ana", [], 2)


@pytest.mark.parametrize("needed", [1, 2])
def test_nobody_may_approve_the_same_words_twice(needed: int) -> None:
    with pytest.raises(ApprovedAlready, match=f"Ben has already approved these words of post 1; {needed} different"):
        check_may_approve(POST, "Ben", [approved("Ben")], needed)


def test_whoever_approved_the_words_before_an_edit_may_approve_those_after_it() -> None:
    check_may_approve(EDITED, "Ben", [approved("Ben", POST)], 2)


def test_a_second_person_may_approve_after_the_first() -> None:
    check_may_approve(POST, "Ben", [approved("Ana")], 2)


PEOPLE = st.sampled_from(["Ana", "Ben", "Cy"])
APPROVALS = st.lists(st.builds(approved, PEOPLE, st.sampled_from([POST, EDITED])), max_size=6)


@given(st.sampled_from([POST, EDITED]), APPROVALS, PEOPLE, st.sampled_from([1, 2]))
@settings(deadline=None)
def test_whoever_may_approve_is_then_counted_and_nobody_else_is(
    post: Post, approvals: list[Approval], by: str, needed: int
) -> None:
    before = who_agreed(post, approvals, needed)
    after = who_agreed(post, [*approvals, approved(by, post)], needed)
    try:
        check_may_approve(post, by, approvals, needed)
    except (OwnWords, ApprovedAlready):
        assert after == before
    else:
        assert set(after) == {*before, by}
        assert by not in before
