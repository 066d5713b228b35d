"""No page asks the database more often because more lies in it."""

from collections.abc import Callable, Iterator

import pytest
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


def asked_for(client: Client, route: str) -> Callable[[], object]:
    """The page that the route shows of the post that is due next, asked for anew."""
    number = posts.listed(OPEN)[0].post.id
    return lambda: client.get(address(route, number))


@pytest.mark.parametrize("route", sorted(set(ROUTES) - {"login", "logout"}))
def test_a_page_asks_no_more_where_there_is_more(make_room: Make, django_queries: Count, route: str) -> None:
    room = make_room(*some(846, 847))
    client = room.enter(Role.ADMINISTRATOR)
    page = asked_for(client, route)
    page()
    few = django_queries(page)
    room.at_work.edit_calendar(*some(*range(846, 866)))
    page = asked_for(client, route)
    page()
    assert django_queries(page) <= few
    assert client.get(reverse("queue")).status_code == 200
