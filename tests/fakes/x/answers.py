"""What X answers, word for word where X or somebody who met the answer has published it.

The shapes are ``Problem`` and ``Error`` of X's OpenAPI document (https://docs.x.com/openapi.json). What they look like filled in
is from "Response Codes & Errors" (https://docs.x.com/x-api/fundamentals/response-codes-and-errors), from X's own playground
(github.com/xdevplatform/playground), or from the report that stands beside an answer. Where X publishes no words, it is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, NoReturn

PROBLEMS = "https://api.twitter.com/2/problems/"


@dataclass(frozen=True)
class Answer:
    """``body``: JSON, or, as in OAuth, a plain text."""

    status: int
    body: Mapping[str, Any] | Sequence[Any] | str
    headers: Mapping[str, str] = field(default_factory=dict)


class Refused(Exception):
    """X refuses the request, with this answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.answer = answer


def generic(status: int, detail: str | None = None) -> Answer:
    """A ``GenericProblem``: of type ``about:blank``, its title the name of the HTTP status."""
    title = HTTPStatus(status).phrase
    return Answer(status, {"detail": detail or title, "type": "about:blank", "title": title, "status": status})


UNAUTHORIZED = generic(401)
"""github.com/xdevplatform/samples issue 69."""

TOO_MANY_REQUESTS = generic(429)
"""github.com/tweepy/tweepy issue 2231: the same words for a window of 15 minutes and for one of a day."""

DUPLICATE = generic(403, "You are not allowed to create a Tweet with duplicate content.")
"""github.com/akrherz/iembot issue 163, of February 2026."""

REPLY_TO_NOTHING = generic(403, "You attempted to reply to a Tweet that is deleted or not visible to you.")
"""Error 385 of X's table of error codes, which gives it the status 403."""

REPLY_TO_OTHERS = generic(
    403,
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the "
    "post you are replying to.",
)
"""Since 2026, in public code that met it."""

NOT_YOURS = generic(403, "You are not authorized to delete this Tweet.")
"""Error 183 of X's table says as much of version 1.1; no words of version 2 are published."""

NOT_FOUND = generic(404)

TOO_LONG = (
    "Your Tweet text is too long. For more information on how Twitter determines text length "
    "see https://github.com/twitter/twitter-text."
)
"""A message of an invalid request, which tweepy shows behind "400 Bad Request"."""

NO_SUCH_MEDIA = "Your media IDs are invalid."
"""github.com/xdevplatform/playground and github.com/tweepy/tweepy issue 2016."""

NOT_JSON = "Request body is not valid JSON."
"""github.com/sferik/x-ruby issue 71."""

JSON_EXPECTED = "Requests with bodies must have content-type of application/json."
"""github.com/abraham/twitteroauth issue 1082."""

NO_IMAGE = "media type unrecognized."
"""What version 1.1 said of such a file, and version 2 still says of subtitles."""

TOO_LARGE = "File size exceeds 5242880 bytes."
"""What version 1.1 said; no words of version 2 are published."""

SUSPENDED = Answer(
    403,
    {
        "detail": "The user used for authentication is suspended",
        "title": "Forbidden",
        "status": 403,
        "type": PROBLEMS + "user-suspended",
    },
)
"""github.com/akrherz/iembot issue 156, of February 2026."""

LOCKED = Answer(
    403,
    {
        "errors": [
            {
                "code": 326,
                "message": "To protect our users from spam and other malicious activity, this account is temporarily locked. "
                "Please log in to https://twitter.com to unlock your account.",
                "sub_error_code": 0,
                "bounce_location": "https://twitter.com/account/access",
            }
        ]
    },
)
"""Error 326 of X's table; the whole answer is in github.com/vladkens/twscrape issue 227."""

READ_ONLY = Answer(
    403,
    {
        "title": "Forbidden",
        "status": 403,
        "detail": "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.",
        "type": PROBLEMS + "oauth1-permissions",
    },
)
"""As many have met it, and written it down, in public code."""

NOT_ENROLLED = Answer(
    403,
    {
        "client_id": "1",
        "detail": "When authenticating requests to the Twitter API v2 endpoints, you must use keys and tokens from a Twitter "
        "developer App that is attached to a Project. You can create a project via the developer portal.",
        "registration_url": "https://developer.twitter.com/en/docs/projects/overview",
        "title": "Client Forbidden",
        "required_enrollment": "Appropriate Level of API Access",
        "reason": "client-not-enrolled",
        "type": PROBLEMS + "client-forbidden",
    },
)
"""``ClientForbiddenProblem``."""

NO_CREDITS = Answer(
    402,
    {
        "account_id": 1,
        "title": "CreditsDepleted",
        "detail": "Your enrolled account [1] does not have any credits to fulfill this request.",
        "type": PROBLEMS + "credits",
    },
)
"""What an app that pays by use is answered when it has not paid; in no document of X, but in public code that met it."""


def capped(period: str, scope: str) -> Answer:
    """``UsageCapExceededProblem``; filled in as in github.com/xdevplatform/xdk issue 25, of February 2026."""
    return Answer(
        429,
        {
            "account_id": 1,
            "product_name": "standard-basic",
            "title": "UsageCapExceeded",
            "period": period,
            "scope": scope,
            "detail": f"Usage cap exceeded: {period} {scope.lower()} cap",
            "type": PROBLEMS + "usage-capped",
        },
    )


def reject(message: str, parameters: Mapping[str, Sequence[str]] | None = None) -> NoReturn:
    """``InvalidRequestProblem``."""
    told = {name: list(values) for name, values in (parameters or {}).items()}
    raise Refused(
        Answer(
            400,
            {
                "errors": [{"parameters": told, "message": message}],
                "title": "Invalid Request",
                "detail": "One or more parameters to your request was invalid.",
                "type": PROBLEMS + "invalid-request",
            },
        )
    )


def missing(kind: str, number: str) -> Mapping[str, Any]:
    """``ResourceNotFoundProblem``, as it stands among the ``errors`` of an answer."""
    return {
        "value": number,
        "detail": f"Could not find {kind} with id: [{number}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": "id",
        "resource_id": number,
        "type": PROBLEMS + "resource-not-found",
    }


def not_played(what: str) -> NoReturn:
    """No answer of X: it knows this, and the fake does not."""
    raise Refused(Answer(501, {"title": "Not played by the fake", "detail": what, "type": "about:blank", "status": 501}))


def oauth_error(status: int, code: int, message: str) -> NoReturn:
    """``Error``, as the OAuth endpoints give it (X's table of error codes)."""
    raise Refused(Answer(status, {"errors": [{"code": code, "message": message}]}))
