"""A backup is restored, or the data move: nothing is lost, nothing goes out twice, and nobody goes on where the data were."""

import datetime as dt
import gzip
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from advocacybot.campaign.causes import Cause
from advocacybot.campaign.posts import Post, PostState
from advocacybot.errors import ArchiveDamaged, ArchiveTooNew, AtWork, BadDatabaseUrl, JournalBroken, MovedAway, NotEmpty, Refusal
from advocacybot.pipeline import keep, pause, reconcile, review
from advocacybot.pipeline.keep import FILE, Restored
from advocacybot.settings import Settings
from advocacybot.store import journal, locks, marks, pauses
from advocacybot.store.address import shared
from advocacybot.store.django_settings import in_a_file
from advocacybot.store.locks import Lock
from advocacybot.store.models import JournalRow, MatterRow, PauseRow, ProcessRow
from advocacybot.store.opening import another, open_tables
from tests.fakes.platforms import FakePlatform
from tests.houses import ANA, MakeHouse, a_vote_entry
from tests.pipeline.steps import Make, a_thread, before, everything, the_bot_looks, told, with_a_fake
from tests.servers.postgres import Postgres
from tests.store.rows import as_kept

DUE = before("24 h")
A_WEEK = dt.timedelta(days=7)
HOUR = dt.timedelta(hours=1)
ONE, TWO, THREE = "One. (1/3)", "Two. (2/3)", "Three. (3/3)"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a folder of its own, with no database in it yet."""
    return Settings(home=tmp_path / "elsewhere")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def there(request: pytest.FixtureRequest, settings: Settings) -> Iterator[dict[str, Any]]:
    """Another database, of either kind, and empty."""
    if request.param == "SQLite":
        yield in_a_file(settings.database)
        return
    with request.getfixturevalue("postgres").database() as url:
        yield shared(url)


@contextmanager
def a_database(url: str) -> Iterator[None]:
    with another(shared(url)):
        yield


def kept_at(at_work: MakeHouse, path: Path) -> Path:
    """A backup of this moment."""
    keep.backup(Settings(), path / "one.gz", at_work.clock.now())
    return path / "one.gz"


@contextmanager
def restored(settings: Settings, file: Path, now: dt.datetime) -> Iterator[Restored]:
    """A database in the folder of those settings, with what the backup holds, and posting resumed by a person."""
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    with another(in_a_file(settings.database)):
        yield keep.restore(settings, file, now)


def a_waiting_thread(make: Make, *texts: str) -> tuple[MakeHouse, FakePlatform, Post]:
    at_work, platform = with_a_fake(make, a_vote_entry())
    return at_work, platform, a_thread(at_work, *texts)


# ── what was there is there again ───────────────────────────────────────────────────────────────────────────────────


CHANGED = {"JournalRow", "JournalHeadRow", "JournalInboxRow", "PauseRow", "TurnRow"}
"""What a restore adds to, and what it leaves out."""


def rest(rows: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    """But for the room's key, which lies in a file or in the database, as the database is."""
    kept = {name: some for name, some in rows.items() if name not in CHANGED}
    return {name: [row for row in some if row.get("name") != marks.SECRET_KEY] for name, some in kept.items()}


def test_everything_is_there_again_and_the_journal_goes_on(
    make_house: Make, settings: Settings, tmp_path: Path, there: dict[str, Any]
) -> None:
    at_work, _, post = a_waiting_thread(make_house, ONE, TWO)
    file, was, journalled = kept_at(at_work, tmp_path), everything(), told()
    with another(there):
        done = keep.restore(settings, file, at_work.clock.now())
        assert rest(everything()) == rest(was)
        assert as_kept(post) == post
        assert told() == [*journalled, "restored from a backup"]
        assert JournalRow.objects.get(seq=done.head.journal[0]).hash == done.head.journal[1]
        assert done.last_hash == journal.verify()[1] == JournalRow.objects.latest("seq").hash


def test_a_damaged_file_changes_nothing(make_house: Make, settings: Settings, tmp_path: Path, there: dict[str, Any]) -> None:
    at_work, _, _ = a_waiting_thread(make_house, ONE)
    file = kept_at(at_work, tmp_path)
    file.write_bytes(file.read_bytes()[:-30])
    settings.data_folder.mkdir(parents=True)
    with another(there):
        with pytest.raises(ArchiveDamaged):
            keep.restore(settings, file, DUE)
        assert connection.introspection.table_names() == []


def test_into_a_database_that_holds_a_campaign_nothing_is_restored(make_house: Make, tmp_path: Path) -> None:
    at_work, _, _ = a_waiting_thread(make_house, ONE)
    file = kept_at(at_work, tmp_path)
    was = everything()
    with pytest.raises(NotEmpty, match="holds a campaign already, and nothing is put over it; name an empty one"):
        keep.restore(Settings(), file, DUE)
    assert everything() == was


def test_a_journal_that_was_changed_before_the_backup_is_told_of(make_house: Make, settings: Settings, tmp_path: Path) -> None:
    at_work, _, _ = a_waiting_thread(make_house, ONE)
    journal.bind()
    JournalRow.objects.filter(seq=2).update(by="Nobody")
    with pytest.raises(JournalBroken, match="entry 2"), restored(settings, kept_at(at_work, tmp_path), DUE):
        pass


def rewritten(file: Path, migrations: dict[str, str], tables: dict[str, list[str]] | None = None) -> Path:
    """The same backup as another version would have written it: with those columns of those tables alone."""
    head, *lines = (json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()[:-1])
    out, wanted, places = [head | {"migrations": migrations}], tables is None, []
    for line in lines:
        if isinstance(line, dict):
            table = str(line["table"])
            table = table if tables is None else WAS_CALLED.get(table, table)
            wanted = tables is None or table in tables
            columns: list[str] = line["columns"] if tables is None else tables.get(table, [])
            known = [name if name in columns else WAS_CALLED.get(name, name) for name in line["columns"]]
            places = [known.index(name) for name in columns]
            out += [{"table": table, "columns": columns}] if wanted else []
        elif wanted:
            out.append([line[place] for place in places])
    text = "".join(json.dumps(one) + "\n" for one in out).encode()
    checksum = json.dumps({"sha256": hashlib.sha256(text).hexdigest()}) + "\n"
    file.with_name("rewritten.gz").write_bytes(gzip.compress(text + checksum.encode()))
    return file.with_name("rewritten.gz")


WAS_CALLED = {"store.MatterRow": "store.VoteRow", "matter_id": "vote_id"}
"""Tables and columns that had another name in older versions."""


def as_it_was(*migrations: tuple[str, str]) -> dict[str, list[str]]:
    """The columns of our tables at those migrations."""
    tables = MigrationLoader(connection).project_state(list(migrations)).apps.get_models()
    return {
        model._meta.label: [field.attname for field in model._meta.concrete_fields]
        for model in tables
        if model._meta.app_label == "store"
    }


def test_a_backup_of_an_older_version_is_brought_up_to_date(make_house: Make, settings: Settings, tmp_path: Path) -> None:
    at_work, _, post = a_waiting_thread(make_house, ONE, TWO)
    then = {"store": "0005_recorded_votes"}
    older = rewritten(kept_at(at_work, tmp_path), then, as_it_was(*then.items()))
    with restored(settings, older, at_work.clock.now()):
        assert as_kept(post) == post
        assert not MigrationLoader(connection).detect_conflicts()
        open_tables(settings)
        assert MatterRow.objects.count() == 1


def test_a_backup_of_a_version_that_nobody_knows_yet_is_refused(make_house: Make, settings: Settings, tmp_path: Path) -> None:
    at_work, _, _ = a_waiting_thread(make_house, ONE)
    newer = rewritten(kept_at(at_work, tmp_path), {"store": "0999_of_another_century"})
    with pytest.raises(ArchiveTooNew), restored(settings, newer, DUE):
        pass


# ── nothing goes out twice ──────────────────────────────────────────────────────────────────────────────────────────


def resumed(at_work: MakeHouse, at: dt.datetime) -> None:
    """A person has looked, and lets the bot go on."""
    pause.resume(at_work.house, ANA)
    for _ in range(3):
        the_bot_looks(at_work, at=at)
        at += HOUR


def test_what_went_out_after_the_backup_is_found_and_not_sent_again(make_house: Make, settings: Settings, tmp_path: Path) -> None:
    at_work, platform, post = a_waiting_thread(make_house, ONE, TWO, THREE)
    file = kept_at(at_work, tmp_path)
    the_bot_looks(at_work, at=DUE)
    assert platform.texts() == [ONE, TWO, THREE]
    with restored(settings, file, DUE + HOUR) as done:
        assert done.doubtful == (post.id,)
        resumed(at_work, DUE + HOUR)
        assert platform.texts() == [ONE, TWO, THREE]
        assert as_kept(post).state is PostState.PUBLISHED
        assert [part.receipt for part in as_kept(post).parts] == [one.receipt for one in platform.taken]


def test_what_is_not_found_waits_for_a_person_however_often_it_is_looked_for(
    make_house: Make, settings: Settings, tmp_path: Path
) -> None:
    at_work, platform, post = a_waiting_thread(make_house, ONE)
    file = kept_at(at_work, tmp_path)
    review.edit(at_work.house, post.id, ANA, (TWO,))  # other words, by another key, of which the backup knows nothing
    at_work.approve_all()
    the_bot_looks(at_work, at=DUE)
    assert platform.texts() == [TWO]
    with restored(settings, file, DUE + HOUR):
        resumed(at_work, DUE + HOUR)
        assert (as_kept(post).state, as_kept(post).cause) == (PostState.DOUBTFUL, Cause.RESTORED)
        assert platform.texts() == [TWO]
        assert len(platform.asked_for) > 1
        reconcile.decide(at_work.house, post.id, ANA, platform.taken[0].receipt.url)
        assert as_kept(post).state is PostState.PUBLISHED
        resumed_again(at_work)
        assert platform.texts() == [TWO]


def resumed_again(at_work: MakeHouse) -> None:
    the_bot_looks(at_work, at=at_work.clock.now() + HOUR)


def test_what_a_person_says_is_not_out_goes_out_once(make_house: Make, settings: Settings, tmp_path: Path) -> None:
    at_work, platform, post = a_waiting_thread(make_house, ONE, TWO)
    file = kept_at(at_work, tmp_path)
    with restored(settings, file, DUE + HOUR):
        resumed(at_work, DUE + HOUR)
        assert platform.texts() == []
        reconcile.decide(at_work.house, post.id, ANA, None)
        resumed_again(at_work)
        resumed_again(at_work)
        assert platform.texts() == [ONE, TWO]
        assert as_kept(post).state is PostState.PUBLISHED


def test_of_a_thread_that_stood_there_in_part_each_further_part_is_looked_for_as_well(
    make_house: Make, settings: Settings, tmp_path: Path
) -> None:
    at_work, platform, post = a_waiting_thread(make_house, ONE, TWO, THREE)
    file = kept_at(at_work, tmp_path)
    the_bot_looks(at_work, at=DUE)
    platform.taken = platform.taken[:1]
    with restored(settings, file, DUE + HOUR):
        resumed(at_work, DUE + HOUR)
        assert platform.texts() == [ONE]
        assert (as_kept(post).state, as_kept(post).parts_out) == (PostState.DOUBTFUL, 1)
        reconcile.decide(at_work.house, post.id, ANA, None)
        resumed_again(at_work)
        assert platform.texts() == [ONE, TWO, THREE]


def test_what_nobody_had_agreed_to_then_is_asked_about_again(make_house: Make, settings: Settings, tmp_path: Path) -> None:
    at_work, platform = with_a_fake(make_house, a_vote_entry())
    post = at_work.queue()[0]
    assert post.state is PostState.QUEUED
    file = kept_at(at_work, tmp_path)
    with restored(settings, file, DUE + HOUR) as done:
        assert done.doubtful == (post.id,)
        resumed(at_work, DUE + HOUR)
        reconcile.decide(at_work.house, post.id, ANA, None)
        resumed_again(at_work)
        assert platform.texts() == []
        assert as_kept(post).state is PostState.QUEUED


def test_what_is_not_due_yet_stays_as_it_was_and_nothing_goes_out_before_a_person_resumes(
    make_house: Make, settings: Settings, tmp_path: Path
) -> None:
    at_work, platform, post = a_waiting_thread(make_house, ONE)
    file = kept_at(at_work, tmp_path)
    with restored(settings, file, at_work.clock.now() + HOUR) as done:
        assert done.doubtful == ()
        assert as_kept(post) == post
        the_bot_looks(at_work, at=DUE)
        assert platform.texts() == []
        assert "restored from a backup of 2016-10-04 16:00 UTC" in pauses.standing()[0].why
        resumed(at_work, DUE)
        assert platform.texts() == [ONE]


def test_a_pause_that_stood_then_keeps_its_reason(make_house: Make, settings: Settings, tmp_path: Path) -> None:
    at_work, _, _ = a_waiting_thread(make_house, ONE)
    pause.pause(at_work.house, ANA, "wrong link")
    with restored(settings, kept_at(at_work, tmp_path), DUE):
        assert [(one.by, one.why) for one in pauses.standing()] == [(ANA, "wrong link")]


# ── from one database to another ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def at_home(settings: Settings, make_house: Make) -> Iterator[tuple[MakeHouse, FakePlatform, Post]]:
    """A campaign whose data are in the folder's own file."""
    settings.data_folder.mkdir(parents=True)
    with another(in_a_file(settings.database)):
        open_tables(settings)
        yield a_waiting_thread(make_house, ONE, TWO)


AtHome = tuple[MakeHouse, FakePlatform, Post]


def test_the_data_move_to_postgresql_and_back_as_they_are(at_home: AtHome, settings: Settings, postgres: Postgres) -> None:
    at_work, platform, post = at_home
    was, now = everything(), at_work.clock.now()
    with postgres.database() as url:
        keep.move(settings, url, now)
        with a_database(url):
            assert rest(everything()) == rest(was)
            the_bot_looks(at_work, at=DUE)
            assert platform.texts() == [ONE, TWO]
            back = keep.move(settings, FILE, DUE)
            assert back.aside is not None
            assert back.aside.exists()
        with another(in_a_file(settings.database)):
            open_tables(settings)
            assert as_kept(post).state is PostState.PUBLISHED
            the_bot_looks(at_work)
            assert platform.texts() == [ONE, TWO]
            assert pauses.standing() == []
            journal.verify()


def without_marks(rows: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    """An entry of the journal's inbox is bound on the way."""
    return {
        name: some for name, some in rows.items() if name not in {"JournalRow", "JournalHeadRow", "JournalInboxRow", "TurnRow"}
    }


def test_where_the_data_were_nothing_goes_on(at_home: AtHome, settings: Settings, postgres: Postgres) -> None:
    at_work, platform, _ = at_home
    with postgres.database() as url:
        keep.move(settings, url, at_work.clock.now())
    with pytest.raises(MovedAway, match=r"were moved to 127\.0\.0\.1"):
        open_tables(settings)
    the_bot_looks(at_work, at=DUE)  # somebody who had begun before it
    assert platform.texts() == []


def test_no_password_is_told_of_the_place(at_home: AtHome, settings: Settings, postgres: Postgres) -> None:
    at_work, _, _ = at_home
    with postgres.database() as url:
        moved = keep.move(settings, url.replace("postgres@", "postgres:hunter2@"), at_work.clock.now())
    assert "hunter2" not in f"{moved} {everything()}"


def at_work_here() -> None:
    ProcessRow.objects.create(name="machine:1", doing="publish", since=DUE, seen_at=DUE - dt.timedelta(seconds=20))


@pytest.mark.usefixtures("at_home")
def test_the_data_do_not_move_while_somebody_publishes(settings: Settings, postgres: Postgres) -> None:
    at_work_here()
    with postgres.database() as url:
        with pytest.raises(AtWork, match="machine:1"):
            keep.move(settings, url, DUE)
        ProcessRow.objects.update(seen_at=DUE - dt.timedelta(seconds=31))
        keep.move(settings, url, DUE)


@pytest.mark.usefixtures("at_home")
def test_the_data_do_not_move_while_somebody_plans_here_or_there(settings: Settings, postgres: Postgres) -> None:
    here = locks.turn(Lock.PLANNING, settings.data_folder)
    assert here.mine()
    with postgres.database() as url:
        with pytest.raises(AtWork):
            keep.move(settings, url, DUE)
        here.give_up()
        with a_database(url):
            there = locks.turn(Lock.PLANNING, settings.data_folder)
            assert there.mine()
        with pytest.raises(AtWork):
            keep.move(settings, url, DUE)
        there.give_up()
        keep.move(settings, url, DUE)


@pytest.mark.usefixtures("at_home")
def test_a_move_that_fails_changes_nothing_here(settings: Settings, postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    was = everything()

    def fails() -> None:
        raise JournalBroken(seq=1, what="is another")

    with postgres.database() as url:
        monkeypatch.setattr(journal, "verify", fails)
        with pytest.raises(JournalBroken):
            keep.move(settings, url, DUE)
        with a_database(url):
            assert "its data are not whole yet" in PauseRow.objects.get().why
    open_tables(settings)
    assert rest(everything()) == rest(was)


@pytest.mark.usefixtures("at_home")
def test_the_data_move_into_an_empty_database_alone(settings: Settings, postgres: Postgres) -> None:
    with postgres.database() as url:
        with a_database(url):
            open_tables(settings)
            MatterRow.objects.create(symbol="S/1", facts={}, hour=DUE, listed=True, taken_back=False, truth="", since=DUE)
        with pytest.raises(NotEmpty):
            keep.move(settings, url, DUE)
    with pytest.raises(Refusal, match="are there already"):
        keep.move(settings, FILE, DUE)
    with pytest.raises(BadDatabaseUrl):
        keep.move(settings, "mysql://here/there", DUE)


# ── the key of second factors ───────────────────────────────────────────────────────────────────────────────────────


def test_the_key_that_was_made_goes_along_to_where_each_kind_of_database_has_it(
    at_home: AtHome, settings: Settings, postgres: Postgres
) -> None:
    at_work, _, _ = at_home
    settings.key_file.write_text("a key")
    with postgres.database() as url:
        keep.move(settings, url, at_work.clock.now())
        settings.key_file.unlink()
        with a_database(url):
            assert marks.get(marks.SECRET_KEY) == "a key"
            keep.move(settings, FILE, at_work.clock.now())
    with another(in_a_file(settings.database)):
        assert marks.get(marks.SECRET_KEY) is None
    assert settings.key_file.read_text() == "a key"
    assert settings.key_file.stat().st_mode & 0o777 == 0o600


def test_a_key_that_an_operator_gave_is_in_no_backup(
    make_house: Make, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, _, _ = a_waiting_thread(make_house, ONE)
    monkeypatch.setenv("ADVOCACYBOT_SECRET_KEY", "hunter2")
    assert "hunter2" not in gzip.decompress(kept_at(at_work, tmp_path).read_bytes()).decode()
    with restored(settings, tmp_path / "one.gz", DUE) as done:
        assert done.head.secret_key is None
    assert not settings.key_file.exists()
