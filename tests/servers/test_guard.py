"""What a server's own tests rely on: it answers, keeps what it was given through a power cut, and ends when we do."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
import redis

from tests.servers.postgres import Postgres, a_database
from tests.servers.process import ROOT, NotStarted
from tests.servers.redis import Redis


@pytest.fixture
def own() -> Iterator[Postgres]:
    with Postgres() as server:
        yield server


def gone(path: Path) -> bool:
    """Whether nothing is there any more, within ten seconds."""
    until = time.monotonic() + 10
    while path.exists() and time.monotonic() < until:
        time.sleep(0.02)
    return not path.exists()


def test_what_was_committed_is_there_after_a_power_cut(own: Postgres) -> None:
    own.ask("CREATE TABLE kept (number int)")
    own.ask("INSERT INTO kept VALUES (17)")
    before = own.server_pid
    own.kill()
    own.start()
    assert own.server_pid != before
    assert own.ask("SELECT number FROM kept") == [(17,)]


def test_a_restart_ends_every_session(own: Postgres) -> None:
    with closing(psycopg.connect(own.url, autocommit=True)) as session:
        own.restart()
        with pytest.raises(psycopg.OperationalError):
            session.execute("SELECT true")
    assert own.ask("SELECT true") == [(True,)]


def test_a_server_that_is_stopped_answers_nobody(own: Postgres) -> None:
    url = own.url
    own.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_a_setting_that_there_is_none_of_is_told() -> None:
    with pytest.raises(NotStarted, match="no_such_setting"), Postgres(no_such_setting="on"):
        pass


def test_its_order_of_texts_is_not_that_of_bytes(postgres: Postgres) -> None:
    assert postgres.ask("SELECT 'a' < 'B', 'A' < 'b'") == [(True, True)]


def test_a_database_goes_with_its_block_whoever_is_connected(postgres: Postgres) -> None:
    with a_database(postgres.url) as url:
        held = psycopg.connect(url)
    held.close()
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_redis_keeps_what_it_answered_through_a_power_cut() -> None:
    with Redis() as server, closing(redis.Redis.from_url(server.url)) as client:
        client.set("kept", "17")
        server.kill()
        server.start()
        assert client.get("kept") == b"17"


def test_it_ends_with_whoever_started_it_however_that_one_ends() -> None:
    starts = "import tests.servers.redis as own; s = own.Redis().start(); print(s.server_pid, s.folder, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", starts], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        assert started.stdout
        server, folder = started.stdout.readline().decode().split()
        os.kill(started.pid, signal.SIGKILL)
    assert gone(Path("/proc", server))
    assert gone(Path(folder))


def test_a_command_runs_with_the_url_of_a_server_that_lives_as_long() -> None:
    asks = "import os, psycopg; print(psycopg.connect(os.environ['DATABASE_URL']).execute('SELECT 17').fetchone())"
    command = [sys.executable, "-m", "tests.servers.postgres", sys.executable, "-c", asks]
    without = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    ran = subprocess.run(command, cwd=ROOT, env=without, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "(17,)\n")
