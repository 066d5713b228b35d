"""An outcome goes out with its card: drawn from the same facts, agreed to with the words, and kept once."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import PostState
from advocacybot.pictures.shapes import SIZES, Shape
from advocacybot.pipeline import draft, illustrate, outcome, review, score
from advocacybot.store import pictures, votes
from advocacybot.store.models import PictureRow
from tests.factories import a_report, a_roll_call, without_a_vote
from tests.fakes.platforms import takes
from tests.houses import ANA, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, SYMBOL, Make, a_campaign, an_account, the_bot_looks, with_a_fake
from tests.pipeline.test_pictures import CHART
from tests.store.rows import as_kept

WITH_CARDS = a_campaign(
    an_account("english", card="light"),
    an_account("french", platform="mastodon", language="fr", card="light"),
    an_account("spanish", platform="bluesky", language="es", card="dark"),
    an_account("plain"),
    outcome_people_needed="1",
)


def held(make: Make, against: str = "RUS VEN") -> MakeHouse:
    """A house whose vote was held, with an outcome that waits to be agreed to."""
    at_work = make(a_vote_entry(), campaign=WITH_CARDS)
    at_work.clock.set(HOUR + MINUTE)
    report(at_work, against)
    return at_work


def report(at_work: MakeHouse, against: str) -> None:
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call(against=against)), ANA)


@pytest.mark.parametrize(
    ("account", "shape", "words"),
    [("english", Shape.X, "Russian Federation"), ("french", Shape.MASTODON, "Russie"), ("spanish", Shape.BLUESKY, "Rusia")],
)
def test_an_outcome_shows_its_card_in_its_platforms_shape_and_its_language(
    make_house: Make, account: str, shape: Shape, words: str
) -> None:
    (post,) = held(make_house).queue(account)
    (picture,) = post.words.pictures
    with Image.open(io.BytesIO(pictures.data(picture))) as drawn:
        assert drawn.size == SIZES[shape]
    assert words in picture.alt
    assert SYMBOL in picture.alt


def test_an_account_that_wants_no_card_has_none(make_house: Make) -> None:
    (post,) = held(make_house).queue("plain")
    assert post.words.pictures == ()


def test_an_account_in_a_language_that_cards_do_not_speak_tells_the_outcome_without_one(make_house: Make) -> None:
    at_work = held(make_house)
    of_2016 = next(vote for vote in score.judged(at_work.house) if vote.symbol == SYMBOL)
    account = at_work.house.campaign.account("english").model_copy(update={"language": "de"})
    assert illustrate.card(at_work.house, Message.VETOED, of_2016, account) is None


def test_a_reminder_shows_none(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=WITH_CARDS)
    assert {post.slot.message for post in at_work.queue()} == {Message.REMINDER}
    assert [post.words.pictures for post in at_work.queue() if post.words.pictures] == []


def test_what_was_adopted_without_a_vote_has_no_ballots_to_show(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=WITH_CARDS)
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, without_a_vote(), ANA)
    assert [post.words.pictures for post in at_work.queue("english")] == [()]


def test_the_same_facts_are_drawn_once_and_leave_the_post_as_it_is(make_house: Make) -> None:
    at_work = held(make_house)
    before, kept = at_work.queue(), PictureRow.objects.count()
    at_work.edit_calendar(a_vote_entry())
    assert at_work.queue() == before
    assert PictureRow.objects.count() == kept == 3


def test_a_corrected_outcome_is_drawn_anew(make_house: Make) -> None:
    at_work = held(make_house)
    (was,) = at_work.queue("english")
    report(at_work, "RUS NZL")
    (now,) = at_work.queue("english")
    assert now.words.pictures[0].sha256 != was.words.pictures[0].sha256
    assert as_kept(was).state is PostState.LAPSED


def test_a_preview_keeps_no_picture(make_house: Make) -> None:
    at_work = held(make_house)
    kept, pictures_kept = votes.find([SYMBOL])[SYMBOL], PictureRow.objects.count()
    other = replace(kept, report=a_report(a_roll_call(against="RUS NZL")))
    foreseen = draft.foresee(at_work.house, other, at_work.clock.now())
    assert [len(one.words.pictures) for one in foreseen.change.draw if one.slot.account == "english"] == [1]
    assert PictureRow.objects.count() == pictures_kept


def test_the_card_goes_out_with_the_words_that_people_agreed_to(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=WITH_CARDS)
    at_work.clock.set(HOUR + MINUTE)
    report(at_work, "RUS VEN")
    (post,) = at_work.queue("english")
    review.approve(at_work.house, post.id, BEN)
    platform.will(*[takes] * len(post.parts))
    the_bot_looks(at_work)
    first = platform.taken[0]
    assert [(one.data, one.alt) for one in first.pictures] == [(pictures.data(one), one.alt) for one in post.words.pictures]


def test_the_picture_that_a_person_gave_in_its_place_stays(make_house: Make) -> None:
    at_work = held(make_house)
    (post,) = at_work.queue("english")
    given = review.show(at_work.house, post.id, ANA, [CHART]).post
    at_work.edit_calendar(a_vote_entry())
    assert as_kept(given).words.pictures == given.words.pictures
    assert as_kept(given).state is PostState.QUEUED
