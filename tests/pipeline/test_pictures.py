"""A post's pictures: given by a person, agreed to with the words, and sent with the first part alone."""

import io

import pytest
from PIL import Image

from advocacybot.campaign.posts import PostState
from advocacybot.errors import BadInput, NotAPerson, OutdatedVersion, Refusal
from advocacybot.pipeline import review
from advocacybot.store import journal, rehearsed
from tests.fakes.platforms import is_busy, takes
from tests.houses import ANA, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import MINUTE, SOLO, Make, a_thread, before, everything, the_bot_looks, with_a_fake
from tests.store.rows import as_kept

DUE = before("24 h")
ONE, TWO, THREE = "One. (1/3)", "Two. (2/3)", "Three. (3/3)"


def a_picture(kind: str = "PNG", colour: str = "navy") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(made, kind)
    return made.getvalue()


CHART, MAP = (a_picture(), "A chart of vetoes"), (a_picture("JPEG", "teal"), "A map of Syria")


def test_pictures_go_out_with_the_first_part_alone_each_with_its_words(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE, TWO, THREE)
    review.show(at_work.house, post.id, ANA, [CHART, MAP])
    review.approve(at_work.house, post.id, BEN)
    platform.will(is_busy, takes, is_busy)
    for minutes in range(3):
        the_bot_looks(at_work, at=DUE + minutes * MINUTE)
    first, *rest = platform.taken
    assert [(one.data, one.media_type, one.alt) for one in first.pictures] == [
        (CHART[0], "image/png", CHART[1]),
        (MAP[0], "image/jpeg", MAP[1]),
    ]
    assert [one.pictures for one in rest] == [(), ()]
    assert as_kept(post).state is PostState.PUBLISHED


def test_whoever_agreed_without_the_picture_agrees_no_more(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    assert as_kept(post).state is PostState.APPROVED
    shown = review.show(at_work.house, post.id, ANA, [CHART])
    assert (shown.post.state, shown.approvals, shown.post.edited_by) == (PostState.QUEUED, (), ANA)
    assert shown.post.words.parts == post.words.parts
    the_bot_looks(at_work, at=DUE)
    assert platform.taken == []


def test_none_takes_the_pictures_away(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    review.show(at_work.house, post.id, ANA, [CHART])
    assert review.show(at_work.house, post.id, ANA, []).post.words.pictures == ()


def test_pictures_stay_when_the_words_are_edited(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    review.show(at_work.house, post.id, ANA, [CHART])
    edited = review.edit(at_work.house, post.id, BEN, (TWO,))
    assert [one.alt for one in edited.post.words.pictures] == [CHART[1]]


def test_who_gave_which_picture_is_told_in_the_journal(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    (picture,) = review.show(at_work.house, post.id, ANA, [(CHART[0], f"  {CHART[1]} ")]).post.words.pictures
    entry = journal.read(f"post {post.id}")[-1]
    assert (entry.kind, entry.by) == ("pictures changed", ANA)
    assert entry.facts == {"pictures": [{"sha256": picture.sha256, "alt": CHART[1]}]}


def test_a_rehearsal_tells_what_pictures_say_in_words(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    post = a_thread(at_work, ONE, TWO)
    review.show(at_work.house, post.id, ANA, [CHART, MAP])
    review.approve(at_work.house, post.id, BEN)
    the_bot_looks(at_work, at=DUE)
    assert [entry.pictures for entry in rehearsed.read("solo")] == [(CHART[1], MAP[1]), ()]


REFUSED: dict[str, tuple[list[tuple[bytes, str]], str]] = {
    "five": ([CHART] * 5, "a post shows 4 pictures at most; leave some out"),
    "one without words": ([CHART, (MAP[0], "")], "says nothing to whoever cannot see it; describe it with --alt"),
    "one of white space": ([(MAP[0], " \n ")], "says nothing to whoever cannot see it"),
    "one that is none": ([(b"%PDF-1.7", "A report")], "no picture that platforms take; give a PNG, JPEG, WebP or GIF file"),
    "one of no bytes": ([(b"", "A report")], "no picture that platforms take"),
    "one of another kind": ([(a_picture("BMP"), "A chart")], "no picture that platforms take"),
    "one that is cut off": ([(CHART[0][:-20], "A chart")], "no picture that platforms take"),
}


@pytest.mark.parametrize(("given", "says"), REFUSED.values(), ids=REFUSED)
def test_pictures_that_cannot_be_shown_are_refused_and_change_nothing(
    make_house: Make, given: list[tuple[bytes, str]], says: str
) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    kept = everything()
    with pytest.raises(BadInput, match=says):
        review.show(at_work.house, post.id, ANA, given)
    assert everything() == kept


def test_four_pictures_may_be_shown(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = a_thread(at_work, ONE)
    review.show(at_work.house, post.id, ANA, [CHART, MAP] * 2)
    review.approve(at_work.house, post.id, BEN)
    the_bot_looks(at_work, at=DUE)
    assert len(platform.taken[0].pictures) == 4


def shown_by(at_work: MakeHouse, by: str = ANA, version: int | None = None) -> None:
    review.show(at_work.house, at_work.posts()[0].id, by, [CHART], version)


def test_pictures_are_given_by_the_campaigns_people_to_what_they_looked_at(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    a_thread(at_work, ONE)
    kept = everything()
    with pytest.raises(NotAPerson):
        shown_by(at_work, by="Eve")
    with pytest.raises(OutdatedVersion):
        shown_by(at_work, version=1)
    assert everything() == kept


def test_what_is_out_in_part_is_shown_no_other_pictures(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    a_thread(at_work, ONE, TWO)
    platform.will(takes, is_busy)
    the_bot_looks(at_work, at=DUE)
    kept = everything()
    with pytest.raises(Refusal, match="is out already; let it finish, then correct it"):
        shown_by(at_work)
    assert everything() == kept
