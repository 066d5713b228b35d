"""What is shown where a page met an error that is none of the house's own. Nothing here asks the database."""

import sys

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from advocacybot.store.address import GONE

_LOOK_AGAIN_AFTER = "5"
"""Seconds."""


def went_wrong(_: HttpRequest) -> HttpResponse:
    """A fault of ours, or a database that is not there for a while. It is called while the error is being handled."""
    if isinstance(sys.exception(), GONE):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": _LOOK_AGAIN_AFTER})
    return HttpResponse(render_to_string("500.html"), status=500)
