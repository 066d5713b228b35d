"""The data that everybody may take: they say what the votes say, and mark nobody whom no assessment marks."""

import csv
import io
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from advocacybot.council.outcomes import Outcome, Result, Trust
from advocacybot.council.scorecard import JudgedVote
from advocacybot.site import data, documents
from advocacybot.site.published import Published
from advocacybot.site.site import Site
from tests.factories import a_source, an_assessment, without_a_vote
from tests.site.publications import ALEPPO, a_vote, published, record

SCHEMA = json.loads(data.schema())
VALID = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

DOCS = Path(__file__).parents[2] / "docs" / "data.md"

HALF = published(*record(lambda vote: vote.proposal is not None and vote.proposal.relevance == "core"))
"""The whole record, in which the votes that the editors propose as core were assessed."""


def votes(told: Published) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(data.votes_json(told))
    return document


def entry(vote: JudgedVote) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(data.vote_json(published(vote), vote))["vote"]
    return told


def rows(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode(), newline=""), strict=True))


def adopted_without_a_vote() -> JudgedVote:
    outcome = Outcome(Result.ADOPTED_WITHOUT_A_VOTE, None, 9)
    return a_vote(report=without_a_vote(), outcome=outcome, judgements=())


# ── the schema ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "vote",
    [
        a_vote(),
        a_vote(assessed=False),
        a_vote(assessed=False, assessment=an_assessment(credible=False)),
        adopted_without_a_vote(),
        a_vote("oral amendment 2023-12-22", situation={"ru": "Палестина", "zh": "巴勒斯坦"}),
    ],
    ids=["assessed", "not assessed", "held not to be credible", "without a vote", "other languages"],
)
def test_every_kind_of_vote_is_as_the_schema_says(vote: JudgedVote) -> None:
    VALID.validate(votes(published(vote)))
    VALID.validate(json.loads(data.vote_json(published(vote), vote)))


def test_the_whole_record_is_as_the_schema_says() -> None:
    VALID.validate(votes(HALF))


@pytest.mark.parametrize("change", [{"version": 2}, {"as_of": 5}, {"scores": None}, {"more": 1}])
def test_what_is_not_as_the_schema_says_is_found(change: dict[str, object]) -> None:
    assert not VALID.is_valid(votes(published(a_vote())) | change)


def test_every_property_is_described() -> None:
    told = [
        (name, field, facts.get("description"))
        for name, model in SCHEMA["$defs"].items()
        for field, facts in model.get("properties", {}).items()
    ]
    assert len(told) > 60
    assert [(name, field) for name, field, description in told if not description] == []


def test_the_words_that_machines_read_change_with_the_version_alone() -> None:
    words = {name: model["enum"] for name, model in SCHEMA["$defs"].items() if "enum" in model}
    assert documents.VERSION == 1
    assert words == {
        "Ballot": ["in favour", "against", "abstained", "not voting"],
        "Conduct": [
            "kept the pledge",
            "broke the pledge",
            "abstained",
            "did not take part",
            "not a supporter",
            "support on that day not known",
            "vote not assessed",
        ],
        "Result": ["adopted", "adopted without a vote", "vetoed", "failed", "withdrawn"],
        "Support": ["supporter", "listed supporter", "support on that day not known", "not listed as a supporter"],
        "Trust": ["preliminary", "official"],
    }


# ── what the data say ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_is_told_with_its_outcome_and_its_source() -> None:
    told = entry(a_vote())
    assert (told["symbol"], told["date"], told["result"], told["vetoed_by"]) == (ALEPPO, "2016-10-08", "vetoed", ["RUS"])
    assert told["tally"] == {"in_favour": 11, "against": 2, "abstained": 2, "not_voting": 0}
    assert (told["votes_needed"], told["trust"]) == (9, "official")
    assert told["source"] == {"title": "BD-UNSC data set, vote 2638", "url": None, "date": None}


def test_words_are_told_in_every_language_that_there_is_and_are_readable_in_the_file() -> None:
    vote = a_vote(situation={"ru": "Сирия", "en": "Syria"}, subject={"fr": "Alep"})
    assert (entry(vote)["situation"], entry(vote)["subject"]) == ({"en": "Syria", "ru": "Сирия"}, {"fr": "Alep"})
    assert '"ru": "Сирия"'.encode() in data.votes_json(published(vote))


@pytest.mark.parametrize(
    ("state", "permanent", "ballot", "vetoed", "support", "listed_as_of", "conduct"),
    [
        ("NZL", False, "in favour", False, "supporter", "2017-05-15", "kept the pledge"),
        ("RUS", True, "against", True, "not listed as a supporter", "2017-05-15", "not a supporter"),
        ("VEN", False, "against", False, "not listed as a supporter", "2017-05-15", "not a supporter"),
        ("FRA", True, "in favour", False, "support on that day not known", "2017-05-15", "support on that day not known"),
    ],
)
def test_each_member_is_told_with_its_ballot_its_standing_on_the_day_and_its_conduct(
    state: str, permanent: bool, ballot: str, vetoed: bool, support: str, listed_as_of: str, conduct: str
) -> None:
    (member,) = [one for one in entry(a_vote())["members"] if one["iso3"] == state]
    assert (member["permanent"], member["ballot"], member["vetoed"]) == (permanent, ballot, vetoed)
    assert (member["support"], member["listed_as_of"], member["conduct"]) == (support, listed_as_of, conduct)


def test_who_decided_that_a_vote_counts_and_why_stands_beside_it() -> None:
    told = entry(a_vote())
    assert told["assessed"] is True
    assert [person["name"] for person in told["assessment"]["assessors"]] == ["Ana", "Ben"]
    assert told["assessment"]["reasons"] == ["It asks to end the bombardment of Aleppo."]
    assert told["assessment"]["sources"][0]["date"] == "2016-10-08"


def test_a_vote_that_nobody_assessed_marks_nobody() -> None:
    vote = a_vote(assessed=False)
    told = entry(vote)
    assert (told["assessed"], told["assessment"]) == (False, None)
    assert {one["conduct"] for one in told["members"]} == {"vote not assessed"}
    assert {row["conduct"] for row in rows(data.ballots_csv(published(vote)))} == {"vote not assessed"}
    assert (votes(published(vote))["scores"], votes(published(vote))["not_assessed"]) == ([], 1)
    assert rows(data.scores_csv(published(vote))) == []


def test_that_people_hold_a_draft_not_to_be_credible_is_told() -> None:
    told = entry(a_vote(assessed=False, assessment=an_assessment("Ana", "Ben", credible=False)))
    assert told["assessed"] is False
    assert told["assessment"]["credible"] is False


def test_a_preliminary_outcome_is_told_as_one() -> None:
    vote = a_vote()
    early = replace(vote, report=vote.report.model_copy(update={"trust": Trust.PRELIMINARY, "meeting_record": "S/PV.7785"}))
    assert (entry(early)["trust"], entry(early)["meeting_record"]) == ("preliminary", "S/PV.7785")
    assert {row["trust"] for row in rows(data.ballots_csv(published(early)))} == {"preliminary"}


def test_no_ballots_are_told_where_no_vote_was_taken() -> None:
    told = entry(adopted_without_a_vote())
    assert (told["result"], told["tally"], told["members"]) == ("adopted without a vote", None, [])
    assert rows(data.ballots_csv(published(adopted_without_a_vote()))) == []


def test_only_assessed_votes_are_scored_and_the_others_are_counted() -> None:
    told = votes(HALF)
    assert told["not_assessed"] == sum(not vote["assessed"] for vote in told["votes"]) == 54
    scores = {one["iso3"]: one for one in told["scores"]}
    assert sorted(scores) == [one.state for one in HALF.scorecard.scores]
    assert scores["KAZ"] == {"iso3": "KAZ", "votes": 10, "kept": 8, "broke": 0, "abstained": 2, "did_not_take_part": 0}


def test_the_document_says_whose_data_they_are_how_old_and_what_may_be_concluded() -> None:
    told = votes(HALF)
    assert (told["version"], told["campaign"], told["as_of"], told["people_needed"]) == (
        1,
        "A campaign",
        "2026-11-26T12:30:00Z",
        2,
    )
    assert "A vote that was not assessed marks nobody" in told["notice"]
    assert told["states"]["VEN"]["en"] == "Venezuela"
    assert "Name the campaign" in told["licence"]


def test_every_link_leads_to_a_page_of_the_site() -> None:
    few = published(*HALF.votes[:4])
    pages, told, alone = set(Site(few).paths()), votes(few), json.loads(data.vote_json(few, few.votes[0]))
    from_all = [*told["links"].values(), *(link for one in told["votes"] for link in one["links"].values())]
    from_one = [*alone["links"].values(), *alone["vote"]["links"].values()]
    assert (len(from_all), len(from_one)) == (4 + 2 * 4, 4 + 2)
    assert {posixpath.normpath(f"data/{link}") for link in from_all} <= pages
    assert {posixpath.normpath(f"data/votes/{link}") for link in from_one} <= pages


# ── the bytes ───────────────────────────────────────────────────────────────────────────────────────────────────────


def every_form(told: Published) -> list[bytes]:
    return [data.votes_json(told), data.ballots_csv(told), data.scores_csv(told), data.vote_json(told, told.votes[0])]


def test_the_same_facts_make_the_same_bytes_in_whatever_order_they_come() -> None:
    few = HALF.votes[:5]
    assert every_form(published(*few))[:3] == every_form(published(*reversed(few)))[:3]
    one = a_vote(subject={"en": "a", "fr": "b"}, situation={"es": "c", "en": "d"})
    other = replace(one, subject={"fr": "b", "en": "a"}, situation={"en": "d", "es": "c"})
    assert every_form(published(one)) == every_form(published(other))


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_there_is_a_line_for_each_member_and_vote_and_it_agrees_with_the_json() -> None:
    told = [
        (vote["symbol"], one["iso3"], one["ballot"], one["support"], one["since"] or "", one["conduct"])
        for vote in votes(HALF)["votes"]
        for one in vote["members"]
    ]
    lines = rows(data.ballots_csv(HALF))
    assert len(lines) == 111 * 15
    assert [tuple(one[name] for name in ("symbol", "iso3", "ballot", "support", "since", "conduct")) for one in lines] == told


def test_a_line_of_the_ballots_says_all_of_its_vote() -> None:
    vote = a_vote(situation={"en": "Syria"}, subject={"en": "Ending the bombardment of Aleppo", "fr": "Alep"})
    (line,) = [one for one in rows(data.ballots_csv(published(vote))) if one["iso3"] == "NZL"]
    assert line == {
        "symbol": ALEPPO,
        "date": "2016-10-08",
        "situation": "Syria",
        "subject": "Ending the bombardment of Aleppo",
        "result": "vetoed",
        "trust": "official",
        "assessed": "true",
        "iso3": "NZL",
        "state": "New Zealand",
        "permanent": "false",
        "ballot": "in favour",
        "vetoed": "false",
        "support": "supporter",
        "since": "2015-09-01",
        "listed_as_of": "2017-05-15",
        "conduct": "kept the pledge",
        "source": "BD-UNSC data set, vote 2638",
        "source_url": "",
    }  # fmt: skip


def test_the_scores_are_those_of_the_scorecard() -> None:
    told = [tuple(line.values()) for line in rows(data.scores_csv(HALF))]
    assert told == [
        (one.state, line["state"], *map(str, (one.votes, one.kept, one.broke, one.abstained, one.did_not_take_part)))
        for one, line in zip(HALF.scorecard.scores, rows(data.scores_csv(HALF)), strict=True)
    ]
    assert ("CIV", "Côte d'Ivoire", "7", "7", "0", "0", "0") in told


def test_lines_end_as_the_rfc_says_and_words_with_quotes_and_commas_come_back_whole() -> None:
    words = 'Aid, "at once"'
    table = data.ballots_csv(published(a_vote(subject={"en": words})))
    assert table.count(b"\r\n") == table.count(b"\n") == 16
    assert not table.startswith(b"\xef\xbb\xbf")
    assert {line["subject"] for line in rows(table)} == {words}


@pytest.mark.parametrize(
    ("words", "harmless"),
    [
        ('=HYPERLINK("https://evil.example")', '\'=HYPERLINK("https://evil.example")'),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("Aid;=1+1", "Aid;'=1+1"),
        ('Aid;"=1+1', "Aid;'\"=1+1"),
        ("Aid, =1+1", "Aid,' =1+1"),
        ("Aid – at once, 1 + 1 = 2", "Aid – at once, 1 + 1 = 2"),
    ],
)
def test_no_words_are_run_as_a_formula_by_a_spreadsheet(words: str, harmless: str) -> None:
    vote = a_vote(subject={"en": words}, situation={"en": words})
    report = vote.report.model_copy(update={"source": a_source().model_copy(update={"title": words})})
    (line, *_) = rows(data.ballots_csv(published(replace(vote, report=report))))
    assert {line["subject"], line["situation"], line["source"]} == {harmless}


# ── its description ─────────────────────────────────────────────────────────────────────────────────────────────────


def described(model: type[documents.Public]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield f"| `{field.alias or name}` | {field.description} |"


PUBLIC = [
    model
    for model in documents.Public.__subclasses__() + documents.Head.__subclasses__()
    if model is not documents.Head and model.__module__ == documents.__name__
]
"""What the files hold; the read API's own shapes describe themselves."""


@pytest.mark.parametrize("model", [documents.Head, *PUBLIC], ids=lambda model: model.__name__)
def test_every_column_and_property_is_described_in_the_docs_as_it_is(model: type[documents.Public]) -> None:
    told = DOCS.read_text(encoding="utf-8").splitlines()
    assert [line for line in described(model) if line not in told] == []


@pytest.mark.parametrize("name", [name for model in SCHEMA["$defs"].values() for name in model.get("enum", ())])
def test_every_word_that_machines_read_is_in_the_docs(name: str) -> None:
    assert f"`{name}`" in DOCS.read_text(encoding="utf-8")


def test_every_address_in_the_docs_is_one_of_the_site() -> None:
    told = re.findall(r"`((?:data|en)/[^`]+|calendar\.ics)`", DOCS.read_text(encoding="utf-8"))
    assert len(told) == 7
    assert set(told) <= set(Site(published(a_vote())).paths())
