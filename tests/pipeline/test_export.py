"""The public pages as files: all of them or none, and nobody else's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from advocacybot.errors import BadInput
from advocacybot.pipeline import export as stage
from advocacybot.pipeline.export import LIST, Exported, export
from advocacybot.site.published import Page
from advocacybot.site.site import Site
from tests.site.publications import a_vote, published


class Pages(Site):
    """A site of a few pages that a test names: their words by their paths. A page without words cannot be drawn."""

    def __init__(self, **words: str | None) -> None:
        self._words = {name.replace("__", "/"): told for name, told in words.items()}

    def paths(self) -> Iterator[str]:
        return iter(self._words)

    def page(self, path: str) -> Page:
        told = self._words[path]
        if told is None:
            raise KeyboardInterrupt
        return Page(told.encode(), "text/plain")


def files(folder: Path) -> dict[str, str]:
    """What lies in the folder, but for the list of it."""
    lies = [path for path in folder.rglob("*") if path.is_file() and path.name != LIST]
    return {str(path.relative_to(folder)): path.read_text() for path in lies}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "public"


def test_every_page_is_written_where_it_stands(folder: Path) -> None:
    passed: list[str] = []
    assert export(Pages(a="1", b__c="2"), folder, passed.append) == Exported(2, 0, 0)
    assert files(folder) == {"a": "1", "b/c": "2"}
    assert passed == ["a", "b/c"]


def test_what_stays_the_same_is_not_touched(folder: Path) -> None:
    export(Pages(a="1", b="2"), folder)
    lay = (folder / "a").stat()
    assert export(Pages(a="1", b="3"), folder) == Exported(1, 1, 0)
    assert files(folder) == {"a": "1", "b": "3"}
    assert ((folder / "a").stat().st_mtime_ns, (folder / "a").stat().st_ino) == (lay.st_mtime_ns, lay.st_ino)


def test_what_is_no_page_any_more_goes_with_its_empty_folders(folder: Path) -> None:
    export(Pages(a="1", b__c__d="2", b__e="3"), folder)
    assert export(Pages(a="1"), folder) == Exported(0, 1, 2)
    assert sorted(path.name for path in folder.iterdir()) == [LIST, "a"]


def test_what_cannot_be_drawn_to_the_end_changes_nothing(folder: Path) -> None:
    export(Pages(a="1", b="2"), folder)
    with pytest.raises(KeyboardInterrupt):
        export(Pages(a="other", c=None), folder)
    assert files(folder) == {"a": "1", "b": "2"}
    assert export(Pages(a="other"), folder) == Exported(1, 0, 1)


def test_an_export_that_was_killed_while_it_drew_is_begun_anew(folder: Path) -> None:
    left = folder / ".fresh-half"
    left.mkdir(parents=True)
    (left / "a").write_text("half")
    export(Pages(a="1"), folder)
    assert files(folder) == {"a": "1"}


def test_an_export_that_was_killed_while_it_put_pages_in_their_place_is_ended_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(Pages(a="1", b="2"), folder)
    put = iter((stage._put, _killed))
    with monkeypatch.context() as patch:
        patch.setattr(stage, "_put", lambda made, lies: next(put)(made, lies))
        with pytest.raises(KeyboardInterrupt):
            export(Pages(c="4", a="3"), folder)
    assert files(folder) == {"a": "1", "c": "4"}
    export(Pages(a="3", d="5"), folder)
    assert files(folder) == {"a": "3", "d": "5"}


def _killed(*_: Path) -> None:
    raise KeyboardInterrupt


def test_a_folder_that_holds_something_else_is_refused(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(BadInput, match="holds something else; name an empty folder"):
        export(Pages(a="1"), folder)
    assert files(folder) == {"thesis.txt": "mine"}


def test_a_file_is_no_folder(folder: Path) -> None:
    folder.write_text("mine")
    with pytest.raises(BadInput, match="holds something else"):
        export(Pages(a="1"), folder)


def test_what_others_put_beside_the_pages_stays_and_is_never_written_over(folder: Path) -> None:
    export(Pages(a="1"), folder)
    (folder / "CNAME").write_text("votes.example.org")
    export(Pages(b="2"), folder)
    assert files(folder) == {"b": "2", "CNAME": "votes.example.org"}
    with pytest.raises(BadInput, match="CNAME is not ours"):
        export(Pages(b="2", CNAME="3"), folder)
    assert files(folder) == {"b": "2", "CNAME": "votes.example.org"}


def test_a_list_that_leads_out_of_the_folder_takes_nothing_away_there(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    folder.mkdir()
    (folder / LIST).write_text(f"../thesis.txt\n{tmp_path}/thesis.txt\n")
    export(Pages(a="1"), folder)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_the_site_lies_there_as_it_is_though_other_processes_drew_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "_MANY", 0)
    site = Site(published(a_vote(assessed=False)), ("en",))
    paths, passed = list(site.paths()), list[str]()
    assert export(site, folder, passed.append) == Exported(len(paths), 0, 0)
    assert passed == paths
    for path in paths:
        assert (folder / path).read_bytes() == site.page(path).content
