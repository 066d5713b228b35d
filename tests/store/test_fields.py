"""What PostgreSQL would not keep is refused on SQLite as well, in the same words."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection, models

from advocacybot.campaign.causes import Cause
from advocacybot.errors import HoldsNul, TooLong
from advocacybot.store import marks, pauses, waits
from advocacybot.store.fields import Facts, Line, Prose
from advocacybot.store.models import DeskWordingRow, JournalInboxRow, MarkRow, PauseRow, WaitRow
from tests.store.rows import NOW

PLAIN = {models.CharField: Line, models.TextField: Prose, models.JSONField: Facts}


@pytest.fixture(params=["a file", "PostgreSQL"], autouse=True)
def _everywhere(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("on_postgres" if request.param == "PostgreSQL" else "store")


def test_a_line_of_its_greatest_length_is_kept_and_a_longer_one_refused() -> None:
    pauses.put([None], "Ana", "é" * 500, NOW)
    assert PauseRow.objects.get().why == "é" * 500
    with pytest.raises(TooLong, match="why holds 501 characters, of which 500 are kept; shorten it"):
        pauses.put(["act-x"], "Ana", "é" * 501, NOW)


@pytest.mark.parametrize("act", [lambda text: MarkRow.objects.update(value=text), lambda text: marks.put("new", text)])
def test_a_line_that_is_no_text_is_refused_however_it_is_written(act: object) -> None:
    marks.put("there", "before")
    with pytest.raises(HoldsNul, match="value holds a character"):
        act("a\0b")  # type: ignore[operator]
    assert [row.value for row in MarkRow.objects.all()] == ["before"]


def test_prose_that_is_none_is_refused() -> None:
    with pytest.raises(HoldsNul):
        DeskWordingRow.objects.create(name="en/x", number=1, text="a\0", over="", by="Ana", at=NOW)


@pytest.mark.parametrize("facts", [{"why": "a\0"}, {"a\0": 1}, {"a": [{"b": ["\0"]}]}])
def test_facts_with_what_is_no_text_are_refused(facts: dict[str, object]) -> None:
    with pytest.raises(HoldsNul):
        JournalInboxRow.objects.create(at=NOW, kind="x", subject="x", by="x", facts=facts)


def test_what_a_machine_said_is_kept_as_far_as_it_fits() -> None:
    WaitRow.objects.create(account="act-x", until=NOW + dt.timedelta(days=1), cause=Cause.WINDOW, why="no\0 " * 400)
    assert WaitRow.objects.get().why == ("no " * 400)[:500]
    assert [one.account for one in waits.standing(NOW)] == ["act-x"]


def test_every_column_of_text_is_one_of_these() -> None:
    fields = [field for model in apps.get_app_config("store").get_models() for field in model._meta.get_fields()]
    assert [field for field in fields if type(field) in PLAIN] == []


def test_texts_are_sorted_by_their_bytes() -> None:
    for name in ("b", "A", "a", "B", "é", "S/2016/9", "S/2016/10"):
        marks.put(name, "")
    assert list(MarkRow.objects.order_by("pk").values_list("pk", flat=True)) == ["A", "B", "S/2016/10", "S/2016/9", "a", "b", "é"]


def test_no_column_of_text_is_left_to_postgresqls_own_order() -> None:
    if connection.vendor != "postgresql":
        return
    tables = [model._meta.db_table for model in apps.get_app_config("store").get_models()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_name = ANY (%s)"
            " AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C'",
            [tables],
        )
        assert cursor.fetchall() == []
