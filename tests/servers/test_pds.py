import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
import requests

from tests.servers.pds import Member, Pds, bearer
from tests.servers.process import ROOT

POSTS = "app.bsky.feed.post"
KEY = "3mabcdefghi22"
POST = {"$type": POSTS, "text": "Vetoed.", "createdAt": "2026-01-01T00:00:00Z", "langs": ["en"]}
PUT = "/xrpc/com.atproto.repo.putRecord"
CREATE = "/xrpc/com.atproto.repo.createRecord"
GET = "/xrpc/com.atproto.repo.getRecord"
UPLOAD = "/xrpc/com.atproto.repo.uploadBlob"
LOGIN = "/xrpc/com.atproto.server.createSession"
REFRESH = "/xrpc/com.atproto.server.refreshSession"
SESSION = "/xrpc/com.atproto.server.getSession"


_NUMBERS = count()


@pytest.fixture
def handle() -> str:
    return f"member{next(_NUMBERS)}.test"


@pytest.fixture
def member(pds: Pds, handle: str) -> Member:
    """An account of this test's own."""
    return pds.create_account(handle)


@pytest.fixture
def session(pds: Pds, member: Member, handle: str) -> dict[str, str]:
    """One that was opened with an app password."""
    opened = pds.session(handle, pds.app_password(handle))
    assert opened["did"] == member.did
    return opened


@pytest.fixture
def token(session: dict[str, str]) -> str:
    return session["accessJwt"]


def placed(member: Member, record: dict[str, Any] = POST, key: str = KEY, **more: Any) -> dict[str, Any]:
    return {"repo": member.did, "collection": POSTS, "rkey": key, "record": record, **more}


def said(answer: requests.Response) -> tuple[int, str, str]:
    return answer.status_code, answer.json()["error"], answer.json()["message"]


def test_the_same_record_put_twice_is_written_once(pds: Pds, member: Member, token: str) -> None:
    first, second = (pds.told("POST", PUT, json=placed(member, swapRecord=None), headers=bearer(token)) for _ in range(2))
    assert first["cid"] == second["cid"]
    assert "commit" in first
    assert "commit" not in second
    (record,) = pds.records(member.did)
    assert (record.key, record.cid, record.value) == (KEY, first["cid"], POST)


def test_another_record_is_not_put_in_its_place(pds: Pds, member: Member, token: str) -> None:
    cid = pds.told("POST", PUT, json=placed(member, swapRecord=None), headers=bearer(token))["cid"]
    other = placed(member, {**POST, "text": "Adopted."}, swapRecord=None)
    assert said(pds.ask("POST", PUT, json=other, headers=bearer(token))) == (400, "InvalidSwap", f"Record was at {cid}")
    assert [record.value for record in pds.records(member.did)] == [POST]


def test_to_create_what_is_there_is_an_error_of_the_servers(pds: Pds, member: Member, token: str) -> None:
    pds.told("POST", CREATE, json=placed(member), headers=bearer(token))
    answer = pds.ask("POST", CREATE, json=placed(member), headers=bearer(token))
    assert said(answer) == (500, "InternalServerError", "Internal Server Error")


def test_records_are_found_in_their_order_however_many(pds: Pds, member: Member, token: str) -> None:
    keys = [f"3mabcdefgh{a}{b}2" for a in "234567abcde" for b in "234567abcde"]
    for key in reversed(keys):
        pds.told("POST", PUT, json=placed(member, key=key), headers=bearer(token))
    assert [record.key for record in pds.records(member.did)] == keys


def test_a_record_that_is_not_there_is_not_the_same_as_a_repository_that_is_not(pds: Pds, member: Member) -> None:
    where = {"repo": member.did, "collection": POSTS, "rkey": KEY}
    uri = f"at://{member.did}/{POSTS}/{KEY}"
    assert said(pds.ask("GET", GET, params=where)) == (400, "RecordNotFound", f"Could not locate record: {uri}")
    nobody = where | {"repo": "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"}
    assert said(pds.ask("GET", GET, params=nobody)) == (400, "InvalidRequest", "Could not locate record")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"text": "v" * 301}, "grapheme too big (maximum 300, got 301) at $.record.text"),
        ({"createdAt": "yesterday"}, 'Invalid datetime (got "yesterday") at $.record.createdAt'),
        ({"langs": ["en", "fr", "es", "ar"]}, "array too big (maximum 3, got 4) at $.record.langs"),
    ],
)
def test_a_record_that_breaks_its_lexicon_is_refused(
    wrong: dict[str, Any], why: str, pds: Pds, member: Member, token: str
) -> None:
    answer = pds.ask("POST", PUT, json=placed(member, POST | wrong), headers=bearer(token))
    assert said(answer) == (400, "InvalidRequest", f"Invalid {POSTS} record: {why}")


def test_a_picture_may_be_uploaded_that_may_not_be_posted(pds: Pds, member: Member, token: str) -> None:
    png = bearer(token) | {"Content-Type": "image/png"}
    blob = pds.told("POST", UPLOAD, data=b"\x89PNG\r\n\x1a\n" + bytes(2_000_000), headers=png)["blob"]
    embed = {"$type": "app.bsky.embed.images", "images": [{"alt": "A table of votes", "image": blob}]}
    answer = pds.ask("POST", PUT, json=placed(member, POST | {"embed": embed}), headers=bearer(token))
    assert answer.status_code == 400
    assert "blob too big (maximum 2000000, got 2000008)" in answer.text
    too_large = (413, "PayloadTooLarge", "request entity too large")
    assert said(pds.ask("POST", UPLOAD, data=bytes(5 * 2**20 + 1), headers=png)) == too_large


def test_a_session_expires_and_its_refresh_token_opens_another(pds: Pds, session: dict[str, str]) -> None:
    expired = (400, "ExpiredToken", "Token has expired")
    assert said(pds.ask("GET", SESSION, headers=bearer(pds.expired(session["accessJwt"])))) == expired
    refreshed = pds.told("POST", REFRESH, headers=bearer(session["refreshJwt"]))
    assert pds.told("GET", SESSION, headers=bearer(refreshed["accessJwt"]))["did"] == session["did"]
    assert said(pds.ask("POST", REFRESH, headers=bearer(pds.expired(session["refreshJwt"])))) == expired


def test_a_token_that_was_never_given_is_not_an_expired_one(pds: Pds) -> None:
    assert said(pds.ask("GET", SESSION, headers=bearer("made-up"))) == (400, "InvalidToken", "Token could not be verified")
    assert said(pds.ask("GET", SESSION)) == (401, "AuthMissing", "Authentication Required")


@pytest.mark.usefixtures("member")
def test_a_wrong_password_and_an_unknown_handle_are_told_alike(pds: Pds, handle: str) -> None:
    for who in (handle, "nobody.test"):
        answer = pds.ask("POST", LOGIN, json={"identifier": who, "password": "wrong"})
        assert said(answer) == (401, "AuthenticationRequired", "Invalid identifier or password")


def test_an_account_that_is_taken_down_can_neither_write_nor_be_read(pds: Pds, member: Member, handle: str, token: str) -> None:
    app_password = pds.app_password(handle, "another")
    pds.told("POST", PUT, json=placed(member), headers=bearer(token))
    pds.take_down(member.did)
    down = (401, "AccountTakedown", "Account has been taken down")
    assert said(pds.ask("POST", PUT, json=placed(member), headers=bearer(token))) == down
    assert said(pds.ask("POST", LOGIN, json={"identifier": handle, "password": member.password})) == down
    by_app_password = pds.ask("POST", LOGIN, json={"identifier": handle, "password": app_password})
    assert said(by_app_password) == (401, "AuthenticationRequired", "Invalid identifier or password")
    where = {"repo": member.did, "collection": POSTS, "rkey": KEY}
    assert said(pds.ask("GET", GET, params=where)) == (400, "InvalidRequest", "Could not locate record")
    pds.reinstate(member.did)
    assert [record.key for record in pds.records(member.did)] == [KEY]


def test_a_handle_is_resolved_to_its_account(pds: Pds, member: Member, handle: str) -> None:
    resolve = "/xrpc/com.atproto.identity.resolveHandle"
    assert pds.told("GET", resolve, params={"handle": handle}) == {"did": member.did}
    nobody = pds.ask("GET", resolve, params={"handle": "nobody.test"})
    assert said(nobody) == (400, "HandleNotFound", "Unable to resolve handle")


def test_what_only_an_app_view_answers_is_an_honest_error(pds: Pds, member: Member, token: str) -> None:
    profile = "app.bsky.actor.getProfile"
    answer = pds.ask("GET", f"/xrpc/{profile}", params={"actor": member.did}, headers=bearer(token))
    assert said(answer) == (400, "InvalidRequest", f"No service configured for {profile}")


def test_logins_are_limited_where_limits_are_on() -> None:
    wrong = {"identifier": "nobody.test", "password": "wrong"}
    with Pds(rate_limits=True) as server, ThreadPoolExecutor(31) as pool:  # at once, as a PDS takes its time to refuse a login
        answers = list(pool.map(lambda _: server.ask("POST", LOGIN, json=wrong), range(31)))
    *refused, limited = sorted(answers, key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in refused] == [401] * 30
    assert said(limited) == (429, "RateLimitExceeded", "Rate Limit Exceeded")
    assert limited.headers["RateLimit-Policy"] == "30;w=300"
    assert {"RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After"} <= limited.headers.keys()


def test_it_listens_on_one_address_alone(pds: Pds) -> None:
    another_of_this_machine = ("127.0.0.2", int(pds.url.rpartition(":")[2]))
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(another_of_this_machine)


def stay_connected(port: int) -> None:
    """Raises ``ConnectionError`` as soon as nobody listens any more."""
    while True:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.recv(1)  # returns when the server ends


def test_it_ends_when_the_process_that_started_it_is_killed() -> None:
    script = "import os, signal; from tests.servers.pds import Pds; print(Pds().start().url, flush=True); os.kill(os.getpid(), 9)"
    killed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    port = int(killed.stdout.rpartition(":")[2])
    with pytest.raises(ConnectionError):
        stay_connected(port)
