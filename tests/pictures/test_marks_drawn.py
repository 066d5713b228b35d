"""The typeface of signs is what its code draws."""

from fontTools.ttLib import TTFont

from advocacybot.pictures.typefaces import FONTS
from tests.pictures.marks_drawn import marks


def test_the_package_has_the_signs_as_they_are_drawn_here() -> None:
    drawn, kept = marks(TTFont(FONTS / "NotoSans-Bold.ttf")), TTFont(FONTS / "Marks.ttf")
    assert drawn.getBestCmap() == kept.getBestCmap()
    for name in drawn.getGlyphOrder():
        assert drawn["glyf"][name].getCoordinates(drawn["glyf"]) == kept["glyf"][name].getCoordinates(kept["glyf"]), name
