"""What is particular to Bluesky, against the real PDS."""

import datetime as dt
import io
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PIL import Image

from advocacybot.campaign.causes import Cause
from advocacybot.clock import ReplayClock
from advocacybot.errors import Doubtful, NotSent, PlatformError
from advocacybot.platforms.base import Shown
from advocacybot.platforms.bluesky import MOST_BYTES, judge, record_key
from advocacybot.platforms.wire import Answer
from tests.platforms.connected import HOUR_AHEAD, Connected, on_bluesky, shown
from tests.platforms.trials import an_outgoing
from tests.servers.faults import Answers, Late, Loses, reset_after
from tests.servers.pds import Member
from tests.store.rows import MOMENT, NOW

JSON = {"Content-Type": "application/json"}
LOGIN = "POST /xrpc/com.atproto.server.createSession"
REFRESH = "POST /xrpc/com.atproto.server.refreshSession"
RESOLVE = "GET /xrpc/com.atproto.identity.resolveHandle"
TID = r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}"


@dataclass
class AtWork:
    """An account at work, and what the PDS knows of it."""

    connected: Connected
    members: dict[str, tuple[str, Member]] = field(default_factory=dict)

    @property
    def did(self) -> str:
        return self.members["solo"][1].did

    @property
    def handle(self) -> str:
        return self.members["solo"][0]

    def values(self) -> list[dict[str, Any]]:
        return [record.value for record in self.connected.server.records(self.did)]

    def count(self, request: str) -> int:
        return self.connected.asked.count(request)


@pytest.fixture
def at_work(request: pytest.FixtureRequest) -> Iterator[AtWork]:
    members: dict[str, tuple[str, Member]] = {}
    with on_bluesky(request, ReplayClock(NOW), members) as connected:
        yield AtWork(connected, members)


@pytest.fixture
def bluesky(at_work: AtWork) -> Connected:
    return at_work.connected


# ── the key ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("begun_at", [NOW, dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.datetime(2199, 12, 31, tzinfo=dt.UTC)])
def test_a_key_is_a_timestamp_identifier(begun_at: dt.datetime) -> None:
    """https://atproto.com/specs/tid: 13 characters, the first of them below k."""
    assert re.fullmatch(TID, record_key(an_outgoing("One.", begun_at=begun_at).part))


def test_keys_are_in_the_order_of_time_and_stay() -> None:
    moments = [NOW + number * MOMENT for number in (0, 1, 2, 1_000_000, 10**12)]
    keys = [record_key(an_outgoing(f"Part {n}.", begun_at=at).part) for n, at in enumerate(moments)]
    assert keys == sorted(keys)
    elsewhere = NOW.astimezone(dt.timezone(dt.timedelta(hours=-4)))
    assert record_key(an_outgoing("Part 0.", begun_at=elsewhere).part) == keys[0]


def test_a_record_was_made_when_its_part_was_begun(at_work: AtWork) -> None:
    part = an_outgoing("One.", begun_at=dt.datetime(2016, 10, 7, 19, 0, 0, 987_654, dt.UTC), language="fr")
    at_work.connected.platform.publish(at_work.connected.account, part)
    assert at_work.values() == [
        {"$type": "app.bsky.feed.post", "text": "One.", "createdAt": "2016-10-07T19:00:00.987Z", "langs": ["fr"]}
    ]


# ── exactly once ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_part_stands_once_however_often_and_by_whomever_it_is_sent(bluesky: Connected) -> None:
    part = an_outgoing("One.")
    bluesky.between.on(*bluesky.paths.post, reset_after)
    with pytest.raises(Doubtful):
        bluesky.platform.publish(bluesky.account, part)
    first = bluesky.platform.publish(bluesky.account, part)
    second = bluesky.another_process().publish(bluesky.account, part)
    assert first == second
    assert [out.number for out in bluesky.feed(bluesky.account)] == [first.remote_id]


def test_a_request_that_arrives_when_nobody_expects_it_changes_nothing(
    bluesky: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    bluesky.platform.standing(bluesky.account)
    part, late = an_outgoing("One."), bluesky.between.on(*bluesky.paths.post, Late())

    def impatiently() -> None:
        monkeypatch.setattr("advocacybot.platforms.wire.READ_SECONDS", 0.1)

    held_up = an_outgoing("One.", key=part.part.key, begun_at=part.part.begun_at, before_sending=impatiently)
    with pytest.raises(Doubtful):
        bluesky.platform.publish(bluesky.account, held_up)
    monkeypatch.undo()
    receipt = bluesky.platform.publish(bluesky.account, part)
    late.release()
    assert [out.number for out in bluesky.feed(bluesky.account)] == [receipt.remote_id]


def test_another_record_under_its_key_is_neither_replaced_nor_taken_for_it(bluesky: Connected) -> None:
    part = an_outgoing("One.", key="k" * 32, begun_at=NOW)
    bluesky.platform.publish(bluesky.account, part)
    other = an_outgoing("Two.", key="k" * 32, begun_at=NOW)
    for act in (bluesky.platform.publish, bluesky.platform.find):
        with pytest.raises(Doubtful, match="another record stands under the key"):
            act(bluesky.account, other)
    assert [out.text for out in bluesky.feed(bluesky.account)] == ["One."]


@pytest.mark.parametrize("status", [401, 429, 503])
def test_a_part_that_stands_there_and_cannot_be_read_is_in_doubt(bluesky: Connected, status: int) -> None:
    part = an_outgoing("One.")
    receipt = bluesky.platform.publish(bluesky.account, part)
    bluesky.between.on(*bluesky.paths.post, Answers(400, JSON, b'{"error": "InvalidSwap", "message": "Record was at x"}'))
    bluesky.between.on(*bluesky.paths.look, Answers(status))
    with pytest.raises(Doubtful, match="a record stands under the key of this part"):
        bluesky.platform.publish(bluesky.account, part)
    assert bluesky.platform.find(bluesky.account, part) == receipt


def test_a_record_that_is_gone_before_it_is_read_leaves_doubt(bluesky: Connected) -> None:
    part = an_outgoing("One.")
    bluesky.between.on(*bluesky.paths.post, Answers(400, JSON, b'{"error": "InvalidSwap", "message": "Record was at x"}'))
    with pytest.raises(Doubtful, match="is gone"):
        bluesky.platform.publish(bluesky.account, part)


# ── what is in a record ─────────────────────────────────────────────────────────────────────────────────────────────


def marked(value: dict[str, Any]) -> dict[str, str]:
    """What a record marks, by its bytes, and as what."""
    data = value["text"].encode()
    return {
        data[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode(): str(
            next(one["features"][0][name] for name in ("uri", "tag", "did") if name in one["features"][0])
        )
        for one in value.get("facets", ())
    }


@pytest.mark.parametrize("before", ["", "🕊️👩🏽‍⚖️ ", "صوتكم ", "Élysée – "], ids=["nothing", "emoji", "Arabic", "accents"])
def test_links_hashtags_and_mentions_are_marked_by_their_bytes(at_work: AtWork, before: str) -> None:
    text = f"{before}Ask @{at_work.handle}, see https://undocs.org/S/2016/846. #ACTcodeofconduct un.org"
    at_work.connected.platform.publish(at_work.connected.account, an_outgoing(text))
    (value,) = at_work.values()
    assert marked(value) == {
        f"@{at_work.handle}": at_work.did,
        "https://undocs.org/S/2016/846": "https://undocs.org/S/2016/846",
        "#ACTcodeofconduct": "ACTcodeofconduct",
        "un.org": "https://un.org",
    }
    starts = [one["index"]["byteStart"] for one in value["facets"]]
    assert starts == sorted(starts)


def test_whose_a_handle_is_is_asked_for_once(at_work: AtWork) -> None:
    for text in ("One", "Two"):
        at_work.connected.platform.publish(at_work.connected.account, an_outgoing(f"{text} @{at_work.handle}"))
    assert at_work.count(RESOLVE) == 1


def test_a_handle_that_is_nobodys_stays_words(at_work: AtWork) -> None:
    at_work.connected.platform.publish(at_work.connected.account, an_outgoing("Ask @nobody-at-all.test now."))
    (value,) = at_work.values()
    assert "facets" not in value


def test_a_picture_has_its_shape_and_is_made_to_fit(at_work: AtWork) -> None:
    held = io.BytesIO()
    pixels = random.Random(7).randbytes(1200 * 900 * 3)  # noqa: S311 – a picture, no secret
    Image.frombytes("RGB", (1200, 900), pixels).save(held, "PNG")
    assert len(held.getvalue()) > 3_000_000
    pictures = (Shown(held.getvalue(), "image/png", "Noise."), shown("Small."))
    at_work.connected.platform.publish(at_work.connected.account, an_outgoing("One.", pictures=pictures))
    (value,) = at_work.values()
    large, small = value["embed"]["images"]
    assert value["embed"]["$type"] == "app.bsky.embed.images"
    assert large["image"]["size"] <= MOST_BYTES
    assert (large["image"]["mimeType"], large["alt"]) == ("image/jpeg", "Noise.")
    assert large["aspectRatio"]["width"] / large["aspectRatio"]["height"] == pytest.approx(4 / 3, rel=0.01)
    assert (small["image"]["mimeType"], small["aspectRatio"]) == ("image/png", {"width": 8, "height": 6})


# ── the session ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_session_serves_many_parts_and_nobody_can_read_it(at_work: AtWork) -> None:
    connected = at_work.connected
    for number in range(4):
        part = an_outgoing(f"Part {number}.")
        connected.platform.publish(connected.account, part)
        connected.platform.find(connected.account, part)
    connected.platform.standing(connected.account)
    assert (at_work.count(LOGIN), at_work.count(REFRESH)) == (1, 0)
    kept = "".join(connected.memory.kept.values())
    tokens = {
        one.headers["authorization"].removeprefix("Bearer ") for one in connected.between.seen if "authorization" in one.headers
    }
    assert tokens
    assert [secret for secret in (*tokens, *connected.secrets, "eyJ") if secret in kept] == []


def test_a_session_is_refreshed_before_it_ends(at_work: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    connected = at_work.connected
    connected.platform.standing(connected.account)
    ahead = dt.datetime.now(dt.UTC) + 3 * HOUR_AHEAD
    monkeypatch.setattr("atproto_client.client.client.Client.get_current_time", lambda _: ahead)
    connected.platform.publish(connected.account, an_outgoing("One."))
    monkeypatch.undo()
    connected.platform.publish(connected.account, an_outgoing("Two."))
    assert (at_work.count(LOGIN), at_work.count(REFRESH)) == (
        1,
        1 + connected.asked[: connected.asked.index(REFRESH)].count(REFRESH),
    )
    assert len(at_work.values()) == 2
    hosts = {one.headers["host"] for one in connected.between.seen}
    assert hosts == {f"127.0.0.1:{connected.between.port}"}
    assert connected.between.seen[-1].path.endswith("putRecord")


@pytest.mark.parametrize(
    ("status", "body"),
    [(400, b'{"error": "ExpiredToken", "message": "Token has been revoked"}'), (401, b'{"error": "InvalidToken"}')],
)
def test_a_session_that_was_taken_back_is_begun_anew_at_the_next_try(at_work: AtWork, status: int, body: bytes) -> None:
    connected = at_work.connected
    connected.platform.standing(connected.account)
    connected.between.on(*connected.paths.post, Answers(status, JSON, body))
    part = an_outgoing("One.")
    with pytest.raises(NotSent, match="begun anew") as error:
        connected.platform.publish(connected.account, part)
    assert (error.value.kind, error.value.until) == (Cause.TOKEN, NOW)
    connected.platform.publish(connected.account, part)
    assert at_work.count(LOGIN) == 2
    assert len(at_work.values()) == 1


def test_a_password_that_was_replaced_is_used_at_once(at_work: AtWork) -> None:
    connected = at_work.connected
    connected.platform.standing(connected.account)
    (name,) = connected.environment
    connected.environment[name] = connected.server.app_password(at_work.handle)
    connected.platform.publish(connected.account, an_outgoing("One."))
    assert at_work.count(LOGIN) == 2


def test_a_memory_that_somebody_spoilt_is_no_session(at_work: AtWork) -> None:
    connected = at_work.connected
    connected.memory.remember("solo", "session", "spoilt")
    connected.platform.publish(connected.account, an_outgoing("One."))
    assert at_work.count(LOGIN) == 1


# ── who it is, and signing in ───────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Person:
    """Somebody who has made an app password, and says yes or no."""

    password: str
    agrees: bool = True
    told: list[str] = field(default_factory=list)

    def tell(self, words: str) -> None:
        self.told.append(words)

    def line(self, question: str) -> str:
        raise AssertionError(question)

    def secret(self, question: str) -> str:
        self.told.append(question)
        return self.password

    def yes(self, question: str) -> bool:
        self.told.append(question)
        return self.agrees


@pytest.mark.parametrize("agrees", [True, False])
def test_a_person_signs_in_by_an_app_password_and_may_mark_the_account_as_a_bots(at_work: AtWork, agrees: bool) -> None:
    connected = at_work.connected
    password = connected.server.app_password(at_work.handle)
    assert connected.platform.sign_in(connected.account, Person(password, agrees)) == {"app_password": password}
    standing = connected.platform.standing(connected.account)
    assert (standing.handle, standing.remote_id, bool(standing.notes)) == (f"@{at_work.handle}", at_work.did, not agrees)
    assert standing.signed_in_until
    assert standing.signed_in_until > dt.datetime.now(dt.UTC)


def test_marking_an_account_leaves_the_rest_of_its_profile_as_it_is(at_work: AtWork) -> None:
    connected, profile = at_work.connected, "app.bsky.actor.profile"
    token = connected.server.session(at_work.handle)["accessJwt"]
    before = {"$type": profile, "displayName": "ACT", "description": "Who kept it.", "unheardOf": {"a": 1}}
    connected.server.xrpc(
        "com.atproto.repo.putRecord", token=token, repo=at_work.did, collection=profile, rkey="self", record=before
    )
    connected.platform.sign_in(connected.account, Person(connected.server.app_password(at_work.handle)))
    (record,) = connected.server.records(at_work.did, profile)
    labels = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "bot"}]}
    assert record.value == before | {"labels": labels}


def test_a_wrong_password_signs_nobody_in_and_is_not_repeated(at_work: AtWork) -> None:
    connected = at_work.connected
    words = b'{"error": "AuthenticationRequired", "message": "no-such-password is wrong"}'
    connected.between.on("POST", "/xrpc/com.atproto.server.createSession", Loses(401, JSON, words))
    with pytest.raises(PlatformError) as error:
        connected.platform.sign_in(connected.account, Person("no-such-password"))
    assert error.value.kind == Cause.TOKEN
    assert "no-such-password" not in str(error.value)


# ── what its answers mean ───────────────────────────────────────────────────────────────────────────────────────────

RESET = NOW + HOUR_AHEAD
LIMITED = {"ratelimit-reset": str(int(RESET.timestamp()))}


@pytest.mark.parametrize(
    ("status", "error", "headers", "meaning"),
    [
        (400, "RecordNotFound", {}, None),
        (400, "HandleNotFound", {}, None),
        (400, "InvalidRequest", {}, Cause.REJECTED),
        (400, "ExpiredToken", {}, Cause.TOKEN),
        (400, "InvalidToken", {}, Cause.TOKEN),
        (401, "AuthenticationRequired", {}, Cause.TOKEN),
        (401, "AuthMissing", {}, Cause.TOKEN),
        (401, "AuthFactorTokenRequired", {}, Cause.TOKEN),
        (401, "AccountTakedown", {}, Cause.SUSPENDED),
        (403, "AccountSuspended", {}, Cause.SUSPENDED),
        (400, "RepoDeactivated", {}, Cause.SUSPENDED),
        (413, "PayloadTooLarge", {}, Cause.REJECTED),
        (429, "RateLimitExceeded", LIMITED | {"ratelimit-policy": "5000;w=3600"}, (Cause.WINDOW, RESET)),
        (429, "RateLimitExceeded", LIMITED | {"ratelimit-policy": "35000;w=86400"}, (Cause.CAP, RESET)),
        (429, "RateLimitExceeded", {"retry-after": "3600"}, (Cause.WINDOW, RESET)),
        (500, "InternalServerError", {}, Cause.SERVER),
        (502, "UpstreamFailure", {}, Cause.SERVER),
    ],
)
def test_what_an_answer_means(status: int, error: str, headers: dict[str, str], meaning: object) -> None:
    assert judge(Answer(status, headers, {"error": error, "message": "…"}, NOW)) == meaning
