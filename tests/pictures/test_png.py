"""Scenes as PNG, looked at pixel by pixel."""

from io import BytesIO

from PIL import Image

from advocacybot.pictures.colours import channels
from advocacybot.pictures.png import png
from advocacybot.pictures.scene import Block, Box, Scene, SetText
from advocacybot.pictures.setting import Style, fit

GROUND, INK, OTHER = "#fcfbf8", "#14202b", "#b8400e"
BOX = Box(20, 10, 160, 60)


def a_scene(*texts: SetText, blocks: tuple[Block, ...] = ()) -> Scene:
    return Scene(200, 80, "en", False, "", "", GROUND, blocks, texts)


def picture(scene: Scene) -> Image.Image:
    with Image.open(BytesIO(png(scene))) as opened:
        return opened.convert("RGB")


def a_text(words: str = "HI", ink: str = INK, box: Box = BOX) -> SetText:
    return fit(words, "en", box.width, box.height, Style(40, 40)).placed(box, ink)


def test_ground_and_blocks_have_their_very_colours() -> None:
    seen = picture(a_scene(a_text(), blocks=(Block(Box(190, 70, 5, 5), OTHER),)))
    assert seen.getpixel((0, 0)) == channels(GROUND)
    assert seen.getpixel((190, 70)) == seen.getpixel((194, 74)) == channels(OTHER)
    assert seen.getpixel((195, 75)) == channels(GROUND)


def test_ink_lies_where_the_scene_says() -> None:
    text = a_text()
    seen = picture(a_scene(text))
    inked = {(x, y) for x in range(200) for y in range(80) if seen.getpixel((x, y)) != channels(GROUND)}
    left, top, right, bottom = text.inked.x, text.inked.y, text.inked.right, text.inked.bottom
    assert abs(min(x for x, _ in inked) - left) < 1
    assert abs(max(x for x, _ in inked) + 1 - right) < 1
    assert abs(min(y for _, y in inked) - top) < 1
    assert abs(max(y for _, y in inked) + 1 - bottom) < 1
    assert channels(INK) in {seen.getpixel(place) for place in inked}


def test_edges_are_steps_between_ground_and_ink() -> None:
    seen = picture(a_scene(a_text("O")))
    for band, darkest, lightest in zip(seen.split(), channels(INK), channels(GROUND), strict=True):
        assert band.getextrema() == (darkest, lightest)
    assert len(seen.getcolors(256) or []) > 10


def test_a_sign_on_a_block_of_its_own_ink_leaves_no_seam() -> None:
    whole = Block(Box(0, 0, 200, 80), INK)
    assert picture(a_scene(a_text("O"), blocks=(whole,))).getcolors() == [(200 * 80, channels(INK))]


def test_words_without_ink_are_no_trouble() -> None:
    assert picture(a_scene(a_text(" "))).getcolors() == [(200 * 80, channels(GROUND))]
