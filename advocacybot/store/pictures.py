"""The bytes of pictures, kept once by their SHA-256."""

import hashlib

from advocacybot.campaign.posts import Picture
from advocacybot.store.models import PictureRow


def keep(data: bytes, media_type: str, alt: str) -> Picture:
    """Keep a picture; the same bytes are kept once."""
    sha256 = hashlib.sha256(data).hexdigest()
    PictureRow.objects.get_or_create(sha256=sha256, defaults={"media_type": media_type, "data": data})
    return Picture(sha256, media_type, alt)


def data(picture: Picture) -> bytes:
    """The picture's bytes.

    Raises:
        PictureRow.DoesNotExist: it was never kept.
    """
    return bytes(PictureRow.objects.values_list("data", flat=True).get(pk=picture.sha256))


def find(sha256: str) -> tuple[bytes, str] | None:
    """A picture's bytes and what kind it is, by their SHA-256."""
    row = PictureRow.objects.filter(pk=sha256).first()
    return (bytes(row.data), row.media_type) if row else None
