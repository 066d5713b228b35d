"""What became of the posts of a run, by the database and by what stands in the feed."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from advocacybot.campaign.posts import Part, Post, PostState

SHOWN_TO_A_PERSON = frozenset({PostState.DOUBTFUL, PostState.FAILED})


@dataclass(frozen=True)
class Copy:
    """A part as its readers see it, and what it answers. They see no key of ours: it is known by its words, and in a run no two
    parts have the same."""

    remote_id: str
    text: str
    answers: str | None
    thread: str | None


@dataclass(frozen=True)
class Count:
    """Parts that stand in the feed twice, or are lost; threads out of order; posts that a person has to look at."""

    doubled: int = 0
    lost: int = 0
    out_of_order: int = 0
    given_to_a_person: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.doubled + other.doubled,
            self.lost + other.lost,
            self.out_of_order + other.out_of_order,
            self.given_to_a_person + other.given_to_a_person,
        )

    @property
    def keeps_the_promise(self) -> bool:
        return not (self.doubled or self.lost or self.out_of_order)


def count(posts: Sequence[Post], feed: Sequence[Copy]) -> Count:
    """Compare what was approved with what readers see."""
    parts = [part for post in posts for part in post.parts]
    return Count(
        doubled=_doubled(parts, feed),
        lost=sum(_lost(post, part, feed) for post in posts for part in post.parts),
        out_of_order=sum(not _in_order(post, feed) for post in posts),
        given_to_a_person=sum(post.state in SHOWN_TO_A_PERSON for post in posts),
    )


def _doubled(parts: Iterable[Part], feed: Iterable[Copy]) -> int:
    texts = Counter(copy.text for copy in feed)
    return sum(texts[part.text] > 1 for part in parts)


def _lost(post: Post, part: Part, feed: Iterable[Copy]) -> bool:
    """Whether a part is missing in the feed, or in our books, and no person is told."""
    out = {copy.remote_id for copy in feed if copy.text == part.text}
    kept = part.receipt is not None and part.receipt.remote_id in out
    return not (kept and post.state is PostState.PUBLISHED) and post.state not in SHOWN_TO_A_PERSON


def _in_order(post: Post, feed: Iterable[Copy]) -> bool:
    """Whether what is out of a thread is its beginning, each part answering the one before."""
    numbers = {part.text: part.number for part in post.parts}
    root = parent = None
    for number, copy in enumerate(_first_copies(feed, numbers), start=1):
        if (numbers[copy.text], copy.thread, copy.answers) != (number, root, parent):
            return False
        root, parent = root or copy.remote_id, copy.remote_id
    return True


def _first_copies(feed: Iterable[Copy], texts: Container[str]) -> Iterable[Copy]:
    """Second copies are counted elsewhere."""
    first: dict[str, Copy] = {}
    for copy in feed:
        if copy.text in texts:
            first.setdefault(copy.text, copy)
    return first.values()
