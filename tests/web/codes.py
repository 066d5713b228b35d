"""An authenticator app, as a test holds it in its hand."""

import re
import time
from base64 import b32decode
from typing import Any

from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP

from advocacybot.web import second_factor
from advocacybot.web.models import Authenticator, Staff
from tests.web.conftest import PASSWORD, a_browser

WRONG = "000000"


def shows(key: str, later: int = 0) -> str:
    """What the app shows so many half minutes from now; the room takes that of the next one already."""
    app = TOTP(b32decode(key.replace(" ", "")))
    app.time = time.time() + 30 * later
    return f"{app.token():06d}"


def enrolled(client: Client) -> tuple[str, list[str]]:
    """Set up a second factor as a person does; its key, and the recovery codes."""
    client.post(reverse("second-factor-begin"), {"password": PASSWORD})
    key = key_on(client)
    answer = client.post(reverse("second-factor"), {"code": shows(key)})
    return key, codes_on(answer)


def key_on(client: Client) -> str:
    return str(re.findall(r'class="key">([A-Z2-7 ]+)<', client.get(reverse("second-factor")).content.decode())[0])


def codes_on(answer: Any) -> list[str]:
    """The recovery codes that a page shows."""
    return re.findall(r"<li><code>([a-z2-7]{4}-[a-z2-7]{4})</code>", answer.content.decode())


def half_signed_in(name: str, next_: str = "") -> Client:
    """A browser in which name and password were given, and no code."""
    client = a_browser()
    answer = client.post(reverse("login"), {"username": name, "password": PASSWORD, "next": next_})
    assert answer.headers["Location"] == reverse("code")
    return client


def a_moment_passes(who: Staff) -> None:
    """As long as a wrong code makes the next one wait."""
    Authenticator.objects.filter(user=who).update(throttling_failure_timestamp=None)


def is_in(client: Client) -> bool:
    return client.get(reverse("queue")).status_code == 200


def key_of(who: Staff) -> str:
    return second_factor.key_in_letters(Authenticator.objects.get(user=who, confirmed=True))
