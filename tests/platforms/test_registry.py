from pathlib import Path

import pytest

from advocacybot.campaign.accounts import PlatformName
from advocacybot.clock import ReplayClock
from advocacybot.errors import BadInput
from advocacybot.platforms.registry import Platforms
from advocacybot.platforms.rehearsal import Rehearsal
from tests.factories import an_account
from tests.fakes.platforms import FakePlatform
from tests.store.rows import NOW

CLOCK = ReplayClock(NOW)


def test_an_account_that_rehearses_posts_nowhere_else(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, CLOCK)
    platforms = Platforms(rehearsal, {PlatformName.X: FakePlatform(CLOCK)})
    assert platforms.of(an_account(rehearsal=True)) is rehearsal


def test_an_account_posts_on_its_own_platform(tmp_path: Path) -> None:
    x, mastodon = FakePlatform(CLOCK), FakePlatform(CLOCK)
    platforms = Platforms(Rehearsal(tmp_path, CLOCK), {PlatformName.X: x, PlatformName.MASTODON: mastodon})
    assert platforms.of(an_account()) is x
    assert platforms.of(an_account(platform="mastodon")) is mastodon


@pytest.mark.parametrize("connected", [None, {PlatformName.MASTODON: FakePlatform(CLOCK)}])
def test_where_its_platform_is_not_connected_an_account_never_posts_elsewhere(
    tmp_path: Path, connected: dict[PlatformName, FakePlatform] | None
) -> None:
    platforms = Platforms(Rehearsal(tmp_path, CLOCK), connected)
    with pytest.raises(BadInput, match=r"'act-x' is to post on x itself, which is not connected; write `rehearsal: true`"):
        platforms.of(an_account())
