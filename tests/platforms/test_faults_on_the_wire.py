"""Each fault at each moment on each platform: what is called refused or not sent is not out, and doubt is settled by looking."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

import pytest

from advocacybot.campaign.causes import ACTIONS, Cause
from advocacybot.clock import ReplayClock
from advocacybot.errors import Doubtful, NotSent, PlatformError, Refused
from advocacybot.platforms import wire
from advocacybot.platforms.base import Outgoing
from tests.platforms.connected import HOUR_AHEAD, ON_BLUESKY, Connected, on_bluesky, on_mastodon, on_x, shown
from tests.platforms.trials import an_outgoing
from tests.servers.between import Exchange, nowhere
from tests.servers.faults import EMPTY, MALFORMED, PAGE, Answers, Holds, HoldsAnswer, Loses, reset_after, reset_before, truncated
from tests.servers.pds import Member
from tests.store.rows import NOW

CONNECT: dict[str, Callable[..., AbstractContextManager[Connected]]] = {
    "x": on_x,
    "mastodon": on_mastodon,
    "bluesky": partial(on_bluesky, members={}),
}

_TEXTS = count()
_A_MOMENT = 0.15
"""Seconds after which a client here gives up where nobody answers."""


@dataclass(frozen=True)
class Moment:
    """One of the requests that it takes to publish a part with a picture, or to find one."""

    platform: str
    name: str
    method: str
    path: str
    finds: bool = False
    posts: bool = False
    answer_is_read: bool = True


MOMENTS = [
    Moment("x", "a picture is uploaded", "POST", "/2/media/upload"),
    Moment("x", "its words are given", "POST", "/2/media/metadata", answer_is_read=False),
    Moment("x", "the part is posted", "POST", "/2/tweets", posts=True),
    Moment("x", "it asks who it is", "GET", "/2/users/me", finds=True),
    Moment("x", "the part is looked for", "GET", "/2/users/*/tweets", finds=True),
    Moment("mastodon", "it asks what is allowed", "GET", "/api/v2/instance"),
    Moment("mastodon", "a picture is uploaded", "POST", "/api/v2/media"),
    Moment("mastodon", "the part is posted", "POST", "/api/v1/statuses", posts=True),
    Moment("mastodon", "it asks who it is", "GET", "/api/v1/accounts/verify_credentials", finds=True),
    Moment("mastodon", "the part is looked for", "GET", "/api/v1/accounts/*/statuses", finds=True),
    Moment("bluesky", "it signs in", "POST", "/xrpc/com.atproto.server.createSession"),
    Moment("bluesky", "it asks whose handle it is", "GET", "/xrpc/com.atproto.identity.resolveHandle"),
    Moment("bluesky", "a picture is uploaded", "POST", "/xrpc/com.atproto.repo.uploadBlob"),
    Moment("bluesky", "the part is posted", "POST", "/xrpc/com.atproto.repo.putRecord", posts=True),
    Moment("bluesky", "the part is looked for", "GET", "/xrpc/com.atproto.repo.getRecord", finds=True),
]

Fault = Callable[[Exchange], object]


@dataclass(frozen=True)
class Trouble:
    """What may befall any request. ``acted``: the server has done what it was asked for."""

    make: Callable[[], Fault]
    kind: Cause
    acted: bool = False
    only_if_read: bool = False


_HTML = {"Content-Type": "text/html"}
_JSON = {"Content-Type": "application/json"}

TROUBLES = {
    "the server answers 500": Trouble(lambda: Answers(500, _JSON, b'{"error": "InternalServerError"}'), Cause.SERVER),
    "the server answers 502": Trouble(lambda: Answers(502, _HTML, b"<h1>502 Bad Gateway</h1>"), Cause.SERVER),
    "the server answers 503": Trouble(lambda: Answers(503), Cause.SERVER),
    "the server answers 504": Trouble(lambda: Answers(504, _HTML, b"<h1>504 Gateway Time-out</h1>"), Cause.SERVER),
    "the server acts, and answers 500": Trouble(lambda: Loses(500), Cause.SERVER, acted=True),
    "the server acts, and answers 504": Trouble(lambda: Loses(504, _HTML, b"<h1>504</h1>"), Cause.SERVER, acted=True),
    "the connection is reset before it arrives": Trouble(lambda: reset_before, Cause.CUT_OFF),
    "the connection is reset after the server has acted": Trouble(lambda: reset_after, Cause.CUT_OFF, acted=True),
    "nobody answers, and nothing arrives": Trouble(Holds, Cause.UNANSWERED),
    "nobody answers, and the server has acted": Trouble(HoldsAnswer, Cause.UNANSWERED, acted=True),
    "the server answers 408": Trouble(lambda: Answers(408), Cause.UNANSWERED),
    "the answer breaks off": Trouble(lambda: truncated, Cause.CUT_OFF, acted=True),
    "the answer is half a JSON": Trouble(lambda: MALFORMED, Cause.MALFORMED, acted=True, only_if_read=True),
    "the answer is a page": Trouble(lambda: PAGE, Cause.MALFORMED, acted=True, only_if_read=True),
    "the answer is empty": Trouble(lambda: EMPTY, Cause.MALFORMED, acted=True, only_if_read=True),
    "the answer is JSON that says nothing": Trouble(lambda: Loses(200, _JSON, b"{}"), Cause.MALFORMED, True, True),
    "the answer sends it elsewhere": Trouble(lambda: Answers(307), Cause.MALFORMED),
    "the sign-in is not accepted": Trouble(lambda: Answers(401), Cause.TOKEN),
    "it is too much at once": Trouble(lambda: Answers(429), Cause.WINDOW),
}
MODERATE = {"mastodon": {"it asks what is allowed"}}
"""Where an answer that says nothing is an answer: an instance that tells no limits has Mastodon's."""


def _befalls(moment: Moment, name: str) -> bool:
    if TROUBLES[name].only_if_read and not moment.answer_is_read:
        return False
    return not (name == "the answer is JSON that says nothing" and moment.name in MODERATE.get(moment.platform, ()))


CASES = [
    pytest.param(moment, trouble, id=f"on {moment.platform}: when {moment.name}, {name}")
    for moment in MOMENTS
    for name, trouble in TROUBLES.items()
    if _befalls(moment, name)
]


@pytest.fixture
def connect(request: pytest.FixtureRequest) -> Iterator[Callable[[str], Connected]]:
    opened: list[AbstractContextManager[Connected]] = []

    def at_work(platform: str) -> Connected:
        opened.append(CONNECT[platform](request, ReplayClock(NOW)))
        return opened[-1].__enter__()

    yield at_work
    for one in opened:
        one.__exit__(None, None, None)


@pytest.fixture
def impatient_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[Moment], None]:
    """Has the client wait for a moment alone for the answer to that request, and for as long as ever to others."""
    begin, usual = wire.Errand.begin, wire.READ_SECONDS

    def impatient(moment: Moment) -> None:
        last = moment.path.rpartition("*")[2]

        def begins(errand: wire.Errand, method: str, path: str) -> bool:
            its_turn = method == moment.method and path.partition("?")[0].endswith(last)
            monkeypatch.setattr(wire, "READ_SECONDS", _A_MOMENT if its_turn else usual)
            if its_turn:
                monkeypatch.setattr(wire.Errand, "begin", patient)
            return begin(errand, method, path)

        def patient(errand: wire.Errand, method: str, path: str) -> bool:
            monkeypatch.setattr(wire, "READ_SECONDS", usual)
            return begin(errand, method, path)

        monkeypatch.setattr(wire.Errand, "begin", begins)

    return impatient


def a_part(at_work: Connected, **wishes: Any) -> Outgoing:
    """A part that takes every request that there is: it has a picture, and says whom it asks."""
    return an_outgoing(f"Ask {at_work.account.handle} about vote {next(_TEXTS)}.", pictures=(shown(),), **wishes)


_SESSIONS: dict[str, str] = {}


def signed_in(at_work: Connected) -> None:
    """On Bluesky, go on with the session of the test before: to begin one takes the server its time."""
    if at_work.paths is ON_BLUESKY:
        if not _SESSIONS:
            at_work.platform.standing(at_work.account)
            _SESSIONS["solo"] = at_work.memory.kept["solo", "session"]
        at_work.memory.remember("solo", "session", _SESSIONS["solo"])


def is_out(at_work: Connected, part: Outgoing) -> bool:
    return part.part.text in {out.text for out in at_work.feed(at_work.account)}


@pytest.mark.parametrize(("moment", "trouble"), CASES)
def test_when(
    connect: Callable[[str], Connected], impatient_at: Callable[[Moment], None], moment: Moment, trouble: Trouble
) -> None:
    at_work = connect(moment.platform)
    if moment.name != "it signs in":
        signed_in(at_work)
    part, fault = a_part(at_work), trouble.make()
    at_work.between.on(moment.method, moment.path, fault)
    if isinstance(fault, Holds):
        impatient_at(moment)
    does = at_work.platform.find if moment.finds else at_work.platform.publish
    with pytest.raises(PlatformError) as error:
        does(at_work.account, part)
    if isinstance(fault, HoldsAnswer):
        fault.held.wait()
    assert (type(error.value), error.value.kind) in [(ending, trouble.kind) for ending in expected_endings(moment, trouble)]
    assert is_out(at_work, part) is (moment.posts and trouble.acted)
    looked_for = at_work.platform.find(at_work.account, part)
    assert [out.number for out in at_work.feed(at_work.account) if out.text == part.part.text] == (
        [looked_for.remote_id] if looked_for else []
    )


def expected_endings(moment: Moment, trouble: Trouble) -> set[type[PlatformError]]:
    """As the table of causes has it; only of the request that posts anything can be in doubt. Who looks for a part hears that it
    cannot be told, in one way or the other."""
    told = ACTIONS[trouble.kind].ending
    if moment.finds:
        return {NotSent, Doubtful}
    return {NotSent if told is Doubtful and not moment.posts else told}


# ── where nobody listens ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("platform", CONNECT)
@pytest.mark.parametrize("errand", ["publish", "find"])
def test_where_nobody_listens_nothing_went_out(connect: Callable[[str], Connected], platform: str, errand: str) -> None:
    at_work = connect(platform)
    with nowhere() as url:
        elsewhere = getattr(at_work.account, platform).model_copy(update={"server": url})
        account = at_work.account.model_copy(update={platform: elsewhere})
        with pytest.raises(NotSent) as error:
            getattr(at_work.platform, errand)(account, a_part(at_work))
    assert error.value.kind == Cause.UNREACHED


@pytest.mark.parametrize("platform", CONNECT)
def test_a_server_that_is_gone_when_the_part_is_to_be_posted_did_not_take_it(
    connect: Callable[[str], Connected], platform: str
) -> None:
    at_work = connect(platform)
    part = a_part(at_work, before_sending=at_work.between.stop)
    with pytest.raises(NotSent) as error:
        at_work.platform.publish(at_work.account, part)
    assert error.value.kind == Cause.UNREACHED
    assert not is_out(at_work, part)


# ── what platforms say, in their own words ──────────────────────────────────────────────────────────────────────────

RESET = NOW + HOUR_AHEAD
SECONDS = str(int(RESET.timestamp()))


@dataclass(frozen=True)
class Said:
    """What a platform says, how it comes to that, and what it means."""

    platform: str
    how: Callable[[Connected], object]
    ending: type[PlatformError]
    kind: Cause
    until: object = None


def posting(status: int, body: object, **headers: str) -> Callable[[Connected], object]:
    """The request that posts is answered so."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda at_work: at_work.between.on(*at_work.paths.post, Answers(status, _JSON | named, json.dumps(body).encode()))


def signing_in(status: int, body: object, **headers: str) -> Callable[[Connected], object]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    path = "/xrpc/com.atproto.server.createSession"
    return lambda at_work: at_work.between.on("POST", path, Answers(status, _JSON | named, json.dumps(body).encode()))


def uploading(status: int, body: object) -> Callable[[Connected], object]:
    return lambda at_work: at_work.between.on(*at_work.paths.upload, Answers(status, _JSON, json.dumps(body).encode()))


def wrong_password(at_work: Connected) -> None:
    (name,) = at_work.environment
    at_work.environment[name] = "not the password"


def error(words: str) -> dict[str, str]:
    return {"error": words}


RATE = {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}
"""https://docs.bsky.app/docs/advanced-guides/rate-limits, and its headers as the PDS sends them."""

SAID = {
    "a window of X's": Said("x", lambda at: at.server.window("solo", 0, seconds=3600), NotSent, Cause.WINDOW, RESET),
    "a day's allowance of X's user": Said("x", lambda at: at.server.day(0, 100, "solo", seconds=3600), NotSent, Cause.CAP, RESET),
    "a day's allowance of X's app": Said("x", lambda at: at.server.day(0, 10_000, seconds=3600), NotSent, Cause.APP_CAP, RESET),
    "a month's allowance of X's": Said("x", lambda at: at.server.cap("Monthly"), NotSent, Cause.APP_CAP),
    "X's credits are used up": Said("x", lambda at: at.server.credits(False), NotSent, Cause.APP_CAP),
    "X's tokens were taken back": Said("x", lambda at: at.server.revoke("solo"), NotSent, Cause.TOKEN),
    "X's app may only read": Said("x", lambda at: at.server.read_only(), NotSent, Cause.TOKEN),
    "X's app is in no project": Said("x", lambda at: at.server.enrolled(False), NotSent, Cause.TOKEN),
    "X has suspended the account": Said("x", lambda at: at.server.suspend("solo"), NotSent, Cause.SUSPENDED),
    "X has locked the account": Said("x", lambda at: at.server.lock("solo"), NotSent, Cause.SUSPENDED),
    "X is at work on a picture": Said("x", lambda at: at.server.process(1), NotSent, Cause.PICTURE),
    "X cannot process a picture": Said("x", lambda at: at.server.process(0, "failed"), Refused, Cause.REJECTED),
    "X was blocked by somebody": Said(
        "x", posting(403, {"detail": "You have been blocked from replying.", "status": 403}), Refused, Cause.REJECTED
    ),
    "X will not have the words": Said("x", posting(400, {"title": "Invalid Request"}), Refused, Cause.REJECTED),
    "Mastodon's window": Said(
        "mastodon",
        posting(429, error("Too many requests"), X_RateLimit_Reset=f"{RESET:%Y-%m-%dT%H:%M:%S}.000000Z"),
        NotSent,
        Cause.WINDOW,
        RESET,
    ),
    "GoToSocial's window": Said(
        "mastodon", posting(429, error("rate limit reached"), X_RateLimit_Reset=SECONDS), NotSent, Cause.WINDOW, RESET
    ),
    "Mastodon's token was taken back": Said(
        "mastodon", posting(401, error("The access token was revoked")), NotSent, Cause.TOKEN
    ),
    "Mastodon's token may not write": Said(
        "mastodon", posting(403, error("This action is outside the authorized scopes")), NotSent, Cause.TOKEN
    ),
    "Mastodon's token is nobody's": Said(
        "mastodon", posting(422, error("This method requires an authenticated user")), NotSent, Cause.TOKEN
    ),
    "Mastodon has suspended the account": Said("mastodon", lambda at: at.server.suspend("alice"), NotSent, Cause.SUSPENDED),
    "Mastodon has not approved the account": Said(
        "mastodon", posting(403, error("Your login is currently pending approval")), NotSent, Cause.SUSPENDED
    ),
    "Mastodon is at work on a picture": Said(
        "mastodon",
        posting(422, error("Cannot attach files that have not finished processing. Try again in a moment!")),
        NotSent,
        Cause.PICTURE,
    ),
    "Mastodon cannot process a picture": Said(
        "mastodon", uploading(422, error("Error processing thumbnail for uploaded media")), Refused, Cause.REJECTED
    ),
    "Mastodon will not have the words": Said(
        "mastodon", posting(422, error("Validation failed: Text is too long")), Refused, Cause.REJECTED
    ),
    "GoToSocial will not have the words": Said(
        "mastodon", posting(400, error("Bad Request: status too long")), Refused, Cause.REJECTED
    ),
    "what a part of Mastodon's answers is gone": Said(
        "mastodon", posting(404, error("Record not found")), Refused, Cause.REJECTED
    ),
    "an hour's allowance of Bluesky's": Said(
        "bluesky", posting(429, RATE, RateLimit_Reset=SECONDS, RateLimit_Policy="5000;w=3600"), NotSent, Cause.WINDOW, RESET
    ),
    "a day's allowance of Bluesky's": Said(
        "bluesky", posting(429, RATE, RateLimit_Reset=SECONDS, RateLimit_Policy="35000;w=86400"), NotSent, Cause.CAP, RESET
    ),
    "a day's sign-ins of Bluesky's": Said(
        "bluesky", signing_in(429, RATE, RateLimit_Reset=SECONDS, RateLimit_Policy="300;w=86400"), NotSent, Cause.CAP, RESET
    ),
    "Bluesky's password is another": Said("bluesky", wrong_password, NotSent, Cause.TOKEN),
    "Bluesky wants a second factor": Said("bluesky", signing_in(401, error("AuthFactorTokenRequired")), NotSent, Cause.TOKEN),
    "Bluesky's session has run out": Said("bluesky", posting(400, error("ExpiredToken")), NotSent, Cause.TOKEN),
    "Bluesky has taken the account down": Said("bluesky", signing_in(401, error("AccountTakedown")), NotSent, Cause.SUSPENDED),
    "Bluesky will not have the words": Said("bluesky", posting(400, error("InvalidRequest")), Refused, Cause.REJECTED),
    "Bluesky will not have a picture": Said("bluesky", uploading(400, error("InvalidMimeType")), Refused, Cause.REJECTED),
    "Bluesky finds a picture too large": Said("bluesky", uploading(413, error("BlobTooLarge")), Refused, Cause.REJECTED),
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_what_a_platform_says_is_understood(connect: Callable[[str], Connected], said: Said) -> None:
    at_work = connect(said.platform)
    part = a_part(at_work)
    said.how(at_work)
    with pytest.raises(PlatformError) as error:
        at_work.platform.publish(at_work.account, part)
    assert (type(error.value), error.value.kind, error.value.until) == (said.ending, said.kind, said.until)
    if said.platform != "x":
        assert not is_out(at_work, part)
    else:
        assert at_work.server.posts("solo") == []


@pytest.fixture
def a_member_of_its_own(request: pytest.FixtureRequest) -> Iterator[tuple[Connected, str]]:
    members: dict[str, tuple[str, Member]] = {}
    with on_bluesky(request, ReplayClock(NOW), members) as at_work:
        yield at_work, members["solo"][1].did


@pytest.mark.parametrize("how", ["take_down", "deactivate"])
@pytest.mark.parametrize("signed_in", [True, False], ids=["who is signed in", "who is not signed in"])
def test_somebody_whom_a_pds_has_put_away_posts_nothing(
    a_member_of_its_own: tuple[Connected, str], how: str, signed_in: bool
) -> None:
    at_work, did = a_member_of_its_own
    if signed_in:
        at_work.platform.standing(at_work.account)
    getattr(at_work.server, how)(did)
    with pytest.raises(NotSent) as error:
        at_work.platform.publish(at_work.account, an_outgoing("One."))
    assert error.value.kind == Cause.SUSPENDED
    at_work.server.reinstate(did)
    assert at_work.feed(at_work.account) == []
