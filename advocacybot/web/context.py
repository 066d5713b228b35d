"""What every page shows: the campaign, who is signed in, what stands still."""

from typing import Any

from django.http import HttpRequest

from advocacybot.store import pauses
from advocacybot.web.house import house


def everywhere(request: HttpRequest) -> dict[str, Any]:
    if not request.user.is_authenticated:
        return {"campaign": house().campaign.name}
    return {"campaign": house().campaign.name, "pauses": pauses.standing()}
