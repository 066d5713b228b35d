"""The watch sees each fault of a page: a watch that sees none would let every journey pass."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import DESK, PHONE, Screen
from tests.browser.watching import Watch

GOOD = """<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>A page</title>
<link rel="icon" href="data:,"></head><body><main><h1>A page</h1>{}</main></body></html>"""

PAGES = {
    "/good": GOOD.format("<p>Nothing is wrong with it.</p>"),
    "/twice": GOOD.format("<p>One thing.</p><p>Another thing.</p>"),
    "/once": GOOD.format("<p>A third thing.</p>"),
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
"""Each has one fault, but for the good ones."""
ALIKE = {
    "a link that says nothing": ("<a href=/good>A link</a>", "<a href=/good><span></span></a>", "link-name"),
    "a field without a label": (
        "<label for=one>One</label><input id=one>",
        "<label for=one>One</label><input id=two>",
        "label",
    ),
    "a label that is nobody's": (
        "<p id=one>One</p><input aria-labelledby=one>",
        "<p id=two>One</p><input aria-labelledby=one>",
        "label",
    ),
    "words on a darker ground": (
        "<link rel=stylesheet href=/grounds.css><div><p>Words.</p></div><div class=dark></div>",
        "<link rel=stylesheet href=/grounds.css><div></div><div class=dark><div><p>Words.</p></div></div>",
        "color-contrast",
    ),
    "buttons that are too close": (
        "<link rel=stylesheet href=/grounds.css><div><button class=small>a</button></div>",
        "<link rel=stylesheet href=/grounds.css><div><button class=small>a</button><button class=small>b</button></div>",
        "target-size",
    ),
}
"""Two pages that are nearly alike, of which the second has a fault."""
PAGES |= {f"/{number}-{name}": GOOD.format(body) for name, pages in ALIKE.items() for number, body in enumerate(pages[:2])}
PAGES["/grounds.css"] = "p { color: #333 } .dark { background: #222 } .small { width: 12px; height: 12px; padding: 0; border: 0 }"
KINDS = {"js": "text/javascript", "css": "text/css"}


class Faulty(BaseHTTPRequestHandler):
    """Pages with one fault each, under a policy like the room's."""

    def do_GET(self) -> None:
        found = PAGES.get(unquote(self.path), "")
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


@pytest.mark.parametrize("name", ALIKE)
def test_a_fault_is_seen_in_a_page_like_one_that_was_looked_at(
    contexts: Callable[..., BrowserContext], faulty: str, name: str
) -> None:
    context, fault = contexts(**DESK.wishes()), ALIKE[name][2]
    look(context, f"{faulty}/0-{name}")
    with pytest.raises(AssertionError, match=rf"{fault}\b"):
        look(context, f"{faulty}/1-{name}")


def test_what_is_made_of_nothing_else_is_looked_at_once(
    contexts: Callable[..., BrowserContext], faulty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = contexts(**DESK.wishes())
    look(context, f"{faulty}/twice")
    monkeypatch.setattr(Watch, "_axe", None)
    look(context, f"{faulty}/once")


def test_a_page_that_tells_of_a_refusal_is_no_fault(contexts: Callable[..., BrowserContext], faulty: str) -> None:
    """Browsers write it to the console as an error; the room answers so when it refuses a deed."""
    look(contexts(**DESK.wishes()), f"{faulty}/not-there")
