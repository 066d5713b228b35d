"""What somebody does with a vote's pages: looks, types, looks at what it does, does it."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from advocacybot.campaign.roles import Role
from tests.houses import ANA
from tests.pipeline.room_steps import a_rooms_vote, assessed_by_two, put
from tests.pipeline.steps import SOLO, SYMBOL
from tests.web.conftest import Room

Make = Callable[..., Room]
Answer = Any


def text(answer: Answer) -> str:
    """What a page says, in one line."""
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def mark(answer: Answer) -> str:
    """What the button sends that does what was shown."""
    return str(re.findall(r'name="do" value="(\w+)"', answer.content.decode())[0])


def do(client: Client, where: str, typed: dict[str, Any]) -> Answer:
    """Look at what it does, then do it."""
    shown = client.post(where, typed)
    assert (shown.status_code, "What this does" in text(shown)) == (200, True), text(shown)
    return client.post(where, typed | {"do": mark(shown)})


def step(client: Client, route: str, why: str = "a drill") -> Answer:
    """Open the page of a deed, and do what it shows."""
    where = reverse(route, args=[SYMBOL])
    page = client.get(where)
    version = re.findall(r'name="version" value="(\d+)"', page.content.decode())[0]
    return client.post(where, {"version": version, "why": why, "do": mark(page)})


def the_page(room: Room, symbol: str = SYMBOL, role: Role = Role.OPERATOR, person: str = ANA) -> Answer:
    answer = room.enter(role, person).get(reverse("vote", args=[symbol]))
    assert answer.status_code == 200
    return answer


def a_room(make: Make) -> Room:
    """A room that keeps a vote of its own, which two people have assessed."""
    room = make(campaign=SOLO)
    put(room.at_work.house, a_rooms_vote())
    assessed_by_two(room.at_work.house)
    return room
