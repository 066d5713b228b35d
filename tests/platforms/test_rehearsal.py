"""The feed of a rehearsal. What every platform keeps to is tried in ``test_contract.py``."""

import pytest

from advocacybot.clock import ReplayClock
from advocacybot.errors import NotSent
from advocacybot.platforms.rehearsal import Rehearsal
from advocacybot.store import rehearsed
from tests.platforms.trials import SOLO, an_outgoing
from tests.store.rows import NOW

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def platform() -> Rehearsal:
    return Rehearsal(rehearsed, ReplayClock(NOW))


def test_a_part_stands_in_the_feed_as_it_was_given(platform: Rehearsal) -> None:
    receipt = platform.publish(SOLO, an_outgoing("Two\nlines.", key="k" * 32))
    (entry,) = rehearsed.read("solo")
    assert (entry.id, entry.at, entry.text, entry.language, entry.key) == (receipt.remote_id, NOW, "Two\nlines.", "en", "k" * 32)
    assert (entry.answers, entry.thread, entry.pictures) == (None, None, ())
    assert (receipt.at, receipt.url) == (NOW, None)


def test_what_is_given_twice_stands_there_twice_under_ids_of_the_account(platform: Rehearsal) -> None:
    receipts = [platform.publish(SOLO, an_outgoing("One.")) for _ in range(2)]
    assert [entry.text for entry in rehearsed.read("solo")] == ["One.", "One."]
    first, second = (receipt.remote_id.removeprefix("solo-") for receipt in receipts)
    assert int(first) < int(second)


def test_what_is_stopped_right_before_the_sending_does_not_stand_there(platform: Rehearsal) -> None:
    def stops() -> None:
        assert rehearsed.read("solo") == []
        raise NotSent(cause="the claim has run out")

    with pytest.raises(NotSent, match="run out"):
        platform.publish(SOLO, an_outgoing("One.", before_sending=stops))
    assert rehearsed.read("solo") == []
