"""The staff: who signs in, as which of the campaign's people, and with which role."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from advocacybot.campaign.roles import MAY, Deed, Role


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
    is_active = models.BooleanField(default=True)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["person"]

    class Meta:
        db_table = "staff"

    def may(self, deed: Deed) -> bool:
        return deed in MAY[Role(self.role)]
