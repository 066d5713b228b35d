"""What every page shows: the campaign, who is signed in, what stands still."""

from typing import Any

from django.http import HttpRequest

from advocacybot.campaign.roles import Deed
from advocacybot.store import pauses
from advocacybot.web.house import house, staff
from advocacybot.web.models import Staff
from advocacybot.web.shown import hour


def everywhere(request: HttpRequest) -> dict[str, Any]:
    always = {"campaign": house().campaign.name, "now": house().clock.now()}
    return always | (_of(staff(request)) if request.user.is_authenticated else {})


def _of(reader: Staff) -> dict[str, Any]:
    standing = pauses.standing()
    return {
        "pauses": [(one, hour(one.since, house(), reader)) for one in standing],
        "all_paused": any(one.account is None for one in standing),
        "may_pause": reader.may(Deed.PAUSE),
        "may_resume": reader.may(Deed.RESUME),
        "may_keep_people": reader.may(Deed.KEEP_PEOPLE),
        "may_ask": reader.may(Deed.ASK_PLATFORM),
    }
