"""Handles as people in the room know them: whose they are, who verified them, who asked not to be tagged."""

from collections.abc import Callable

import pytest

from advocacybot.campaign.accounts import PlatformName
from advocacybot.campaign.posts import PostState
from advocacybot.errors import AdvocacyBotError, BadInput, NoSuchThing, NotAPerson, OutdatedEntry, OwnedByFile, UnknownState
from advocacybot.pipeline import review, verify, watch
from advocacybot.pipeline.verify import Known
from advocacybot.store import desk as store
from advocacybot.store import journal
from tests.houses import ANA, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import Make, a_campaign, an_account, everything, the_bot_looks, told
from tests.store.rows import as_kept

TAGS = a_campaign(an_account(addressing="tag"))
PROOF = "https://www.mfat.govt.nz/en/un/"
OTHER_PROOF = "https://example.org/links-to-it"
FILE = """handles:
  - {state: NZL, platform: x, handle: NZUN, evidence: seen in 2016, confidence: medium}
  - {state: ESP, platform: x, handle: SpainUN, evidence: seen in 2016, confidence: high,
     verified: {by: Ana Approver, on: 2016-09-01, proof: "https://example.org/spain"}}
"""


@pytest.fixture
def at_work(make_house: Make) -> MakeHouse:
    made = make_house(a_vote_entry(), campaign=TAGS)
    write_handles(made, FILE)
    return made


def write_handles(at_work: MakeHouse, text: str) -> None:
    (at_work.folder / "config" / "handles.yaml").write_text(text, encoding="utf-8")
    watch.reread(at_work.house)


def known(at_work: MakeHouse, handle: str = "NZUN") -> Known:
    return next(one for one in verify.every(at_work.house) if one.handle.handle == handle)


def taggable(at_work: MakeHouse) -> dict[str, str]:
    return at_work.house.configuration.reference.handles.to_tag(PlatformName.X)


def verified(at_work: MakeHouse, by: str = ANA, on: str = "2016-10-04", proof: str = PROOF) -> None:
    verify.verify(at_work.house, "NZL", "x", "NZUN", on, proof, by, known(at_work).version)


def words(at_work: MakeHouse) -> str:
    return " ".join(part for post in at_work.queue() for part in post.words.parts)


# ── verifying ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_handle_that_somebody_verified_is_tagged_from_then_on(at_work: MakeHouse) -> None:
    assert "@NZUN" not in words(at_work)
    verified(at_work)
    the_bot_looks(at_work)
    assert "@NZUN" in words(at_work)
    told_of = known(at_work).handle.verified
    assert told_of is not None
    assert (told_of.by, told_of.on.isoformat(), told_of.proof) == (ANA, "2016-10-04", PROOF)


def test_posts_that_people_agreed_to_are_drawn_anew_where_they_would_tag_otherwise(at_work: MakeHouse) -> None:
    (agreed,) = at_work.queue()
    review.approve(at_work.house, agreed.id, BEN)
    verified(at_work)
    the_bot_looks(at_work)
    assert as_kept(agreed).state is PostState.LAPSED
    assert [post.state for post in at_work.queue()] == [PostState.QUEUED]


def test_it_can_be_verified_anew_with_another_proof(at_work: MakeHouse) -> None:
    verified(at_work, by=BEN, on="2016-10-01")
    verified(at_work, proof=OTHER_PROOF)
    now = known(at_work).handle.verified
    assert known(at_work).version == 2
    assert now is not None
    assert (now.by, now.proof) == (ANA, OTHER_PROOF)


def test_what_the_room_verified_can_be_taken_back(at_work: MakeHouse) -> None:
    verified(at_work)
    verify.unverify(at_work.house, "NZL", "x", "NZUN", "it changed hands", BEN, 1)
    the_bot_looks(at_work)
    assert taggable(at_work) == {"ESP": "SpainUN"}
    assert "@NZUN" not in words(at_work)
    with pytest.raises(BadInput, match="nobody has verified NZUN"):
        verify.unverify(at_work.house, "NZL", "x", "NZUN", "again", BEN, 2)


def test_what_a_file_verifies_is_the_files(at_work: MakeHouse) -> None:
    before = everything()
    with pytest.raises(OwnedByFile, match=r"SpainUN is verified stands in handles\.yaml"):
        verify.verify(at_work.house, "ESP", "x", "SpainUN", "2016-10-04", PROOF, ANA, 0)
    with pytest.raises(OwnedByFile):
        verify.unverify(at_work.house, "ESP", "x", "SpainUN", "a drill", ANA, 0)
    assert everything() == before


def test_a_file_that_verifies_it_later_goes_before_the_room(at_work: MakeHouse) -> None:
    verified(at_work)
    write_handles(
        at_work,
        FILE.replace(
            "confidence: medium}", f'confidence: medium, verified: {{by: Ben, on: 2016-09-30, proof: "{OTHER_PROOF}"}}}}'
        ),
    )
    now = known(at_work)
    assert now.verified_by_file
    assert now.handle.verified is not None
    assert now.handle.verified.by == "Ben"


def test_capitals_and_the_sign_before_it_make_no_other_handle(at_work: MakeHouse) -> None:
    verify.verify(at_work.house, "NZL", "x", "@nzun", "2016-10-04", PROOF, ANA, 0)
    assert [one.handle.handle for one in store.handles()] == ["NZUN"]
    with pytest.raises(BadInput, match="known on x already"):
        verify.add(at_work.house, "NZL", "x", "@nzUN", "permanent_mission_un_ny", "seen", ANA)


@pytest.mark.parametrize(
    ("on", "proof", "why"),
    [
        ("", PROOF, "is not a date"),
        ("4 October", PROOF, "is not a date"),
        ("2016-10-05", PROOF, "still ahead"),
        ("2016-10-04", "", "empty"),
        ("2016-10-04", "their web site", "not written as it should be"),
        ("2016-10-04", "javascript:alert(1)", "not written as it should be"),
        ("2016-10-04", "https://example.org/" + "x" * 500, "characters"),
    ],
)
def test_a_verification_needs_a_day_that_was_and_a_page(at_work: MakeHouse, on: str, proof: str, why: str) -> None:
    before = everything()
    with pytest.raises(BadInput, match=why):
        verified(at_work, on=on, proof=proof)
    assert everything() == before


def test_the_day_is_new_yorks(at_work: MakeHouse) -> None:
    """At two in the morning in London it is the evening before in New York."""
    at_work.clock.set(at_work.clock.now().replace(day=5, hour=2))
    with pytest.raises(BadInput, match="still ahead"):
        verified(at_work, on="2016-10-05")


def test_a_state_is_tagged_by_one_handle_alone(at_work: MakeHouse) -> None:
    verify.add(at_work.house, "ESP", "x", "SpainGeneva", "permanent_mission_un_geneva", "seen", ANA)
    with pytest.raises(BadInput, match="ESP has two verified handles on x"):
        verify.verify(at_work.house, "ESP", "x", "SpainGeneva", "2016-10-04", PROOF, ANA, 1)
    assert taggable(at_work) == {"ESP": "SpainUN"}


def test_two_states_are_not_tagged_by_one_handle(at_work: MakeHouse) -> None:
    verify.add(at_work.house, "FRA", "x", "SpainUN", "permanent_mission_un_ny", "seen", ANA)
    with pytest.raises(BadInput, match="is verified as the handle of ESP and of FRA"):
        verify.verify(at_work.house, "FRA", "x", "SpainUN", "2016-10-04", PROOF, ANA, 1)


# ── asking not to be tagged ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("state", "handle"), [("NZL", "NZUN"), ("ESP", "SpainUN")])
def test_to_opt_out_always_works_and_always_wins(at_work: MakeHouse, state: str, handle: str) -> None:
    verified(at_work)
    version = known(at_work, handle).version
    verify.opt_out(at_work.house, state, "x", handle, "2016-10-04", "by letter", BEN, version)
    the_bot_looks(at_work)
    assert state not in taggable(at_work)
    assert f"@{handle}" not in words(at_work)
    write_handles(at_work, FILE.replace("seen in 2016", "seen again"))
    assert state not in taggable(at_work)
    assert at_work.house.configuration.reference.handles.asked_not_to_be_tagged(f"hello @{handle}", PlatformName.X) == (handle,)


def test_who_asked_not_to_be_tagged_stays_untagged_whoever_verifies_it(at_work: MakeHouse) -> None:
    verify.opt_out(at_work.house, "NZL", "x", "NZUN", "2016-10-04", "by letter", BEN, 0)
    verified(at_work)
    assert "NZL" not in taggable(at_work)


def test_what_was_noted_by_mistake_is_taken_back_but_never_what_a_file_says(at_work: MakeHouse) -> None:
    verified(at_work)
    verify.opt_out(at_work.house, "NZL", "x", "NZUN", "2016-10-04", "by letter", BEN, 1)
    verify.opt_in(at_work.house, "NZL", "x", "NZUN", "it was Spain's letter", ANA, 2)
    assert taggable(at_work)["NZL"] == "NZUN"
    with pytest.raises(BadInput, match="nobody noted"):
        verify.opt_in(at_work.house, "NZL", "x", "NZUN", "again", ANA, 3)
    write_handles(at_work, FILE.replace("confidence: medium}", "confidence: medium, opted_out: 2016-10-01}"))
    with pytest.raises(OwnedByFile):
        verify.opt_in(at_work.house, "NZL", "x", "NZUN", "again", ANA, 3)
    assert "NZL" not in taggable(at_work)


# ── noting another ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_account_that_no_file_has_is_noted_verified_and_tagged(at_work: MakeHouse) -> None:
    verify.add(at_work.house, "URY", "x", "@Uruguay_UN", "permanent_mission_un_ny", "linked from their site", BEN)
    assert "URY" not in taggable(at_work)
    verify.verify(at_work.house, "URY", "x", "Uruguay_UN", "2016-10-04", PROOF, ANA, 1)
    the_bot_looks(at_work)
    assert taggable(at_work)["URY"] == "Uruguay_UN"
    assert "@Uruguay_UN" in words(at_work)


@pytest.mark.parametrize(
    ("given", "why", "error"),
    [
        (("XXX", "x", "Nowhere", "foreign_ministry", "seen"), "is not a State", UnknownState),
        (("URY", "myspace", "Uruguay", "foreign_ministry", "seen"), "is not known", BadInput),
        (("URY", "x", "Uruguay UN", "foreign_ministry", "seen"), "not written as it should be", BadInput),
        (("URY", "x", "a_handle_that_is_too_long", "foreign_ministry", "seen"), "cannot be a handle on x", BadInput),
        (("URY", "mastodon", "uruguay", "foreign_ministry", "seen"), "with its server", BadInput),
        (("URY", "x", "Uruguay", "embassy", "seen"), "is not known", BadInput),
        (("URY", "x", "Uruguay", "foreign_ministry", ""), "empty", BadInput),
        (("URY", "x", "Uruguay", "foreign_ministry", "two\nlines"), "one line", BadInput),
    ],
)
def test_what_cannot_be_an_account_of_a_state_is_not_noted(
    at_work: MakeHouse, given: tuple[str, str, str, str, str], why: str, error: type[AdvocacyBotError]
) -> None:
    before = everything()
    with pytest.raises(error, match=why):
        verify.add(at_work.house, *given, by=ANA)
    assert everything() == before


# ── who, and at which version ───────────────────────────────────────────────────────────────────────────────────────

DEEDS: dict[str, Callable[[MakeHouse, str, int], None]] = {
    "verify": lambda it, by, version: verify.verify(it.house, "NZL", "x", "NZUN", "2016-10-04", PROOF, by, version),
    "unverify": lambda it, by, version: verify.unverify(it.house, "NZL", "x", "NZUN", "a drill", by, version),
    "opt out": lambda it, by, version: verify.opt_out(it.house, "NZL", "x", "NZUN", "2016-10-04", "a drill", by, version),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_whoever_looked_at_an_older_version_is_told_so(at_work: MakeHouse, deed: str) -> None:
    verified(at_work)
    verified(at_work, proof=OTHER_PROOF)
    before = everything()
    with pytest.raises(OutdatedEntry, match="the handle NZUN"):
        DEEDS[deed](at_work, BEN, 1)
    assert everything() == before


@pytest.mark.parametrize("deed", DEEDS)
def test_who_is_none_of_the_campaigns_people_says_nothing_of_handles(at_work: MakeHouse, deed: str) -> None:
    with pytest.raises(NotAPerson):
        DEEDS[deed](at_work, "Somebody Else", 0)


def test_of_a_handle_that_nobody_knows_nothing_is_said(at_work: MakeHouse) -> None:
    with pytest.raises(NoSuchThing):
        verify.verify(at_work.house, "NZL", "bluesky", "NZUN", "2016-10-04", PROOF, ANA, 0)


def test_the_journal_tells_who_said_what_of_which_handle(at_work: MakeHouse) -> None:
    verified(at_work)
    verify.opt_out(at_work.house, "NZL", "x", "NZUN", "2016-10-04", "by letter", BEN, 1)
    assert told("NZL x") == ["handle verified", "asked not to be tagged"]
    first, second = journal.read("NZL x")
    assert (first.by, first.facts) == (ANA, {"handle": "NZUN", "on": "2016-10-04", "proof": PROOF})
    assert (second.by, second.facts["why"]) == (BEN, "by letter")
    journal.verify()
