"""The queue as iCalendar (RFC 5545), for the staff's own calendars: when posts go out, and until when people may agree to them.

Clients know an event by its UID, and take one with a higher SEQUENCE for newer (RFC 5546, 2.1.4): what became of a post reaches
those who subscribed to an earlier one. It is not for the public: it tells of posts that nobody agreed to yet. But it ends up with
whoever keeps a colleague's calendar, so it says neither their words nor anybody's reasons.
"""

import datetime as dt

import icalendar

from advocacybot.campaign.agenda import Appointment, Purpose, agenda
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.posts import Post
from advocacybot.errors import NoSuchThing
from advocacybot.pipeline import review
from advocacybot.pipeline.house import House
from advocacybot.site.ics import POST
from advocacybot.site.ics_writing import begun, text
from advocacybot.site.identity import identity_in
from advocacybot.store import journal, posts

_BACK = dt.timedelta(days=30)
"""So long after a vote what became of its posts is still told."""
_LASTS = dt.timedelta(minutes=15)
_LOOK_AGAIN = dt.timedelta(minutes=15)


def written(house: House, room: str) -> bytes:
    """The calendar of the queue as it stands. ``room``: the staff room's address. The same queue makes the same bytes."""
    filled = posts.of_matters_since(house.clock.now() - _BACK)
    changed = journal.last_hours(_subject(post) for post in filled)
    made = begun(f"{house.campaign.name}: queue", "queue", "en", _LOOK_AGAIN)
    for one in agenda(filled, lambda post: _asked(house, post)):
        made.add_component(_event(house.campaign, one, changed.get(_subject(one.post), one.at), room))
    told: bytes = made.to_ical()
    return told


def _asked(house: House, post: Post) -> int:
    """How many people must agree; nobody, where the account is none of the campaign's any more."""
    try:
        return review.needed(house, post)
    except NoSuchThing:
        return 0


def _subject(post: Post) -> str:
    return f"post {post.id}"


def _event(campaign: Campaign, one: Appointment, changed: dt.datetime, room: str) -> icalendar.Event:
    event = icalendar.Event()
    event.add("UID", str(identity_in(campaign.name, "queue", *one.identity)))
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    event.add("SEQUENCE", one.revision)
    event.add("DTSTART", one.at)
    event.add("DURATION", _LASTS)
    event.add("SUMMARY", text(_summary(one)))
    event.add("DESCRIPTION", text(_description(one.post)))
    event.add("CATEGORIES", [one.purpose.value])
    event.add("STATUS", one.standing.value)
    event.add("TRANSP", "TRANSPARENT")
    event.add("URL", f"{room}/posts/{one.post.id}/")
    event.add(POST, text(str(one.post.id)))
    return event


def _summary(one: Appointment) -> str:
    slot = one.post.slot
    what = f"{slot.message.replace('_', ' ')} on {slot.account}, {slot.symbol}"
    return f"Goes out: {what}" if one.purpose is Purpose.GOES_OUT else f"Last hour to agree: {what}"


def _description(post: Post) -> str:
    """What stands only in what is told when the post's version is another, so that SEQUENCE tells of every change."""
    return f"Post {post.id} is {post.state}."
