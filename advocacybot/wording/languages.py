"""How a language lists names and writes days and hours."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time

from advocacybot.campaign.warnings import Crime
from advocacybot.wording.threads import HOLDS_TOGETHER

_AND = {"en": " and ", "fr": " et ", "es": " y ", "ru": " и ", "zh": "和"}
_COMMA = {"ar": "، ", "zh": "、"}
_SEMICOLON = {"ar": "؛ ", "fr": f"{HOLDS_TOGETHER}; ", "zh": "；"}
_STOP = {"zh": "。"}
_CRIMES = {
    "ar": ("الإبادة الجماعية", "الجرائم ضد الإنسانية", "جرائم الحرب"),
    "en": ("genocide", "crimes against humanity", "war crimes"),
    "es": ("genocidio", "crímenes de lesa humanidad", "crímenes de guerra"),
    "fr": ("génocide", "crimes contre l’humanité", "crimes de guerre"),
    "ru": ("геноцид", "преступления против человечности", "военные преступления"),
    "zh": ("灭绝种族罪", "危害人类罪", "战争罪"),
}
"""As the Rome Statute names them in its authentic languages (Art. 5)."""
_ARABIC_MONTHS = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيه",
    "تموز/يوليه",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)
"""The United Nations' Arabic writes both names of a month, with Western digits beside them; CLDR knows only one."""
_SPANISH_E = re.compile(r"([ií]|h[ií](?!e))", re.IGNORECASE)


def listed(names: Sequence[str], language: str) -> str:
    """``France, Japan and Spain``; Spanish turns *y* into *e* before the sound of *i* (RAE, Ortografía: *Francia e Italia*).

    Arabic puts its *wa* before each name but the first, and writes it together with the name. Languages whose *and* we do not
    know are listed with commas alone.
    """
    if language == "ar":
        return " و".join(names)
    if len(names) < 2 or language not in _AND:
        return enumerated(names, language)
    conjunction = " e " if language == "es" and _SPANISH_E.match(names[-1]) else _AND[language]
    return f"{enumerated(names[:-1], language)}{conjunction}{names[-1]}"


def enumerated(names: Iterable[str], language: str) -> str:
    """Names without an *and*, as the roll calls of meeting records have them."""
    return _COMMA.get(language, ", ").join(names)


def crime(which: Crime, language: str) -> str:
    """An atrocity crime's name; in English where we do not know the language's own."""
    return _CRIMES.get(language, _CRIMES["en"])[list(Crime).index(which)]


def apart(items: Iterable[str], language: str) -> str:
    """Items that hold commas themselves, with semicolons between them."""
    return _SEMICOLON.get(language, "; ").join(items)


def sentences(items: Iterable[str], language: str) -> str:
    """Each item closed as a sentence, one after the other."""
    stop = _STOP.get(language, ".")
    return ("" if language == "zh" else " ").join(f"{item.rstrip('.。')}{stop}" for item in items)


def alphabetical(name: str) -> str:
    """What a name is sorted by: É stands where E does, and Ё and أ where Е and ا do. Chinese is in the order of its code points:
    stable, though not by sound or stroke."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)).casefold()


@lru_cache(maxsize=5_000)
def day(date: dt.date, language: str) -> str:
    """``8 October 2016``, as the UN writes it in every language: day before month, but for Chinese (``2016年10月8日``)."""
    if language == "ar":
        return together(f"{date.day} {_ARABIC_MONTHS[date.month - 1]} {date.year}")
    locale = Locale.parse("en_GB" if language == "en" else language)
    written = format_date(date, format="long", locale=locale)
    if language == "fr" and date.day == 1:  # le 1er mars: CLDR's long form has no ordinal
        written = written.replace("1", "1er", 1)
    if language == "ru":  # 8 октября 2016 года: the UN writes the word out
        written = f"{written.removesuffix('г.').rstrip()} года"
    return together(written)


def hour(when: dt.datetime, zone: ZoneInfo, language: str) -> str:
    """The hour of the day by the clocks of a zone: ``15:00``, of 24 hours in every language, as the UN writes it."""
    locale = Locale.parse("en_GB" if language == "en" else language)
    return format_time(when.astimezone(zone), format="H:mm" if language == "ar" else "short", locale=locale)


@lru_cache(maxsize=5_000)
def weekday(date: dt.date, language: str) -> str:
    """``Saturday``."""
    locale = Locale.parse("en_GB" if language == "en" else language)
    return format_date(date, format="EEEE", locale=locale)


def together(text: str) -> str:
    """The words so that no thread parts them."""
    return text.replace(" ", HOLDS_TOGETHER)
