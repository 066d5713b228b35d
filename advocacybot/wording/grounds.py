"""What a post was drawn from, apart from its wording."""

import hashlib
import json

from advocacybot.campaign.earned import Slot
from advocacybot.wording.facts import Facts
from advocacybot.wording.lengths import Limits

_A_LINK = "https://undocs.org/S/2016/846"
"""Platforms count it each in their own way, and an instance may in another."""


def grounds(slot: Slot, facts: Facts, voice: str, limits: Limits) -> str:
    """Another one whenever the post would speak of something else, as somebody else, at another hour, or in other room.

    Only the wording is not in it: people who agreed to words agreed to them however a template says it later.
    """
    place = [slot.identity, slot.says, slot.due.isoformat(), slot.lapses_at and slot.lapses_at.isoformat()]
    room = [limits.platform, limits.most, limits.most_bytes, limits.length(_A_LINK)]
    told = json.dumps([place, facts, voice, room], default=vars, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
