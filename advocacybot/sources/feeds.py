"""The items of a feed: RSS 2.0, RSS 1.0 (RDF), Atom 1.0 (RFC 4287) and JSON Feed 1.1, each of which says the same in its own way.

Whatever comes in, no more than :data:`MOST_ITEMS` items of bounded length go out, in one pass. A document type, and with it
every entity of its own, is refused: no feed needs one, and they are how a small file becomes an endless one or has others read
(XXE). An item that says nothing is named with its line; what is no whole feed gives nothing.
"""

import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

from advocacybot.campaign.hints import Item
from advocacybot.errors import AdvocacyBotError, BadInput
from advocacybot.sources.feed_dates import read_date
from advocacybot.sources.letters import as_text
from advocacybot.sources.plain_text import clean, clean_line, is_block, is_silent, without_html

MOST_ITEMS = 200
MOST_BYTES = 10_000_000
MOST_DEEP = 100
LONGEST_TITLE = 500
LONGEST_TEXT = 50_000
_LONGEST_RAW = 200_000
_LONGEST_ADDRESS = 500
_LONGEST_ID = 500

_JSON_FEED = re.compile(r"https?://jsonfeed\.org/version/1(\.\d)?/?")


@dataclass(frozen=True)
class Feed:
    """``items``: in order, each once. ``problems``: of entries that say nothing. ``whole``: it has no more than are read."""

    items: tuple[Item, ...]
    problems: tuple[AdvocacyBotError, ...] = ()
    whole: bool = True


def read(content: bytes, name: str, *, address: str, charset: str | None = None) -> Feed:
    """The items of a feed.

    Args:
        content: as it was fetched.
        name: the feed's, for messages.
        address: where it was fetched from, to which its links are relative.
        charset: what the server says of its encoding (see :mod:`advocacybot.sources.letters`).

    Raises:
        BadInput: it is no feed, or not a whole one; the message names the line where that is known.
    """
    if len(content) > MOST_BYTES:
        raise BadInput(where=name, what=f"the feed has {len(content)} bytes", mend=f"name one of {MOST_BYTES} at most")
    text = as_text(content, charset)
    begins = text.lstrip()
    if not begins:
        raise BadInput(where=name, what="the feed is empty", mend="it is looked at again; see that the address is right")
    found = _Found(name, address)
    if begins[0] == "{":
        _of_json(begins, found)
    elif begins[0] == "<":
        _OfXml(found, text.count("\n", 0, len(text) - len(begins))).read(begins)
    else:
        raise _no_feed(name, f"it begins with {clean_line(begins[:200], 30)!r}")
    return Feed(tuple(_once_each(found.items)), tuple(found.problems), found.whole)


def _no_feed(where: str, what: str) -> BadInput:
    return BadInput(where=where, what=f"this is no feed: {what}", mend="write the address of an RSS, Atom or JSON feed")


def _web_page(where: str) -> BadInput:
    return _no_feed(where, "it is a web page")


@dataclass
class _Found:
    """What was read so far."""

    name: str
    address: str
    items: list[Item] = field(default_factory=list)
    problems: list[AdvocacyBotError] = field(default_factory=list)
    whole: bool = True

    @property
    def full(self) -> bool:
        return len(self.items) + len(self.problems) >= MOST_ITEMS

    def add(self, told: "_Told", where: str) -> None:
        """One entry, as an item where it says something."""
        if not told.title and not told.text:
            what = "an entry has neither a title nor a text"
            self.problems.append(BadInput(where=where, what=what, mend="it is left out"))
            return
        self.items.append(told.item())


@dataclass(frozen=True)
class _Told:
    """What an entry says, made plain."""

    id: str
    title: str
    text: str
    address: str | None
    dates: Iterable[str]
    language: str | None

    def item(self) -> Item:
        known_by = self.id or self.address or self.title + self.text
        return Item(
            id=known_by if len(known_by) <= _LONGEST_ID else hashlib.sha256(known_by.encode()).hexdigest(),
            title=self.title or self.text[:LONGEST_TITLE].split("\n")[0],
            address=self.address,
            published=next(filter(None, map(read_date, self.dates)), None),
            text=self.text,
            language=self.language,
            document=document_of(self.address),
        )


# ── addresses ───────────────────────────────────────────────────────────────────────────────────────────────────────


def web_address(written: str, base: str) -> str | None:
    """A link as a whole address of the web; nothing for ``javascript:``, ``data:`` and what else is none, or holds a name."""
    written = re.sub(r"[\t\r\n]", "", written[: 4 * _LONGEST_ADDRESS].strip())
    try:
        whole = urljoin(base, written)
        parts = urlsplit(whole)
        lawful = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return None
    fit_to_show = len(whole) <= _LONGEST_ADDRESS and whole.isprintable() and " " not in whole
    return whole if written and lawful and fit_to_show else None


_PRESS = re.compile(r"([a-z]{2,6})(\d{2,6})(?:\.doc)?(?:\.html?)?")
_DOCUMENT = re.compile(r"/(?:(?:ar|en|es|fr|ru|zh)/)?([AES](?:/[A-Z0-9.()_-]{1,30}){1,6})/?", re.IGNORECASE)


def document_of(address: str | None) -> str | None:
    """The number of the United Nations' document that an address is of: ``SC/16444`` of a press release, under whichever of
    its addresses; ``S/2026/900`` of a document."""
    parts = urlsplit(address or "")
    host = parts.hostname or ""
    if host == "press.un.org":
        release = _PRESS.fullmatch(parts.path.rstrip("/").rpartition("/")[2])
        return f"{release[1].upper()}/{release[2]}" if release else None
    if host in ("undocs.org", "www.undocs.org", "docs.un.org"):
        document = _DOCUMENT.fullmatch(parts.path)
        return document[1].upper().rstrip("/") if document else None
    return None


def _once_each(items: Iterable[Item]) -> list[Item]:
    """Each item once: those of the same id, address or document are one; the latest of them stays, in the first one's place."""
    kept: list[Item] = []
    places: dict[tuple[str, str], int] = {}
    for item in items:
        keys = [(kind, key) for kind, key in (("id", item.id), ("at", item.address), ("of", item.document)) if key]
        place = next((places[key] for key in keys if key in places), len(kept))
        if place == len(kept):
            kept.append(item)
        elif item.published and (kept[place].published or item.published) < item.published:
            kept[place] = item
        places.update((key, place) for key in keys if key not in places)
    return kept


def _language(tag: str | None) -> str | None:
    """``fr`` of ``fr-CH``."""
    found = re.match(r"\s*([A-Za-z]{2})(?![A-Za-z0-9])", tag or "")
    return found[1].lower() if found else None


# ── XML ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

_SPACES = {
    "http://www.w3.org/2005/Atom": "atom:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://purl.org/rss/1.0/": "",
    "http://backend.userland.com/rss2": "",
    "http://www.w3.org/1999/xhtml": "html:",
}
_ROOTS = {"rss": ("channel", "item"), "rdf:RDF": ("item",), "atom:feed": ("atom:entry",)}
"""By the name of the root, the way from it to an entry."""

_BROKEN = {
    expat.errors.XML_ERROR_INVALID_TOKEN: "a sign stands where XML has none",
    expat.errors.XML_ERROR_TAG_MISMATCH: "an element is closed that is not the last one opened",
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: "a sign is written by a name that XML does not know",
    expat.errors.XML_ERROR_NO_ELEMENTS: "it breaks off",
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: "it breaks off",
    expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION: "it breaks off",
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "something follows after its end",
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: "an attribute stands twice",
    expat.errors.XML_ERROR_UNBOUND_PREFIX: "a prefix is used that stands for nothing",
}

_Attributes = dict[str, str]


class _Enough(Exception):
    """As many items were read as are read of a feed."""


@dataclass
class _Field:
    """A child of an entry: its attributes, and the words in it, cut off where they are too many."""

    attributes: _Attributes
    base: str
    written: io.StringIO = field(default_factory=io.StringIO)

    def add(self, words: str) -> None:
        self.written.write(words[: max(_LONGEST_RAW - self.written.tell(), 0)])

    @property
    def words(self) -> str:
        return self.written.getvalue()


_Fields = dict[str, list[_Field]]
_MOST_FIELDS = 100
_READ = frozenset(
    (
        *("title", "link", "guid", "description", "pubDate", "content:encoded", "dc:title", "dc:description", "dc:language"),
        *("dc:date", "dc:issued", "dc:created", "dc:modified", "atom:id", "atom:title", "atom:link", "atom:published"),
        *("atom:updated", "atom:summary", "atom:content"),
    )
)
"""The fields that are read of an entry; no other is kept."""


class _OfXml:
    """Reads items from the parser's events; of the document no more is kept than the entry that is being read."""

    def __init__(self, found: _Found, lines_before: int) -> None:
        self._found = found
        self._lines_before = lines_before
        self._parser = parser = expat.ParserCreate("utf-8", " ", None)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.StartDoctypeDeclHandler = self._document_type
        self._path: list[str] = []
        self._bases = [found.address]
        self._languages: list[str | None] = [None]
        self._way: tuple[str, ...] = ()
        self._entry: _Fields | None = None
        self._about: _Attributes = {}
        self._count = 0
        self._field: _Field | None = None
        self._silent = 0

    def read(self, text: str) -> None:
        try:
            self._parser.Parse(text.encode("utf-8"), True)
        except _Enough:
            self._found.whole = False
        except expat.ExpatError as error:
            if re.match(r"<html[\s>]", text, re.IGNORECASE):
                raise _web_page(self._found.name) from None
            what = f"the feed is broken here: {_BROKEN.get(expat.ErrorString(error.code) or '', 'it is no XML')}"
            where = self._place(error.lineno)
            raise BadInput(where=where, what=what, mend="it is looked at again; tell whoever publishes it") from None

    def _place(self, line: int | None = None) -> str:
        return f"{self._found.name}, line {(line or self._parser.CurrentLineNumber) + self._lines_before}"

    def _document_type(self, name: str, *_: object) -> None:
        if name.lower() == "html":
            raise _web_page(self._found.name)
        what = "the feed has a document type of its own, which can make a small file endless"
        raise BadInput(where=self._place(), what=what, mend="name another feed of it: no feed needs one")

    def _start(self, name: str, attributes: _Attributes) -> None:
        short = _short(name)
        attributes = {_short(key): value for key, value in attributes.items()}
        self._path.append(short)
        if len(self._path) == 1:
            self._root(short)
        elif len(self._path) > MOST_DEEP:
            what = "elements lie too deep within others here"
            raise BadInput(where=self._place(), what=what, mend="name another feed of it")
        base = attributes.get("xml:base")
        self._bases.append((web_address(base, self._bases[-1]) if base else None) or self._bases[-1])
        self._languages.append(_language(attributes.get("xml:lang")) or self._languages[-1])
        if self._field is not None:
            self._within(short)
        elif self._entry is not None:
            self._field, self._silent = self._a_field(short, attributes), 0
        elif tuple(self._path[1:]) == self._way:
            if self._found.full:
                raise _Enough
            self._entry, self._about, self._count = {}, attributes, 0
        elif short in ("language", "dc:language"):
            self._field, self._silent = _Field(attributes, ""), 0

    def _root(self, name: str) -> None:
        if name.lower() in ("html", "html:html"):
            raise _web_page(self._found.name)
        if name not in _ROOTS:
            shown = clean_line(name.rpartition(" ")[2], 40)
            raise _no_feed(self._place(), f"it begins with <{shown}>")
        self._way = _ROOTS[name]

    def _a_field(self, name: str, attributes: _Attributes) -> _Field:
        made = _Field(attributes, self._bases[-1])
        if self._entry is not None and name in _READ and self._count < _MOST_FIELDS:
            self._count += 1
            self._entry.setdefault(name, []).append(made)
        return made

    def _within(self, name: str) -> None:
        """An element within a field: HTML that was not packed up."""
        local = name.rpartition(":")[2]
        if is_silent(local):
            self._silent += 1
        if is_block(local) and self._field is not None:
            self._field.add("\n")

    def _words(self, words: str) -> None:
        if self._field is not None and not self._silent:
            self._field.add(words)

    def _end(self, _: str) -> None:
        depth, entry_depth = len(self._path), len(self._way) + 1
        short = self._path.pop()
        self._bases.pop()
        language = self._languages.pop()
        if self._entry is None:
            self._end_outside(short)
        elif depth == entry_depth:
            told = self._of_atom(self._entry, language) if self._way == ("atom:entry",) else self._of_rss(self._entry, language)
            self._found.add(told, self._place())
            self._entry = None
        elif depth == entry_depth + 1:
            self._field = None
        elif is_silent(short.rpartition(":")[2]):
            self._silent -= 1

    def _end_outside(self, name: str) -> None:
        """The feed's own language is that of all that comes after it."""
        if self._field is not None and name in ("language", "dc:language"):
            language, self._field = _language(self._field.words[:20]), None
            self._languages = [language or one for one in self._languages]

    def _of_rss(self, entry: _Fields, language: str | None) -> _Told:
        guid = _first(entry, "guid")
        permanent = guid and guid.attributes.get("isPermaLink", "true").strip().lower() == "true"
        link = _first(entry, "link")
        links = [(one.words, one.base) for one in (link, guid if permanent else None) if one]
        links += [(about, self._found.address) for about in [self._about.get("rdf:about", "")] if about]
        return _Told(
            id=clean_line((guid.words if guid else "") or self._about.get("rdf:about", ""), _LONGEST_RAW),
            title=_line_of_html(_text_of(entry, "title", "dc:title")),
            text=_html(_text_of(entry, "content:encoded", "description", "dc:description")),
            address=next(filter(None, (web_address(*one) for one in links)), None),
            dates=_each(entry, "pubDate", "dc:date", "dc:issued", "dc:created", "dc:modified"),
            language=_language(_text_of(entry, "dc:language")) or language,
        )

    def _of_atom(self, entry: _Fields, language: str | None) -> _Told:
        links = [one for one in entry.get("atom:link", ()) if one.attributes.get("rel", "alternate").strip() == "alternate"]
        addresses = (web_address(one.attributes.get("href", ""), one.base) for one in links)
        text = _first(entry, "atom:content")
        if text is None or not text.words.strip():
            text = _first(entry, "atom:summary")
        return _Told(
            id=clean_line(_text_of(entry, "atom:id"), _LONGEST_RAW),
            title=" ".join(_of_a_type(_first(entry, "atom:title"), LONGEST_TITLE).split()),
            text=_of_a_type(text, LONGEST_TEXT),
            address=next(filter(None, addresses), None),
            dates=_each(entry, "atom:published", "atom:updated"),
            language=language,
        )


def _short(name: str) -> str:
    """``atom:title`` of a name with its whole name space; one of another space keeps it whole."""
    space, _, local = name.rpartition(" ")
    if not space:
        return local
    return _SPACES[space] + local if space in _SPACES else name


def _first(entry: _Fields, name: str) -> _Field | None:
    return entry[name][0] if name in entry else None


def _text_of(entry: _Fields, *names: str) -> str:
    """The first of those fields that says something."""
    return next(filter(str.strip, _each(entry, *names)), "")


def _each(entry: _Fields, *names: str) -> Iterator[str]:
    return (one.words for name in names for one in entry.get(name, ()))


def _html(text: str) -> str:
    return clean(without_html(text), LONGEST_TEXT)


def _line_of_html(text: str) -> str:
    return clean_line(without_html(text), LONGEST_TITLE)


def _of_a_type(text: _Field | None, most: int) -> str:
    """Words of Atom (RFC 4287, 3.1.1): XHTML was taken apart by the parser, packed up HTML is still to be, and text is text."""
    if text is None:
        return ""
    packed = text.attributes.get("type", "text").strip().lower() in ("html", "text/html")
    return clean(without_html(text.words) if packed else text.words, most)


# ── JSON ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_json(text: str, found: _Found) -> None:
    """The items of a JSON Feed (jsonfeed.org/version/1.1)."""
    data = json_of(text, found.name)
    if not _JSON_FEED.fullmatch(_string(data, "version")) or not isinstance(data.get("items"), list):
        raise _no_feed(found.name, "it is JSON, but no JSON Feed")
    for number, one in enumerate(data["items"], start=1):
        if found.full:
            found.whole = False
            return
        found.add(_of_one(one if isinstance(one, dict) else {}, _string(data, "language"), found), f"{found.name}, item {number}")


def json_of(text: str, name: str) -> dict[str, Any]:
    """The object that a text of JSON holds.

    Raises:
        BadInput: it holds none.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where, what = f"{name}, line {error.lineno}", f"the feed is broken here, at sign {error.colno}: it is no JSON"
        raise BadInput(where=where, what=what, mend="it is looked at again; tell whoever publishes it") from None
    except (RecursionError, ValueError):
        raise _no_feed(name, "its values lie too deep within others, or are too large") from None
    if not isinstance(data, dict):
        raise _no_feed(name, "it is JSON, but no object")
    return data


def _of_one(one: dict[str, Any], language: str, found: _Found) -> _Told:
    told = partial(_string, one)
    html, text = told("content_html"), told("content_text") or told("summary")
    addresses = (web_address(told(key), found.address) for key in ("url", "external_url"))
    return _Told(
        id=clean_line(told("id"), _LONGEST_RAW),
        title=clean_line(told("title"), LONGEST_TITLE),
        text=_html(html) if html else clean(text, LONGEST_TEXT),
        address=next(filter(None, addresses), None),
        dates=(told("date_published"), told("date_modified")),
        language=_language(told("language")) or _language(language),
    )


def _string(data: dict[str, Any], key: str) -> str:
    """A value as text; a number is one as well, since some write their ids so."""
    value = data.get(key)
    if isinstance(value, str):
        return value[:_LONGEST_RAW]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18 else ""
