"""Posts: made, deleted, read one by one, and read as a user's timeline.

Of the OpenAPI document: ``TweetCreateRequest`` and ``Tweet``, the parameters of ``GET /2/users/{id}/tweets`` and their bounds.
The fields that may be asked for are those which X itself listed in an answer of August 2026. What is not found is answered with
200 and ``errors``, as X's document has it, or with 404, as its page on errors has it: a test may set which.
"""

import base64
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from tests.fakes.x import answers, media, texts
from tests.fakes.x.answers import Answer, Refused
from tests.fakes.x.fields import EXPANSIONS, MEDIA_FIELDS, TWEET_FIELDS, UNPLAYED, USER_FIELDS
from tests.fakes.x.requested import (
    Call,
    a_text,
    an_id,
    an_object,
    between,
    check,
    identifier,
    moment,
    not_played,
    query,
    some_ids,
    values,
)
from tests.fakes.x.state import World, XPost, XUser

MOST_PICTURES = 4
DAY = dt.timedelta(days=1)
REACH = 3_200
REACH_WITHOUT_REPLIES = 800
"""A timeline goes no further back."""

_CREATE = {
    "text": a_text(),
    "reply": an_object(
        {"in_reply_to_tweet_id": an_id, "exclude_reply_user_ids": not_played, "auto_populate_reply_metadata": not_played},
        ["in_reply_to_tweet_id"],
    ),
    "media": an_object({"media_ids": some_ids(MOST_PICTURES), "tagged_user_ids": not_played}, ["media_ids"]),
} | dict.fromkeys(UNPLAYED, not_played)
_SHAPE = ("expansions", "tweet.fields", "media.fields", "poll.fields", "place.fields", "user.fields")
_TIMELINE = ("id", "max_results", "exclude", "start_time", "end_time", "since_id", "until_id", "pagination_token", *_SHAPE)


# ── making and deleting ─────────────────────────────────────────────────────────────────────────────────────────────


def create(world: World, call: Call) -> Answer:
    """``POST /2/tweets``."""
    query(call.requested, ())
    body = call.requested.json()
    check("$", body, _CREATE)
    text = texts.composed(body.get("text", ""))
    if not text.strip() and "media" not in body:
        answers.reject("$.text: must be at least 1 characters long", {"text": [text]})
    if text and not texts.fits(text):
        answers.reject(answers.TOO_LONG, {"text": [text]})
    parent = _answered(world, call.user, body.get("reply"))
    pictures = media.attached(world, call.user.id, body.get("media", {}).get("media_ids", []))
    if text and _is_duplicate(world, call.user, text):
        raise Refused(answers.DUPLICATE)
    number = world.new_id()
    given, links = texts.as_given_back(number, call.user.handle, text, pictures)
    root = parent.root if parent else number
    answered = parent.id if parent else None
    post = XPost(number, call.user.handle, call.user.id, given, text, answered, root, pictures, links, world.now())
    world.posts[number] = post
    return Answer(201, {"data": {"id": post.id, "text": post.text, "edit_history_tweet_ids": [post.id]}})


def delete(world: World, call: Call) -> Answer:
    """``DELETE /2/tweets/:id``."""
    query(call.requested, ())
    post = world.posts.get(identifier("id", call.ids[0]))
    if post is None:
        raise Refused(answers.NOT_FOUND)
    if post.user_id != call.user.id:
        raise Refused(answers.NOT_YOURS)
    del world.posts[post.id]
    return Answer(200, {"data": {"deleted": True}})


def _answered(world: World, user: XUser, reply: Mapping[str, str] | None) -> XPost | None:
    """The post that is answered: one's own, or one that mentions one; since 2026 X lets no app answer others."""
    if reply is None:
        return None
    parent = world.posts.get(reply["in_reply_to_tweet_id"])
    if parent is None:
        raise Refused(answers.REPLY_TO_NOTHING)
    if parent.user_id != user.id and f"@{user.handle}".lower() not in parent.sent.lower():
        raise Refused(answers.REPLY_TO_OTHERS)
    return parent


def _is_duplicate(world: World, user: XUser, text: str) -> bool:
    since = world.now() - DAY
    return any(one.user_id == user.id and one.sent == text and one.created_at > since for one in world.posts.values())


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def read(world: World, call: Call) -> Answer:
    """``GET /2/tweets/:id``."""
    number = identifier("id", call.ids[0])
    found = query(call.requested, ("id", *_SHAPE))
    shape = _shape(found)
    post = world.posts.get(number)
    if post is None:
        return Answer(world.missing_status, {"errors": [answers.missing("tweet", number)]})
    return Answer(200, {"data": _tweet(post, shape["tweet.fields"], world)} | _includes(world, [post], shape))


def me(_world: World, call: Call) -> Answer:
    """``GET /2/users/me``."""
    shape = _shape(query(call.requested, ("expansions", "tweet.fields", "user.fields")))
    return Answer(200, {"data": _user(call.user, shape["user.fields"])})


def timeline(world: World, call: Call) -> Answer:
    """``GET /2/users/:id/tweets``: newest first."""
    number = identifier("id", call.ids[0])
    found = query(call.requested, _TIMELINE)
    shape = _shape(found)
    most = between(found, "max_results", 5, 100, 10)
    if world.user_of_id(number) is None:
        return Answer(world.missing_status, {"errors": [answers.missing("user", number)]})
    wanted = _before(found, _wanted(world, number, found))
    page, more = wanted[:most], wanted[most:]
    meta: dict[str, Any] = {"result_count": len(page)}
    if not page:
        return Answer(200, {"meta": meta})
    meta |= {"newest_id": page[0].id, "oldest_id": page[-1].id}
    if more:
        meta["next_token"] = _token(page[-1].id)
    data = [_tweet(one, shape["tweet.fields"], world) for one in page]
    return Answer(200, {"data": data} | _includes(world, page, shape) | {"meta": meta})


def _wanted(world: World, user_id: str, found: Mapping[str, str]) -> list[XPost]:
    """The posts of a timeline that a query asks for."""
    without = values(found, "exclude", ("replies", "retweets"))
    start, end = moment(found, "start_time"), moment(found, "end_time")
    if start and end and start >= end:
        answers.reject("`end_time` must be after `start_time`", {"end_time": [found["end_time"]]})
    since, until = (int(identifier(name, found[name])) if name in found else None for name in ("since_id", "until_id"))
    seen = world.now() - world.lag
    posts = [one for one in reversed(world.posts.values()) if one.user_id == user_id and one.created_at <= seen]
    posts = posts[: REACH_WITHOUT_REPLIES if "replies" in without else REACH]
    return [
        one
        for one in posts
        if (start is None or one.created_at >= start)
        and (end is None or one.created_at < end)
        and (since is None or int(one.id) > since)
        and (until is None or int(one.id) < until)
        and not ("replies" in without and one.in_reply_to)
    ]


def _before(found: Mapping[str, str], posts: Sequence[XPost]) -> Sequence[XPost]:
    """The page that a token stands for, and all that is older."""
    token = found.get("pagination_token")
    if token is None:
        return posts
    try:
        last = int(base64.b32decode(token.upper().encode() + b"=" * (-len(token) % 8)).decode())
    except ValueError:
        message = f"The `pagination_token` query parameter value [{token}] is not valid"
        answers.reject(message, {"pagination_token": [token]})
    return [one for one in posts if int(one.id) < last]


def _token(number: str) -> str:
    return base64.b32encode(number.encode()).decode().rstrip("=").lower()


def _shape(found: Mapping[str, str]) -> dict[str, list[str]]:
    """What an answer is to hold."""
    for name in ("poll.fields", "place.fields"):
        if name in found:
            answers.not_played(name)
    known = {"expansions": EXPANSIONS, "tweet.fields": TWEET_FIELDS, "media.fields": MEDIA_FIELDS, "user.fields": USER_FIELDS}
    return {name: values(found, name, allowed) for name, allowed in known.items()}


def _includes(world: World, posts: Sequence[XPost], shape: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    wanted, included = shape["expansions"], dict[str, Any]()
    if "attachments.media_keys" in wanted:
        pictures = {one.media_key: one for post in posts for one in post.pictures}
        fields = shape["media.fields"]
        included["media"] = [
            {"media_key": one.media_key, "type": "photo"}
            | {
                name: getattr(one, name)
                for name in ("width", "height", "alt_text")
                if name in fields and getattr(one, name) is not None
            }
            for one in pictures.values()
        ]
    if "author_id" in wanted:
        authors = {post.handle: world.users[post.handle] for post in posts}
        included["users"] = [_user(one, shape["user.fields"]) for one in authors.values()]
    if "referenced_tweets.id" in wanted:
        parents = {post.in_reply_to: world.posts.get(post.in_reply_to) for post in posts if post.in_reply_to}
        included["tweets"] = [_tweet(one, shape["tweet.fields"], world) for one in parents.values() if one]
    included = {name: held for name, held in included.items() if held}
    return {"includes": included} if included else {}


def _user(user: XUser, fields: Sequence[str]) -> dict[str, Any]:
    more = {"protected": False, "verified": False, "description": "", "public_metrics": {}}
    return {"id": user.id, "name": user.handle, "username": user.handle} | {name: more[name] for name in fields if name in more}


def _tweet(post: XPost, fields: Sequence[str], world: World) -> dict[str, Any]:
    parent = world.posts.get(post.in_reply_to or "")
    every: dict[str, Any] = {
        "created_at": stamp(post.created_at),
        "author_id": post.user_id,
        "conversation_id": post.root,
        "in_reply_to_user_id": parent.user_id if parent else post.user_id if post.in_reply_to else None,
        "referenced_tweets": [{"type": "replied_to", "id": post.in_reply_to}] if post.in_reply_to else None,
        "attachments": {"media_keys": [one.media_key for one in post.pictures]} if post.pictures else None,
        "entities": {"urls": [_link(one) for one in post.links]} if post.links else None,
        "possibly_sensitive": False,
        "reply_settings": "everyone",
        "username": post.handle,
    }
    told = {name: every[name] for name in fields if every.get(name) is not None}
    return {"id": post.id, "text": post.text, "edit_history_tweet_ids": [post.id]} | told


def _link(link: Any) -> dict[str, Any]:
    told = {
        "start": link.start,
        "end": link.end,
        "url": link.url,
        "expanded_url": link.expanded_url,
        "display_url": link.display_url,
    }
    return told | ({"media_key": link.media_key} if link.media_key else {})


def stamp(when: dt.datetime) -> str:
    """A time as X writes it, to the millisecond."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{when.microsecond // 1000:03}Z"
