"""What a dry run writes down instead of sending it: what the clients would have sent, without secrets."""

import json

import pytest

from advocacybot.campaign.accounts import Account
from advocacybot.clock import ReplayClock
from advocacybot.platforms.credentials import Credentials
from advocacybot.platforms.paper import Paper
from advocacybot.platforms.registry import Adapters, on_paper
from tests.factories import an_account
from tests.fakes.memory import Remembered
from tests.platforms.connected import shown
from tests.platforms.trials import an_outgoing
from tests.store.rows import NOW

SECRETS = {
    "ADVOCACYBOT_X_API_KEY": "the-api-key",
    "ADVOCACYBOT_X_API_SECRET": "the-api-secret",
    "ADVOCACYBOT_X_ACCESS_TOKEN": "1-the-x-token",
    "ADVOCACYBOT_X_ACCESS_TOKEN_SECRET": "the-x-token-secret",
    "ADVOCACYBOT_MASTODON_ACCESS_TOKEN": "the-mastodon-token",
    "ADVOCACYBOT_BLUESKY_APP_PASSWORD": "the-app-password",
}
ACCOUNTS = {
    "x": an_account("solo"),
    "mastodon": an_account("solo", platform="mastodon"),
    "bluesky": an_account("solo", platform="bluesky", handle="@solo.bsky.social"),
}
REQUESTS = {
    "x": ["/2/media/upload", "/2/media/metadata", "/2/tweets", "/2/tweets"],
    "mastodon": ["/api/v2/instance", "/api/v2/media", "/api/v1/statuses", "/api/v1/statuses"],
    "bluesky": [
        f"/xrpc/com.atproto.{one}" for one in ("server.createSession", "repo.uploadBlob", "repo.putRecord", "repo.putRecord")
    ],
}


@pytest.mark.parametrize("account", ACCOUNTS.values(), ids=ACCOUNTS)
def test_a_thread_goes_onto_paper_as_it_would_go_out(account: Account) -> None:
    credentials = Credentials(SECRETS)
    paper = Paper(on_paper(), credentials.scrub)
    platform = Adapters(paper, credentials, Remembered(), ReplayClock(NOW))[account.platform]
    first = platform.publish(account, an_outgoing("One – <&>.", pictures=(shown(),)))
    platform.publish(account, an_outgoing("Two.", 2, root=first, parent=first))
    written = paper.written
    assert [one.url.removeprefix(account.server or "") for one in written] == REQUESTS[account.platform]
    body = written[-1].body
    assert first.remote_id.split(" ")[0] in body
    told = json.dumps([[one.url, one.headers, one.body] for one in paper.written])
    assert [secret for secret in SECRETS.values() if secret in told] == []


@pytest.mark.parametrize("account", ACCOUNTS.values(), ids=ACCOUNTS)
def test_on_paper_nothing_is_out(account: Account) -> None:
    credentials = Credentials(SECRETS)
    paper = Paper(on_paper(), credentials.scrub)
    platform = Adapters(paper, credentials, Remembered(), ReplayClock(NOW))[account.platform]
    assert platform.find(account, an_outgoing("One.")) is None
    assert [one.method for one in paper.written if "GET" not in one.method] == ["POST"] * (account.platform == "bluesky")


def test_what_is_no_text_is_told_by_its_size() -> None:
    paper = Paper([], str)
    headers = [("Authorization", "Bearer abc"), ("Accept", "*/*")]
    assert paper.write("POST", "https://example.org/x", headers, b"\xff" * 1500) == (200, b"{}")
    (request,) = paper.written
    assert request.headers == (("authorization", "Bearer …"),)
    assert request.body == "(1,500 bytes)"
