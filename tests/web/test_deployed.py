"""The room behind a proxy that ends TLS, as Django's own check for deployment sees it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def checked(home: Path, address: str) -> subprocess.CompletedProcess[str]:
    """Django's check in a process of its own, which fails on any warning."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ADVOCACYBOT_", "DJANGO_"))}
    environment |= {
        "ADVOCACYBOT_HOME": str(home),
        "ADVOCACYBOT_WEB_URL": address,
        "DJANGO_SETTINGS_MODULE": "advocacybot.web.django_settings",
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_djangos_check_for_deployment_finds_nothing(tmp_path: Path) -> None:
    done = checked(tmp_path, "https://room.example.org")
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000"])
def test_without_tls_it_would_say_so(tmp_path: Path, address: str) -> None:
    done = checked(tmp_path, address)
    assert done.returncode == 1
    assert "SECURE_SSL_REDIRECT" in done.stderr
