"""Mastodon, and what speaks its API (docs.joinmastodon.org), by Mastodon.py.

A part's key goes out as ``Idempotency-Key``. Mastodon keeps it for an hour at most and GoToSocial ignores it, so it helps and is
not relied on: where an answer was lost the account's own timeline is asked. What an instance allows is read and remembered.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import mastodon

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.causes import Cause, ending
from advocacybot.campaign.posts import Receipt
from advocacybot.clock import Clock
from advocacybot.errors import BadInput
from advocacybot.platforms import timeline
from advocacybot.platforms.base import Ask, Memory, Outgoing, Shown, Standing
from advocacybot.platforms.credentials import Credentials
from advocacybot.platforms.paper import MadeUp
from advocacybot.platforms.pictures import fitted
from advocacybot.platforms.wire import Answer, Errand, Line, Way, in_our_words, the_usual
from advocacybot.wording.lengths import USUAL, Limits, graphemes, mastodon_limits

_POSTS = re.compile(r"^POST /api/v1/statuses$")
_A_PAGE = 40
_PAGES = 5

_SCOPES = ["read:accounts", "read:statuses", "write:statuses", "write:media"]
_NOWHERE = "urn:ietf:wg:oauth:2.0:oob"
"""Where an app without a page of its own has its code sent: it is shown to the person."""

_INSTANCE = "instance"
_SPOKEN = "4.4.0"
"""What Mastodon.py takes the instance for; else it would ask for its version before each picture."""


@dataclass(frozen=True)
class Allowed:
    """What an instance allows (``GET /api/v2/instance``), as it is remembered."""

    characters: int = 500
    for_a_link: int | None = 23
    """What a link counts for; ``None`` where it counts as long as it is, as on GoToSocial."""
    pictures: int = 4
    alt: int = 1500
    bytes: int = 16_777_216

    @classmethod
    def told(cls, instance: dict[str, Any]) -> "Allowed":
        """By the instance's own document; what it leaves out is as on Mastodon."""
        told, usual = instance.get("configuration") or {}, cls()
        statuses, media = told.get("statuses") or {}, told.get("media_attachments") or {}
        counts_whole_links = "gotosocial" in str(instance.get("source_url")).lower()
        return cls(
            characters=statuses.get("max_characters") or usual.characters,
            for_a_link=None if counts_whole_links else statuses.get("characters_reserved_per_url") or usual.for_a_link,
            pictures=statuses.get("max_media_attachments") or usual.pictures,
            alt=media.get("description_limit") or usual.alt,
            bytes=media.get("image_size_limit") or usual.bytes,
        )


@dataclass(frozen=True)
class Mastodon:
    """Accounts on Mastodon."""

    way: Way
    credentials: Credentials
    memory: Memory
    clock: Clock
    settles_after: dt.timedelta = dt.timedelta(minutes=1)
    _learned: set[str] = field(default_factory=set, init=False, repr=False, compare=False)
    """Of whom this process knows that it is remembered what their instance allows."""

    def limits(self, account: Account) -> Limits:
        """Those of its instance, less its content warning, which counts as well."""
        allowed = self._remembered(account)
        return mastodon_limits(allowed.characters - graphemes(account.mastodon.content_warning or ""), allowed.for_a_link)

    def cost(self, outgoing: Outgoing) -> Decimal:  # noqa: ARG002 – as every platform is asked
        return Decimal(0)

    def app(self, account: Account) -> str:
        """Each has its own allowance."""
        return account.name

    def publish(self, account: Account, outgoing: Outgoing) -> Receipt:
        with self._client(account, outgoing.before_sending) as client:
            self._learn_once(client, account)
            client.status_post(
                outgoing.part.text,
                in_reply_to_id=outgoing.parent.remote_id if outgoing.parent else None,
                media_ids=[self._upload(client, account, one) for one in self._pictures(account, outgoing)] or None,
                visibility=account.mastodon.visibility,
                spoiler_text=account.mastodon.content_warning,
                language=outgoing.language,
                idempotency_key=outgoing.part.key,
            )
            return _in_its_words(_said(client))

    def find(self, account: Account, outgoing: Outgoing) -> Receipt | None:
        with self._client(account) as client:
            return timeline.found(outgoing, self._timeline(client, account, outgoing))

    def receipt_at(self, account: Account, address: str) -> Receipt:
        number = re.search(r"(?:/|^)([0-9A-Za-z]{1,40})/?$", address)
        if number is None:
            raise BadInput(what=f"{address!r} is no address of a post", mend="write it as https://server/@account/123")
        with self._client(account) as client:
            try:
                status = client.status(number[1])
            except mastodon.MastodonNotFoundError:
                status = None
            if status is None or str(status.account.id) != self._number(client, account):
                raise BadInput(what=f"{address} is no post of {account.handle}", mend="look at the account, and copy the address")
            return _receipt(status)

    def delete(self, account: Account, receipt: Receipt) -> None:
        with self._client(account) as client:
            try:
                client.status_delete(receipt.remote_id)
            except mastodon.MastodonNotFoundError:
                return

    def standing(self, account: Account) -> Standing:
        with self._client(account) as client:
            me = client.account_verify_credentials()
            self.memory.remember(account.name, _number_of(account), _id(me))
            self._learn(client, account)
            notes = (
                () if me.bot else ("it is not marked as automated: readers expect that of a bot (Preferences → Public profile)",)
            )
            return Standing(f"@{me.acct}", _id(me), self.limits(account), notes=notes)

    def sign_in(self, account: Account, ask: Ask) -> Mapping[str, str]:
        """By a code, as an app without a page of its own; asks for no more than posting takes."""
        errand = Errand(judge, self.clock, scrub=self.credentials.scrub)
        with in_our_words(errand):
            server, line = account.server, Line(self.way, errand)
            app = mastodon.Mastodon.create_app(
                "advocacybot", scopes=_SCOPES, redirect_uris=_NOWHERE, api_base_url=server, session=line
            )
            version: dict[str, Any] = {"mastodon_version": _SPOKEN, "version_check_mode": "created"}
            client = mastodon.Mastodon(*app, api_base_url=server, session=line, **version)
            here = str(server).startswith("http://")  # campaign.yaml takes that of this machine alone
            address = client.auth_request_url(scopes=_SCOPES, redirect_uris=_NOWHERE, allow_http=here)
            ask.tell(f"Open this address as {account.handle}, and let the app in:\n\n  {address}\n")
            code = ask.line("The code that it shows")
            return {"access_token": client.log_in(code=code, redirect_uri=_NOWHERE, scopes=_SCOPES, allow_http=here)}

    # ── its own ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def _client(self, account: Account, before_sending: Callable[[], None] = lambda: None) -> Iterator[mastodon.Mastodon]:
        errand = Errand(judge, self.clock, _POSTS, before_sending, self.credentials.scrub)
        with in_our_words(errand):
            yield mastodon.Mastodon(
                access_token=self.credentials.of(account, "access_token"),
                api_base_url=account.server,
                session=Line(self.way, errand, in_short=True),
                ratelimit_method="throw",
                mastodon_version=_SPOKEN,
                version_check_mode="created",
                feature_set="mainline",
                user_agent="advocacybot",
            )

    def _pictures(self, account: Account, outgoing: Outgoing) -> tuple[Shown, ...]:
        if not outgoing.pictures:
            return ()
        allowed = self._remembered(account)
        return tuple(replace(one, alt=one.alt[: allowed.alt]) for one in outgoing.pictures[: allowed.pictures])

    def _upload(self, client: mastodon.Mastodon, account: Account, shown: Shown) -> str:
        """Give the instance a picture with its words.

        It may still be at work on it; what it is given again it works on anew, so the next try asks for the same upload, once.

        Raises:
            NotSent: it is not ready.
            Refused: the instance cannot process it.
        """
        picture = fitted(shown, self._remembered(account).bytes)
        name = f"upload to {account.server} {hashlib.sha256(picture.data + shown.alt.encode()).hexdigest()}"
        known = self.memory.recall(account.name, name)
        if known:
            self.memory.remember(account.name, name, "")
        media = client.media(known) if known else client.media_post(picture.data, picture.media_type, description=shown.alt)
        if media.url is None:
            self.memory.remember(account.name, name, _id(media))
            raise ending(Cause.PICTURE)
        return _id(media)

    def _timeline(self, client: mastodon.Mastodon, account: Account, outgoing: Outgoing) -> Iterator[timeline.Standing]:
        """The account's own posts since the part was begun, the newest first.

        Raises:
            Doubtful: there are more than can be looked through, or it is not said whether there are any.
        """
        begun, oldest = timeline.since(outgoing), None
        for _ in range(_PAGES):
            page = client.account_statuses(self._number(client, account), exclude_reblogs=True, limit=_A_PAGE, max_id=oldest)
            if not isinstance(_said(client), list):
                raise ending(Cause.MALFORMED, "its timeline is no list")
            for status in page:
                receipt = _receipt(status)
                if begun is not None and receipt.at < begun:
                    return
                answered = str(status.in_reply_to_id) if status.in_reply_to_id else None
                yield timeline.Standing(timeline.plain(status.content), answered, receipt)
            if not page:
                return
            oldest = page[-1].id
        raise ending(Cause.UNANSWERED, "the account posted too much to be looked through")

    def _number(self, client: mastodon.Mastodon, account: Account) -> str:
        """What the instance calls the account."""
        known = self.memory.recall(account.name, _number_of(account))
        if known is None:
            known = _id(client.account_verify_credentials())
            self.memory.remember(account.name, _number_of(account), known)
        return known

    def _learn_once(self, client: mastodon.Mastodon, account: Account) -> None:
        if account.voice in self._learned:
            return
        if self.memory.recall(account.name, _INSTANCE) is None:
            self._learn(client, account)
        else:
            self._learned.add(account.voice)

    def _learn(self, client: mastodon.Mastodon, account: Account) -> None:
        """Read what the instance allows, and remember it."""
        try:
            instance = client.instance_v2()
        except mastodon.MastodonNotFoundError:  # older than Mastodon 4.0: the same facts stand in its first version
            instance = client.instance_v1()
        allowed = Allowed.told(instance)
        self.memory.remember(account.name, _INSTANCE, json.dumps(allowed.__dict__))

    def _remembered(self, account: Account) -> Allowed:
        known = self.memory.recall(account.name, _INSTANCE)
        return Allowed(**json.loads(known)) if known else Allowed(characters=USUAL[account.platform].most)


def judge(answer: Answer) -> Cause | tuple[Cause, dt.datetime | None] | None:
    """What an answer of an instance means. https://docs.joinmastodon.org/client/intro/#errors and …/api/rate-limits/."""
    told = answer.words.lower()
    if answer.status == 404:
        return None
    if answer.status == 429:
        return Cause.WINDOW, answer.hour("x-ratelimit-reset", "retry-after")
    if answer.status in (401, 403):
        return next((cause for words, cause in _FORBIDDEN if words in told), the_usual(answer))
    if answer.status in (400, 422):
        return next((cause for words, cause in _INVALID if words in told), Cause.REJECTED)
    return the_usual(answer)


_A_STATUS = {"url": "https://social.example/1", "content": "", "created_at": "2000-01-01T00:00:00.000Z"}
ON_PAPER: tuple[MadeUp, ...] = (
    (re.compile(r"^GET /api/v[12]/instance"), lambda _: {"version": "4.4.0", "api_versions": {"mastodon": 6}}),
    (re.compile(r"^GET /api/v1/accounts/verify_credentials"), lambda _: {"id": "1", "acct": "me", "username": "me", "bot": True}),
    (re.compile(r"^POST /api/v2/media"), lambda n: {"id": f"{n}", "url": "https://social.example/picture"}),
    (re.compile(r"^POST /api/v1/statuses"), lambda n: {"id": f"{n}", **_A_STATUS}),
    (re.compile(r"^GET /api/v1/accounts/"), lambda _: []),
)
"""What a dry run has an instance answer."""

_FORBIDDEN = (
    ("scope", Cause.TOKEN),
    ("token", Cause.TOKEN),
    ("disabled", Cause.SUSPENDED),
    ("suspended", Cause.SUSPENDED),
    ("pending", Cause.SUSPENDED),
    ("confirmed", Cause.SUSPENDED),
)
"""What Mastodon says of a sign-in that may not post, and of an account that may not."""

_INVALID = (("not finished processing", Cause.PICTURE), ("authenticated user", Cause.TOKEN))
"""What it says with 422 that is not about the words."""


def _number_of(account: Account) -> str:
    """Under what name it is remembered what the instance calls the account."""
    return f"number of {account.handle} on {account.server}"


def _in_its_words(status: dict[str, Any]) -> Receipt:
    """Of a status as the instance tells it (docs.joinmastodon.org/entities/Status).

    Raises:
        KeyError, ValueError: it does not tell its number, or when it was made.
    """
    at = dt.datetime.fromisoformat(status["created_at"])
    number = str(status["id"] or "")
    if not number:
        raise ValueError("a status without an id")  # noqa: EM101
    return Receipt(number, status.get("url") or status.get("uri"), at if at.tzinfo else at.replace(tzinfo=dt.UTC))


def _receipt(status: Any) -> Receipt:
    return Receipt(_id(status), status.url or status.uri, status.created_at)


def _said(client: mastodon.Mastodon) -> Any:
    """The JSON of its last answer; Mastodon.py makes a list of any."""
    line: Any = client.session
    return line.said


def _id(told: Any) -> str:
    """What the instance calls something; Mastodon.py makes something of any JSON.

    Raises:
        ValueError: it does not say.
    """
    if not told.id:
        raise ValueError("an answer without an id")  # noqa: EM101
    return str(told.id)
