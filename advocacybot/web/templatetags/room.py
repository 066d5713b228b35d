"""Filters of the pages' templates."""

import datetime as dt

from babel.dates import get_day_names, get_month_names
from django import template
from django.utils.dateformat import DateFormat
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from advocacybot.errors import AdvocacyBotError
from advocacybot.web import matters, sentences, words

register = template.Library()


@register.filter
def in_words(word: str) -> object:
    """A word of the house in the reader's language."""
    return words.in_words(word)


@register.filter
def told(said: AdvocacyBotError | str) -> str:
    """An error, or a sentence of the house, in the reader's language."""
    return sentences.told(said)


@register.filter
def called(symbol: str) -> str:
    """What a post speaks of, in the reader's language."""
    return matters.called(symbol)


@register.filter
def page_of(symbol: str) -> str:
    """The address of the page of what a post speaks of."""
    return matters.page_of(symbol)


class Written(DateFormat):
    """A date as the reader's language writes it within a sentence: Django's own "Oct" is a title in every language."""

    data: dt.date

    def D(self) -> str:  # noqa: N802 – the letter of the form
        return str(get_day_names("abbreviated", locale=_language())[self.data.weekday()])

    def l(self) -> str:  # noqa: E743 – the letter of the form
        return str(get_day_names("wide", locale=_language())[self.data.weekday()])

    def M(self) -> str:  # noqa: N802 – the letter of the form
        return str(get_month_names("abbreviated", locale=_language())[self.data.month])

    def F(self) -> str:  # noqa: N802 – the letter of the form
        return str(get_month_names("wide", locale=_language())[self.data.month])


@register.filter
def clock(when: dt.date, form: str) -> str:
    """A day, or an hour as the clock that it is given on shows it. Django's own ``date`` would turn the hour into UTC first."""
    if _language() == "es":
        form = form.replace("j F", r"j \d\e F").replace("F Y", r"F \d\e Y")
    return Written(when).format(form)


def _language() -> str:
    return (get_language() or "en")[:2]


@register.filter
def countdown(off: dt.timedelta) -> str:
    """``in 2 h 14 min``, or ``3 h 5 min ago``."""
    minutes = abs(int(off.total_seconds())) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    in_days = f"{days} {pgettext('days', 'd')} {hours} h"
    length = in_days if days else f"{hours} h {rest} min" if hours else f"{rest} min"
    return _("in %(told)s") % {"told": length} if off > dt.timedelta() else _("%(told)s ago") % {"told": length}
