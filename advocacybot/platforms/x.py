"""X, by its API v2 and tweepy, signed as OAuth 1.0a for the account (docs.x.com).

X knows no key that we choose. It refuses a second post of the same words, and it is asked for the account's own posts where an
answer was lost. tweepy sends no time-out and has its server built in: :class:`advocacybot.platforms.wire.Line` mends both.
Its own waiting for rate limits stays off: it blocks, and without bound.
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

import tweepy
from requests_oauthlib import OAuth1Session
from twitter_text import extract_urls

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.causes import Cause, ending
from advocacybot.campaign.posts import Receipt
from advocacybot.clock import Clock
from advocacybot.errors import BadInput, NotSent
from advocacybot.platforms import timeline
from advocacybot.platforms.base import Ask, Memory, Outgoing, Shown, Standing
from advocacybot.platforms.credentials import Credentials
from advocacybot.platforms.paper import MadeUp
from advocacybot.platforms.pictures import Fitted, fitted
from advocacybot.platforms.wire import Answer, Errand, Line, Way, in_our_words, the_usual
from advocacybot.wording.lengths import USUAL, Limits

_BUILT_IN = "https://api.twitter.com"
_POSTS = re.compile(r"^POST /2/tweets$")
_SECRETS = ("api_key", "api_secret", "access_token", "access_token_secret")

MOST_BYTES = 5_000_000
KINDS = frozenset({"image/jpeg", "image/png", "image/webp"})
MOST_ALT = 1000
_PAGES = 5
_A_PAGE = 100

PRICES = {"post": Decimal("0.015"), "post with a link": Decimal("0.200"), "alt text": Decimal("0.005")}
"""US dollars, by X's pay-per-use prices of February 2026."""


@dataclass(frozen=True)
class X:
    """Accounts on X."""

    way: Way
    credentials: Credentials
    memory: Memory
    clock: Clock
    settles_after: dt.timedelta = dt.timedelta(minutes=2)

    def limits(self, account: Account) -> Limits:
        return USUAL[account.platform]

    def cost(self, outgoing: Outgoing) -> Decimal:
        kind = "post with a link" if extract_urls(outgoing.part.text) else "post"
        return PRICES[kind] + PRICES["alt text"] * len(outgoing.pictures)

    def app(self, account: Account) -> str:
        """By its key. An account without one has none to share."""
        try:
            return hashlib.sha256(self.credentials.of(account, _SECRETS[0]).encode()).hexdigest()
        except NotSent:
            return account.name

    def publish(self, account: Account, outgoing: Outgoing) -> Receipt:
        with self._client(account, outgoing.before_sending) as client:
            body: dict[str, Any] = {"text": outgoing.part.text}
            if outgoing.parent:
                body["in_reply_to_tweet_id"] = outgoing.parent.remote_id
            if outgoing.pictures:
                body["media_ids"] = [self._upload(client, account, one) for one in outgoing.pictures]
            made = client.create_tweet(**body)
            return self._receipt(account, made.data["id"], self.clock.now())

    def find(self, account: Account, outgoing: Outgoing) -> Receipt | None:
        with self._client(account) as client:
            return timeline.found(outgoing, self._timeline(client, account, outgoing))

    def receipt_at(self, account: Account, address: str) -> Receipt:
        number = re.search(r"(?:/status/|^)(\d{1,19})(?:[/?#]|$)", address)
        if number is None:
            raise BadInput(what=f"{address!r} is no address of a post on X", mend="write it as https://x.com/…/status/123")
        with self._client(account) as client:
            try:
                post = client.get_tweet(number[1], tweet_fields=["author_id", "created_at"], user_auth=True).data
            except tweepy.NotFound:
                post = None
            if post is None or str(post.author_id) != self._number(client, account):
                raise BadInput(what=f"{address} is no post of {account.handle}", mend="look at the account, and copy the address")
            return self._receipt(account, str(post.id), post.created_at)

    def delete(self, account: Account, receipt: Receipt) -> None:
        with self._client(account) as client:
            try:
                client.delete_tweet(receipt.remote_id)
            except tweepy.NotFound:
                return

    def standing(self, account: Account) -> Standing:
        with self._client(account) as client:
            me = client.get_me(user_auth=True).data
            self.memory.remember(account.name, _number_of(account), str(me.id))
            return Standing(f"@{me.username}", str(me.id), self.limits(account))

    def sign_in(self, account: Account, ask: Ask) -> Mapping[str, str]:
        """By a PIN, as an app without a page of its own (OAuth 1.0a, ``oauth_callback=oob``)."""
        key, secret = (self.credentials.of(account, what) for what in _SECRETS[:2])
        with in_our_words(Errand(judge, self.clock, scrub=self.credentials.scrub)):
            asking = self._oauth(key, secret, callback_uri="oob")
            asked = asking.fetch_request_token(f"{account.x.server}/oauth/request_token")
            address = asking.authorization_url(f"{account.x.server}/oauth/authorize")
            ask.tell(f"Open this address as {account.handle}, and let the app in:\n\n  {address}\n")
            owner = {"resource_owner_key": asked["oauth_token"], "resource_owner_secret": asked["oauth_token_secret"]}
            given = self._oauth(key, secret, verifier=ask.line("The PIN that X shows"), **owner)
            tokens = given.fetch_access_token(f"{account.x.server}/oauth/access_token")
            return {"access_token": tokens["oauth_token"], "access_token_secret": tokens["oauth_token_secret"]}

    def _oauth(self, key: str, secret: str, **rest: str) -> OAuth1Session:
        session = OAuth1Session(key, client_secret=secret, **rest)
        for scheme in ("https://", "http://"):
            session.mount(scheme, self.way.for_requests)
        return session

    # ── its own ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def _client(self, account: Account, before_sending: Callable[[], None] = lambda: None) -> Iterator[tweepy.Client]:
        errand = Errand(judge, self.clock, _POSTS, before_sending, self.credentials.scrub)
        with in_our_words(errand):
            secrets = [self.credentials.of(account, what) for what in _SECRETS]
            client = tweepy.Client(None, *secrets)
            client.session = Line(self.way, errand, instead=(_BUILT_IN, account.x.server))
            yield client

    def _upload(self, client: tweepy.Client, account: Account, shown: Shown) -> str:
        """Give X a picture with its words; tweepy has no method for either in API v2.

        X may still be at work on it; what it is given again it works on anew, so the next try asks for the same upload, once.

        Raises:
            NotSent: it is not ready.
            Refused: X cannot process it.
        """
        picture = fitted(shown, MOST_BYTES, KINDS)
        name = f"upload by {account.handle} {hashlib.sha256(picture.data).hexdigest()}"
        known = self.memory.recall(account.name, name)
        if known:
            self.memory.remember(account.name, name, "")
        told = _asked_for(client, known) if known else _given(client, picture)
        state = told.get("processing_info", {}).get("state", "succeeded")
        if state == "failed":
            raise ending(Cause.REJECTED, "it cannot process a picture")
        if state != "succeeded":
            self.memory.remember(account.name, name, str(told["id"]))
            raise ending(Cause.PICTURE)
        words = {"id": told["id"], "metadata": {"alt_text": {"text": shown.alt[:MOST_ALT]}}}
        client.request("POST", "/2/media/metadata", json=words, user_auth=True)
        return str(told["id"])

    def _timeline(self, client: tweepy.Client, account: Account, outgoing: Outgoing) -> Iterator[timeline.Standing]:
        """The account's own posts since the part was begun.

        Raises:
            Doubtful: there are more than can be looked through, or it is not said whether there are any.
        """
        begun, token = timeline.since(outgoing), None
        for _ in range(_PAGES):
            page = client.get_users_tweets(
                self._number(client, account),
                max_results=_A_PAGE,
                start_time=begun,
                pagination_token=token,
                tweet_fields=["created_at", "entities", "referenced_tweets"],
                user_auth=True,
            )
            if "result_count" not in page.meta:
                raise ending(Cause.MALFORMED, "; ".join(str(one.get("detail")) for one in page.errors))
            yield from (self._standing(account, post) for post in page.data or ())
            token = page.meta.get("next_token")
            if token is None:
                return
        raise ending(Cause.UNANSWERED, "the account posted too much to be looked through")

    def _standing(self, account: Account, post: tweepy.Tweet) -> timeline.Standing:
        answered = [one.id for one in post.referenced_tweets or () if one.type == "replied_to"]
        receipt = self._receipt(account, str(post.id), post.created_at)
        return timeline.Standing(_as_written(post.data), str(answered[0]) if answered else None, receipt)

    def _number(self, client: tweepy.Client, account: Account) -> str:
        """What X calls the account."""
        known = self.memory.recall(account.name, _number_of(account))
        if known is None:
            known = str(client.get_me(user_auth=True).data.id)
            self.memory.remember(account.name, _number_of(account), known)
        return known

    def _receipt(self, account: Account, number: str, at: dt.datetime) -> Receipt:
        return Receipt(number, f"https://x.com/{account.handle.removeprefix('@')}/status/{number}", at)


def judge(answer: Answer) -> Cause | tuple[Cause, dt.datetime | None] | None:
    """What an answer of X means. https://docs.x.com/x-api/fundamentals/response-codes-and-errors and …/rate-limits."""
    told = f"{answer.words} {json.dumps(answer.body)}".lower() if answer.body else ""
    if answer.status == 404:
        return None
    if answer.status == 402 or "usage-capped" in told or "creditsdepleted" in told:
        return Cause.APP_CAP, answer.hour("x-user-limit-24hour-reset", "x-app-limit-24hour-reset")
    if answer.status == 429:
        return _too_many(answer)
    if answer.status == 403:
        return next((cause for words, cause in _FORBIDDEN if words in told), the_usual(answer))
    return the_usual(answer)


ON_PAPER: tuple[MadeUp, ...] = (
    (re.compile(r"^GET /2/users/me"), lambda _: {"data": {"id": "1", "username": "me", "name": "me"}}),
    (re.compile(r"^POST /2/media/upload"), lambda n: {"data": {"id": f"{n}", "media_key": f"3_{n}"}}),
    (re.compile(r"^POST /2/media/metadata"), lambda n: {"data": {"id": f"{n}"}}),
    (re.compile(r"^POST /2/tweets"), lambda n: {"data": {"id": f"{n}", "text": ""}}),
    (re.compile(r"^GET /2/users/"), lambda _: {"meta": {"result_count": 0}}),
)
"""What a dry run has X answer."""

_FORBIDDEN = (
    ("duplicate content", Cause.DUPLICATE),
    ("suspended", Cause.SUSPENDED),
    ("temporarily locked", Cause.SUSPENDED),
    ("oauth1-permissions", Cause.TOKEN),
    ("client-forbidden", Cause.TOKEN),
    ("unsupported-authentication", Cause.TOKEN),
)


def _too_many(answer: Answer) -> tuple[Cause, dt.datetime | None]:
    """A day's allowance has headers of its own; a window's are told on every answer."""
    for whose, cause in (("user", Cause.CAP), ("app", Cause.APP_CAP)):
        if answer.headers.get(f"x-{whose}-limit-24hour-remaining") == "0":
            return cause, answer.hour(f"x-{whose}-limit-24hour-reset")
    return Cause.WINDOW, answer.hour("x-rate-limit-reset", "retry-after")


def _as_written(post: dict[str, Any]) -> str:
    """A post's text as it was given: X shortens links, adds one for each picture, and escapes three characters."""
    text = timeline.unescaped(str(post["text"]))
    for link in post.get("entities", {}).get("urls", ()):
        text = text.replace(link["url"], "" if "media_key" in link else link.get("expanded_url", ""), 1)
    return text


def _given(client: tweepy.Client, picture: Fitted) -> dict[str, Any]:
    """What X says of a picture that it is given."""
    media = {
        "media": base64.b64encode(picture.data).decode(),
        "media_category": "tweet_image",
        "media_type": picture.media_type,
    }
    told: dict[str, Any] = client.request("POST", "/2/media/upload", json=media, user_auth=True).json()["data"]
    return told


def _asked_for(client: tweepy.Client, number: str) -> dict[str, Any]:
    """What X says of a picture that it was given."""
    asked = {"media_id": number, "command": "STATUS"}
    told: dict[str, Any] = client.request("GET", "/2/media/upload", params=asked, user_auth=True).json()["data"]
    return told


def _number_of(account: Account) -> str:
    """Under what name it is remembered what X calls the account."""
    return f"number of {account.handle} on {account.server}"
