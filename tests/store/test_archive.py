"""The one file: whatever is kept goes through it from either kind of database to either, to the letter; damage is known first."""

import datetime as dt
import gzip
import json
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction

from advocacybot.errors import ArchiveDamaged, ArchiveTooNew, BadInput
from advocacybot.settings import Settings
from advocacybot.store import archive, marks
from advocacybot.store.address import shared
from advocacybot.store.archive import LEFT_OUT, OURS, Head
from advocacybot.store.django_settings import in_a_file
from advocacybot.store.models import LookRow, MarkRow, PictureRow
from advocacybot.store.opening import another, open_tables
from tests.servers.postgres import Postgres
from tests.store.at_once import elsewhere

NOW = dt.datetime(2016, 10, 8, 19, 0, 0, 123456, tzinfo=dt.UTC)
VALUES: "dict[type[models.Field[Any, Any]], object]" = {
    models.DateTimeField: NOW,
    models.DateField: NOW.date(),
    models.DecimalField: Decimal("12.3400"),
    models.BinaryField: bytes(range(256)),
    models.JSONField: {"é": [1, 1.5, -0.1, None, True, "“”\n", {"b": 1, "a": 2}]},
    models.BooleanField: True,
    models.FloatField: 0.1,
    models.TextField: "Été – “\n\t”",
    models.CharField: "é",
    models.IntegerField: 41,
}
Row = dict[str, object]


@pytest.fixture(autouse=True)
def _emptied(store: None) -> Iterator[None]:  # noqa: ARG001 – which empties the store's own tables alone
    yield
    for model in reversed(archive.kept()):
        model._base_manager.all().delete()


def fill() -> dict[str, list[Row]]:
    """Put a row into every table, whatever it is; what is there then."""
    made: dict[type[models.Model], models.Model] = {}
    waiting = archive.kept()
    while waiting:
        model = waiting.pop(0)
        asked = {field.related_model for field in model._meta.concrete_fields if field.is_relation} - {model}
        if asked <= set(made):
            made[model] = a_row(model, made)
        else:
            waiting.append(model)
    return everything()


def a_row(model: type[models.Model], others: dict[type[models.Model], models.Model]) -> models.Model:
    values = {field.attname: a_value(field, others) for field in model._meta.concrete_fields}
    model._base_manager.bulk_create([model(**values)])
    return model._base_manager.get()


def a_value(field: "models.Field[Any, Any]", others: dict[type[models.Model], models.Model]) -> object:
    if field.is_relation:
        return others[field.related_model].pk  # type: ignore[index]
    return next(value for kind, value in VALUES.items() if isinstance(field, kind))


def everything() -> dict[str, list[Row]]:
    return {model._meta.label: [plain(row) for row in model._base_manager.order_by("pk").values()] for model in archive.kept()}


def plain(row: Row) -> Row:
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}


def written(path: Path) -> Head:
    with archive.snapshot():
        return archive.write(path, NOW, {"store": "0006_fleet"}, "a key", lambda _: None)


def loaded(path: Path) -> dict[str, list[Row]]:
    with transaction.atomic():
        archive.load(path, apps, lambda _: None)
    return everything()


@contextmanager
def a_file(path: Path) -> Iterator[None]:
    with another(in_a_file(path)):
        open_tables(Settings())
        yield


@contextmanager
def a_postgres(postgres: Postgres) -> Iterator[None]:
    with postgres.database() as url, another(shared(url)):
        open_tables(Settings())
        yield


# ── what is kept ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_table_is_kept_or_left_out_for_a_reason() -> None:
    tables = {model._meta.label for model in apps.get_models(include_auto_created=True) if not model._meta.proxy}
    kept = {model._meta.label for model in archive.kept()}
    assert kept | set(LEFT_OUT) == tables
    assert kept & set(LEFT_OUT) == set()
    assert all(LEFT_OUT.values())
    assert {label.split(".")[0] for label in kept} == set(OURS)


def test_every_row_goes_through_the_file_to_the_letter_into_a_database_of_either_kind(tmp_path: Path, postgres: Postgres) -> None:
    was = fill()
    assert all(len(rows) == 1 for rows in was.values())
    written(tmp_path / "one.gz")
    with a_postgres(postgres):
        assert loaded(tmp_path / "one.gz") == was
        written(tmp_path / "two.gz")
    with a_file(tmp_path / "other.sqlite3"):
        assert loaded(tmp_path / "two.gz") == was


def test_numbers_go_on_behind_those_that_were_restored(tmp_path: Path, postgres: Postgres) -> None:
    fill()
    written(tmp_path / "one.gz")
    with a_postgres(postgres):
        loaded(tmp_path / "one.gz")
        assert LookRow.objects.create(symbol="S/2016/1", says="", at=NOW).pk == 42


def test_a_picture_of_many_megabytes_goes_through(tmp_path: Path) -> None:
    was = [PictureRow(sha256=str(number), media_type="image/png", data=bytes([number]) * 5_000_000) for number in range(5)]
    PictureRow.objects.bulk_create(was)
    written(tmp_path / "one.gz")
    with a_file(tmp_path / "other.sqlite3"):
        rows = loaded(tmp_path / "one.gz")["store.PictureRow"]
    assert [row["data"] for row in rows] == [one.data for one in was]


def test_what_is_written_meanwhile_is_not_in_the_file_and_nobody_waits(tmp_path: Path) -> None:
    marks.put("before", "1")
    with archive.snapshot():
        assert marks.get("before") == "1"
        elsewhere(lambda: marks.put("meanwhile", "2"))
        archive.write(tmp_path / "one.gz", NOW, {}, None, lambda _: None)
    assert marks.get("meanwhile") == "2"
    with a_file(tmp_path / "other.sqlite3"):
        assert [row["name"] for row in loaded(tmp_path / "one.gz")["store.MarkRow"]] == ["before"]


def test_only_the_bots_own_user_may_read_it(tmp_path: Path) -> None:
    written(tmp_path / "one.gz")
    assert stat.S_IMODE((tmp_path / "one.gz").stat().st_mode) == 0o600


def test_no_file_is_written_over_and_none_is_left_half_written(tmp_path: Path) -> None:
    (tmp_path / "one.gz").write_text("precious")
    with pytest.raises(BadInput, match="is there already"):
        written(tmp_path / "one.gz")
    assert (tmp_path / "one.gz").read_text() == "precious"

    def stops(_: int) -> None:
        raise KeyboardInterrupt

    MarkRow.objects.create(name="a", value="b")
    with pytest.raises(KeyboardInterrupt):
        archive.write(tmp_path / "two.gz", NOW, {}, None, stops)
    assert [path.name for path in tmp_path.iterdir()] == ["one.gz"]


# ── damage ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_whole_file_says_what_it_is(tmp_path: Path) -> None:
    fill()
    head = written(tmp_path / "one.gz")
    assert archive.check(tmp_path / "one.gz") == head
    assert (head.hour, head.journal, head.rows["store.PostRow"], head.secret_key) == (NOW, (41, "é"), 1, "a key")


def test_a_file_that_was_cut_short_anywhere_is_known(tmp_path: Path) -> None:
    fill()
    written(tmp_path / "one.gz")
    whole = (tmp_path / "one.gz").read_bytes()
    for length in range(0, len(whole), 97):
        (tmp_path / "cut.gz").write_bytes(whole[:length])
        with pytest.raises(ArchiveDamaged):
            archive.check(tmp_path / "cut.gz")


def repacked(path: Path, lines: list[str]) -> Path:
    path.with_name("other.gz").write_bytes(gzip.compress("".join(lines).encode()))
    return path.with_name("other.gz")


@pytest.mark.parametrize("number", [0, 1, 5, -2, -1])
def test_a_line_that_is_missing_or_another_is_known(tmp_path: Path, number: int) -> None:
    fill()
    written(tmp_path / "one.gz")
    lines = gzip.decompress((tmp_path / "one.gz").read_bytes()).decode().splitlines(keepends=True)
    for other in ("", re.sub("[a-z0-9]", lambda sign: "b" if sign[0] == "a" else "a", lines[number], count=1)):
        changed = [*lines]
        changed[number] = other
        with pytest.raises(ArchiveDamaged):
            archive.check(repacked(tmp_path / "one.gz", changed))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", *(gzip.compress(text, mtime=0) for text in (b"[]\n", b"{}\n", b"\xff"))])
def test_a_file_of_another_kind_is_none_of_ours(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.gz").write_bytes(content)
    with pytest.raises(ArchiveDamaged):
        archive.check(tmp_path / "other.gz")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no file"):
        archive.check(tmp_path / "none.gz")


def test_a_file_of_a_later_format_is_refused_with_the_version_that_wrote_it(tmp_path: Path) -> None:
    head = written(tmp_path / "one.gz")
    later = {**head.__dict__, "format": archive.FORMAT + 1, "program": "99.0"}
    with pytest.raises(ArchiveTooNew, match=r"99\.0"):
        archive.check(repacked(tmp_path / "one.gz", [json.dumps(later) + "\n", "{}\n"]))


def test_what_postgresql_does_not_keep_is_said_and_nothing_is_kept(tmp_path: Path, postgres: Postgres) -> None:
    MarkRow.objects.create(name="a", value="b")
    written(tmp_path / "one.gz")
    text = gzip.decompress((tmp_path / "one.gz").read_bytes()).decode().replace('["a","b"]', '["a","\\u0000"]')
    with a_postgres(postgres), pytest.raises(BadInput, match="marks: "):
        loaded(repacked(tmp_path / "one.gz", [text]))
