"""How answers and failures become one of the three endings, whichever client library met them."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import requests

from advocacybot.campaign.causes import Cause, ending
from advocacybot.clock import ReplayClock
from advocacybot.errors import Doubtful, NotSent, PlatformError, Refused
from advocacybot.platforms.wire import Answer, Errand, Line, Network, Transport, in_our_words, the_usual
from tests.platforms.connected import a_network
from tests.servers.between import Between, nowhere
from tests.servers.faults import Answers, Holds
from tests.store.rows import NOW

POSTS = re.compile(r"^POST /post$")
JSON = {"Content-Type": "application/json"}


def an_answer(status: int = 200, body: object = None, **headers: str) -> Answer:
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, body, NOW)


def an_errand(**wishes: object) -> Errand:
    return Errand(the_usual, ReplayClock(NOW), POSTS, **wishes)  # type: ignore[arg-type]


# ── what an answer says ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("1475870400", dt.datetime(2016, 10, 7, 20, tzinfo=dt.UTC)),
        ("60", NOW + dt.timedelta(minutes=1)),
        ("0", NOW),
        ("0.5", NOW + dt.timedelta(seconds=0.5)),
        ("2016-10-07T20:00:00.123456Z", dt.datetime(2016, 10, 7, 20, 0, 0, 123456, tzinfo=dt.UTC)),
        ("2016-10-07T20:00:00", dt.datetime(2016, 10, 7, 20, tzinfo=dt.UTC)),
        ("Fri, 07 Oct 2016 20:00:00 GMT", dt.datetime(2016, 10, 7, 20, tzinfo=dt.UTC)),
        *((text, None) for text in ("", "soon", "-1", "nan", "inf", "1e300", "2016-13-01", "Fri, 99 Oct 2016 20:00:00 GMT")),
    ],
)
def test_a_header_tells_an_hour_in_whatever_way_servers_tell_it(text: str, hour: dt.datetime | None) -> None:
    assert an_answer(429, retry_after=text).hour("retry-after") == hour


def test_the_first_header_that_tells_an_hour_counts() -> None:
    answer = an_answer(429, first="soon", second="10", third="20")
    assert answer.hour("none", "first", "second", "third") == NOW + dt.timedelta(seconds=10)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (None, "422"),
        ([1], "422"),
        ({"error": "Too long"}, "422; Too long"),
        (
            {"title": "Forbidden", "detail": "No.", "errors": [{"message": "Why."}, {"detail": "No."}, 7]},
            "422; Forbidden; No.; Why.",
        ),
        ({"error": "Same", "message": "Same"}, "422; Same"),
    ],
)
def test_an_answer_says_of_itself_what_stands_in_it_once(body: object, words: str) -> None:
    assert an_answer(422, body).words == words


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (301, Cause.MALFORMED),
        (400, Cause.REJECTED),
        (401, Cause.TOKEN),
        (403, Cause.SERVER),
        (408, Cause.UNANSWERED),
        (413, Cause.REJECTED),
        (429, (Cause.WINDOW, None)),
        (500, Cause.SERVER),
        (530, Cause.SERVER),
    ],
)
def test_what_a_status_means_anywhere(status: int, cause: object) -> None:
    assert the_usual(an_answer(status)) == cause


def test_a_403_is_a_platforms_own_no_only_where_it_says_so() -> None:
    """A gateway in between shows a page; what it kept back may be taken another time."""
    assert the_usual(an_answer(403, {"error": "no"})) is Cause.REJECTED


def breaks(words: str) -> None:
    raise KeyError(words)


# ── in our words ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("posted", "kind"), [(False, NotSent), (True, Doubtful)])
def test_what_a_client_raises_is_in_doubt_only_when_the_part_had_gone_out(posted: bool, kind: type[PlatformError]) -> None:
    errand = an_errand(scrub=lambda text: text.replace("secret", "…"))
    errand.posted = posted
    with pytest.raises(kind) as error, in_our_words(errand):
        breaks("a secret")
    assert (error.value.kind, "secret" in str(error.value)) == (Cause.MALFORMED, False)


def test_our_own_ending_is_found_beneath_what_a_client_made_of_it() -> None:
    ours = ending(Cause.REJECTED)

    def client() -> None:
        try:
            raise ours
        except Refused:
            breaks("the client's")

    with pytest.raises(Refused) as error, in_our_words(an_errand()):
        client()
    assert error.value is ours


def test_what_the_caller_was_dealing_with_is_not_what_went_wrong() -> None:
    errand = an_errand()
    errand.posted = True
    try:
        raise ending(Cause.WINDOW)
    except NotSent:
        with pytest.raises(Doubtful) as error, in_our_words(errand):
            breaks("id")
    assert error.value.kind == Cause.MALFORMED


# ── both libraries, on one errand ───────────────────────────────────────────────────────────────────────────────────

Ask = Callable[[Network, Errand, str, str], int]


def by_requests(way: Network, errand: Errand, method: str, url: str) -> int:
    with Line(way, errand) as line:
        return line.request(method, url).status_code


def by_httpx(way: Network, errand: Errand, method: str, url: str) -> int:
    with httpx.Client(transport=Transport(way, errand)) as client:
        return client.request(method, url).status_code


both = pytest.mark.parametrize("ask", [by_requests, by_httpx])


@pytest.fixture
def echo() -> Between:
    """A server that says yes in JSON to everything."""
    made = Between("http://127.0.0.1:9")
    made.on("*", "*", Answers(200, JSON, b"{}"), times=None)
    return made


@both
def test_only_the_request_that_posts_is_asked_about_before(echo: Between, ask: Ask) -> None:
    asked: list[int] = []
    with a_network() as way, echo:
        errand = an_errand(before_sending=lambda: asked.append(len(echo.seen)))
        for method, path in (("GET", "/post"), ("POST", "/picture"), ("POST", "/post")):
            assert ask(way, errand, method, f"{echo.url}{path}") == 200
    assert (asked, errand.posted, len(echo.seen)) == ([2], True, 3)


@both
def test_what_may_not_be_posted_any_more_never_leaves(echo: Between, ask: Ask) -> None:
    def too_late() -> None:
        raise ending(Cause.LATE)

    with a_network() as way, echo:
        errand = an_errand(before_sending=too_late)
        with pytest.raises(NotSent):
            ask(way, errand, "POST", f"{echo.url}/post")
    assert (errand.posted, echo.seen) == (False, [])


@both
def test_a_part_is_not_posted_again_where_it_is_sent_elsewhere(echo: Between, ask: Ask) -> None:
    elsewhere = Between("")
    for status in (301, 302, 303, 307, 308):
        elsewhere.on("POST", "/post", Answers(status, {"Location": f"{echo.url}/post"}))
    with a_network() as way, echo, elsewhere:
        for _ in range(5):
            with pytest.raises(Doubtful) as error:
                ask(way, an_errand(), "POST", f"{elsewhere.url}/post")
            assert error.value.kind == Cause.MALFORMED
    assert echo.seen == []


def test_what_only_asks_may_be_sent_elsewhere(echo: Between) -> None:
    old = Between("")
    old.on("GET", "/v2", Answers(301, {"Location": f"{echo.url}/v2/"}))
    with a_network() as way, echo, old:
        assert by_requests(way, an_errand(), "GET", f"{old.url}/v2") == 200
    assert [one.path for one in echo.seen] == ["/v2/"]


def test_no_file_of_the_systems_takes_the_place_of_an_accounts_own_sign_in(
    echo: Between, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password else\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with a_network() as way, echo, Line(way, an_errand()) as line:
        line.request("GET", f"{echo.url}/v2", headers={"Authorization": "Bearer own"})
    assert echo.seen[0].headers["authorization"] == "Bearer own"


def test_a_proxy_that_the_environment_names_is_gone_through(echo: Between, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_network() as way, echo:
        monkeypatch.setenv("http_proxy", echo.url)
        assert by_requests(way, an_errand(), "GET", "http://social.example/v2") == 200
    assert [one.path for one in echo.seen] == ["http://social.example/v2"]


def test_an_answer_in_short_is_for_us_alone(echo: Between) -> None:
    with a_network() as way, echo, Line(way, an_errand(), in_short=True) as line:
        shown = [(line.request(method, f"{echo.url}/post").json(), line.said) for method in ("GET", "POST")]
    assert shown == [({}, {}), (None, {})]


@both
def test_where_nobody_listens_it_was_never_reached(ask: Ask) -> None:
    with a_network() as way, nowhere() as url, pytest.raises(NotSent) as error:
        ask(way, an_errand(), "POST", f"{url}/post")
    assert error.value.kind == Cause.UNREACHED


def test_no_client_waits_for_a_server_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advocacybot.platforms.wire.READ_SECONDS", 0.1)
    silent = Between("")
    silent.on("GET", "/", Holds())
    with a_network() as way, silent, requests.Session() as session:
        session.mount("http://", way.for_requests)
        with pytest.raises(requests.ReadTimeout):
            session.get(f"{silent.url}/", timeout=None)
    assert len(silent.seen) == 1
