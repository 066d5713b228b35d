import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction

from advocacybot.errors import JournalBroken
from advocacybot.store import journal
from advocacybot.store.journal import GENESIS, Entry
from advocacybot.store.models import JournalHeadRow, JournalRow
from tests.store.at_once import at_once
from tests.store.rows import MOMENT, NOW

pytestmark = pytest.mark.usefixtures("store")

ENTRY = Entry("post approved", "post 17", by="Ana", facts={"words": "é – “¡🕊️!”\n", "part": 1, "of": None})


def write(*entries: Entry, now: dt.datetime = NOW) -> None:
    with transaction.atomic():
        journal.write(entries, now)


def written(count: int) -> None:
    for number in range(1, count + 1):
        write(replace(ENTRY, subject=f"post {number}"))
    journal.bind()


def test_what_was_told_is_unbound_since_then_until_it_is_bound() -> None:
    assert not journal.is_unbound_since(NOW)
    write(ENTRY, now=NOW - MOMENT)
    write(ENTRY, now=NOW + MOMENT)
    assert [journal.is_unbound_since(hour) for hour in (NOW - MOMENT, NOW)] == [False, True]
    journal.bind()
    assert not journal.is_unbound_since(NOW)


def what_is_broken() -> str:
    with pytest.raises(JournalBroken) as broken:
        journal.verify()
    return str(broken.value)


def test_an_empty_journal_is_whole() -> None:
    assert journal.verify() == (0, GENESIS)


def test_a_chain_of_entries_is_whole_and_ends_in_the_last_hash() -> None:
    written(3)
    last = JournalRow.objects.order_by("-seq").first()
    assert last is not None
    assert journal.verify() == (3, last.hash)


def test_each_entry_is_bound_to_the_one_before_it() -> None:
    write(ENTRY, ENTRY)
    journal.bind()
    first, second = JournalRow.objects.order_by("seq")
    assert first.hash != second.hash


def test_an_entry_is_kept_as_it_was_written() -> None:
    write(ENTRY)
    (row,) = journal.read()
    assert (row.seq, row.at, row.kind, row.subject, row.by, row.facts) == (
        1,
        NOW,
        ENTRY.kind,
        ENTRY.subject,
        ENTRY.by,
        ENTRY.facts,
    )


def test_the_same_moment_in_another_zone_makes_no_other_hash() -> None:
    write(ENTRY, now=NOW.astimezone(dt.timezone(-dt.timedelta(hours=4))))
    assert journal.verify()[0] == 1


@pytest.mark.parametrize(
    "change",
    [
        {"at": NOW + dt.timedelta(microseconds=1)},
        {"kind": "post rejected"},
        {"subject": "post 18"},
        {"by": "Ben"},
        {"facts": {}},
        {"facts": ENTRY.facts | {"of": 0}},
        {"hash": GENESIS},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_entry_that_was_changed_is_told_by_its_number(change: dict[str, object]) -> None:
    written(3)
    JournalRow.objects.filter(seq=2).update(**change)
    assert "entry 2 was changed after it was written" in what_is_broken()


def test_the_last_entry_cannot_be_changed_unseen_either() -> None:
    written(3)
    JournalRow.objects.filter(seq=3).update(by="Ben")
    assert "entry 3 was changed" in what_is_broken()


@pytest.mark.parametrize("seq", [1, 2])
def test_an_entry_that_was_taken_out_is_told_by_its_number(seq: int) -> None:
    written(3)
    JournalRow.objects.filter(seq=seq).delete()
    assert f"entry {seq} is missing" in what_is_broken()


def test_two_entries_that_changed_places_are_told_by_the_first() -> None:
    written(4)
    JournalRow.objects.filter(seq=2).update(seq=9)
    JournalRow.objects.filter(seq=3).update(seq=2)
    JournalRow.objects.filter(seq=9).update(seq=3)
    assert "entry 2 was changed" in what_is_broken()


@pytest.mark.parametrize("left", [0, 1, 3])
def test_a_tail_that_was_cut_off_is_told_by_the_first_entry_that_is_missing(left: int) -> None:
    written(4)
    JournalRow.objects.filter(seq__gt=left).delete()
    assert f"entry {left + 1} is missing: the head knows of it" in what_is_broken()


def test_an_entry_that_somebody_appended_without_the_chain_is_told_by_its_number() -> None:
    written(2)
    JournalRow.objects.create(seq=3, at=NOW, kind="resumed", subject="all accounts", by="Eve", facts={}, hash=GENESIS)
    assert "entry 3 was changed" in what_is_broken()


def test_an_entry_that_somebody_appended_with_a_fitting_hash_is_told_by_its_number() -> None:
    written(2)
    forge(3)
    assert "entry 3 " in what_is_broken()
    assert "missing" not in what_is_broken()


def test_a_last_entry_that_was_rewritten_with_a_fitting_hash_is_told_by_its_number() -> None:
    written(3)
    JournalRow.objects.filter(seq=3).delete()
    forge(3)
    assert "entry 3 " in what_is_broken()
    assert "missing" not in what_is_broken()


def forge(seq: int) -> None:
    """Append an entry with a hash that fits, past the head."""
    row = JournalRow(seq=seq, at=NOW, kind="resumed", subject="all accounts", by="Eve", facts={})
    row.hash = journal._hash(JournalRow.objects.get(seq=seq - 1).hash, row)
    row.save()


def test_what_is_written_while_somebody_walks_the_chain_breaks_nothing() -> None:
    written(3)
    journal.verify(lambda seq: write(ENTRY) if seq == 2 else None)
    assert journal.verify()[0] == 4


def test_what_is_broken_names_the_mend() -> None:
    written(1)
    JournalRow.objects.all().delete()
    assert "compare it with the last backup" in what_is_broken()


def test_the_journal_is_written_in_the_transaction_of_what_it_tells_or_not_at_all() -> None:
    with pytest.raises(RuntimeError):
        journal.write([ENTRY], NOW)
    assert journal.verify() == (0, GENESIS)


def test_what_was_rolled_back_leaves_no_entry_and_no_gap() -> None:
    def fails() -> None:
        with transaction.atomic():
            journal.write([ENTRY], NOW)
            raise ZeroDivisionError

    written(1)
    with pytest.raises(ZeroDivisionError):
        fails()
    write(ENTRY)
    assert journal.verify()[0] == 2


def test_nothing_to_tell_writes_nothing() -> None:
    write()
    assert not JournalHeadRow.objects.exists()


def test_two_threads_that_write_at_once_never_fork_the_chain() -> None:
    def several(by: str) -> Callable[[], None]:
        def act() -> None:
            for _ in range(15):
                write(replace(ENTRY, by=by), ENTRY)

        return act

    at_once(several("Ana"), several("Ben"))
    assert journal.verify()[0] == 60
    assert {row.by for row in journal.read()} == {"Ana", "Ben"}


def test_the_journal_is_read_oldest_first_whole_or_by_subject_or_the_last_of_it() -> None:
    written(3)
    write(replace(ENTRY, subject="post 2"))
    assert [row.seq for row in journal.read()] == [1, 2, 3, 4]
    assert [row.seq for row in journal.read("post 2")] == [2, 4]
    assert [row.seq for row in journal.read(last=2)] == [3, 4]


def test_the_last_hour_of_each_subject_is_told_bound_or_not() -> None:
    later = NOW + dt.timedelta(hours=1)
    written(2)
    write(replace(ENTRY, subject="post 2"), now=later)
    assert journal.last_hours(["post 1", "post 2", "post 3"]) == {"post 1": NOW, "post 2": later}
    assert journal.last_hours([]) == {}


def test_who_verifies_is_told_how_far_it_came() -> None:
    written(3)
    passed: list[int] = []
    journal.verify(passed.append)
    assert passed == [1, 2, 3]
    assert journal.length() == 3


def test_of_several_that_bind_at_once_each_entry_is_bound_once() -> None:
    write(*(replace(ENTRY, subject=f"post {number}") for number in range(40)))
    at_once(*[journal.bind] * 4)
    assert [row.subject for row in journal.read()] == [f"post {number}" for number in range(40)]
    assert journal.verify()[0] == 40
