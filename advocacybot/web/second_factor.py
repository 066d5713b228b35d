"""Somebody's second factor: an app that shows codes, and recovery codes for whoever has lost it."""

import secrets
from base64 import b32encode

import segno
from django.utils.safestring import SafeString, mark_safe
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticToken

from advocacybot.pipeline.house import House
from advocacybot.store import journal
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone
from advocacybot.web import seals
from advocacybot.web.models import Authenticator, RecoveryCodes, Staff

HOW_MANY = 10
"""Recovery codes at once."""

_DIGITS = 6


def is_on(who: Staff) -> bool:
    return bool(Authenticator.objects.filter(user=who, confirmed=True).exists())


def was_given(who: Staff) -> bool:
    """Whether this session may go on: its second factor was given, or there is none to give."""
    return bool(who.is_verified()) or not is_on(who)  # type: ignore[attr-defined]  # by django-otp's middleware


def check(who: Staff, typed: str) -> Device | None:
    """What the code was good for; nothing where it is wrong, was used before, or comes too soon after a wrong one.

    Six figures are the app's, anything else is a recovery code: so a slip with one never slows down the other.
    """
    code = typed.replace("-", "").replace(" ", "").strip().lower()
    kind = Authenticator if len(code) == _DIGITS and code.isascii() and code.isdecimal() else RecoveryCodes
    device = kind.objects.filter(user=who, confirmed=True).first()
    return verify_token(who, device.persistent_id, code) if device else None


def begin(who: Staff) -> None:
    """Make a key for a new app. It counts once :func:`confirm` was told a code of it; until then the one before does."""
    with alone():
        Authenticator.objects.filter(user=who, confirmed=False).delete()
        key = seals.sealed(secrets.token_bytes(20), f"user {who.pk}")
        Authenticator.objects.create(user=who, name="app", confirmed=False, key=key)


def begun(who: Staff) -> Authenticator | None:
    """The app that waits for its first code."""
    found: Authenticator | None = Authenticator.objects.filter(user=who, confirmed=False).first()
    return found


def confirm(house: House, who: Staff, typed: str) -> tuple[Device, tuple[str, ...]] | None:
    """From now on the second factor is asked for. Returns the app and its recovery codes, or nothing where the code is wrong."""
    waiting = begun(who)
    device = verify_token(who, waiting.persistent_id, typed.replace(" ", "").strip()) if waiting else None
    if device is None:
        return None
    with alone():
        Authenticator.objects.filter(user=who).exclude(pk=device.pk).delete()
        Authenticator.objects.filter(pk=device.pk).update(confirmed=True)
        device.confirmed = True
        codes = _new_codes(who)
        _tell(house, who, {"second factor": "on"})
    return device, codes


def renew_codes(house: House, who: Staff) -> tuple[str, ...]:
    """Other recovery codes; those from before are good for nothing any more."""
    with alone():
        _tell(house, who, {"recovery codes": "new ones"})
        return _new_codes(who)


def codes_left(who: Staff) -> int:
    return int(StaticToken.objects.filter(device__user=who).count())


def switch_off(house: House, who: Staff) -> None:
    """From now on the password alone signs them in."""
    with alone():
        forget(who)
        _tell(house, who, {"second factor": "off"})


def forget(who: Staff) -> None:
    """Take app and recovery codes away, within the caller's transaction."""
    Authenticator.objects.filter(user=who).delete()
    RecoveryCodes.objects.filter(user=who).delete()


def key_in_letters(app: Authenticator) -> str:
    """The app's key for whoever types it, in fours."""
    letters = b32encode(app.bin_key).decode()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def picture(app: Authenticator) -> SafeString:
    """The app's key as a QR code: a picture within the page, which no other address ever sees."""
    drawn = segno.make(app.config_url, error="m", micro=False).svg_inline(scale=5, border=3, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 – made of figures alone by segno


def _new_codes(who: Staff) -> tuple[str, ...]:
    device, _ = RecoveryCodes.objects.get_or_create(user=who, defaults={"name": "recovery codes"})
    codes = tuple(StaticToken.random_token() for _ in range(HOW_MANY))
    StaticToken.objects.filter(device=device.pk).delete()
    kept = (seals.digest(code, f"user {who.pk}") for code in codes)
    StaticToken.objects.bulk_create(StaticToken(device_id=device.pk, token=one) for one in kept)
    return tuple(f"{code[:4]}-{code[4:]}" for code in codes)


def _tell(house: House, who: Staff, facts: dict[str, str]) -> None:
    journal.write([Entry("user changed", f"user {who.username}", by=who.person, facts=facts)], house.clock.now())
