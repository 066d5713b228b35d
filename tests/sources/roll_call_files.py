"""Files of roll calls as researchers have them, in both forms, made of votes of the record."""

import csv
import io
from collections.abc import Iterable, Iterator

from advocacybot.council.outcomes import Ballot
from advocacybot.council.record import RecordedVote

PLAIN_WORDS = {Ballot.IN_FAVOUR: "yes", Ballot.AGAINST: "no", Ballot.ABSTAINED: "abstain", Ballot.NOT_VOTING: "absent"}
LIBRARY_LETTERS = {Ballot.IN_FAVOUR: "Y", Ballot.AGAINST: "N", Ballot.ABSTAINED: "A", Ballot.NOT_VOTING: "X"}
PLAIN_HEADER = "symbol,date,iso3,vote,situation,subject"
LIBRARY_HEADER = (
    "undl_id,ms_code,ms_name,permanent_member,ms_vote,date,resolution,draft,meeting,description,agenda,subjects,vote_note,total_yes,"
    "total_no,total_abstentions,total_non_voting,total_ms,modality,undl_link"
)
LINK = "https://digitallibrary.un.org/record/"


def plain(*votes: RecordedVote) -> str:
    """The votes as ``symbol, date, iso3, vote``, in the order of the codes."""
    return _written(PLAIN_HEADER, (row for vote in votes for row in _plain_rows(vote)))


def library(*votes: RecordedVote) -> str:
    """The votes as the UN Digital Library writes them, the first with the number 701 there."""
    return _written(LIBRARY_HEADER, (row for number, vote in enumerate(votes, 701) for row in _library_rows(number, vote)))


def ballots(vote: RecordedVote) -> list[tuple[str, Ballot]]:
    return sorted(vote.roll_call.ballots()) if vote.roll_call else []


def _plain_rows(vote: RecordedVote) -> Iterator[list[object]]:
    for state, ballot in ballots(vote):
        yield [vote.symbol, vote.day, state, PLAIN_WORDS[ballot], vote.situation["en"], vote.subject["en"]]


def _library_rows(number: int, vote: RecordedVote) -> Iterator[list[object]]:
    adopted = vote.symbol.startswith("S/RES/")
    symbols = [vote.symbol if adopted else "", "|".join(vote.drafts) if adopted else vote.symbol]
    totals = vote.totals
    assert totals is not None
    counts = [totals.in_favour, totals.against, totals.abstained, totals.not_voting, len(ballots(vote))]
    words = [f"S/PV.{number}", vote.subject["en"], vote.situation["en"], "HUMAN RIGHTS|WAR CRIMES", ""]
    for state, ballot in ballots(vote):
        member = [number, state, state, state in ("CHN", "FRA", "GBR", "RUS", "USA"), LIBRARY_LETTERS[ballot]]
        yield [*member, vote.day, *symbols, *words, *counts, "Vote", f"{LINK}{number}"]


def _written(header: str, rows: Iterable[list[object]]) -> str:
    text = io.StringIO()
    text.write(f"{header}\r\n")
    csv.writer(text).writerows(rows)
    return text.getvalue()
