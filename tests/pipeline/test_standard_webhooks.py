"""Signatures as Standard Webhooks have them: by the library that its authors give to receivers."""

import base64
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from advocacybot.pipeline import standard_webhooks as form


def now() -> int:
    return int(dt.datetime.now(dt.UTC).timestamp())


@given(body=st.dictionaries(st.text(), st.text() | st.integers()), key=st.from_regex(r"\Amsg_[a-z0-9]{1,32}\Z"))
def test_whoever_has_the_secret_can_check_what_was_sent(body: dict[str, object], key: str) -> None:
    secret, sent = form.new_secret(), json.dumps(body, ensure_ascii=False).encode()
    headers = dict(form.headers(secret, key, now(), sent))
    assert Webhook(form.written(secret)).verify(sent, headers) == body


@pytest.mark.parametrize("changed", ["body", "webhook-id", "webhook-timestamp", "secret"])
def test_what_was_changed_on_its_way_is_known(changed: str) -> None:
    secret, body, at = form.new_secret(), b'{"type":"vote.scheduled"}', now()
    headers = dict(form.headers(secret, "msg_1", at, body))
    if changed.startswith("webhook"):
        headers[changed] = str(at + 1)
    by = form.new_secret() if changed == "secret" else secret
    with pytest.raises(WebhookVerificationError):
        Webhook(form.written(by)).verify(body + b" " if changed == "body" else body, headers)


def test_the_specifications_own_example_comes_out() -> None:
    """By the vector that the authors' libraries test themselves with."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    told = form.signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert told == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
