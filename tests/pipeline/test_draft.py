from collections.abc import Callable

from tests.houses import MakeHouse, a_vote_entry


def test_a_vote_in_the_calendar_queues_its_reminders_on_every_account(make_house: Callable[..., MakeHouse]) -> None:
    at_work = make_house(a_vote_entry())
    assert [post.slot.account for post in at_work.queue()] == ["asks-one", "asks-two", "automatic"] * 3
