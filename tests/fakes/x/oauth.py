"""Who asks: OAuth 1.0a (RFC 5849) with HMAC-SHA1, and the way to a pair of tokens by a PIN.

X's guides: https://docs.x.com/resources/fundamentals/authentication/oauth-1-0a/authorizing-a-request, which puts the parameters
into the ``Authorization`` header, and …/pin-based-oauth. The signature is checked by oauthlib. The codes of errors are from X's
table: 32 "Could not authenticate you.", 215 "Bad Authentication data.", 415 for a callback that the app has not registered;
endpoints of version 2 answer all of it with one 401.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from oauthlib.common import Request  # type: ignore[import-untyped]
from oauthlib.oauth1.rfc5849 import signature  # type: ignore[import-untyped]
from oauthlib.oauth1.rfc5849.utils import parse_authorization_header  # type: ignore[import-untyped]

from tests.fakes.x import answers
from tests.fakes.x.answers import Answer, Refused
from tests.fakes.x.requested import Requested, query
from tests.fakes.x.state import Pin, World, XUser

LEEWAY = 300
"""Seconds that a timestamp may be off."""

_NEEDED = frozenset(f"oauth_{name}" for name in ("consumer_key", "nonce", "signature", "signature_method", "timestamp"))
_KNOWN = _NEEDED | {"oauth_token", "oauth_version", "oauth_callback", "oauth_verifier"}


_CALLBACK = (
    "Callback URL not approved for this client application. Approved callback URLs can be adjusted in your application settings"
)


class Unsigned(Exception):
    """The signature, or what it rests on, does not hold."""


@dataclass
class Signatures:
    """``bases``: the beginnings of URLs that a request to this server may have been signed for."""

    world: World
    bases: Sequence[str]
    clock: Callable[[], float] = time.time
    _seen: set[tuple[str, str, str]] = field(default_factory=set)

    def user(self, requested: Requested) -> XUser:
        """Whose token a request of version 2 carries.

        Raises:
            Refused: it is not signed, or not well.
        """
        try:
            return self._user(requested)
        except Unsigned as error:
            raise Refused(answers.UNAUTHORIZED) from error

    def _user(self, requested: Requested) -> XUser:
        given = _given(requested)
        secret, user = self.world.tokens.get(given.get("oauth_token", ""), (None, None))
        if secret is None or user is None:
            raise Unsigned
        self.check(requested, given, secret)
        return user

    def check(self, requested: Requested, given: dict[str, str], token_secret: str) -> None:
        """Look at a request's signature, nonce and hour.

        Raises:
            Unsigned: one of them is wrong.
        """
        sure = (
            given.keys() >= _NEEDED
            and given.keys() <= _KNOWN
            and given["oauth_consumer_key"] == self.world.app.api_key
            and given["oauth_signature_method"] == "HMAC-SHA1"
            and given.get("oauth_version", "1.0") == "1.0"
            and self._is_timely(given["oauth_timestamp"])
            and any(self._is_signed(requested, given, base, token_secret) for base in self.bases)
        )
        used = (given.get("oauth_token", ""), given.get("oauth_timestamp", ""), given.get("oauth_nonce", ""))
        if not sure or used in self._seen:
            raise Unsigned
        self._seen.add(used)

    def _is_timely(self, timestamp: str) -> bool:
        return timestamp.isascii() and timestamp.isdigit() and abs(int(timestamp) - self.clock()) <= LEEWAY

    def _is_signed(self, requested: Requested, given: dict[str, str], base: str, token_secret: str) -> bool:
        form = requested.body.decode(errors="replace") if requested.content_type == "application/x-www-form-urlencoded" else ""
        headers = {"Authorization": requested.headers.get("Authorization", "")}
        request = Request(base + requested.path, requested.method)
        try:
            request.params = signature.collect_parameters(uri_query=requested.query, body=form, headers=headers)
        except ValueError:
            return False
        request.signature = given["oauth_signature"]
        return bool(signature.verify_hmac_sha1(request, self.world.app.api_secret, token_secret))


def _given(requested: Requested) -> dict[str, str]:
    """The parameters of the ``Authorization`` header."""
    header = requested.headers.get("Authorization", "")
    if not header.lower().startswith("oauth "):
        raise Unsigned
    try:
        pairs = parse_authorization_header(header)
    except ValueError as error:
        raise Unsigned from error
    given = dict(signature.collect_parameters(headers={"Authorization": header}, exclude_oauth_signature=False))
    if len(pairs) != len(given):
        raise Unsigned
    return given


# ── to a pair of tokens, by a PIN ───────────────────────────────────────────────────────────────────────────────────


def request_token(signatures: Signatures, requested: Requested) -> Answer:
    """``POST /oauth/request_token``: a token with which a user can be asked."""
    world = signatures.world
    given = _checked(signatures, requested, "")
    if given.get("oauth_callback") != "oob":
        answers.oauth_error(403, 415, _CALLBACK)
    number = world.new_id()
    world.pins[f"request-{number}"] = Pin(f"request-secret-{number}")
    return _form(oauth_token=f"request-{number}", oauth_token_secret=f"request-secret-{number}", oauth_callback_confirmed="true")


def authorize(signatures: Signatures, requested: Requested) -> Answer:
    """``GET /oauth/authorize``: X shows a page; the fake gives the PIN itself, for the user ``handle`` or the first."""
    world = signatures.world
    found = query(requested, ("oauth_token", "handle", "force_login", "screen_name"))
    pin = world.pins.get(found.get("oauth_token", ""))
    user = world.users.get(found["handle"]) if "handle" in found else next(iter(world.users.values()), None)
    if pin is None or user is None:
        return Answer(401, "This page is no longer valid. It looks like someone already used the token information you provided.")
    pin.user = user
    pin.pin = f"{int(hashlib.sha256(pin.secret.encode()).hexdigest(), 16) % 10_000_000:07}"
    return Answer(200, pin.pin)


def access_token(signatures: Signatures, requested: Requested) -> Answer:
    """``POST /oauth/access_token``: the pair of tokens, for a request token and its PIN."""
    world = signatures.world
    token = _headed(requested).get("oauth_token", "")
    pin = world.pins.get(token)
    if pin is None:
        return Answer(401, "Invalid request token.")
    given = _checked(signatures, requested, pin.secret)
    verifier = given.get("oauth_verifier") or query(requested, ("oauth_verifier",)).get("oauth_verifier")
    if pin.user is None or verifier != pin.pin:
        return Answer(401, "Error processing your OAuth request: Invalid oauth_verifier parameter")
    del world.pins[token]
    number = world.new_id()
    access, secret = f"{pin.user.id}-fake-token-{number}", f"fake-token-secret-{number}"
    world.tokens[access] = (secret, pin.user)
    return _form(oauth_token=access, oauth_token_secret=secret, user_id=pin.user.id, screen_name=pin.user.handle)


def _headed(requested: Requested) -> dict[str, str]:
    try:
        return _given(requested)
    except Unsigned:
        answers.oauth_error(400, 215, "Bad Authentication data.")


def _checked(signatures: Signatures, requested: Requested, secret: str) -> dict[str, str]:
    given = _headed(requested)
    try:
        signatures.check(requested, given, secret)
    except Unsigned:
        answers.oauth_error(401, 32, "Could not authenticate you.")
    return given


def _form(**values: str) -> Answer:
    return Answer(200, urlencode(values))
