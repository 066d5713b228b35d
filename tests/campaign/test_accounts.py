import pytest

from advocacybot.campaign.accounts import Addressing, HandleKind, Handles, PlatformName, Posting
from tests.factories import a_handle, an_account

# ── accounts ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_account_waits_for_people_and_tags_nobody_unless_it_is_said_otherwise() -> None:
    account = an_account()
    assert (account.posting, account.approvals_needed) == (Posting.APPROVAL, 1)
    assert account.addressing is Addressing.NAME
    assert account.rehearsal is False


@pytest.mark.parametrize("name", ["act-x", "x", "0", "a" * 40])
def test_an_account_is_called_by_small_letters_figures_and_hyphens(name: str) -> None:
    assert an_account(name).name == name


@pytest.mark.parametrize("name", ["", "ACT", "act x", "-act", "act_x", "a" * 41, "act\n", "é"])
def test_any_other_name_of_an_account_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"\nname\n"):
        an_account(name)


@pytest.mark.parametrize("needed", [1, 2])
def test_one_person_or_two_may_be_asked_to_approve(needed: int) -> None:
    assert an_account(approvals_needed=needed).approvals_needed == needed


@pytest.mark.parametrize("needed", [0, 3, -1])
def test_an_account_that_asks_for_fewer_than_one_or_more_than_two_is_refused(needed: int) -> None:
    with pytest.raises(ValueError, match=r"\napprovals_needed\n"):
        an_account(approvals_needed=needed)


@pytest.mark.parametrize("hashtag", ["#ACTcodeofconduct", "#R2P", "#Siria", "#الأمم_المتحدة"])
def test_a_hashtag_is_one_word_in_any_script(hashtag: str) -> None:
    assert an_account(hashtags=[hashtag]).hashtags == (hashtag,)


@pytest.mark.parametrize("hashtag", ["R2P", "#", "#two words", "#act-now", "##act", "#" + "a" * 61])
def test_what_is_no_hashtag_is_refused(hashtag: str) -> None:
    with pytest.raises(ValueError, match=r"\nhashtags\.0\n"):
        an_account(hashtags=[hashtag])


@pytest.mark.parametrize(
    "change", [{"platform": "facebook"}, {"language": "english"}, {"posting": "never"}, {"addressing": "shout"}]
)
def test_what_an_account_cannot_be_is_refused_by_the_fact(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=rf"\n{next(iter(change))}\n"):
        an_account(**change)


# ── handles ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_handle_is_kept_without_its_at_sign() -> None:
    assert a_handle(handle="@NZUN").handle == "NZUN"
    assert a_handle(handle="NZUN").handle == "NZUN"


@pytest.mark.parametrize(
    ("written", "kept"),
    [("@nzun@mastodon.nz", "nzun@mastodon.nz"), ("nzun.bsky.social", "nzun.bsky.social"), ("NZ_UN", "NZ_UN")],
)
def test_a_handle_may_name_its_server(written: str, kept: str) -> None:
    assert a_handle(handle=written).handle == kept


@pytest.mark.parametrize(
    "handle", ["", "@", "@@NZUN", "NZ UN", "NZUN @FranceONU", "NZUN\n", "nzun@", "a@b@c", "https://x.com/NZUN"]
)
def test_what_is_no_handle_is_refused(handle: str) -> None:
    with pytest.raises(ValueError, match=r"\nhandle\n"):
        a_handle(handle=handle)


def test_a_handle_is_the_permanent_missions_in_new_york_unless_it_is_said_otherwise() -> None:
    assert a_handle().kind is HandleKind.PERMANENT_MISSION_NEW_YORK


def test_a_handle_that_somebody_verified_may_be_tagged() -> None:
    assert a_handle().may_be_tagged


def test_a_handle_that_nobody_verified_is_never_tagged() -> None:
    assert not a_handle(verified=None).may_be_tagged


def test_a_handle_that_asked_not_to_be_tagged_is_never_tagged() -> None:
    assert not a_handle(opted_out="2026-01-15").may_be_tagged


def test_a_handle_that_nobody_verified_and_that_asked_not_to_be_tagged_is_never_tagged() -> None:
    assert not a_handle(verified=None, opted_out="2026-01-15").may_be_tagged


@pytest.mark.parametrize("what", ["by", "on", "proof"])
def test_a_verification_says_who_checked_when_and_by_what(what: str) -> None:
    whole = {"by": "Ana", "on": "2016-09-01", "proof": "https://www.mfat.govt.nz/en/un/"}
    with pytest.raises(ValueError, match=rf"\nverified\.{what}\n"):
        a_handle(verified={fact: said for fact, said in whole.items() if fact != what})


def test_the_proof_of_a_verification_is_an_address_that_can_be_looked_up() -> None:
    with pytest.raises(ValueError, match=r"\nverified\.proof\n"):
        a_handle(verified={"by": "Ana", "on": "2016-09-01", "proof": "I know them"})


# ── whom posts tag ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_posts_tag_the_verified_handles_of_their_own_platform() -> None:
    handles = Handles(
        handles=(
            a_handle("NZL", "NZUN"),
            a_handle("FRA", "franceonu"),
            a_handle("NZL", "nzun@mastodon.nz", platform="mastodon"),
        )
    )
    assert handles.to_tag(PlatformName.X) == {"NZL": "NZUN", "FRA": "franceonu"}
    assert handles.to_tag(PlatformName.MASTODON) == {"NZL": "nzun@mastodon.nz"}
    assert handles.to_tag(PlatformName.BLUESKY) == {}


def test_posts_tag_neither_the_unverified_nor_those_who_asked_not_to_be_tagged() -> None:
    handles = Handles(handles=(a_handle("NZL", verified=None), a_handle("FRA", "franceonu", opted_out="2026-01-15")))
    assert handles.to_tag(PlatformName.X) == {}


def test_two_verified_handles_of_a_state_on_one_platform_are_refused() -> None:
    what = "NZL has two verified handles on x; leave verified the one that posts are to tag"
    with pytest.raises(ValueError, match=what):
        Handles(handles=(a_handle("NZL", "NZUN"), a_handle("FRA", "franceonu"), a_handle("NZL", "MFATNZ")))


@pytest.mark.parametrize("change", [{"verified": None}, {"opted_out": "2026-01-15"}], ids=["unverified", "opted out"])
def test_a_second_handle_that_is_not_to_be_tagged_does_no_harm(change: dict[str, object]) -> None:
    ministry = a_handle("NZL", "MFATNZ", kind="foreign_ministry", **change)
    handles = Handles(handles=(a_handle("NZL", "NZUN"), ministry))
    assert handles.to_tag(PlatformName.X) == {"NZL": "NZUN"}
