"""The fake X keeps to what X has published: each answer's shape, and that nothing is taken which X refuses."""

import base64
import datetime as dt
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
import tweepy
from PIL import Image
from requests.adapters import HTTPAdapter

from tests.fakes.x import XApi, XUser

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
PROBLEMS = "https://api.twitter.com/2/problems/"
INVALID = {
    "title": "Invalid Request",
    "detail": "One or more parameters to your request was invalid.",
    "type": PROBLEMS + "invalid-request",
}
DUPLICATE = {
    "detail": "You are not allowed to create a Tweet with duplicate content.",
    "type": "about:blank",
    "title": "Forbidden",
    "status": 403,
}
UNAUTHORIZED = {"detail": "Unauthorized", "type": "about:blank", "title": "Unauthorized", "status": 401}
TOO_MANY = {"detail": "Too Many Requests", "type": "about:blank", "title": "Too Many Requests", "status": 429}


class Turned(HTTPAdapter):
    """Turns requests that are signed for X's own server to the fake."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        request.url = (request.url or "").replace("https://api.twitter.com", self._url, 1)
        return super().send(request, *args, **kwargs)


@pytest.fixture
def x() -> Iterator[XApi]:
    with XApi(now=lambda: NOON) as api:
        yield api


@pytest.fixture
def acting(x: XApi) -> XUser:
    return x.add_user("acting")


Client = Callable[..., tweepy.Client]


@pytest.fixture
def a_client(x: XApi) -> Iterator[Client]:
    """Clients of accounts; other keys may be given."""
    made = []

    def client(user: XUser, **keys: str) -> tweepy.Client:
        known = {
            "consumer_key": x.app.api_key,
            "consumer_secret": x.app.api_secret,
            "access_token": user.access_token,
            "access_token_secret": user.access_token_secret,
        }
        one = tweepy.Client(**known | keys)
        one.session.mount("https://api.twitter.com", Turned(x.url))
        made.append(one)
        return one

    yield client
    for one in made:
        one.session.close()


@pytest.fixture
def client(a_client: Client, acting: XUser) -> tweepy.Client:
    return a_client(acting)


def signed(x: XApi, user: XUser) -> Any:
    """What signs a plain request for the fake's own address."""
    keys = (x.app.api_key, x.app.api_secret, user.access_token, user.access_token_secret)
    return tweepy.OAuth1UserHandler(*keys).apply_auth()


def asked(x: XApi, user: XUser, method: str, path: str, **parts: Any) -> requests.Response:
    """A plain request, well signed."""
    return requests.request(method, x.url + path, auth=signed(x, user), timeout=5, **parts)


def refusal(error: Any) -> Any:
    """What stands in the answer that tweepy has raised."""
    return error.value.response.json()


def message(body: Any) -> str:
    """What an invalid request was told; all else of the answer is as it must be."""
    assert {name: body[name] for name in INVALID} == INVALID
    (only,) = body["errors"]
    return str(only["message"])


def a_picture(kind: str = "PNG") -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (4, 3)).save(held, kind)
    return held.getvalue()


def one_shot(content: bytes, **more: str) -> dict[str, str]:
    return {"media": base64.b64encode(content).decode(), "media_category": "tweet_image", **more}


def sent(x: XApi, user: XUser, alt_text: str | None = None) -> str:
    """The id of a picture that was sent."""
    number = asked(x, user, "POST", "/2/media/upload", json=one_shot(a_picture())).json()["data"]["id"]
    if alt_text is not None:
        described = {"id": number, "metadata": {"alt_text": {"text": alt_text}}}
        assert asked(x, user, "POST", "/2/media/metadata", json=described).status_code == 200
    return str(number)


# ── posts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_post_is_taken_and_stands(x: XApi, client: tweepy.Client, acting: XUser) -> None:
    data = client.create_tweet(text="One veto.").data
    (post,) = x.posts("acting")
    assert data == {"id": post.id, "text": "One veto.", "edit_history_tweet_ids": [post.id]}
    assert (post.text, post.user_id, post.in_reply_to, post.root, post.created_at) == (
        "One veto.",
        acting.id,
        None,
        post.id,
        NOON,
    )


def test_a_thread_has_one_root(x: XApi, client: tweepy.Client) -> None:
    first = client.create_tweet(text="first").data["id"]
    second = client.create_tweet(text="second", in_reply_to_tweet_id=first).data["id"]
    client.create_tweet(text="third", in_reply_to_tweet_id=second)
    assert [(one.in_reply_to, one.root) for one in x.posts("acting")] == [(None, first), (first, first), (second, first)]


def test_ids_grow(x: XApi, client: tweepy.Client) -> None:
    for text in "abc":
        client.create_tweet(text=text)
    ids = [int(one.id) for one in x.posts("acting")]
    assert ids == sorted(ids)
    assert len(str(ids[0])) == 19


@pytest.mark.parametrize("deleted", [True, False], ids=["deleted", "never there"])
def test_what_is_not_there_cannot_be_answered(x: XApi, client: tweepy.Client, deleted: bool) -> None:
    number = client.create_tweet(text="gone").data["id"] if deleted else "1"
    if deleted:
        client.delete_tweet(number)
    with pytest.raises(tweepy.Forbidden) as error:
        client.create_tweet(text="reply", in_reply_to_tweet_id=number)
    assert refusal(error) == {
        "detail": "You attempted to reply to a Tweet that is deleted or not visible to you.",
        "type": "about:blank",
        "title": "Forbidden",
        "status": 403,
    }
    assert x.posts("acting") == []


def test_others_are_answered_only_where_they_mention_one(x: XApi, client: tweepy.Client, a_client: Client) -> None:
    other = a_client(x.add_user("other"))
    strange = other.create_tweet(text="hello").data["id"]
    calling = other.create_tweet(text="hello @Acting").data["id"]
    with pytest.raises(tweepy.Forbidden, match="not been mentioned or otherwise engaged"):
        client.create_tweet(text="reply", in_reply_to_tweet_id=strange)
    client.create_tweet(text="reply", in_reply_to_tweet_id=calling)


def test_the_same_text_is_refused_for_a_day(x: XApi, client: tweepy.Client) -> None:
    client.create_tweet(text="cafe\u0301")
    with pytest.raises(tweepy.Forbidden) as error:
        client.create_tweet(text="caf\u00e9")
    assert refusal(error) == DUPLICATE
    x.advance(86_400)
    client.create_tweet(text="caf\u00e9")
    assert [one.text for one in x.posts("acting")] == ["caf\u00e9"] * 2


def test_the_same_text_is_taken_from_another_user_or_once_it_is_deleted(x: XApi, client: tweepy.Client, a_client: Client) -> None:
    number = client.create_tweet(text="again").data["id"]
    a_client(x.add_user("other")).create_tweet(text="again")
    assert client.delete_tweet(number).data == {"deleted": True}
    client.create_tweet(text="again")


def test_only_the_author_deletes_a_post(x: XApi, client: tweepy.Client, a_client: Client) -> None:
    number = client.create_tweet(text="mine").data["id"]
    with pytest.raises(tweepy.Forbidden, match="403 Forbidden"):
        a_client(x.add_user("other")).delete_tweet(number)
    with pytest.raises(tweepy.NotFound):
        client.delete_tweet("1")
    assert len(x.posts("acting")) == 1


@pytest.mark.parametrize("text", ["a" * 281, "字" * 141, "https://act.org/x " + "a" * 257], ids=["letters", "wide", "link"])
def test_a_text_that_weighs_more_than_280_is_refused(x: XApi, client: tweepy.Client, text: str) -> None:
    with pytest.raises(tweepy.BadRequest) as error:
        client.create_tweet(text=text)
    assert message(refusal(error)).startswith("Your Tweet text is too long.")
    assert x.posts("acting") == []


def test_a_text_that_weighs_280_is_taken(x: XApi, client: tweepy.Client) -> None:
    client.create_tweet(text="https://act.org/a/long/way/to/go/until/it/ends " + "a" * 256)
    assert len(x.posts("acting")) == 1


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, "$.text: must be at least 1 characters long"),
        ({"text": " "}, "$.text: must be at least 1 characters long"),
        ({"text": "\ud800"}, "Request body is not valid JSON."),
        ({"text": None}, "$.text: null found, string expected"),
        ({"text": "a", "txet": "b"}, "$.txet: is not defined in the schema and the schema does not allow additional properties"),
        ({"text": "a", "reply": {}}, "$.reply.in_reply_to_tweet_id: is missing but it is required"),
        ({"text": "a", "reply": {"in_reply_to_tweet_id": 1}}, "$.reply.in_reply_to_tweet_id: integer found, string expected"),
        (
            {"text": "a", "reply": {"in_reply_to_tweet_id": "x"}},
            "$.reply.in_reply_to_tweet_id: does not match the regex pattern ^[0-9]{1,19}$",
        ),
        ({"text": "a", "media": {"media_ids": []}}, "$.media.media_ids: there must be a minimum of 1 items in the array"),
        (
            {"text": "a", "media": {"media_ids": list("12345")}},
            "$.media.media_ids: there must be a maximum of 4 items in the array",
        ),
        ({"text": "a", "media": {"media_ids": [{}]}}, "$.media.media_ids[0]: object found, string expected"),
        ([], "Request body must be a JSON object."),
    ],
)
def test_a_body_that_is_not_in_the_document_is_refused(x: XApi, acting: XUser, body: Any, told: str) -> None:
    answer = asked(x, acting, "POST", "/2/tweets", json=body)
    assert (answer.status_code, message(answer.json())) == (400, told)
    assert x.posts("acting") == []


def test_a_body_has_to_be_json_and_say_so(x: XApi, acting: XUser) -> None:
    broken = asked(x, acting, "POST", "/2/tweets", data=b"{", headers={"Content-Type": "application/json"})
    assert (broken.status_code, message(broken.json())) == (400, "Request body is not valid JSON.")
    form = asked(x, acting, "POST", "/2/tweets", data={"text": "a"})
    assert message(form.json()) == "Requests with bodies must have content-type of application/json."


def test_what_the_fake_does_not_play_is_never_passed_over(x: XApi, acting: XUser) -> None:
    answer = asked(x, acting, "POST", "/2/tweets", json={"text": "a", "quote_tweet_id": "1"})
    assert (answer.status_code, answer.json()["detail"]) == (501, "$.quote_tweet_id")


# ── texts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_links_go_behind_t_co_and_html_is_escaped(client: tweepy.Client) -> None:
    number = client.create_tweet(text="😀 A & B: act.org/x, <https://www.act.org/a/very/long/way/to/go?x=1>").data["id"]
    tweet = client.get_tweet(number, tweet_fields=["entities"], user_auth=True).data
    first, second = tweet.entities["urls"]
    assert tweet.text == f"😀 A &amp; B: {first['url']}, &lt;{second['url']}&gt;"
    assert all(tweet.text[one["start"] : one["end"]] == one["url"] for one in (first, second))
    assert len(first["url"]) == len("https://t.co/0123456789")
    assert (first["expanded_url"], first["display_url"]) == ("http://act.org/x", "act.org/x")
    assert second["expanded_url"] == "https://www.act.org/a/very/long/way/to/go?x=1"
    assert second["display_url"] == "act.org/a/very/long/wa…"


def test_pictures_have_one_link_at_the_end_of_the_text(x: XApi, client: tweepy.Client, acting: XUser) -> None:
    pictures = [sent(x, acting, "how they voted"), sent(x, acting)]
    number = client.create_tweet(text="see act.org", media_ids=pictures).data["id"]
    (post,) = x.posts("acting")
    assert [(one.media_id, one.alt_text) for one in post.pictures] == [(pictures[0], "how they voted"), (pictures[1], None)]
    response = client.get_tweet(
        number,
        tweet_fields=["entities", "attachments"],
        expansions=["attachments.media_keys"],
        media_fields=["alt_text", "width", "height"],
        user_auth=True,
    )
    keys = [f"3_{one}" for one in pictures]
    assert response.data.attachments == {"media_keys": keys}
    link, *shown = response.data.entities["urls"]
    assert [one["media_key"] for one in shown] == keys
    assert response.data.text == f"see {link['url']} {shown[0]['url']}"
    assert shown[0]["expanded_url"] == f"https://x.com/acting/status/{number}/photo/1"
    assert [(one.media_key, one.alt_text, one.width, one.height) for one in response.includes["media"]] == [
        (keys[0], "how they voted", 4, 3),
        (keys[1], None, 4, 3),
    ]


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_one_is(client: tweepy.Client, acting: XUser) -> None:
    assert client.get_me().data.data == {"id": acting.id, "name": "acting", "username": "acting"}


@pytest.mark.parametrize("status", [200, 404])
def test_what_is_not_there_is_an_error_among_the_errors(x: XApi, acting: XUser, status: Any) -> None:
    x.missing(status)
    answer = asked(x, acting, "GET", "/2/tweets/1")
    assert (answer.status_code, answer.json()) == (
        status,
        {
            "errors": [
                {
                    "value": "1",
                    "detail": "Could not find tweet with id: [1].",
                    "title": "Not Found Error",
                    "resource_type": "tweet",
                    "parameter": "id",
                    "resource_id": "1",
                    "type": PROBLEMS + "resource-not-found",
                }
            ]
        },
    )
    assert asked(x, acting, "GET", "/2/users/1/tweets").json()["errors"][0]["detail"] == "Could not find user with id: [1]."


def test_a_timeline_is_read_newest_first_and_page_by_page(client: tweepy.Client, acting: XUser) -> None:
    for number in range(12):
        client.create_tweet(text=f"number {number}")
    pages = [client.get_users_tweets(acting.id, max_results=5, user_auth=True)]
    while "next_token" in pages[-1].meta:
        token = pages[-1].meta["next_token"]
        pages.append(client.get_users_tweets(acting.id, max_results=5, pagination_token=token, user_auth=True))
    assert [page.meta["result_count"] for page in pages] == [5, 5, 2]
    assert [one.text for page in pages for one in page.data] == [f"number {number}" for number in reversed(range(12))]
    assert pages[0].meta["newest_id"] == str(pages[0].data[0].id)


def test_an_empty_timeline_has_no_data(x: XApi, acting: XUser) -> None:
    assert asked(x, acting, "GET", f"/2/users/{acting.id}/tweets").json() == {"meta": {"result_count": 0}}


def test_a_timeline_gives_the_fields_that_are_asked_for(client: tweepy.Client, acting: XUser) -> None:
    root = client.create_tweet(text="root").data["id"]
    client.create_tweet(text="reply", in_reply_to_tweet_id=root)
    fields = ["created_at", "conversation_id", "referenced_tweets", "in_reply_to_user_id"]
    reply, first = client.get_users_tweets(acting.id, tweet_fields=fields, user_auth=True).data
    assert (reply.created_at, str(reply.conversation_id), str(reply.in_reply_to_user_id)) == (NOON, root, acting.id)
    assert [(one.type, str(one.id)) for one in reply.referenced_tweets] == [("replied_to", root)]
    assert (first.referenced_tweets, first.in_reply_to_user_id) == (None, None)


def test_a_timeline_can_be_cut(x: XApi, client: tweepy.Client, acting: XUser) -> None:
    first = client.create_tweet(text="first").data["id"]
    x.advance(60)
    client.create_tweet(text="second", in_reply_to_tweet_id=first)
    later = NOON + dt.timedelta(seconds=60)

    def texts(**cut: Any) -> list[str]:
        return [one.text for one in client.get_users_tweets(acting.id, user_auth=True, **cut).data or ()]

    assert texts(since_id=first) == texts(start_time=later) == ["second"]
    assert texts(end_time=later) == texts(exclude="replies") == ["first"]
    assert texts(until_id=first) == []


def test_a_post_comes_into_the_timeline_after_the_lag(x: XApi, client: tweepy.Client, acting: XUser) -> None:
    x.timeline_lag(30)
    number = client.create_tweet(text="late").data["id"]
    assert client.get_users_tweets(acting.id, user_auth=True).data is None
    assert client.get_tweet(number, user_auth=True).data.text == "late"
    x.advance(30)
    assert [one.text for one in client.get_users_tweets(acting.id, user_auth=True).data] == ["late"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("max_results=4", "The `max_results` query parameter value [4] is not between 5 and 100"),
        ("max_results=101", "The `max_results` query parameter value [101] is not between 5 and 100"),
        ("since_id=x", "The `since_id` query parameter value [x] does not match ^[0-9]{1,19}$"),
        ("start_time=yesterday", "The `start_time` query parameter value [yesterday] is not a valid RFC3339 date time"),
        (
            "start_time=2026-13-01T00:00:00Z",
            "The `start_time` query parameter value [2026-13-01T00:00:00Z] is not a valid RFC3339",
        ),
        ("exclude=me", "The `exclude` query parameter value [me] is not one of [replies,retweets]"),
        ("tweet.fields=colour", "The `tweet.fields` query parameter value [colour] is not one of [id,text,"),
        ("next_token=a", "The query parameter [next_token] is not one of [id,max_results,exclude,start_time,"),
        ("pagination_token=a", "The `pagination_token` query parameter value [a] is not valid"),
    ],
)
def test_a_query_that_is_not_in_the_document_is_refused(x: XApi, acting: XUser, query: str, told: str) -> None:
    answer = asked(x, acting, "GET", f"/2/users/{acting.id}/tweets?{query}")
    assert answer.status_code == 400
    assert message(answer.json()).startswith(told)


@pytest.mark.parametrize(("method", "path"), [("GET", "/2/tweet"), ("PUT", "/2/tweets"), ("GET", "/1.1/statuses/update.json")])
def test_what_is_no_endpoint_is_not_found(x: XApi, acting: XUser, method: str, path: str) -> None:
    answer = asked(x, acting, method, path)
    assert (answer.status_code, answer.json()["title"]) == (404, "Not Found")
    assert answer.headers["Content-Type"] == "application/problem+json; charset=utf-8"


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_picture_is_taken_as_json_and_as_a_form(x: XApi, acting: XUser) -> None:
    content = a_picture()
    as_json = asked(x, acting, "POST", "/2/media/upload", json=one_shot(content, media_type="image/png"))
    as_form = asked(x, acting, "POST", "/2/media/upload", data={"media_category": "tweet_image"}, files={"media": content})
    for answer in (as_json, as_form):
        data = answer.json()["data"]
        number = data["id"]
        assert data == {"id": number, "media_key": f"3_{number}", "size": len(content), "expires_after_secs": 86_400}


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (one_shot(b"no picture"), "media type unrecognized."),
        (one_shot(a_picture("GIF")), "media type unrecognized."),
        (one_shot(a_picture()[:40]), "media type unrecognized."),
        (one_shot(a_picture(), media_type="image/jpeg"), "media type unrecognized."),
        (one_shot(a_picture() + bytes(5 * 1024 * 1024)), "File size exceeds 5242880 bytes."),
        (one_shot(a_picture()) | {"media": "_-"}, "$.media: is not base64"),
        (
            one_shot(a_picture()) | {"media_category": "avatar"},
            "$.media_category: does not have a value in the enumeration [tweet_image, dm_image, subtitles]",
        ),
        ({"media": "aaaa"}, "$.media_category: is missing but it is required"),
    ],
    ids=["no picture", "gif", "torn", "another type", "too large", "not base64", "no category", "category missing"],
)
def test_what_is_no_picture_for_x_is_refused(x: XApi, acting: XUser, body: dict[str, str], told: str) -> None:
    answer = asked(x, acting, "POST", "/2/media/upload", json=body)
    assert (answer.status_code, message(answer.json())) == (400, told)


def test_alt_text_has_at_most_1000_characters(x: XApi, acting: XUser) -> None:
    number = sent(x, acting)

    def describe(text: str) -> requests.Response:
        body = {"id": number, "metadata": {"alt_text": {"text": text}}}
        return asked(x, acting, "POST", "/2/media/metadata", json=body)

    taken = describe("é" * 1_000)
    assert taken.json() == {"data": {"id": number, "associated_metadata": {"alt_text": {"text": "é" * 1_000}}}}
    assert message(describe("é" * 1_001).json()) == "$.metadata.alt_text.text: may only be 1000 characters long"


def test_a_picture_goes_with_no_post_before_it_is_processed(x: XApi, acting: XUser) -> None:
    x.process(reads=2)
    uploaded = asked(x, acting, "POST", "/2/media/upload", json=one_shot(a_picture())).json()["data"]
    number = uploaded["id"]
    assert uploaded["processing_info"] == {"state": "pending", "check_after_secs": 1}

    def status() -> Any:
        answer = asked(x, acting, "GET", "/2/media/upload", params={"command": "STATUS", "media_id": number})
        return answer.json()["data"]["processing_info"]

    def post() -> requests.Response:
        return asked(x, acting, "POST", "/2/tweets", json={"media": {"media_ids": [number]}})

    early = post()
    assert (early.status_code, message(early.json())) == (400, "Your media IDs are invalid.")
    assert early.json()["errors"][0]["parameters"] == {"media.media_ids": [number]}
    assert status() == {"state": "in_progress", "check_after_secs": 1, "progress_percent": 50}
    assert status() == {"state": "succeeded", "progress_percent": 100}
    assert post().status_code == 201


def test_a_picture_whose_processing_failed_goes_with_no_post(x: XApi, client: tweepy.Client, acting: XUser) -> None:
    x.process(reads=1, outcome="failed")
    number = sent(x, acting)
    answer = asked(x, acting, "GET", "/2/media/upload", params={"media_id": number})
    assert answer.json()["data"]["processing_info"]["state"] == "failed"
    with pytest.raises(tweepy.BadRequest, match="Your media IDs are invalid"):
        client.create_tweet(text="a", media_ids=[number])


def test_a_picture_of_another_or_of_yesterday_goes_with_no_post(x: XApi, client: tweepy.Client, acting: XUser) -> None:
    others, ours = sent(x, x.add_user("other")), sent(x, acting)
    x.advance(86_400)
    for number in (others, ours, "1"):
        with pytest.raises(tweepy.BadRequest, match="Your media IDs are invalid"):
            client.create_tweet(text="a", media_ids=[number])


# ── who asks ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["consumer_key", "consumer_secret", "access_token", "access_token_secret"])
def test_every_key_has_to_be_right(x: XApi, acting: XUser, a_client: Client, key: str) -> None:
    with pytest.raises(tweepy.Unauthorized) as error:
        a_client(acting, **{key: "wrong"}).create_tweet(text="a")
    assert refusal(error) == UNAUTHORIZED
    assert x.posts("acting") == []


def test_nobody_asks_without_a_signature(x: XApi) -> None:
    for headers in ({}, {"Authorization": "Bearer None"}, {"Authorization": "OAuth broken"}, {"Authorization": "OAuth "}):
        assert requests.get(x.url + "/2/users/me", headers=headers, timeout=5).json() == UNAUTHORIZED


def prepared(x: XApi, user: XUser, url: str) -> requests.PreparedRequest:
    return requests.Request("GET", url, auth=signed(x, user)).prepare()


def sent_as(request: requests.PreparedRequest) -> int:
    with requests.Session() as session:
        return session.send(request, timeout=5).status_code


def test_a_request_is_taken_once(x: XApi, acting: XUser) -> None:
    request = prepared(x, acting, x.url + "/2/users/me")
    assert [sent_as(request), sent_as(request)] == [200, 401]


def test_a_request_that_was_changed_after_it_was_signed_is_refused(x: XApi, acting: XUser) -> None:
    request = prepared(x, acting, x.url + "/2/users/me?user.fields=name")
    request.url = x.url + "/2/users/me?user.fields=url"
    assert sent_as(request) == 401


def test_a_request_may_be_signed_for_x_itself_but_for_no_other_server(x: XApi, acting: XUser) -> None:
    statuses = []
    for server in ("https://api.x.com", "https://api.twitter.com", "https://example.org"):
        request = prepared(x, acting, server + "/2/users/me")
        request.url = x.url + "/2/users/me"
        statuses.append(sent_as(request))
    assert statuses == [200, 200, 401]


@pytest.mark.parametrize(("off", "status"), [(-299, 200), (299, 200), (-302, 401), (302, 401)])
def test_a_timestamp_is_at_most_five_minutes_off(off: int, status: int) -> None:
    begun = time.time()
    with XApi(signing_now=lambda: begun + off) as x:
        assert asked(x, x.add_user("acting"), "GET", "/2/users/me").status_code == status


def turned(x: XApi, handler: Any) -> Any:
    handler.oauth.mount("https://api.twitter.com", Turned(x.url))
    return handler


def test_a_pin_leads_to_a_pair_of_tokens(x: XApi, acting: XUser, a_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = turned(x, tweepy.OAuth1UserHandler(x.app.api_key, x.app.api_secret, callback="oob"))
    address = handler.get_authorization_url()
    pin = requests.get(address.replace("https://api.twitter.com", x.url), params={"handle": "acting"}, timeout=5).text
    assert len(pin) == 7
    make = tweepy.auth.OAuth1Session

    def session(*args: Any, **kwargs: Any) -> Any:
        made = make(*args, **kwargs)
        made.mount("https://api.twitter.com", Turned(x.url))
        return made

    monkeypatch.setattr(tweepy.auth, "OAuth1Session", session)
    with pytest.raises(tweepy.TweepyException, match="Invalid oauth_verifier"):
        handler.get_access_token("0")
    token, secret = handler.get_access_token(pin)
    assert a_client(acting, access_token=token, access_token_secret=secret).get_me().data.username == "acting"
    with pytest.raises(tweepy.TweepyException, match="Invalid request token"):
        handler.get_access_token(pin)


def test_a_callback_that_is_not_registered_is_refused(x: XApi) -> None:
    handler = turned(x, tweepy.OAuth1UserHandler(x.app.api_key, x.app.api_secret, callback="https://example.org"))
    with pytest.raises(tweepy.TweepyException, match="Callback URL not approved"):
        handler.get_authorization_url()


# ── how accounts, the app and X stand ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("circumstance", "status", "told"),
    [
        (lambda x: x.suspend("acting"), 403, {"type": PROBLEMS + "user-suspended", "title": "Forbidden"}),
        (lambda x: x.revoke("acting"), 401, UNAUTHORIZED),
        (lambda x: x.read_only(), 403, {"type": PROBLEMS + "oauth1-permissions", "title": "Forbidden"}),
        (lambda x: x.enrolled(False), 403, {"type": PROBLEMS + "client-forbidden", "reason": "client-not-enrolled"}),
        (lambda x: x.credits(False), 402, {"type": PROBLEMS + "credits", "title": "CreditsDepleted"}),
        (
            lambda x: x.cap(),
            429,
            {
                "account_id": 1,
                "product_name": "standard-basic",
                "title": "UsageCapExceeded",
                "period": "Monthly",
                "scope": "Product",
                "detail": "Usage cap exceeded: Monthly product cap",
                "type": PROBLEMS + "usage-capped",
            },
        ),
        (lambda x: x.fail(), 503, {"type": "about:blank", "title": "Service Unavailable", "status": 503}),
        (lambda x: x.fail(500), 500, {"type": "about:blank", "title": "Internal Server Error", "status": 500}),
    ],
    ids=["suspended", "revoked", "read only", "not enrolled", "no credits", "capped", "over capacity", "broken"],
)
def test_what_stands_in_the_way_is_said(
    x: XApi, acting: XUser, circumstance: Callable[[XApi], None], status: int, told: dict[str, Any]
) -> None:
    circumstance(x)
    answer = asked(x, acting, "POST", "/2/tweets", json={"text": "a"})
    assert (answer.status_code, {name: answer.json()[name] for name in told}) == (status, told)
    assert x.posts("acting") == []


def test_a_locked_account_is_told_to_log_in(x: XApi, client: tweepy.Client) -> None:
    x.lock("acting")
    with pytest.raises(tweepy.Forbidden, match="temporarily locked") as error:
        client.create_tweet(text="a")
    assert error.value.api_codes == [326]
    x.lock("acting", on=False)
    client.create_tweet(text="a")


def test_an_app_that_may_not_write_may_read(x: XApi, acting: XUser) -> None:
    x.read_only()
    answer = asked(x, acting, "GET", "/2/users/me")
    assert (answer.status_code, answer.headers["x-access-level"]) == (200, "read")


@pytest.mark.parametrize("after", [False, True], ids=["lost on its way", "taken, and the answer lost"])
def test_a_connection_can_be_cut_before_or_after_a_post_is_taken(x: XApi, acting: XUser, after: bool) -> None:
    x.fail(None, "POST /2/tweets", after=after)
    with pytest.raises(requests.ConnectionError):
        asked(x, acting, "POST", "/2/tweets", json={"text": "a"})
    assert len(x.posts("acting")) == after
    assert asked(x, acting, "POST", "/2/tweets", json={"text": "b"}).status_code == 201


def test_x_can_say_that_it_broke_when_it_has_taken_a_post(x: XApi, client: tweepy.Client) -> None:
    x.fail(503, "POST /2/tweets", after=True)
    with pytest.raises(tweepy.TwitterServerError):
        client.create_tweet(text="a")
    assert len(x.posts("acting")) == 1


# ── windows ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_answer_tells_of_its_window(x: XApi, acting: XUser) -> None:
    ends = str(int(NOON.timestamp()) + 900)
    names = ("x-rate-limit-limit", "x-rate-limit-remaining", "x-rate-limit-reset")
    for remaining in ("99", "98"):
        headers = asked(x, acting, "POST", "/2/tweets", json={"text": "the same"}).headers
        assert tuple(headers[name] for name in names) == ("100", remaining, ends)
        assert "x-app-limit-24hour-limit" not in headers
    assert asked(x, acting, "GET", "/2/users/me").headers["x-rate-limit-limit"] == "75"


def test_a_window_that_is_used_up_opens_again(x: XApi, client: tweepy.Client) -> None:
    x.window("acting", remaining=1, seconds=60)
    client.create_tweet(text="a")
    with pytest.raises(tweepy.TooManyRequests) as error:
        client.create_tweet(text="b")
    assert refusal(error) == TOO_MANY
    assert error.value.reset_time == int(NOON.timestamp()) + 60
    assert error.value.response.headers["x-rate-limit-remaining"] == "0"
    x.advance(60)
    client.create_tweet(text="b")


def test_the_hundred_and_first_post_in_a_window_is_refused(x: XApi, client: tweepy.Client) -> None:
    for number in range(100):
        client.create_tweet(text=f"number {number}")
    with pytest.raises(tweepy.TooManyRequests):
        client.create_tweet(text="number 100")
    assert len(x.posts("acting")) == 100


@pytest.mark.parametrize(("whose", "handle"), [("user", "acting"), ("app", None)])
def test_a_window_of_a_day_has_headers_of_its_own(x: XApi, acting: XUser, whose: str, handle: str | None) -> None:
    x.day(remaining=1, limit=17, handle=handle, seconds=3_600)
    taken, refused = (asked(x, acting, "POST", "/2/tweets", json={"text": text}) for text in "ab")
    assert (taken.status_code, refused.status_code, refused.json()) == (201, 429, TOO_MANY)
    told = {name: refused.headers[f"x-{whose}-limit-24hour-{name}"] for name in ("limit", "remaining", "reset")}
    assert told == {"limit": "17", "remaining": "0", "reset": str(int(NOON.timestamp()) + 3_600)}
    assert refused.headers["x-rate-limit-remaining"] == "98"


# ── many at once, and from elsewhere ────────────────────────────────────────────────────────────────────────────────


def test_of_many_threads_with_the_same_text_one_posts(x: XApi, acting: XUser) -> None:
    def post(_number: int) -> int:
        return asked(x, acting, "POST", "/2/tweets", json={"text": "the same"}).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(post, range(24)))
    assert sorted(statuses) == [201] + [403] * 23
    assert len(x.posts("acting")) == 1
    assert x.calls("POST /2/tweets") == 24


def test_it_runs_as_a_process_and_is_set_from_outside() -> None:
    command = [sys.executable, "-m", "tests.fakes.x", "--user", "one", "--user", "two"]
    home = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=home) as process:
        assert process.stdin
        assert process.stdout
        told = json.loads(process.stdout.readline())
        one, two = told["users"]
        auth = tweepy.OAuth1UserHandler(*told["app"].values(), one["access_token"], one["access_token_secret"]).apply_auth()
        url = told["url"]
        with requests.Session() as session:
            taken = session.post(f"{url}/2/tweets", json={"text": "a"}, auth=auth, timeout=5).json()["data"]["id"]
            (post,) = session.get(f"{url}/_fake/posts", params={"handle": "one"}, timeout=5).json()
            assert (post["id"], post["text"], two["handle"]) == (taken, "a", "two")
            assert session.post(f"{url}/_fake/suspend", json={"handle": "one"}, timeout=5).json() == {}
            assert session.post(f"{url}/2/tweets", json={"text": "b"}, auth=auth, timeout=5).status_code == 403
            assert session.get(f"{url}/_fake/calls", timeout=5).json()["POST /2/tweets"] == 2
            assert session.post(f"{url}/_fake/users", json={"handle": "three"}, timeout=5).json()["handle"] == "three"
            assert session.post(f"{url}/_fake/suspend", json={"handle": "nobody"}, timeout=5).status_code == 400
            assert session.post(f"{url}/_fake/nothing", timeout=5).status_code == 400
        process.stdin.close()
        assert process.wait(5) == 0


def test_the_process_ends_at_sigterm() -> None:
    command = [sys.executable, "-m", "tests.fakes.x"]
    home = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=home) as process:
        assert process.stdout
        process.stdout.readline()
        process.terminate()
        assert process.wait(5) == 0
