"""A platform that sends nothing: it keeps a feed that can be read.

It takes whatever it is given, twice where it is given twice, as X does; so a rehearsal shows what an account's readers would
see, mistakes and all. A feed is one file for each account, one JSON object a line, on the disk before a receipt is given.
"""

import datetime as dt
import errno
import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.posts import Receipt
from advocacybot.clock import Clock
from advocacybot.council.hours import parse_hour
from advocacybot.errors import BadInput, Doubtful, NotSent, Refused
from advocacybot.platforms.base import Ask, Outgoing, Standing
from advocacybot.wording.lengths import USUAL, Limits


@dataclass(frozen=True)
class Rehearsal:
    """The feeds in a folder."""

    folder: Path
    clock: Clock
    settles_after: dt.timedelta = dt.timedelta()

    def limits(self, account: Account) -> Limits:
        """Those of the platform that the account rehearses for."""
        return USUAL[account.platform]

    def cost(self, outgoing: Outgoing) -> Decimal:  # noqa: ARG002 – as every platform is asked
        return Decimal(0)

    def publish(self, account: Account, outgoing: Outgoing) -> Receipt:
        limits = self.limits(account)
        text = outgoing.part.text
        if not limits.fits(text):
            raise Refused(cause=f"the part is too long ({limits.length(text)} of {limits.most})")
        try:
            with self._locked(account.name) as feed:
                outgoing.before_sending()
                return self._append(feed, account, outgoing)
        except OSError as error:
            raise NotSent(cause=f"the feed cannot be written ({error.strerror})") from error

    def find(self, account: Account, outgoing: Outgoing) -> Receipt | None:
        try:
            found = next((one for one in self.read(account.name) if one["key"] == outgoing.part.key), None)
            return _receipt(found) if found else None
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise Doubtful(cause=f"the feed cannot be read ({error})") from error

    def receipt_at(self, account: Account, address: str) -> Receipt:
        found = next((one for one in self.read(account.name) if one["id"] == address), None)
        if found is None:
            raise BadInput(what=f"{address!r} stands nowhere in the feed of {account.name}", mend="look with `advocacybot feed`")
        return _receipt(found)

    def delete(self, account: Account, receipt: Receipt) -> None:
        """Write the feed anew without the part, beside it, and put it in its place."""
        try:
            with self._locked(account.name):
                rest = [one for one in self.read(account.name) if one["id"] != receipt.remote_id]
                fresh = self._path(account.name).with_suffix(".new")
                fresh.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in rest), encoding="utf-8")
                fresh.replace(self._path(account.name))
        except (OSError, ValueError) as error:
            raise NotSent(cause=f"the feed cannot be written ({error})") from error

    def standing(self, account: Account) -> Standing:
        return Standing(account.handle, account.name, self.limits(account), notes=("a rehearsal: nothing is sent",))

    def sign_in(self, account: Account, ask: Ask) -> Mapping[str, str]:  # noqa: ARG002 – as every platform is asked
        raise BadInput(what=f"account {account.name!r} rehearses", mend="take `rehearsal: true` out of campaign.yaml first")

    def read(self, account: str) -> list[dict[str, Any]]:
        """What stands in an account's feed, oldest first."""
        path = self._path(account)
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]

    def _append(self, feed: int, account: Account, outgoing: Outgoing) -> Receipt:
        size = os.fstat(feed).st_size
        entry = {
            "id": f"{account.name}-{size}",
            "at": self.clock.now().isoformat(),
            "text": outgoing.part.text,
            "language": outgoing.language,
            "answers": outgoing.parent.remote_id if outgoing.parent else None,
            "thread": outgoing.root.remote_id if outgoing.root else None,
            "key": outgoing.part.key,
            **({"pictures": [one.alt for one in outgoing.pictures]} if outgoing.pictures else {}),
        }
        line = json.dumps(entry, ensure_ascii=False) + "\n"
        self._write(feed, size, ("" if _ends_a_line(self._path(account.name), size) else "\n") + line)
        return _receipt(entry)

    def _write(self, feed: int, size: int, line: str) -> None:
        """Write the line whole, or not at all; on the disk, or in doubt."""
        data = line.encode()
        if os.write(feed, data) < len(data):
            os.ftruncate(feed, size)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        try:
            os.fsync(feed)
        except OSError as error:
            raise Doubtful(cause=f"the feed is written, but perhaps not on the disk ({error.strerror})") from error

    @contextmanager
    def _locked(self, account: str) -> Iterator[int]:
        self.folder.mkdir(parents=True, exist_ok=True)
        feed = os.open(self._path(account), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(feed, fcntl.LOCK_EX)
            yield feed
        finally:
            os.close(feed)

    def _path(self, account: str) -> Path:
        return self.folder / f"{account}.jsonl"


def _ends_a_line(path: Path, size: int) -> bool:
    """Whether nothing was cut off at the feed's end."""
    with path.open("rb") as feed:
        feed.seek(max(size - 1, 0))
        return feed.read(1) in (b"\n", b"")


def _receipt(entry: dict[str, Any]) -> Receipt:
    return Receipt(remote_id=entry["id"], url=None, at=parse_hour(entry["at"]))
