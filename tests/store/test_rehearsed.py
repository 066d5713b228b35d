"""The feeds of accounts that rehearse, in the database."""

from functools import partial

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from advocacybot.campaign.rehearsed import Rehearsed
from advocacybot.errors import Doubtful, NotSent
from advocacybot.store import rehearsed
from tests.store.at_once import at_once
from tests.store.refusing import WORDS, refusing
from tests.store.rows import NOW

pytestmark = pytest.mark.usefixtures("store")


def a_part(text: str = "One.", key: str = "a", **more: object) -> Rehearsed:
    return Rehearsed(NOW, text, "en", key, **more)  # type: ignore[arg-type]


def test_a_feed_in_which_nothing_stands_is_empty() -> None:
    assert rehearsed.read("solo") == []


def test_parts_are_read_as_they_were_given_in_their_order_and_by_account() -> None:
    first = a_part("Two\nlines.", "k" * 32, pictures=("A chart",))
    one = rehearsed.add("solo", first)
    second = a_part("An answer.", "b", answers=one, thread=one)
    two = rehearsed.add("solo", second)
    rehearsed.add("other", a_part("Elsewhere."))
    known = [(entry.id, entry.text, entry.pictures, entry.answers, entry.thread) for entry in rehearsed.read("solo")]
    assert known == [(one, "Two\nlines.", ("A chart",), None, None), (two, "An answer.", (), one, one)]


def test_the_first_part_with_a_key_is_found_in_its_own_feed_alone() -> None:
    rehearsed.add("other", a_part(key="b"))
    first = rehearsed.add("solo", a_part("One.", "b"))
    rehearsed.add("solo", a_part("Two.", "b"))
    found = rehearsed.find("solo", "b")
    assert found is not None
    assert (found.id, found.text) == (first, "One.")
    assert rehearsed.find("solo", "c") is None


@pytest.mark.parametrize("address", ["", "solo-", "solo-x", "solo-²", "solo-99999999999999999999", "17", "other-1"])
def test_what_is_no_id_of_a_part_in_that_feed_is_nowhere(address: str) -> None:
    rehearsed.add("solo", a_part())
    assert rehearsed.at("solo", address) is None


def test_a_part_is_found_by_its_id_in_its_own_feed_alone() -> None:
    address = rehearsed.add("solo", a_part("Here."))
    found = rehearsed.at("solo", address)
    assert found is not None
    assert found.text == "Here."
    assert rehearsed.at("other", address) is None


def test_a_part_is_cut_out_once_and_its_id_is_given_to_no_other() -> None:
    first, second = (rehearsed.add("solo", a_part(text)) for text in ("One.", "Two."))
    for _ in range(2):
        rehearsed.cut("solo", second)
    assert [entry.id for entry in rehearsed.read("solo")] == [first]
    assert rehearsed.add("solo", a_part("Three.")) not in {first, second}


def test_two_that_are_put_there_in_the_same_moment_have_ids_of_their_own() -> None:
    ids = at_once(*(partial(rehearsed.add, "solo", a_part(text)) for text in ("One.", "Two.")))
    assert sorted(entry.id for entry in rehearsed.read("solo")) == sorted(ids)
    assert len(set(ids)) == 2


def test_nothing_is_put_there_within_a_transaction_that_may_yet_be_undone() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        rehearsed.add("solo", a_part())
    assert rehearsed.read("solo") == []


# ── a database that fails ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_the_database_refuses_is_not_sent_and_does_not_stand_there() -> None:
    with refusing("INSERT"), pytest.raises(NotSent, match=f"the feed cannot be written.*{WORDS}"):
        rehearsed.add("solo", a_part())
    assert rehearsed.read("solo") == []


def test_a_database_that_cannot_begin_has_been_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OperationalError(WORDS)

    with monkeypatch.context() as broken:
        broken.setattr(connection, "set_autocommit", fails)
        with pytest.raises(NotSent, match=WORDS):
            rehearsed.add("solo", a_part())
    assert rehearsed.read("solo") == []


def test_where_the_answer_to_the_commit_is_lost_it_cannot_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    commit = connection.commit

    def commits_and_fails() -> None:
        commit()
        raise OperationalError(WORDS)

    with monkeypatch.context() as broken:
        broken.setattr(connection, "commit", commits_and_fails)
        with pytest.raises(Doubtful, match="perhaps not kept"):
            rehearsed.add("solo", a_part())
    assert rehearsed.find("solo", "a") is not None


def test_a_feed_that_cannot_be_read_leaves_it_in_doubt_what_is_out() -> None:
    with refusing("SELECT"), pytest.raises(Doubtful, match="the feed cannot be read"):
        rehearsed.find("solo", "a")


def test_a_part_that_cannot_be_cut_out_is_said_to_stand_there() -> None:
    address = rehearsed.add("solo", a_part())
    with refusing("DELETE"), pytest.raises(NotSent, match="the feed cannot be written"):
        rehearsed.cut("solo", address)
    assert [entry.id for entry in rehearsed.read("solo")] == [address]
