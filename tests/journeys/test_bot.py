"""``advocacybot run``: edits take effect, the switch holds, and a restart goes on where it was."""

import datetime as dt
import json
import signal
from pathlib import Path

import pytest

from tests.houses import ANA, BEN, a_calendar, a_folder, a_vote_entry
from tests.journeys.commands import advocacybot, running
from tests.within import within

AUTOMATIC = """
name: A campaign
people: [Ana Approver, Ben Bystander]
accounts:
  - {name: automatic, platform: mastodon, rehearsal: true, handle: "@auto", language: en, posting: automatic}
reminders:
  - {before: 24 h, late_by: 24 h}
"""


def _in(hours: float) -> str:
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M UTC")


def _write(home: Path, *entries: str) -> None:
    (home / "config" / "calendar.yaml").write_text(a_calendar(*entries), encoding="utf-8")


def _feed(home: Path, account: str = "automatic") -> list[str]:
    return [part["text"] for part in json.loads(advocacybot("feed", account, "--json", home=home).out)]


def _votes(home: Path) -> list[str]:
    return [vote["symbol"] for vote in json.loads(advocacybot("calendar", "--json", home=home).out)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return a_folder(tmp_path / "home", campaign=AUTOMATIC, lean=True)


def test_an_edit_takes_effect_and_its_reminder_goes_out_by_itself(home: Path) -> None:
    with running(home):
        _write(home, a_vote_entry("S/2026/1", _in(3)))
        assert within(10, lambda: any("S/2026/1 " in text for text in _feed(home)))


def test_a_broken_edit_is_said_with_its_line_and_changes_nothing(home: Path) -> None:
    _write(home, a_vote_entry("S/2026/1", _in(300)))
    with running(home) as bot:
        assert bot.stderr is not None
        _write(home, a_vote_entry("S/2026/1", "2026-13-01"))
        said = next(line for line in bot.stderr if "ERROR" in line)
        assert "calendar.yaml, line 3: '2026-13-01' is not a date and hour" in said
        _write(home, a_vote_entry("S/2026/1", _in(300)), a_vote_entry("S/2026/2", _in(300)))
        assert any("S/2026/2: vote scheduled" in line for line in bot.stderr)
    assert _votes(home) == ["S/2026/1", "S/2026/2"]


def test_the_switch_holds_over_a_restart_until_somebody_resumes(home: Path) -> None:
    with running(home):
        advocacybot("pause", "--by", ANA, "--why", "a drill", home=home)
        _write(home, a_vote_entry("S/2026/1", _in(3)))
        assert within(10, lambda: _votes(home) == ["S/2026/1"])
    with running(home):
        assert not within(3, lambda: bool(_feed(home)))
        advocacybot("resume", "--by", BEN, home=home)
        assert within(10, lambda: bool(_feed(home)))


def test_a_pause_of_one_account_leaves_the_others_alone(home: Path) -> None:
    campaign = home / "config" / "campaign.yaml"
    second = (
        '  - {name: other, platform: mastodon, rehearsal: true, handle: "@other", language: en, posting: automatic}\nreminders'
    )
    campaign.write_text(AUTOMATIC.replace("reminders", second))
    with running(home):
        advocacybot("pause", "automatic", "--by", ANA, "--why", "a drill", home=home)
        _write(home, a_vote_entry("S/2026/1", _in(3)))
        assert within(10, lambda: bool(_feed(home, "other")))
    assert _feed(home) == []


def test_killed_and_started_again_it_posts_nothing_twice(home: Path) -> None:
    _write(home, a_vote_entry("S/2026/1", _in(3)))
    for _ in range(3):
        with running(home) as bot:
            assert within(10, lambda: bool(_feed(home)))
            bot.send_signal(signal.SIGKILL)
            bot.wait(timeout=10)
    texts = _feed(home)
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_it_is_asked_to(home: Path, stop: signal.Signals) -> None:
    with running(home) as bot:
        bot.send_signal(stop)
        assert bot.wait(timeout=15) == 0


def test_health_tells_whether_it_is_awake(home: Path) -> None:
    asleep = advocacybot("health", home=home)
    assert asleep.code == 1
    assert "not awake" in asleep.err
    with running(home):
        assert within(10, lambda: advocacybot("health", home=home).code == 0)
