"""When whoever plans looks, and what it hands out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from advocacybot import bot
from advocacybot.bot import ASKS_EVERY, Planner
from advocacybot.campaign.posts import PostState
from advocacybot.pipeline import sweep
from advocacybot.pipeline.house import House
from tests.fakes.bots import Mine
from tests.houses import MakeHouse, a_vote_entry
from tests.pipeline.steps import Make, before, in_a_word, the_bot_looks, with_a_fake


class Handed:
    """Jobs that are only noted."""

    def __init__(self) -> None:
        self.out: list[str] = []

    def hand_out(self, waiting: Mapping[str, object], _: float) -> int:
        self.out += waiting
        return len(waiting)


class Planning:
    """A planner at work, the whole looks that it took, and a steady clock of its own."""

    def __init__(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        self.jobs, self.looks, self.seconds = Handed(), 0, 1000.0
        self._planner = Planner(house, Mine(), self.jobs, lambda: False)  # type: ignore[arg-type]
        monkeypatch.setattr(bot, "glance", self._glance)
        monkeypatch.setattr("advocacybot.bot.time.monotonic", lambda: self.seconds)
        self.look()

    def _glance(self, house: House) -> sweep.Glance:
        self.looks += 1
        return sweep.glance(house)

    def look(self) -> float:
        return self._planner.look()

    @contextmanager
    def by_a_whole_look(self, wanted: int) -> Iterator[None]:
        """So many whole looks are taken in the block."""
        before_it = self.looks
        yield
        assert self.looks - before_it == wanted


@pytest.fixture
def at_work(make_house: Make) -> MakeHouse:
    """A house with one post, which waits for a person."""
    at_work, _ = with_a_fake(make_house, a_vote_entry())
    the_bot_looks(at_work)
    return at_work


@pytest.fixture
def planning(at_work: MakeHouse, monkeypatch: pytest.MonkeyPatch) -> Planning:
    return Planning(at_work.house, monkeypatch)


def test_where_nothing_happens_it_only_asks(planning: Planning) -> None:
    with planning.by_a_whole_look(0):
        assert [planning.look() for _ in range(3)] == [ASKS_EVERY] * 3


def test_it_looks_as_soon_as_somebody_did_something(at_work: MakeHouse, planning: Planning) -> None:
    with planning.by_a_whole_look(1):
        in_a_word(at_work)
        planning.look()
        planning.look()


def test_it_looks_after_a_while_whatever_was_told(planning: Planning) -> None:
    with planning.by_a_whole_look(1):
        planning.seconds += bot.AT_REST
        planning.look()


def test_what_falls_due_is_handed_out_before_anything_is_looked_at_as_a_whole(at_work: MakeHouse, planning: Planning) -> None:
    in_a_word(at_work)
    planning.look()
    assert planning.jobs.out == []
    at_work.clock.set(before("24 h"))
    with planning.by_a_whole_look(0):
        planning.look()
    assert planning.jobs.out == ["solo"]


def test_it_looks_more_often_while_something_is_on_its_way(at_work: MakeHouse, planning: Planning) -> None:
    in_a_word(at_work)
    planning.look()
    at_work.clock.set(before("24 h"))
    planning.look()
    with planning.by_a_whole_look(1):
        planning.seconds += bot.EVERY
        planning.look()


def test_what_a_person_agrees_to_when_it_is_due_already_is_handed_out_at_the_next_question(
    at_work: MakeHouse, planning: Planning
) -> None:
    at_work.clock.set(before("23 h"))
    planning.look()
    in_a_word(at_work)
    planning.look()
    assert planning.jobs.out == ["solo"]
    assert len(at_work.posts(PostState.APPROVED)) == 1


def test_edited_files_make_it_look(planning: Planning) -> None:
    with planning.by_a_whole_look(1):
        planning._planner.look_again()
        planning.look()
