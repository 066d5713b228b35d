"""A webhook as Standard Webhooks 1.0.0 (standardwebhooks.com) have it: secrets, what is signed, what goes with a message."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping

from advocacybot import __version__

PREFIX = "whsec_"

_SECRET = 32
"""Bytes: the form asks for 24 to 64."""


def new_secret() -> bytes:
    return secrets.token_bytes(_SECRET)


def written(secret: bytes) -> str:
    """A secret as it is given to whoever checks signatures by it."""
    return PREFIX + base64.b64encode(secret).decode()


def headers(secret: bytes, key: str, at: int, body: bytes) -> Mapping[str, str]:
    """What goes with a message.

    Args:
        secret: that of the subscription.
        key: the message's own; the same however often it is tried. It holds no full stop.
        at: when this attempt is made, in whole seconds since 1970.
        body: what is sent, to the byte.
    """
    return {
        "Content-Type": "application/json",
        "User-Agent": f"advocacybot/{__version__}",
        "webhook-id": key,
        "webhook-timestamp": str(at),
        "webhook-signature": signature(secret, key, at, body),
    }


def signature(secret: bytes, key: str, at: int, body: bytes) -> str:
    """``v1``, and the HMAC-SHA256 of key, instant and body, divided by full stops, in base64."""
    digest = hmac.new(secret, f"{key}.{at}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"
