"""Warnings: what is drafted of one that a person accepts, what becomes of its posts, and what is owed once it is taken back."""

import datetime as dt

import pytest

from advocacybot.campaign.posts import PostState
from advocacybot.campaign.suggestions import Kind, State
from advocacybot.errors import BadInput, DecidedAlready, NoSuchThing, NotAPerson, OutdatedEntry
from advocacybot.pipeline import suggest, warn
from advocacybot.store import journal, suggestions, warnings
from tests.campaign.test_suggestions import seen
from tests.houses import ANA, BEN, a_vote_entry
from tests.pipeline.steps import (
    Make,
    a_campaign,
    an_account,
    edit_campaign,
    edit_template,
    everything,
    the_bot_looks,
    waiting,
    with_a_fake,
)
from tests.pipeline.warning_steps import A_WEEK, ON_ITS_OWN, WARNS, accepted, published, suggested, worded

# ── accepted ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_that_is_accepted_drafts_both_posts_on_each_account_and_they_wait_for_people(make_house: Make) -> None:
    at_work = make_house(campaign=ON_ITS_OWN)
    number = accepted(at_work)
    assert waiting() == [("invitation", "queued"), ("warning", "queued")]
    assert suggestions.get(number).suggestion.state is State.ACCEPTED
    the_bot_looks(at_work)
    assert waiting() == [("invitation", "queued"), ("warning", "queued")]


def test_the_reminder_speaks_to_the_supporters_on_the_council_that_day_and_the_invitation_to_the_secretary_general(
    make_house: Make,
) -> None:
    at_work = make_house(campaign=WARNS)
    accepted(at_work)
    invitation, warning = ("\n".join(post.words.parts) for post in at_work.queue())
    assert "Syria: the report cited below speaks of war crimes" in warning.replace("\u00a0", " ")
    assert "support timely and decisive action" in warning
    assert all(name in warning for name in ("France", "New Zealand", "Japan"))
    assert not any(name in warning for name in ("China", "Russian Federation", "Venezuela"))
    assert "to the attention of the Council" in invitation
    assert "Article 99" in invitation
    assert all("https://www.ohchr.org/aleppo" in words for words in (invitation, warning))


def test_what_was_accepted_is_told_with_everything_that_it_says_and_by_whom(make_house: Make) -> None:
    at_work = make_house(campaign=WARNS)
    name = f"warning {accepted(at_work)}"
    entry = journal.read(name)[0]
    assert (entry.kind, entry.by) == ("warning accepted", ANA)
    assert entry.facts["warning"]["sources"] == [
        {"title": "OHCHR: Aleppo", "url": "https://www.ohchr.org/aleppo", "date": None},
    ]


def test_what_is_foreseen_is_what_is_drafted_and_nothing_is_written_by_it(make_house: Make) -> None:
    at_work = make_house(campaign=WARNS)
    warning = worded(at_work, suggested(at_work))
    before = everything()
    foreseen = warn.foresee(at_work.house, warning)
    assert everything() == before
    warn.accept(at_work.house, warning, 1)
    assert [post.words for post in at_work.queue()] == [draft.words for draft in foreseen.change.draw]


def test_it_is_accepted_once(make_house: Make) -> None:
    at_work = make_house(campaign=WARNS)
    number = accepted(at_work)
    with pytest.raises(DecidedAlready):
        warn.accept(at_work.house, worded(at_work, number), 2)
    assert len(at_work.queue()) == 2


def test_nobody_accepts_what_they_did_not_look_at_or_who_is_none_of_the_campaigns_people(make_house: Make) -> None:
    at_work = make_house(campaign=WARNS)
    number = suggested(at_work)
    before = everything()
    with pytest.raises(OutdatedEntry):
        warn.accept(at_work.house, worded(at_work, number), 2)
    with pytest.raises(NotAPerson):
        warn.accept(at_work.house, worded(at_work, number, by="Nobody"), 1)
    with pytest.raises(NoSuchThing):
        warn.accept(at_work.house, worded(at_work, number + 1), 1)
    assert everything() == before


def test_what_is_suggested_of_a_vote_is_no_warning(make_house: Make) -> None:
    at_work = make_house(campaign=WARNS)
    (made,) = suggest.keep(at_work.house, [seen("blue/aleppo", Kind.VOTE_AHEAD)])
    with pytest.raises(BadInput, match="is no warning"):
        warn.accept(at_work.house, worded(at_work, made.number), 1)


def test_a_campaign_that_speaks_of_no_warnings_accepts_them_by_a_note_alone(make_house: Make) -> None:
    at_work = make_house(campaign=a_campaign())
    number = suggested(at_work)
    with pytest.raises(BadInput, match="posts of no warnings"):
        warn.accept(at_work.house, worded(at_work, number), 1)
    suggest.accept(at_work.house, number, ANA, "written to the missions", 1)
    assert warnings.count() == 0


def test_a_post_that_cannot_be_worded_lets_nothing_be_accepted(make_house: Make) -> None:
    at_work = make_house(campaign=a_campaign(an_account(platform="bluesky"), warnings=A_WEEK))
    number = suggested(at_work)
    before = everything()
    warning = worded(at_work, number, sources=[{"title": "A report", "url": f"https://example.org/{'y' * 470}"}])
    with pytest.raises(BadInput, match="invitation for solo"):
        warn.accept(at_work.house, warning, 1)
    assert everything() == before


# ── its posts ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_they_go_out_once_people_agreed_and_only_once(make_house: Make) -> None:
    at_work, platform = with_a_fake(make_house, campaign=WARNS)
    accepted(at_work)
    published(at_work)
    assert len(at_work.posts(PostState.PUBLISHED)) == 2
    assert waiting() == []
    sent = platform.texts()
    the_bot_looks(at_work, at_work.clock.now() + dt.timedelta(hours=1))
    assert platform.texts() == sent


def test_they_lapse_when_it_is_too_late(make_house: Make) -> None:
    at_work = make_house(campaign=WARNS)
    accepted(at_work)
    the_bot_looks(at_work, at_work.clock.now() + dt.timedelta(days=7))
    assert waiting() == []


def test_an_edited_template_draws_them_anew(make_house: Make) -> None:
    at_work = make_house(campaign=WARNS)
    accepted(at_work)
    edit_template(at_work, "WARNING: {{ situation }}. {{ campaign.hashtags }}", "warning")
    the_bot_looks(at_work)
    assert [post.words.parts for post in at_work.queue()][-1] == ("WARNING: Syria. #ACTcodeofconduct",)
    assert waiting() == [("invitation", "queued"), ("warning", "queued")]


def test_an_account_that_joins_the_campaign_speaks_of_a_warning_that_stands(make_house: Make) -> None:
    at_work = make_house(campaign=WARNS)
    accepted(at_work)
    edit_campaign(at_work, a_campaign(an_account(), an_account("second"), warnings=A_WEEK))
    the_bot_looks(at_work)
    assert waiting("second") == [("invitation", "queued"), ("warning", "queued")]


def test_where_the_campaign_speaks_of_warnings_no_more_what_waits_goes(make_house: Make) -> None:
    at_work = make_house(campaign=WARNS)
    accepted(at_work)
    edit_campaign(at_work, a_campaign())
    the_bot_looks(at_work)
    assert waiting() == []


def test_votes_are_drafted_for_beside_it(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=WARNS)
    accepted(at_work)
    assert waiting() == [("invitation", "queued"), ("warning", "queued"), ("reminder", "queued")]


# ── taken back ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_that_is_taken_back_takes_out_of_the_queue_what_waits(make_house: Make) -> None:
    at_work = make_house(campaign=WARNS)
    number = accepted(at_work)
    warn.take_back(at_work.house, number, BEN, "the report was withdrawn")
    assert waiting() == []
    assert {post.why for post in at_work.posts(PostState.WITHDRAWN)} == {"the warning was taken back"}
    entry = next(row for row in journal.read(f"warning {number}") if row.kind == "warning taken back")
    assert (entry.by, entry.facts["why"]) == (BEN, "the report was withdrawn")


def test_whoever_spoke_of_it_owes_one_correction_that_waits_for_people_and_settles_it(make_house: Make) -> None:
    at_work, _ = with_a_fake(make_house, campaign=ON_ITS_OWN)
    number = accepted(at_work)
    published(at_work)
    warn.take_back(at_work.house, number, BEN, "the report was withdrawn")
    assert waiting() == [("warning_taken_back", "queued")]
    assert "CORRECTION" in at_work.queue()[0].words.parts[0]
    published(at_work)
    the_bot_looks(at_work, at_work.clock.now() + dt.timedelta(days=1))
    assert waiting() == []


def test_what_taking_it_back_does_is_foreseen_and_it_is_taken_back_once(make_house: Make) -> None:
    at_work = make_house(campaign=WARNS)
    number = accepted(at_work)
    foreseen = warn.foresee_taking_back(at_work.house, number)
    assert [post.slot.message.value for post, _, _ in foreseen.change.leave] == ["invitation", "warning"]
    warn.take_back(at_work.house, number, BEN, "the report was withdrawn")
    with pytest.raises(BadInput, match="taken back already"):
        warn.take_back(at_work.house, number, BEN, "again")
    with pytest.raises(NoSuchThing):
        warn.get(number + 1)
