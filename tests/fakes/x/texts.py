"""The text of a post as X gives it back: composed (NFC), escaped for HTML, every link behind t.co, a picture's at the end.

Which words are links, and what a text weighs, is what twitter-text says (https://github.com/twitter/twitter-text, version 3).
The fields of a link are ``UrlEntity`` of the OpenAPI document; https://docs.x.com/x-api/fundamentals/data-dictionary shows them
filled in: a link without a protocol leads to ``http://``, and a shown link is cut off fifteen characters behind its host.
"""

import hashlib
import re
import unicodedata
from string import ascii_letters, digits

from twitter_text import extract_urls_with_indices, parse_tweet

from tests.fakes.x.state import XLink, XPicture

_ALPHABET = ascii_letters + digits
_SHOWN = 15


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def fits(text: str) -> bool:
    """Whether it weighs at most 280, and holds no character that X forbids."""
    return bool(parse_tweet(text).valid)


def as_given_back(post_id: str, handle: str, text: str, pictures: tuple[XPicture, ...]) -> tuple[str, tuple[XLink, ...]]:
    """The text, and its links."""
    given, links, behind = "", [], 0
    for number, found in enumerate(extract_urls_with_indices(text)):
        start, end = found["indices"]
        given += escaped(text[behind:start])
        url = short(post_id, number)
        address = found["url"] if re.match(r"https?://", found["url"], re.IGNORECASE) else f"http://{found['url']}"
        links.append(XLink(url, address, shown(address), len(given), len(given) + len(url)))
        given, behind = given + url, end
    given += escaped(text[behind:])
    if pictures:
        given += " " if given else ""
        url = short(post_id, len(links))
        start, end = len(given), len(given) + len(url)
        address, seen = f"https://x.com/{handle}/status/{post_id}/photo/1", f"pic.x.com/{url.rpartition('/')[2]}"
        links += [XLink(url, address, seen, start, end, one.media_key) for one in pictures]
        given += url
    return given, tuple(links)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def short(post_id: str, number: int) -> str:
    """A link behind t.co: 23 characters."""
    left = int.from_bytes(hashlib.sha256(f"{post_id} {number}".encode()).digest())
    return "https://t.co/" + "".join(_ALPHABET[left // len(_ALPHABET) ** place % len(_ALPHABET)] for place in range(10))


def shown(address: str) -> str:
    """A link as readers see it."""
    bare = re.sub(r"^https?://(www\.)?", "", address, flags=re.IGNORECASE)
    host, slash, path = bare.partition("/")
    rest = slash + path
    return host + (rest if len(rest) <= _SHOWN else rest[:_SHOWN] + "…")
