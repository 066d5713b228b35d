"""Files that took effect, in the database."""

import pytest

from advocacybot.store import accepted, marks
from tests.store.rows import NOW

pytestmark = pytest.mark.usefixtures("store")


def keep(version: str, origin: str = "one:/here") -> str:
    return accepted.keep({"config/campaign.yaml": version}, version, origin, NOW)


def test_before_anything_took_effect_nothing_holds() -> None:
    assert accepted.last() is None
    assert accepted.replaced_by("a") is None


def test_the_last_holds_and_is_known_by_its_mark() -> None:
    keep("a")
    mark = keep("b", "two:/there")
    assert accepted.last() == accepted.Accepted(mark, "b", "two:/there", NOW)
    assert accepted.texts(mark) == {"config/campaign.yaml": "b"}
    assert marks.get(marks.FILES) == mark


def test_what_took_the_place_of_files_counts_from_when_they_held_last() -> None:
    for version, origin in (("a", "one:/here"), ("b", "two:/there"), ("a", "one:/here"), ("c", "three:/far")):
        keep(version, origin)
    after = [accepted.replaced_by(version) for version in ("a", "b", "c")]
    assert [one and one.origin for one in after] == ["three:/far", "one:/here", None]


def test_so_many_of_the_last_are_kept() -> None:
    versions = [str(number) for number in range(accepted.KEPT + 2)]
    for version in versions:
        keep(version)
    assert accepted.replaced_by(versions[0]) is None
    assert accepted.replaced_by(versions[1]) is None
    assert accepted.replaced_by(versions[2]) is not None
