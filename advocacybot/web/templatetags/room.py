"""Filters of the pages' templates."""

import datetime as dt

from django import template
from django.utils import dateformat
from django.utils.translation import gettext as _

from advocacybot.web import words

register = template.Library()


@register.filter
def in_words(word: str) -> object:
    """A word of the house in the reader's language."""
    return words.in_words(word)


@register.filter
def clock(when: dt.datetime, form: str) -> str:
    """An hour as the clock that it is given on shows it. Django's own ``date`` would turn it into UTC first."""
    return dateformat.format(when, form)


@register.filter
def countdown(off: dt.timedelta) -> str:
    """``in 2 h 14 min``, or ``3 h 5 min ago``."""
    minutes = abs(int(off.total_seconds())) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    told = f"{days} d {hours} h" if days else f"{hours} h {rest} min" if hours else f"{rest} min"
    return _("in %(told)s") % {"told": told} if off > dt.timedelta() else _("%(told)s ago") % {"told": told}
