"""A campaign's folder: every file is read, and held against the others."""

from pathlib import Path
from textwrap import indent

import pytest

from advocacybot.errors import BadInput, NotConfigured
from advocacybot.sources.configuration import Folder
from tests.houses import ASSESSED
from tests.sources.folders import FILES, a_folder_with_two_votes, edit, line_of
from tests.sources.plain import is_plain, says_what_and_mend


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A campaign's folder with two votes ahead."""
    return a_folder_with_two_votes(tmp_path)


def problems(folder: Folder) -> list[str]:
    with pytest.raises(BadInput) as refused:
        folder.load()
    told = str(refused.value).splitlines()
    assert [line for line in told if not is_plain(line) or not says_what_and_mend(line)] == []
    return told


def the_problem(folder: Folder) -> str:
    (told,) = problems(folder)
    return told


# ── the folder ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_is_read_whole(folder: Folder) -> None:
    now = folder.load()
    assert now.campaign.name == "A campaign"
    assert [vote.symbol for vote in now.calendar.votes] == ["S/2016/846", "S/2016/847"]
    assert now.record.find("S/2017/315") is not None
    assert now.reference.states.find("FRA").name("es") == "Francia"


def test_a_folder_without_a_campaign_is_refused_with_the_way_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotConfigured, match="advocacybot init"):
        Folder(tmp_path).load()


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    for path in (tmp_path / "file", tmp_path / "nowhere"):
        with pytest.raises(NotConfigured, match=path.name):
            Folder(path).load()


@pytest.mark.parametrize("name", [name for name in FILES if name != "campaign.yaml"])
def test_a_missing_file_is_named_with_the_way_to_have_one(folder: Folder, name: str) -> None:
    (folder.config / name).unlink()
    assert the_problem(folder) == f"{name}: the file is missing; `advocacybot init` lays out a whole folder"


@pytest.mark.parametrize("name", ["handles.yaml", "record/2016.yaml"])
def test_a_folder_in_the_place_of_a_file_is_refused_by_its_name(folder: Folder, name: str) -> None:
    (folder.config / name).unlink()
    (folder.config / name).mkdir()
    assert the_problem(folder).startswith(f"{name}: this cannot be read")


def test_a_campaign_may_have_no_record(folder: Folder) -> None:
    for file in (folder.config / "record").iterdir():
        file.unlink()
    assert folder.load().record.votes == ()


@pytest.mark.parametrize(
    "name", ["config/calendar.yaml", "config/record/2016.yaml", "message_templates/fr/reminder.txt.j2", "config/states.yaml"]
)
def test_a_file_that_is_not_utf8_is_named_by_its_path_and_line(folder: Folder, name: str) -> None:
    file = folder.path / name
    text = file.read_text(encoding="utf-8")
    file.write_bytes((text + "\n# Türkiye\n").encode("utf-8").replace("ü".encode(), b"\xfc"))
    lines = (text + "\n# T").split("\n")
    first = next(number for number, line in enumerate(lines, 1) if "ü" in line or number == len(lines))
    assert the_problem(folder) == f"{name.removeprefix('config/')}, line {first}: this is not UTF-8; save the file as UTF-8"


def test_what_is_wrong_in_several_files_is_told_at_once(folder: Folder) -> None:
    edit(folder, "calendar.yaml", "S/2016/847", "S-847")
    edit(folder, "campaign.yaml", "platform: x", "platform: facebook")
    edit(folder, "handles.yaml", "platform: x", "platform: facebook")
    edit(folder, "record/2016.yaml", "recorded: vetoed", "recorded: veto")
    assert [line.partition(", ")[0] for line in problems(folder)] == [
        "handles.yaml",
        "campaign.yaml",
        "record/2016.yaml",
        "calendar.yaml",
    ]


# ── one file against another ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("calendar.yaml", "penholders: [FRA, ESP]", "penholders: [FRA, XYZ]"),
        ("council.yaml", "- {state: DNK, first_day: 1953-01-01", "- {state: XYZ, first_day: 1953-01-01"),
        ("supporters.yaml", "- URY  #", "- XYZ  #"),
        ("supporters.yaml", "- VAT  #", "- XYZ  #"),
        ("handles.yaml", "state: RUS", "state: XYZ"),
        ("record/2016.yaml", "abstained: [AGO, CHN]", "abstained: [CHN, XYZ]"),
        ("record/2016.yaml", "vetoed_by: [RUS]", "vetoed_by: [XYZ]"),
    ],
)
def test_a_code_that_no_state_has_is_told_by_its_line(folder: Folder, name: str, old: str, new: str) -> None:
    edit(folder, name, old, new)
    told = the_problem(folder)
    assert told.startswith(f"{line_of(folder, name, 'XYZ')}: 'XYZ' is not a State that states.yaml knows; ")
    assert told.endswith("write an ISO 3166-1 alpha-3 code such as FRA")


def test_every_unknown_code_of_a_list_is_told(folder: Folder) -> None:
    edit(folder, "supporters.yaml", "- URY  #", "- XYZ  #")
    edit(folder, "supporters.yaml", "- UKR  #", "- XYX  #")
    assert [line.partition(":")[0] for line in problems(folder)] == [
        line_of(folder, "supporters.yaml", "XYX"),
        line_of(folder, "supporters.yaml", "XYZ"),
    ]


def test_a_state_that_is_taken_out_is_missed_wherever_it_is_named(folder: Folder) -> None:
    edit(folder, "states.yaml", "code: RUS", "code: RUX")
    told = problems(folder)
    assert {line.partition(", ")[0] for line in told} >= {"council.yaml", "handles.yaml", "record/2007.yaml"}
    assert all("'RUS' is not a State" in line for line in told)


def test_an_assessor_who_is_not_among_the_people_is_told_by_line(folder: Folder) -> None:
    edit(folder, "calendar.yaml", "name: Ben Bystander", "name: Ben Stranger")
    assert the_problem(folder) == (
        f"{line_of(folder, 'calendar.yaml', 'Ben Stranger')}: 'Ben Stranger' is not among the campaign's people; "
        "write one of Ana Approver, Ben Bystander, Cy Checker, or add the name under `people` in campaign.yaml"
    )


def test_an_assessor_of_a_recorded_vote_is_one_of_the_people_too(folder: Folder) -> None:
    assessed = ASSESSED.replace("Ben Bystander", "Ben Stranger").replace("\n", "\n    ").rstrip(" ")
    edit(folder, "record/2016.yaml", "    proposal:", f"    {assessed}    proposal:")
    assert the_problem(folder).startswith(f"{line_of(folder, 'record/2016.yaml', 'Ben Stranger')}: 'Ben Stranger' is not among")


ASSESSMENTS = "assessments:\n" + indent("- symbol: S/RES/1970(2011)\n" + indent(ASSESSED, "  "), "  ")


def test_assessments_may_stand_in_a_file_of_their_own_beside_the_record(folder: Folder) -> None:
    edit(folder, "record/assessments.yaml", "assessments: []", ASSESSMENTS)
    (text,) = folder.load().record.assessments
    assert text.symbol == "S/RES/1970(2011)"
    assert len(text.assessment.assessors) == 2


def test_an_assessor_among_the_assessments_is_one_of_the_people_too(folder: Folder) -> None:
    edit(folder, "record/assessments.yaml", "assessments: []", ASSESSMENTS.replace("Ben Bystander", "Dee Stranger"))
    place = line_of(folder, "record/assessments.yaml", "Dee Stranger")
    with pytest.raises(BadInput, match=rf"^{place}: 'Dee Stranger' is not among the campaign's people"):
        folder.load()


def test_a_text_is_assessed_in_one_place_alone(folder: Folder) -> None:
    edit(folder, "record/assessments.yaml", "assessments: []", ASSESSMENTS)
    entry = "- symbol: S/RES/1970(2011)\n"
    edit(folder, "record/2011.yaml", entry, entry + indent(ASSESSED, "    "))
    place = line_of(folder, "record/assessments.yaml", "- symbol: S/RES/1970")
    says = r"S/RES/1970\(2011\) stands twice among the assessments of the record"
    with pytest.raises(BadInput, match=rf"^{place}: {says}"):
        folder.load()


def test_which_file_of_the_record_has_a_vote_is_known_once_they_were_read(folder: Folder) -> None:
    places = folder.load().places_in_record()
    assert places["S/2016/846"] == "config/record/2016.yaml"
    assert places["S/RES/2118(2013)"] == "config/record/2013.yaml"
    assert len(places) == 111


@pytest.mark.parametrize(("year", "known"), [("2030", 5), ("2028", 10)])
def test_a_vote_on_a_day_whose_members_are_not_known_is_told_by_its_hour(folder: Folder, year: str, known: int) -> None:
    edit(folder, "calendar.yaml", "hour: 2016-10-08", f"hour: {year}-10-08")
    told = the_problem(folder)
    assert told.startswith(f"{line_of(folder, 'calendar.yaml', f'hour: {year}')}: ")
    assert f"on {year}-10-08, council.yaml knows {known}; add the terms that are missing" in told


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "recorded: vetoed\n    vetoed_by: [RUS]",
            "recorded: adopted",
            "recorded as adopted, but by the rule of the Charter's Article 27",
        ),
        ("vetoed_by: [RUS]", "vetoed_by: [CHN, RUS]", "recorded as vetoed (by CHN, RUS)"),
        ("recorded: vetoed", "recorded: failed", "recorded as failed"),
        ("date: 2016-10-08", "date: 2015-10-08", "EGY, JPN, SEN, UKR, URY did not sit on the Council on 2015-10-08"),
        (
            "abstained: [AGO, CHN]\n    totals: {in_favour: 11, against: 2, abstained: 2}",
            "abstained: [CHN]\n    totals: {in_favour: 11, against: 2, abstained: 1}",
            "No ballot is given for AGO",
        ),
    ],
)
def test_a_record_that_contradicts_itself_is_told_by_file_and_line(folder: Folder, old: str, new: str, says: str) -> None:
    edit(folder, "record/2016.yaml", old, new)
    told = the_problem(folder)
    assert told.startswith(f"{line_of(folder, 'record/2016.yaml', '- symbol: S/2016/846')}: ")
    assert says in told


def test_a_record_is_named_by_its_own_file_whatever_its_name(folder: Folder) -> None:
    (folder.config / "record" / "2016.yaml").rename(folder.config / "record" / "aleppo.yaml")
    edit(folder, "record/aleppo.yaml", "recorded: vetoed", "recorded: failed")
    assert the_problem(folder).startswith("record/aleppo.yaml, line ")


def test_a_vote_that_stands_in_two_files_of_the_record_is_told_by_file_and_line(folder: Folder) -> None:
    record = folder.config / "record"
    (record / "again.yaml").write_text((record / "2007.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    told = the_problem(folder)
    assert told.startswith(f"{line_of(folder, 'record/again.yaml', 'symbol: S/2007/14')}: S/2007/14 stands twice")


def test_an_account_in_a_language_without_templates_is_told_by_its_line(folder: Folder) -> None:
    edit(folder, "campaign.yaml", "language: fr", "language: xx")
    told = the_problem(folder)
    assert told.startswith(f"{line_of(folder, 'campaign.yaml', 'language: xx')}: ")
    assert "'xx'" in told
    assert "en, es, fr" in told


def test_a_language_that_nobody_knows_is_refused_even_with_templates_in_it(folder: Folder) -> None:
    edit(folder, "campaign.yaml", "language: fr", "language: xx")
    (folder.templates / "fr").rename(folder.templates / "xx")
    for file in (folder.templates / "xx").iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace("'fr/", "'xx/"), encoding="utf-8")
    assert "'xx'" in the_problem(folder)
