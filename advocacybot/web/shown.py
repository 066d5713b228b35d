"""A post as its page shows it: what its readers will see, and what an approver has to know."""

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from advocacybot.campaign.accounts import Account, PlatformName
from advocacybot.campaign.posts import MOVES, Move, Post, PostState
from advocacybot.campaign.roles import Deed
from advocacybot.campaign.warnings import is_name
from advocacybot.council.hours import NEW_YORK
from advocacybot.pipeline import review
from advocacybot.pipeline.house import House
from advocacybot.store.posts import Queued
from advocacybot.web.models import Staff
from advocacybot.wording.lengths import USUAL

_MARKED = re.compile(r"(https?://\S+[^\s.,;:!?)»”]|(?<![\w/])[@#][\w.@-]*\w)")


@dataclass(frozen=True)
class Hour:
    """An hour on two clocks, and how far off it is."""

    utc: dt.datetime
    new_york: dt.datetime
    here: dt.datetime
    off: dt.timedelta


@dataclass(frozen=True)
class PartShown:
    number: int
    text: SafeString
    length: int
    most: int
    url: str | None
    out: bool
    tried: Hour | None


@dataclass(frozen=True)
class Shown:
    """``deeds``: what this reader may do with it as it is now. ``in_doubt``: the part of which nobody knows whether it is out."""

    post: Post
    account: Account
    parts: tuple[PartShown, ...]
    due: Hour
    lapses: Hour | None
    next_try: Hour | None
    needed: int
    agreed: tuple[str, ...]
    deeds: frozenset[str]

    @property
    def of_warning(self) -> bool:
        """Whether it speaks of a warning, and of no vote."""
        return is_name(self.post.slot.symbol)

    @property
    def in_doubt(self) -> PartShown | None:
        return next((part for part in self.parts if not part.out), None) if self.post.state is PostState.DOUBTFUL else None


_DEEDS: dict[str, tuple[Move, Deed]] = {
    "approve": (Move.APPROVE, Deed.APPROVE_POSTS),
    "reject": (Move.REJECT, Deed.APPROVE_POSTS),
    "hold": (Move.HOLD, Deed.HOLD_POSTS),
    "release": (Move.RELEASE, Deed.HOLD_POSTS),
    "edit": (Move.EDIT, Deed.EDIT_POSTS),
}


def shown(house: House, queued: Queued, reader: Staff) -> Shown:
    """The post for one reader."""
    post, account = queued.post, _account(house, queued.post)
    here = account in house.campaign.accounts
    limits = house.platforms.of(account).limits(account) if here else USUAL[account.platform]
    deeds = {name for name, (move, deed) in _DEEDS.items() if here and move in MOVES[post.state] and reader.may(deed)}
    if post.state is PostState.DOUBTFUL and reader.may(Deed.SETTLE_DOUBT):
        deeds.add("settle")
    return Shown(
        post=post,
        account=account,
        parts=tuple(
            PartShown(
                part.number,
                marked(part.text),
                limits.length(part.text),
                limits.most,
                part.receipt.url if part.receipt else None,
                part.receipt is not None,
                hour(part.attempted_at, house, reader) if part.attempted_at else None,
            )
            for part in post.parts
        ),
        due=hour(post.slot.due, house, reader),
        lapses=hour(post.slot.lapses_at, house, reader) if post.slot.lapses_at else None,
        next_try=hour(post.next_try_at, house, reader) if post.next_try_at else None,
        needed=review.needed(house, post) if here else 0,
        agreed=review.agreed(house, queued) if here else (),
        deeds=frozenset(deeds),
    )


def _account(house: House, post: Post) -> Account:
    """The post's account: the campaign's, or, where it is none of these any more, as the post itself knows it."""
    known = next((one for one in house.campaign.accounts if one.name == post.slot.account), None)
    if known:
        return known
    *rehearsing, platform, handle = post.words.voice.split(" ", 2 if post.words.voice.startswith("rehearsing ") else 1)
    return Account.model_construct(
        name=post.slot.account,
        platform=PlatformName(platform),
        handle=handle,
        rehearsal=bool(rehearsing),
        language=post.words.language,
    )


def hour(when: dt.datetime, house: House, reader: Staff) -> Hour:
    """An hour in New York's time and the reader's own."""
    return Hour(when, when.astimezone(NEW_YORK), when.astimezone(ZoneInfo(reader.zone)), when - house.clock.now())


def marked(text: str) -> SafeString:
    """A text as a platform shows it: links, mentions and hashtags stand out."""
    pieces = _MARKED.split(text)
    return format_html_join(
        "",
        "{}",
        ((format_html('<span class="mark">{}</span>', piece) if odd % 2 else piece,) for odd, piece in enumerate(pieces)),
    )
