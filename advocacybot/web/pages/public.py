"""The public pages, for everybody: nothing but what is published, and so that every cache may keep it."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from advocacybot.errors import NoSuchThing
from advocacybot.pipeline.house import House
from advocacybot.pipeline.present import published
from advocacybot.site.places import INDEX
from advocacybot.site.published import Page, Published
from advocacybot.sources.configuration import Configuration
from advocacybot.web.house import house
from advocacybot.web.press import Press

if TYPE_CHECKING:
    from advocacybot.site.site import Site

_PAGES_KEPT = 256
"""Drawn pages and pictures, a hundred kilobytes each at most."""
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {by}"
_EMBEDDED = ("/embed/", f"/embed/{INDEX}")


@dataclass(frozen=True)
class Edition:
    """The public pages as they stand, until something is written into the journal, the files are others, or a vote's hour comes.

    ``told``: what all of it says. ``page``: a page of the site, kept once it is drawn.
    """

    entries: int
    files: Configuration
    ends: dt.datetime | None
    since: dt.datetime
    told: Published
    site: "Site"
    page: Callable[[str], Page]

    def stands(self, house: House, entries: int) -> bool:
        in_time = self.ends is None or house.clock.now() < self.ends
        return self.entries == entries and self.files is house.configuration and in_time


def _edition(house: House, entries: int) -> Edition:
    from advocacybot.site.site import Site  # it takes a moment to load: only where somebody reads them

    files, since = house.configuration, house.clock.now()
    told = published(house, settings.PUBLIC_ADDRESS)
    site = Site(told, index="")
    ends = told.ahead[0].hour if told.ahead else None
    return Edition(entries, files, ends, since, told, site, lru_cache(maxsize=_PAGES_KEPT)(site.page))


_press = Press(_edition)


def told(house: House) -> Published:
    """What the public may know now."""
    return _press.edition(house).told


@login_not_required
@require_safe
def page(request: HttpRequest, path: str = "") -> HttpResponse:
    """A page or a file of the site. Where a folder's slash was left out, the way to it."""
    edition = _press.edition(house())
    try:
        found = edition.page(path)
    except NoSuchThing:
        return _missing(request, edition, path)
    answer = HttpResponse(found.content, content_type=found.media_type)
    answer["ETag"] = f'"{hashlib.sha256(found.content).hexdigest()[:32]}"'
    answer["Last-Modified"] = http_date(edition.since.timestamp())
    told = get_conditional_response(request, answer["ETag"], int(edition.since.timestamp()), answer)
    return _for_everybody(told or answer, path, found.media_type)


def _missing(request: HttpRequest, edition: Edition, path: str) -> HttpResponse:
    if not path.endswith("/") and _stands(edition, f"{path}/"):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    found = edition.site.missing(path)
    return _for_everybody(HttpResponse(found.content, content_type=found.media_type, status=404), path, found.media_type)


def _stands(edition: Edition, path: str) -> bool:
    try:
        edition.page(path)
    except NoSuchThing:
        return False
    return True


def _for_everybody(answer: HttpResponse, path: str, media_type: str) -> HttpResponse:
    """With what caches and browsers are to know. Others may frame the pages that are made for it, and take what is no page."""
    embedded = f"/{path}".endswith(_EMBEDDED)
    if answer.status_code != HTTPStatus.NOT_MODIFIED:
        answer["Content-Length"] = str(len(answer.content))
    answer["Cache-Control"] = "public, max-age=300"
    answer["Content-Security-Policy"] = _POLICY.format(by="*" if embedded else "'none'")
    if not embedded:
        answer["X-Frame-Options"] = "DENY"
    if not media_type.startswith("text/html"):
        answer["Access-Control-Allow-Origin"] = "*"
    return answer
