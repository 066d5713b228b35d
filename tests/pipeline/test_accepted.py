"""The files as they took effect: what a house works by while those in its folder are broken, older, or not there at all."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advocacybot.errors import BadInput, NotConfigured
from advocacybot.pipeline import desk, folders, watch
from advocacybot.pipeline.house import House
from advocacybot.pipeline.sweep import attend_to, sweep
from advocacybot.sources.configuration import Folder
from advocacybot.store import accepted
from advocacybot.store.models import AcceptedRow, MarkRow
from tests.fakes.platforms import Killed
from tests.houses import MakeHouse, a_calendar, a_folder, a_vote_entry
from tests.pipeline.steps import RIVAL, SOLO, SYMBOL, Make, edit_template, everything, template

CALENDAR = "config/calendar.yaml"


def broken(at_work: MakeHouse) -> None:
    at_work.folder.joinpath(CALENDAR).write_text("votes: [\n", encoding="utf-8")


def built(at_work: MakeHouse, path: Path | None = None) -> House:
    """The house as another process begins with it, on that folder."""
    folder = Folder(path or at_work.folder)
    choice = folders.to_begin_with(folder, folders.read(folder))
    return House(folder, choice.files, at_work.house.platforms, at_work.clock)


def accepted_calendar() -> str:
    holds = accepted.last()
    assert holds is not None
    return accepted.texts(holds.mark)[CALENDAR]


def symbols(house: House) -> list[str]:
    return sorted(vote.symbol for vote in house.configuration.calendar.votes)


# ── what took effect is kept ────────────────────────────────────────────────────────────────────────────────────────


def test_what_took_effect_is_kept_and_stays_while_the_files_are_broken(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    assert accepted_calendar() == a_calendar(a_vote_entry())
    broken(at_work)
    with pytest.raises(BadInput):
        watch.reread(at_work.house)
    assert accepted_calendar() == a_calendar(a_vote_entry())
    at_work.edit_calendar()
    assert accepted_calendar() == a_calendar()


def test_every_file_is_kept_with_where_it_lay(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    holds = accepted.last()
    assert holds is not None
    files = at_work.house.folder.load()
    assert (holds.version, holds.at) == (files.digest, at_work.clock.now())
    assert holds.origin.endswith(f":{at_work.folder.resolve()}")
    assert accepted.texts(holds.mark) == files.texts
    named = [path.relative_to(at_work.folder).as_posix() for path in at_work.folder.rglob("*") if path.suffix in {".yaml", ".j2"}]
    assert sorted(files.texts) == sorted(named)


def test_an_edit_that_is_cut_short_leaves_what_held(make_house: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object) -> str:
        raise Killed

    at_work = make_house(a_vote_entry(), campaign=SOLO)
    kept = everything()
    with monkeypatch.context() as until_killed:
        until_killed.setattr(accepted, "keep", dies)
        with pytest.raises(Killed):
            at_work.edit_calendar(a_vote_entry(withdrawn="true"))
    assert everything() == kept
    assert symbols(at_work.house) == [SYMBOL]


def test_files_that_change_while_they_are_read_are_kept_as_they_were_read(
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
    assert accepted_calendar() == a_calendar(a_vote_entry())


def test_wording_that_is_refused_takes_no_effect_when_the_house_is_built_again(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    kept = everything()
    template(at_work).write_text("{{ vote.colour }}", encoding="utf-8")
    with pytest.raises(BadInput):
        watch.reread(at_work.house)
    again = built(at_work)
    with pytest.raises(BadInput):
        watch.take(again)
    assert everything() == kept
    assert desk.catch_up(again)
    assert again.files.digest == at_work.house.files.digest


# ── broken files ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_house_that_is_built_while_the_files_are_broken_goes_on_as_before(
    make_house: Make, caplog: pytest.LogCaptureFixture
) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    edit_template(at_work, "Mind your pledge: {{ vote.symbol }}.")
    kept = everything()
    broken(at_work)
    template(at_work).unlink()
    house = built(at_work)
    with caplog.at_level(logging.WARNING):
        assert watch.take(house) == ()
        assert watch.take(house) == ()
    assert everything() == kept
    assert house.configuration.version == at_work.house.configuration.version
    told = [record.message for record in caplog.records if "until this is mended" in record.message]
    assert len(told) == len(set(told)) == 1


def test_broken_files_that_are_mended_take_effect(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    broken(at_work)
    house = built(at_work)
    watch.take(house)
    at_work.write_calendar(a_vote_entry(), a_vote_entry(RIVAL))
    assert [watch.symbol(event) for event in watch.reread(house)] == [RIVAL]


def test_all_is_drawn_anew_from_what_holds_while_the_files_are_broken(make_house: Make) -> None:
    """As after a new version of the bot, which would draw words otherwise."""
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    broken(at_work)
    house = built(at_work)
    MarkRow.objects.filter(pk="files that the queue was drawn from").delete()
    watch.take(house)
    assert accepted_calendar() == a_calendar(a_vote_entry())
    assert AcceptedRow.objects.count() == 1


# ── another machine ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def elsewhere(tmp_path: Path) -> Callable[..., Path]:
    """Lays out the folder of another machine."""
    return lambda *entries: a_folder(tmp_path / "elsewhere", a_calendar(*entries), SOLO)


def test_a_machine_without_any_files_works_by_those_that_hold(make_house: Make, tmp_path: Path) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    nowhere = tmp_path / "nowhere"
    other = built(at_work, nowhere)
    assert watch.take(other) == ()
    assert symbols(other) == [SYMBOL]
    assert other.files.place_of(SYMBOL) == "calendar.yaml, line 2"
    at_work.edit_calendar(a_vote_entry(), a_vote_entry(RIVAL))
    assert desk.catch_up(other)
    assert symbols(other) == sorted([SYMBOL, RIVAL])
    assert not nowhere.exists()


@pytest.mark.usefixtures("store")
def test_a_machine_without_any_files_says_so_where_none_ever_took_effect(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    with pytest.raises(NotConfigured):
        folders.to_begin_with(folder, folders.read(folder))


def test_files_that_took_effect_are_followed_before_anything_is_done(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    planning, publishing = built(at_work), built(at_work)
    at_work.edit_calendar(a_vote_entry())
    sweep(planning)
    attend_to(publishing, "solo")
    assert symbols(planning) == symbols(publishing) == [SYMBOL]
    assert not desk.catch_up(publishing)


def test_it_is_one_query_to_learn_that_nothing_changed(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    with CaptureQueriesContext(connection) as asked:
        assert not desk.catch_up(at_work.house)
    assert len(asked) == 1


def test_two_machines_whose_files_differ_do_not_take_turns(
    make_house: Make, elsewhere: Callable[..., Path], caplog: pytest.LogCaptureFixture
) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    other = built(at_work, elsewhere(a_vote_entry(), a_vote_entry(RIVAL)))
    assert [watch.symbol(event) for event in watch.take(other)] == [RIVAL]
    again = built(at_work)
    with caplog.at_level(logging.WARNING):
        assert watch.take(again) == ()
        assert watch.reread(again) == ()
    (told,) = (record.message for record in caplog.records if "do not hold" in record.message)
    assert folders.origin(again.folder) in told
    assert folders.origin(other.folder) in told
    assert "advocacybot check --take" in told
    assert symbols(again) == sorted([SYMBOL, RIVAL])


def test_an_edit_while_the_bot_plans_takes_effect_over_another_machines_files(
    make_house: Make, elsewhere: Callable[..., Path]
) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    watch.take(built(at_work, elsewhere()))
    again = built(at_work)
    watch.take(again)
    assert symbols(again) == []
    at_work.write_calendar(a_vote_entry(RIVAL))
    watch.reread(again)
    assert symbols(again) == [RIVAL]


def test_older_files_take_effect_where_somebody_asks_for_it(make_house: Make, elsewhere: Callable[..., Path]) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    watch.take(built(at_work, elsewhere()))
    again = built(at_work)
    watch.take_own(again)
    assert symbols(again) == [SYMBOL]
    assert accepted_calendar() == a_calendar(a_vote_entry())


def test_an_edit_that_is_undone_while_nobody_runs_takes_effect_at_the_next_start(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.edit_calendar(a_vote_entry(), a_vote_entry(RIVAL))
    at_work.write_calendar(a_vote_entry())
    again = built(at_work)
    watch.take(again)
    assert symbols(again) == [SYMBOL]


def test_files_that_are_new_to_all_take_effect_when_their_machine_begins_to_plan(
    make_house: Make, elsewhere: Callable[..., Path]
) -> None:
    """Until it does, its process works by those that hold."""
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    other = built(at_work, elsewhere(a_vote_entry(RIVAL)))
    assert symbols(other) == [SYMBOL]
    watch.take(other)
    assert symbols(other) == [RIVAL]


def test_what_took_effect_meanwhile_is_looked_at_before_anything_is_taken(
    make_house: Make, elsewhere: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine's files take effect between the choice and the taking: what was chosen is older by then."""
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    other = built(at_work, elsewhere(a_vote_entry(RIVAL)))
    again = built(at_work)
    choose = folders.to_take
    chosen: list[folders.Choice] = []

    def chooses(house: House) -> folders.Choice:
        choice = choose(house)
        if not chosen:
            chosen.append(choice)
            watch.take_own(other)
        return choice

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(folders, "to_take", chooses)
        watch.take(again)
    assert symbols(again) == [RIVAL]
    assert accepted_calendar() == a_calendar(a_vote_entry(RIVAL))
