"""Two who want the same post in the same moment: real threads and real processes, with database connections of their own."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from advocacybot.campaign.posts import Move, Post, PostState
from advocacybot.errors import OutdatedVersion
from advocacybot.store import claims, journal, pauses, posts
from advocacybot.store.claims import LEASE, Claim
from advocacybot.store.models import PostRow
from tests.store.at_once import at_once
from tests.store.rows import NOW, approved, as_kept, claimed, kept

TIMES = 50
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _a_vote(store: None) -> None:  # noqa: ARG001
    kept()


def test_of_two_threads_that_claim_a_post_at_once_exactly_one_may_send_it() -> None:
    for number in range(TIMES):
        post = approved(key=f"reminder {number}", account=f"act-{number}")
        first, second = at_once(*[partial(claims.claim, post, NOW)] * 2)
        assert (first is None) != (second is None)
        assert PostRow.objects.get(pk=post.id).claim == (first or second).token  # type: ignore[union-attr]
    assert journal.verify()[0] == TIMES


def test_of_two_threads_that_claim_two_posts_of_an_account_at_once_exactly_one_may() -> None:
    for number in range(TIMES // 5):
        both = [approved(key=f"reminder {number}-{one}", account=f"act-{number}") for one in range(2)]
        taken = at_once(*[partial(claims.claim, post, NOW) for post in both])
        assert [bool(one) for one in taken].count(True) == 1


def test_of_two_threads_that_take_a_post_over_at_once_exactly_one_may_look_for_it() -> None:
    for number in range(TIMES // 5):
        held = claimed(key=f"reminder {number}")
        taken = at_once(*[partial(claims.take_over, held.post.id, NOW + LEASE)] * 3)
        assert [bool(one) for one in taken].count(True) == 1


def test_a_post_is_either_held_back_or_sent_never_both() -> None:
    def hold(post: Post) -> bool:
        try:
            return posts.move(post, Move.HOLD) is PostState.HELD
        except OutdatedVersion:
            return False

    def send(post: Post) -> bool:
        return claims.claim(post, NOW) is not None

    for number in range(TIMES // 5):
        post = approved(key=f"reminder {number}", account=f"act-{number}")
        held, sent = at_once(partial(hold, post), partial(send, post))
        assert held != sent
        assert as_kept(post).state is (PostState.SENDING if sent else PostState.HELD)


def test_after_a_pause_is_kept_nothing_more_is_sent() -> None:
    for number in range(TIMES // 5):
        pauses.lift(None)
        held = claimed("One.", "Two.", key=f"reminder {number}", account=f"act-{number}")
        at_once(partial(pauses.put, [None], "Ana", "stop", NOW), partial(_attempt_the_first, held))
        assert not claims.attempt(held, held.post.parts[1], NOW)
        assert as_kept(held.post).parts[1].attempted_at is None


def _attempt_the_first(held: Claim) -> None:
    claims.attempt(held, held.post.parts[0], NOW)


_CLAIMS_ALL = """
import sys
from advocacybot.settings import Settings
from advocacybot.store.opening import set_up
set_up(Settings())
from advocacybot.store import claims, posts
from advocacybot.campaign.posts import PostState
from tests.store.rows import NOW
waiting = [queued.post for queued in posts.listed([PostState.APPROVED])]
print("ready", flush=True)
sys.stdin.readline()
print(*[post.id for post in waiting if claims.claim(post, NOW)])
"""


def test_of_two_processes_that_claim_the_same_posts_at_once_exactly_one_may_send_each() -> None:
    ids = {approved(key=f"reminder {number}", account=f"act-{number}").id for number in range(TIMES)}
    command = [sys.executable, "-c", _CLAIMS_ALL]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        print("go", file=process.stdin, flush=True)
    won = [{int(word) for word in process.communicate(timeout=60)[0].split()} for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert won[0] | won[1] == ids
    assert not won[0] & won[1]
    assert journal.verify()[0] == TIMES
