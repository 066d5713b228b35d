"""Bluesky, by the AT Protocol (atproto.com) and its Python client.

Here exactly once is possible. A part's record key and its ``createdAt`` are made of when it was first attempted, which is stored
before anything is sent. ``putRecord`` with ``swapRecord: null`` writes a record only where none is; where one is, ``getRecord``
tells which. So a second try, even of a process that was given up for dead, meets the first one's record and changes nothing.
"""

import base64
import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from atproto import Client, Request, SessionEvent, exceptions, models
from atproto_client.utils import facet_detection
from cryptography.fernet import Fernet, InvalidToken

from advocacybot.campaign.accounts import Account, OnBluesky
from advocacybot.campaign.causes import Cause, ending
from advocacybot.campaign.posts import Part, Receipt
from advocacybot.clock import Clock
from advocacybot.council.hours import parse_hour
from advocacybot.errors import BadInput, NotSent, PlatformError
from advocacybot.platforms.base import Ask, Memory, Outgoing, Shown, Standing
from advocacybot.platforms.credentials import Credentials
from advocacybot.platforms.paper import MadeUp
from advocacybot.platforms.pictures import fitted
from advocacybot.platforms.wire import Answer, Errand, Transport, Way, in_our_words, the_usual
from advocacybot.wording.lengths import USUAL, Limits

COLLECTION = "app.bsky.feed.post"
_PROFILE = "app.bsky.actor.profile"
MOST_BYTES = 2_000_000

_POSTS = re.compile(r"^POST /xrpc/com\.atproto\.repo\.putRecord$")
_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_SESSION = "session"
_DID = "did of {}"
_ADDRESS = re.compile(r"(?:https://bsky\.app/profile/[^/\s]+/post/|at://[^/\s]+/app\.bsky\.feed\.post/)([\w.~:-]+)/?$")


@dataclass(frozen=True)
class Bluesky:
    """Accounts on Bluesky."""

    way: Way
    credentials: Credentials
    memory: Memory
    clock: Clock
    settles_after: dt.timedelta = dt.timedelta(seconds=20)

    def limits(self, account: Account) -> Limits:
        return USUAL[account.platform]

    def cost(self, outgoing: Outgoing) -> Decimal:  # noqa: ARG002 – as every platform is asked
        return Decimal(0)

    def app(self, account: Account) -> str:
        """Each has its own allowance."""
        return account.name

    def publish(self, account: Account, outgoing: Outgoing) -> Receipt:
        with self._client(account, outgoing.before_sending) as client:
            did, key = _did(client), record_key(outgoing.part)
            record = {
                "$type": COLLECTION,
                "text": outgoing.part.text,
                "createdAt": _created_at(outgoing.part),
                "langs": [outgoing.language],
                **self._facets(client, account, outgoing.part.text),
                **self._pictures(client, outgoing),
                **_reply(outgoing),
            }
            body = {"repo": did, "collection": COLLECTION, "rkey": key, "record": record, "swapRecord": None}
            try:
                made = client.invoke_procedure(
                    "com.atproto.repo.putRecord", content=json.dumps(body).encode(), input_encoding="application/json"
                )
            except _IsThere:
                return self._there(client, account, outgoing)
            told: Any = made.content
            return self._receipt(account, told["uri"], told["cid"], outgoing.part)

    def find(self, account: Account, outgoing: Outgoing) -> Receipt | None:
        if outgoing.part.begun_at is None:
            return None
        with self._client(account) as client:
            found = _record(client, record_key(outgoing.part))
            return self._receipt_of(account, found, outgoing.part) if found else None

    def receipt_at(self, account: Account, address: str) -> Receipt:
        key = _ADDRESS.match(address)
        if key is None:
            raise BadInput(
                what=f"{address!r} is no address of a post on Bluesky", mend="write it as https://bsky.app/profile/…/post/…"
            )
        with self._client(account) as client:
            found = _record(client, key[1])
            if found is None:
                raise BadInput(what=f"{address} is no post of {account.handle}", mend="look at the account, and copy the address")
            value: Any = found.value
            return Receipt(f"{found.uri} {found.cid}", _url(account, found.uri), parse_hour(value.created_at))

    def delete(self, account: Account, receipt: Receipt) -> None:
        """As the protocol has it, to delete what is gone already is a success."""
        with self._client(account) as client:
            key = receipt.remote_id.split(" ")[0].rsplit("/", 1)[-1]
            data = models.ComAtprotoRepoDeleteRecord.Data(repo=_did(client), collection=COLLECTION, rkey=key)
            client.com.atproto.repo.delete_record(data)

    def standing(self, account: Account) -> Standing:
        with self._client(account) as client:
            told = client.com.atproto.server.get_session()
            session = client._session_dispatcher.session
            until = session.refresh_jwt_payload.exp if session else None
            return Standing(
                f"@{told.handle}",
                told.did,
                self.limits(account),
                dt.datetime.fromtimestamp(until, dt.UTC) if until else None,
                notes=_notes(_profile(client)),
            )

    def sign_in(self, account: Account, ask: Ask) -> Mapping[str, str]:
        """By an app password. It may post and read alone, and can be taken back without changing the account's own."""
        ask.tell(f"As {account.handle}, make an app password: Settings → Privacy and security → App passwords.")
        password = ask.secret("The app password")
        errand = Errand(judge, self.clock, scrub=lambda text: text.replace(password, "…"))
        with in_our_words(errand):
            client = self._new_client(account, errand, [], password)
            self._sign_in(client, account, None, password)
            profile = _profile(client)
            if _notes(profile) and ask.yes("Mark the account as automated, with the label `bot`, as its readers expect"):
                _mark_as_automated(client, profile)
        return {"app_password": password}

    # ── the session: kept sealed, and refreshed ─────────────────────────────────────────────────────────────────────

    @contextmanager
    def _client(self, account: Account, before_sending: Callable[[], None] = lambda: None) -> Iterator[Client]:
        secrets: list[str] = []

        def scrub(text: str) -> str:
            for secret in secrets:
                text = text.replace(secret, "…")
            return self.credentials.scrub(text)

        errand = Errand(judge, self.clock, _POSTS, before_sending, scrub)
        with in_our_words(errand):
            password = self.credentials.of(account, "app_password")
            client = self._new_client(account, errand, secrets, password)
            kept = _opened(self.memory.recall(account.name, _SESSION), _seal(account, password))
            try:
                self._sign_in(client, account, kept, password)
                yield client
            except NotSent as error:
                if kept is None or error.kind != Cause.TOKEN:
                    raise
                self.memory.remember(account.name, _SESSION, "")
                raise ending(Cause.TOKEN, "the session ran out, and is begun anew", until=self.clock.now()) from None

    def _sign_in(self, client: Client, account: Account, kept: str | None, password: str) -> None:
        """Go on with the session that was kept, or begin one; at most 300 may be begun a day."""
        if kept:
            client.login(session_string=kept, fetch_bsky_profile=False)
        else:
            client.login(account.handle.removeprefix("@"), password, fetch_bsky_profile=False)

    def _new_client(self, account: Account, errand: Errand, secrets: list[str], password: str) -> Client:
        client = Client(account.bluesky.server, request=Request(transport=Transport(self.way, errand)))

        def keep(event: SessionEvent, session: Any) -> None:
            secrets.extend((session.access_jwt, session.refresh_jwt))
            if account.bluesky.server != OnBluesky().server:  # only Bluesky's own sends accounts on to where their data lie
                client.update_base_url(account.bluesky.server)
            if event is not SessionEvent.IMPORT:
                sealed = _seal(account, password).encrypt(session.export().encode()).decode()
                self.memory.remember(account.name, _SESSION, sealed)

        client.on_session_change(keep)
        return client

    # ── what goes into a record ─────────────────────────────────────────────────────────────────────────────────────

    def _facets(self, client: Client, account: Account, text: str) -> dict[str, Any]:
        """Links, hashtags and mentions by their places in UTF-8 bytes. A handle that is nobody's stays plain words."""
        facets = [facet.model_dump(by_alias=True, exclude_none=True) for facet in facet_detection.detect_facets(text)]
        for one in facet_detection.detect_mentions(text):
            did = self._did_of(client, account, one.handle.lower())
            if did:
                mention = {"$type": "app.bsky.richtext.facet#mention", "did": did}
                facets.append({"index": {"byteStart": one.byte_start, "byteEnd": one.byte_end}, "features": [mention]})
        return {"facets": sorted(facets, key=lambda facet: int(facet["index"]["byteStart"]))} if facets else {}

    def _did_of(self, client: Client, account: Account, handle: str) -> str | None:
        """Whose handle it is: as it was when it was first asked for, for handles change hands."""
        name = _DID.format(handle)
        known = self.memory.recall(account.name, name)
        if known is None:
            try:
                known = client.com.atproto.identity.resolve_handle({"handle": handle}).did
            except exceptions.BadRequestError:
                return None
            self.memory.remember(account.name, name, known)
        return known

    def _pictures(self, client: Client, outgoing: Outgoing) -> dict[str, Any]:
        images = [self._picture(client, one) for one in outgoing.pictures]
        return {"embed": {"$type": "app.bsky.embed.images", "images": images}} if images else {}

    def _picture(self, client: Client, shown: Shown) -> dict[str, Any]:
        made = fitted(shown, MOST_BYTES)
        upload = client.invoke_procedure(
            "com.atproto.repo.uploadBlob", content=made.data, input_encoding=made.media_type, output_encoding="application/json"
        )
        told: Any = upload.content
        return {"alt": shown.alt, "image": told["blob"], "aspectRatio": {"width": made.width, "height": made.height}}

    def _there(self, client: Client, account: Account, outgoing: Outgoing) -> Receipt:
        """The receipt of what stands under the part's own key already.

        Raises:
            Doubtful: it says something else, or cannot be read: the part may well be out.
        """
        try:
            found = _record(client, record_key(outgoing.part))
        except PlatformError as error:
            raise ending(Cause.UNANSWERED, f"a record stands under the key of this part ({error.facts['cause']})") from None
        if found is None:
            raise ending(Cause.MALFORMED, "a record stood under the key of this part, and is gone")
        return self._receipt_of(account, found, outgoing.part)

    def _receipt_of(self, account: Account, found: models.ComAtprotoRepoGetRecord.Response, part: Part) -> Receipt:
        """The receipt of a record under the part's own key.

        Raises:
            Doubtful: it says something else.
        """
        if getattr(found.value, "text", None) != part.text:
            raise ending(Cause.MALFORMED, "another record stands under the key of this part")
        return self._receipt(account, found.uri, found.cid or "", part)

    def _receipt(self, account: Account, uri: str, cid: str, part: Part) -> Receipt:
        """What answers it must name both the record and its content."""
        return Receipt(f"{uri} {cid}", _url(account, uri), part.begun_at or self.clock.now())


class _IsThere(Exception):
    """A record stands under that key."""


def record_key(part: Part) -> str:
    """The part's record key: a timestamp identifier (TID, https://atproto.com/specs/tid) of when it was first attempted."""
    micros = (_begun(part) - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1)
    clock = int.from_bytes(hashlib.sha256(part.key.encode()).digest()[:2], "big") % 1024
    number = micros << 10 | clock
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(60, -5, -5))


def _begun(part: Part) -> dt.datetime:
    if part.begun_at is None:
        raise ValueError("a part is given to nobody before it is attempted")  # noqa: EM101
    return part.begun_at.astimezone(dt.UTC)


def _created_at(part: Part) -> str:
    return f"{_begun(part):%Y-%m-%dT%H:%M:%S}.{_begun(part).microsecond // 1000:03}Z"


def _reply(outgoing: Outgoing) -> dict[str, Any]:
    if outgoing.root is None or outgoing.parent is None:
        return {}
    return {"reply": {"root": _reference(outgoing.root), "parent": _reference(outgoing.parent)}}


def _reference(receipt: Receipt) -> dict[str, str]:
    uri, cid = receipt.remote_id.split(" ")
    return {"uri": uri, "cid": cid}


def _url(account: Account, uri: str) -> str:
    return f"https://bsky.app/profile/{account.handle.removeprefix('@')}/post/{uri.rsplit('/', 1)[-1]}"


def _did(client: Client) -> str:
    session = client._session_dispatcher.session
    return session.did if session else ""


def _record(client: Client, key: str) -> models.ComAtprotoRepoGetRecord.Response | None:
    params = models.ComAtprotoRepoGetRecord.Params(repo=_did(client), collection=COLLECTION, rkey=key)
    try:
        return client.com.atproto.repo.get_record(params)
    except exceptions.BadRequestError as error:
        if _says(error) == "RecordNotFound":
            return None
        raise


def _says(error: exceptions.RequestErrorBase) -> str:
    """The protocol's name for the error."""
    return str(getattr(error.response and error.response.content, "error", ""))


def _seal(account: Account, password: str) -> Fernet:
    """What keeps a session from whoever reads the database and has not the app password: Fernet, its key by scrypt (RFC 7914)."""
    key = hashlib.scrypt(password.encode(), salt=account.voice.encode(), n=2**12, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(key))


def _opened(sealed: str | None, seal: Fernet) -> str | None:
    if not sealed:
        return None
    try:
        return seal.decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _profile(client: Client) -> dict[str, Any]:
    """The account's profile record as it is; the client's own model of it would lose what it does not know."""
    try:
        params = models.ComAtprotoRepoGetRecord.Params(repo=_did(client), collection=_PROFILE, rkey="self")
        found: Any = client.invoke_query("com.atproto.repo.getRecord", params=params, output_encoding="application/json")
    except exceptions.BadRequestError:
        return {}
    return dict(found.content.get("value") or {})


def _mark_as_automated(client: Client, profile: dict[str, Any]) -> None:
    """Put the label on the account's profile, and leave everything else of it as it is."""
    values = [*((profile.get("labels") or {}).get("values") or ()), {"val": "bot"}]
    labels = {"$type": "com.atproto.label.defs#selfLabels", "values": values}
    record = {**profile, "$type": _PROFILE, "labels": labels}
    body = {"repo": _did(client), "collection": _PROFILE, "rkey": "self", "record": record}
    client.invoke_procedure("com.atproto.repo.putRecord", content=json.dumps(body).encode(), input_encoding="application/json")


def _notes(profile: dict[str, Any]) -> tuple[str, ...]:
    labels = {str(one.get("val")) for one in ((profile.get("labels") or {}).get("values") or ())}
    return () if "bot" in labels else ("it does not carry the label `bot`: readers expect that of an automated account",)


def judge(answer: Answer) -> Cause | tuple[Cause, dt.datetime | None] | None:
    """What an answer of a server means. https://atproto.com/specs/xrpc and https://docs.bsky.app/docs/advanced-guides/rate-limits."""
    error, message = (str(answer.body.get(key, "")) if isinstance(answer.body, dict) else "" for key in ("error", "message"))
    if error == "InvalidSwap":
        raise _IsThere
    if error in _ERRORS:
        return _ERRORS[error]
    if answer.status == 429:
        a_day = re.search(r";w=86400\b", answer.headers.get("ratelimit-policy", ""))
        return Cause.CAP if a_day else Cause.WINDOW, answer.hour("ratelimit-reset", "retry-after")
    return None if error in _NOT_THERE or message == "Unable to resolve handle" else the_usual(answer)


_A_TOKEN = "e30.eyJleHAiOjQxMDI0NDQ4MDB9.e30"  # noqa: S105 – {"exp": 2100}, signed by nobody
_A_SESSION = {"did": "did:plc:me", "handle": "me.bsky.social", "accessJwt": _A_TOKEN, "refreshJwt": _A_TOKEN}
ON_PAPER: tuple[MadeUp, ...] = (
    (re.compile(r"com\.atproto\.server\."), lambda _: _A_SESSION),
    (re.compile(r"com\.atproto\.identity\.resolveHandle"), lambda n: {"did": f"did:plc:{n}"}),
    (re.compile(r"com\.atproto\.repo\.uploadBlob"), lambda n: {"blob": {"$type": "blob", "ref": {"$link": f"{n}"}}}),
    (re.compile(r"com\.atproto\.repo\.getRecord"), lambda _: {"error": "RecordNotFound"}),
    (re.compile(r"com\.atproto\.repo\.putRecord"), lambda n: {"uri": f"at://did:plc:me/{COLLECTION}/{n}", "cid": f"cid-{n}"}),
)
"""What a dry run has a server answer."""

_SIGN_IN = ("ExpiredToken", "InvalidToken", "AuthenticationRequired", "AuthMissing", "AuthFactorTokenRequired", "BadJwt")
_NOT_THERE = ("RecordNotFound", "HandleNotFound")
_GONE = ("AccountTakedown", "AccountSuspended", "AccountDeactivated", "RepoTakendown", "RepoSuspended", "RepoDeactivated")
_ERRORS = dict.fromkeys(_SIGN_IN, Cause.TOKEN) | dict.fromkeys(_GONE, Cause.SUSPENDED)
