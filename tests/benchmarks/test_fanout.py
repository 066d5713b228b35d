"""The measured platform counts right: else a contender that loses, doubles or swaps posts would look fast."""

import datetime as dt
from collections.abc import Iterator

import pytest
from mastodon import Mastodon

from benchmarks.fanout.counting import Post, tally
from benchmarks.fanout.platform import Platform, Taken, token
from benchmarks.fleet.hours import Hours

WANTED = [Post("a000", "first"), Post("a001", "first"), Post("a000", "second"), Post("a001", "second")]
NOON = dt.datetime(2016, 10, 4, 16, 0, tzinfo=dt.UTC)


def taken(*posts: Post) -> list[Taken]:
    return [Taken(post.account, post.text, float(at)) for at, post in enumerate(posts)]


def test_what_came_once_and_in_order_is_whole() -> None:
    counted = tally(WANTED, taken(*WANTED))
    assert counted.whole
    assert (counted.once, counted.before, counted.last) == (4, 0, 3.0)
    assert str(counted) == "each once, in order"


def test_the_order_of_other_accounts_does_not_matter() -> None:
    counted = tally(WANTED, taken(WANTED[1], WANTED[3], WANTED[0], WANTED[2]))
    assert str(counted) == "each once, in order"


def test_a_post_that_is_missing_is_counted() -> None:
    counted = tally(WANTED, taken(*WANTED[:3]))
    assert not counted.whole
    assert (counted.lost, str(counted)) == (1, "1 lost")


def test_a_post_that_came_twice_is_counted() -> None:
    counted = tally(WANTED, taken(*WANTED, WANTED[3]))
    assert not counted.whole
    assert (counted.doubled, str(counted)) == (1, "1 twice")


def test_a_post_on_another_account_is_strange_and_the_right_one_lost() -> None:
    counted = tally(WANTED, taken(*WANTED[:3], Post("a000", "third")))
    assert not counted.whole
    assert str(counted) == "1 lost, 1 strange"


def test_two_that_were_swapped_on_an_account_are_counted() -> None:
    counted = tally(WANTED, taken(WANTED[2], WANTED[1], WANTED[0], WANTED[3]))
    assert str(counted) == "1 out of order"


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with Platform(latency=0.001) as started:
        yield started


def client(platform: Platform, account: str) -> Mastodon:
    return Mastodon(access_token=token(account), api_base_url=platform.url, version_check_mode="none")


def test_the_platform_keeps_what_mastodon_py_posts(platform: Platform) -> None:
    platform.begin(Hours.starting(NOON))
    for post in [*WANTED, WANTED[0]]:
        client(platform, post.account).status_post(post.text)
    assert [Post(one.account, one.text) for one in platform.taken()] == [*WANTED, WANTED[0]]
    assert platform.count() == 5
    ats = [one.at for one in platform.taken()]
    assert ats == sorted(ats)


def test_what_it_took_before_is_forgotten_when_a_run_begins(platform: Platform) -> None:
    client(platform, "a000").status_post("of the run before")
    platform.begin(Hours.starting(NOON))
    assert (platform.count(), platform.taken()) == (0, [])


def test_it_dates_what_it_takes_by_the_clock_of_the_run(platform: Platform) -> None:
    platform.begin(Hours.starting(NOON))
    assert NOON <= client(platform, "a000").status_post("dated").created_at < NOON + dt.timedelta(minutes=2)


def test_a_long_post_that_comes_in_pieces_is_one_post(platform: Platform) -> None:
    platform.begin(Hours.starting(NOON))
    text = "é" * 200_000
    client(platform, "a000").status_post(text)
    assert [one.text for one in platform.taken()] == [text]


def test_it_knows_who_posts_and_what_it_allows(platform: Platform) -> None:
    asked = client(platform, "a007")
    assert asked.account_verify_credentials().acct == "a007"
    assert asked.instance_v2().configuration.statuses.max_characters == 500
