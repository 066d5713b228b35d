"""Nobody knows whether it is out: it is looked for, and never just sent again; where it cannot be told, a person decides."""

from dataclasses import replace
from typing import Any

import pytest

from advocacybot.campaign.accounts import Account, PlatformName
from advocacybot.campaign.posts import Post, PostState, Receipt
from advocacybot.errors import BadInput, NotAPerson, NotSent, PlatformError, Refused, UnlawfulMove
from advocacybot.pipeline import reconcile
from advocacybot.platforms.base import Outgoing
from advocacybot.platforms.credentials import Credentials
from advocacybot.platforms.registry import Adapters, Platforms
from advocacybot.platforms.wire import Network
from advocacybot.store import claims, journal
from advocacybot.store.claims import LEASE
from tests.fakes.memory import Remembered
from tests.fakes.platforms import (
    Answer,
    FakePlatform,
    breaks_after_taking,
    breaks_down,
    breaks_its_promise,
    cannot_tell,
    is_busy,
    loses_the_receipt,
    meanwhile,
    never_hears_of_it,
    refuses,
    takes,
)
from tests.houses import ANA, MakeHouse, a_vote_entry
from tests.pipeline.steps import (
    Make,
    a_campaign,
    a_thread,
    an_account,
    before,
    edit_campaign,
    everything,
    the_bot_looks,
    told,
    with_a_fake,
)
from tests.store.rows import MOMENT, as_kept

DUE = before("24 h")
ONE, TWO, THREE = "One. (1/3)", "Two. (2/3)", "Three. (3/3)"


def a_doubtful_thread(make: Make, *answers: Answer) -> tuple[MakeHouse, FakePlatform, Post]:
    """A thread of three parts, to some of which the platform answered so."""
    at_work, platform = with_a_fake(make, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)
    platform.will(*answers)
    the_bot_looks(at_work, at=DUE)
    assert as_kept(post).state is PostState.DOUBTFUL
    return at_work, platform, post


# ── looked for ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("answer", [loses_the_receipt, breaks_after_taking], ids=["no answer", "an error nobody foresaw"])
@pytest.mark.parametrize("before_it", [0, 1, 2])
def test_what_the_platform_took_unheard_is_found_and_never_sent_again(make_house: Make, answer: Answer, before_it: int) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, *[takes] * before_it, answer)
    assert platform.texts() == [ONE, TWO, THREE][: before_it + 1]
    the_bot_looks(at_work)
    assert platform.texts() == [ONE, TWO, THREE]
    assert platform.asked_for == [post.parts[before_it].key]
    assert as_kept(post).state is PostState.PUBLISHED
    assert [part.receipt for part in as_kept(post).parts] == [out.receipt for out in platform.taken]
    assert [out.parent for out in platform.taken[1:]] == [out.receipt.remote_id for out in platform.taken[:-1]]


@pytest.mark.parametrize("before_it", [0, 1, 2])
def test_what_the_platform_never_heard_of_is_looked_for_and_then_sent_again(make_house: Make, before_it: int) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, *[takes] * before_it, never_hears_of_it)
    assert as_kept(post).why == (
        "Nobody knows whether the platform took the post: the connection broke off; "
        "it is looked for before anything is sent again"
    )
    the_bot_looks(at_work)
    assert platform.asked_for == [post.parts[before_it].key]
    assert platform.texts() == [ONE, TWO, THREE]
    assert as_kept(post).state is PostState.PUBLISHED


def test_an_error_that_nobody_foresaw_is_a_doubt_and_says_what_it_was(make_house: Make) -> None:
    _, _, post = a_doubtful_thread(make_house, breaks_after_taking)
    assert "ZeroDivisionError" in as_kept(post).why
    assert told(f"post {post.id}")[-1] == "post doubtful"


def test_an_answer_that_is_none_of_the_three_is_a_doubt(make_house: Make) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, breaks_its_promise)
    the_bot_looks(at_work)
    assert platform.texts() == [ONE, TWO, THREE]
    assert as_kept(post).state is PostState.PUBLISHED


def test_what_cannot_be_told_is_never_sent_again_and_is_looked_for_later(make_house: Make) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, loses_the_receipt)
    platform.will_see(*[cannot_tell] * 3)
    for _ in range(3):
        the_bot_looks(at_work)
        doubtful = as_kept(post)
        assert doubtful.state is PostState.DOUBTFUL
        assert "A person decides, unless it can be told later" in doubtful.why
        assert doubtful.next_try_at is not None
        the_bot_looks(at_work, at=doubtful.next_try_at - MOMENT)
        assert platform.texts() == [ONE]
        at_work.clock.set(doubtful.next_try_at)
    the_bot_looks(at_work)
    assert platform.texts() == [ONE, TWO, THREE]


def test_an_error_that_nobody_foresaw_while_looking_is_a_doubt_and_holds_up_no_other(make_house: Make) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, loses_the_receipt)
    platform.will_see(breaks_down)
    the_bot_looks(at_work)
    assert as_kept(post).state is PostState.DOUBTFUL
    assert "ZeroDivisionError" in as_kept(post).why
    assert told(f"post {post.id}")[-1] == "post doubtful"


def test_doubt_over_a_post_of_an_account_that_left_goes_to_a_person(make_house: Make) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, loses_the_receipt)
    edit_campaign(at_work, a_campaign(an_account("another")))
    the_bot_looks(at_work)
    assert as_kept(post).state is PostState.DOUBTFUL
    assert platform.texts() == [ONE]
    assert reconcile.decide(at_work.house, post.id, ANA, None) is PostState.APPROVED


FOR_REAL = a_campaign(an_account(posting="automatic", rehearsal="false"))


def test_what_cannot_be_sent_since_nobody_signed_in_is_surely_not_out(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house)
    at_work.house.platforms = Platforms(platform, {PlatformName.X: platform})
    edit_campaign(at_work, FOR_REAL)
    at_work.edit_calendar(a_vote_entry())
    (post,) = at_work.queue()
    at_work.house.platforms = Platforms(platform, Adapters(Network(), Credentials({}), Remembered(), at_work.clock))
    the_bot_looks(at_work, at=DUE)
    assert as_kept(post).state is PostState.APPROVED
    assert "set ADVOCACYBOT_SOLO_API_KEY, or ADVOCACYBOT_SOLO_API_KEY_FILE to a file that holds it" in as_kept(post).why
    assert platform.taken == []


def test_what_cannot_be_sent_since_its_account_is_another_by_now_is_surely_not_out(make_house: Make) -> None:
    """A worker may see the campaign as it now is before the queue is held against it."""
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=a_campaign(an_account(posting="automatic")))
    (post,) = at_work.queue()
    (at_work.folder / "config" / "campaign.yaml").write_text(FOR_REAL, encoding="utf-8")
    at_work.house.configuration = at_work.house.folder.load()
    at_work.house.platforms = Platforms(platform, {PlatformName.X: platform})
    the_bot_looks(at_work, at=DUE)
    assert as_kept(post).state is PostState.APPROVED
    assert f"is now x @solo, and post {post.id} was for rehearsing x @solo" in as_kept(post).why
    assert platform.taken == []


# ── a person decides ────────────────────────────────────────────────────────────────────────────────────────────────

ADDRESS, THE_THIRD = "https://x.example/solo-1", "https://x.example/solo-3"


def test_a_person_who_found_it_has_the_rest_of_the_thread_follow(make_house: Make) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, loses_the_receipt)
    platform.taken[0] = replace(platform.taken[0], receipt=Receipt(ADDRESS, ADDRESS, DUE))
    assert reconcile.decide(at_work.house, post.id, ANA, ADDRESS) is PostState.APPROVED
    the_bot_looks(at_work)
    assert platform.texts() == [ONE, TWO, THREE]
    assert as_kept(post).state is PostState.PUBLISHED
    first = as_kept(post).parts[0].receipt
    assert first is not None
    assert first.url == ADDRESS


def test_a_person_who_found_the_last_part_has_the_post_published(make_house: Make) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, takes, takes, loses_the_receipt)
    assert reconcile.decide(at_work.house, post.id, ANA, THE_THIRD) is PostState.PUBLISHED
    the_bot_looks(at_work)
    assert platform.texts() == [ONE, TWO, THREE]
    by_ana = [row for row in journal.read(f"post {post.id}") if row.by == ANA][-1]
    assert (by_ana.kind, by_ana.facts) == ("doubt settled", {"found": THE_THIRD})


def test_a_person_who_looked_in_vain_has_it_sent_again(make_house: Make) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, takes, never_hears_of_it)
    assert reconcile.decide(at_work.house, post.id, ANA, None) is PostState.APPROVED
    assert as_kept(post).why == f"{ANA} looked, and it is not out"
    the_bot_looks(at_work)
    assert platform.texts() == [ONE, TWO, THREE]
    assert platform.asked_for == []


def test_a_person_need_not_wait_until_it_is_looked_for_again(make_house: Make) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, never_hears_of_it)
    platform.will_see(cannot_tell)
    the_bot_looks(at_work)
    assert as_kept(post).next_try_at is not None
    assert reconcile.decide(at_work.house, post.id, ANA, None) is PostState.APPROVED


def test_while_it_is_being_looked_for_nobody_decides(make_house: Make) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, never_hears_of_it)
    assert claims.take_over(post.id, DUE) is not None
    kept = everything()
    with pytest.raises(BadInput, match="is being looked for right now; wait a minute, and look again"):
        reconcile.decide(at_work.house, post.id, ANA, None)
    assert everything() == kept
    at_work.clock.set(DUE + LEASE)
    assert reconcile.decide(at_work.house, post.id, ANA, None) is PostState.APPROVED
    assert platform.taken == []


def test_what_nobody_doubts_is_not_for_a_person_to_settle(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    with pytest.raises(UnlawfulMove, match="A post that is approved cannot be settled"):
        reconcile.decide(at_work.house, post.id, ANA, None)
    with pytest.raises(NotAPerson):
        reconcile.decide(at_work.house, post.id, "Eve", None)


@pytest.mark.parametrize("cause", [NotSent, Refused, PlatformError])
def test_a_platform_that_answers_otherwise_while_it_is_asked_where_a_part_is_leaves_doubt(
    make_house: Make, cause: type[PlatformError]
) -> None:
    """Off the network, a client may say "not sent" of the question. That says nothing of the part."""

    def answers_otherwise(*_: Any) -> Receipt | None:
        raise cause(cause="no network")

    at_work, platform, post = a_doubtful_thread(make_house, loses_the_receipt)
    platform.will_see(answers_otherwise)
    the_bot_looks(at_work)
    assert as_kept(post).state is PostState.DOUBTFUL
    assert platform.texts() == [ONE]


@pytest.mark.parametrize("address", ["", "  "])
def test_that_it_is_out_is_only_believed_with_an_address(make_house: Make, address: str) -> None:
    at_work, _, post = a_doubtful_thread(make_house, takes, takes, loses_the_receipt)
    with pytest.raises(BadInput, match="address"):
        reconcile.decide(at_work.house, post.id, ANA, address)
    assert as_kept(post).state is PostState.DOUBTFUL


# ── two processes ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("answer", [is_busy, refuses, never_hears_of_it], ids=["busy", "refuses", "doubtful"])
def test_a_process_that_was_taken_for_dead_goes_quietly_whatever_the_platform_answers(make_house: Make, answer: Answer) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)

    def another_takes_over() -> None:
        at_work.clock.set(DUE + LEASE)
        assert claims.take_over(post.id, DUE + LEASE) is not None

    platform.will(meanwhile(another_takes_over, answer))
    the_bot_looks(at_work, at=DUE)
    assert as_kept(post).state is PostState.DOUBTFUL
    assert platform.taken == []


def test_a_process_that_was_taken_for_dead_while_it_looked_goes_quietly(make_house: Make) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, never_hears_of_it)

    def another_takes_over(fake: FakePlatform, account: Account, outgoing: Outgoing) -> Receipt | None:
        at_work.clock.set(DUE + LEASE)
        assert claims.take_over(post.id, DUE + LEASE) is not None
        return cannot_tell(fake, account, outgoing)

    platform.will_see(another_takes_over)
    reconcile.settle(at_work.house, post.id)
    assert as_kept(post).state is PostState.DOUBTFUL


def test_a_slow_thread_is_not_sent_by_a_second_process_meanwhile(make_house: Make) -> None:
    """Each part takes most of a lease to be sent, and another process sweeps all the while."""
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)

    def time_goes_by() -> None:
        for _ in range(2):
            the_bot_looks(at_work, at=at_work.clock.now() + LEASE / 2 - MOMENT)

    platform.will(*[meanwhile(time_goes_by)] * 3)
    the_bot_looks(at_work, at=DUE)
    assert platform.texts() == [ONE, TWO, THREE]
    assert as_kept(post).state is PostState.PUBLISHED
    assert platform.asked_for == []


def test_the_second_process_finds_what_the_first_one_sent_too_slowly(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)

    def answers_too_late(fake: FakePlatform, account: Account, outgoing: Outgoing) -> Receipt:
        receipt = fake.keep(account, outgoing)
        the_bot_looks(at_work, at=DUE + LEASE)
        return receipt

    platform.will(answers_too_late)
    the_bot_looks(at_work, at=DUE)
    assert platform.texts() == [ONE, TWO]
    assert as_kept(post).state is PostState.PUBLISHED


def test_an_address_at_which_nothing_of_the_account_stands_is_refused_and_changes_nothing(make_house: Make) -> None:
    at_work, _, post = a_doubtful_thread(make_house, takes, takes, loses_the_receipt)
    kept = everything()
    with pytest.raises(BadInput, match="is no post of @solo"):
        reconcile.decide(at_work.house, post.id, ANA, "https://x.example/somebody-1")
    assert everything() == kept


def test_the_address_of_another_part_is_refused_and_changes_nothing(make_house: Make) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, takes, takes, loses_the_receipt)
    kept = everything()
    with pytest.raises(BadInput, match="is another part's, or another post's; look at the account"):
        reconcile.decide(at_work.house, post.id, ANA, platform.taken[0].receipt.url)
    assert everything() == kept


def test_a_person_may_name_what_it_is_called_or_where_it_stands(make_house: Make) -> None:
    at_work, platform, post = a_doubtful_thread(make_house, takes, takes, loses_the_receipt)
    assert reconcile.decide(at_work.house, post.id, ANA, platform.taken[2].receipt.remote_id) is PostState.PUBLISHED
    assert as_kept(post).parts[2].receipt == platform.taken[2].receipt


def test_of_an_account_that_left_a_persons_word_is_taken(make_house: Make) -> None:
    at_work, _, post = a_doubtful_thread(make_house, takes, takes, loses_the_receipt)
    edit_campaign(at_work, a_campaign(an_account("another")))
    assert reconcile.decide(at_work.house, post.id, ANA, ADDRESS) is PostState.PUBLISHED
    assert as_kept(post).parts[2].receipt == Receipt(ADDRESS, ADDRESS, DUE)
