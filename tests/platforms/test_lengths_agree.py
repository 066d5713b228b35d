"""Our count of a text and its server's verdict agree, just at the limit and one beyond."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from unicodedata import normalize

import pytest

from advocacybot.campaign.accounts import PlatformName
from advocacybot.clock import ReplayClock
from advocacybot.errors import Refused
from advocacybot.wording.lengths import USUAL, Limits
from tests.platforms.connected import Connected, on_bluesky, on_mastodon, on_x
from tests.platforms.trials import an_outgoing
from tests.store.rows import NOW

HARD = {
    "letters": "Security Council",
    "accents": "Élysée, Ñandú",
    "combining marks": "E\u0301 n\u0303 o\u0308\u0323",
    "Chinese": "安全理事会",
    "Korean, composed and not": "한국 \u1112\u1161\u11ab",
    "Arabic": "نعوّل على صوتكم",
    "Hindi": "सुरक्षा परिषद",
    "emoji": "🕊️ ☺️ ☎",
    "flags": "🇺🇳🇫🇷🇪🇸",
    "a flag of a region": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "a family": "👨‍👩‍👧‍👦",
    "skin tones": "👩🏽‍⚖️ 🧕🏾",
    "keycaps": "1️⃣ #️⃣",
    "a link": "https://undocs.org/S/2016/846",
    "a long link": "https://undocs.org/en/" + "a" * 90,
    "a link without protocol": "undocs.org/en/S/PV.7785",
    "a link beside Chinese": "看https://un.org。",
    "quotation marks": "«à côté» – “so on”…",
    "lines": "one\n\ntwo",
}
CONNECT: dict[str, Callable[..., AbstractContextManager[Connected]]] = {"x": on_x, "mastodon": on_mastodon, "bluesky": on_bluesky}


def _is_counted_as_there(platform: str, text: str) -> bool:
    """mastodon-mock counts characters where Mastodon counts graphemes, and whole links: it is asked where that is the same."""
    return platform != "mastodon" or USUAL[PlatformName.MASTODON].length(text) == len(text)


CASES = [
    pytest.param(platform, text, id=f"{name} on {platform}")
    for platform in CONNECT
    for name, text in HARD.items()
    if _is_counted_as_there(platform, text)
]


def just_fitting(text: str, limits: Limits) -> str:
    """The text as often as it fits, and letters up to the limit."""
    often = text
    while limits.fits(f"{often} {text}"):
        often += f" {text}"
    left = [limits.most - limits.length(often)]
    left += [limits.most_bytes - len(often.encode())] if limits.most_bytes else []
    letters = min(left)
    return often + (" " + "o" * (letters - 1) if letters else "")


@pytest.mark.parametrize(("platform", "text"), CASES)
def test_what_just_fits_by_our_count_fits_by_the_servers_and_no_more_does(
    request: pytest.FixtureRequest, platform: str, text: str
) -> None:
    with CONNECT[platform](request, ReplayClock(NOW)) as at_work:
        limits = at_work.platform.limits(at_work.account)
        fits = just_fitting(text, limits)
        beyond = f"{fits}o" if fits.endswith("o") else f"{fits} o"
        assert limits.fits(fits)
        assert not limits.fits(beyond)
        with pytest.raises(Refused):
            at_work.platform.publish(at_work.account, an_outgoing(beyond))
        at_work.platform.publish(at_work.account, an_outgoing(fits))
        assert [normalize("NFC", out.text) for out in at_work.feed(at_work.account)] == [normalize("NFC", fits)]


def test_bytes_are_counted_where_the_server_counts_them(request: pytest.FixtureRequest) -> None:
    with on_bluesky(request, ReplayClock(NOW)) as at_work:
        family = "👨‍👩‍👧‍👦"
        for text, taken in ((family * 120, True), (family * 120 + "o", False)):
            assert at_work.platform.limits(at_work.account).fits(text) is taken
            with nullcontext() if taken else pytest.raises(Refused):
                at_work.platform.publish(at_work.account, an_outgoing(text))
