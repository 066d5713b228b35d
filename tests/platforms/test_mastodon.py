"""What is particular to Mastodon and its kin: against mastodon-mock, and against answers taken from docs.joinmastodon.org."""

import datetime as dt
import json
from collections.abc import Iterator
from email import message_from_bytes, policy
from urllib.parse import parse_qsl

import pytest

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.causes import Cause
from advocacybot.clock import ReplayClock
from advocacybot.errors import Doubtful, NotSent, PlatformError, Refused
from advocacybot.platforms.mastodon import Allowed, judge
from advocacybot.platforms.wire import Answer
from tests.platforms.connected import HOUR_AHEAD, Connected, on_mastodon, shown
from tests.platforms.trials import an_outgoing
from tests.servers.between import Between, Request
from tests.servers.faults import Answers, reset_after
from tests.store.rows import NOW

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def mastodon_(request: pytest.FixtureRequest) -> Iterator[Connected]:
    with on_mastodon(request, ReplayClock(NOW)) as at_work:
        yield at_work


@pytest.fixture
def played(mastodon_: Connected) -> Connected:
    """Nothing but what a test has it answer."""
    mastodon_.between.upstream = "http://127.0.0.1:9"
    says(mastodon_.between, "GET", "/api/v2/instance", instance(500))
    return mastodon_


def says(server: Between, method: str, path: str, body: object, status: int = 200, times: int | None = None) -> None:
    server.on(method, path, Answers(status, JSON, json.dumps(body).encode()), times=times)


def instance(characters: int, **more: object) -> dict[str, object]:
    """https://docs.joinmastodon.org/entities/Instance/."""
    statuses = {"max_characters": characters, "max_media_attachments": 4, "characters_reserved_per_url": 23}
    media = {"description_limit": 1500, "image_size_limit": 16_777_216}
    return {"version": "4.4.0", "configuration": {"statuses": statuses, "media_attachments": media}} | more


def a_status(number: str = "7", text: str = "One.") -> dict[str, object]:
    """https://docs.joinmastodon.org/entities/Status/."""
    at = "2016-10-07T19:00:00.000Z"
    return {"id": number, "url": f"https://a.example/@alice/{number}", "content": f"<p>{text}</p>", "created_at": at}


def posted(server: Between) -> dict[str, str]:
    """What the request that posted held."""
    (request,) = [one for one in server.seen if (one.method, one.path) == ("POST", "/api/v1/statuses")]
    return _fields(request)


def _fields(request: Request) -> dict[str, str]:
    if "multipart" not in request.headers["content-type"]:
        return dict(parse_qsl(request.body.decode()))
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    parts = message_from_bytes(head + request.body, policy=policy.HTTP).iter_parts()
    return {str(part.get_param("name", header="content-disposition")): str(part.get_content()) for part in parts}


def as_configured(account: Account, **wishes: object) -> Account:
    return account.model_copy(update={"mastodon": account.mastodon.model_copy(update=wishes)})


# ── what is sent ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private"])
def test_a_part_is_seen_by_whom_the_account_says_beneath_its_warning_and_is_found(mastodon_: Connected, visibility: str) -> None:
    account = as_configured(mastodon_.account, visibility=visibility, content_warning="Atrocities")
    part = an_outgoing("Nous comptons sur vous.", language="fr")
    receipt = mastodon_.platform.publish(account, part)
    (status,) = mastodon_.server.statuses("alice")
    assert (status.visibility, status.spoiler_text, status.language) == (visibility, "Atrocities", "fr")
    assert mastodon_.platform.find(account, part) == receipt


def test_a_warning_counts_as_well(mastodon_: Connected) -> None:
    warned = as_configured(mastodon_.account, content_warning="Atrocities 🕊️")
    assert mastodon_.platform.limits(warned).most == 500 - 12


def test_the_same_key_twice_is_one_status_even_from_another_process(mastodon_: Connected) -> None:
    part = an_outgoing("One.")
    mastodon_.between.on(*mastodon_.paths.post, reset_after)
    with pytest.raises(Doubtful):
        mastodon_.platform.publish(mastodon_.account, part)
    receipt = mastodon_.another_process().publish(mastodon_.account, part)
    assert [out.number for out in mastodon_.feed(mastodon_.account)] == [receipt.remote_id]
    assert {one.headers["idempotency-key"] for one in mastodon_.between.seen if one.method == "POST"} == {part.part.key}


def test_a_mention_of_another_server_is_known_again(played: Connected) -> None:
    text = '<p>Ask <span class="h-card"><a href="https://b.example/@bob" class="u-url mention">@<span>bob</span></a></span></p>'
    says(played.between, "GET", "/api/v1/accounts/verify_credentials", {"id": "1", "acct": "alice", "bot": True})
    says(played.between, "GET", "/api/v1/accounts/1/statuses", [a_status() | {"content": text}], times=1)
    says(played.between, "GET", "/api/v1/accounts/1/statuses", [])
    found = played.platform.find(played.account, an_outgoing("Ask @bob@b.example", begun_at=NOW))
    assert found
    assert found.remote_id == "7"


def test_a_part_is_found_on_a_later_page(mastodon_: Connected) -> None:
    part = an_outgoing("The first.")
    receipt = mastodon_.platform.publish(mastodon_.account, part)
    for number in range(45):
        mastodon_.platform.publish(mastodon_.account, an_outgoing(f"Another {number}."))
    assert mastodon_.platform.find(mastodon_.account, part) == receipt


def test_an_account_that_posted_too_much_cannot_be_looked_through(played: Connected) -> None:
    says(played.between, "GET", "/api/v1/accounts/verify_credentials", {"id": "1", "acct": "alice", "bot": True})
    says(played.between, "GET", "/api/v1/accounts/1/statuses", [a_status()])
    with pytest.raises(Doubtful, match="too much to be looked through"):
        played.platform.find(played.account, an_outgoing("Two."))


# ── what an instance allows ─────────────────────────────────────────────────────────────────────────────────────────


def test_limits_are_the_instances_own_and_are_asked_for_once(played: Connected) -> None:
    played.between.clear()
    says(played.between, "GET", "/api/v2/instance", instance(1000))
    says(played.between, "POST", "/api/v1/statuses", a_status())
    assert played.platform.limits(played.account).most == 500
    for _ in range(2):
        played.platform.publish(played.account, an_outgoing("One."))
    assert played.platform.limits(played.account).most == 1000
    assert played.asked.count("GET /api/v2/instance") == 1


LINK = "https://undocs.org/" + "a" * 100


@pytest.mark.parametrize(
    ("source", "length"),
    [("https://github.com/mastodon/mastodon", 23), ("https://codeberg.org/superseriousbusiness/gotosocial", 119)],
    ids=["Mastodon", "GoToSocial"],
)
def test_a_link_counts_as_the_instance_counts_it(played: Connected, source: str, length: int) -> None:
    """GoToSocial's document says 25 for a link, and its server counts whole links all the same."""
    played.between.clear()
    says(played.between, "GET", "/api/v2/instance", instance(500, source_url=source))
    says(played.between, "GET", "/api/v1/accounts/verify_credentials", {"id": "1", "acct": "alice", "bot": True})
    standing = played.platform.standing(played.account)
    assert (standing.limits.length(LINK), standing.notes) == (length, ())


def test_an_old_instance_tells_its_limits_in_the_first_version_of_its_document(played: Connected) -> None:
    """https://docs.joinmastodon.org/methods/instance#v1: ``configuration`` stands there since Mastodon 3.4.2."""
    played.between.clear()
    says(played.between, "GET", "/api/v2/instance", {"error": "Not found"}, 404)
    says(played.between, "GET", "/api/v1/instance", instance(700))
    says(played.between, "POST", "/api/v1/statuses", a_status())
    played.platform.publish(played.account, an_outgoing("One."))
    assert played.platform.limits(played.account).most == 700


def test_an_instance_that_sends_questions_elsewhere_is_followed(mastodon_: Connected) -> None:
    mastodon_.between.on("GET", "/api/v2/instance", Answers(301, {"Location": "/api/v2/instance"}))
    mastodon_.platform.publish(mastodon_.account, an_outgoing("One."))
    assert "GET /api/v2/instance" in mastodon_.asked


@pytest.mark.parametrize("document", [{}, {"configuration": None}, {"configuration": {"statuses": None}}])
def test_what_an_instance_leaves_out_is_as_on_mastodon(document: dict[str, object]) -> None:
    assert Allowed.told(document) == Allowed()


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────

AT_WORK = {"id": "5", "type": "image", "url": None, "preview_url": "https://a.example/small.png"}
"""https://docs.joinmastodon.org/methods/media/#v2: 202, and ``url`` is null until it is processed."""
READY = AT_WORK | {"url": "https://a.example/5.png"}


def test_a_picture_that_is_being_processed_is_asked_for_and_not_sent_again(played: Connected) -> None:
    says(played.between, "POST", "/api/v2/media", AT_WORK, 202)
    says(played.between, "GET", "/api/v1/media/5", AT_WORK, 206, times=1)
    says(played.between, "GET", "/api/v1/media/5", READY)
    says(played.between, "POST", "/api/v1/statuses", a_status())
    part = an_outgoing("One.", pictures=(shown(),))
    for _ in range(2):
        with pytest.raises(NotSent) as error:
            played.platform.publish(played.account, part)
        assert error.value.kind == Cause.PICTURE
    assert played.platform.publish(played.account, part).remote_id == "7"
    assert posted(played.between)["media_ids[]"] == "5"
    assert played.asked.count("POST /api/v2/media") == 1


def test_a_picture_that_was_used_is_given_anew_to_the_next_part(played: Connected) -> None:
    """Once it is attached, Mastodon says 404 to whoever asks for it (https://docs.joinmastodon.org/methods/media/#get)."""
    says(played.between, "POST", "/api/v2/media", AT_WORK, 202, times=1)
    says(played.between, "GET", "/api/v1/media/5", READY, times=1)
    says(played.between, "POST", "/api/v2/media", READY | {"id": "6"})
    says(played.between, "GET", "/api/v1/media/5", {"error": "Record not found"}, 404)
    says(played.between, "POST", "/api/v1/statuses", a_status())
    with pytest.raises(NotSent):
        played.platform.publish(played.account, an_outgoing("One.", pictures=(shown(),)))
    for text in ("One.", "Two."):
        played.platform.publish(played.account, an_outgoing(text, pictures=(shown(),)))
    assert played.asked.count("POST /api/v2/media") == 2


def test_a_picture_that_cannot_be_processed_is_refused_and_given_anew_when_somebody_tries_again(played: Connected) -> None:
    says(played.between, "POST", "/api/v2/media", AT_WORK, 202, times=1)
    says(played.between, "GET", "/api/v1/media/5", {"error": "Error processing thumbnail for uploaded media"}, 422)
    says(played.between, "POST", "/api/v2/media", READY)
    says(played.between, "POST", "/api/v1/statuses", a_status())
    part = an_outgoing("One.", pictures=(shown(),))
    for kind in (NotSent, Refused):
        with pytest.raises(kind):
            played.platform.publish(played.account, part)
    assert played.platform.publish(played.account, part).remote_id == "7"


def test_words_of_a_picture_are_cut_at_what_the_instance_takes(played: Connected) -> None:
    says(played.between, "POST", "/api/v2/media", READY)
    says(played.between, "POST", "/api/v1/statuses", a_status())
    played.platform.publish(played.account, an_outgoing("One.", pictures=(shown("é" * 2000),)))
    (upload,) = [one for one in played.between.seen if one.path == "/api/v2/media"]
    assert upload.body.decode(errors="replace").count("é") == 1500


# ── what its answers mean ───────────────────────────────────────────────────────────────────────────────────────────

RESET = NOW + HOUR_AHEAD
ISO = f"{RESET:%Y-%m-%dT%H:%M:%S}.000000Z"


@pytest.mark.parametrize(
    ("status", "error", "headers", "meaning"),
    [
        (404, "Record not found", {}, None),
        (429, "Too many requests", {"x-ratelimit-reset": ISO}, (Cause.WINDOW, RESET)),
        (429, "Too many requests", {"retry-after": "3600"}, (Cause.WINDOW, RESET)),
        (429, "Too many requests", {}, (Cause.WINDOW, None)),
        (401, "The access token is invalid", {}, Cause.TOKEN),
        (401, "The access token was revoked", {}, Cause.TOKEN),
        (403, "This action is outside the authorized scopes", {}, Cause.TOKEN),
        (403, "Your login is currently disabled", {}, Cause.SUSPENDED),
        (403, "Your login is missing a confirmed e-mail address", {}, Cause.SUSPENDED),
        (403, "Your login is currently pending approval", {}, Cause.SUSPENDED),
        (403, "This action is not allowed", {}, Cause.REJECTED),
        (422, "This method requires an authenticated user", {}, Cause.TOKEN),
        (422, "Cannot attach files that have not finished processing. Try again in a moment!", {}, Cause.PICTURE),
        (422, "Error processing thumbnail for uploaded media", {}, Cause.REJECTED),
        (422, "Validation failed: Text can't be blank", {}, Cause.REJECTED),
        (400, "Bad Request", {}, Cause.REJECTED),
        (500, "There was a problem processing your request", {}, Cause.SERVER),
        (503, "Remote data could not be fetched", {}, Cause.SERVER),
    ],
)
def test_what_an_answer_means(status: int, error: str, headers: dict[str, str], meaning: object) -> None:
    assert judge(Answer(status, headers, {"error": error}, NOW)) == meaning


# ── who it is, and signing in ───────────────────────────────────────────────────────────────────────────────────────


class Person:
    """Somebody who reads the code off the page."""

    def __init__(self) -> None:
        self.told = ""

    def tell(self, words: str) -> None:
        self.told += words

    def line(self, _question: str) -> str:
        return "the-code"

    def secret(self, question: str) -> str:
        raise AssertionError(question)

    def yes(self, question: str) -> bool:
        raise AssertionError(question)


def test_a_person_signs_in_by_a_code_for_no_more_than_posting_takes(played: Connected) -> None:
    """https://docs.joinmastodon.org/methods/apps/#create and https://docs.joinmastodon.org/methods/oauth/#token."""
    says(played.between, "GET", "/.well-known/oauth-authorization-server", {"error": "Not found"}, 404)
    says(played.between, "POST", "/api/v1/apps", {"client_id": "the-id", "client_secret": "the-secret-of-the-app"})
    scopes = "read:accounts read:statuses write:statuses write:media"
    token = {"access_token": "the-token", "token_type": "Bearer", "scope": scopes, "created_at": int(NOW.timestamp())}
    says(played.between, "POST", "/oauth/token", token)
    person = Person()
    assert played.platform.sign_in(played.account, person) == {"access_token": "the-token"}
    assert f"{played.between.url}/oauth/authorize?" in person.told
    assert "the-secret-of-the-app" not in person.told
    app, asked = (_fields(one) for one in played.between.seen if one.method == "POST")
    assert app["scopes"] == scopes
    assert (asked["code"], asked["grant_type"]) == ("the-code", "authorization_code")


def test_a_wrong_code_signs_nobody_in(played: Connected) -> None:
    says(played.between, "GET", "/.well-known/oauth-authorization-server", {"error": "Not found"}, 404)
    says(played.between, "POST", "/api/v1/apps", {"client_id": "the-id", "client_secret": "the-secret-of-the-app"})
    words = {"error": "invalid_grant", "error_description": "The provided authorization grant is invalid, expired, revoked …"}
    says(played.between, "POST", "/oauth/token", words, 400)
    with pytest.raises(PlatformError, match="The provided authorization grant") as error:
        played.platform.sign_in(played.account, Person())
    assert "the-secret-of-the-app" not in str(error.value)


def test_the_hour_of_a_receipt_is_the_instances(played: Connected) -> None:
    says(played.between, "POST", "/api/v1/statuses", a_status())
    receipt = played.platform.publish(played.account, an_outgoing("One."))
    assert (receipt.url, receipt.at) == ("https://a.example/@alice/7", dt.datetime(2016, 10, 7, 19, tzinfo=dt.UTC))
