"""What a reader of a page sees or hears."""

from html.parser import HTMLParser


class Visible(HTMLParser):
    """Collects the words that a reader sees or hears."""

    HEARD = ("title", "alt", "aria-label", "placeholder", "aria-description", "label")

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data.split("¤")

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in self.HEARD:
                self.words += (value or "").split("¤")
