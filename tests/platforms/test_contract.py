"""What every platform promises: see ``advocacybot/platforms/base.py``."""

from pathlib import Path

import pytest

from advocacybot.clock import ReplayClock
from advocacybot.errors import Doubtful, NotSent, Refused
from tests.factories import an_account
from tests.platforms.trials import PLATFORMS, SOLO, Trial, an_outgoing
from tests.store.at_once import at_once
from tests.store.rows import MOMENT, NOW

OTHER = an_account("other", platform="mastodon", rehearsal=True)


@pytest.fixture(params=PLATFORMS)
def trial(request: pytest.FixtureRequest, tmp_path: Path) -> Trial:
    made: Trial = PLATFORMS[request.param](tmp_path, ReplayClock(NOW))
    return made


def test_to_publish_gives_a_receipt_of_what_then_stands_there(trial: Trial) -> None:
    receipt = trial.platform.publish(SOLO, an_outgoing("Mind your pledge."))
    (out,) = trial.feed(SOLO)
    assert (out.number, out.text, out.thread, out.answers) == (receipt.remote_id, "Mind your pledge.", None, None)
    assert receipt.remote_id
    assert receipt.at.utcoffset() is not None
    assert receipt.at <= NOW + MOMENT


def test_what_is_out_is_found_with_its_receipt(trial: Trial) -> None:
    for text in ("One.", "Two.", "Three."):
        trial.platform.publish(SOLO, an_outgoing(text))
    receipt = trial.platform.publish(SOLO, an_outgoing("Four."))
    trial.platform.publish(SOLO, an_outgoing("Five."))
    assert trial.platform.find(SOLO, an_outgoing("Four.")) == receipt


def test_what_is_not_out_is_not_found(trial: Trial) -> None:
    assert trial.platform.find(SOLO, an_outgoing("One.")) is None
    trial.platform.publish(SOLO, an_outgoing("One."))
    assert trial.platform.find(SOLO, an_outgoing("Two.")) is None


def test_the_same_words_of_another_part_are_not_what_is_looked_for(trial: Trial) -> None:
    trial.platform.publish(SOLO, an_outgoing("One.", key="a" * 32))
    assert trial.platform.find(SOLO, an_outgoing("One.", key="b" * 32)) is None


def test_what_another_account_posted_is_not_what_is_looked_for(trial: Trial) -> None:
    trial.platform.publish(OTHER, an_outgoing("One."))
    assert trial.platform.find(SOLO, an_outgoing("One.")) is None
    assert trial.feed(SOLO) == []


def test_every_part_has_a_number_of_its_own(trial: Trial) -> None:
    parts = [an_outgoing("The same words.", key=f"{number:032}") for number in range(10)]
    assert len({trial.platform.publish(SOLO, part).remote_id for part in parts}) == 10


def test_a_thread_keeps_its_root_and_what_each_part_answers(trial: Trial) -> None:
    first = trial.platform.publish(SOLO, an_outgoing("One."))
    second = trial.platform.publish(SOLO, an_outgoing("Two.", 2, root=first, parent=first))
    trial.platform.publish(SOLO, an_outgoing("Three.", 3, root=first, parent=second))
    assert [(out.thread, out.answers) for out in trial.feed(SOLO)] == [
        (None, None),
        (first.remote_id, first.remote_id),
        (first.remote_id, second.remote_id),
    ]


@pytest.mark.parametrize("platform", ["x", "mastodon", "bluesky"])
def test_what_just_fits_is_taken_and_what_does_not_is_refused(trial: Trial, platform: str) -> None:
    account = an_account("solo", platform=platform, rehearsal=True)
    most = trial.platform.limits(account).most
    with pytest.raises(Refused, match="too long"):
        trial.platform.publish(account, an_outgoing("o" * (most + 1)))
    assert trial.feed(account) == []
    assert trial.platform.find(account, an_outgoing("o" * (most + 1))) is None
    trial.platform.publish(account, an_outgoing("o" * most))
    assert [out.text for out in trial.feed(account)] == ["o" * most]


@pytest.mark.parametrize(
    "text", ["Two lines\n\nand – “so on”…", "¡Contamos con su voto! 🕊️🇺🇳", "Voici : l’État", 'a\\b "c" {d} \t e', "-0"]
)
def test_words_stand_as_they_were_written(trial: Trial, text: str) -> None:
    trial.platform.publish(SOLO, an_outgoing(text))
    assert [out.text for out in trial.feed(SOLO)] == [text]


def test_what_a_platform_cannot_take_was_not_sent(trial: Trial) -> None:
    trial.takes_nothing_more()
    with pytest.raises(NotSent) as cause:
        trial.platform.publish(SOLO, an_outgoing("One."))
    assert "it will be tried again" in str(cause.value)


def test_where_a_platform_shows_nothing_it_cannot_be_told(trial: Trial) -> None:
    trial.platform.publish(SOLO, an_outgoing("One."))
    trial.shows_nothing_more()
    with pytest.raises(Doubtful):
        trial.platform.find(SOLO, an_outgoing("One."))


def test_two_that_post_at_once_lose_nothing(trial: Trial) -> None:
    def several(name: str) -> list[str]:
        return [trial.platform.publish(SOLO, an_outgoing(f"{name} {number}")).remote_id for number in range(25)]

    numbers = [number for several_numbers in at_once(lambda: several("A"), lambda: several("B")) for number in several_numbers]
    assert len(set(numbers)) == 50
    assert {out.number for out in trial.feed(SOLO)} == set(numbers)
    mine = [out.text for out in trial.feed(SOLO) if out.text.startswith("A")]
    assert mine == [f"A {number}" for number in range(25)]
