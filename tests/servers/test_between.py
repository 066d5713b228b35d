import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import pytest
import requests

from tests.servers.between import Between, Fault
from tests.servers.faults import (
    EMPTY,
    MALFORMED,
    PAGE,
    Answers,
    Holds,
    HoldsAnswer,
    Late,
    Loses,
    NeverArrived,
    reset_after,
    reset_before,
    truncated,
)
from tests.servers.mastodon import MastodonMock

POST = ("POST", "/api/v1/statuses")


@dataclass(frozen=True)
class Client:
    """How a library posts, and what it raises where no answer comes."""

    post: Callable[[str, dict[str, str], float], tuple[int, str]]
    broken: tuple[type[Exception], ...]
    timed_out: type[Exception]

    def says(self, between: Between, text: str = "Vetoed.", timeout: float = 10) -> tuple[int, str]:
        return self.post(f"{between.url}{POST[1]}?from=test", {"status": text}, timeout)


def _by_requests(url: str, data: dict[str, str], timeout: float) -> tuple[int, str]:
    answer = requests.post(url, data=data, headers={"Authorization": "Bearer token-of-alice"}, timeout=timeout)
    return answer.status_code, answer.text


def _by_httpx(url: str, data: dict[str, str], timeout: float) -> tuple[int, str]:
    answer = httpx.post(url, data=data, headers={"Authorization": "Bearer token-of-alice"}, timeout=timeout)
    return answer.status_code, answer.text


BY_REQUESTS = Client(
    _by_requests, (requests.ConnectionError, requests.exceptions.ChunkedEncodingError), requests.exceptions.ReadTimeout
)
BY_HTTPX = Client(_by_httpx, (httpx.NetworkError, httpx.RemoteProtocolError), httpx.ReadTimeout)


@pytest.fixture(params=[BY_REQUESTS, BY_HTTPX], ids=["requests", "httpx"])
def client(request: pytest.FixtureRequest) -> Client:
    found: Client = request.param
    return found


@pytest.fixture
def between(mastodon: MastodonMock) -> Iterator[Between]:
    with Between(mastodon.url) as proxy:
        yield proxy


def texts(mastodon: MastodonMock) -> list[str]:
    return [status.text for status in mastodon.statuses("alice")]


def test_what_it_is_not_told_to_lose_it_passes_on_unchanged(client: Client, between: Between, mastodon: MastodonMock) -> None:
    status, body = client.says(between, "Vetoed – Véto")
    assert status == 200
    assert '"content":"<p>Vetoed – Véto</p>"' in body
    assert texts(mastodon) == ["Vetoed – Véto"]
    (seen,) = between.seen
    assert (seen.method, seen.path, seen.query) == (*POST, "from=test")
    assert seen.headers["authorization"] == "Bearer token-of-alice"
    assert seen.body.startswith(b"status=Vetoed")


def test_a_body_in_chunks_arrives_whole(between: Between, mastodon: MastodonMock) -> None:
    headers = {"Authorization": "Bearer token-of-alice", "Content-Type": "application/x-www-form-urlencoded"}
    answer = httpx.post(between.url + POST[1], content=iter([b"status=Vet", b"oed."]), headers=headers)
    assert answer.status_code == 200
    assert texts(mastodon) == ["Vetoed."]


def test_who_breaks_off_while_asking_has_asked_nothing(between: Between) -> None:
    with socket.create_connection(("127.0.0.1", between.port)) as line:
        line.sendall(b"POST /api/v1/statuses HTTP/1.1\r\nContent-Length: 14\r\n\r\nstatus=Veto")
        line.shutdown(socket.SHUT_WR)
        assert line.recv(1) == b""
    assert between.seen == []


@pytest.mark.parametrize("status", [403, 429, 503])
def test_it_can_refuse_in_the_servers_name(status: int, client: Client, between: Between, mastodon: MastodonMock) -> None:
    between.on(*POST, Answers(status, {"Retry-After": "9"}, b'{"error": "no"}'))
    assert client.says(between) == (status, '{"error": "no"}')
    assert texts(mastodon) == []
    assert between.passed_on == []


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        *((Loses(status), (status, "")) for status in (500, 502, 503, 504)),
        (MALFORMED, (200, '{"id": "1')),
        (EMPTY, (200, "")),
        (PAGE, (200, PAGE.body.decode())),
    ],
    ids=["500", "502", "503", "504", "malformed", "empty", "page"],
)
def test_it_can_lose_the_answer_to_what_was_done(
    fault: Loses, answer: tuple[int, str], client: Client, between: Between, mastodon: MastodonMock
) -> None:
    between.on(*POST, fault)
    assert client.says(between) == answer
    assert texts(mastodon) == ["Vetoed."]


@pytest.mark.parametrize(("fault", "done"), [(reset_before, []), (reset_after, ["Vetoed."]), (truncated, ["Vetoed."])])
def test_it_can_break_the_connection(
    fault: Fault, done: list[str], client: Client, between: Between, mastodon: MastodonMock
) -> None:
    between.on(*POST, fault)
    with pytest.raises(client.broken):
        client.says(between)
    assert texts(mastodon) == done


def test_a_reset_is_a_reset_and_no_orderly_end(between: Between) -> None:
    between.on("GET", "/", reset_before)
    with socket.create_connection(("127.0.0.1", between.port)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
        with pytest.raises(ConnectionResetError):
            line.recv(1)


@pytest.mark.parametrize(("fault", "done"), [(Holds, []), (HoldsAnswer, ["Vetoed."])])
def test_it_can_keep_silent_until_the_client_gives_up(
    fault: type[Holds], done: list[str], client: Client, between: Between, mastodon: MastodonMock
) -> None:
    between.on(*POST, fault())
    with pytest.raises(client.timed_out):
        client.says(between, timeout=0.2)
    assert texts(mastodon) == done


@pytest.mark.parametrize("fault", [Holds, HoldsAnswer])
def test_who_is_held_is_let_go_by_a_release(fault: type[Holds], client: Client, between: Between) -> None:
    hold = between.on(*POST, fault())
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(client.says, between)
        assert hold.held.wait(10)
        assert not asked.done()
        hold.release()
        with pytest.raises(client.broken):
            asked.result()


def test_a_request_can_arrive_after_its_client_gave_up(client: Client, between: Between, mastodon: MastodonMock) -> None:
    late = between.on(*POST, Late())
    with pytest.raises(client.timed_out):
        client.says(between, "late", timeout=0.2)
    client.says(between, "second attempt")
    assert texts(mastodon) == ["second attempt"]
    late.release()
    assert texts(mastodon) == ["second attempt", "late"]


def test_what_is_held_back_when_it_closes_never_arrives(client: Client, mastodon: MastodonMock) -> None:
    with Between(mastodon.url) as between:
        between.on(*POST, Late())
        with pytest.raises(client.timed_out):
            client.says(between, timeout=0.2)
    assert texts(mastodon) == []


def test_closing_lets_go_of_everybody_and_leaves_no_thread(mastodon: MastodonMock) -> None:
    before = set(threading.enumerate())
    between = Between(mastodon.url).start()
    hold = between.on("*", "*", Holds())
    with ThreadPoolExecutor() as pool, socket.create_connection(("127.0.0.1", between.port)):
        asked = pool.submit(BY_REQUESTS.says, between)
        assert hold.held.wait(10)
        between.stop()
        with pytest.raises(BY_REQUESTS.broken):
            asked.result()
    assert set(threading.enumerate()) <= before


def test_nobody_listens_nowhere(client: Client, nowhere: str) -> None:
    with pytest.raises(client.broken, match="refused"):
        client.post(nowhere, {}, 10)


def test_a_server_that_is_gone_is_a_connection_that_is_reset(client: Client, nowhere: str) -> None:
    with Between(nowhere) as between, pytest.raises(client.broken):
        client.says(between)


def test_a_rule_skips_counts_and_makes_way_for_the_next(client: Client, between: Between) -> None:
    between.on(*POST, Answers(503), times=1, skip=1)
    between.on("POST", "/api/*/statuses", Answers(429), times=None, skip=1)
    assert [client.says(between)[0] for _ in range(4)] == [200, 503, 429, 429]
    between.clear()
    assert client.says(between)[0] == 200


def test_a_hook_is_called_before_and_after_the_server_acts(client: Client, between: Between, mastodon: MastodonMock) -> None:
    found: list[list[str]] = []
    for moment in ("before", "after"):
        between.when(*POST, moment, lambda: found.append(texts(mastodon)))
    client.says(between)
    assert found == [[], ["Vetoed."]]


def test_a_process_can_be_killed_when_its_post_is_out_and_it_has_not_heard(between: Between, mastodon: MastodonMock) -> None:
    posts = f"import tests.servers.test_between as t; t._by_requests({between.url + POST[1]!r}, {{'status': 'Vetoed.'}}, 10)"
    pid: Future[int] = Future()
    between.when(*POST, "after", lambda: os.kill(pid.result(10), signal.SIGKILL))
    with subprocess.Popen([sys.executable, "-c", posts]) as process:
        pid.set_result(process.pid)
    assert process.returncode == -signal.SIGKILL
    assert texts(mastodon) == ["Vetoed."]


def test_what_goes_wrong_in_a_hook_does_not_stay_hidden(mastodon: MastodonMock) -> None:
    def fails() -> None:
        raise NeverArrived

    between = Between(mastodon.url).start()
    between.when(*POST, "before", fails)
    with pytest.raises(BY_HTTPX.broken):
        BY_HTTPX.says(between)
    with pytest.raises(NeverArrived):
        between.stop()
