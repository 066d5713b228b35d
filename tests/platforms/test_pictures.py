"""Pictures, real ones, made to fit."""

import io
import random
from typing import Any

import pytest
from PIL import Image

from advocacybot.errors import BadInput, Refused
from advocacybot.platforms.base import Shown
from advocacybot.platforms.pictures import fitted, media_type

ORIENTATION = 0x0112


def drawn(kind: str, size: tuple[int, int] = (80, 60), mode: str = "RGB", **wishes: Any) -> bytes:
    held = io.BytesIO()
    Image.new(mode, size, "teal").save(held, kind, **wishes)
    return held.getvalue()


def noise(kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    """What cannot be made much smaller without losing something."""
    held = io.BytesIO()
    pixels = random.Random(7).randbytes(size[0] * size[1] * len(mode))  # noqa: S311 – a picture, no secret
    Image.frombytes(mode, size, pixels).save(held, kind)
    return held.getvalue()


def shown(data: bytes) -> Shown:
    return Shown(data, "image/png", "What it shows.")


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize(
    ("kind", "told"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("GIF", "image/gif"), ("MPO", "image/jpeg")],
)
def test_a_picture_that_fits_is_sent_as_it_is(kind: str, told: str) -> None:
    wishes: Any = {"save_all": True, "append_images": [Image.new("RGB", (80, 60))]} if kind == "MPO" else {}
    data = drawn(kind, **wishes)
    made = fitted(shown(data), len(data))
    assert (made.data, made.media_type, made.width, made.height) == (data, told, 80, 60)
    assert media_type(data) == told


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_picture_that_is_too_large_becomes_a_smaller_jpeg(mode: str) -> None:
    data = noise("PNG", (1000, 700), mode)
    assert len(data) > 2_000_000
    made = fitted(shown(data), 200_000)
    picture = opened(made.data)
    assert len(made.data) <= 200_000
    assert (made.media_type, picture.format, picture.mode) == ("image/jpeg", "JPEG", "RGB")
    assert (made.width, made.height) == picture.size
    assert made.width / made.height == pytest.approx(10 / 7, rel=0.02)


def test_what_can_be_seen_through_becomes_white() -> None:
    held = io.BytesIO()
    Image.new("RGBA", (80, 60), (0, 0, 0, 0)).save(held, "PNG")
    made = fitted(shown(held.getvalue()), 10_000, {"image/jpeg"})
    assert opened(made.data).getpixel((40, 30)) == (255, 255, 255)


def test_a_kind_that_a_platform_does_not_take_becomes_one_that_it_takes_however_small() -> None:
    made = fitted(shown(drawn("GIF", (5, 4))), 5_000_000, {"image/jpeg", "image/png"})
    assert (made.media_type, opened(made.data).size) == ("image/jpeg", (5, 4))


@pytest.mark.parametrize("most_bytes", [1_000_000, 20_000], ids=["as it is", "made smaller"])
def test_a_photograph_is_as_wide_as_it_is_seen(most_bytes: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    held = io.BytesIO()
    opened(noise("PNG", (300, 200))).save(held, "JPEG", exif=exif)
    made = fitted(shown(held.getvalue()), most_bytes)
    assert made.height / made.width == pytest.approx(1.5, rel=0.02)


NO_PICTURES = {
    "words": b"no picture",
    "nothing": b"",
    "a part of one": drawn("PNG")[:60],
    "a document": b"%PDF-1.7",
    "another kind": drawn("BMP"),
}


@pytest.mark.parametrize("data", NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        fitted(shown(data), 1_000_000)
    with pytest.raises(BadInput, match="PNG, JPEG, WebP or GIF"):
        media_type(data)


def test_what_cannot_be_made_to_fit_is_refused() -> None:
    with pytest.raises(Refused, match="cannot be made to fit 100 bytes"):
        fitted(shown(noise("PNG", (100, 100))), 100)


def test_what_would_fill_the_memory_is_refused_before_it_does() -> None:
    with pytest.raises(Refused, match="is too large"):
        fitted(shown(drawn("PNG", (8000, 8000), "L")), 1_000_000)
