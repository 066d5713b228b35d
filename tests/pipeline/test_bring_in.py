"""Roll calls into the record: once, in their place behind what people and files say, and each vote under one symbol."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import indent

import pytest

from advocacybot.council.outcomes import Result, Trust
from advocacybot.council.record import RecordedVote
from advocacybot.council.scorecard import JudgedVote, Score
from advocacybot.errors import BadInput, NoSuchThing, NotAPerson
from advocacybot.pipeline import outcome, score, watch
from advocacybot.pipeline.bring_in import BroughtIn, bring_in, take_out
from advocacybot.store import journal, recorded
from tests.factories import a_day, a_recorded_vote, a_report, a_roll_call
from tests.houses import ANA, ASSESSED, BEN, MakeHouse, a_vote_entry
from tests.pipeline.steps import SOLO, Make
from tests.pipeline.webhook_steps import a_subscription
from tests.pipeline.webhook_steps import told as webhook_told
from tests.sources.roll_call_files import library, plain

ONE_PERSON = SOLO + "outcome_people_needed: 1\n"
LATER = a_day("2017-01-05")
NOT_IN_THE_RECORD = "S/2016/901"
UNANIMOUS = a_roll_call("", "")
FRESH = a_recorded_vote(NOT_IN_THE_RECORD, a_roll_call("RUS NZL", "CHN"), date="2016-11-01")
IN_THE_RECORD = a_recorded_vote()
RESOLUTION, DRAFT = "S/RES/2321(2016)", "S/2016/1034"
ADOPTED = a_recorded_vote(RESOLUTION, UNANIMOUS, date="2016-11-30", recorded="adopted", vetoed_by=())
WITH_ITS_DRAFT = ADOPTED.model_copy(update={"drafts": (DRAFT,)})
AS_A_DRAFT = ADOPTED.model_copy(update={"symbol": DRAFT})


@pytest.fixture
def at_work(make_house: Make) -> MakeHouse:
    """A house with the shipped record, in January 2017."""
    return in_january(make_house(campaign=ONE_PERSON, lean=False))


def in_january(made: MakeHouse) -> MakeHouse:
    made.clock.set(made.clock.now().replace(year=2017, month=1, day=5))
    return made


def file_of(at_work: MakeHouse, text: str, name: str = "votes.csv") -> Path:
    file = at_work.folder / name
    file.write_text(text, encoding="utf-8")
    return file


def brought(at_work: MakeHouse, text: str, name: str = "votes.csv", **wishes: object) -> BroughtIn:
    return bring_in(at_work.house, file_of(at_work, text, name), ANA, **wishes)  # type: ignore[arg-type]


def kept() -> list[str]:
    return [one.vote.symbol for one in recorded.every()]


def reasons(done: BroughtIn) -> list[str]:
    return [str(reason) for one in done.left_out for reason in one.reasons]


def assess(at_work: MakeHouse, *symbols: str, assessed: str = ASSESSED) -> None:
    """Write an assessment of those texts into the record's file of assessments."""
    entries = (f"- symbol: {symbol}\n{indent(assessed, '  ')}" for symbol in symbols)
    text = "assessments:\n" + indent("".join(entries), "  ")
    (at_work.folder / "config" / "record" / "assessments.yaml").write_text(text, encoding="utf-8")
    watch.reread(at_work.house)


def told(at_work: MakeHouse, *symbols: str) -> list[JudgedVote]:
    """Those of the votes that are told under one of these symbols."""
    return [vote for vote in score.judged(at_work.house) if vote.symbol in symbols]


def entries(kind: str) -> Iterator[dict[str, object]]:
    return (row.facts for row in journal.read() if row.kind == kind)


# ── once ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("write", [plain, library])
def test_what_adds_up_is_kept_with_its_file_its_lines_and_who_brought_it(at_work: MakeHouse, write: Callable[..., str]) -> None:
    done = brought(at_work, write(FRESH))
    assert (done.fresh, done.left_out, done.known) == ((NOT_IN_THE_RECORD,), (), ())
    (one,) = recorded.every()
    assert (one.file, one.lines, one.by, one.at) == ("votes.csv", "2–16", ANA, at_work.clock.now())
    assert set(one.vote.against) == {"RUS", "NZL"}


def test_the_journal_tells_of_it_in_one_entry_with_the_files_digest(at_work: MakeHouse) -> None:
    done = brought(at_work, plain(FRESH, ADOPTED).replace("AGO,yes", "AGO,maybe", 1))
    (facts,) = entries("roll calls imported")
    assert facts["sha256"] == done.reading.sha256
    assert (facts["lines"], facts["brought_in"], facts["left_out"]) == (30, 1, 1)
    assert len(str(facts["sha256"])) == 64


def test_partner_campaigns_hear_that_scores_are_others_of_the_assessed_votes_alone(at_work: MakeHouse) -> None:
    a_subscription(at_work)
    assess(at_work, NOT_IN_THE_RECORD)
    brought(at_work, plain(FRESH, ADOPTED))
    take_out(at_work.house, [NOT_IN_THE_RECORD, RESOLUTION], ANA, "a drill")
    assert [(one["type"], one["data"]["symbol"]) for one in webhook_told()] == [("scorecard.published", NOT_IN_THE_RECORD)] * 2


def test_the_same_file_again_changes_nothing_and_says_so(at_work: MakeHouse) -> None:
    text = library(FRESH, WITH_ITS_DRAFT)
    brought(at_work, text)
    before, length = recorded.every(), journal.length()
    for replace in (False, True):
        done = brought(at_work, text, replace=replace)
        assert (done.fresh, done.replaced, done.left_out) == ((), (), ())
        assert sorted(done.known) == [NOT_IN_THE_RECORD, RESOLUTION]
        assert (recorded.every(), journal.length()) == (before, length)


def test_who_only_looks_keeps_nothing(at_work: MakeHouse) -> None:
    length = journal.length()
    assert brought(at_work, plain(FRESH), keep=False).fresh == (NOT_IN_THE_RECORD,)
    assert (kept(), journal.length()) == ([], length)


def test_what_does_not_add_up_is_left_out_and_the_others_are_kept(at_work: MakeHouse) -> None:
    done = brought(at_work, plain(FRESH, ADOPTED).replace("NZL,no", "NZL,maybe"))
    assert kept() == [RESOLUTION]
    (reason,) = reasons(done)
    assert reason.startswith(f"votes.csv, line 10 ({NOT_IN_THE_RECORD}): 'maybe' is no ballot; write yes")


@pytest.mark.parametrize("text", ["a,b\n", ""])
def test_what_is_no_file_of_roll_calls_changes_nothing(at_work: MakeHouse, text: str) -> None:
    with pytest.raises(BadInput):
        brought(at_work, text)
    assert kept() == []


def test_nobody_imports_whom_the_campaign_does_not_know(at_work: MakeHouse) -> None:
    with pytest.raises(NotAPerson):
        bring_in(at_work.house, file_of(at_work, plain(FRESH)), "Dee Stranger")
    assert kept() == []


def test_a_vote_is_dated_until_new_yorks_today(at_work: MakeHouse) -> None:
    at_work.clock.set(at_work.clock.now().replace(year=2016, month=10, day=31))
    assert "2016-11-01 is still ahead" in reasons(brought(at_work, plain(FRESH)))[0]


# ── what is known otherwise ─────────────────────────────────────────────────────────────────────────────────────────


def test_other_ballots_than_were_imported_before_are_told_by_line_and_kept_out(at_work: MakeHouse) -> None:
    brought(at_work, plain(FRESH), "old.csv")
    done = brought(at_work, plain(FRESH).replace("NZL,no", "NZL,yes"), "new.csv")
    assert reasons(done) == [
        f"new.csv, line 10 ({NOT_IN_THE_RECORD}): by this file NZL is in favour, and by old.csv as it was imported before "
        "against; mend whichever is wrong, or take this file's with --replace"
    ]
    assert set(recorded.every()[0].vote.against) == {"RUS", "NZL"}


def test_they_take_the_place_where_somebody_says_so(at_work: MakeHouse) -> None:
    brought(at_work, plain(FRESH), "old.csv")
    done = brought(at_work, plain(FRESH).replace("NZL,no", "NZL,yes"), "new.csv", replace=True)
    assert (done.replaced, done.left_out) == ((NOT_IN_THE_RECORD,), ())
    (one,) = recorded.every()
    assert (one.vote.against, one.file) == (("RUS",), "new.csv")
    assert list(entries("roll calls imported"))[-1]["replaced"] == [NOT_IN_THE_RECORD]


def test_another_day_of_the_same_vote_is_told(at_work: MakeHouse) -> None:
    brought(at_work, plain(FRESH), "old.csv")
    (reason,) = reasons(brought(at_work, plain(FRESH).replace("2016-11-01", "2016-11-02")))
    assert "by this file it was voted on on 2016-11-02, and by old.csv as it was imported before on 2016-11-01;" in reason


def test_other_words_alone_are_no_difference_but_are_replaced_where_somebody_says_so(at_work: MakeHouse) -> None:
    brought(at_work, plain(FRESH))
    other = plain(FRESH).replace("Ending the bombardment of Aleppo", "Aleppo")
    assert brought(at_work, other).known == (NOT_IN_THE_RECORD,)
    assert brought(at_work, other, replace=True).replaced == (NOT_IN_THE_RECORD,)
    assert recorded.every()[0].vote.subject == {"en": "Aleppo"}


def test_the_record_in_files_holds_and_a_difference_is_told(at_work: MakeHouse) -> None:
    for replace in (False, True):
        (reason,) = reasons(brought(at_work, plain(IN_THE_RECORD).replace("NZL,yes", "NZL,no"), replace=replace))
        assert reason == (
            "votes.csv, line 10 (S/2016/846): by this file NZL is against, and by config/record/2016.yaml in favour; "
            "mend whichever is wrong: an import never goes before it"
        )
    assert kept() == []


def test_a_resolution_over_a_permanent_members_negative_vote_adds_up_once_the_record_tells_that_it_was_procedural(
    at_work: MakeHouse,
) -> None:
    procedural = a_recorded_vote(RESOLUTION, date="2016-11-30", recorded="adopted", vetoed_by=(), procedure="procedural")
    (reason,) = reasons(brought(at_work, library(procedural)))
    assert "make it vetoed by RUS; check them; if the matter was procedural, put the vote into config/record" in reason
    facts = procedural.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    (at_work.folder / "config" / "record" / "more.yaml").write_text(json.dumps({"votes": [facts]}), encoding="utf-8")
    watch.reread(at_work.house)
    assert brought(at_work, library(procedural)).outranked == (RESOLUTION,)


def test_a_vote_that_the_record_tells_too_is_kept_behind_it(at_work: MakeHouse) -> None:
    done = brought(at_work, plain(IN_THE_RECORD))
    assert (done.fresh, done.outranked) == (("S/2016/846",), ("S/2016/846",))
    (vote,) = told(at_work, "S/2016/846")
    assert vote.report.source.title.startswith("BD-UNSC")


def test_what_people_entered_holds_and_a_difference_is_told(make_house: Make) -> None:
    at_work = in_january(make_house(a_vote_entry(NOT_IN_THE_RECORD, "2016-11-01 15:00 America/New_York"), campaign=ONE_PERSON))
    outcome.enter(at_work.house, NOT_IN_THE_RECORD, a_report(a_roll_call("RUS", "CHN")), ANA)
    (reason,) = reasons(brought(at_work, plain(FRESH), replace=True))
    assert "by this file NZL is against, and by what people entered in favour; mend whichever is wrong" in reason
    assert of(told(at_work, NOT_IN_THE_RECORD)[0], "NZL") == "in favour"


def of(vote: JudgedVote, state: str) -> str:
    return next(one.ballot.value for one in vote.judgements if one.member.state == state)


# ── one vote under two symbols ──────────────────────────────────────────────────────────────────────────────────────


def entered_as_a_draft(make_house: Make) -> MakeHouse:
    at_work = in_january(make_house(a_vote_entry(DRAFT, "2016-11-30 10:00 America/New_York"), campaign=ONE_PERSON, lean=False))
    outcome.enter(at_work.house, DRAFT, a_report(UNANIMOUS), ANA)
    return at_work


def test_a_draft_in_the_calendar_and_its_resolution_in_the_file_are_one_vote(make_house: Make) -> None:
    at_work = entered_as_a_draft(make_house)
    done = brought(at_work, library(WITH_ITS_DRAFT))
    assert (done.fresh, done.outranked, done.left_out) == ((RESOLUTION,), (RESOLUTION,), ())
    assert [vote.symbol for vote in told(at_work, RESOLUTION, DRAFT)] == [DRAFT]


def test_the_file_tells_that_a_resolution_of_the_record_is_the_calendars_draft(make_house: Make) -> None:
    """S/RES/2118(2013) stands in the shipped record under that symbol alone."""
    at_work = in_january(make_house(campaign=ONE_PERSON, lean=False))
    shipped = next(vote for vote in at_work.house.configuration.record.votes if vote.symbol == "S/RES/2118(2013)")
    done = brought(at_work, library(shipped.model_copy(update={"drafts": ("S/2013/575",)})))
    assert (done.fresh, done.outranked, done.left_out) == (("S/RES/2118(2013)",), ("S/RES/2118(2013)",), ())
    assert len(told(at_work, "S/RES/2118(2013)", "S/2013/575")) == 1
    again = brought(at_work, plain(shipped.model_copy(update={"symbol": "S/2013/575"})), "drafts.csv")
    assert (again.known, again.left_out) == (("S/2013/575",), ())
    assert len(told(at_work, "S/RES/2118(2013)", "S/2013/575")) == 1


def test_a_draft_that_may_be_a_resolution_of_the_record_is_left_out_until_somebody_names_both(at_work: MakeHouse) -> None:
    shipped = next(vote for vote in at_work.house.configuration.record.votes if vote.symbol == "S/RES/2118(2013)")
    (reason,) = reasons(brought(at_work, plain(shipped.model_copy(update={"symbol": "S/2013/575"}))))
    assert reason == (
        "votes.csv, lines 2–16 (S/2013/575): S/2013/575 may be S/RES/2118(2013): the same day, the same ballots, and no source "
        "names both; name the draft beside its resolution, in a column `draft`"
    )
    assert len(told(at_work, "S/RES/2118(2013)", "S/2013/575")) == 1


def test_people_entered_a_draft_that_may_be_a_resolution_of_the_record_and_it_counts_once(make_house: Make) -> None:
    at_work = entered_as_a_draft(make_house)
    recorded.put([as_imported(at_work, ADOPTED)])
    assert [vote.symbol for vote in told(at_work, RESOLUTION, DRAFT)] == [DRAFT]


def as_imported(at_work: MakeHouse, vote: RecordedVote) -> recorded.Imported:
    return recorded.Imported(vote, "votes.csv", "2–16", ANA, at_work.clock.now())


def test_a_draft_that_was_imported_is_kept_under_its_resolution_once_a_file_names_both(at_work: MakeHouse) -> None:
    brought(at_work, plain(AS_A_DRAFT), "drafts.csv")
    assert kept() == [DRAFT]
    done = brought(at_work, library(WITH_ITS_DRAFT))
    assert (done.replaced, done.left_out) == ((RESOLUTION,), ())
    assert [(one.vote.symbol, one.vote.drafts) for one in recorded.every()] == [(RESOLUTION, (DRAFT,))]
    assert brought(at_work, plain(AS_A_DRAFT), "drafts.csv").known == (DRAFT,)
    assert [vote.symbol for vote in told(at_work, RESOLUTION, DRAFT)] == [RESOLUTION]


def test_one_draft_is_no_two_resolutions(at_work: MakeHouse) -> None:
    other = WITH_ITS_DRAFT.model_copy(update={"symbol": "S/RES/2322(2016)"})
    done = brought(at_work, library(WITH_ITS_DRAFT, other))
    assert done.fresh == (RESOLUTION,)
    assert reasons(done) == [
        "votes.csv, lines 17–31 (S/RES/2322(2016)): one draft cannot have become both S/RES/2321(2016) and S/RES/2322(2016); "
        "mend the draft of the one that has the wrong one"
    ]


def test_a_file_that_tells_one_vote_twice_has_to_agree_with_itself(at_work: MakeHouse) -> None:
    both = library(WITH_ITS_DRAFT, AS_A_DRAFT)
    assert brought(at_work, both).known == (DRAFT,)
    lines = both.splitlines(keepends=True)
    lines[16:] = [line.replace(",2016-11-30,", ",2016-11-29,") for line in lines[16:]]
    take_out(at_work.house, kept(), ANA, "anew")
    (reason,) = reasons(brought(at_work, "".join(lines)))
    assert reason.startswith(
        f"votes.csv, lines 17–31 ({DRAFT}): by this file it was voted on on 2016-11-29, and by votes.csv, lines"
    )
    assert reason.endswith("; keep the one that is right")


# ── scored ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_imported_vote_that_nobody_assessed_scores_nobody(at_work: MakeHouse) -> None:
    brought(at_work, plain(FRESH))
    (vote,) = told(at_work, NOT_IN_THE_RECORD)
    assert not vote.credible
    assert score.over(at_work.house).votes == ()


def test_an_imported_vote_is_scored_once_two_people_assessed_it_in_the_records_files(at_work: MakeHouse) -> None:
    brought(at_work, plain(FRESH))
    assess(at_work, NOT_IN_THE_RECORD)
    card = score.over(at_work.house)
    assert [vote.symbol for vote in card.votes] == [NOT_IN_THE_RECORD]
    assert next(one for one in card.scores if one.state == "NZL") == Score("NZL", broke=1)
    assert card.votes[0].assessment is not None
    assert card.votes[0].report.trust is Trust.PRELIMINARY


def test_one_person_alone_makes_no_score_of_an_imported_vote(at_work: MakeHouse) -> None:
    brought(at_work, plain(FRESH))
    assess(at_work, NOT_IN_THE_RECORD, assessed=ASSESSED.replace(f", {{name: {BEN}, on: 2016-10-03}}", ""))
    assert score.over(at_work.house).votes == ()


def test_an_assessment_of_the_draft_is_one_of_the_resolution_that_it_became(at_work: MakeHouse) -> None:
    brought(at_work, library(WITH_ITS_DRAFT))
    assess(at_work, DRAFT)
    assert [vote.symbol for vote in score.over(at_work.house).votes] == [RESOLUTION]


def test_who_holds_it_not_to_be_credible_under_either_symbol_goes_before(at_work: MakeHouse) -> None:
    brought(at_work, library(WITH_ITS_DRAFT))
    assess(at_work, DRAFT)
    file = at_work.folder / "config" / "record" / "more.yaml"
    file.write_text("assessments:\n" + indent(f"- symbol: {RESOLUTION}\n{indent(NOT_CREDIBLE, '  ')}", "  "), encoding="utf-8")
    watch.reread(at_work.house)
    assert score.over(at_work.house).votes == ()


NOT_CREDIBLE = ASSESSED.replace("assessment:\n", "assessment:\n  credible: false\n")


def test_a_vote_of_the_record_that_carries_no_assessment_may_be_assessed_there_too(at_work: MakeHouse) -> None:
    assess(at_work, "S/2016/846")
    assert [vote.symbol for vote in score.over(at_work.house).votes] == ["S/2016/846"]


def test_a_resolution_that_was_adopted_without_a_vote_is_told_and_holds_nothing_against_anybody(at_work: MakeHouse) -> None:
    text = library(ADOPTED).replace(",15,0,0,0,15,Vote,", ",0,0,0,0,15,Without Vote,")
    brought(at_work, text)
    assess(at_work, RESOLUTION)
    (vote,) = score.over(at_work.house).votes
    assert (vote.outcome.result, vote.judgements) == (Result.ADOPTED_WITHOUT_A_VOTE, ())


# ── taken back, and taken out ───────────────────────────────────────────────────────────────────────────────────────


def taken_back(make_house: Make, symbol: str, hour: str, *, reported: bool = False) -> MakeHouse:
    """A house in whose calendar the vote stood, and stands no more since before it was held."""
    at_work = make_house(a_vote_entry(symbol, hour), campaign=ONE_PERSON, lean=False)
    at_work.edit_calendar()
    in_january(at_work)
    if reported:
        outcome.enter(at_work.house, symbol, a_report(), ANA)
    return at_work


@pytest.mark.parametrize("reported", [False, True])
def test_a_vote_that_people_took_back_is_in_no_score_though_the_record_knows_it(make_house: Make, reported: bool) -> None:
    at_work = taken_back(make_house, "S/2016/846", "2016-10-08 15:00 America/New_York", reported=reported)
    assess(at_work, "S/2016/846")
    assert told(at_work, "S/2016/846") == []
    assert score.over(at_work.house).votes == ()
    assert score.over_the_latest(at_work.house, 10).votes == ()
    assert score.over_the_latest(at_work.house, 10).not_assessed == 0


def test_a_vote_that_people_took_back_is_in_no_score_though_it_was_imported(make_house: Make) -> None:
    at_work = taken_back(make_house, NOT_IN_THE_RECORD, "2016-11-01 15:00 America/New_York")
    brought(at_work, plain(FRESH))
    assess(at_work, NOT_IN_THE_RECORD)
    assert told(at_work, NOT_IN_THE_RECORD) == []


def test_a_draft_that_people_took_back_takes_its_resolution_along(make_house: Make) -> None:
    at_work = taken_back(make_house, DRAFT, "2016-11-30 10:00 America/New_York")
    brought(at_work, library(WITH_ITS_DRAFT))
    assert told(at_work, RESOLUTION, DRAFT) == []


def test_a_vote_that_stands_in_the_calendar_again_is_told_again(make_house: Make) -> None:
    entry = a_vote_entry("S/2016/846")
    at_work = make_house(entry, campaign=ONE_PERSON, lean=False)
    at_work.edit_calendar()
    assert told(at_work, "S/2016/846") == []
    at_work.edit_calendar(entry)
    assert [vote.symbol for vote in told(at_work, "S/2016/846")] == ["S/2016/846"]


def test_what_was_imported_is_taken_out_by_name_with_a_reason(at_work: MakeHouse) -> None:
    brought(at_work, plain(FRESH, ADOPTED))
    take_out(at_work.house, [NOT_IN_THE_RECORD], BEN, "a draft that never was")
    assert kept() == [RESOLUTION]
    (row,) = [row for row in journal.read() if row.kind == "roll calls taken out"]
    assert (row.subject, row.by) == (NOT_IN_THE_RECORD, BEN)
    assert json.loads(json.dumps(row.facts)) == {"why": "a draft that never was", "votes": [NOT_IN_THE_RECORD]}


def test_what_was_not_imported_is_not_taken_out_and_neither_is_the_rest(at_work: MakeHouse) -> None:
    brought(at_work, plain(FRESH))
    with pytest.raises(NoSuchThing, match="There is no imported vote 'S/2016/846'; write one of those that `advocacybot record"):
        take_out(at_work.house, [NOT_IN_THE_RECORD, "S/2016/846"], ANA, "a trial")
    with pytest.raises(NotAPerson):
        take_out(at_work.house, [NOT_IN_THE_RECORD], "Dee Stranger", "a trial")
    assert kept() == [NOT_IN_THE_RECORD]
