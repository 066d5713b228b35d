"""The platforms that there are, each ready to be tried. A further one is one more row."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

import pytest

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.posts import Part, Receipt
from advocacybot.clock import ReplayClock
from advocacybot.platforms.base import Outgoing, Platform, Shown
from advocacybot.platforms.rehearsal import Rehearsal
from advocacybot.store import rehearsed
from tests.factories import an_account
from tests.fakes.platforms import FakePlatform, cannot_tell, is_busy
from tests.platforms.connected import Connected, Standing, on_bluesky, on_mastodon, on_x
from tests.servers.faults import PAGE, Answers
from tests.store.refusing import refusing
from tests.store.rows import MOMENT, NOW

SOLO = an_account("solo", rehearsal=True)
OTHER = an_account("other", platform="mastodon", rehearsal=True)

_BEGUN = count()


class Again(StrEnum):
    """What becomes of a part that is given a second time."""

    STANDS_TWICE = "it stands there twice"
    IS_THE_SAME = "it is known by its key, and nothing changes"
    IS_A_DUPLICATE = "it is called a duplicate"


@dataclass(frozen=True)
class Facts:
    """In what platforms may differ."""

    again: Again
    keeps_languages: bool = True
    keeps_pictures: bool = True
    charges: bool = False
    has_notes: bool = True


@dataclass(frozen=True)
class Trial:
    """A platform, two accounts there, how to look at it, and how to break it."""

    platform: Platform
    facts: Facts
    account: Account
    other: Callable[[], Account]
    feed: Callable[[Account], list[Standing]]
    takes_nothing_more: Callable[[], object]
    shows_nothing_more: Callable[[], object]
    answers_with: Callable[[str], object]
    """Has it refuse the next part in those words."""
    asked: Callable[[], list[str]] = list
    posts_by: tuple[str, ...] = ()
    """The requests that it takes to post a part that is ready."""
    secrets: Callable[[], list[str]] = list

    @property
    def accounts(self) -> list[Account]:
        """The accounts whose limits it knows: a rehearsal knows those of every platform."""
        if not self.account.rehearsal:
            return [self.account]
        return [an_account("solo", platform=name, rehearsal=True) for name in ("x", "mastodon", "bluesky")]


@contextmanager
def rehearsal(request: pytest.FixtureRequest, clock: ReplayClock) -> Iterator[Trial]:
    request.getfixturevalue("store")
    platform = Rehearsal(rehearsed, clock)

    def feed(account: Account) -> list[Standing]:
        return [
            Standing(one.id, one.text, one.thread, one.answers, one.language, one.pictures)
            for one in rehearsed.read(account.name)
        ]

    with ExitStack() as broken:

        def database_refuses(verb: str) -> None:
            broken.enter_context(refusing(verb))

        yield Trial(
            platform,
            Facts(Again.STANDS_TWICE),
            SOLO,
            lambda: OTHER,
            feed,
            lambda: database_refuses("INSERT"),
            lambda: database_refuses("SELECT"),
            lambda _: database_refuses("INSERT"),
        )


@contextmanager
def fake(_request: pytest.FixtureRequest, clock: ReplayClock) -> Iterator[Trial]:
    platform = FakePlatform(clock)

    def feed(account: Account) -> list[Standing]:
        mine = [one for one in platform.taken if one.account == account.name]
        return [Standing(one.receipt.remote_id, one.text, one.root, one.parent, one.language) for one in mine]

    yield Trial(
        platform,
        Facts(Again.STANDS_TWICE, keeps_pictures=False, has_notes=False),
        SOLO,
        lambda: OTHER,
        feed,
        lambda: platform.will(is_busy),
        lambda: platform.will_see(cannot_tell),
        lambda _: platform.will(is_busy),
    )


def _through(connect: Callable[[pytest.FixtureRequest, ReplayClock], AbstractContextManager[Connected]], facts: Facts) -> "Makes":
    """An adapter, at work through a proxy."""

    @contextmanager
    def trial(request: pytest.FixtureRequest, clock: ReplayClock) -> Iterator[Trial]:
        with connect(request, clock) as at_work:
            post, between = at_work.paths.post, at_work.between
            yield Trial(
                at_work.platform,
                facts,
                at_work.account,
                lambda: at_work.other,
                at_work.feed,
                lambda: between.on(*post, Answers(429)),
                lambda: between.on(*at_work.paths.look, PAGE),
                lambda words: between.on(*post, Answers(400, {"Content-Type": "application/json"}, words.encode())),
                lambda: at_work.asked,
                (" ".join(post),),
                lambda: at_work.secrets,
            )

    return trial


Makes = Callable[[pytest.FixtureRequest, ReplayClock], AbstractContextManager[Trial]]

PLATFORMS: Mapping[str, Makes] = {
    "rehearsal": rehearsal,
    "fake": fake,
    "x": _through(on_x, Facts(Again.IS_A_DUPLICATE, keeps_languages=False, charges=True, has_notes=False)),
    "mastodon": _through(on_mastodon, Facts(Again.IS_THE_SAME)),
    "bluesky": _through(on_bluesky, Facts(Again.IS_THE_SAME)),
}


def an_outgoing(
    text: str = "We count on your vote.",
    number: int = 1,
    *,
    key: str | None = None,
    root: Receipt | None = None,
    parent: Receipt | None = None,
    language: str = "en",
    pictures: tuple[Shown, ...] = (),
    others: frozenset[str] = frozenset(),
    begun_at: dt.datetime | None = None,
    before_sending: Callable[[], None] = lambda: None,
) -> Outgoing:
    """A part on its way out, begun at a moment that no other part of the run was begun at, unless the test says when; its key is
    its own, unless the test gives it another's."""
    own = hashlib.sha256(text.encode()).hexdigest()[:32]
    begun = begun_at or NOW + next(_BEGUN) * MOMENT
    part = Part(number, text, key or own, attempted_at=begun, begun_at=begun)
    return Outgoing(part, language, root, parent, pictures, others, before_sending)
