"""What cards and public pages say, in the United Nations' six languages."""

import gettext
from functools import cache
from pathlib import Path

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""The official languages of the United Nations, by their codes."""

RIGHT_TO_LEFT = frozenset({"ar"})

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "scorecard"


@cache
def phrases(language: str) -> gettext.NullTranslations:
    """The catalogue of a language: ``gettext``, ``ngettext``, ``pgettext``. English is what the code itself says.

    Raises:
        FileNotFoundError: it is none of the six languages.
    """
    return gettext.NullTranslations() if language == "en" else gettext.translation(DOMAIN, LOCALE, [language])
