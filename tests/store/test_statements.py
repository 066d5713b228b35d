"""Statements that Django writes once."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext

from advocacybot.errors import HoldsNul, TooLong
from advocacybot.store.models import JournalInboxRow, MarkRow, MemoryRow, TurnRow, WaitRow
from advocacybot.store.statements import AndThen, Delete, Given, Hold, Insert, Looks, Select, Update, insert, together
from tests.store.rows import NOW

pytestmark = pytest.mark.usefixtures("store")


def of_account() -> QuerySet[WaitRow]:
    return WaitRow.objects.filter(pk=Given(WaitRow, "account"))


def waits(*accounts: str) -> None:
    insert([WaitRow(account=one, until=NOW, cause="window", why="", tries=1) for one in accounts])


def test_a_statement_is_worded_once_whatever_it_is_given() -> None:
    waits("act-x", "act-fr")
    worded: list[QuerySet[WaitRow]] = []

    def word() -> QuerySet[WaitRow]:
        worded.append(of_account())
        return worded[-1].values_list("pk", "tries")  # type: ignore[return-value]

    look = Select(word)
    assert [look(account=one) for one in ("act-x", "act-fr", "nobody", "act-x")] == [
        [("act-x", 1)],
        [("act-fr", 1)],
        [],
        [("act-x", 1)],
    ]
    assert len(worded) == 1


def test_values_are_given_as_their_columns_keep_them() -> None:
    waits("act-x")
    later = NOW.astimezone(dt.timezone(dt.timedelta(hours=5))) + dt.timedelta(microseconds=17)
    wait = Update(
        of_account, until=Given(WaitRow, "until"), why=Given(WaitRow, "why"), tries=F("tries") + Given(WaitRow, "tries")
    )
    assert wait(account="act-x", until=later, why="é" * 600, tries=2) == 1
    row = WaitRow.objects.get(pk="act-x")
    assert (row.until, row.why, row.tries) == (later, "é" * 500, 3)
    assert wait(account="nobody", until=later, why="", tries=2) == 0


def test_rows_are_told_as_a_queryset_tells_them() -> None:
    waits("act-x")
    look = Select(lambda: of_account().values_list())
    assert look(account="act-x") == list(WaitRow.objects.values_list())


def test_what_a_column_would_not_keep_is_refused() -> None:
    waits("act-x")
    call = Update(of_account, cause=Given(WaitRow, "cause"))
    for cause, refusal in (("x" * 61, TooLong), ("\0", HoldsNul)):
        with pytest.raises(refusal):
            call(account="act-x", cause=cause)
    assert WaitRow.objects.get().cause == "window"


def test_rows_are_taken_away() -> None:
    waits("act-x", "act-fr")
    assert [Delete(of_account)(account="act-x") for _ in range(2)] == [1, 0]
    assert WaitRow.objects.get().pk == "act-fr"


def test_many_rows_are_kept_by_few_statements_as_they_are() -> None:
    entries = [JournalInboxRow(at=NOW, kind="k", subject=f"s {n}", by="é", facts={"n": [n, None, "ü"]}) for n in range(1500)]
    with CaptureQueriesContext(connection) as asked:
        insert(entries)
        insert([])
    assert len(asked) == 2
    kept = JournalInboxRow.objects.order_by("pk").values_list("at", "kind", "subject", "by", "facts")
    assert list(kept) == [(one.at, one.kind, one.subject, one.by, one.facts) for one in entries]


def test_a_key_that_nobody_gives_is_the_databases() -> None:
    insert([MemoryRow(account="act-x", what=what, value="") for what in ("a", "b")])
    first, second = MemoryRow.objects.order_by("pk").values_list("pk", flat=True)
    assert first < second


def test_several_looks_are_one_after_the_other_whatever_they_find() -> None:
    waits("act-x")
    insert([MarkRow(name="act-x", value="é"), MarkRow(name="act-fr", value="")])
    marks = Select(lambda: MarkRow.objects.filter(pk=Given(MarkRow, "name", "account")).values_list("value"))
    look = Looks(Select(lambda: of_account().values_list("pk", "tries")), marks)
    assert look(account="act-x") == [[("act-x", 1)], [("é",)]]
    assert look(account="act-fr") == [[], [("",)]]
    assert look(account="nobody") == [[], []]


# ── a change, and others that go with it ────────────────────────────────────────────────────────────────────────────

TRY_AGAIN = Update(of_account, tries=F("tries") + 1)
REMEMBER = Insert(
    MemoryRow,
    {"account": Given(MemoryRow, "account"), "what": "first", "value": Given(MemoryRow, "value")},
    {"account": Given(MemoryRow, "account"), "what": "second", "value": "é"},
)
FORGET = Delete(lambda: MarkRow.objects.filter(pk=Given(MarkRow, "name", "account")))


def remembered() -> list[tuple[str, str, str]]:
    return list(MemoryRow.objects.order_by("pk").values_list("account", "what", "value"))


def test_rows_of_given_values_are_added() -> None:
    assert REMEMBER(account="act-x", value="ü") == 2
    assert remembered() == [("act-x", "first", "ü"), ("act-x", "second", "é")]


def test_what_goes_with_a_change_is_done_where_there_was_something_to_change() -> None:
    waits("act-x")
    insert([MarkRow(name="act-x", value="")])
    change = AndThen(TRY_AGAIN, REMEMBER, FORGET)
    assert change(account="act-x", value="ü") == [1, 2, 1]
    assert WaitRow.objects.get().tries == 2
    assert remembered() == [("act-x", "first", "ü"), ("act-x", "second", "é")]
    assert not MarkRow.objects.exists()


def test_where_there_was_nothing_to_change_nothing_is_done() -> None:
    insert([MarkRow(name="act-x", value="")])
    assert AndThen(TRY_AGAIN, REMEMBER, FORGET)(account="act-x", value="ü") == [0, 0, 0]
    assert remembered() == []
    assert MarkRow.objects.exists()


@pytest.mark.parametrize("held", [None, Hold(Given(TurnRow, "account"))])
def test_a_change_of_which_a_part_fails_changes_nothing(held: Hold | None) -> None:
    waits("act-x")
    insert([MemoryRow(account="act-x", what="second", value="before")])
    with pytest.raises(IntegrityError):
        AndThen(TRY_AGAIN, REMEMBER, held=held)(account="act-x", value="ü")
    assert (WaitRow.objects.get().tries, remembered()) == (1, [("act-x", "second", "before")])
    assert not TurnRow.objects.exists()


# ── several such changes in one message ─────────────────────────────────────────────────────────────────────────────

HOLD = Hold(Given(TurnRow, "account"))
X, FR = {"account": "act-x", "value": "ü"}, {"account": "act-fr", "value": "é"}
ON_POSTGRES = connection.vendor == "postgresql"


def test_each_sees_what_those_before_it_did() -> None:
    waits("act-x")
    once = AndThen(Update(lambda: of_account().filter(tries=1), tries=F("tries") + 1), REMEMBER)
    twice = AndThen(Update(lambda: of_account().filter(tries=2), tries=F("tries") + 1), FORGET)
    assert together((HOLD, X), (once, X), (twice, X), (once, X)) == [[1, 2], [1, 0], [0, 0]]
    assert WaitRow.objects.get().tries == 3


def test_where_one_fails_none_changes_anything() -> None:
    waits("act-x", "act-fr")
    insert([MemoryRow(account="act-fr", what="second", value="before")])
    remember = AndThen(TRY_AGAIN, REMEMBER)
    with pytest.raises(IntegrityError):
        together((HOLD, X), (remember, X), (remember, FR))
    assert [row.tries for row in WaitRow.objects.all()] == [1, 1]
    assert remembered() == [("act-fr", "second", "before")]
    assert not TurnRow.objects.exists()


@pytest.mark.parametrize("first", [HOLD, AndThen(TRY_AGAIN, held=HOLD)])
def test_what_is_held_is_made_where_it_is_not_there_and_rows_can_be_held(first: Hold | AndThen) -> None:
    waits("act-x")
    assert [together((first, X), (AndThen(TRY_AGAIN), X))[-1] for _ in range(2)] == [[1], [1]]
    assert TurnRow.objects.count() == int(ON_POSTGRES)
