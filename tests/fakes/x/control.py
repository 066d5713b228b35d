"""The fake's own paths, for tests in other processes; X knows none of them, and they need no signature.

- ``GET /_fake/posts?handle=H``: the posts that stand, oldest first.
- ``GET /_fake/users``: the users and their tokens. ``POST /_fake/users {"handle": H}``: one more.
- ``GET /_fake/calls``: how often each endpoint was called.
- ``POST /_fake/NAME {…}``: any of :class:`tests.fakes.x.circumstances.Circumstances`, its settings by name.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tests.fakes.x.answers import Answer
from tests.fakes.x.circumstances import switch
from tests.fakes.x.requested import Requested
from tests.fakes.x.windows import PER_USER

if TYPE_CHECKING:
    from tests.fakes.x.server import XApi


def answer(api: "XApi", requested: Requested) -> Answer:
    """Do what a request to the fake itself asks for."""
    name = requested.path.removeprefix("/_fake/")
    try:
        if requested.method == "GET":
            return Answer(200, _READS[name](api, dict(requested.parameters)))
        settings = json.loads(requested.body or b"{}")
        if name == "users":
            return Answer(201, asdict(api.add_user(**settings)))
        switch(api, name, settings)
    except (LookupError, TypeError, ValueError) as error:
        return Answer(400, {"error": f"{type(error).__name__}: {error}"})
    return Answer(200, {})


def _posts(api: "XApi", query: Mapping[str, str]) -> list[dict[str, Any]]:
    return [asdict(one) | {"created_at": one.created_at.isoformat()} for one in api.posts(query["handle"])]


def _users(api: "XApi", _query: Mapping[str, str]) -> list[dict[str, Any]]:
    return [asdict(one) for one in api.users]


def _calls(api: "XApi", _query: Mapping[str, str]) -> dict[str, int]:
    return {endpoint: api.calls(endpoint) for endpoint in PER_USER}


_READS: Mapping[str, Callable[["XApi", Mapping[str, str]], Any]] = {"posts": _posts, "users": _users, "calls": _calls}
