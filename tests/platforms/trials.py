"""The platforms that there are, each ready to be tried. A further one is one more row."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.posts import Part, Receipt
from advocacybot.clock import ReplayClock
from advocacybot.platforms.base import Outgoing, Platform
from advocacybot.platforms.rehearsal import Rehearsal
from tests.factories import an_account
from tests.fakes.platforms import FakePlatform, cannot_tell, is_busy
from tests.store.rows import NOW

SOLO = an_account("solo", rehearsal=True)


@dataclass(frozen=True)
class Standing:
    """A part as readers find it: its number on the platform, its words, its thread, and what it answers."""

    number: str
    text: str
    thread: str | None
    answers: str | None


@dataclass(frozen=True)
class Trial:
    """A platform, and how to look at it, and how to break it."""

    platform: Platform
    feed: Callable[[Account], list[Standing]]
    takes_nothing_more: Callable[[], object]
    shows_nothing_more: Callable[[], object]


def rehearsal(path: Path, clock: ReplayClock) -> Trial:
    platform = Rehearsal(path / "feeds", clock)

    def feed(account: Account) -> list[Standing]:
        return [Standing(one["id"], one["text"], one["thread"], one["answers"]) for one in platform.read(account.name)]

    def takes_nothing_more() -> None:
        platform.folder.mkdir(exist_ok=True)
        (platform.folder / "solo.jsonl").mkdir()

    def shows_nothing_more() -> None:
        (platform.folder / "solo.jsonl").write_bytes(b"\xff\xfe no feed\n")

    return Trial(platform, feed, takes_nothing_more, shows_nothing_more)


def fake(_path: Path, clock: ReplayClock) -> Trial:
    platform = FakePlatform(clock)

    def feed(account: Account) -> list[Standing]:
        mine = [one for one in platform.taken if one.account == account.name]
        return [Standing(one.receipt.remote_id, one.text, one.root, one.parent) for one in mine]

    return Trial(platform, feed, lambda: platform.will(is_busy), lambda: platform.will_see(cannot_tell))


PLATFORMS: dict[str, Callable[[Path, ReplayClock], Trial]] = {"rehearsal": rehearsal, "fake": fake}


def an_outgoing(
    text: str = "We count on your vote.",
    number: int = 1,
    *,
    key: str | None = None,
    root: Receipt | None = None,
    parent: Receipt | None = None,
) -> Outgoing:
    """A part on its way out; its key is its own, unless the test gives it another's."""
    own = hashlib.sha256(text.encode()).hexdigest()[:32]
    return Outgoing(Part(number, text, key or own, attempted_at=NOW), "en", root, parent)
