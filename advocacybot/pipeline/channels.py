"""Where the staff is told: addresses as Apprise writes them, each a channel such as e-mail, Signal or Slack.

Apprise is loaded when there is something to tell, and not before. Addresses hold secrets, so channels go by number and kind.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apprise import NotifyBase

logger = logging.getLogger("advocacybot")

AT_ONCE = 8
LONGEST = 10.0
"""Seconds to connect, and again for each answer."""


@dataclass(frozen=True)
class Channel:
    """``name``: its place in the list, and its kind: *2 (Slack)*; ``understood``: whether Apprise knows what to do with it."""

    name: str
    tell: Callable[[str, str], bool]
    understood: bool = True


def channels(addresses: Sequence[str], room: str = "") -> list[Channel]:
    """The channels of those addresses. ``room``: the staff room's address, for channels that show who tells."""
    return [_channel(number, address, room) for number, address in enumerate(addresses, start=1)]


def tell(wanted: Sequence[Channel], title: str, body: str) -> dict[str, bool]:
    """Tell it on all channels at once; on which it worked, by their names. However a channel fails, it raises nothing."""
    with ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="notices") as pool:
        told = pool.map(lambda channel: channel.tell(title, body), wanted)
        return {channel.name: worked for channel, worked in zip(wanted, told, strict=True)}


def _channel(number: int, address: str, room: str) -> Channel:
    import apprise

    asset = apprise.AppriseAsset(
        app_id="advocacybot", app_desc="advocacybot", app_url=room, image_url_mask="", image_url_logo="", async_mode=False
    )
    found = apprise.Apprise.instantiate(address, asset=asset)
    if found is None:
        return Channel(f"{number} (not understood)", lambda _title, _body: False, understood=False)
    found.socket_connect_timeout = min(found.socket_connect_timeout, LONGEST)
    found.socket_read_timeout = min(found.socket_read_timeout, LONGEST)
    return Channel(f"{number} ({found.service_name})", lambda title, body: _told(found, title, body))


def _told(found: "NotifyBase", title: str, body: str) -> bool:
    try:
        return bool(found.notify(title=title, body=body, body_format="text"))
    except Exception as error:  # noqa: BLE001 – of its words nothing is said, as they may hold the address
        logger.warning("a channel failed by %s", type(error).__name__)
        return False
