"""Pictures: ``POST /2/media/upload`` (``MediaUploadRequestOneShot``, as JSON or as a form), its status, and the text beside it.

Of the OpenAPI document: the fields and values of requests and answers. Of
https://docs.x.com/x-api/media/quickstart/best-practices: at most 5 MB. A picture that no post has taken is gone after a day, and
one that has to be processed goes with no post before it is.
"""

import base64
import binascii
import datetime as dt
import email.parser
import email.policy
import io
from typing import Any

from PIL import Image

from tests.fakes.x import answers
from tests.fakes.x.answers import Answer, Refused
from tests.fakes.x.requested import Call, Requested, a_text, an_id, an_object, check, identifier, not_played, one_of, query
from tests.fakes.x.state import Upload, World, XPicture

MOST_BYTES = 5 * 1024 * 1024
LASTS = dt.timedelta(days=1)

_TYPES = {
    "image/jpeg": "JPEG",
    "image/pjpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
}
_CATEGORIES = ("tweet_image", "dm_image", "subtitles")
_ONE_SHOT = {
    "media": a_text(),
    "media_category": one_of(*_CATEGORIES),
    "media_type": one_of("text/srt", "text/vtt", *_TYPES),
    "additional_owners": not_played,
    "shared": not_played,
}
_BESIDE = (
    *("allow_download_status", "audience_policy", "content_expiration", "domain_restrictions", "found_media_origin"),
    *("geo_restrictions", "management_info", "preview_image", "sensitive_media_warning", "shared_info", "sticker_info"),
    "upload_source",
)
_ALT_TEXT = {"alt_text": an_object({"text": a_text(1_000)}, ["text"])}
_METADATA = {"id": an_id, "metadata": an_object(_ALT_TEXT | dict.fromkeys(_BESIDE, not_played))}


def upload(world: World, call: Call) -> Answer:
    """``POST /2/media/upload``."""
    query(call.requested, ())
    fields, content = (
        _as_form(call.requested) if call.requested.content_type == "multipart/form-data" else _as_json(call.requested)
    )
    if fields["media_category"] == "subtitles" or fields.get("media_type", "image/").startswith("text/"):
        answers.not_played("subtitles")
    if len(content) > MOST_BYTES:
        answers.reject(answers.TOO_LARGE)
    width, height = _measured(content, fields.get("media_type"))
    number = world.new_id()
    reads, outcome = world.next_uploads.popleft() if world.next_uploads else (0, "succeeded")
    kept = Upload(number, call.user.id, fields["media_category"], len(content), width, height, world.now(), reads, reads, outcome)
    world.uploads[number] = kept
    told: dict[str, Any] = {
        "id": kept.id,
        "media_key": kept.key,
        "size": kept.size,
        "expires_after_secs": int(LASTS.total_seconds()),
    }
    return Answer(200, {"data": told | _processing(kept)})


def status(world: World, call: Call) -> Answer:
    """``GET /2/media/upload``: how far a picture is; asking brings it on."""
    found = query(call.requested, ("media_id", "command"))
    if found.get("command", "STATUS") != "STATUS":
        message = f"The `command` query parameter value [{found['command']}] is not one of [STATUS]"
        answers.reject(message, {"command": [found["command"]]})
    if "media_id" not in found:
        answers.reject("The `media_id` query parameter can not be empty", {"media_id": []})
    kept = _own(world, call, identifier("media_id", found["media_id"]))
    kept.reads = max(0, kept.reads - 1)
    left = int((kept.sent_at + LASTS - world.now()).total_seconds())
    told = {"id": kept.id, "media_key": kept.key, "size": kept.size, "expires_after_secs": left}
    return Answer(
        200, {"data": told | (_processing(kept) or {"processing_info": {"state": "succeeded", "progress_percent": 100}})}
    )


def describe(world: World, call: Call) -> Answer:
    """``POST /2/media/metadata``."""
    query(call.requested, ())
    body = call.requested.json()
    check("$", body, _METADATA, ["id"])
    kept = _own(world, call, body["id"])
    beside = body.get("metadata", {})
    if "alt_text" in beside:
        kept.alt_text = beside["alt_text"]["text"]
    return Answer(200, {"data": {"id": kept.id, "associated_metadata": beside}})


def attached(world: World, user_id: str, numbers: list[str]) -> tuple[XPicture, ...]:
    """Those pictures, as a post of that user takes them.

    Raises:
        Refused: one is not there, another's, not for a post, not ready, or gone.
    """
    found = [world.uploads.get(number) for number in numbers]
    if len(set(numbers)) < len(numbers) or not all(one and _is_ready(world, one, user_id) for one in found):
        answers.reject(answers.NO_SUCH_MEDIA, {"media.media_ids": numbers})
    return tuple(XPicture(one.id, one.key, one.alt_text, one.width, one.height) for one in found if one)


def _is_ready(world: World, kept: Upload, user_id: str) -> bool:
    ours = kept.user_id == user_id and kept.category == "tweet_image"
    return ours and kept.reads == 0 and kept.outcome == "succeeded" and world.now() < kept.sent_at + LASTS


def _own(world: World, call: Call, number: str) -> Upload:
    kept = world.uploads.get(number)
    if kept is None or kept.user_id != call.user.id:
        raise Refused(Answer(404, {"errors": [answers.missing("media", number)]}))
    return kept


def _processing(kept: Upload) -> dict[str, Any]:
    """``ProcessingInfo``; nothing for a picture that never had to be processed."""
    if kept.reads == 0 and kept.reads_at_first == 0 and kept.outcome == "succeeded":
        return {}
    if kept.reads == kept.reads_at_first and kept.reads:
        return {"processing_info": {"state": "pending", "check_after_secs": 1}}
    if kept.reads:
        percent = 100 * (kept.reads_at_first - kept.reads) // kept.reads_at_first
        return {"processing_info": {"state": "in_progress", "check_after_secs": 1, "progress_percent": percent}}
    return {"processing_info": {"state": kept.outcome, "progress_percent": 100}}


def _as_json(requested: Requested) -> tuple[dict[str, str], bytes]:
    body = requested.json()
    check("$", body, _ONE_SHOT, ["media", "media_category"])
    try:
        return body, base64.b64decode(body["media"], validate=True)
    except (binascii.Error, ValueError):
        answers.reject("$.media: is not base64")


def _as_form(requested: Requested) -> tuple[dict[str, str], bytes]:
    head = f"Content-Type: {requested.headers['Content-Type']}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + requested.body)
    parts = {part.get_param("name", header="content-disposition"): part.get_payload(decode=True) for part in message.iter_parts()}
    content = parts.get("media")
    fields = {
        str(name): payload.decode(errors="replace")
        for name, payload in parts.items()
        if name != "media" and isinstance(payload, bytes)
    }
    check("$", fields | ({"media": ""} if content is not None else {}), _ONE_SHOT, ["media", "media_category"])
    return fields, content if isinstance(content, bytes) else b""


def _measured(content: bytes, said: str | None) -> tuple[int, int]:
    """How wide and high the picture is."""
    try:
        with Image.open(io.BytesIO(content), formats=sorted(set(_TYPES.values()))) as image:
            image.load()
            kind, size = image.format, image.size
    except (OSError, SyntaxError, Image.DecompressionBombError):
        answers.reject(answers.NO_IMAGE)
    if said is not None and _TYPES[said] != kind:
        answers.reject(answers.NO_IMAGE)
    return size
