"""The public pages: the watch looks at each kind, at a desk and as narrow as on a phone, on light ground and on dark."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from advocacybot.errors import NoSuchThing
from advocacybot.site.site import Site
from tests.browser.conftest import DESK
from tests.browser.watching import Watch
from tests.factories import an_assessed_vote
from tests.site.publications import a_vote, published

ALEPPO = "votes/S-2016-846/"
PAGES = ("", "en/", f"ar/{ALEPPO}", f"fr/{ALEPPO}embed/", "ru/members/NZL/", "zh/support/")
"""What differs from one another in how it is laid out."""


class _Serving(BaseHTTPRequestHandler):
    """Serves a site as its pages are asked for."""

    site: Site

    def do_GET(self) -> None:
        try:
            page = self.site.page(self.path.lstrip("/"))
        except NoSuchThing as error:
            self.send_error(404, str(error))
            return
        self.send_response(200)
        self.send_header("Content-Type", page.media_type)
        self.end_headers()
        self.wfile.write(page.content)

    def log_message(self, *_: object) -> None:
        """Nothing: what goes wrong is seen by the watch."""


@pytest.fixture
def address() -> Iterator[str]:
    """Where a site of two votes, and one ahead, is served."""
    votes = (a_vote(), a_vote("S/2012/77", assessed=False))
    site = Site(published(*votes, ahead=(an_assessed_vote("S/2026/999"),), address="https://example.org"), index="")
    handler = type("Serving", (_Serving,), {"site": site})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        serving.join()


def test_no_public_page_does_what_no_page_may(
    address: str, contexts: Callable[..., BrowserContext], request: pytest.FixtureRequest
) -> None:
    context = contexts(**DESK.wishes())
    watch, page = Watch(context), context.new_page()
    folder: Path | None = request.config.getoption("--screenshots", default=None)
    for path in PAGES:
        page.goto(address + path)
        watch.look(page)
        if folder:
            page.screenshot(path=folder / DESK.name / f"public-{path.strip('/').replace('/', '-') or 'root'}.png", full_page=True)
