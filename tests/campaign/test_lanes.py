from advocacybot.campaign.accounts import Account, OnMastodon, PlatformName
from advocacybot.campaign.lanes import MOST, lanes


def an_account(name: str, server: str = "https://a.example", *, rehearsal: bool = False) -> Account:
    given = {"platform": PlatformName.MASTODON, "handle": f"@{name}", "language": "en", "rehearsal": rehearsal}
    return Account.model_validate({"name": name, "mastodon": OnMastodon(server=server), **given})


def test_accounts_on_one_server_share_a_lane_and_those_on_others_do_not() -> None:
    of = lanes([an_account("one"), an_account("two"), an_account("three", "https://b.example")])
    assert of["one"] == of["two"] != of["three"]


def test_who_rehearses_waits_for_no_server() -> None:
    of = lanes([an_account("one"), an_account("two", rehearsal=True)])
    assert of["one"] != of["two"]


def test_the_order_of_the_accounts_makes_no_difference() -> None:
    those = [an_account(f"n{n}", f"https://{n}.example") for n in range(5)]
    assert lanes(those) == lanes(reversed(those))


def test_a_platform_has_only_so_many_lanes() -> None:
    of = lanes(an_account(f"n{n}", f"https://{n}.example") for n in range(3 * MOST))
    assert len(set(of.values())) == MOST
