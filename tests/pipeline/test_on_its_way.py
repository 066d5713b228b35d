"""What is on its way, or in doubt, while people and files change."""

import pytest

from advocacybot.campaign.posts import PostState
from advocacybot.errors import UnlawfulMove
from advocacybot.pipeline import review
from advocacybot.store import claims, matters
from advocacybot.store.claims import LEASE
from tests.fakes.platforms import Answer, Killed, cannot_tell, loses_the_receipt, meanwhile, never_hears_of_it, takes
from tests.houses import ANA, CY, a_vote_entry
from tests.pipeline.steps import (
    ALONE_ON_ITS_OWN,
    SOLO,
    SYMBOL,
    Make,
    a_campaign,
    a_thread,
    an_account,
    before,
    edit_campaign,
    edit_template,
    the_bot_looks,
    with_a_fake,
)
from tests.store.rows import as_kept

DUE = before("24 h")
ONE, TWO, THREE = "One. (1/3)", "Two. (2/3)", "Three. (3/3)"
ASKS_TWO = a_campaign(an_account(approvals_needed=2))


def test_a_thread_goes_on_after_an_edit_that_is_none_of_its_business(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)
    platform.will(meanwhile(lambda: edit_campaign(at_work, SOLO + "outcomes_late_by: 12 h\n")))
    for _ in range(2):
        the_bot_looks(at_work, at=DUE)
    assert platform.texts() == [ONE, TWO, THREE]
    assert [out.parent for out in platform.taken[1:]] == [out.receipt.remote_id for out in platform.taken[:-1]]
    assert as_kept(post).state is PostState.PUBLISHED


def test_a_thread_whose_wording_changes_between_two_parts_is_left_to_people(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    edit_template(at_work, "One of {{ vote.symbol }}. " + "Many words. " * 40)
    the_bot_looks(at_work)
    (post,) = at_work.queue()
    platform.will(meanwhile(lambda: edit_template(at_work, "Other words of {{ vote.symbol }}.")))
    for hour in (DUE, before("23 h")):
        the_bot_looks(at_work, at=hour)
    assert len(platform.taken) == 1
    assert as_kept(post).state is PostState.FAILED
    assert "look at the account, and delete what should not stand there" in as_kept(post).why


@pytest.mark.parametrize("answer", [loses_the_receipt, never_hears_of_it], ids=["it is out", "it is not"])
def test_what_was_in_doubt_when_more_people_came_to_be_asked_for_waits_for_them(make_house: Make, answer: Answer) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)
    platform.will(takes, answer)
    the_bot_looks(at_work, at=DUE)
    assert as_kept(post).state is PostState.DOUBTFUL
    edit_campaign(at_work, ASKS_TWO)
    for _ in range(2):
        the_bot_looks(at_work)
    assert platform.texts() in ([ONE, TWO], [ONE])
    review.approve(at_work.house, post.id, CY)
    the_bot_looks(at_work)
    assert platform.texts() == [ONE, TWO, THREE]


def test_what_is_on_its_way_is_nobodys_to_change(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    refused = []

    def everybody_tries() -> None:
        for act in (review.hold, review.reject):
            with pytest.raises(UnlawfulMove, match="A post that is sending cannot"):
                act(at_work.house, post.id, ANA, "stop")
            refused.append(act)
        with pytest.raises(UnlawfulMove):
            review.approve(at_work.house, post.id, CY)

    platform.will(meanwhile(everybody_tries))
    the_bot_looks(at_work, at=DUE)
    assert len(refused) == 2
    assert as_kept(post).state is PostState.PUBLISHED


def test_what_somebody_held_stays_held_when_it_is_drawn_anew(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    (post,) = at_work.queue()
    review.hold(at_work.house, post.id, ANA, "let us see")
    edit_template(at_work, "Mind your pledge: {{ vote.symbol }}.")
    the_bot_looks(at_work, at=DUE)
    (again,) = at_work.queue()
    assert (again.state, again.words.parts) == (PostState.HELD, (f"Mind your pledge: {SYMBOL}.",))
    assert at_work.feed("solo") == []


def test_a_vote_that_cannot_be_worded_any_more_says_nothing_until_it_can(make_house: Make) -> None:
    """Its subject is one long word, which the wording left out at first."""
    at_work = make_house(campaign=ALONE_ON_ITS_OWN)
    edit_template(at_work, "Mind your pledge: {{ vote.symbol }}.")
    at_work.edit_calendar(a_vote_entry(subject="o" * 290))
    the_bot_looks(at_work)
    edit_template(at_work, "Mind your pledge: {{ vote.symbol }}, {{ vote.subject }}.")
    the_bot_looks(at_work, at=DUE)
    assert at_work.feed("solo") == []
    assert matters.standing(SYMBOL).stale
    edit_template(at_work, "Mind your pledge: {{ vote.symbol }}.")
    the_bot_looks(at_work)
    assert at_work.feed("solo") == [f"Mind your pledge: {SYMBOL}."]


def test_what_was_never_given_to_the_platform_is_not_looked_for_there(make_house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is killed between its claim and its first attempt; the platform could tell nothing."""

    def dies(*_: object) -> bool:
        raise Killed

    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)
    platform.will_see(cannot_tell)
    with monkeypatch.context() as until_killed:
        until_killed.setattr(claims, "attempt", dies)
        with pytest.raises(Killed):
            the_bot_looks(at_work, at=DUE)
    the_bot_looks(at_work, at=DUE + LEASE)
    assert platform.asked_for == []
    assert platform.texts() == [ONE, TWO]
    assert as_kept(post).state is PostState.PUBLISHED
