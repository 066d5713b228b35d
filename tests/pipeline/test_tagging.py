"""A State that asked not to be tagged is tagged no more: not in what is drawn, not by an edit, not by what was edited before."""

import pytest

from advocacybot.campaign.policy import Bar
from advocacybot.campaign.posts import PostState
from advocacybot.errors import BadInput
from advocacybot.pipeline import publish, review, watch
from advocacybot.store import posts
from tests.houses import ANA, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import Make, a_campaign, an_account, before, everything, the_bot_looks, with_a_fake
from tests.store.rows import as_kept

DUE = before("24 h")
TAGGING = a_campaign(an_account(addressing="tag"))
TAGS = "We count on @NZUN."


def knows(at_work: MakeHouse, **fields: str) -> None:
    """New Zealand's handle on X, as handles.yaml knows it from now on."""
    verified = "{by: Ana, on: 2016-09-01, proof: 'https://www.mfat.govt.nz/en/un/'}"
    facts = {"state": "NZL", "platform": "x", "handle": "NZUN", "evidence": "seen", "confidence": "high", "verified": verified}
    entry = ", ".join(f"{name}: {value}" for name, value in (facts | fields).items())
    (at_work.folder / "config" / "handles.yaml").write_text(f"handles:\n  - {{{entry}}}\n", encoding="utf-8")
    watch.reread(at_work.house)


OUT = {"opted_out": "2016-10-04"}


def texts(at_work: MakeHouse) -> str:
    return "\n".join(part.text for post in at_work.queue() for part in post.parts)


def test_what_waits_is_drawn_anew_by_name_when_a_state_asks_not_to_be_tagged(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=TAGGING)
    knows(at_work)
    the_bot_looks(at_work)
    assert "@NZUN" in texts(at_work)
    knows(at_work, **OUT)
    the_bot_looks(at_work)
    assert "@NZUN" not in texts(at_work)
    assert "New Zealand" in texts(at_work)
    review.approve(at_work.house, at_work.queue()[0].id, ANA)
    the_bot_looks(at_work, at=DUE)
    assert "@NZUN" not in "".join(platform.texts())


def test_what_was_agreed_to_with_the_tag_is_agreed_to_no_more(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=TAGGING)
    knows(at_work)
    the_bot_looks(at_work)
    review.approve(at_work.house, at_work.queue()[0].id, ANA)
    knows(at_work, **OUT)
    the_bot_looks(at_work, at=DUE)
    assert platform.taken == []
    assert [post.state for post in at_work.queue()] == [PostState.QUEUED]


def test_an_edit_that_tags_who_asked_not_to_be_is_refused_and_changes_nothing(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    knows(at_work, **OUT)
    the_bot_looks(at_work)
    (post,) = at_work.queue()
    kept = everything()
    with pytest.raises(BadInput, match="@NZUN asked not to be tagged; write the State's name instead"):
        review.edit(at_work.house, post.id, ANA, ("Mind your pledge. (1/2)", ".@nzun mind yours. (2/2)"))
    assert everything() == kept


def test_who_asked_it_elsewhere_may_be_tagged_here(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    knows(at_work, platform="mastodon", handle="NZUN@mastodon.nz", **OUT)
    (post,) = at_work.queue()
    assert review.edit(at_work.house, post.id, ANA, (TAGS,)).post.words.parts == (TAGS,)


def test_what_somebody_edited_before_does_not_go_out_until_it_is_worded_otherwise(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    knows(at_work)
    the_bot_looks(at_work)
    (post,) = at_work.queue()
    review.edit(at_work.house, post.id, ANA, (TAGS,))
    review.approve(at_work.house, post.id, BEN)
    knows(at_work, **OUT)
    the_bot_looks(at_work, at=DUE)
    assert as_kept(post).words.parts == (TAGS,)
    assert publish.why_not(at_work.house, posts.get(post.id)) is Bar.OPTED_OUT
    assert review.opted_out(at_work.house, "solo", as_kept(post).words.parts) == ("NZUN",)
    assert platform.taken == []
    review.edit(at_work.house, post.id, ANA, ("We count on New Zealand.",))
    review.approve(at_work.house, post.id, BEN)
    the_bot_looks(at_work)
    assert platform.texts() == ["We count on New Zealand."]
