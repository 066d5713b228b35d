"""Several processes on one database: whoever is killed, the others go on."""

import datetime as dt
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.houses import a_calendar, a_folder, a_vote_entry
from tests.journeys.commands import advocacybot, command, environment
from tests.servers.postgres import Postgres, asked
from tests.servers.redis import Redis
from tests.within import within

REHEARSES = """
name: A campaign
people: [Ana Approver, Ben Bystander]
accounts:
  - {name: automatic, platform: mastodon, rehearsal: true, handle: "@auto", language: en, posting: automatic}
reminders:
  - {before: 24 h, late_by: 24 h}
"""


class Process:
    """One of a fleet, and all that it has said."""

    def __init__(self, home: Path, *words: str, **more: str) -> None:
        given = environment(more)
        self.child = subprocess.Popen(
            command(words, home), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=given
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.child.stdout is not None
        for line in self.child.stdout:
            self.lines.append(line)

    def said(self, words: str) -> bool:
        return any(words in line for line in tuple(self.lines))

    def kill(self) -> None:
        self.child.kill()
        self.child.wait(timeout=10)

    def end(self) -> None:
        self.child.kill()
        self.child.wait(timeout=10)
        self._reader.join(timeout=10)
        assert self.child.stdout is not None
        self.child.stdout.close()


@pytest.fixture
def start() -> Iterator[Callable[..., Process]]:
    """Starts processes that end with the test."""
    with ExitStack() as fleet:

        def started(home: Path, *words: str, **more: str) -> Process:
            process = Process(home, *words, **more)
            fleet.callback(process.end)
            return process

        yield started


@pytest.fixture
def database(postgres: Postgres) -> Iterator[str]:
    with postgres.database() as url:
        yield url


def in_hours(hours: float) -> str:
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M UTC")


def write(home: Path, symbols: Sequence[str]) -> None:
    entries = [a_vote_entry(symbol, in_hours(3)) for symbol in symbols]
    (home / "config" / "calendar.yaml").write_text(a_calendar(*entries), encoding="utf-8")


def posts(url: str) -> list[tuple[str, str]]:
    """The account and state of every post."""
    with suppress(Exception):
        return [(account, state) for account, state in asked(url, "SELECT account, state FROM posts ORDER BY id")]
    return []


def published(url: str, account: str = "automatic") -> int:
    return posts(url).count((account, "published"))


def test_when_the_planner_is_killed_another_takes_over_and_nothing_goes_out_twice(
    tmp_path: Path, database: str, start: Callable[..., Process]
) -> None:
    files = a_folder(tmp_path / "files", campaign=REHEARSES, lean=True)
    bare = tmp_path / "bare"
    bare.mkdir()
    first = start(files, "worker", DATABASE_URL=database)
    assert within(30, lambda: first.said("this process plans")), first.lines
    second = start(bare, "worker", DATABASE_URL=database)
    assert within(30, lambda: second.said("another process plans")), second.lines
    write(files, ["S/2026/1"])
    assert within(30, lambda: published(database) == 1)
    killed_at = time.monotonic()
    first.kill()
    assert within(30, lambda: second.said("this process plans")), second.lines
    print(f"another planned after {time.monotonic() - killed_at:.2f} s")
    third = start(files, "worker", "--no-plan", DATABASE_URL=database)
    assert within(30, lambda: third.said("at work"))
    assert published(database) == 1
    third.child.send_signal(signal.SIGTERM)
    second.child.send_signal(signal.SIGTERM)
    assert (third.child.wait(timeout=30), second.child.wait(timeout=30)) == (0, 0)
    assert asked(database, "SELECT count(*) FROM processes WHERE doing <> 'plan,publish'") == [(0,)]


def test_two_that_run_in_one_folder_do_not_both_plan(tmp_path: Path, start: Callable[..., Process]) -> None:
    home = a_folder(tmp_path / "home", campaign=REHEARSES, lean=True)
    first = start(home, "run", "--no-web")
    assert within(30, lambda: first.said("this process plans"))
    second = start(home, "run", "--no-web")
    assert within(30, lambda: second.said("another process plans; this one takes over when that is gone")), second.lines
    first.kill()
    assert within(30, lambda: second.said("this process plans")), second.lines


class Silent(BaseHTTPRequestHandler):
    """Takes what is sent, and never answers."""

    def do_GET(self) -> None:
        self.server.asked.set()  # type: ignore[attr-defined]
        self.server.over.wait()  # type: ignore[attr-defined]

    do_POST = do_GET  # noqa: N815 – as http.server has it


@contextmanager
def a_silent_server() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    server.daemon_threads, server.block_on_close = True, False
    server.asked, server.over = threading.Event(), threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_platform_that_does_not_answer_delays_no_other(tmp_path: Path, database: str, start: Callable[..., Process]) -> None:
    with a_silent_server() as server:
        hung = "".join(
            f"  - {{name: hung-{n}, platform: mastodon, handle: '@h{n}', language: en, posting: automatic, "
            f"mastodon: {{server: 'http://127.0.0.1:{server.server_port}'}}}}\n"
            for n in range(3)
        )
        home = a_folder(tmp_path / "home", campaign=REHEARSES.replace("reminders", f"{hung}reminders"), lean=True)
        write(home, ["S/2026/1"])
        tokens = {f"ADVOCACYBOT_HUNG_{n}_ACCESS_TOKEN": "token" for n in range(3)}
        start(home, "worker", "--posts-at-once", "1", DATABASE_URL=database, **tokens)
        assert server.asked.wait(30)  # type: ignore[attr-defined]
        assert within(20, lambda: published(database) == 1), posts(database)
        assert sum(published(database, f"hung-{n}") for n in range(3)) == 0


def test_while_redis_is_gone_posts_go_out_all_the_same_and_once(
    tmp_path: Path, database: str, start: Callable[..., Process]
) -> None:
    with Redis() as queue:
        files = a_folder(tmp_path / "files", campaign=REHEARSES, lean=True)
        given = {"DATABASE_URL": database, "QUEUE_URL": queue.address()}
        bot = start(files, "worker", **given)
        assert within(30, lambda: bot.said("at work")), bot.lines
        queue.stop()
        write(files, ["S/2026/1"])
        assert within(30, lambda: published(database) == 1), bot.lines
        queue.start()
        write(files, ["S/2026/1", "S/2026/2"])
        assert within(30, lambda: published(database) == 2), bot.lines


def test_health_tells_who_is_missing(tmp_path: Path, database: str, start: Callable[..., Process]) -> None:
    home = a_folder(tmp_path / "home", campaign=REHEARSES, lean=True)

    def health(*words: str) -> str:
        return advocacybot("health", *words, home=home, DATABASE_URL=database).err

    start(home, "worker", "--only-plan", DATABASE_URL=database)
    assert within(30, lambda: "nobody publishes" in health())
    start(home, "worker", "--no-plan", DATABASE_URL=database)
    assert within(30, lambda: health() == "")
    assert health("--self") == ""


def test_a_machine_without_files_waits_for_one_that_has_some(
    tmp_path: Path, database: str, start: Callable[..., Process]
) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    first = start(bare, "worker", "--no-plan", DATABASE_URL=database)
    assert within(30, lambda: first.said("this process waits until another one")), first.lines
    files = a_folder(tmp_path / "files", campaign=REHEARSES, lean=True)
    start(files, "worker", "--only-plan", DATABASE_URL=database)
    write(files, ["S/2026/1"])
    assert within(60, lambda: published(database) == 1), first.lines
