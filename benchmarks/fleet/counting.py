"""What became of a fleet's posts, by the database, by what stands on the platform, and by when it was asked."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from advocacybot.campaign.posts import Post, PostState
from benchmarks.faults.counting import Copy, Count, count


class Asked(NamedTuple):
    """A request to post: its account, the key of the part, and when it began and ended, in seconds of one steady clock."""

    account: str
    key: str
    began: float
    ended: float


@dataclass(frozen=True)
class Stands:
    """A part as it stands on an account, and since when."""

    copy: Copy
    at: dt.datetime


@dataclass(frozen=True)
class Tally:
    """``missing``: so many posts were never drawn. ``strange``: parts that stand there and are no post's. ``untold``: of what was
    published, so much of which the journal does not tell exactly once. ``at_once``: how often a part of an account was asked for
    while another one of it was. ``usual``, ``latest``: by how much half of the posts, and the last one, were late.
    """

    count: Count = field(default_factory=Count)
    missing: int = 0
    strange: int = 0
    lapsed: int = 0
    untold: int = 0
    at_once: int = 0
    usual: dt.timedelta = dt.timedelta()
    latest: dt.timedelta = dt.timedelta()

    @property
    def keeps_the_promise(self) -> bool:
        """What a person is asked about keeps it in life; here every platform can be asked, so nothing is to be left to people."""
        wrong = (self.missing, self.strange, self.lapsed, self.untold, self.at_once)
        return self.count == Count() and not any(wrong)


Feeds = Mapping[str, Sequence[Stands]]
"""What stands on each account, the oldest first."""


def tally(posts: Sequence[Post], feeds: Feeds, asked: Iterable[Asked], told: Mapping[str, int], expected: int) -> Tally:
    """Compare what was to go out with what readers see; ``told``: how often the journal says of what that it was published."""
    delays = sorted(_delays(posts, feeds)) or [dt.timedelta()]
    return Tally(
        count=_count(posts, feeds),
        missing=max(0, expected - len({post.slot.identity for post in posts})),
        strange=_strange(posts, feeds),
        lapsed=sum(post.state is PostState.LAPSED for post in posts),
        untold=sum(told.get(f"post {post.id}", 0) != 1 for post in posts if post.state is PostState.PUBLISHED),
        at_once=_at_once(asked),
        usual=delays[len(delays) // 2],
        latest=delays[-1],
    )


def _count(posts: Iterable[Post], feeds: Feeds) -> Count:
    """Of what did not lapse: that is counted as such."""
    total = Count()
    for account, its in _by_account(post for post in posts if post.state is not PostState.LAPSED).items():
        total += count(its, [one.copy for one in feeds.get(account, ())])
    return total


def _by_account(posts: Iterable[Post]) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        found[post.slot.account].append(post)
    return found


def _strange(posts: Iterable[Post], feeds: Feeds) -> int:
    ours = {(post.slot.account, part.text) for post in posts for part in post.parts}
    return sum((account, one.copy.text) not in ours for account, feed in feeds.items() for one in feed)


def _delays(posts: Iterable[Post], feeds: Feeds) -> Iterator[dt.timedelta]:
    """Until the first part of each stood there."""
    since = {(account, one.copy.text): one.at for account, feed in feeds.items() for one in reversed(feed)}
    for post in posts:
        at = since.get((post.slot.account, post.parts[0].text))
        if at is not None:
            yield at - post.slot.due


def _at_once(asked: Iterable[Asked]) -> int:
    """How many requests began before another one of the account had ended; the same part asked for again is no other."""
    times = 0
    last: dict[str, Asked] = {}
    for one in sorted(asked, key=lambda one: one.began):
        before = last.get(one.account)
        times += before is not None and before.key != one.key and one.began < before.ended
        if before is None or one.ended > before.ended:
            last[one.account] = one
    return times
