"""Pictures made to fit what a platform takes."""

import io
from collections.abc import Collection
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from advocacybot.campaign.causes import Cause, ending
from advocacybot.errors import BadInput
from advocacybot.platforms.base import Shown

_QUALITIES = (92, 85, 75, 65)
_SHRINK = 0.8
_SMALLEST = 64
_MOST_PIXELS = 60_000_000
"""What is larger is no picture for a post; it would only fill the memory."""

FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
"""What is read, by Pillow's name for it; "MPO" is a JPEG with a second picture behind it, as cameras write it."""

_READ = ("PNG", "JPEG", "WEBP", "GIF")


@dataclass(frozen=True)
class Fitted:
    """A picture as it is sent, in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def fitted(shown: Shown, most_bytes: int, kinds: Collection[str] = frozenset(FORMATS.values())) -> Fitted:
    """The picture, as it is where it fits; else as a JPEG of less quality, then of fewer pixels.

    Args:
        shown: the picture.
        most_bytes: how large it may be.
        kinds: the media types that the platform takes; JPEG is one of them.

    Raises:
        Refused: it is no picture that we can read.
    """
    try:
        with Image.open(io.BytesIO(shown.data), formats=_READ) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise ending(Cause.REJECTED, f"a picture of {picture.width} × {picture.height} pixels is too large")
            upright = ImageOps.exif_transpose(picture)
            kind = FORMATS[picture.format or ""]
            if len(shown.data) <= most_bytes and kind in kinds:
                return Fitted(shown.data, kind, *upright.size)
            return _smaller(upright, most_bytes)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ending(Cause.REJECTED, f"a picture cannot be read ({error})") from None


def media_type(data: bytes) -> str:
    """What kind of picture it is.

    Raises:
        BadInput: none that platforms take.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_READ) as picture:
            picture.verify()
            return FORMATS[picture.format or ""]
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, Image.DecompressionBombError):
        raise BadInput(what="this is no picture that platforms take", mend="give a PNG, JPEG, WebP or GIF file") from None


def _smaller(picture: Image.Image, most_bytes: int) -> Fitted:
    picture = _on_white(picture)
    while True:
        for quality in _QUALITIES:
            made = io.BytesIO()
            picture.save(made, "JPEG", quality=quality, optimize=True, progressive=True)
            if made.tell() <= most_bytes:
                return Fitted(made.getvalue(), "image/jpeg", *picture.size)
        if min(picture.size) < _SMALLEST:
            raise ending(Cause.REJECTED, f"a picture cannot be made to fit {most_bytes} bytes")
        picture = picture.resize((round(picture.width * _SHRINK), round(picture.height * _SHRINK)), Image.Resampling.LANCZOS)


def _on_white(picture: Image.Image) -> Image.Image:
    """JPEG knows nothing that can be seen through."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white
