"""The three platforms as an operator meets them: signed in by the environment, looked at on paper, published on for real – and no
secret anywhere but where it was put."""

import base64
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes.x import XApi
from tests.houses import a_calendar, a_folder, a_vote_entry
from tests.journeys.commands import Said, advocacybot
from tests.servers.between import Between
from tests.servers.faults import Answers
from tests.servers.mastodon import MastodonMock
from tests.servers.pds import Member, Pds

CAMPAIGN = """
name: A campaign
people: [Ana Approver, Ben Bystander]
accounts:
  - name: on-x
    platform: x
    handle: "@act"
    language: en
    posting: automatic
    x: {{server: "{x}", budget: 5}}
  - name: on-mastodon
    platform: mastodon
    handle: "@alice"
    language: en
    posting: automatic
    mastodon: {{server: "{mastodon}", visibility: unlisted}}
  - name: on-bluesky
    platform: bluesky
    handle: "@{bluesky}"
    language: en
    posting: automatic
    bluesky: {{server: "{pds}"}}
reminders:
  - {{before: 24 h, late_by: 24 h}}
"""


@dataclass
class Scene:
    """A campaign with an account on each platform, and the servers behind them."""

    home: Path
    x: XApi
    mastodon: MastodonMock
    pds: Pds
    member: Member
    between: Between
    """In front of Mastodon."""
    secrets: dict[str, str]

    def advocacybot(self, *words: str, **environment: str) -> Said:
        return advocacybot(*words, home=self.home, **self.secrets | environment)

    def out(self) -> dict[str, int]:
        """How many parts stand on each platform."""
        return {
            "x": len(self.x.posts("act")),
            "mastodon": len(self.mastodon.statuses("alice")),
            "bluesky": len(self.pds.records(self.member.did)),
        }


@pytest.fixture
def scene(tmp_path: Path, mastodon: MastodonMock, pds: Pds, request: pytest.FixtureRequest) -> Iterator[Scene]:
    handle = f"act{abs(hash(request.node.name)) % 10**9}.test"
    member = pds.create_account(handle)
    hour = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=3)).strftime("%Y-%m-%d %H:%M UTC")
    with XApi() as x, Between(mastodon.url) as between:
        user = x.add_user("act")
        campaign = CAMPAIGN.format(x=x.url, mastodon=between.url, bluesky=handle, pds=pds.url)
        home = a_folder(tmp_path / "home", a_calendar(a_vote_entry("S/2026/1", hour)), campaign, lean=True)
        secrets = {
            "ADVOCACYBOT_X_API_KEY": x.app.api_key,
            "ADVOCACYBOT_X_API_SECRET": x.app.api_secret,
            "ADVOCACYBOT_ON_X_ACCESS_TOKEN": user.access_token,
            "ADVOCACYBOT_ON_X_ACCESS_TOKEN_SECRET": user.access_token_secret,
            "ADVOCACYBOT_ON_MASTODON_ACCESS_TOKEN": mastodon.token("alice"),
            "ADVOCACYBOT_ON_BLUESKY_APP_PASSWORD": pds.app_password(handle),
        }
        yield Scene(home, x, mastodon, pds, member, between, secrets)


NOTHING = {"x": 0, "mastodon": 0, "bluesky": 0}


def test_what_is_due_is_seen_on_paper_and_then_stands_on_each_platform_once(scene: Scene) -> None:
    paper = scene.advocacybot("publish", "--dry-run")
    assert (paper.code, paper.err) == (0, "")
    for request in (f"POST {scene.x.url}/2/tweets", "/api/v1/statuses", "/xrpc/com.atproto.repo.putRecord", "idempotency-key: "):
        assert request in paper.out
    assert scene.out() == NOTHING
    done = scene.advocacybot("publish")
    assert (done.code, done.err) == (0, "")
    published = json.loads(scene.advocacybot("queue", "list", "--state", "published", "--json").out)
    parts = {one["account"].removeprefix("on-"): len(one["parts"]) for one in published}
    assert scene.out() == parts
    assert min(parts.values()) > 1
    assert "Nothing is due." in scene.advocacybot("publish").out
    assert scene.out() == parts


def test_the_accounts_are_who_they_should_be(scene: Scene) -> None:
    told = scene.advocacybot("accounts", "--json")
    assert told.code == 0, told.err
    x, mastodon, bluesky = json.loads(told.out)
    assert [one["handle"] for one in (x, mastodon)] == ["@act", "@alice"]
    assert bluesky["id"] == scene.member.did
    assert bluesky["signed_in_until"] is not None
    assert [one["most"] for one in (x, mastodon, bluesky)] == [280, 500, 300]
    assert (x["budget_usd"], x["spent_usd"]) == ("5", "0")


def test_nothing_is_posted_with_the_sign_in_of_another_account(scene: Scene) -> None:
    told = scene.advocacybot("publish", ADVOCACYBOT_ON_MASTODON_ACCESS_TOKEN=scene.mastodon.token("bob"))
    assert told.code == 0
    assert scene.out()["mastodon"] == 0
    assert scene.mastodon.statuses("bob") == []
    assert "it is the sign-in of @bob, and 'on-mastodon' is to post as @alice" in scene.advocacybot("queue", "list").out


def test_no_secret_is_found_anywhere_though_a_server_sends_it_back(scene: Scene) -> None:
    """In no output, no log, no file of the campaign's: not in the database, not in the journal, not sealed the wrong way."""
    token = scene.secrets["ADVOCACYBOT_ON_MASTODON_ACCESS_TOKEN"]
    scene.between.on(
        "POST", "/api/v1/statuses", Answers(403, {}, json.dumps({"error": f"the token {token} is no good"}).encode())
    )
    said = [
        scene.advocacybot(*words)
        for words in (
            ("publish", "--dry-run"),
            ("publish",),
            ("accounts",),
            ("queue", "list", "--state", "all"),
            ("queue", "show", "1"),
            ("journal",),
            ("publish",),
        )
    ]
    shown = "".join(one.out + one.err for one in said)
    assert "is no good" in shown
    files = {path: path.read_bytes() for path in scene.home.rglob("*") if path.is_file()}
    assert any(path.name == "advocacybot.sqlite3" for path in files)
    for name, secret in scene.secrets.items():
        for form in (secret.encode(), base64.b64encode(secret.encode()).rstrip(b"=")):
            assert form not in shown.encode(), name
            assert [str(path) for path, content in files.items() if form in content] == [], name
    assert [str(path) for path, content in files.items() if b"eyJ" in content and b"accessJwt" in content] == []


def test_a_secret_may_come_from_a_file(scene: Scene, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(scene.secrets.pop("ADVOCACYBOT_ON_MASTODON_ACCESS_TOKEN") + "\n")
    assert (
        "set ADVOCACYBOT_ON_MASTODON_ACCESS_TOKEN, or ADVOCACYBOT_ON_MASTODON_ACCESS_TOKEN_FILE"
        in scene.advocacybot("accounts").out
    )
    assert scene.advocacybot("accounts", ADVOCACYBOT_ON_MASTODON_ACCESS_TOKEN_FILE=str(file)).code == 0
