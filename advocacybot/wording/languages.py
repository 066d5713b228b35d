"""How a language lists names and writes days and hours."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time

from advocacybot.wording.threads import HOLDS_TOGETHER

_AND = {"en": "and", "fr": "et", "es": "y"}
_SPANISH_E = re.compile(r"([ií]|h[ií](?!e))", re.IGNORECASE)


def listed(names: Sequence[str], language: str) -> str:
    """``France, Japan and Spain``; Spanish turns *y* into *e* before the sound of *i* (RAE, Ortografía: *Francia e Italia*).

    Languages whose *and* we do not know are listed with commas alone.
    """
    if len(names) < 2 or language not in _AND:
        return ", ".join(names)
    conjunction = "e" if language == "es" and _SPANISH_E.match(names[-1]) else _AND[language]
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def alphabetical(name: str) -> str:
    """What a name is sorted by: É stands where E does."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)).casefold()


@lru_cache(maxsize=5_000)
def day(date: dt.date, language: str) -> str:
    """``8 October 2016``, day before month as the UN writes it in every language."""
    locale = Locale.parse("en_GB" if language == "en" else language)
    written = format_date(date, format="long", locale=locale)
    if language == "fr" and date.day == 1:  # le 1er mars: CLDR's long form has no ordinal
        written = written.replace("1", "1er", 1)
    return together(written)


def hour(when: dt.datetime, zone: ZoneInfo, language: str) -> str:
    """The hour of the day by the clocks of a zone: ``15:00``."""
    locale = Locale.parse("en_GB" if language == "en" else language)
    return format_time(when.astimezone(zone), format="short", locale=locale)


@lru_cache(maxsize=5_000)
def weekday(date: dt.date, language: str) -> str:
    """``Saturday``."""
    locale = Locale.parse("en_GB" if language == "en" else language)
    return format_date(date, format="EEEE", locale=locale)


def together(text: str) -> str:
    """The words so that no thread parts them."""
    return text.replace(" ", HOLDS_TOGETHER)
