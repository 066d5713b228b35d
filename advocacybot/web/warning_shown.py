"""A warning as its pages show it: what it says and who accepted it, on whom it counts, and how it stands."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advocacybot.campaign.posts import PostState
from advocacybot.campaign.warnings import EarlyWarning
from advocacybot.council.values import in_language
from advocacybot.pipeline.house import House
from advocacybot.store.warnings import KeptWarning
from advocacybot.web.models import Staff
from advocacybot.web.shown import Hour, hour
from advocacybot.web.vote_shown import supporters, waiting_and_out


@dataclass(frozen=True)
class Line:
    """A warning in a list. ``waiting`` and ``out``: how many of its posts do and are."""

    warning: EarlyWarning
    situation: str
    accepted: Hour
    stands: str
    waiting: int
    out: int


def line(house: House, kept: KeptWarning, counts: Mapping[PostState, int], reader: Staff, language: str) -> Line:
    """The warning for a list."""
    waiting, out = waiting_and_out(counts)
    return Line(
        warning=kept.warning,
        situation=in_language(kept.warning.situation, language),
        accepted=hour(kept.warning.at, house, reader),
        stands=stands(kept, house.clock.now()),
        waiting=waiting,
        out=out,
    )


def stands(kept: KeptWarning, now: dt.datetime) -> str:
    """How it stands, in words."""
    if kept.warning.taken_back:
        return _("taken back")
    return pgettext("a warning", "over") if kept.until <= now else pgettext("a warning", "stands")


def facts(house: House, kept: KeptWarning, reader: Staff, language: str) -> dict[str, object]:
    """What whatever is said of the warning rests on, for a template."""
    found, problem = supporters(house, kept.warning.day, language)
    return {
        "warning": kept.warning,
        "situation": in_language(kept.warning.situation, language),
        "stands": stands(kept, house.clock.now()),
        "accepted": hour(kept.warning.at, house, reader),
        "until": hour(kept.until, house, reader),
        "supporters": found,
        "supporters_problem": problem,
    }
