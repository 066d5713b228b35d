"""The staff room around a house, asked by Django's test client: every middleware, no network."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from advocacybot.campaign.roles import Role
from advocacybot.web.models import Staff
from tests.houses import ANA, MakeHouse

PASSWORD = "correct horse battery staple"  # noqa: S105 – of nobody


def a_browser(**wishes: Any) -> Client:
    """A browser in which nobody is signed in. An error of ours is a page, as for everybody."""
    return Client(SERVER_NAME="127.0.0.1", raise_request_exception=False, **wishes)


@dataclass
class Room:
    """A house, and whoever comes in."""

    at_work: MakeHouse

    def enter(self, role: Role = Role.APPROVER, person: str = ANA) -> Client:
        """A browser in which somebody with that role is signed in."""
        name = f"{role} {person}"
        one = Staff.objects.filter(username=name).first() or Staff.objects.create_user(name, person, role, PASSWORD)
        client = a_browser()
        client.force_login(one, backend="django.contrib.auth.backends.ModelBackend")
        return client


@pytest.fixture(autouse=True)
def _passwords_are_hashed_fast() -> Iterator[None]:
    """Scrypt takes a sixth of a second on purpose. That the room keeps passwords by it is seen in ``test_doors``."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def django_queries() -> Callable[[Callable[[], object]], int]:
    """How many queries it takes."""

    def count(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as seen:
            act()
        return len(seen)

    return count


@pytest.fixture
def make_room(make_house: Callable[..., MakeHouse]) -> Callable[..., Room]:
    """Opens the room of a house, with nobody on its staff."""

    def make(*entries: str, **wishes: Any) -> Room:
        at_work = make_house(*entries, **wishes)
        Staff.objects.all().delete()
        AccessAttempt.objects.all().delete()
        apps.get_app_config("web").house = at_work.house  # type: ignore[attr-defined]
        return Room(at_work)

    return make
