"""No page asks the database more often because more lies in it."""

from collections.abc import Callable, Iterator

from django.test import Client
from django.urls import reverse

from advocacybot.campaign.posts import OPEN
from advocacybot.campaign.roles import Role
from advocacybot.store import posts
from tests.houses import a_vote_entry
from tests.web.conftest import Room
from tests.web.test_doors import ROUTES, address

Make = Callable[..., Room]
Count = Callable[[Callable[[], object]], int]


def some(*numbers: int) -> Iterator[str]:
    return (a_vote_entry(f"S/2016/{number}") for number in numbers)


def asked(client: Client, route: str, count: Count) -> int:
    """How many queries the page takes that the route shows of the post that is due next; it is asked for a second time."""
    place = address(route, posts.listed(OPEN)[0].post.id)
    client.get(place)
    return count(lambda: client.get(place))


def test_no_page_asks_more_where_there_is_more(make_room: Make, django_queries: Count) -> None:
    room = make_room(*some(846, 847))
    client = room.enter(Role.ADMINISTRATOR)
    routes = sorted(set(ROUTES) - {"login", "logout"})
    few = {route: asked(client, route, django_queries) for route in routes}
    room.at_work.edit_calendar(*some(*range(846, 866)))
    more = {route: asked(client, route, django_queries) for route in routes}
    assert {route: (few[route], more[route]) for route in routes if more[route] > few[route]} == {}
    assert client.get(reverse("queue")).status_code == 200
