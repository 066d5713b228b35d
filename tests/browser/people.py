"""People at the staff room, as sentences: ``ana.signs_in()``, ``ana.agrees_to(post)``.

They find things as a screen reader does, by role and accessible name, and whatever page they come to is looked at by the
:class:`Watch`.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Locator, Page, expect

from tests.browser.rooms import PASSWORD, Room
from tests.browser.watching import Watch

Role = Literal["button", "checkbox", "link"]

_STOPS = 60
"""As many times as somebody presses Tab before they give a page up."""


class Waiting(NamedTuple):
    """A post as the queue names it."""

    symbol: str
    account: str


@dataclass(frozen=True)
class Person:
    """Somebody at a browser of their own. ``photographs``: the folder for pictures of pages, if any are wanted."""

    name: str
    room: Room
    page: Page
    watch: Watch
    photographs: Path | None = None

    # ── coming and going ────────────────────────────────────────────────────────────────────────────────────────────

    def signs_in(self) -> None:
        self.goes_to("/")
        self.page.get_by_label("Name").fill(self.name)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.presses("Sign in")

    def signs_out(self) -> None:
        self.presses("Sign out")

    def opens_another_window(self) -> "Person":
        """The same person, still signed in, at a second window."""
        return replace(self, page=self.page.context.new_page())

    def goes_to(self, path: str) -> None:
        self.page.goto(self.room.url + path)
        self.looks()

    def follows(self, name: str) -> None:
        """A link of the page's."""
        self.page.get_by_role("link", name=name).click()
        self.looks()

    def presses(self, name: str) -> None:
        """A button that leads to another page."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.looks()

    def looks(self) -> None:
        self.watch.look(self.page)

    def fills(self, label: str, words: str) -> None:
        """A field of the page's content, by the words beside it."""
        self.page.get_by_role("main").get_by_label(label).fill(words)

    def chooses(self, label: str, option: str) -> None:
        self.page.get_by_role("main").get_by_label(label).select_option(option)

    def unfolds(self, summary: str) -> None:
        """What is folded up under those words."""
        self.page.locator("summary", has_text=summary).first.click()

    # ── the queue ───────────────────────────────────────────────────────────────────────────────────────────────────

    def opens_the_queue(self) -> None:
        self.goes_to("/")

    def opens(self, post: Waiting) -> None:
        """A post's page, by way of the queue."""
        self.opens_the_queue()
        self.link_to(post).click()
        self.looks()

    def finds_in_the_queue(self, post: Waiting, words: str) -> None:
        """That post says so before long: what a deed draws anew may come with the bot's next look."""
        self.opens_the_queue()
        self._reloads_until(lambda: words in " ".join(self.row_of(post).all_inner_texts()))
        expect(self.row_of(post).filter(has_text=words)).to_have_count(1)

    def opens_once_it_says(self, post: Waiting, words: str) -> None:
        self.finds_in_the_queue(post, words)
        self.link_to(post).click()
        self.looks()

    def ticks(self, *posts: Waiting) -> None:
        for post in posts:
            self.row_of(post).get_by_role("checkbox").check()

    def agrees_to_those_ticked(self) -> None:
        self.presses("Agree to those that are ticked")

    def link_to(self, post: Waiting) -> Locator:
        return self.page.get_by_role("link").filter(has_text=post.symbol).filter(has_text=post.account)

    def row_of(self, post: Waiting) -> Locator:
        return self.page.get_by_role("main").get_by_role("listitem").filter(has=self.link_to(post))

    # ── a post ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def agrees_to(self, post: Waiting) -> None:
        self.opens(post)
        self.presses("Agree to these words")

    def begins_to_edit(self, post: Waiting) -> None:
        self.opens(post)
        self.follows("Edit")

    def writes(self, words: str) -> None:
        """Other words, into the form of a post that is being edited."""
        self.page.get_by_role("textbox", name="Words").fill(words)
        self.presses("Keep these words")

    def edits(self, post: Waiting, words: str) -> None:
        self.begins_to_edit(post)
        self.writes(words)

    def rejects(self, post: Waiting, because: str) -> None:
        self._with_a_reason(post, "Reject", because)

    def holds(self, post: Waiting, because: str) -> None:
        self._with_a_reason(post, "Hold", because)

    def releases(self, post: Waiting) -> None:
        self.opens(post)
        self.presses("Release")

    def _with_a_reason(self, post: Waiting, deed: str, because: str) -> None:
        self.opens(post)
        self.page.get_by_role("textbox", name=re.compile(f"^{deed} it .*because")).fill(because)
        self.presses(deed)

    # ── the red switch ──────────────────────────────────────────────────────────────────────────────────────────────

    def pauses_everything(self, because: str) -> None:
        self.unfolds("Pause everything")
        self.page.get_by_label("Pause, because").fill(because)
        self.presses("Pause everything")

    def lets_everything_go_on(self) -> None:
        self.unfolds("Let it go on")
        self.presses("Post again on all accounts")

    # ── what they see ───────────────────────────────────────────────────────────────────────────────────────────────

    def reads(self, *words: str) -> None:
        """Those words stand on the page."""
        for wanted in words:
            expect(self.page.get_by_role("main")).to_contain_text(wanted)

    def sees(self, *words: str) -> None:
        """Those words stand somewhere: in the page's header, too."""
        for wanted in words:
            expect(self.page.locator("body")).to_contain_text(wanted)

    def does_not_read(self, words: str) -> None:
        expect(self.page.get_by_role("main")).not_to_contain_text(words)

    def is_at(self, title: str) -> None:
        expect(self.page).to_have_title(re.compile(f"^{re.escape(title)}"))

    def sees_no_button(self, name: str) -> None:
        expect(self.page.get_by_role("button", name=name)).to_have_count(0)

    def reads_in_the_end(self, words: str) -> None:
        """Those words stand on the page before long, when it is opened again and again."""
        self._reloads_until(lambda: words in self.page.get_by_role("main").inner_text())
        self.reads(words)
        self.looks()

    def _reloads_until(self, there: Callable[[], bool]) -> None:
        end = time.monotonic() + 15
        while not there() and time.monotonic() < end:
            self.page.reload()

    def photographs_it(self, name: str, *, whole: bool = True) -> None:
        """Keep a picture of the whole page, or of what is in view, where pictures are wanted."""
        if self.photographs:
            self.photographs.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self.photographs / f"{name}.png", full_page=whole)

    # ── by the keyboard alone ───────────────────────────────────────────────────────────────────────────────────────

    def types(self, words: str) -> None:
        """Where the focus is."""
        self.page.keyboard.type(words)

    def strikes(self, key: Literal["Enter", "Space", "Tab"]) -> None:
        self.page.keyboard.press(key)

    def tabs_to(self, wanted: Locator) -> None:
        """By Tab, to something that then shows that it has the focus."""
        for _ in range(_STOPS):
            if wanted.evaluate("(one) => one === document.activeElement"):
                ring = wanted.evaluate("(one) => getComputedStyle(one).outlineStyle")
                assert ring != "none", f"nothing shows that the focus is on {wanted}"
                return
            self.strikes("Tab")
        raise AssertionError(f"Tab never comes to {wanted}")  # noqa: EM102 – as a test says it
