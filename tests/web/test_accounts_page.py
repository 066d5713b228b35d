"""The accounts' page: what the room knows, and what a platform says where somebody asks it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse

from advocacybot.campaign.accounts import PlatformName
from advocacybot.campaign.causes import Cause, ending
from advocacybot.campaign.posts import PostState
from advocacybot.campaign.roles import MAY, Deed, Role
from advocacybot.platforms.registry import Platforms
from advocacybot.store import spending, tallies, waits
from advocacybot.store.models import PostRow
from advocacybot.store.spending import Price
from tests.fakes.platforms import FakePlatform, never_hears_of_it
from tests.houses import BEN, CAMPAIGN, a_vote_entry
from tests.pipeline.steps import ALONE_ON_ITS_OWN, a_campaign, an_account, before, edit_campaign, the_bot_looks
from tests.web.conftest import Room

Make = Callable[..., Room]
HTMX = {"HX-Request": "true"}


def with_a_fake(make_room: Make, campaign: str = ALONE_ON_ITS_OWN) -> tuple[Room, FakePlatform]:
    room = make_room(campaign=campaign)
    platform = FakePlatform(room.at_work.clock)
    room.at_work.house.platforms = Platforms(platform, dict.fromkeys(PlatformName, platform))
    room.at_work.edit_calendar(a_vote_entry())
    return room, platform


def page_of(room: Room, role: Role = Role.VIEWER) -> str:
    return " ".join(room.enter(role).get(reverse("accounts")).content.decode().split())


def test_the_page_tells_what_the_room_knows_and_asks_no_platform(make_room: Make) -> None:
    room, platform = with_a_fake(make_room)
    page = page_of(room)
    assert platform.asked_who == []
    for told in ("solo", "@solo", "rehearsal: nothing is sent", "posts by itself", "nothing yet"):
        assert told in page


def test_it_tells_what_waits_what_is_in_doubt_and_when_something_was_published_last(make_room: Make) -> None:
    two = "{before: 24 h, late_by: 12 h}, {before: 2 h, late_by: 1 h}"
    room, platform = with_a_fake(make_room, a_campaign(an_account(posting="automatic"), reminders=two))
    the_bot_looks(room.at_work, before("24 h"))
    assert "Fri 7 Oct 15:00 New York" in page_of(room)
    platform.will(never_hears_of_it)
    the_bot_looks(room.at_work, before("2 h"))
    page = page_of(room)
    assert '<dt>doubtful</dt><dd class="alarm">1</dd>' in page
    assert "Fri 7 Oct 15:00 New York" in page


def test_it_tells_why_and_until_when_an_account_waits_and_what_it_spent(make_room: Make) -> None:
    room, _ = with_a_fake(make_room, a_campaign(an_account(x="{budget: 25}")))
    now = room.at_work.clock.now()
    waits.put("solo", now + dt.timedelta(hours=1), Cause.CAP, "the day's posts are used up")
    with transaction.atomic():
        spending.charge("solo", Price(part=Decimal("0.2"), budget=Decimal(25)), now)
    page = page_of(room)
    assert "Waits: the day&#x27;s posts are used up" in page
    assert "Tue 4 Oct 13:00 New York" in page
    assert "0.20 of 25 USD" in page


@pytest.mark.parametrize("by", ["script", "form"])
def test_the_platform_is_asked_where_somebody_says_so(make_room: Make, by: str) -> None:
    room, platform = with_a_fake(make_room)
    headers = HTMX if by == "script" else {}
    page = room.enter(Role.OPERATOR).post(reverse("ask-platform", args=["solo"]), headers=headers).content.decode()
    assert platform.asked_who == ["solo"]
    assert "it is @solo, and may post 280 at once" in page
    assert ("<html" in page) is (by == "form")
    assert page.count('id="account-solo"') == 1


def test_what_keeps_an_account_from_posting_is_told_in_the_platforms_words(make_room: Make) -> None:
    room, platform = with_a_fake(make_room)
    platform.signed_in_as["solo"] = "<b>@somebody</b>"
    page = room.enter(Role.OPERATOR).post(reverse("ask-platform", args=["solo"])).content.decode()
    assert "It cannot post:" in page
    assert "&lt;b&gt;@somebody&lt;/b&gt;" in page
    assert "<b>@somebody" not in page


def test_a_sign_in_that_works_again_waits_no_longer(make_room: Make) -> None:
    room, _ = with_a_fake(make_room)
    waits.put("solo", room.at_work.clock.now() + dt.timedelta(hours=1), Cause.TOKEN, str(ending(Cause.TOKEN)))
    page = room.enter(Role.OPERATOR).post(reverse("ask-platform", args=["solo"])).content.decode()
    assert "Waits:" not in page
    assert waits.standing(room.at_work.clock.now()) == []


def test_nobody_asks_about_an_account_that_there_is_not(make_room: Make) -> None:
    room, platform = with_a_fake(make_room)
    assert room.enter(Role.OPERATOR).post(reverse("ask-platform", args=["nobody"])).status_code == 404
    assert platform.asked_who == []


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_offered_what_it_may(make_room: Make, role: Role) -> None:
    room, _ = with_a_fake(make_room)
    page = page_of(room, role)
    assert ("Ask the platform" in page) is (Deed.ASK_PLATFORM in MAY[role])
    assert ("Pause solo" in page) is (Deed.PAUSE in MAY[role])


def test_the_counts_are_those_of_the_posts(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    (post, *_) = room.at_work.queue("asks-one")
    PostRow.objects.filter(pk=post.id).update(state=PostState.FAILED)
    found = tallies.by_account()
    assert found["asks-one"][PostState.FAILED] == 1
    assert found["asks-one"][PostState.QUEUED] == len(room.at_work.queue("asks-one"))
    assert found["asks-two"][PostState.FAILED] == 0
    assert sum(tallies.by_state().values()) == PostRow.objects.count()


def test_queries_do_not_grow_with_posts_or_accounts(
    make_room: Make, django_queries: Callable[[Callable[[], object]], int]
) -> None:
    room, _ = with_a_fake(make_room)
    the_bot_looks(room.at_work, before("24 h"))
    client = room.enter(Role.VIEWER, BEN)
    few = django_queries(lambda: client.get(reverse("accounts")))
    edit_campaign(room.at_work, CAMPAIGN)
    room.at_work.edit_calendar(*(a_vote_entry(f"S/2016/{number}") for number in range(846, 856)))
    assert len(room.at_work.house.campaign.accounts) == 3
    assert django_queries(lambda: client.get(reverse("accounts"))) <= few
