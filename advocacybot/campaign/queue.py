"""What is in the queue compared with what should be: the same for every vote, whatever happened to it before."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from advocacybot.campaign.earned import OF_WARNINGS, SETTLING
from advocacybot.campaign.posts import OPEN, TAKEN, Draft, Move, Post, PostState
from advocacybot.campaign.truth import RETRACTED, WITHDRAWN, Truth

FINAL_WORD = frozenset({PostState.REJECTED, PostState.FAILED})
"""A person, or a platform, said no to these words: they are not drawn again."""


@dataclass(frozen=True)
class Redraw:
    """What to take out of the queue, by which move and why, and what to put in."""

    leave: tuple[tuple[Post, Move, str], ...]
    draw: tuple[Draft, ...]


def redraw(posts: Iterable[Post], wanted: Iterable[Draft], truth: Truth, agreed: Collection[int] = ()) -> Redraw:
    """What makes one vote's posts those that it earns now. ``agreed``: the numbers of posts to whose words people agreed.

    An open post stays where it would be drawn the same again, edited or not; and one that is approved by people, where nothing
    but the wording would be another. A post that is out, or on its way, is never touched; of one that is out in part, the rest
    follows only while it is so.
    """
    posts = tuple(posts)
    drafts = {draft.slot.identity: draft for draft in wanted}
    stale = tuple(
        post for post in posts if post.state in OPEN and not _stands(post, drafts, agreed) and not _goes_on(post, truth)
    )
    taken = _taken(posts, {post.id for post in stale})
    fresh = tuple(
        draft
        for identity, draft in sorted(drafts.items())
        if identity not in taken and (identity, draft.content_hash) not in _refused(posts)
    )
    return Redraw(tuple((post, *_leaving(post, truth)) for post in stale), fresh)


def _stands(post: Post, drafts: Mapping[str, Draft], agreed: Collection[int]) -> bool:
    draft = drafts.get(post.slot.identity)
    if draft is None:
        return False
    agreed_to = post.state is PostState.APPROVED and post.id in agreed
    if agreed_to and post.drawn_from and post.drawn_from == draft.drawn_from:
        return True
    return (draft.content_hash, draft.slot.lapses_at) == (post.drawn_hash, post.slot.lapses_at)


def _goes_on(post: Post, truth: Truth) -> bool:
    """Whether it is earned no more for no other reason than that its first part is out: the rest of it follows."""
    return post.parts_out > 0 and post.slot.message in SETTLING and post.slot.says == truth


def _taken(posts: tuple[Post, ...], leaving: set[int]) -> set[str]:
    """The slots that are filled. A post that is out in part keeps its own, whatever becomes of the rest."""
    return {post.slot.identity for post in posts if post.parts_out or (post.state in TAKEN and post.id not in leaving)}


def _refused(posts: tuple[Post, ...]) -> set[tuple[str, str]]:
    return {(post.slot.identity, post.drawn_hash) for post in posts if post.state in FINAL_WORD}


def _leaving(post: Post, truth: Truth) -> tuple[Move, str]:
    if post.begun:
        return Move.REFUSE, half_out(post, "the facts changed")
    if truth == WITHDRAWN:
        return Move.WITHDRAW, "the draft resolution was withdrawn"
    if truth == RETRACTED:
        if post.slot.message in OF_WARNINGS:
            return Move.WITHDRAW, "the warning was taken back"
        return Move.WITHDRAW, "the vote is no longer one that the campaign speaks of"
    return Move.LAPSE, "the facts, the words or the hour changed: drawn anew where still due"


def half_out(post: Post, when: str) -> str:
    """What a person is told of a thread that stopped half way."""
    out = f"{post.parts_out} of {len(post.parts)} parts were out when {when}"
    return f"{out}: look at the account, and delete what should not stand there"
