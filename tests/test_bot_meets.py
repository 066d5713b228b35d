"""The bot at work knows who its accounts are before something is due on them."""

import threading
from contextlib import nullcontext

import pytest

from advocacybot import bot
from advocacybot.bot import Bot
from advocacybot.pipeline.accounts import AHEAD
from advocacybot.store.processes import PUBLISH
from tests.fakes.bots import Mine, NoJobs
from tests.houses import a_vote_entry
from tests.pipeline.steps import Make, a_campaign, an_account, before, with_a_fake
from tests.within import within


def test_accounts_are_asked_for_as_it_starts_and_again_before_something_is_due(
    make_house: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry(), campaign=a_campaign(an_account(rehearsal="false")))
    monkeypatch.setattr(bot, "_MEETS_EVERY", 0.02)
    monkeypatch.setattr(bot, "stopped_by_signals", lambda _stop: nullcontext())
    one = Bot(at_work.house, NoJobs(), Mine(), (PUBLISH,))  # type: ignore[arg-type]
    asked: list[bool] = []

    def until_asked_twice() -> None:
        asked.append(within(20, lambda: platform.asked_who == ["solo"]))
        at_work.clock.set(before("24 h") - AHEAD)
        asked.append(within(20, lambda: platform.asked_who == ["solo", "solo"]))
        one.stop()

    somebody = threading.Thread(target=until_asked_twice)
    somebody.start()
    one.run()
    somebody.join()
    assert asked == [True, True]
