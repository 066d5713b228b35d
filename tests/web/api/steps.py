"""What tests of the API do over and over."""

from typing import Any

from django.http import HttpResponse

from advocacybot.campaign.roles import Role
from advocacybot.web import tokens
from advocacybot.web.models import Staff
from advocacybot.web.tokens import TOGETHER, Made, Scope
from tests.houses import ANA
from tests.web.conftest import PASSWORD, Room, a_browser

ROOT = "/api/v1/"
SCOPES: dict[str, Scope] = {
    "calendar": Scope.CALENDAR,
    "outcomes": Scope.OUTCOMES,
    "outcomes/S-2016-846": Scope.OUTCOMES,
    "scorecards": Scope.SCORECARDS,
    "queue": Scope.QUEUE,
}
"""What there is to read, and by which scope."""
LISTS = sorted(path for path in SCOPES if "/" not in path)


def somebody(role: Role = Role.OPERATOR, person: str = ANA, name: str = "olga") -> Staff:
    """A member of the staff who may have programs."""
    return Staff.objects.filter(username=name).first() or Staff.objects.create_user(name, person, role, PASSWORD)


def a_token(room: Room, *scopes: str, days: int = 90, whose: Staff | None = None) -> Made:
    """Access for a partner campaign's program: to all that it may read, where nothing else is said."""
    return tokens.make(room.at_work.house, whose or somebody(), "a partner", scopes or TOGETHER, days)


def asked(path: str, secret: str = "", **wishes: Any) -> HttpResponse:
    """What a program gets that shows that token, or none."""
    headers = ({"Authorization": f"Bearer {secret}"} if secret else {}) | wishes.pop("headers", {})
    answer = a_browser(headers=headers).get(ROOT + path, wishes)
    assert isinstance(answer, HttpResponse)
    return answer


def told(path: str, secret: str, **wishes: Any) -> Any:
    """The same, where it is answered."""
    answer = asked(path, secret, **wishes)
    assert answer.status_code == 200, answer.content
    return answer.json()  # type: ignore[attr-defined]
