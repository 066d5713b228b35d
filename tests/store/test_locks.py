"""Who may do what one process of a fleet alone may do: on a real PostgreSQL, between real processes and threads."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import connection, transaction

from advocacybot.store import locks
from advocacybot.store.locks import Lock, Turn, alone, briefly, one_after_another, turn
from advocacybot.store.models import MarkRow
from tests.on_postgres import instead
from tests.servers.postgres import Postgres, asked
from tests.servers.process import ROOT
from tests.store.at_once import at_once
from tests.within import within

_HOLDS = """
import sys, time
from pathlib import Path
from advocacybot.settings import Settings
from advocacybot.store.opening import set_up
set_up(Settings())
from advocacybot.store.locks import Lock, turn
mine = turn(Lock.PLANNING, Path(sys.argv[1]))
print(mine.mine(), flush=True)
while sys.stdin.readline():
    print(mine.mine(), flush=True)
"""


@pytest.fixture(params=["a file", "PostgreSQL"])
def everywhere(request: pytest.FixtureRequest) -> None:
    """The test is passed on both kinds of database."""
    request.getfixturevalue("on_postgres" if request.param == "PostgreSQL" else "store")


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Turn]:
    one = turn(Lock.PLANNING, tmp_path)
    yield one
    one.give_up()


@contextmanager
def another(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that asks for its turn, says whether it is, and does so again whenever it is told a line."""
    command = [sys.executable, "-c", _HOLDS, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def asks_again(process: subprocess.Popen[str]) -> str:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()
    return said(process)


def sessions(url: str) -> list[int]:
    """Those that hold the planner's lock, by the numbers of their backends."""
    held = """
        SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database
        WHERE locktype = 'advisory' AND datname = current_database() AND objid = %s
    """
    return [pid for (pid,) in asked(url, held, int(Lock.PLANNING))]


# ── turns ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("everywhere")
def test_of_two_one_alone_has_its_turn_and_keeps_it(ours: Turn, tmp_path: Path) -> None:
    other = turn(Lock.PLANNING, tmp_path)
    assert [ours.mine(), other.mine(), ours.mine(), other.mine()] == [True, False, True, False]


@pytest.mark.usefixtures("everywhere")
def test_whoever_gives_its_turn_up_leaves_it_to_another(ours: Turn, tmp_path: Path) -> None:
    other = turn(Lock.PLANNING, tmp_path)
    assert ours.mine()
    ours.give_up()
    ours.give_up()
    assert other.mine()
    assert not ours.mine()
    other.give_up()


@pytest.mark.usefixtures("everywhere")
def test_the_turn_of_a_process_that_is_killed_is_taken_over(ours: Turn, tmp_path: Path) -> None:
    with another(tmp_path) as process:
        assert said(process) == "True"
        assert not ours.mine()
        os.kill(process.pid, signal.SIGKILL)
        assert within(5, ours.mine)


def test_a_turn_is_lost_with_the_session_that_held_it(on_postgres: str, ours: Turn, tmp_path: Path) -> None:
    other = turn(Lock.PLANNING, tmp_path)
    assert ours.mine()
    [pid] = sessions(on_postgres)
    asked(on_postgres, "SELECT pg_terminate_backend(%s, 5000)", pid)
    assert other.mine()
    assert [ours.mine(), ours.mine()] == [False, False]
    other.give_up()
    assert ours.mine()


@pytest.mark.usefixtures("on_postgres")
def test_whoever_is_frozen_loses_its_turn_and_knows_it_when_it_wakes(
    ours: Turn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "_SILENT_FOR", "500ms")
    frozen = turn(Lock.PLANNING, tmp_path)
    assert frozen.mine()
    assert not ours.mine()
    assert within(5, ours.mine)  # it did not say a word for half a second
    assert not frozen.mine()


def test_whoever_asks_often_enough_keeps_its_turn(
    on_postgres: str,
    ours: Turn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(locks, "_SILENT_FOR", "500ms")
    assert ours.mine()
    held = sessions(on_postgres)
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        assert ours.mine()
        time.sleep(0.05)
    assert sessions(on_postgres) == held


def test_while_the_database_is_gone_it_is_nobodys_turn(tmp_path: Path) -> None:
    with Postgres(fsync=False) as server, instead(server.url):
        ours = turn(Lock.PLANNING, tmp_path)
        assert ours.mine()
        server.stop()
        assert [ours.mine(), ours.mine()] == [False, False]
        server.start()
        assert ours.mine()
        ours.give_up()


# ── one after another ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("everywhere")
def test_whoever_waits_goes_on_when_the_other_is_done(tmp_path: Path) -> None:
    inside: list[int] = []

    def pass_through() -> int:
        with one_after_another(Lock.OPENING, tmp_path):
            inside.append(1)
            seen = sum(inside)
            time.sleep(0.02)
            inside.append(-1)
        return seen

    assert at_once(*[pass_through] * 4) == [1] * 4


@pytest.mark.usefixtures("everywhere")
def test_an_error_within_leaves_nothing_held(tmp_path: Path) -> None:
    with suppress(KeyError), one_after_another(Lock.OPENING, tmp_path):
        raise KeyError
    at_once(lambda: one_after_another(Lock.OPENING, tmp_path).__enter__())


# ── alone ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def count_up() -> int:
    """Read, and write what was read and one more."""
    with alone():
        row = MarkRow.objects.filter(pk="counted").first() or MarkRow(name="counted", value="0")
        row.value = str(int(row.value) + 1)
        row.save()
    return int(row.value)


@pytest.mark.usefixtures("everywhere")
def test_whoever_decides_by_what_it_reads_sees_what_those_before_it_decided() -> None:
    def five_times() -> list[int]:
        return [count_up() for _ in range(5)]

    seen = at_once(*[five_times] * 4)
    assert sorted(number for one in seen for number in one) == list(range(1, 21))


@pytest.mark.usefixtures("everywhere")
def test_what_is_undone_holds_nobody_up() -> None:
    with suppress(KeyError), alone():
        count_up()
        raise KeyError
    assert at_once(count_up) == [1]


@pytest.mark.usefixtures("everywhere")
def test_one_within_another_is_one() -> None:
    with alone(), alone():
        assert count_up() == 1
    assert at_once(count_up) == [2]


@pytest.mark.usefixtures("everywhere")
def test_a_brief_one_and_one_that_is_alone_may_stand_within_each_other() -> None:
    with briefly(), alone(), briefly():
        assert count_up() == 1
    with suppress(KeyError), briefly():
        count_up()
        raise KeyError
    assert at_once(count_up) == [2]


@pytest.mark.usefixtures("on_postgres")
def test_other_transactions_wait_for_none_of_it() -> None:
    with alone():
        count_up()
        started = at_once(lambda: _put_beside("beside"))
    assert started == [True]
    assert set(MarkRow.objects.values_list("pk", flat=True)) == {"counted", "beside"}


def _put_beside(name: str) -> bool:
    with transaction.atomic():
        MarkRow.objects.create(name=name, value="")
    return not connection.in_atomic_block
