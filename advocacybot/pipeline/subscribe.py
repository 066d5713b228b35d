"""Who else is told of what happens: made, tried and taken away by people at the terminal."""

from collections.abc import Sequence

from advocacybot.errors import BadInput, Refusal
from advocacybot.pipeline import standard_webhooks
from advocacybot.pipeline.house import House
from advocacybot.pipeline.offered import EVENTS
from advocacybot.pipeline.receivers import Answer, Receivers, host_of
from advocacybot.settings import Settings
from advocacybot.store import journal, marks, webhooks
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone
from advocacybot.store.secret_key import secret_key
from advocacybot.store.webhooks import Where

MOST = 50
"""So many subscriptions there may be."""

TEST = '{"type":"webhook.test","timestamp":"%s","data":{}}'
"""What a test tells."""


def add(house: House, address: str, events: Sequence[str], by: str) -> tuple[int, str]:
    """Tell that address of those events from now on; its number, and the secret by which it checks signatures, told this once.

    Raises:
        NotAPerson: the campaign knows no such person.
        BadInput: it is no address that may be told, or an event is none.
        Refusal: there are too many.
    """
    house.campaign.check_person(by)
    host = host_of(address)
    wanted = _known(events)
    now, secret = house.clock.now(), standard_webhooks.new_secret()
    with alone():
        if len(webhooks.every()) >= MOST:
            raise Refusal(what=f"there are {MOST} webhooks already", mend="remove one that is not needed any more")
        if not webhooks.anybody():
            marks.put(marks.ASSESSORS, str(house.campaign.assessors_needed))
        number = webhooks.add(Where(address, secret), host, wanted, by, now, secret_key(Settings()))
        facts = {"host": host, "events": list(wanted)}
        journal.write([Entry("webhook added", f"webhook {number}", by=by, facts=facts)], now)
    return number, standard_webhooks.written(secret)


def remove(house: House, number: int, by: str) -> None:
    """Tell it nothing more, and forget it.

    Raises:
        NotAPerson, NoSuchThing: the campaign knows no such person, or webhook.
    """
    house.campaign.check_person(by)
    with alone():
        found = webhooks.get(number)
        webhooks.remove(number)
        facts = {"host": found.host}
        journal.write([Entry("webhook removed", f"webhook {number}", by=by, facts=facts)], house.clock.now())


def try_out(house: House, number: int, receivers: Receivers) -> Answer:
    """Send a test there, once, whether or not it is told of anything else.

    Raises:
        NoSuchThing: there is no such webhook.
        Refusal: where it is cannot be read any more.
    """
    where = webhooks.where(number, secret_key(Settings()))
    if where is None:
        what = f"the address of webhook {number} cannot be read: the secret key is not the one by which it was sealed"
        raise Refusal(what=what, mend="bring the key back, or remove the webhook and add it anew")
    now = house.clock.now()
    body = (TEST % now.isoformat()).encode()
    headers = standard_webhooks.headers(where.secret, webhooks.new_key(), int(now.timestamp()), body)
    return receivers.post(where.address, headers, body)


def _known(events: Sequence[str]) -> tuple[str, ...]:
    """The events, each once, in their own order.

    Raises:
        BadInput: one is none of ours, or there is none.
    """
    wrong = sorted(set(events) - set(EVENTS))
    if wrong or not events:
        what = f"there is no event {wrong[0]!r}" if wrong else "no event is named"
        raise BadInput(what=what, mend=f"write some of {', '.join(EVENTS)}")
    return tuple(one for one in EVENTS if one in events)
