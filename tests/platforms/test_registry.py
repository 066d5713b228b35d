from advocacybot.campaign.accounts import PlatformName
from advocacybot.clock import ReplayClock
from advocacybot.platforms.credentials import Credentials
from advocacybot.platforms.registry import Adapters, Platforms
from advocacybot.platforms.rehearsal import Rehearsal
from advocacybot.platforms.wire import Network
from advocacybot.store import rehearsed
from tests.factories import an_account
from tests.fakes.memory import Remembered
from tests.fakes.platforms import FakePlatform
from tests.store.rows import NOW

CLOCK = ReplayClock(NOW)


def test_an_account_that_rehearses_posts_nowhere_else() -> None:
    rehearsal = Rehearsal(rehearsed, CLOCK)
    platforms = Platforms(rehearsal, {PlatformName.X: FakePlatform(CLOCK)})
    assert platforms.of(an_account(rehearsal=True)) is rehearsal


def test_an_account_posts_on_its_own_platform() -> None:
    x, mastodon = FakePlatform(CLOCK), FakePlatform(CLOCK)
    platforms = Platforms(Rehearsal(rehearsed, CLOCK), {PlatformName.X: x, PlatformName.MASTODON: mastodon})
    assert platforms.of(an_account()) is x
    assert platforms.of(an_account(platform="mastodon", mastodon={"server": "https://m.example"})) is mastodon


def test_every_platform_has_its_adapter() -> None:
    adapters = Adapters(Network(), Credentials({}), Remembered(), CLOCK)
    platforms = Platforms(Rehearsal(rehearsed, CLOCK), adapters)
    for name in PlatformName:
        assert type(platforms.of(an_account(platform=name.value))).__name__.lower() == name


def test_an_adapter_is_made_once() -> None:
    adapters = Adapters(Network(), Credentials({}), Remembered(), CLOCK)
    assert adapters[PlatformName.X] is adapters[PlatformName.X]
    assert set(adapters) == set(PlatformName)
    assert len(adapters) == len(PlatformName)
