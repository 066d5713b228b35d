"""The copy of the files as they last took effect: what the house is built from while those in the folder are broken."""

from pathlib import Path
from typing import Any

import pytest

from advocacybot.campaign.truth import WITHDRAWN
from advocacybot.errors import BadInput
from advocacybot.pipeline import watch
from advocacybot.pipeline.house import House
from advocacybot.sources.configuration import Folder
from advocacybot.store.models import MarkRow, VoteRow
from tests.fakes.platforms import Killed
from tests.houses import MakeHouse, a_calendar, a_vote_entry
from tests.pipeline.steps import SOLO, SYMBOL, Make, edit_template, everything, template, waiting


def broken(at_work: MakeHouse) -> None:
    (at_work.folder / "config" / "calendar.yaml").write_text("votes: [\n", encoding="utf-8")


def built_again(at_work: MakeHouse) -> House:
    """The house as it is built while the files are broken."""
    first = at_work.house
    with pytest.raises(BadInput):
        first.folder.load()
    return House(first.folder, first.accepted, Folder(first.accepted).load(), first.platforms, first.clock)


def accepted_calendar(at_work: MakeHouse) -> str:
    return (at_work.house.accepted / "config" / "calendar.yaml").read_text(encoding="utf-8")


def test_the_copy_is_of_what_took_effect_and_stays_while_the_files_are_broken(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    assert accepted_calendar(at_work) == a_calendar(a_vote_entry())
    broken(at_work)
    with pytest.raises(BadInput):
        watch.reread(at_work.house)
    assert accepted_calendar(at_work) == a_calendar(a_vote_entry())
    at_work.edit_calendar()
    assert accepted_calendar(at_work) == a_calendar()


def test_a_house_that_is_built_while_the_files_are_broken_goes_on_as_before(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    edit_template(at_work, "Mind your pledge: {{ vote.symbol }}.")
    kept = everything()
    broken(at_work)
    template(at_work).unlink()
    house = built_again(at_work)
    assert watch.take(house) == ()
    assert everything() == kept
    assert Folder(house.accepted).load().version == house.configuration.version


@pytest.mark.parametrize("after", [False, True], ids=["before the copy", "after the copy"])
def test_what_took_effect_is_never_undone_by_an_older_copy(
    make_house: Make, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    """Killed at the copy: whether the edit took effect or not, the house that is built of the copy has no older one."""
    rename = Path.rename

    def dies(path: Path, to: Path) -> None:
        if after:
            rename(path, to)
        if not after or path.name == "accepted.new":
            raise Killed

    at_work = make_house(a_vote_entry(), campaign=SOLO)
    with monkeypatch.context() as until_killed:
        until_killed.setattr(Path, "rename", dies)
        with pytest.raises(Killed):
            at_work.edit_calendar(a_vote_entry(withdrawn="true"))
    took_effect = VoteRow.objects.get(pk=SYMBOL).truth == WITHDRAWN
    broken(at_work)
    watch.take(built_again(at_work))
    assert (waiting() == []) is (took_effect or after)
    Folder(at_work.house.accepted).load()


def test_files_that_are_broken_are_never_copied(make_house: Make) -> None:
    """Everything is to be drawn anew, as after a new version of the bot, while the files happen to be broken."""
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    broken(at_work)
    house = built_again(at_work)
    MarkRow.objects.all().delete()
    watch.take(house)
    assert accepted_calendar(at_work) == a_calendar(a_vote_entry())
    Folder(house.accepted).load()


def test_files_that_change_while_they_are_read_are_copied_as_they_were_read(
    make_house: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*asked: Any) -> int:
        broken(at_work)
        return check(*asked)

    at_work = make_house(campaign=SOLO)
    check = watch.check_wording
    monkeypatch.setattr(watch, "check_wording", meanwhile)
    (at_work.folder / "config" / "handles.yaml").write_text("handles: []\n", encoding="utf-8")
    at_work.edit_calendar(a_vote_entry())
    assert len(at_work.queue()) == 1
    assert accepted_calendar(at_work) == a_calendar(a_vote_entry())


def test_an_edit_that_cannot_be_copied_is_refused_in_plain_words_and_changes_nothing(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    configuration, kept = at_work.house.configuration, everything()
    at_work.house.accepted.with_name("accepted.new").write_text("in the way", encoding="utf-8")
    at_work.write_calendar(a_vote_entry())
    with pytest.raises(BadInput, match="accepted"):
        watch.reread(at_work.house)
    assert at_work.house.configuration is configuration
    assert everything() == kept


def test_wording_that_was_refused_takes_no_effect_when_the_house_is_built_again(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    kept, whole = everything(), template(at_work).read_text(encoding="utf-8")
    template(at_work).write_text("{{ vote.colour }}", encoding="utf-8")
    with pytest.raises(BadInput):
        watch.reread(at_work.house)
    first = at_work.house
    with pytest.raises(BadInput):
        watch.take(House(first.folder, first.accepted, first.folder.load(), first.platforms, first.clock))
    assert everything() == kept
    assert template(at_work, folder=first.accepted).read_text(encoding="utf-8") == whole
