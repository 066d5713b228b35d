"""A dry run: the exact requests, on paper. Nothing is sent, claimed or kept."""

import json
from pathlib import Path

import pytest

from advocacybot.campaign.posts import Post, PostState
from advocacybot.errors import BadInput
from advocacybot.pipeline import review
from advocacybot.pipeline.rehearse import DryRun
from advocacybot.wiring import dry_run
from tests.fakes.platforms import FakePlatform, is_busy, never_hears_of_it, takes
from tests.houses import ANA, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import (
    Make,
    a_campaign,
    a_thread,
    an_account,
    before,
    edit_campaign,
    everything,
    the_bot_looks,
    with_a_fake,
)
from tests.pipeline.test_pictures import CHART
from tests.store.rows import as_kept

DUE = before("24 h")
ONE, TWO = "One. (1/2)", "Two. (2/2)"
ON: dict[str, dict[str, object]] = {
    "x": {"handle": "'@solo'"},
    "mastodon": {"handle": "'@solo'", "mastodon": "{server: 'https://social.example'}"},
    "bluesky": {"handle": "'@solo.example'", "bluesky": "{server: 'https://pds.example'}"},
}
SENDS = {"x": "/2/tweets", "mastodon": "/api/v1/statuses", "bluesky": "/xrpc/com.atproto.repo.putRecord"}
every_platform = pytest.mark.parametrize("platform", ON)


def a_thread_on(make: Make, platform: str, *texts: str) -> tuple[MakeHouse, FakePlatform, Post, DryRun]:
    """An approved thread on an account that does not rehearse, and the same house on paper."""
    campaign = a_campaign(an_account(platform=platform, rehearsal="false", **ON[platform]))
    at_work, fake = with_a_fake(make, a_vote_entry(), campaign=campaign)
    post = a_thread(at_work, *texts)
    return at_work, fake, post, on_paper(at_work)


def on_paper(at_work: MakeHouse) -> DryRun:
    return dry_run(at_work.house)


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@every_platform
def test_each_part_is_one_request_below_the_one_before_and_nothing_is_kept(make_house: Make, platform: str) -> None:
    at_work, fake, post, dry = a_thread_on(make_house, platform, ONE, TWO)
    kept, written = everything(), files(at_work.folder)
    sends = [request for request in dry.attending(post.id) if request.url.endswith(SENDS[platform])]
    assert ["One." in one.body or "One." in one.url for one in sends] == [True, False]
    assert "Two." in sends[1].body
    assert (everything(), files(at_work.folder)) == (kept, written)
    assert (fake.taken, fake.asked_who) == ([], [])


@every_platform
def test_a_second_look_shows_the_same(make_house: Make, platform: str) -> None:
    _, _, post, dry = a_thread_on(make_house, platform, ONE)
    assert [one.body for one in dry.attending(post.id)] == [one.body for one in dry.attending(post.id)]


@pytest.mark.parametrize("platform", ["x", "mastodon"])
def test_of_a_thread_that_is_half_out_only_the_rest_is_shown(make_house: Make, platform: str) -> None:
    at_work, fake, post, dry = a_thread_on(make_house, platform, ONE, TWO)
    fake.will(takes, is_busy)
    the_bot_looks(at_work, at=DUE)
    assert (as_kept(post).state, as_kept(post).parts_out) == (PostState.APPROVED, 1)
    kept = everything()
    bodies = [one.body for one in dry.attending(post.id)]
    assert not any("One." in body for body in bodies)
    assert any("Two." in body for body in bodies)
    assert everything() == kept


@every_platform
def test_a_picture_goes_before_the_part_that_shows_it_with_its_words(make_house: Make, platform: str) -> None:
    at_work, _, post, dry = a_thread_on(make_house, platform, ONE, TWO)
    review.show(at_work.house, post.id, ANA, [CHART])
    requests = dry.attending(post.id)
    first = next(number for number, one in enumerate(requests) if one.url.endswith(SENDS[platform]))
    assert any(word in one.url for one in requests[:first] for word in ("media", "uploadBlob"))


@every_platform
def test_a_doubtful_post_would_be_looked_for_and_nothing_sent(make_house: Make, platform: str) -> None:
    at_work, fake, post, dry = a_thread_on(make_house, platform, ONE)
    fake.will(never_hears_of_it)
    the_bot_looks(at_work, at=DUE)
    assert as_kept(post).state is PostState.DOUBTFUL
    kept = everything()
    requests = dry.attending(post.id)
    assert requests
    assert not any(one.url.endswith(SENDS[platform]) for one in requests)
    assert everything() == kept
    assert fake.asked_for == []


def test_a_rehearsal_would_append_to_its_feed(make_house: Make) -> None:
    at_work, fake = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)
    kept = everything()
    requests = on_paper(at_work).attending(post.id)
    assert [(one.method, one.url, one.body) for one in requests] == [
        ("append to", "the feed of solo", ONE),
        ("append to", "the feed of solo", TWO),
    ]
    assert everything() == kept
    assert fake.taken == []


def test_what_would_be_taken_down_is_shown_from_its_end_and_stands(make_house: Make) -> None:
    at_work, fake, post, dry = a_thread_on(make_house, "mastodon", ONE, TWO)
    the_bot_looks(at_work, at=DUE)
    kept = everything()
    requests = dry.taking_down(post.id)
    numbers = [out.receipt.remote_id for out in fake.taken]
    assert [(one.method, one.url) for one in requests] == [
        ("DELETE", f"https://social.example/api/v1/statuses/{number}") for number in numbers[::-1]
    ]
    assert everything() == kept
    assert fake.texts() == [ONE, TWO]


def test_what_would_be_cut_from_a_feed_is_shown_and_stands(make_house: Make) -> None:
    at_work, fake = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO)
    the_bot_looks(at_work, at=DUE)
    requests = on_paper(at_work).taking_down(post.id)
    assert [one.body for one in requests] == [out.receipt.remote_id for out in fake.taken][::-1]
    assert fake.texts() == [ONE, TWO]


def test_on_paper_nobody_asks_for_a_sign_in_and_none_is_shown(make_house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCACYBOT_SOLO_ACCESS_TOKEN", "a-token-that-is-secret")
    _, _, post, dry = a_thread_on(make_house, "mastodon", ONE)
    (request,) = [one for one in dry.attending(post.id) if one.method == "POST"]
    assert ("authorization", "Bearer …") in request.headers
    assert ("idempotency-key", post.parts[0].key) in request.headers
    assert "a-token-that-is-secret" not in json.dumps([request.headers, request.body])


def test_of_an_account_that_left_there_is_nothing_to_show(make_house: Make) -> None:
    at_work, _, post, dry = a_thread_on(make_house, "x", ONE)
    edit_campaign(at_work, a_campaign(an_account("another")))
    with pytest.raises(BadInput):
        dry.attending(post.id)


def test_what_nobody_approved_yet_can_be_seen_as_it_would_go_out(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    (post,) = at_work.queue()
    assert [one.body for one in on_paper(at_work).attending(post.id)] == list(post.words.parts)
    review.approve(at_work.house, post.id, BEN)
