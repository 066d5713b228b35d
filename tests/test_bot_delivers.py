"""The bot at work tells partner campaigns what happens, while it does all else."""

import threading
from contextlib import nullcontext

import pytest
from django.db import connection

from advocacybot import bot
from advocacybot.bot import Bot
from advocacybot.pipeline.deliver import Deliverer
from advocacybot.store.models import MessageRow
from advocacybot.store.processes import PLAN
from tests.fakes.bots import Mine, NoJobs
from tests.fakes.receiver import HANG, receiving
from tests.houses import a_vote_entry
from tests.pipeline.steps import SOLO, Make
from tests.pipeline.webhook_steps import a_subscription
from tests.within import within


@pytest.mark.parametrize("first", [204, HANG])
def test_what_an_edit_does_is_told_while_the_bot_goes_on(
    make_house: Make, monkeypatch: pytest.MonkeyPatch, first: int | str
) -> None:
    at_work = make_house(campaign=SOLO)
    a_subscription(at_work)
    with receiving() as receiver:
        receiver.then.append(first)
        monkeypatch.setattr(bot, "Deliverer", lambda house: Deliverer(house, receiver.reached()))
        monkeypatch.setattr(bot, "stopped_by_signals", lambda _stop: nullcontext())
        monkeypatch.setattr(bot, "TO_DELIVER", 0.1)
        one = Bot(at_work.house, NoJobs(), Mine(), (PLAN,))  # type: ignore[arg-type]
        seen: list[bool] = []

        def edit_and_wait() -> None:
            at_work.write_calendar(a_vote_entry())
            seen.append(within(20, lambda: len(receiver.heard) == 1))
            at_work.write_calendar(a_vote_entry(subject="Other words"))
            seen.append(within(20, lambda: _events() == ["vote.scheduled", "vote.changed"]))
            one.stop()

        editor = threading.Thread(target=edit_and_wait)
        editor.start()
        one.run()
        editor.join()
        receiver.over.set()
        assert within(10, lambda: not any(one.name.startswith("webhook") for one in threading.enumerate()))
    assert seen == [True, True]
    assert receiver.keys[0] == MessageRow.objects.order_by("pk")[0].key


def _events() -> list[str]:
    try:
        return list(MessageRow.objects.order_by("pk").values_list("event", flat=True))
    finally:
        connection.close()
