"""Where partner campaigns may be told: at addresses of everybody's, by TLS, at the very address that was looked at."""

import socket
import ssl
from collections.abc import Iterator

import pytest

from advocacybot.errors import BadInput
from advocacybot.pipeline.receivers import Receivers, host_of
from tests.fakes.receiver import ADDRESS, HOST, Receiver, receiving

HEADERS = {"webhook-id": "msg_1", "webhook-timestamp": "1", "webhook-signature": "v1,x", "Content-Type": "application/json"}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.mark.parametrize(
    "address",
    [
        *("http://example.org/", "ftp://example.org/", "example.org", "", "https://", "https:///x", "https://:443/"),
        *("https://user@example.org/", "https://user:word@example.org/", "https://example.org/#part"),
        *("https://localhost/", "https://machine/", "https://machine.local/", "https://x.localhost./", "https://a.internal/"),
        *("https://127.0.0.1/", "https://10.0.0.1/", "https://169.254.169.254/latest", "https://[::1]/", "https://0.0.0.0/"),
        *("https://[::ffff:10.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[fe80::1%25eth0]/", "https://224.0.1.1/"),
        *("https://example.org:0/", "https://example.org:99999/", "https://exa mple.org/", "https://example.org/\r\nX: y"),
        *("https://exämple.org/", "https://example.org/" + "x" * 2000, "https://[::1/"),
    ],
)
def test_an_address_that_nobody_is_told_at_is_refused(address: str) -> None:
    with pytest.raises(BadInput, match="that is no address that anybody is told at; write one that begins with https://"):
        host_of(address)


@pytest.mark.parametrize(
    ("address", "host"),
    [(ADDRESS, HOST), ("https://Example.org:8443/hook", "example.org"), ("https://1.1.1.1/", "1.1.1.1")],
)
def test_an_address_of_everybodys_is_not(address: str, host: str) -> None:
    assert host_of(address) == host


@pytest.mark.parametrize("found", [["127.0.0.1"], ["10.1.2.3"], ["1.1.1.1", "192.168.0.1"], ["::1"], ["fd00::1"], []])
def test_a_name_that_leads_into_a_network_of_ours_is_not_connected_to(monkeypatch: pytest.MonkeyPatch, found: list[str]) -> None:
    connected: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (one, 443)) for one in found])
    monkeypatch.setattr(socket, "create_connection", lambda place, **_: connected.append(place))
    answer = Receivers().post(ADDRESS, HEADERS, b"{}")
    assert (answer.status, answer.told) == (None, "its name leads to an address that is not public")
    assert connected == []


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a name that means another address at each look, the first is asked for, and the only one."""
    asked = iter(["1.1.1.1", "127.0.0.1"])
    connected: list[object] = []

    def connect(place: object, **_: object) -> socket.socket:
        connected.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (next(asked), 443))])
    monkeypatch.setattr(socket, "create_connection", connect)
    assert Receivers().post(ADDRESS, HEADERS, b"{}").told == "the connection failed (ConnectionRefusedError)"
    assert connected == [("1.1.1.1", 443)]


def test_a_name_that_is_not_known_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert Receivers().post(ADDRESS, HEADERS, b"{}").told == "the connection failed (gaierror)"


def test_a_certificate_of_another_name_or_of_nobody_known_is_not_spoken_to(receiver: Receiver) -> None:
    trusted = receiver.reached()
    assert trusted.post(ADDRESS, HEADERS, b"{}").taken
    other = trusted.post(ADDRESS.replace(HOST, "another.example.org"), HEADERS, b"{}")
    nobody = Receivers(trusted.reach, ssl.create_default_context()).post(ADDRESS, HEADERS, b"{}")
    assert {other.told, nobody.told} == {"the connection failed (SSLCertVerificationError)"}
    assert len(receiver.heard) == 1


@pytest.mark.parametrize("path", ["", "/", "?a=b", "/a/b?c=d&e=%20"])
def test_path_and_query_go_with_it_as_they_were_given(receiver: Receiver, path: str) -> None:
    receiver.reached().post(f"https://{HOST}{path}", HEADERS, b"{}")
    assert receiver.heard[0].path == (path if path.startswith("/") else f"/{path}")


def test_nothing_of_the_receivers_own_words_is_told(receiver: Receiver) -> None:
    receiver.then.append(500)
    receiver.answer_with["X-Words"] = "advocacybot is a fool"
    assert receiver.reached().post(ADDRESS, HEADERS, b"{}").told == "it answered 500"
