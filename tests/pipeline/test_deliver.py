"""What partner campaigns are told arrives: signed, at least once, always under the same key; and whoever is gone is let be."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook

from advocacybot.clock import SystemClock
from advocacybot.pipeline.deliver import WAITS, Deliverer, deliver
from advocacybot.pipeline.noticed import Kind, noticed
from advocacybot.pipeline.receivers import Answer, Receivers
from advocacybot.store import journal, webhooks
from advocacybot.store.models import MessageRow
from advocacybot.store.webhooks import LEASE
from tests import tables
from tests.fakes.receiver import ADDRESS, CUT, DRIP, HANG, HOST, Receiver, receiving
from tests.houses import MakeHouse
from tests.pipeline.steps import Make
from tests.pipeline.test_properties import no_haste
from tests.pipeline.webhook_steps import DAY, SECOND, a_subscription, something_happens
from tests.store.at_once import at_once
from tests.within import within

AFTER_A_WAIT = 1.1
"""So much longer than it says a wait is at most."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def at_work(make_house: Make) -> MakeHouse:
    return make_house()


def the_time_comes(at_work: MakeHouse, after: dt.timedelta = DAY * AFTER_A_WAIT) -> None:
    at_work.clock.set(at_work.clock.now() + after)


def test_what_happened_arrives_once_signed_so_that_anybody_can_check_it(make_house: Make, receiver: Receiver) -> None:
    at_work = make_house(now=SystemClock().now())
    number, secret = a_subscription(at_work)
    something_happens(at_work)
    assert deliver(at_work.house, number, receiver.reached()) == 1
    assert deliver(at_work.house, number, receiver.reached()) == 0
    (heard,) = receiver.heard
    assert heard.path == "/hook?of=a-partner"
    checked = Webhook(secret).verify(heard.body, heard.headers)
    assert checked == json.loads(MessageRow.objects.get().body)
    assert heard.key == MessageRow.objects.get().key


@pytest.mark.parametrize("end", [500, 404, 400, 199, 304, CUT])
def test_what_is_not_taken_is_tried_again_under_the_same_key(at_work: MakeHouse, receiver: Receiver, end: int | str) -> None:
    number, _ = a_subscription(at_work)
    something_happens(at_work)
    receiver.then.append(end)
    assert deliver(at_work.house, number, receiver.reached()) == 0
    the_time_comes(at_work, WAITS[0] - SECOND)
    assert webhooks.to_deliver(at_work.clock.now()) == []
    the_time_comes(at_work, 2 * SECOND)
    assert deliver(at_work.house, number, receiver.reached()) == 1
    assert receiver.keys == [MessageRow.objects.get().key] * 2
    first, second = (one.headers for one in receiver.heard)
    assert int(second["webhook-timestamp"]) > int(first["webhook-timestamp"])
    assert second["webhook-signature"] != first["webhook-signature"]


@pytest.mark.parametrize("end", [HANG, DRIP])
def test_nobody_is_waited_for_longer_than_the_time_that_there_is(at_work: MakeHouse, receiver: Receiver, end: str) -> None:
    number, _ = a_subscription(at_work)
    something_happens(at_work)
    receiver.then.append(end)
    deliver(at_work.house, number, receiver.reached(longest=0.3))
    assert MessageRow.objects.get().why == "it did not answer in time"
    assert MessageRow.objects.get().settled_at is None


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(at_work: MakeHouse, receiver: Receiver, status: int) -> None:
    number, _ = a_subscription(at_work)
    something_happens(at_work)
    receiver.then.append(status)
    receiver.answer_with["Location"] = f"https://{HOST}/elsewhere"
    deliver(at_work.house, number, receiver.reached())
    assert (len(receiver.heard), receiver.elsewhere) == (1, [])
    assert MessageRow.objects.get().why == f"it answered {status}"


def test_whoever_is_gone_is_told_nothing_more_and_the_staff_hears_of_it(at_work: MakeHouse, receiver: Receiver) -> None:
    number, _ = a_subscription(at_work)
    for _ in range(3):
        something_happens(at_work)
    receiver.then.append(410)
    deliver(at_work.house, number, receiver.reached())
    the_time_comes(at_work)
    deliver(at_work.house, number, receiver.reached())
    assert len(receiver.heard) == 1
    assert not MessageRow.objects.filter(settled_at__isnull=True).exists()
    (notice,) = [one for one in noticed(at_work.house) if one.kind == Kind.WEBHOOK_ENDED]
    assert notice.body.startswith("it answered 410: it is gone\n")
    assert (journal.read()[-1].kind, journal.read()[-1].facts) == ("webhook ended", {"why": "it answered 410: it is gone"})


def test_what_is_tried_in_vain_for_three_days_ends_it(at_work: MakeHouse, receiver: Receiver) -> None:
    number, _ = a_subscription(at_work)
    something_happens(at_work)
    receiver.then.extend([500] * 20)
    for wait in (dt.timedelta(), *WAITS):
        the_time_comes(at_work, wait * AFTER_A_WAIT)
        deliver(at_work.house, number, receiver.reached())
    assert len(receiver.heard) == 1 + len(WAITS)
    assert len(set(receiver.keys)) == 1
    (notice,) = [one for one in noticed(at_work.house) if one.kind == Kind.WEBHOOK_ENDED]
    assert notice.title == f"Webhook {number} at {HOST} is told nothing more"
    assert notice.body.startswith("it took nothing for three days: it answered 500\n")
    the_time_comes(at_work)
    assert deliver(at_work.house, number, receiver.reached()) == 0
    assert len(receiver.heard) == 1 + len(WAITS)


def test_one_that_takes_others_is_not_ended_by_one_that_it_will_not_have(at_work: MakeHouse, receiver: Receiver) -> None:
    number, _ = a_subscription(at_work)
    something_happens(at_work)
    for wait in (dt.timedelta(), *WAITS):
        the_time_comes(at_work, wait * AFTER_A_WAIT)
        receiver.then.append(400)
        deliver(at_work.house, number, receiver.reached())
        something_happens(at_work)
        deliver(at_work.house, number, receiver.reached())
    (given_up,) = MessageRow.objects.filter(taken=False)
    assert (given_up.tries, given_up.settled_at is None) == (1 + len(WAITS), False)
    assert webhooks.get(number).ended_at is None


@pytest.mark.parametrize(("asked", "wait"), [("3600", 3600), ("999999", 86400), ("soon", 5), ("-1", 5), ("1", 5)])
def test_a_receiver_is_let_be_for_as_long_as_it_asks_and_a_day_at_most(
    at_work: MakeHouse, receiver: Receiver, asked: str, wait: int
) -> None:
    number, _ = a_subscription(at_work)
    something_happens(at_work)
    receiver.then.append(503)
    receiver.answer_with["Retry-After"] = asked
    deliver(at_work.house, number, receiver.reached())
    waits = (MessageRow.objects.get().next_try_at - at_work.clock.now()).total_seconds()
    assert wait <= waits <= wait * AFTER_A_WAIT


@pytest.mark.parametrize(("status", "tried"), [(429, 1), (502, 1), (503, 1), (504, 1), (400, 2)])
def test_a_receiver_that_has_too_much_to_do_is_spared_the_others_as_well(
    at_work: MakeHouse, receiver: Receiver, status: int, tried: int
) -> None:
    number, _ = a_subscription(at_work)
    something_happens(at_work)
    something_happens(at_work)
    receiver.then.append(status)
    deliver(at_work.house, number, receiver.reached())
    assert len(receiver.heard) == tried


def test_whoever_was_killed_while_telling_leaves_it_to_be_told_again(at_work: MakeHouse, receiver: Receiver) -> None:
    number, _ = a_subscription(at_work)
    something_happens(at_work)
    claimed = webhooks.claim(number, at_work.clock.now())
    assert claimed is not None
    assert deliver(at_work.house, number, receiver.reached()) == 0
    the_time_comes(at_work, LEASE)
    assert deliver(at_work.house, number, receiver.reached()) == 1
    assert receiver.keys == [claimed.key]
    webhooks.put_off(claimed, at_work.clock.now(), "its sender comes back from the dead", at_work.clock.now())
    assert MessageRow.objects.get().taken


def test_two_processes_tell_each_thing_once(at_work: MakeHouse, receiver: Receiver) -> None:
    number, _ = a_subscription(at_work)
    for _ in range(10):
        something_happens(at_work)
    by = receiver.reached()
    taken = at_once(*[lambda: deliver(at_work.house, number, by)] * 3)
    assert sum(taken) == 10
    assert sorted(receiver.keys) == sorted(MessageRow.objects.values_list("key", flat=True))


def test_one_that_hangs_keeps_nobody_else_waiting(at_work: MakeHouse, receiver: Receiver) -> None:
    hanging, _ = a_subscription(at_work, "vote.scheduled", address=ADDRESS)
    something_happens(at_work, "vote.scheduled")
    receiver.then.append(HANG)
    deliverer = Deliverer(at_work.house, receiver.reached(longest=30))
    deliverer.attend()
    assert within(5, lambda: len(receiver.heard) == 1)
    well, _ = a_subscription(at_work, "outcome.confirmed")
    something_happens(at_work, "outcome.confirmed")
    another = Deliverer(at_work.house, receiver.reached())
    another.attend()
    another.stop(within=5)
    assert {row.subscription_id: row.taken for row in MessageRow.objects.all()} == {hanging: False, well: True}
    receiver.over.set()
    deliverer.stop(within=5)


def test_another_secret_key_is_no_reason_to_send_anything(
    at_work: MakeHouse, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, _ = a_subscription(at_work)
    something_happens(at_work)
    monkeypatch.setenv("ADVOCACYBOT_SECRET_KEY", "another one, by which nothing was sealed")
    deliver(at_work.house, number, receiver.reached())
    assert receiver.heard == []
    assert MessageRow.objects.get().why.startswith("its address cannot be read")


def test_what_was_told_is_forgotten_after_a_while(at_work: MakeHouse, receiver: Receiver) -> None:
    number, _ = a_subscription(at_work)
    something_happens(at_work)
    deliver(at_work.house, number, receiver.reached())
    webhooks.forget(at_work.clock.now())
    assert MessageRow.objects.count() == 1
    webhooks.forget(at_work.clock.now() + SECOND)
    assert not MessageRow.objects.exists()


# ── whatever happens, in whatever order ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Unwell(Receivers):
    """A receiver that keeps what it was told, by its keys, and ends each request as the list says; then it is well."""

    ends: list[str] = field(default_factory=list)
    took: list[tuple[str, bytes]] = field(default_factory=list)

    def post(self, address: str, headers: Mapping[str, str], body: bytes) -> Answer:
        assert address == ADDRESS
        end = self.ends.pop(0) if self.ends else "well"
        if end == "refuses":
            return Answer(500)
        self.took.append((headers["webhook-id"], body))
        if end == "dies":
            raise KeyboardInterrupt
        return Answer(None, "the answer was lost") if end == "loses the answer" else Answer(200)


STEPS = st.lists(st.sampled_from(["happens", "looks", "looks", "time"]), min_size=1, max_size=12)
ENDS = st.lists(st.sampled_from(["well", "refuses", "loses the answer", "dies"]), max_size=8)


def test_nothing_is_lost_and_nothing_gets_a_second_key(make_house: Make) -> None:
    at_work = make_house()

    @no_haste
    @given(steps=STEPS, ends=ENDS)
    def whatever_happens(steps: list[str], ends: list[str]) -> None:
        tables.empty()
        number, _ = a_subscription(at_work)
        receiver, happened = Unwell(ends=[*ends]), 0
        for step in (*steps, *["time", "looks"] * (len(ends) + 1)):
            if step == "happens":
                something_happens(at_work)
                happened += 1
            elif step == "time":
                the_time_comes(at_work)
            else:
                _looks(at_work, number, receiver)
        keys = dict(MessageRow.objects.values_list("key", "body"))
        assert len(keys) == happened
        assert all(MessageRow.objects.values_list("taken", flat=True))
        assert {key: body.decode() for key, body in receiver.took} == keys

    whatever_happens()


def _looks(at_work: MakeHouse, number: int, receiver: Receivers) -> None:
    """One look of a process, which may be killed while it tells."""
    try:
        deliver(at_work.house, number, receiver)
    except KeyboardInterrupt:
        return
