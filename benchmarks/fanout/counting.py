"""Whether the posts that a platform took are those that it was to take: each once, and in their order on each account."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.fanout.platform import Taken


@dataclass(frozen=True)
class Post:
    """A post to be sent."""

    account: str
    text: str


@dataclass(frozen=True)
class Tally:
    """``before``: how many were taken before one that was to go out earlier on the same account. ``last``: when the last one
    was taken that was taken at all, by the machine's steady clock."""

    once: int
    lost: int
    doubled: int
    strange: int
    before: int
    last: float

    @property
    def whole(self) -> bool:
        return not (self.lost or self.doubled or self.strange)

    def __str__(self) -> str:
        wrong = {"lost": self.lost, "twice": self.doubled, "strange": self.strange, "out of order": self.before}
        return ", ".join(f"{number:,} {what}" for what, number in wrong.items() if number) or "each once, in order"


def tally(wanted: Sequence[Post], taken: Sequence[Taken]) -> Tally:
    """Count what was taken against what was wanted, which is in the order of each account."""
    place = {post: number for number, post in enumerate(wanted)}
    times = Counter(Post(one.account, one.text) for one in taken)
    return Tally(
        once=sum(times[post] == 1 for post in wanted),
        lost=sum(times[post] == 0 for post in wanted),
        doubled=sum(times[post] > 1 for post in wanted),
        strange=sum(number for post, number in times.items() if post not in place),
        before=_before(place, taken),
        last=max((one.at for one in taken), default=0.0),
    )


def _before(place: dict[Post, int], taken: Sequence[Taken]) -> int:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for one in taken:
        places[one.account].append(place.get(Post(one.account, one.text), -1))
    return sum(later < earlier for own in places.values() for earlier, later in pairwise(own) if later >= 0)
