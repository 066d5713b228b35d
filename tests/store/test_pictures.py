"""Pictures, and the posts that show them."""

import hashlib
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from advocacybot.campaign.posts import Picture, Post, PostState
from advocacybot.store import pictures, posts
from advocacybot.store.models import PictureRow, ShownRow
from tests.store.rows import NOW, as_kept, drawn, kept

CHART, MAP = b"\x89PNG a chart", b"\x89PNG a map"


@pytest.fixture(autouse=True)
def _a_vote(store: None) -> None:  # noqa: ARG001
    kept()


def showing(post: Post, *shown: Picture) -> Post:
    posts.rewrite(post, replace(post.words, pictures=shown), "Ana")
    return as_kept(post)


def test_a_picture_is_kept_whole_by_its_hash() -> None:
    picture = pictures.keep(CHART, "image/png", "A chart")
    assert picture == Picture(hashlib.sha256(CHART).hexdigest(), "image/png", "A chart")
    assert pictures.data(picture) == CHART


def test_the_same_bytes_are_kept_once_whatever_is_said_of_them() -> None:
    first, second = pictures.keep(CHART, "image/png", "A chart"), pictures.keep(CHART, "image/png", "Vetoes since 1946")
    assert PictureRow.objects.count() == 1
    assert first.sha256 == second.sha256
    assert (first.alt, second.alt) == ("A chart", "Vetoes since 1946")


def test_a_picture_that_was_never_kept_is_not_there() -> None:
    with pytest.raises(PictureRow.DoesNotExist):
        pictures.data(Picture("0" * 64, "image/png", "A chart"))


def test_a_post_shows_its_pictures_in_order() -> None:
    chart, the_map = pictures.keep(CHART, "image/png", "A chart"), pictures.keep(MAP, "image/png", "A map")
    post = drawn()
    for order in ((chart, the_map), (the_map, chart), (chart,), ()):
        post = showing(post, *order)
        assert post.words.pictures == order
        assert posts.listed([PostState.QUEUED])[0].post == post


def test_other_pictures_make_another_hash_and_ask_for_approval_anew() -> None:
    post = drawn()
    posts.approve(post, "Ana", NOW)
    shown = showing(post, pictures.keep(CHART, "image/png", "A chart"))
    assert shown.content_hash != post.content_hash
    assert posts.get(post.id).approvals == ()
    assert not {part.key for part in shown.parts} & {part.key for part in post.parts}


def test_the_words_stay_with_their_pictures_when_they_are_edited() -> None:
    shown = showing(drawn(), pictures.keep(CHART, "image/png", "A chart"))
    posts.rewrite(shown, replace(shown.words, parts=("Other words.",)), "Ben")
    assert as_kept(shown).words.pictures == shown.words.pictures


def test_no_picture_is_lost_that_a_post_shows() -> None:
    showing(drawn(), pictures.keep(CHART, "image/png", "A chart"))
    with pytest.raises(ProtectedError):
        PictureRow.objects.all().delete()


def test_the_database_itself_refuses_two_pictures_in_one_place() -> None:
    chart = pictures.keep(CHART, "image/png", "A chart")
    post = showing(drawn(), chart)
    with pytest.raises(IntegrityError), transaction.atomic():
        ShownRow.objects.create(post_id=post.id, number=1, picture_id=chart.sha256, alt="again")
