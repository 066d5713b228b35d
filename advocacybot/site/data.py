"""The public data: every vote, ballot and score as JSON and as CSV. The same facts make the same bytes."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pydantic.json_schema import models_json_schema

from advocacybot.council.hours import aware
from advocacybot.council.scorecard import JudgedVote, Scorecard
from advocacybot.council.values import Source, in_language
from advocacybot.council.votes import Assessment
from advocacybot.site import documents, places
from advocacybot.site.documents import LICENCE, NOTICE, VERSION, BallotRow, Public, ScoreRow, VoteDocument, VotesDocument
from advocacybot.site.places import Place
from advocacybot.site.published import Published, in_path
from advocacybot.wording.facts import Reference
from advocacybot.wording.phrases import LANGUAGES

_FORMULA = re.compile(r"""(^|[;,\t])([\s"']*[=+\-@＝＋－＠])""")
"""What a spreadsheet takes for a formula: at the beginning of a cell, or of what another separator would make one."""


def votes_json(published: Published) -> bytes:
    """Every vote that has an outcome, and the scores, as JSON in UTF-8; described by :func:`schema`."""
    here, told = Place(places.VOTES_JSON, published.address), _in_order(published.votes)
    document = VotesDocument(
        **_head(published, told),
        votes=tuple(vote_entry(vote, here) for vote in told),
        scores=tuple(score_entries(published.scorecard)),
        not_assessed=published.scorecard.not_assessed,
        links=_links(here),
    )
    return _written(document)


def vote_json(published: Published, vote: JudgedVote) -> bytes:
    """One of the votes, in the same form."""
    here = Place(vote_place(vote.symbol), published.address)
    return _written(VoteDocument(**_head(published, [vote]), vote=vote_entry(vote, here), links=_links(here)))


def vote_place(symbol: str) -> str:
    """Where a vote's own document stands, from the site's root."""
    return f"data/votes/{in_path(symbol)}.json"


def schema() -> bytes:
    """What :func:`votes_json` and :func:`vote_json` write, as a JSON Schema (draft 2020-12)."""
    _, made = models_json_schema([(VotesDocument, "serialization"), (VoteDocument, "serialization")])
    either = [{"$ref": "#/$defs/VotesDocument"}, {"$ref": "#/$defs/VoteDocument"}]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Votes, ballots and scores", "oneOf": either}
    return (json.dumps(head | made, indent=1, ensure_ascii=False) + "\n").encode()


def ballots_csv(published: Published) -> bytes:
    """Each member's ballot in each vote, by the columns of :class:`BallotRow`: RFC 4180, in UTF-8."""
    return _table(BallotRow, (row for vote in _in_order(published.votes) for row in _ballots(vote, published.reference)))


def scores_csv(published: Published) -> bytes:
    """Each State's score, by the columns of :class:`ScoreRow`: RFC 4180, in UTF-8."""
    states = published.reference.states
    return _table(
        ScoreRow,
        (ScoreRow(state=states.find(one.iso3).short_name("en"), **vars(one)) for one in score_entries(published.scorecard)),
    )


def _in_order(votes: Iterable[JudgedVote]) -> list[JudgedVote]:
    return sorted(votes, key=lambda vote: (vote.day, vote.symbol))


# ── JSON ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _written(document: Public) -> bytes:
    return document.model_dump_json(indent=1, by_alias=True).encode() + b"\n"


def _head(published: Published, votes: Iterable[JudgedVote]) -> documents.HeadFields:
    return {
        "version": VERSION,
        "as_of": aware(published.changed),
        "campaign": published.campaign,
        "notice": NOTICE,
        "licence": LICENCE,
        "people_needed": published.people_needed,
        "states": _states(votes, published.reference),
    }


def _states(votes: Iterable[JudgedVote], reference: Reference) -> dict[str, dict[str, str]]:
    codes = sorted({one.member.state for vote in votes for one in vote.judgements})
    return {code: {language: reference.states.find(code).short_name(language) for language in LANGUAGES} for code in codes}


def _links(here: Place) -> documents.Links:
    return documents.Links(
        schema_=here.link(places.SCHEMA),
        ballots=here.link(places.BALLOTS_CSV),
        scores=here.link(places.SCORES_CSV),
        votes=here.link(places.VOTES_JSON),
    )


def vote_entry(vote: JudgedVote, here: Place) -> documents.VoteEntry:
    """A vote that has an outcome, as a document that stands there tells it."""
    outcome = vote.outcome
    return documents.VoteEntry(
        symbol=vote.symbol,
        date=vote.day,
        situation=dict(sorted(vote.situation.items())),
        subject=dict(sorted(vote.subject.items())),
        result=outcome.result,
        votes_needed=outcome.votes_needed,
        vetoed_by=outcome.vetoed_by,
        tally=documents.Tally(**outcome.tally.model_dump()) if outcome.tally else None,
        trust=vote.report.trust,
        source=_source(vote.report.source),
        meeting_record=vote.report.meeting_record,
        documents=tuple(documents.Document(title=one.title, url=one.url) for one in vote.documents),
        assessed=vote.credible,
        assessment=assessment_entry(vote.assessment),
        members=tuple(_members(vote)),
        links=documents.VoteLinks(
            page=here.link(f"en/votes/{in_path(vote.symbol)}/{places.INDEX}"), data=here.link(vote_place(vote.symbol))
        ),
    )


def _source(source: Source) -> documents.Source:
    return documents.Source(title=source.title, url=source.url, date=source.day)


def assessment_entry(told: Assessment | None) -> documents.Assessment | None:
    """What was decided: that the draft is credible, or by as many people that it is not."""
    if told is None:
        return None
    return documents.Assessment(
        credible=told.credible,
        assessors=tuple(documents.Assessor(name=person.name, on=person.on) for person in told.assessors),
        reasons=told.reasons,
        sources=tuple(map(_source, told.sources)),
    )


def _members(vote: JudgedVote) -> Iterator[documents.Member]:
    for one in vote.judgements:
        yield documents.Member(
            iso3=one.member.state,
            permanent=one.member.permanent,
            ballot=one.ballot,
            vetoed=one.member.state in vote.outcome.vetoed_by,
            support=one.standing.support,
            since=one.standing.since,
            listed_as_of=one.standing.listed_as_of,
            conduct=one.conduct,
        )


def score_entries(card: Scorecard) -> Iterator[documents.ScoreEntry]:
    """Each State's score, by code."""
    for one in card.scores:
        yield documents.ScoreEntry(
            iso3=one.state,
            votes=one.votes,
            kept=one.kept,
            broke=one.broke,
            abstained=one.abstained,
            did_not_take_part=one.did_not_take_part,
        )


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ballots(vote: JudgedVote, reference: Reference) -> Iterator[BallotRow]:
    for one in _members(vote):
        yield BallotRow(
            symbol=vote.symbol,
            date=vote.day,
            situation=in_language(vote.situation, "en"),
            subject=in_language(vote.subject, "en"),
            result=vote.outcome.result,
            trust=vote.report.trust,
            assessed=vote.credible,
            state=reference.states.find(one.iso3).short_name("en"),
            source=vote.report.source.title,
            source_url=vote.report.source.url,
            **vars(one),
        )


def _table(columns: type[Public], rows: Iterable[Public]) -> bytes:
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(columns.model_fields)
    table.writerows(map(_cell, vars(row).values()) for row in rows)
    return written.getvalue().encode()


@lru_cache(maxsize=10_000, typed=True)
def _cell(value: object) -> str:
    """A value as a cell. Words that a spreadsheet would run as a formula get an apostrophe before the sign."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else _FORMULA.sub(r"\1'\2", str(value))
