"""Votes and posts to keep, with the facts of S/2016/846 wherever a test does not say otherwise."""

import datetime as dt
from dataclasses import replace

from advocacybot.campaign.earned import Message, Slot
from advocacybot.campaign.posts import Draft, Post, PostState, Receipt, Words
from advocacybot.campaign.truth import Truth
from advocacybot.council.votes import Vote
from advocacybot.store import posts, votes
from advocacybot.store.claims import Claim, claim
from advocacybot.store.models import PostRow
from advocacybot.store.votes import KeptVote
from tests.factories import a_vote

SYMBOL = "S/2016/846"
HOUR = dt.datetime(2016, 10, 8, 19, 0, tzinfo=dt.UTC)
TRUTH = "vote at 2016-10-08T19:00Z"
NOW = dt.datetime(2016, 10, 7, 19, 0, tzinfo=dt.UTC)
"""A day before the vote: the hour at which the post of :func:`a_slot` is due."""

SECOND = dt.timedelta(seconds=1)
MOMENT = dt.timedelta(microseconds=1)


def kept(vote: Vote | None = None, *, truth: Truth = TRUTH, plan_at: dt.datetime | None = None, **changes: object) -> KeptVote:
    """Keep a vote that stands in the calendar."""
    known = KeptVote(vote or a_vote(), listed=True, taken_back=False, truth=truth, since=NOW - dt.timedelta(days=3))
    known = replace(known, **changes)  # type: ignore[arg-type]
    votes.save([known], {known.vote.symbol: plan_at})
    return known


def a_slot(**changes: object) -> Slot:
    slot = Slot(
        account="act-x",
        symbol=SYMBOL,
        message=Message.REMINDER,
        key="24 h before 2016-10-08T19:00Z",
        due=NOW,
        lapses_at=NOW + dt.timedelta(hours=12),
        says=TRUTH,
    )
    return replace(slot, **changes)  # type: ignore[arg-type]


def a_draft(*texts: str, language: str = "en") -> Draft:
    return Draft(a_slot(), Words(language, texts or ("We count on your vote.",)))


def drawn(*texts: str, state: PostState = PostState.QUEUED, **slot: object) -> Post:
    """Put a post into the queue; its vote must be kept already."""
    draft = a_draft(*texts)
    return posts.draw([(replace(draft, slot=a_slot(**slot)), state)], NOW)[0]


def approved(*texts: str, **slot: object) -> Post:
    """Put a post into the queue that may go out at ``NOW``."""
    return drawn(*texts, state=PostState.APPROVED, **slot)


def claimed(*texts: str, **slot: object) -> Claim:
    """A claim, taken at ``NOW``, on a post that was just put into the queue."""
    held = claim(approved(*texts, **slot), NOW)
    assert held is not None
    return held


def a_receipt(number: str = "17", at: dt.datetime = NOW) -> Receipt:
    return Receipt(number, f"https://x.example/{number}", at)


def as_kept(post: Post) -> Post:
    """The post as it is kept by now."""
    return posts.get(post.id).post


def row_of(post: Post) -> dict[str, object]:
    """Everything that is kept of the post itself."""
    return dict(PostRow.objects.filter(pk=post.id).values().get())
