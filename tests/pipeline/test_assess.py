"""What people in the staff room hold of a draft."""

from collections.abc import Callable

import pytest

from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import PostState
from advocacybot.errors import AssessedAlready, BadInput, NoSuchThing, NotAPerson, OutdatedEntry, OwnedByFile, Problems
from advocacybot.pipeline import assess
from advocacybot.store import desk, journal, votes
from tests.houses import ANA, BEN, CY, MakeHouse, a_vote_entry
from tests.pipeline.room_steps import (
    REASONS,
    SOURCES,
    agreed_to_by_ben,
    assessed_by_ana,
    assessed_by_two,
    assessment_version,
)
from tests.pipeline.steps import RIVAL, SOLO, SYMBOL, Make, before, everything, the_bot_looks, told, waiting
from tests.store.at_once import at_once


def not_assessed(make: Make) -> MakeHouse:
    """A house whose file has a vote that nobody has assessed."""
    return make(a_vote_entry(assessed=""), campaign=SOLO)


def assessors(symbol: str = SYMBOL) -> list[str]:
    assessment = votes.find([symbol])[symbol].vote.assessment
    return [one.name for one in assessment.assessors] if assessment else []


def test_reminders_are_drafted_once_enough_people_stand_behind_it(make_house: Make) -> None:
    at_work = not_assessed(make_house)
    assessed_by_ana(at_work.house)
    assert waiting() == []
    agreed_to_by_ben(at_work.house)
    assert waiting() == [("reminder", "queued")]


def test_each_stands_behind_it_under_their_own_name_and_new_yorks_day(make_house: Make) -> None:
    at_work = not_assessed(make_house)
    at_work.clock.set(at_work.clock.now().replace(hour=3, day=5))
    assessed_by_two(at_work.house)
    kept = desk.assessments()[SYMBOL].assessment
    assert [(one.name, one.on.isoformat()) for one in kept.assessors] == [(ANA, "2016-10-04"), (BEN, "2016-10-04")]
    assert at_work.house.configuration.calendar.votes[0].assessment == kept


def test_who_said_what_by_which_reasons_and_sources_stands_in_the_journal(make_house: Make) -> None:
    at_work = not_assessed(make_house)
    assessed_by_two(at_work.house)
    by_people = [row for row in journal.read(SYMBOL) if row.by in (ANA, BEN)]
    kinds = ["draft assessed", "vote changed", "assessment agreed to", "vote changed"]
    assert [row.kind for row in by_people] == kinds
    assert by_people[0].facts["assessment"]["reasons"] == REASONS
    assert by_people[2].facts["assessment"]["sources"][0]["title"] == SOURCES[0]["title"]


def test_an_assessment_made_anew_is_agreed_to_by_nobody_yet(make_house: Make) -> None:
    at_work = not_assessed(make_house)
    assessed_by_two(at_work.house)
    assess.assess(at_work.house, SYMBOL, True, ["Other reasons."], SOURCES, CY, assessment_version())
    assert assessors() == [CY]
    assert [post.state for post in at_work.posts()] == [PostState.WITHDRAWN]


def test_nobody_stands_behind_it_twice(make_house: Make) -> None:
    at_work = not_assessed(make_house)
    assessed_by_ana(at_work.house)
    was = everything()
    with pytest.raises(AssessedAlready, match="Ana Approver already stands behind"):
        assess.agree(at_work.house, SYMBOL, ANA, assessment_version())
    assert everything() == was


def test_what_is_taken_back_is_told_with_its_reason_and_corrected_where_it_was_said(make_house: Make) -> None:
    at_work = not_assessed(make_house)
    assessed_by_two(at_work.house)
    at_work.approve_all()
    the_bot_looks(at_work, at=before("24 h"))
    assess.take_back(at_work.house, SYMBOL, CY, assessment_version(), "the source was wrong")
    assert assessors() == []
    assert [post.slot.message for post in at_work.queue()] == [Message.RETRACTED]
    entry = next(row for row in journal.read(SYMBOL) if row.kind == "assessment taken back")
    assert (entry.by, entry.facts["why"], entry.facts["assessment"]["reasons"]) == (CY, "the source was wrong", REASONS)


def test_a_draft_that_people_hold_to_be_not_credible_is_not_spoken_of(make_house: Make) -> None:
    at_work = not_assessed(make_house)
    assessed_by_ana(at_work.house, credible=False)
    agreed_to_by_ben(at_work.house)
    assert at_work.posts() == []


@pytest.mark.parametrize(
    ("reasons", "sources", "path"),
    [
        ([], SOURCES, ("reasons",)),
        (REASONS, [], ("sources",)),
        (REASONS, [{"title": "Words", "date": "soon"}], ("sources", 0, "date")),
        (REASONS, [{"title": "", "date": "2016-09-29"}], ("sources", 0, "title")),
        (REASONS, [*SOURCES, {"title": "Words", "date": "2016-09-29", "url": "javascript:alert(1)"}], ("sources", 1, "url")),
    ],
    ids=["no reason", "no source", "a source without a date", "a source without a title", "an address that is none"],
)
def test_an_assessment_without_reasons_and_dated_sources_changes_nothing(
    make_house: Make, reasons: list[str], sources: list[dict[str, str]], path: tuple[object, ...]
) -> None:
    at_work = not_assessed(make_house)
    was = everything()
    with pytest.raises(Problems) as caught:
        assess.assess(at_work.house, SYMBOL, True, reasons, sources, ANA, 0)
    assert [one.path for one in caught.value.problems] == [path]
    assert everything() == was


Deed = Callable[[MakeHouse, str, int], object]
DEEDS: dict[str, Deed] = {
    "assess": lambda at_work, by, version: assess.assess(at_work.house, SYMBOL, True, REASONS, SOURCES, by, version),
    "agree": lambda at_work, by, version: assess.agree(at_work.house, SYMBOL, by, version),
    "take back": lambda at_work, by, version: assess.take_back(at_work.house, SYMBOL, by, version, "a drill"),
}
every_deed = pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)


@every_deed
def test_what_its_file_assesses_is_the_files_alone(make_house: Make, deed: Deed) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    was = everything()
    with pytest.raises(OwnedByFile, match=r"the assessment of S/2016/846 stands in calendar\.yaml, line 2"):
        deed(at_work, CY, 0)
    assert everything() == was


@every_deed
def test_what_its_file_assesses_is_the_files_even_where_this_process_has_not_read_it_yet(make_house: Make, deed: Deed) -> None:
    at_work = not_assessed(make_house)
    assessed_by_ana(at_work.house)
    unread = at_work.house.files
    at_work.edit_calendar(a_vote_entry())
    at_work.house.files = unread
    with pytest.raises(OwnedByFile):
        deed(at_work, CY, assessment_version())


@every_deed
def test_whoever_looked_at_an_older_assessment_is_told_so(make_house: Make, deed: Deed) -> None:
    at_work = not_assessed(make_house)
    assessed_by_two(at_work.house)
    was = everything()
    with pytest.raises(OutdatedEntry, match=r"the assessment of S/2016/846 .*version 1, now 2"):
        deed(at_work, CY, 1)
    assert everything() == was


@every_deed
def test_nobody_assesses_whom_the_campaign_does_not_know(make_house: Make, deed: Deed) -> None:
    at_work = not_assessed(make_house)
    assessed_by_ana(at_work.house)
    was = everything()
    with pytest.raises(NotAPerson):
        deed(at_work, "A Stranger", assessment_version())
    assert everything() == was


def test_nobody_agrees_to_what_nobody_said(make_house: Make) -> None:
    at_work = not_assessed(make_house)
    with pytest.raises(BadInput, match="nobody has assessed S/2016/846 yet"):
        assess.agree(at_work.house, SYMBOL, BEN, 0)


def test_a_vote_that_stands_in_no_calendar_is_not_assessed(make_house: Make) -> None:
    at_work = not_assessed(make_house)
    with pytest.raises(NoSuchThing):
        assessed_by_ana(at_work.house, RIVAL)
    at_work.edit_calendar()
    with pytest.raises(NoSuchThing):
        assessed_by_ana(at_work.house)


def test_of_two_who_agree_at_once_one_is_told_and_looks_again(make_house: Make) -> None:
    at_work = not_assessed(make_house)
    assessed_by_ana(at_work.house)

    def agree(by: str) -> str:
        try:
            assess.agree(at_work.house, SYMBOL, by, 1)
        except OutdatedEntry:
            return "told"
        return by

    did = at_once(lambda: agree(BEN), lambda: agree(CY))
    assert did.count("told") == 1
    assert assessors() == [ANA, next(one for one in did if one != "told")]
    assert told(SYMBOL).count("assessment agreed to") == 1


# ── what it would do ────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_agreeing_would_do_is_what_it_does_and_looking_writes_nothing(make_house: Make) -> None:
    at_work = not_assessed(make_house)
    assessed_by_ana(at_work.house)
    was = everything()
    foreseen = assess.foresee_agreeing(at_work.house, SYMBOL, BEN, assessment_version())
    assert everything() == was
    agreed_to_by_ben(at_work.house)
    assert foreseen is not None
    assert [draft.content_hash for draft in foreseen.change.draw] == [post.content_hash for post in at_work.queue()] != []


def test_what_assessing_anew_or_taking_back_would_do_is_foretold_and_looking_writes_nothing(make_house: Make) -> None:
    at_work = not_assessed(make_house)
    assessed_by_two(at_work.house)
    (post,), was = at_work.queue(), everything()
    foreseen = [
        assess.foresee(at_work.house, SYMBOL, True, REASONS, SOURCES, CY, assessment_version()),
        assess.foresee_taking_back(at_work.house, SYMBOL, CY, assessment_version()),
    ]
    assert everything() == was
    assert [[left.id for left, _move, _why in one.change.leave] for one in foreseen if one] == [[post.id], [post.id]]
