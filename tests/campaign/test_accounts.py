from decimal import Decimal

import pytest

from advocacybot.campaign.accounts import Addressing, HandleKind, Handles, PlatformName, Posting
from tests.factories import a_campaign, a_handle, an_account

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


# ── what each platform has besides ──────────────────────────────────────────────────────────────────────────────────


BLOCKS: dict[str, dict[str, object]] = {
    "x": {"budget": 5},
    "mastodon": {"server": "https://social.example"},
    "bluesky": {"server": "https://pds.example"},
}


@pytest.mark.parametrize("platform", BLOCKS)
@pytest.mark.parametrize("block", BLOCKS)
def test_what_is_about_another_platform_is_refused(platform: str, block: str) -> None:
    facts = {"platform": platform, block: BLOCKS[block]}
    if platform == block:
        assert an_account(**facts).platform == platform
    else:
        with pytest.raises(
            ValueError, match=f"posts on {platform}, and `{block}` is about another platform; write it as `{platform}`"
        ):
            an_account(**facts)


def test_an_account_on_mastodon_says_on_which_server() -> None:
    with pytest.raises(ValueError, match=r"'act-x' does not say on which server it posts; write `mastodon: {server: https"):
        an_account(platform="mastodon", mastodon={})


def test_a_rehearsal_for_mastodon_needs_no_server() -> None:
    assert an_account(platform="mastodon", rehearsal=True, mastodon={}).server is None


@pytest.mark.parametrize(("platform", "server"), [("x", "https://api.x.com"), ("bluesky", "https://bsky.social")])
def test_elsewhere_the_server_is_the_platforms_own(platform: str, server: str) -> None:
    assert an_account(platform=platform).server == server


@pytest.mark.parametrize("platform", BLOCKS)
@pytest.mark.parametrize(
    "server", ["https://social.example", "https://a.b.example:8443", "http://127.0.0.1:3000", "http://localhost:1"]
)
def test_a_server_is_asked_over_https_or_on_this_machine(platform: str, server: str) -> None:
    assert an_account(platform=platform, **{platform: {"server": server}}).server == server


@pytest.mark.parametrize("platform", BLOCKS)
@pytest.mark.parametrize(
    "server",
    [
        "http://social.example",
        "http://127.0.0.1.example",
        "http://localhost.example",
        "social.example",
        "ftp://social.example",
        "",
    ],
)
def test_nothing_is_asked_in_the_clear_over_the_network(platform: str, server: str) -> None:
    with pytest.raises(ValueError, match=rf"\n{platform}\.server\n"):
        an_account(platform=platform, **{platform: {"server": server}})


@pytest.mark.parametrize("budget", ["0.01", 5, "100000"])
def test_a_budget_is_in_dollars_a_month(budget: object) -> None:
    assert an_account(x={"budget": budget}).budget == Decimal(str(budget))


@pytest.mark.parametrize("budget", [0, -1, 100_001, "five"])
def test_a_budget_that_is_none_is_refused(budget: object) -> None:
    with pytest.raises(ValueError, match=r"\nx\.budget\n"):
        an_account(x={"budget": budget})


def test_an_account_without_a_budget_has_no_limit() -> None:
    assert an_account().budget is None
    assert an_account(platform="bluesky").budget is None


def test_an_account_speaks_as_itself_on_its_platform_or_rehearses() -> None:
    assert an_account().voice == "x @ACTcampaign"
    assert an_account(rehearsal=True).voice == "rehearsing x @ACTcampaign"


# ── tagging where nobody approves ───────────────────────────────────────────────────────────────────────────────────

BY_ANA = {"by": "Ana", "on": "2026-01-15"}
UNATTENDED = {"posting": "automatic", "addressing": "tag"}


def test_on_x_nobody_is_tagged_unattended_without_leave() -> None:
    with pytest.raises(ValueError, match=r"would tag on X in posts that nobody approves, .*; write `addressing: name`, or"):
        an_account(**UNATTENDED)


def test_on_x_a_named_person_may_let_an_account_tag_unattended() -> None:
    account = an_account(**UNATTENDED, x={"tagging_switched_on": BY_ANA})
    assert account.x.tagging_switched_on is not None
    assert (account.x.tagging_switched_on.by, account.x.tagging_switched_on.on.isoformat()) == ("Ana", "2026-01-15")


@pytest.mark.parametrize(
    "change", [{"posting": "approval"}, {"addressing": "name"}, {"platform": "bluesky"}, {"platform": "mastodon"}]
)
def test_leave_to_tag_is_asked_for_nowhere_else(change: dict[str, object]) -> None:
    assert an_account(**UNATTENDED | change).x.tagging_switched_on is None


@pytest.mark.parametrize("missing", ["by", "on"])
def test_leave_to_tag_says_by_whom_and_since_when(missing: str) -> None:
    given = {fact: said for fact, said in BY_ANA.items() if fact != missing}
    with pytest.raises(ValueError, match=rf"\nx\.tagging_switched_on\.{missing}\n"):
        an_account(**UNATTENDED, x={"tagging_switched_on": given})


def test_leave_to_tag_is_no_mere_yes() -> None:
    with pytest.raises(ValueError, match=r"\nx\.tagging_switched_on\n"):
        an_account(**UNATTENDED, x={"tagging_switched_on": True})


def test_leave_to_tag_is_given_by_one_of_the_campaigns_people() -> None:
    let_in = an_account(**UNATTENDED, x={"tagging_switched_on": BY_ANA})
    assert a_campaign(let_in).account("act-x") == let_in
    with pytest.raises(ValueError, match="'Eve' is not among the campaign's people"):
        a_campaign(an_account(), an_account("act-fr", **UNATTENDED, x={"tagging_switched_on": BY_ANA | {"by": "Eve"}}))


# ── who asked not to be tagged ──────────────────────────────────────────────────────────────────────────────────────

ON_X, ON_MASTODON, ON_BLUESKY = PlatformName.X, PlatformName.MASTODON, PlatformName.BLUESKY
OUT = {"opted_out": "2026-01-15"}
OPTED_OUT = Handles(
    handles=(
        a_handle("NZL", "NZUN", **OUT),
        a_handle("FRA", "franceonu"),
        a_handle("NZL", "nzun@mastodon.nz", platform="mastodon", **OUT),
        a_handle("NZL", "nzun.bsky.social", platform="bluesky", **OUT),
    )
)


@pytest.mark.parametrize(
    ("platform", "text"),
    [
        (ON_X, "@NZUN, we count on you."),
        (ON_X, "We count on @nzun."),
        (ON_X, "We count on (@NzUn)!"),
        (ON_X, ".@NZUN We count on you."),
        (ON_X, "We count on @NZUN's vote."),
        (ON_X, "A @NZUN-led draft."),
        (ON_X, "نعول على@NZUN"),
        (ON_X, "感谢＠NZUN投票"),
        (ON_MASTODON, "We count on @nzun@mastodon.nz."),
        (ON_MASTODON, "We count on @NZUN@Mastodon.NZ!"),
        (ON_MASTODON, "@nzun@mastodon.nz… we count on you."),
        (ON_BLUESKY, "We count on @nzun.bsky.social."),
        (ON_BLUESKY, "We count on @NZUN.bsky.social: mind your pledge."),
        (ON_BLUESKY, "(@nzun.bsky.social)"),
    ],
)
def test_who_asked_not_to_be_tagged_is_found_however_it_is_written(platform: PlatformName, text: str) -> None:
    (found,) = OPTED_OUT.asked_not_to_be_tagged(text, platform)
    assert found.startswith(("NZUN", "nzun"))


@pytest.mark.parametrize(
    ("platform", "text"),
    [
        (ON_X, "We count on NZUN."),
        (ON_X, "We count on @franceonu."),
        (ON_X, "We count on @NZUN_Geneva and @NZUNG."),
        (ON_X, "Write to press@NZUN and NZUN@mfat.example."),
        (ON_X, "@@NZUN"),
        (ON_X, "We count on @nzun@mastodon.nz."),
        (ON_MASTODON, "We count on @nzun@mastodon.nz.example."),
        (ON_MASTODON, "We count on @nzun@mastodon.nz-mission.example."),
        (ON_MASTODON, "We count on @nzun@mastodon.nzl."),
        (ON_MASTODON, "Write to me@nzun@mastodon.nz"),
        (ON_BLUESKY, "We count on @nzun.bsky.social.example."),
        (ON_BLUESKY, "We count on @nzun.bsky.social-media.example."),
        (ON_BLUESKY, "We count on @my.nzun.bsky.social."),
        (ON_BLUESKY, "Write to press@nzun.bsky.social."),
        (ON_BLUESKY, "We count on @NZUN."),
    ],
)
def test_whoever_is_merely_called_alike_is_none_of_them(platform: PlatformName, text: str) -> None:
    assert OPTED_OUT.asked_not_to_be_tagged(text, platform) == ()


def test_each_who_asked_not_to_be_tagged_is_found() -> None:
    both = Handles(handles=(a_handle("NZL", "NZUN", **OUT), a_handle("FRA", "franceonu", verified=None, **OUT)))
    assert both.asked_not_to_be_tagged("@FranceONU and @NZUN", ON_X) == ("NZUN", "franceonu")


# ── whose handle it is, and how it is written ───────────────────────────────────────────────────────────────────────


def test_a_handle_is_verified_for_one_state_alone() -> None:
    with pytest.raises(ValueError, match="NZUN is verified as the handle of FRA and of NZL; leave verified the one whose it is"):
        Handles(handles=(a_handle("FRA", "nzun"), a_handle("NZL", "NZUN")))


@pytest.mark.parametrize(
    ("platform", "handle", "example"),
    [
        ("x", "nzun@mastodon.nz", "FranceONU"),
        ("x", "much_too_long_for_x", "15 letters"),
        ("mastodon", "nzun", "with its server"),
        ("mastodon", "nzun.mastodon.nz", "with its server"),
        ("bluesky", "nzun", "with its domain"),
        ("bluesky", "nzun@bsky.social", "with its domain"),
    ],
)
def test_a_handle_to_tag_is_written_as_its_platform_has_it(platform: str, handle: str, example: str) -> None:
    with pytest.raises(ValueError, match=f"cannot be a handle on {platform}; write it as .*{example}"):
        Handles(handles=(a_handle("NZL", handle, platform=platform),))
    assert Handles(handles=(a_handle("NZL", handle, platform=platform, verified=None),)).to_tag(PlatformName(platform)) == {}
