"""Secrets in the database open by the house's own key alone, for whom and what they were sealed."""

import base64

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.crypto import salted_hmac
from hypothesis import given
from hypothesis import strategies as st

from advocacybot.store.seals import Seal

KEY = "a key of this house's"


@given(secret=st.binary(max_size=200), whose=st.text(max_size=20))
def test_what_was_sealed_opens_again(secret: bytes, whose: str) -> None:
    seal = Seal("webhook", KEY)
    assert seal.open(seal.close(secret, whose), whose) == secret
    assert seal.close(secret, whose) != seal.close(secret, whose)


@pytest.mark.parametrize(
    ("purpose", "key", "whose"),
    [("second factor", KEY, "webhook 1"), ("webhook", "another key", "webhook 1"), ("webhook", KEY, "webhook 2")],
)
def test_for_another_purpose_by_another_key_or_as_anothers_it_opens_to_nobody(purpose: str, key: str, whose: str) -> None:
    kept = Seal("webhook", KEY).close(b"a secret", "webhook 1")
    assert Seal(purpose, key).open(kept, whose) is None


def test_what_an_earlier_version_sealed_opens() -> None:
    nonce = b"n" * 12
    cipher = AESGCM(salted_hmac("advocacybot second factor", "", secret=KEY, algorithm="sha256").digest())
    kept = base64.b64encode(nonce + cipher.encrypt(nonce, b"a secret", b"user 1")).decode()
    assert Seal("second factor", KEY).open(kept, "user 1") == b"a secret"
