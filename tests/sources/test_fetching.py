"""Fetching from servers that do as they like (advocacybot.sources.fetching), each a real one on loopback."""

import datetime as dt
import gzip
import itertools
import re
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.fetches import Failure
from advocacybot.errors import NotFetched
from advocacybot.sources.fetching import Circumstances, Fetched, Known, Limits, fetch
from tests.examples import examples
from tests.servers.scripted import Script, Scripted, answer, dripping, raw, redirect, scripted, silent
from tests.sources.plain import is_plain, says_what_and_mend

QUICK = Limits(size=10_000, connect=2, read=0.4, total=1.2)
PATIENT = Limits(size=10_000, connect=5, read=5, total=20)


def fetched(script: Script, known: Known | None = None, limits: Limits = PATIENT, **headers: str) -> Fetched:
    with scripted({"/feed": script}) as server:
        return fetch(server.url("/feed"), known, headers=headers, circumstances=rehearsed(server, limits))


def rehearsed(server: Scripted, limits: Limits = PATIENT) -> Circumstances:
    return Circumstances(limits=limits, on_this_machine=[server.origin])


def refused(script: Script, known: Known | None = None, limits: Limits = PATIENT) -> NotFetched:
    with pytest.raises(NotFetched) as failed:
        fetched(script, known, limits)
    return as_it_should(failed.value)


def as_it_should(error: NotFetched) -> NotFetched:
    assert says_what_and_mend(str(error))
    assert is_plain(str(error))
    return error


# ── what is given ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_there_is_given_with_its_kind_and_marks() -> None:
    script = answer(
        b"<rss/>",
        content_type='Application/RSS+XML; charset="ISO-8859-1"',
        etag='W/"7"',
        last_modified="Fri, 28 Aug 2026 22:35:09 GMT",
    )
    found = fetched(script)
    assert found.content == b"<rss/>"
    assert (found.media_type, found.charset) == ("application/rss+xml", "iso-8859-1")
    assert found.known == Known('W/"7"', "Fri, 28 Aug 2026 22:35:09 GMT")
    assert not found.same


def test_a_server_that_says_nothing_of_what_it_gives_is_read_all_the_same() -> None:
    found = fetched(answer(b"x"))
    assert (found.media_type, found.charset, found.known) == ("", None, Known())


def test_what_is_known_is_asked_for_by_its_marks_and_not_sent_again() -> None:
    known = Known('"7"', "Fri, 28 Aug 2026 22:35:09 GMT")
    with scripted({"/feed": answer(status="304 Not Modified", etag='"8"')}) as server:
        found = fetch(server.url("/feed"), known, circumstances=rehearsed(server))
        headers = server.asked[0].headers
    assert (headers["if-none-match"], headers["if-modified-since"]) == (known.etag, known.last_modified)
    assert found.same
    assert found.content == b""
    assert found.known == Known('"8"', known.last_modified)


def test_an_answer_that_nothing_changed_makes_no_sense_where_nothing_is_known() -> None:
    assert refused(answer(status="304 Not Modified")).kind == Failure.GARBLED


def test_a_server_is_told_who_asks_and_whom_to_write_to() -> None:
    with scripted({"/feed": answer(b"x")}) as server:
        way = Circumstances(contact="https://example.org/campaign", on_this_machine=[server.origin])
        fetch(server.url("/feed"), circumstances=way)
        assert re.fullmatch(r"advocacybot/[\d.]+ \(\+https://example\.org/campaign\)", server.asked[0].headers["user-agent"])
        assert server.asked[0].headers["host"] == f"127.0.0.1:{server.port}"


def test_marks_of_a_length_that_nobody_keeps_are_not_kept() -> None:
    assert fetched(answer(b"x", etag="e" * 2_000)).known == Known()


def test_what_is_packed_is_unpacked() -> None:
    packed = gzip.compress(b"<rss/>" * 100)
    assert fetched(answer(packed, content_encoding="gzip")).content == b"<rss/>" * 100
    assert fetched(answer(zlib.compress(b"<rss/>"), content_encoding="deflate")).content == b"<rss/>"
    assert fetched(answer(b"", content_encoding="gzip")).content == b""


def test_an_answer_without_content_is_one() -> None:
    assert fetched(raw(b"HTTP/1.1 204 No Content\r\n\r\n")).content == b""


# ── what is too much, too slow, or makes no sense ───────────────────────────────────────────────────────────────────


def bomb(size: int) -> bytes:
    """So many NULs, packed: a thousandth of it, in windows of RFC 1952."""
    return gzip.compress(bytes(size), compresslevel=9)


TOO_BIG: Mapping[str, Script] = {
    "a gzip bomb": answer(bomb(50_000_000)[:9_999], content_encoding="gzip"),
    "a bomb of a bit more than is read": answer(bomb(10_001), content_encoding="gzip"),
    "a length that says so": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10001\r\n\r\n"),
    "a length beyond all numbers": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"),
    "no length, and no end": raw(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 1_000] * 11),
    "pieces without an end": raw(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *[b"3e8\r\n" + b"x" * 1_000 + b"\r\n"] * 11
    ),
    "packed noise": answer(gzip.compress(bytes(range(256)) * 60, 0), content_encoding="gzip"),
    "headers without an end": raw(b"HTTP/1.1 200 OK\r\n", *[b"X-A: b\r\n"] * 101, b"Content-Length: 0\r\n\r\n"),
}


@pytest.mark.parametrize("kind", TOO_BIG)
def test_no_more_is_read_than_is_asked_for(kind: str) -> None:
    assert refused(TOO_BIG[kind]).kind == Failure.TOO_BIG


def test_as_much_as_is_asked_for_is_read() -> None:
    assert len(fetched(answer(bytes(10_000))).content) == 10_000
    assert len(fetched(answer(bomb(10_000), content_encoding="gzip")).content) == 10_000


TOO_SLOW: Mapping[str, Script] = {
    "no answer": silent,
    "a header that drips": dripping(b"HTTP/1.1 200 OK\r\nX-A: ", b"a", 0.05),
    "headers that drip": dripping(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", 0.1),
    "a body that drips": dripping(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05),
    "answers on the way to an answer": dripping(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.05),
}


@pytest.mark.parametrize("kind", TOO_SLOW)
def test_nobody_is_waited_for_longer_than_is_said_however_slowly_they_drip(kind: str) -> None:
    began = time.monotonic()
    assert refused(TOO_SLOW[kind], limits=QUICK).kind == Failure.TOO_SLOW
    assert time.monotonic() - began < QUICK.total + QUICK.read + 10  # a drip would go on for ever


GARBLED: Mapping[str, Script] = {
    "no HTTP": raw(b"220 ftp.example.org ready\r\n\r\n"),
    "noise": raw(bytes(range(256))),
    "a line without an end": raw(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 200_000),
    "two lengths": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
    "a negative length": raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"),
    "no packing that was asked for": answer(b"x", content_encoding="br"),
    "two packings": answer(gzip.compress(gzip.compress(b"x")), content_encoding="gzip, gzip"),
    "not packed as it says": answer(b"<rss/>", content_encoding="gzip"),
    "an odd success": answer(b"x", status="206 Partial Content"),
    "a redirect to nowhere": answer(status="302 Found"),
    "a redirect to what is no address": redirect("http://[::1"),
}


@pytest.mark.parametrize("kind", GARBLED)
def test_an_answer_that_makes_no_sense_is_told_as_one(kind: str) -> None:
    assert refused(GARBLED[kind]).kind == Failure.GARBLED


CUT_OFF: Mapping[str, Script] = {
    "nothing": raw(b""),
    "a body shorter than it says": answer(b"<rss>", length=9_999),
    "pieces that break off": raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n"),
    "what is packed breaks off": answer(gzip.compress(b"<rss/>" * 100)[:-9], content_encoding="gzip"),
}


@pytest.mark.parametrize("kind", CUT_OFF)
def test_what_breaks_off_is_not_taken_for_the_whole(kind: str) -> None:
    assert refused(CUT_OFF[kind]).kind == Failure.CUT_OFF


def test_of_a_body_that_is_longer_than_it_says_what_it_says_is_read() -> None:
    assert fetched(answer(b"<rss/>and more", length=6)).content == b"<rss/>"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *(("404 Not Found", Failure.GONE), ("410 Gone", Failure.GONE), ("403 Forbidden", Failure.SHUT), ("401 No", Failure.SHUT)),
        *(("429 Slower", Failure.PACE), ("500 Oh", Failure.OUT_OF_ORDER), ("503 Later", Failure.OUT_OF_ORDER)),
        *(("418 Teapot", Failure.REFUSED), ("400 Bad", Failure.REFUSED), ("408 Late", Failure.TOO_SLOW)),
    ],
)
def test_each_status_is_a_failure_of_its_kind_and_is_told(status: str, kind: Failure) -> None:
    error = refused(answer(b"an error page", status=status))
    assert error.kind == kind
    assert f"({status[:3]})" in str(error)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry_after": "120"}, dt.timedelta(minutes=2)),
        ({"retry_after": "Fri, 28 Aug 2026 23:00:00 GMT", "date": "Fri, 28 Aug 2026 22:00:00 GMT"}, dt.timedelta(hours=1)),
        ({"retry_after": "Fri, 28 Aug 2026 21:00:00 GMT", "date": "Fri, 28 Aug 2026 22:00:00 GMT"}, dt.timedelta()),
        ({"retry_after": "Fri, 28 Aug 2026 23:00:00 GMT"}, None),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "-5"}, None),
        ({}, None),
    ],
)
def test_when_to_come_again_is_read_in_seconds_or_by_the_servers_own_clock(
    headers: dict[str, str], wait: dt.timedelta | None
) -> None:
    assert refused(answer(b"", "503 Later", None, **headers)).retry_after == wait


def test_a_server_that_is_not_there_cannot_be_reached() -> None:
    with scripted({}) as server:
        way, address = rehearsed(server), server.url("/feed")
    with pytest.raises(NotFetched) as failed:
        fetch(address, circumstances=way)
    assert as_it_should(failed.value).kind == Failure.UNREACHED


_WIRE = st.lists(
    st.sampled_from(
        [
            *(
                b"HTTP/1.1 200 OK\r\n",
                b"HTTP/1.1 304 Same\r\n",
                b"HTTP/1.1 302 There\r\n",
                b"HTTP/1.0 503 Later\r\n",
                b"HTTP/1.1 100 \r\n\r\n",
            ),
            *(
                b"Content-Length: 5\r\n",
                b"Transfer-Encoding: chunked\r\n",
                b"Content-Encoding: gzip\r\n",
                b"\r\n",
                b"5\r\nhello\r\n",
            ),
            *(
                b"Location: /feed\r\n",
                b"Location: //\r\n",
                b"Location: \xff\xfe\r\n",
                b"Location: https://xn--a/\r\n",
                b"hello",
                b"0\r\n\r\n",
            ),
            *(
                b"Content-Type: text/xml; charset*=x'y'%ff\r\n",
                b"Retry-After: Fri\r\n",
                b"ETag: \xe9\r\n",
                b"X: y\r\n",
                gzip.compress(b"x"),
            ),
        ]
    )
    | st.binary(max_size=5),
    max_size=12,
)


@given(st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 There\r\n"]), _WIRE)
@settings(max_examples=examples(200), deadline=None)
def test_whatever_a_server_sends_is_an_answer_or_a_failure_of_ours(first: bytes, pieces: list[bytes]) -> None:
    with suppress(NotFetched):
        assert len(fetched(raw(first, *pieces), Known('"7"')).content) <= PATIENT.size


# ── redirects ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_redirect_is_followed_to_where_the_feed_is() -> None:
    with scripted({"/feed": redirect("/new/feed#items"), "/new/feed": answer(b"x")}) as server:
        found = fetch(server.url("/feed"), circumstances=rehearsed(server))
        assert found.address == server.url("/new/feed")


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 There", "308 Moved"])
def test_five_redirects_are_followed_and_no_sixth(status: str) -> None:
    steps = {f"/{number}": redirect(f"/{number + 1}", status) for number in range(7)}
    with scripted(steps | {"/7": answer(b"x")}) as server:
        assert fetch(server.url("/2"), circumstances=rehearsed(server)).content == b"x"
        with pytest.raises(NotFetched) as failed:
            fetch(server.url("/1"), circumstances=rehearsed(server))
        assert as_it_should(failed.value).kind == Failure.REDIRECTS


def test_a_circle_of_redirects_ends() -> None:
    with scripted({"/a": redirect("/b"), "/b": redirect("/a")}) as server:
        with pytest.raises(NotFetched) as failed:
            fetch(server.url("/a"), circumstances=rehearsed(server))
        assert failed.value.kind == Failure.REDIRECTS
        assert len(server.asked) == 6


INSIDE = [
    "http://169.254.169.254/latest/meta-data/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[fd00:ec2::254]/latest/meta-data/",
    "https://localhost/",
    "https://localhost:6379/",
    "https://127.1/",
    "https://2130706433/",
    "https://017700000001/",
    "https://[::ffff:127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://100.64.0.1/",
    "http://example.org/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/xml,<rss/>",
    "gopher://127.0.0.1:6379/_INFO",
    "https://name:password@example.org/",
    "https:///feed",
]


@pytest.mark.parametrize("target", INSIDE)
def test_nothing_leads_into_a_network_of_ours_or_past_tls(target: str) -> None:
    assert refused(redirect(target)).kind == Failure.REFUSED_ADDRESS
    with pytest.raises(NotFetched) as failed:
        fetch(target)
    assert as_it_should(failed.value).kind == Failure.REFUSED_ADDRESS


def test_a_rehearsals_server_opens_no_way_to_its_neighbours() -> None:
    with scripted({"/feed": answer(b"secret")}) as neighbour, scripted({"/feed": redirect(neighbour.url("/feed"))}) as server:
        with pytest.raises(NotFetched) as failed:
            fetch(server.url("/feed"), circumstances=rehearsed(server))
        assert failed.value.kind == Failure.REFUSED_ADDRESS
        assert neighbour.asked == []


def test_what_is_asked_with_goes_to_the_feeds_own_server_alone() -> None:
    with scripted({"/feed": answer(b"x")}) as other, scripted({"/feed": redirect(other.url("/feed"))}) as server:
        way = Circumstances(limits=PATIENT, on_this_machine=[server.origin, other.origin])
        fetch(server.url("/feed"), headers={"Authorization": "Bearer secret"}, circumstances=way)
        assert server.asked[0].headers["authorization"] == "Bearer secret"
        assert "authorization" not in other.asked[0].headers


def test_an_error_names_the_host_and_never_the_whole_address() -> None:
    with scripted({"/private-5ecre7/basic.ics": answer(status="404 No")}) as server, pytest.raises(NotFetched) as failed:
        fetch(server.url("/private-5ecre7/basic.ics"), circumstances=rehearsed(server))
    assert "5ecre7" not in str(failed.value)
    assert "127.0.0.1" in str(failed.value)


NO_ADDRESSES = [
    "",
    "feed",
    "https://",
    "https://exa mple.org/",
    "https://[::1",
    "https://x:99999/",
    "https://\0/",
    "https://xn--/",
]


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(NotFetched) as failed:
        fetch(address, circumstances=Circumstances(resolve=lambda _host, _port: []))
    assert as_it_should(failed.value).kind in (Failure.REFUSED_ADDRESS, Failure.UNREACHED)


# ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def of_names(*answers: list[str]) -> tuple[Callable[[str, int], list[str]], list[str]]:
    """A resolver that says something else each time, and the names that it was asked for."""
    asked: list[str] = []
    turns = itertools.chain(answers, itertools.repeat(answers[-1]))

    def resolve(host: str, _: int) -> list[str]:
        asked.append(host)
        return next(turns)

    return resolve, asked


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["10.0.0.1", "::1"], ["::ffff:10.0.0.1"], ["fe80::1%eth0"]])
def test_a_name_that_means_an_address_within_is_refused(addresses: list[str]) -> None:
    resolve, _ = of_names(addresses)
    with pytest.raises(NotFetched) as failed:
        fetch("https://feeds.example.org/feed", circumstances=Circumstances(resolve=resolve))
    assert as_it_should(failed.value).kind == Failure.REFUSED_ADDRESS


def test_a_name_that_means_nothing_cannot_be_reached() -> None:
    def resolve(_: str, __: int) -> list[str]:
        raise OSError

    with pytest.raises(NotFetched) as failed:
        fetch("https://feeds.example.org/feed", circumstances=Circumstances(resolve=resolve))
    assert as_it_should(failed.value).kind == Failure.UNREACHED


def test_a_resolver_that_never_answers_is_not_waited_for() -> None:
    over = threading.Event()

    def resolve(_: str, __: int) -> list[str]:
        over.wait()
        return []

    try:
        with pytest.raises(NotFetched) as failed:
            fetch("https://feeds.example.org/feed", circumstances=Circumstances(limits=Limits(connect=0.2), resolve=resolve))
        assert failed.value.kind == Failure.UNREACHED
    finally:
        over.set()


class Authority:
    """Vouches for one name, and is trusted by whoever asks."""

    def __init__(self, folder: Path, name: str) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an authority of tests")])
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
            .not_valid_after(dt.datetime(2120, 1, 1, tzinfo=dt.UTC))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        public = certificate.public_bytes(serialization.Encoding.PEM)
        private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        (folder / "server.pem").write_bytes(private + public)
        self.trust = ssl.create_default_context(cadata=public.decode())
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.server.load_cert_chain(folder / "server.pem")
        self.names: list[str | None] = []
        self.server.sni_callback = lambda _connection, asked, _context: self.names.append(asked)


def test_the_connection_goes_to_the_address_that_was_looked_at_under_the_name_that_was_asked_for(tmp_path: Path) -> None:
    """A name that means this machine at first and the cloud's secrets a moment later (DNS rebinding) is looked up once."""
    authority = Authority(tmp_path, "feeds.example.org")
    resolve, looked_up = of_names(["127.0.0.1"], ["169.254.169.254"])
    with scripted({"/feed": answer(b"x")}, tls=authority.server) as server:
        origin = f"https://feeds.example.org:{server.port}"
        way = Circumstances(limits=PATIENT, on_this_machine=[origin], resolve=resolve, trust=authority.trust)
        found = fetch(f"{origin}/feed", circumstances=way)
        assert found.content == b"x"
        assert server.asked[0].headers["host"] == f"feeds.example.org:{server.port}"
    assert authority.names == ["feeds.example.org"]
    assert looked_up == ["feeds.example.org"]


def test_a_server_that_nobody_vouches_for_under_that_name_is_not_reached(tmp_path: Path) -> None:
    authority = Authority(tmp_path, "feeds.example.org")
    resolve, _ = of_names(["127.0.0.1"])
    with scripted({"/feed": answer(b"x")}, tls=authority.server) as server:
        origin = f"https://other.example.org:{server.port}"
        way = Circumstances(limits=PATIENT, on_this_machine=[origin], resolve=resolve, trust=authority.trust)
        with pytest.raises(NotFetched) as failed:
            fetch(f"{origin}/feed", circumstances=way)
        assert failed.value.kind == Failure.UNREACHED
        assert server.asked == []


def test_the_next_address_of_a_name_is_tried_where_the_first_is_not_there() -> None:
    with scripted({"/feed": answer(b"x")}) as server:
        resolve, _ = of_names(["10.0.0.1", "127.0.0.2", "127.0.0.1"])  # nobody listens at the second
        way = Circumstances(limits=PATIENT, on_this_machine=[server.origin], resolve=resolve)
        assert fetch(server.url("/feed"), circumstances=way).content == b"x"
