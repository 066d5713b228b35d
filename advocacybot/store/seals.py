"""Secrets in the database, sealed by a key that is derived from the house's secret key: a copy of the tables alone opens none, as
long as that key is not kept among them (:mod:`advocacybot.store.secret_key`)."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.crypto import salted_hmac

_NONCE = 12


class Seal:
    """Seals for one purpose. ``key``: the house's secret key."""

    def __init__(self, purpose: str, key: str) -> None:
        self._cipher = AESGCM(salted_hmac(f"advocacybot {purpose}", "", secret=key, algorithm="sha256").digest())

    def close(self, secret: bytes, whose: str) -> str:
        """The secret as it is kept: AES-GCM, bound to whose it is."""
        nonce = secrets.token_bytes(_NONCE)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, secret, whose.encode())).decode()

    def open(self, kept: str, whose: str) -> bytes | None:
        """The secret itself; nothing where it was sealed by another key, or as somebody else's."""
        whole = base64.b64decode(kept)
        try:
            return self._cipher.decrypt(whole[:_NONCE], whole[_NONCE:], whose.encode())
        except InvalidTag:
            return None
