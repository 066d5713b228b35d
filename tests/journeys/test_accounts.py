"""``accounts``: a person signs each account in at the command line, and sees who it is."""

import re
import shlex
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.fakes.x import XApi
from tests.houses import a_calendar, a_folder
from tests.journeys.commands import Said, advocacybot, command, environment
from tests.journeys.test_for_real import CAMPAIGN
from tests.servers.mastodon import MastodonMock
from tests.servers.pds import Pds


@dataclass
class Scene:
    """A campaign with an account on each platform, in a folder with a space in its name, and nobody signed in."""

    home: Path
    x: XApi
    mastodon: MastodonMock
    pds: Pds
    bluesky: str

    @property
    def app(self) -> dict[str, str]:
        return {"ADVOCACYBOT_X_API_KEY": self.x.app.api_key, "ADVOCACYBOT_X_API_SECRET": self.x.app.api_secret}

    @property
    def secrets(self) -> Path:
        return self.home / "secrets"

    def connect(self, platform: str, *answers: str, lets_in: str = "") -> Said:
        """``accounts connect``, with what the person types; ``lets_in``: as whom they open the address that is shown."""
        words = ("accounts", "connect", platform)
        person = subprocess.Popen(
            command(words, self.home),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(self.app),
            start_new_session=True,  # no terminal: secrets are read from stdin
        )
        assert person.stdout is not None
        shown = ""
        for line in person.stdout if lets_in else ():
            shown += line
            if "http" in line:
                break
        if "http" in shown:
            answers = (self.code(platform, re.findall(r"http\S+", shown)[-1], lets_in), *answers)
        out, err = person.communicate("".join(f"{answer}\n" for answer in answers), timeout=60)
        return Said(shown + out, err, person.returncode)

    def code(self, platform: str, address: str, handle: str) -> str:
        """What the page at the address shows to whoever lets the app in."""
        if platform == "x":
            return requests.get(f"{address}&handle={handle}", timeout=10).text
        assert requests.get(address, timeout=10).status_code == 200
        page = requests.post(address.split("?")[0], data={"username": handle}, timeout=10).text
        return str(re.findall(r"code: (\S+?)<", page)[0])

    def exported(self, said: Said) -> dict[str, str]:
        """The variables that the person was told to export, as a shell reads them."""
        lines = [line.strip().removeprefix("export ") for line in said.out.splitlines() if line.strip().startswith("export ")]
        return dict(shlex.split(line)[0].split("=", 1) for line in lines)


@pytest.fixture
def scene(tmp_path: Path, mastodon: MastodonMock, pds: Pds, request: pytest.FixtureRequest) -> Iterator[Scene]:
    handle = f"acc{abs(hash(request.node.name)) % 10**9}.test"
    pds.create_account(handle)
    with XApi() as x:
        x.add_user("act")
        x.add_user("somebody")
        campaign = CAMPAIGN.format(x=x.url, mastodon=mastodon.url, bluesky=handle, pds=pds.url)
        yield Scene(a_folder(tmp_path / "the campaign", a_calendar(), campaign, lean=True), x, mastodon, pds, handle)


def signed_in(scene: Scene, platform: str, *answers: str, lets_in: str = "") -> None:
    said = scene.connect(platform, *answers, lets_in=lets_in)
    assert said.code == 0, said.err
    assert f"on-{platform} is signed in as @{lets_in or scene.bluesky}" in said.out
    exported = scene.exported(said)
    for variable, file in exported.items():
        assert variable.startswith(f"ADVOCACYBOT_ON_{platform.upper()}_")
        assert stat.S_IMODE(Path(file).stat().st_mode) == 0o600
        assert Path(file).read_text().strip() not in said.out + said.err
    assert stat.S_IMODE(scene.secrets.stat().st_mode) == 0o700
    assert (scene.secrets / ".gitignore").read_text() == "*\n"
    assert sorted(path.name for path in scene.secrets.iterdir()) == sorted(
        [".gitignore", *(Path(file).name for file in exported.values())]
    )
    told = advocacybot("accounts", home=scene.home, **scene.app | exported).out
    assert f"is @{lets_in or scene.bluesky}" in told


def test_an_account_on_mastodon_is_signed_in_by_a_code(scene: Scene) -> None:
    signed_in(scene, "mastodon", lets_in="alice")


def test_an_account_on_x_is_signed_in_by_a_pin(scene: Scene) -> None:
    signed_in(scene, "x", lets_in="act")


def test_an_account_on_bluesky_is_signed_in_by_an_app_password(scene: Scene) -> None:
    signed_in(scene, "bluesky", scene.pds.app_password(scene.bluesky), "y")


def test_what_a_person_is_asked_stands_on_stderr(scene: Scene) -> None:
    said = scene.connect("mastodon", lets_in="alice")
    assert "The code that it shows" in said.err
    assert "Open this address as @alice" in said.out
    assert "The app password" in scene.connect("bluesky", "wrong").err


WRONG = {"x": "The PIN that X shows", "mastodon": "The code that it shows", "bluesky": "The app password"}


@pytest.mark.parametrize("platform", WRONG)
def test_a_wrong_answer_is_said_plainly_with_what_to_do_and_leaves_no_file(scene: Scene, platform: str) -> None:
    said = scene.connect(platform, "0000000")
    assert said.code == 1
    last = said.err.splitlines()[-1]
    assert f"on-{platform} is not signed in: " in last
    assert f"try again with `advocacybot accounts connect {platform}`" in last
    assert "Traceback" not in said.err
    assert not scene.secrets.exists()


@pytest.mark.parametrize(("platform", "somebody"), [("x", "somebody"), ("mastodon", "bob")])
def test_whoever_signs_in_as_somebody_else_is_told(scene: Scene, platform: str, somebody: str) -> None:
    said = scene.connect(platform, lets_in=somebody)
    assert said.code == 1
    assert f"it is the sign-in of @{somebody}, and 'on-{platform}' is to post as" in said.err


def test_accounts_that_nobody_signed_in_say_how_to(scene: Scene) -> None:
    said = advocacybot("accounts", home=scene.home)
    assert said.code == 1
    assert said.out.count("cannot post: ") == 3
    for variable in ("ON_X_API_KEY", "ON_MASTODON_ACCESS_TOKEN", "ON_BLUESKY_APP_PASSWORD"):
        assert f"set ADVOCACYBOT_{variable}, or ADVOCACYBOT_{variable}_FILE to a file that holds it" in said.out


def test_an_account_that_the_campaign_has_not_is_named(scene: Scene) -> None:
    said = advocacybot("accounts", "connect", "mastodon", "--account", "on-x", home=scene.home)
    assert said.code == 2
    assert "the campaign has no account 'on-x' on mastodon; name it with --account; there is on-mastodon" in said.err


def test_a_folder_that_keeps_other_files_keeps_its_own_rules_for_git(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / ".gitignore").write_text("*.log\n")
    advocacybot("accounts", "connect", "mastodon", "--into", str(tmp_path / "kept"), home=scene.home)
    assert (tmp_path / "kept" / ".gitignore").read_text() == "*.log\n"
