"""Who agreed to exactly which words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from advocacybot.campaign.posts import Post
from advocacybot.errors import ApprovedAlready, OwnWords


@dataclass(frozen=True)
class Approval:
    """A named person's agreement to one content: it holds for no other."""

    by: str
    content_hash: str
    at: dt.datetime


def who_agreed(post: Post, approvals: Iterable[Approval], needed: int) -> tuple[str, ...]:
    """The people whose approval counts for the post as it is now. Where two are asked for, its editor's does not."""
    mine = (approval.by for approval in approvals if approval.content_hash == post.content_hash)
    return tuple(sorted({by for by in mine if needed < 2 or by != post.edited_by}))


def check_may_approve(post: Post, by: str, approvals: Iterable[Approval], needed: int) -> None:
    """Refuse an approval that would not count.

    Raises:
        OwnWords: two people are asked for, and it is the editor's own.
        ApprovedAlready: the same person agreed to these words before.
    """
    if needed >= 2 and by == post.edited_by:
        raise OwnWords(name=by, post=post.id)
    if by in who_agreed(post, approvals, needed):
        raise ApprovedAlready(name=by, post=post.id, needed=needed)
