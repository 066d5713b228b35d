"""What a change to a vote, or a warning, would do, shown before anybody does it."""

import hashlib
from dataclasses import dataclass

from django.utils.safestring import SafeString

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.earned import CORRECTIONS, Message, approvals_needed
from advocacybot.campaign.posts import Draft, Post, PostState, after
from advocacybot.campaign.truth import RETRACTED, Truth
from advocacybot.pipeline.draft import Foreseen
from advocacybot.pipeline.house import House
from advocacybot.web.models import Staff
from advocacybot.web.shown import Hour, hour, marked


@dataclass(frozen=True)
class Leaving:
    """A post that would leave the queue, into which state and why."""

    post: Post
    due: Hour
    to: PostState
    why: str


@dataclass(frozen=True)
class Drawn:
    """A post that would be drawn. ``needed``: how many people would have to agree to it."""

    account: Account
    message: Message
    correction: bool
    due: Hour
    lapses: Hour | None
    language: str
    parts: tuple[SafeString, ...]
    needed: int


@dataclass(frozen=True)
class Preview:
    """``silent``: nothing may be said of it. ``later``: when the next post may be drafted. ``mark``: of exactly this."""

    truth: Truth
    leaving: tuple[Leaving, ...]
    drawn: tuple[Drawn, ...]
    later: Hour | None
    mark: str

    @property
    def silent(self) -> bool:
        return self.truth == RETRACTED

    @property
    def corrections(self) -> int:
        return sum(one.correction for one in self.drawn)


def preview(house: House, foreseen: Foreseen, reader: Staff, typed: str = "") -> Preview:
    """What would be done, for one reader; ``typed``: what the change itself says, as the mark is to hold it."""
    change = foreseen.change
    return Preview(
        truth=foreseen.truth,
        leaving=tuple(
            Leaving(post, hour(post.slot.due, house, reader), after(post.state, move), why) for post, move, why in change.leave
        ),
        drawn=tuple(_drawn(house, draft, reader) for draft in change.draw),
        later=hour(foreseen.later, house, reader) if foreseen.later else None,
        mark=_mark(foreseen, typed),
    )


def _drawn(house: House, draft: Draft, reader: Staff) -> Drawn:
    slot, account = draft.slot, house.campaign.account(draft.slot.account)
    return Drawn(
        account=account,
        message=slot.message,
        correction=slot.message in CORRECTIONS,
        due=hour(slot.due, house, reader),
        lapses=hour(slot.lapses_at, house, reader) if slot.lapses_at else None,
        language=draft.words.language,
        parts=tuple(map(marked, draft.words.parts)),
        needed=approvals_needed(account, slot.message),
    )


def _mark(foreseen: Foreseen, typed: str) -> str:
    """Another one whenever the change, or what it would do, is another: whoever says "do it" has seen just that."""
    leaving = [f"{post.id} {post.state} {move}" for post, move, _why in foreseen.change.leave]
    drawing = [f"{draft.slot.identity}\0{draft.words.parts}" for draft in foreseen.change.draw]
    return hashlib.sha256("\n".join([typed, foreseen.truth, *leaving, "then", *drawing]).encode()).hexdigest()
