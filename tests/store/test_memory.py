"""What platforms remember of accounts."""

import pytest

from advocacybot.platforms.base import Memory, ReadOnly
from advocacybot.store import memory
from tests.fakes.memory import Remembered
from tests.store.at_once import at_once, elsewhere

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture(params=["the store", "the fake"])
def remembering(request: pytest.FixtureRequest) -> Memory:
    """The fake in a dictionary keeps the same promise."""
    return memory if request.param == "the store" else Remembered()


def test_what_was_never_remembered_is_not_known(remembering: Memory) -> None:
    assert remembering.recall("act-x", "number") is None


def test_what_is_remembered_last_is_known(remembering: Memory) -> None:
    for value in ("17", "", "ümlaut " * 100):
        remembering.remember("act-x", "number", value)
        assert remembering.recall("act-x", "number") == value


def test_no_account_knows_what_another_does_nor_one_thing_for_another(remembering: Memory) -> None:
    remembering.remember("act-x", "number", "17")
    assert remembering.recall("act-fr", "number") is None
    assert remembering.recall("act-x", "limit") is None


def test_what_one_process_remembers_every_process_knows() -> None:
    memory.remember("act-x", "number", "17")
    assert elsewhere(lambda: memory.recall("act-x", "number")) == "17"


def test_what_is_remembered_by_many_at_once_stands_once() -> None:
    at_once(*[lambda: memory.remember("act-x", "number", "17")] * 6)
    assert memory.recall("act-x", "number") == "17"


def test_an_account_can_be_forgotten_alone() -> None:
    memory.remember("act-x", "number", "17")
    memory.remember("act-x", "limit", "500")
    memory.remember("act-fr", "number", "18")
    memory.forget("act-x")
    assert [memory.recall(account, "number") for account in ("act-x", "act-fr")] == [None, "18"]
    assert memory.recall("act-x", "limit") is None


def test_a_memory_that_is_only_looked_into_learns_nothing(remembering: Memory) -> None:
    remembering.remember("act-x", "number", "17")
    looking = ReadOnly(remembering)
    looking.remember("act-x", "number", "18")
    looking.remember("act-x", "limit", "500")
    assert looking.recall("act-x", "number") == remembering.recall("act-x", "number") == "17"
    assert remembering.recall("act-x", "limit") is None
