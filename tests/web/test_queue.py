"""The queue's pages: what they show, what they let people do, and what they never lose."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from advocacybot.campaign.accounts import PlatformName
from advocacybot.campaign.posts import Post, PostState
from advocacybot.campaign.roles import Role
from advocacybot.pipeline import review
from advocacybot.platforms.registry import Platforms
from advocacybot.store import posts
from advocacybot.web.pages.queue import LISTS
from tests.fakes.platforms import FakePlatform, loses_the_receipt
from tests.houses import ANA, BEN, a_vote_entry
from tests.pipeline.steps import ALONE_ON_ITS_OWN, SOLO, a_campaign, an_account, before, edit_campaign, the_bot_looks
from tests.web.conftest import Room

Make = Callable[..., Room]
NASTY = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"


def test_what_waits_is_shown_in_new_yorks_time_whatever_the_servers_is(make_room: Make) -> None:
    """The vote is at three in New York, so its reminder of 24 hours before is due at three."""
    room = make_room(a_vote_entry(hour="2016-10-08 15:00 America/New_York"))
    page = room.enter().get(reverse("queue")).content.decode()
    assert "Fri 7 Oct 15:00 New York" in page
    assert "(Fri 19:00 UTC)" in page


def test_a_post_is_shown_part_by_part_with_its_count(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    (post, *_) = room.at_work.queue()
    page = room.enter().get(reverse("post", args=[post.id])).content.decode()
    assert page.count("<article") == len(post.parts)
    assert f'<span class="mark">{room.at_work.house.campaign.account(post.slot.account).hashtags[0]}</span>' in page
    assert "280" in page or "500" in page or "300" in page


def test_agreeing_approves_exactly_what_was_looked_at(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=a_campaign(an_account(approvals_needed="1")))
    (post, *_) = room.at_work.queue()
    room.enter().post(reverse("approve", args=[post.id]), {"version": post.version})
    assert posts.get(post.id).post.state is PostState.APPROVED
    assert [one.by for one in posts.get(post.id).approvals] == [ANA]


def test_a_second_window_that_looks_at_an_older_version_is_told_so(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    (post, *_) = room.at_work.queue()
    review.edit(room.at_work.house, post.id, BEN, ("Other words.",))
    answer = room.enter().post(reverse("approve", args=[post.id]), {"version": post.version})
    assert answer.status_code == 409
    assert "has changed since you looked at it" in answer.content.decode()
    assert posts.get(post.id).approvals == ()


def test_words_typed_over_an_older_version_are_not_lost(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    (post, *_) = room.at_work.queue()
    review.edit(room.at_work.house, post.id, BEN, ("Words of another.",))
    answer = room.enter().post(reverse("edit", args=[post.id]), {"version": post.version, "words": "My own words."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My own words." in page
    assert "Words of another." in page
    assert posts.get(post.id).post.words.parts == ("Words of another.",)


def test_what_is_being_typed_is_shown_as_it_would_be_cut_with_each_parts_count(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    post = room.at_work.queue("asks-two")[0]
    client = room.enter()
    page = client.post(reverse("cut", args=[post.id]), {"words": "We count on your vote. " * 15}).content.decode()
    assert page.count("<li>") == 2
    assert "/ 280" in page
    assert "too long for x" in client.post(reverse("cut", args=[post.id]), {"words": "a" * 400}).content.decode()
    assert room.at_work.queue("asks-two")[0] == post


def test_what_changed_since_somebody_agreed_is_shown_word_by_word(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=a_campaign(an_account(approvals_needed="2")))
    (post, *_) = room.at_work.queue()
    review.edit(room.at_work.house, post.id, BEN, ("We count on your vote today.",))
    review.approve(room.at_work.house, post.id, ANA)
    review.edit(room.at_work.house, post.id, BEN, ("We count on your voice today.",))
    page = room.enter().get(reverse("post", args=[post.id])).content.decode()
    assert "We count on your <del>vote</del><ins>voice</ins> today." in page


def test_several_are_agreed_to_at_once_and_each_that_is_not_is_named(make_room: Make) -> None:
    both = "{before: 24 h, late_by: 12 h}, {before: 48 h, late_by: 12 h}"
    room = make_room(a_vote_entry(), campaign=a_campaign(an_account(approvals_needed="1"), reminders=both))
    first, second, *_ = room.at_work.queue()
    ticked = [f"{first.id}:{first.version}", f"{second.id}:{second.version + 7}"]
    answer = room.enter().post(reverse("approve-several"), {"post": ticked})
    assert answer.status_code == 409
    assert f"Post {second.id} has changed since you looked at it" in answer.content.decode()
    assert [posts.get(one.id).post.state for one in (first, second)] == [PostState.APPROVED, PostState.QUEUED]


@pytest.mark.parametrize("deed", ["reject", "hold"])
def test_a_reason_is_asked_for(make_room: Make, deed: str) -> None:
    room = make_room(a_vote_entry())
    (post, *_) = room.at_work.queue()
    answer = room.enter().post(reverse(deed, args=[post.id]), {"version": post.version, "why": " "})
    assert answer.status_code == 422
    assert "no reason is given" in answer.content.decode()
    assert room.at_work.queue()[0] == post


def test_no_script_gets_into_a_page_by_any_words(make_room: Make) -> None:
    room = make_room(a_vote_entry(subject=f"'{NASTY.replace(chr(39), '')}'"))
    (post, *_) = room.at_work.queue()
    client = room.enter(Role.ADMINISTRATOR)
    review.edit(room.at_work.house, post.id, BEN, (NASTY,))
    version = posts.get(post.id).post.version
    client.post(reverse("hold", args=[post.id]), {"version": version, "why": NASTY})
    refused = client.post(reverse("approve", args=[post.id]), {"version": "7", "why": NASTY})
    pages = [*(client.get(reverse(route, args=[post.id])) for route in ("post", "edit")), client.get(reverse("queue")), refused]
    for page in pages:
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
    assert "&lt;script&gt;alert" in pages[0].content.decode()


def test_queries_do_not_grow_with_the_queue(make_room: Make, django_queries: Callable[[Callable[[], object]], int]) -> None:
    room = make_room(a_vote_entry("S/2016/846"))
    client = room.enter()
    few = django_queries(lambda: client.get(reverse("queue")))
    room.at_work.edit_calendar(*(a_vote_entry(f"S/2016/{number}") for number in range(846, 856)))
    assert django_queries(lambda: client.get(reverse("queue"))) <= few


@pytest.mark.parametrize("version", ["", "x", "-1", "1e3", "٣", "9" * 30])
@pytest.mark.parametrize("deed", ["approve", "reject", "hold", "release", "several at once"])
def test_a_form_that_nobody_of_ours_made_changes_nothing(make_room: Make, deed: str, version: str) -> None:
    room = make_room(a_vote_entry())
    (post, *_) = room.at_work.queue()
    where = reverse("approve-several") if deed == "several at once" else reverse(deed, args=[post.id])
    answer = room.enter().post(where, {"version": version, "why": "a drill", "post": f"{post.id}:{version}"})
    assert answer.status_code in (409, 422)
    assert "the form does not say what was looked at" in answer.content.decode()
    assert room.at_work.queue()[0] == post


@pytest.mark.parametrize("deed", ["reject", "hold", "approve"])
def test_whoever_decides_on_an_older_version_is_told_so(make_room: Make, deed: str) -> None:
    room = make_room(a_vote_entry())
    (post, *_) = room.at_work.queue()
    review.edit(room.at_work.house, post.id, BEN, ("Other words.",))
    answer = room.enter().post(reverse(deed, args=[post.id]), {"version": post.version, "why": "a drill"})
    assert (answer.status_code, posts.get(post.id).post.state) == (409, PostState.QUEUED)


# ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def in_doubt(room: Room) -> Post:
    """A post of which nobody knows whether its first part is out."""
    at_work = room.at_work
    platform = FakePlatform(at_work.clock).will(loses_the_receipt)
    at_work.house.platforms = Platforms(platform, dict.fromkeys(PlatformName, platform))
    at_work.approve_all()
    the_bot_looks(at_work, at=before("24 h"))
    (post,) = at_work.posts(PostState.DOUBTFUL)
    return post


def test_what_is_in_doubt_stands_first_with_what_is_known_and_what_each_button_does(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    post = in_doubt(room)
    page = room.enter().get(reverse("queue")).content.decode()
    assert page.index("In doubt</h2>") < page.index("Waiting</h2>")
    assert "Nobody knows yet whether the platform took these" in page
    assert "Fri 7 Oct 15:00 New York" in page
    assert unescape(strip_tags(page)).count(post.parts[0].text) == 1
    assert "It is out: keep the address, send nothing again" in page
    assert "I looked, and it is surely not out: send it again" in page


def test_who_may_not_settle_doubt_sees_no_button_for_it(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    in_doubt(room)
    assert "send it again" not in room.enter(Role.OPERATOR).get(reverse("queue")).content.decode()


def test_each_list_shows_what_became_of_posts(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=ALONE_ON_ITS_OWN)
    the_bot_looks(room.at_work, at=before("24 h"))
    client = room.enter()
    pages = {name: client.get(reverse("queue"), {"show": name}).content.decode() for name in LISTS}
    assert {name: "S/2016/846" in page for name, page in pages.items()} == {
        "waiting": False,
        "doubt": False,
        "out": True,
        "over": False,
    }


def test_a_list_or_an_account_that_there_is_not_is_told(make_room: Make) -> None:
    client = make_room(a_vote_entry()).enter()
    for wrong in ({"show": "everything"}, {"account": "nobody"}):
        answer = client.get(reverse("queue"), wrong)
        assert answer.status_code == 404
        assert "There is no" in answer.content.decode()


def test_one_accounts_posts_are_shown_alone(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    page = room.enter().get(reverse("queue"), {"account": "asks-two"}).content.decode()
    assert "· asks-two</a>" in page
    assert "· asks-one</a>" not in page


def test_an_open_queue_hears_that_it_changed_and_is_not_changed_under_its_readers_hands(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    client = room.enter()
    (asked,) = re.findall(r'hx-get="([^"]+)"', client.get(reverse("queue")).content.decode())
    assert "has changed" not in client.get(asked).content.decode()
    review.hold(room.at_work.house, room.at_work.queue()[0].id, BEN, "is the hour right?")
    assert "has changed" in client.get(asked).content.decode()


def test_what_an_account_posted_that_has_left_the_campaign_is_shown_all_the_same(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=a_campaign(an_account("leaves", posting="automatic"), an_account("stays")))
    the_bot_looks(room.at_work, at=before("24 h"))
    (post,) = room.at_work.posts(PostState.PUBLISHED)
    edit_campaign(room.at_work, a_campaign(an_account("stays")))
    client = room.enter()
    page = client.get(reverse("queue"), {"show": "out"}).content.decode()
    assert "· leaves</a>" in page
    assert "@solo" in client.get(reverse("post", args=[post.id])).content.decode()
