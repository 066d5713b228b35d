"""The watch sees each fault of a page: a watch that sees none would let every journey pass."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.watching import Watch

GOOD = """<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>A page</title>
<link rel="icon" href="data:,"></head><body><main><h1>A page</h1>{}</main></body></html>"""

PAGES = {
    "/good": GOOD.format("<p>Nothing is wrong with it.</p>"),
    "/console": GOOD.format("<script src=/console.js></script>"),
    "/console.js": "console.error('somebody forgot something')",
    "/script": GOOD.format("<script src=/script.js></script>"),
    "/script.js": "nobody.knows()",
    "/inline": GOOD.format("<script>document.title = 'changed'</script>"),
    "/style": GOOD.format("<p style='color: red'>Red.</p>"),
    "/elsewhere": GOOD.format("<img src='http://elsewhere.example/x.png' alt='x'>"),
    "/missing": GOOD.format("<script src=/not-there.js></script>"),
    "/title": GOOD.format("").replace("A page</title>", "</title>"),
    "/wide": GOOD.format("<svg width=420 height=10 role=img aria-label=wide></svg>"),
    "/zoomed": GOOD.format("<svg width=700 height=10 role=img aria-label=wide></svg>"),
    "/alt": GOOD.format("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' width=9 height=9>"),
    "/faint": GOOD.format("<link rel=stylesheet href=/faint.css><p>Hardly to be read.</p>"),
    "/faint.css": "p { color: #bbb; background: #fff }",
    "/faint-at-night": GOOD.format("<link rel=stylesheet href=/night.css><p>Hardly to be read.</p>"),
    "/night.css": "@media (prefers-color-scheme: dark) { p { color: #444; background: #111 } }",
}
KINDS = {"js": "text/javascript", "css": "text/css"}


class Faulty(BaseHTTPRequestHandler):
    """Pages with one fault each, under a policy like the room's."""

    def do_GET(self) -> None:
        found = PAGES.get(self.path, "")
        self.send_response(500 if self.path == "/broken" else 200 if found else 404)
        self.send_header("Content-Type", KINDS.get(self.path.rpartition(".")[2], "text/html; charset=utf-8"))
        self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src * data:")
        self.end_headers()
        self.wfile.write((found or GOOD.format("<p>There is nothing here.</p>")).encode())

    def log_message(self, *_: object) -> None:
        """Keep silent."""


@pytest.fixture(scope="module")
def faulty() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Faulty) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def look(context: BrowserContext, address: str) -> None:
    watch, page = Watch(context), context.new_page()
    page.goto(address)
    watch.look(page)


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("console", "somebody forgot something"),
        ("script", "nobody is not defined"),
        ("inline", "the policy forbids script-src-elem: inline"),
        ("style", "the policy forbids style-src-attr: inline"),
        ("elsewhere", "a request leaves this machine: http://elsewhere.example/x.png"),
        ("missing", "status of 404"),
        ("broken", "GET .*/broken answers 500"),
        ("title", "has no title"),
        ("wide", "scrolls sideways at 360 px"),
        ("alt", "critical, image-alt"),
        ("faint", "serious, color-contrast"),
        ("faint-at-night", "serious, color-contrast"),
    ],
)
def test_a_fault_is_seen(contexts: Callable[..., BrowserContext], faulty: str, page: str, fault: str, screen: Screen) -> None:
    context = contexts(**screen.wishes())
    with pytest.raises(AssertionError, match=fault):
        look(context, f"{faulty}/{page}")


def test_what_is_too_wide_at_200_percent_alone_is_seen(contexts: Callable[..., BrowserContext], faulty: str) -> None:
    with pytest.raises(AssertionError, match="scrolls sideways at 550 px"):
        look(contexts(**DESK.wishes()), f"{faulty}/zoomed")


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=lambda screen: screen.name)
def test_nothing_is_seen_in_a_good_page(contexts: Callable[..., BrowserContext], faulty: str, screen: Screen) -> None:
    look(contexts(**screen.wishes()), f"{faulty}/good")


def test_a_page_that_tells_of_a_refusal_is_no_fault(contexts: Callable[..., BrowserContext], faulty: str) -> None:
    """Browsers write it to the console as an error; the room answers so when it refuses a deed."""
    look(contexts(**DESK.wishes()), f"{faulty}/not-there")
