"""``advocacybot notices test`` and ``advocacybot check``: whether the staff can be told."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.staff import TOKEN, Staff, listening
from tests.houses import a_folder
from tests.journeys.commands import advocacybot


@pytest.fixture
def staff() -> Iterator[Staff]:
    with listening() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_folder(tmp_path / "home", lean=True)


def test_a_test_notice_arrives_with_the_rooms_address(folder: Path, staff: Staff) -> None:
    said = advocacybot("notices", "test", home=folder, ADVOCACYBOT_NOTICES=f"# ours\n{staff.address}\n")
    assert (said.out, said.err, said.code) == ("Address 1 (JSON): told.\n", "", 0)
    assert staff.heard == [("A test of advocacybot", "Notices arrive here.\n\nhttp://127.0.0.1:8000/")]


def test_each_address_says_for_itself_whether_it_worked(folder: Path, staff: Staff, tmp_path: Path) -> None:
    file = tmp_path / "notices"
    file.write_text(f"nonsense-{TOKEN}\n{staff.address}\n", encoding="utf-8")
    said = advocacybot("notices", "test", home=folder, ADVOCACYBOT_NOTICES_FILE=str(file))
    assert said.out == "Address 1 (not understood): not told.\nAddress 2 (JSON): told.\n"
    assert said.code == 1
    assert "not every address could be told" in said.err
    assert TOKEN not in said.out + said.err


def test_where_nobody_is_named_that_is_said(folder: Path) -> None:
    said = advocacybot("notices", "test", home=folder)
    assert said.code == 2
    assert "ADVOCACYBOT_NOTICES names nobody to tell" in said.err


def test_check_warns_of_an_address_that_tells_nobody(folder: Path, staff: Staff) -> None:
    given = {"ADVOCACYBOT_NOTICES": f"{staff.address}\nnonsense-{TOKEN}"}
    said = advocacybot("check", home=folder, **given)
    assert said.code == 0
    assert "ADVOCACYBOT_NOTICES, address 2 is none that Apprise understands" in said.out
    assert TOKEN not in said.out + said.err
    assert len(json.loads(advocacybot("check", "--json", home=folder, **given).out)["warnings"]) == 1
    assert staff.heard == []
