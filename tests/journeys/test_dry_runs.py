"""``--dry-run`` prints the exact requests and sends none; ``queue`` shows, pictures and takes down; the log tells no secret."""

import json
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

from PIL import Image

from tests.houses import ANA
from tests.journeys.commands import Said, command, environment
from tests.journeys.test_for_real import NOTHING, Scene, scene
from tests.servers.faults import Answers

__all__ = ["scene"]

BY = ("--by", ANA)
WHY = ("--why", "a wrong number")


def listed(scene: Scene, state: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(scene.advocacybot("queue", "list", "--state", state, "--json").out)
    return found


def on(scene: Scene, account: str, state: str = "all") -> str:
    """The number of the account's post."""
    return str(next(one["id"] for one in listed(scene, state) if one["account"] == account))


def asked(scene: Scene) -> SimpleNamespace:
    """What was asked of the servers."""
    x = sum(scene.x.calls(endpoint) for endpoint in ("POST /2/tweets", "GET /2/users/me", "GET /2/users/:id/tweets"))
    return SimpleNamespace(x=x, mastodon=len(scene.between.seen))


def test_run_prints_each_post_once_and_asks_nobody_anything(scene: Scene) -> None:
    with subprocess.Popen(
        command(("run", "--dry-run"), scene.home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(scene.secrets),
    ) as bot:
        assert bot.stdout is not None
        shown = ""
        for line in bot.stdout:
            shown += line
            if shown.count("would be sent by") == 3:
                break
        time.sleep(2)  # four more looks, in which nothing more may be printed
        bot.terminate()
        shown += bot.stdout.read()
        assert bot.wait(timeout=30) == 0
    assert shown.count("would be sent by") == 3
    assert [secret for secret in scene.secrets.values() if secret in shown] == []
    assert scene.out() == NOTHING
    assert vars(asked(scene)) == {"x": 0, "mastodon": 0}
    assert {one["state"] for one in listed(scene, "all")} == {"approved"}


def test_what_an_approval_or_a_deletion_would_send_is_shown_and_changes_nothing(scene: Scene) -> None:
    scene.advocacybot("publish", "--dry-run")
    before = listed(scene, "all")
    shown = scene.advocacybot("queue", "approve", on(scene, "on-x"), "--dry-run", *BY)
    assert shown.code == 0, shown.err
    assert f"POST {scene.x.url}/2/tweets" in shown.out
    assert listed(scene, "all") == before
    scene.advocacybot("publish")
    out = scene.out()
    shown = scene.advocacybot("queue", "delete", on(scene, "on-mastodon"), "--dry-run", *BY, *WHY)
    assert shown.out.count("DELETE ") == out["mastodon"]
    assert scene.out() == out
    assert len(listed(scene, "published")) == 3


def test_a_post_is_taken_down_everywhere_and_said_to_be(scene: Scene) -> None:
    scene.advocacybot("publish")
    for account in ("on-x", "on-mastodon", "on-bluesky"):
        number = on(scene, account)
        assert scene.advocacybot("queue", "delete", number, *BY, *WHY).out == f"Post {number}: taken down.\n"
        again = scene.advocacybot("queue", "delete", number, *BY, *WHY)
        assert (again.code, "A post that is taken down cannot be taken down" in again.err) == (1, True)
    assert scene.out() == NOTHING
    assert len(listed(scene, "taken down")) == 3
    assert "Nothing is due." in scene.advocacybot("publish").out


def test_a_post_is_given_a_picture_with_its_words(scene: Scene, tmp_path: Path) -> None:
    scene.advocacybot("publish", "--dry-run")
    Image.new("RGB", (64, 48), "navy").save(tmp_path / "chart.png")
    number, file = on(scene, "on-mastodon"), ("--picture", str(tmp_path / "chart.png"))
    without = scene.advocacybot("queue", "picture", number, *file, *BY)
    assert (without.code, "each picture takes its own words; give one --alt for each --picture" in without.err) == (2, True)
    given = scene.advocacybot("queue", "picture", number, *file, "--alt", "A chart of vetoes", *BY)
    assert given.out == f"Post {number}: queued, version 2, 1 pictures.\n"
    assert "[picture: A chart of vetoes]" in scene.advocacybot("queue", "show", number).out
    scene.advocacybot("queue", "approve", number, "--by", "Ben Bystander")
    scene.advocacybot("publish")
    first, *rest = scene.mastodon.statuses("alice")
    assert first.media == ("A chart of vetoes",)
    assert {one.media for one in rest} == {()}


def test_the_queue_lists_what_is_in_a_state_and_without_one_what_waits(scene: Scene) -> None:
    scene.advocacybot("publish")
    assert len(listed(scene, "published")) == len(listed(scene, "all")) == 3
    assert listed(scene, "approved") == []
    assert "published" in scene.advocacybot("queue", "list", "--state", "published").out
    assert scene.advocacybot("queue", "list").out == "Nothing waits.\n"


def test_a_platforms_words_are_shown_as_they_are(scene: Scene) -> None:
    words = "[/red] write to [bold]us[/bold]"
    scene.between.on("POST", "/api/v1/statuses", Answers(401, {}, json.dumps({"error": words}).encode()))
    scene.advocacybot("publish")
    said = scene.advocacybot("queue", "list")
    assert (said.code, said.err) == (0, "")
    assert "Waiting on-mastodon until " in said.out
    assert words in said.out


A_TRACEBACK = """
import logging, os
from advocacybot.settings import Settings
from advocacybot.store.opening import set_up
set_up(Settings())
from advocacybot import logs
from advocacybot.platforms.credentials import Credentials
logs.begin(Credentials().scrub, Settings().logs)
try:
    raise OSError(f"it went wrong with {os.environ['ADVOCACYBOT_ON_X_ACCESS_TOKEN']}")
except OSError:
    logging.getLogger("huey").exception("a job failed")
"""


def test_a_secret_in_a_traceback_is_not_in_the_log(tmp_path: Path) -> None:
    """As ``run`` writes its log, in a process of its own."""
    secret = "planted"  # noqa: S105 – nobody's
    done = subprocess.run(
        [sys.executable, "-c", A_TRACEBACK],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env=environment({"ADVOCACYBOT_ON_X_ACCESS_TOKEN": secret, "ADVOCACYBOT_HOME": str(tmp_path)}),
    )
    said = Said(done.stdout, done.stderr, done.returncode)
    assert "Traceback" in said.err
    assert "OSError: it went wrong with …" in said.err
    assert secret not in said.out + said.err
