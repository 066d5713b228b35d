"""The staff: who signs in, as which of the campaign's people, with which role; and by what second factor."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from advocacybot.campaign.roles import MAY, Deed, Role
from advocacybot.web import seals


class StaffManager(BaseUserManager["Staff"]):
    def create_user(self, username: str, person: str, role: Role, password: str) -> "Staff":
        """Keep a new member of the staff."""
        made = self.model(username=self.model.normalize_username(username), person=person, role=role)
        made.set_password(password)
        made.save()
        return made


class Staff(AbstractBaseUser):
    """``person``: the name under which approvals and entries stand, one of ``people`` in campaign.yaml."""

    username = models.CharField(max_length=60, unique=True)
    person = models.CharField(max_length=300)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    zone = models.CharField(max_length=60, default="UTC", help_text="the reader's own clock")
    language = models.CharField(max_length=2, default="", choices=settings.LANGUAGES, help_text="empty: the browser's")
    is_active = models.BooleanField(default=True)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["person"]

    class Meta:
        db_table = "staff"

    def may(self, deed: Deed) -> bool:
        return deed in MAY[Role(self.role)]


class Token(models.Model):
    """Access for a program of somebody's. ``shown``: its first signs, by which they know it again; ``scopes``: by commas."""

    user = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60, help_text="what it is for")
    shown = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64, unique=True, help_text="of the whole token, which is kept nowhere")
    scopes = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "tokens"

    def may_read(self, scope: str) -> bool:
        return scope in self.scopes.split(",")


class Authenticator(TOTPDevice):  # type: ignore[misc]  # django-otp has no types
    """The app that shows somebody a new code every half minute. Its key is kept sealed, for its owner alone."""

    class Meta:
        proxy = True

    @property
    def bin_key(self) -> bytes:
        return seals.opened(self.key, f"user {self.user_id}")


class RecoveryCodes(StaticDevice):  # type: ignore[misc]  # nor has this
    """Codes for whoever has lost the app, each good once. What is kept of a code tells nobody the code."""

    class Meta:
        proxy = True

    def verify_token(self, token: str) -> bool:
        return bool(super().verify_token(seals.digest(token, f"user {self.user_id}")))
