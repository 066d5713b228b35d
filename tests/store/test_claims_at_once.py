"""Two who want the same post in the same moment: real threads and real processes, with database connections of their own."""

import subprocess
import sys

import pytest

from advocacybot.campaign.posts import Move, PostState
from advocacybot.errors import OutdatedVersion
from advocacybot.store import claims, journal, pauses, posts
from advocacybot.store.claims import LEASE
from advocacybot.store.models import PartRow, PauseRow, PostRow
from tests.store.at_once import at_once
from tests.store.rows import NOW, approved, as_kept, claimed, kept

TIMES = 50


@pytest.fixture(autouse=True)
def _a_vote(store: None) -> None:
    kept()


def test_of_two_threads_that_claim_a_post_at_once_exactly_one_may_send_it() -> None:
    for number in range(TIMES):
        post = approved(key=f"reminder {number}")
        won = [held for held in at_once(lambda p=post: claims.claim(p, NOW), lambda p=post: claims.claim(p, NOW)) if held]  # type: ignore[misc]
        assert len(won) == 1
        assert PostRow.objects.get(pk=post.id).claim == won[0].token
    assert journal.verify()[0] == TIMES


def test_of_two_threads_that_take_a_post_over_at_once_exactly_one_may_look_for_it() -> None:
    for number in range(TIMES // 5):
        PostRow.objects.update(slot=f"another {number}")
        post_id = claimed().post.id
        taken = at_once(*[lambda p=post_id: claims.take_over(p, NOW + LEASE)] * 3)  # type: ignore[misc]
        assert [bool(held) for held in taken].count(True) == 1


def test_a_post_is_either_held_back_or_sent_never_both() -> None:
    def hold(number: int) -> str | None:
        try:
            return posts.move(by_number[number], Move.HOLD)
        except OutdatedVersion:
            return None

    by_number = [approved(key=f"reminder {number}") for number in range(TIMES // 5)]
    for number, post in enumerate(by_number):
        held, sent = at_once(lambda n=number: hold(n), lambda p=post: claims.claim(p, NOW))  # type: ignore[misc]
        assert (held is None) != (sent is None)
        assert as_kept(post).state is (PostState.SENDING if sent else PostState.HELD)


def test_after_a_pause_is_kept_nothing_more_is_sent() -> None:
    for number in range(TIMES // 5):
        PostRow.objects.update(slot=f"another {number}")
        PauseRow.objects.all().delete()
        held = claimed("One.", "Two.")
        part = held.post.parts[0]
        at_once(lambda: pauses.put([None], "Ana", "stop", NOW), lambda h=held, p=part: claims.attempt(h, p, NOW))  # type: ignore[misc]
        assert not claims.attempt(held, held.post.parts[1], NOW)
        assert PartRow.objects.get(post=held.post.id, number=2).attempted_at is None


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
    ids = {approved(key=f"reminder {number}").id for number in range(TIMES)}
    command = [sys.executable, "-c", _CLAIMS_ALL]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
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
