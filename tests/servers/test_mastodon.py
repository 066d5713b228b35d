from typing import Any

import pytest
from mastodon import Mastodon
from mastodon.errors import MastodonRatelimitError, MastodonServiceUnavailableError

from tests.servers.mastodon import MastodonMock, Status

PNG = b"\x89PNG\r\n\x1a\n"


def client(server: MastodonMock, account: str = "alice") -> Any:  # Mastodon.py has no types
    return Mastodon(api_base_url=server.url, access_token=server.token(account), ratelimit_method="throw")


def test_it_keeps_a_thread_with_all_that_was_said_about_it(mastodon: MastodonMock) -> None:
    alice = client(mastodon)
    picture = alice.media_post(PNG, "image/png", description="A table of votes")
    first = alice.status_post("Vetoed.", media_ids=[picture], language="en", visibility="unlisted", spoiler_text="Atrocities")
    second = alice.status_post("By whom.", in_reply_to_id=first, language="fr")
    assert mastodon.statuses("alice") == [
        Status(str(first.id), None, "Vetoed.", "en", "Atrocities", False, "unlisted", ("A table of votes",)),
        Status(str(second.id), str(first.id), "By whom.", "fr", "", False, "public", ()),
    ]
    assert mastodon.statuses("bob") == []


def test_the_same_key_twice_is_one_status_whatever_the_text(mastodon: MastodonMock) -> None:
    alice = client(mastodon)
    first = alice.status_post("Vetoed.", idempotency_key="key")
    assert alice.status_post("Vetoed again.", idempotency_key="key").id == first.id
    assert alice.status_post("Vetoed.").id != first.id
    assert client(mastodon, "bob").status_post("Vetoed.", idempotency_key="key").id != first.id


@pytest.mark.parametrize(
    ("token", "text", "status", "error"),
    [
        ("token-of-alice", "v" * 501, 422, "Validation failed: Text is too long (maximum is 500 characters)"),
        ("token-of-alice", " ", 422, "Validation failed: Text can't be blank"),
        ("token-of-nobody", "Vetoed.", 401, "This method requires an authenticated user"),
    ],
)
def test_what_it_refuses_it_refuses_in_mastodons_words(
    token: str, text: str, status: int, error: str, mastodon: MastodonMock
) -> None:
    answer = mastodon.ask("POST", "/api/v1/statuses", data={"status": text}, headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json()) == (status, {"error": error})


def test_a_suspended_account_is_refused_and_what_it_had_posted_can_still_be_seen(mastodon: MastodonMock) -> None:
    client(mastodon).status_post("Vetoed.")
    mastodon.suspend("alice")
    answer = mastodon.ask("POST", "/api/v1/statuses", headers={"Authorization": f"Bearer {mastodon.token('alice')}"})
    assert (answer.status_code, answer.json()) == (403, {"error": "Your login is currently disabled"})
    assert [status.text for status in mastodon.statuses("alice")] == ["Vetoed."]


def test_it_can_be_told_to_fail(mastodon: MastodonMock) -> None:
    mastodon.fault("/api/v1/statuses", type="status", status=503)
    mastodon.fault("/api/v1/*", type="ratelimit")
    for error in (MastodonServiceUnavailableError, MastodonRatelimitError):
        with pytest.raises(error):
            client(mastodon).status_post("Vetoed.")
    client(mastodon).status_post("Vetoed.")
    assert len(mastodon.statuses("alice")) == 1


def test_it_can_count_requests() -> None:
    with MastodonMock(["alice"], rate_limit=2) as server:
        alice = {"Authorization": f"Bearer {server.token('alice')}"}
        answers = [server.ask("GET", "/api/v1/accounts/verify_credentials", headers=alice) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
