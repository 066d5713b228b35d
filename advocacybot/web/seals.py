"""Secrets of the staff in the database: sealed by the room's own secret key, so that a copy of the tables alone opens none, as
long as the key is not kept among them (:mod:`advocacybot.store.secret_key`).

Whoever gives the room another secret key takes everybody's second factor away with it.
"""

import base64

from django.conf import settings
from django.utils.crypto import salted_hmac

from advocacybot.errors import Refusal
from advocacybot.store.seals import Seal


def sealed(secret: bytes, whose: str) -> str:
    """The secret as it is kept, bound to whose it is. 20 bytes make 64 letters."""
    return _seal().close(secret, whose)


def opened(kept: str, whose: str) -> bytes:
    """The secret itself.

    Raises:
        Refusal: the room's secret key is another by now, or somebody else's secret was put in its place.
    """
    secret = _seal().open(kept, whose)
    if secret is None:
        what = "the second factor cannot be read: the room's secret key is not the one by which it was sealed"
        mend = "bring the key back, or take the second factor away with `advocacybot user change NAME --no-second-factor`"
        raise Refusal(what=what, mend=mend)
    return secret


def digest(secret: str, whose: str) -> str:
    """What is kept of a secret that is only ever compared: 16 letters, from which nobody reads it back."""
    return base64.b32encode(salted_hmac(f"advocacybot recovery code {whose}", secret, algorithm="sha256").digest())[:16].decode()


def _seal() -> Seal:
    return Seal("second factor", str(settings.SECRET_KEY))
