"""Nothing goes out under another account's name, and what a platform newly allows is taken up."""

import datetime as dt
from decimal import Decimal

import pytest

from advocacybot.campaign.causes import Cause, ending
from advocacybot.campaign.posts import PostState
from advocacybot.errors import NotSent
from advocacybot.pipeline import accounts, review
from advocacybot.pipeline.accounts import AHEAD, ASK_AGAIN_AFTER, RESULT_WITHIN
from advocacybot.store import memory, pauses, spending, waits
from advocacybot.store.models import PostRow
from advocacybot.store.spending import Price
from tests.fakes.platforms import FakePlatform, says
from tests.houses import ANA, MONDAY_NOON, MakeHouse, a_vote_entry
from tests.pipeline.steps import (
    ALONE_ON_ITS_OWN,
    HOUR,
    MINUTE,
    RIVAL,
    Make,
    a_campaign,
    an_account,
    before,
    edit_campaign,
    in_a_word,
    the_bot_looks,
    told,
    with_a_fake,
)
from tests.store.rows import MOMENT, as_kept

DUE = before("24 h")
SIGN_IN = "the platform does not accept the sign-in"


def state(at_work: MakeHouse, name: str = "solo") -> accounts.State:
    return accounts.state(at_work.house, at_work.house.campaign.account(name))


# ── who it is ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("handle", ["@somebody", "@solo2", "@so", "solo.example"])
def test_nothing_is_posted_with_anothers_sign_in(make_house: Make, handle: str) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    (post,) = in_a_word(at_work)
    platform.signed_in_as["solo"] = handle
    the_bot_looks(at_work, at=DUE)
    assert platform.taken == []
    assert (as_kept(post).state, as_kept(post).cause) == (PostState.APPROVED, Cause.TOKEN)
    assert f"it is the sign-in of {handle}, and 'solo' is to post as @solo" in as_kept(post).why
    assert not as_kept(post).begun


@pytest.mark.parametrize("handle", ["@solo", "solo", "@SOLO", "@solo@social.example"])
def test_its_own_sign_in_is_known_however_its_platform_writes_it(make_house: Make, handle: str) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    (post,) = in_a_word(at_work)
    platform.signed_in_as["solo"] = handle
    the_bot_looks(at_work, at=DUE)
    assert as_kept(post).state is PostState.PUBLISHED


def test_once_it_is_signed_in_rightly_it_goes_on_by_itself(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    (post,) = in_a_word(at_work)
    platform.signed_in_as["solo"] = "@somebody"
    the_bot_looks(at_work, at=DUE)
    del platform.signed_in_as["solo"]
    the_bot_looks(at_work, at=DUE + 2 * MINUTE)
    assert as_kept(post).state is PostState.PUBLISHED
    assert waits.of("solo") is None


def test_an_account_is_asked_for_once_an_hour_however_much_it_posts(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), a_vote_entry(RIVAL))
    first, second = in_a_word(at_work)
    the_bot_looks(at_work, at=DUE)
    assert platform.asked_who == ["solo"]
    account = at_work.house.campaign.account("solo")
    for minutes, asked in ((ASK_AGAIN_AFTER - MOMENT, 1), (ASK_AGAIN_AFTER, 2), (ASK_AGAIN_AFTER + MINUTE, 2)):
        at_work.clock.set(DUE + minutes)
        accounts.make_sure(at_work.house, account)
        assert len(platform.asked_who) == asked
    assert {as_kept(post).state for post in (first, second)} == {PostState.PUBLISHED}


def test_under_another_handle_it_is_asked_for_anew(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house)
    accounts.make_sure(at_work.house, at_work.house.campaign.account("solo"))
    edit_campaign(at_work, a_campaign(an_account(handle="'@duo'")))
    accounts.make_sure(at_work.house, at_work.house.campaign.account("solo"))
    assert len(platform.asked_who) == 2


@pytest.mark.parametrize("cause", [Cause.TOKEN, Cause.UNREACHED, Cause.SERVER, Cause.REJECTED, Cause.MALFORMED])
def test_an_account_of_which_it_cannot_be_told_who_it_is_posts_nothing_and_leaves_no_doubt(
    make_house: Make, cause: Cause
) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    (post,) = in_a_word(at_work)
    platform.will_not(ending(cause, "so it says"))
    the_bot_looks(at_work, at=DUE)
    assert platform.taken == []
    assert (as_kept(post).state, as_kept(post).cause) == (PostState.APPROVED, cause)
    again = as_kept(post).next_try_at
    assert again is not None
    the_bot_looks(at_work, at=again)
    assert as_kept(post).state is PostState.PUBLISHED


@pytest.mark.parametrize(("cause", "waits_for"), [(Cause.TOKEN, True), (Cause.SUSPENDED, True), (Cause.UNREACHED, False)])
def test_an_account_that_is_shut_out_waits_as_soon_as_that_is_known(make_house: Make, cause: Cause, waits_for: bool) -> None:
    at_work, platform = with_a_fake(make_house)
    platform.will_not(ending(cause, "so it says"))
    assert "so it says" in state(at_work).problem
    waiting = waits.of("solo")
    assert (waiting is not None and waiting.cause is cause) is waits_for


def test_when_a_sign_in_ends_is_remembered_where_its_platform_says_so(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house)
    state(at_work)
    assert memory.recall("solo", accounts.SIGNED_IN_UNTIL) is None
    for days in (3, 60):
        platform.signed_in_until = MONDAY_NOON + dt.timedelta(days=days)
        state(at_work)
        assert memory.recall("solo", accounts.SIGNED_IN_UNTIL) == platform.signed_in_until.isoformat()


# ── before something is due ─────────────────────────────────────────────────────────────────────────────────────────

OLD = ASK_AGAIN_AFTER - AHEAD
"""What is known of an account for so long is asked for anew before something is due there."""


def for_real(name: str = "solo", **fields: object) -> str:
    return an_account(name, rehearsal="false", **fields)


def to_meet(at_work: MakeHouse, *met_ago: dt.timedelta) -> list[str]:
    """The accounts to ask for now, where this process asked for the first ones so long ago."""
    known = zip(at_work.house.campaign.accounts, met_ago, strict=False)
    met = {account.voice: at_work.clock.now() - ago for account, ago in known}
    return [account.name for account in accounts.to_meet(at_work.house, met)]


def test_who_was_never_met_is_asked_for_whatever_is_due(make_house: Make) -> None:
    campaign = a_campaign(for_real(), for_real("duo", handle="'@duo'"), an_account("trio"))
    at_work, _ = with_a_fake(make_house, campaign=campaign)
    assert to_meet(at_work) == ["solo", "duo"]
    assert to_meet(at_work, MINUTE) == ["duo"]


def test_where_nothing_is_due_soon_nobody_is_asked_for_again(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry(), campaign=a_campaign(for_real()))
    the_bot_looks(at_work)
    at_work.clock.set(DUE - AHEAD - MOMENT)
    assert to_meet(at_work, ASK_AGAIN_AFTER) == []


@pytest.mark.parametrize(("ago", "asked"), [(OLD - MOMENT, []), (OLD, ["solo"])])
def test_before_something_is_due_what_is_known_is_made_new(make_house: Make, ago: dt.timedelta, asked: list[str]) -> None:
    campaign = a_campaign(for_real(), for_real("duo", platform="bluesky", handle="duo.example"))
    at_work, _ = with_a_fake(make_house, a_vote_entry(), campaign=campaign)
    the_bot_looks(at_work)
    PostRow.objects.filter(account="duo").update(due=DUE + MINUTE)
    at_work.clock.set(DUE - AHEAD)
    assert to_meet(at_work, ago, OLD) == asked


@pytest.mark.parametrize(
    ("at", "asked"),
    [
        (HOUR - AHEAD - MOMENT, []),
        (HOUR - AHEAD, ["solo"]),
        (HOUR + RESULT_WITHIN, ["solo"]),
        (HOUR + RESULT_WITHIN + MOMENT, []),
    ],
)
def test_about_a_vote_everybody_is_kept_known_as_its_outcome_may_be_entered_at_any_time(
    make_house: Make, at: dt.datetime, asked: list[str]
) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry(), campaign=a_campaign(for_real()))
    the_bot_looks(at_work)
    PostRow.objects.all().delete()
    at_work.clock.set(at)
    assert to_meet(at_work, OLD) == asked


# ── what it may post ────────────────────────────────────────────────────────────────────────────────────────────────


def shorter(platform: FakePlatform) -> None:
    platform.most = 150


def test_where_a_platform_newly_allows_less_everything_that_waits_is_cut_anew_before_it_goes_out(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    (post,) = at_work.queue()
    was = len(post.parts)
    shorter(platform)
    the_bot_looks(at_work, at=DUE)
    assert platform.taken == []
    assert as_kept(post).state is PostState.APPROVED
    the_bot_looks(at_work, at=DUE + MINUTE)
    assert as_kept(post).state is PostState.LAPSED
    (published,) = at_work.posts(PostState.PUBLISHED)
    assert len(published.parts) > was
    assert max(len(text) for text in platform.texts()) <= 150


def test_what_people_edited_is_cut_anew_for_them_to_look_at(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    (post,) = at_work.queue()
    review.edit(at_work.house, post.id, ANA, ("word " * 50,))
    shorter(platform)
    state(at_work)
    the_bot_looks(at_work)
    assert as_kept(post).state is PostState.LAPSED
    assert [one.state for one in at_work.queue()] == [PostState.QUEUED]


def test_where_it_allows_as_much_as_before_nothing_is_drawn_anew(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    (post,) = at_work.queue()
    state(at_work)
    the_bot_looks(at_work)
    assert as_kept(post) == post


# ── how it stands ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_state_of_an_account_is_who_it_is_and_what_it_waits_for_and_what_it_cost(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house)
    spending.charge("solo", Price(Decimal("0.2")), MONDAY_NOON)
    waits.put("solo", MONDAY_NOON + MINUTE, Cause.WINDOW, "slower")
    pauses.put(["solo"], ANA, "a drill", MONDAY_NOON)
    found = state(at_work)
    assert found.standing is not None
    assert (found.standing.handle, found.problem, found.paused, found.spent) == ("@solo", "", True, Decimal("0.2"))
    assert found.waits is not None
    assert found.waits.why == "slower"
    at_work.clock.set(MONDAY_NOON + MINUTE)
    assert state(at_work).waits is None


def test_the_state_of_an_account_that_cannot_post_says_why(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house)
    platform.will_not(ending(Cause.SUSPENDED, "suspended", posting=False))
    found = state(at_work)
    assert found.standing is None
    assert found.problem == "the platform has locked or suspended the account: suspended"


def test_anothers_sign_in_is_a_problem_with_its_mend(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house)
    platform.signed_in_as["solo"] = "@somebody"
    assert state(at_work).problem == (
        f"{SIGN_IN}: it is the sign-in of @somebody, and 'solo' is to post as @solo; "
        "connect the account anew, or mend its handle in campaign.yaml"
    )
    with pytest.raises(NotSent):
        accounts.who(at_work.house, at_work.house.campaign.account("solo"))


@pytest.mark.parametrize(("cause", "still_waits"), [(Cause.TOKEN, False), (Cause.WINDOW, True), (Cause.CAP, True)])
def test_where_the_sign_in_works_again_it_waits_for_that_no_longer(make_house: Make, cause: Cause, still_waits: bool) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    (post,) = in_a_word(at_work)
    platform.will(says(cause))
    the_bot_looks(at_work, at=DUE)
    assert (state(at_work).waits is not None) is still_waits
    assert (waits.of("solo") is not None) is still_waits
    assert told(f"post {post.id}")[-1] == "not sent"


def test_an_account_that_rehearses_is_always_itself(make_house: Make) -> None:
    found = state(make_house(campaign=a_campaign()))
    assert found.standing is not None
    assert found.standing.notes == ("a rehearsal: nothing is sent",)
