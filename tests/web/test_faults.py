"""Whoever comes while the database is not there, on every kind of page; and what no database keeps."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import close_old_connections
from django.template.loader import render_to_string
from django.test import Client

from advocacybot.campaign.roles import Role
from advocacybot.settings import Settings
from advocacybot.store import pauses
from advocacybot.store.opening import open_tables
from tests.houses import a_vote_entry
from tests.on_postgres import instead
from tests.servers.postgres import Postgres
from tests.web.conftest import Room, a_browser

Make = Callable[..., Room]
NUL = "\0"


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """One that may be stopped."""
    with Postgres(fsync=False) as own:
        yield own


@pytest.fixture
def own_server(server: Postgres) -> Iterator[Postgres]:
    with server.database() as url, instead(url):
        open_tables(Settings())
        yield server


def get(client: Client, address: str) -> Any:
    """As a server does it, which looks at its connections before every request; Django's test client leaves that out."""
    close_old_connections()
    return client.get(address)


def asked(client: Client, address: str) -> tuple[int, str | None, bool]:
    """The status, when to look again, and whether it is a page that says so calmly."""
    answer = get(client, address)
    page = answer.content.decode()
    return answer.status_code, answer.headers.get("Retry-After"), "Just a moment" in page and "Traceback" not in page


@pytest.mark.parametrize("address", ["/", "/sign-in", "/scorecard/", "/calendar/", f"/agenda/abt_{'x' * 43}.ics"])
def test_while_the_database_is_gone_a_page_says_so_and_is_there_again_with_it(
    own_server: Postgres, make_room: Make, address: str
) -> None:
    client = make_room(a_vote_entry()).enter(Role.ADMINISTRATOR)
    before = get(client, address).status_code
    own_server.stop()
    try:
        told = asked(client, address)
        again = asked(client, address)
    finally:
        own_server.start()
    assert [told, again] == [(503, "5", True)] * 2
    assert get(client, address).status_code == before


def test_a_restart_between_two_pages_is_not_noticed(own_server: Postgres, make_room: Make) -> None:
    client = make_room(a_vote_entry()).enter()
    assert get(client, "/").status_code == 200
    own_server.restart()
    assert get(client, "/").status_code == 200


def test_the_page_needs_nothing_to_be_told() -> None:
    assert "nothing" in render_to_string("503.html").lower()


HUGE = "9" * 30


@pytest.fixture(params=["a file", "PostgreSQL"])
def room(request: pytest.FixtureRequest) -> Room:
    """On both kinds of database."""
    if request.param == "PostgreSQL":
        request.getfixturevalue("on_postgres")
    make: Make = request.getfixturevalue("make_room")
    return make(a_vote_entry())


@pytest.mark.parametrize(
    ("address", "statuses"),
    [
        ("/calendar/list?words=%00", {200, 422}),
        ("/journal/?words=a%00b", {200}),
        ("/journal/?kind=%00", {200, 422}),
        ("/?account=%00", {404}),
        ("/pictures/%00", {404, 422}),
        (f"/posts/{HUGE}/", {404}),
        (f"/people/{HUGE}/", {404}),
        (f"/journal/?before={HUGE}", {422}),
        (f"/calendar/list?page={HUGE}", {200}),
        (f"/?page={HUGE}", {200}),
    ],
)
def test_what_no_database_knows_is_no_fault_of_ours(room: Room, address: str, statuses: set[int]) -> None:
    assert room.enter(Role.ADMINISTRATOR).get(address).status_code in statuses


def test_a_character_that_is_none_is_refused_in_plain_words(room: Room) -> None:
    answer = room.enter(Role.ADMINISTRATOR).post("/pause", {"account": "", "why": f"a{NUL}drill"})
    assert (answer.status_code, pauses.standing()) == (422, [])
    assert "holds a character that stands in no text" in answer.content.decode()


def test_somebody_who_fails_to_sign_in_by_something_strange_is_only_told_so(room: Room) -> None:
    assert room.at_work.queue() != []
    for wrong in ({"username": f"ana{NUL}"}, {"username": "a" * 5000}, {"username": "ana", "password": f"x{NUL}"}):
        answer = a_browser().post("/sign-in?next=%00", {"password": "x", **wrong})
        assert answer.status_code in {200, 422}, wrong
