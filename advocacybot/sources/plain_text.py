"""Words of strangers made plain: HTML taken away, and every sign that stands in no text, or turns the text around, left out.

What comes out is text, not HTML: a page that shows it still has to escape it. One pass, whatever the input: nothing in it is
searched for again and again.
"""

import html
import re
import unicodedata

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "header"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "ul"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    )
)
_SILENT = frozenset(("head", "iframe", "math", "noscript", "object", "script", "style", "svg", "template", "textarea"))
_TAG = re.compile(r"<(?:(?P<comment>!--)|(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{0,30})|[!?])")
_NO_TEXT = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff]"
)
"""Controls, halves of signs, and marks of direction, by which words can be made to read otherwise than they are (UTR 36)."""


def is_block(name: str) -> bool:
    """Whether an element of HTML of that name ends a line."""
    return name.lower() in _BLOCKS


def is_silent(name: str) -> bool:
    """Whether what stands in an element of HTML of that name is no words."""
    return name.lower() in _SILENT


def clean(text: str, most: int) -> str:
    """The text with even white space, a paragraph on each line, and no more than so many characters."""
    text = unicodedata.normalize("NFC", _NO_TEXT.sub("", text))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(filter(None, lines))[:most].rstrip()


def clean_line(text: str, most: int) -> str:
    """The same on one line."""
    return " ".join(clean(text, most).split())


def without_html(text: str) -> str:
    """The words of a piece of HTML. A ``<`` that begins no tag is a sign like others; what is opened and never closed ends it."""
    words: list[str] = []
    place = 0
    while tag := _TAG.search(text, place):
        words.append(text[place : tag.start()])
        place = _behind(text, tag)
        if tag["name"] and is_block(tag["name"]):
            words.append("\n")
    words.append(text[place:])
    return html.unescape("".join(words))


def _behind(text: str, tag: re.Match[str]) -> int:
    """Where the tag ends, or what belongs to it and is no words: a comment, a script."""
    if tag["comment"]:
        end = text.find("-->", tag.end())
        return end + 3 if end >= 0 else len(text)
    end = text.find(">", tag.end()) + 1
    if not end:
        return len(text)
    if tag["name"] and not tag["close"] and is_silent(tag["name"]) and text[end - 2] != "/":
        closing = re.compile(rf"</{re.escape(tag['name'])}\s*>", re.IGNORECASE).search(text, end)
        return closing.end() if closing else len(text)
    return end
