"""What no page may ever do, whoever looks at it: each fault that is seen fails the journey."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""The rules of axe-core that say what WCAG 2.2 asks for at level AA."""

NARROWEST = 360
_REFUSED = re.compile(r"Failed to load resource: the server responded with a status of (403|404|409|422|429)")
_GIVEN_UP = re.compile(r"htmx:(afterRequest|sendAbort), ")
"""What htmx logs of a request that is given up, as the page is left or another takes its place. Of one that fails it logs more,
which is seen."""

_TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`the policy forbids ${event.effectiveDirective}: ${event.blockedURI}`));
"""

_TOO_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return "";
  const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
  return `${root.scrollWidth} px of ${root.clientWidth}: ` + wide.slice(-3).map((one) => one.outerHTML.slice(0, 120)).join(" | ");
}"""

_MADE_OF = Path(__file__).with_name("made_of.js").read_text(encoding="utf-8")

_LOOKED_AT: dict[tuple[object, ...], set[str]] = {}
"""By screen and ground, what the pages were made of that axe-core looked at and found nothing in. A page that is made of nothing
else is not looked at again, whoever comes to it and on whichever journey."""


@dataclass
class Watch:
    """Looks on while somebody uses a browser. ``scripts``: whether pages may run theirs; axe-core needs that."""

    context: BrowserContext
    scripts: bool = True
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.add_init_script(_TELL_VIOLATIONS)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.faults.append(f"a script failed: {error.error}"))
        self.context.on("request", self._request)
        self.context.on("response", self._response)

    def look(self, page: Page) -> None:
        """Look at a page as it stands, and fail if that, or anything before it, was not as it should be."""
        page.wait_for_load_state("load")
        if not page.title().strip():
            self.faults.append(f"{page.url} has no title")
        self._look_at_widths(page)
        if self.scripts:
            self._look_with_axe(page)
        self.check()

    def check(self) -> None:
        """Fail if anything was not as it should be."""
        assert not self.faults, "\n".join(self.faults)

    def _console(self, message: ConsoleMessage) -> None:
        """Browsers log a page that tells of a refusal as an error; that is none, nor is a request that is given up."""
        told_by_the_page = _REFUSED.match(message.text) and message.page and message.location["url"] == message.page.url
        if message.type == "error" and not told_by_the_page and not _GIVEN_UP.match(message.text):
            self.faults.append(f"the console says: {message.text} ({message.location['url']})")

    def _request(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme not in ("data", "blob") and where.hostname != "127.0.0.1":
            self.faults.append(f"a request leaves this machine: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.request.method} {response.url} answers {response.status}")

    def _look_at_widths(self, page: Page) -> None:
        """No page scrolls sideways: as it is, at 200 % zoom (which halves what fits in), and on a narrow phone."""
        as_it_is = page.viewport_size
        assert as_it_is
        for width in sorted({as_it_is["width"], max(as_it_is["width"] // 2, NARROWEST), NARROWEST}):
            page.set_viewport_size({"width": width, "height": as_it_is["height"]})
            if too_wide := page.evaluate(_TOO_WIDE):
                self.faults.append(f"{page.url} scrolls sideways at {width} px: {too_wide}")
        page.set_viewport_size(as_it_is)

    def _look_with_axe(self, page: Page) -> None:
        """All rules as the page is, and its contrasts on the other ground, dark or light, as well."""
        dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        size = page.viewport_size
        assert size
        made_of = set(page.evaluate(_MADE_OF))
        looked_at = _LOOKED_AT.setdefault((size["width"], size["height"], dark), set())
        if made_of <= looked_at:
            return
        with self._axe(page) as ask:
            ask({"runOnly": {"type": "tag", "values": WCAG}, "rules": {"target-size": {"enabled": True}}})
            page.emulate_media(color_scheme="light" if dark else "dark")
            ask({"runOnly": ["color-contrast"]})
            page.emulate_media(color_scheme="dark" if dark else "light")
        if not self.faults:
            looked_at |= made_of

    @contextmanager
    def _axe(self, page: Page) -> Iterator[Callable[[dict[str, Any]], None]]:
        """Asks axe-core, as often as is wished. Through the browser's own tools, which the page's policy does not bind: it stays
        as strict as for everybody."""
        tools = self.context.new_cdp_session(page)
        tools.send("Runtime.evaluate", {"expression": f"globalThis.axe ??= (() => {{ {AXE_SCRIPT}; return axe }})(); 0"})

        def ask(options: dict[str, Any]) -> None:
            wishes = json.dumps(options | {"resultTypes": ["violations"]})
            asked = f"axe.run({wishes}).then((found) => found.violations)"
            answer = tools.send("Runtime.evaluate", {"expression": asked, "awaitPromise": True, "returnByValue": True})
            assert "exceptionDetails" not in answer, answer
            for violation in answer["result"]["value"]:
                where = " | ".join(node["html"][:160] for node in violation["nodes"][:3])
                self.faults.append(f"{page.url}: {violation['impact']}, {violation['id']}: {violation['help']}: {where}")

        yield ask
        tools.detach()
