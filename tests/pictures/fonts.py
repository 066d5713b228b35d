"""``python -m tests.pictures.fonts FOLDER``: draws the package's fonts anew from Debian's, unpacked in that folder.

What they hold, from which packages, and how to unpack those: ``advocacybot/pictures/fonts/README.md``.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from tests.pictures.marks_drawn import marks

HERE = Path(__file__).parents[2] / "advocacybot" / "pictures" / "fonts"

LATIN = ((0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x33F), (0x1E00, 0x1EFF))
CYRILLIC = ((0x400, 0x52F),)
PUNCTUATION = ((0x2010, 0x2027), (0x202F, 0x203A), (0x2070, 0x209C), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2212, 0x2212))
ARABIC = ((0x600, 0x6FF), (0x750, 0x77F))
CHINESE_PUNCTUATION = "“”‘’—…·、。《》〈〉「」『』【】〔〕（），：；！？％～－／＋＝　" + "".join(map(chr, range(0xFF10, 0xFF1A)))

LATIN_RULES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl"]
ARABIC_RULES = [*LATIN_RULES, "init", "medi", "fina", "isol", "rlig", "calt", "curs"]
CHINESE_SIMPLIFIED = 2
"""Which face of Noto Sans CJK's collection it is."""


def main(folder: Path) -> None:
    """Write every font of the package."""
    for weight in ("Regular", "Bold"):
        for name, signs, rules in (
            ("NotoSans", within(LATIN + CYRILLIC + PUNCTUATION), LATIN_RULES),
            ("NotoSansArabic", within(ARABIC), ARABIC_RULES),
        ):
            subset(TTFont(found(folder, f"{name}-{weight}.ttf")), signs, rules, HERE / f"{name}-{weight}.ttf")
    for weight, signs in (("Regular", gb2312(0xB0, 0xF7)), ("Bold", gb2312(0xB0, 0xD7))):
        font = TTFont(found(folder, f"NotoSansCJK-{weight}.ttc"), fontNumber=CHINESE_SIMPLIFIED)
        subset(font, signs | named_in_chinese() | set(CHINESE_PUNCTUATION), ["ccmp", "locl"], HERE / f"NotoSansSC-{weight}.otf")
    marks(TTFont(found(folder, "NotoSans-Bold.ttf"))).save(HERE / "Marks.ttf")


def found(folder: Path, name: str) -> Path:
    (path,) = folder.rglob(name)
    return path


def within(ranges: tuple[tuple[int, int], ...]) -> set[str]:
    """Every sign of those ranges, their last ones too."""
    return {chr(sign) for first, last in ranges for sign in range(first, last + 1)}


def gb2312(first_row: int, last_row: int) -> set[str]:
    """The characters of those rows of GB 2312: 0xB0 to 0xD7 are its level 1, 0xD8 to 0xF7 its level 2."""
    return set(_characters(first_row, last_row))


def _characters(first_row: int, last_row: int) -> Iterator[str]:
    for row in range(first_row, last_row + 1):
        for cell in range(0xA1, 0xFF):
            yield from bytes([row, cell]).decode("gb2312", errors="ignore")


def named_in_chinese() -> set[str]:
    """The characters of CLDR's Chinese names of territories and languages."""
    locale = Locale("zh")
    names = "".join([*locale.territories.values(), *locale.languages.values()])
    return {sign for sign in names if sign >= "\u2e80"}


def subset(font: TTFont, signs: set[str], rules: list[str], into: Path) -> None:
    options = Options(
        layout_features=rules, hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], name_languages=[0x409]
    )
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "MATH", "STAT"]
    cut = Subsetter(options)
    cut.populate(text="".join(sorted(signs)))
    font.recalcTimestamp = False
    cut.subset(font)
    font.save(into)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
