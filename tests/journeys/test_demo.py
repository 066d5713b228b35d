"""The demo as a newcomer runs it, its published words held against the shipped record."""

import json
import re
from pathlib import Path

import pytest

from advocacybot.cli.demo.files import lay_out
from advocacybot.cli.demo.story import replay
from advocacybot.council.record import RecordedVote
from advocacybot.council.states import States
from advocacybot.sources.configuration import Folder
from advocacybot.store import desk, votes
from tests.journeys.commands import Said, advocacybot


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Said, Path]:
    folder = tmp_path_factory.mktemp("demo") / "campaign"
    return advocacybot("demo", "--into", str(folder)), folder


@pytest.fixture(scope="module")
def facts(played: tuple[Said, Path]) -> tuple[dict[str, RecordedVote], States]:
    configuration = Folder(played[1]).load()
    return {vote.symbol: vote for vote in configuration.record.votes}, configuration.reference.states


def _published(folder: Path, account: str) -> list[str]:
    """The threads that stand in an account's feed, oldest first."""
    threads: dict[str, list[str]] = {}
    for entry in json.loads(advocacybot("feed", account, "--json", home=folder).out):
        threads.setdefault(entry["thread"] or entry["id"], []).append(re.sub(r" \(\d+/\d+\)$", "", entry["text"]))
    return ["\n\n".join(parts) for parts in threads.values()]


def _named(line: str, text: str) -> set[str]:
    """The names that a line of a post lists after its colon."""
    found = re.search(rf"{re.escape(line)}: (.+?)[.](?:\s|$)", text)
    assert found, (line, text)
    return set(re.split(r", | and ", found[1]))


def test_it_ends_well_and_says_what_to_do_next(played: tuple[Said, Path]) -> None:
    said, folder = played
    assert (said.code, said.err) == (0, "")
    assert f"advocacybot --home {folder} calendar" in said.out
    assert "advocacybot init" in said.out


def test_it_says_what_is_real_and_what_is_made_up(played: tuple[Said, Path]) -> None:
    assert "made up for the replay" in " ".join(played[0].out.replace("│", " ").split())


@pytest.mark.parametrize("symbol", ["S/2016/846", "S/2016/1026"])
def test_the_outcome_thread_says_what_the_record_says(
    played: tuple[Said, Path], facts: tuple[dict[str, RecordedVote], States], symbol: str
) -> None:
    record, states = facts
    vote = record[symbol]
    thread = next(text for text in _published(played[1], "mission") if text.startswith("VETOED") and symbol in text)

    def names(codes: tuple[str, ...]) -> set[str]:
        return {states.find(code).short_name("en") for code in codes}

    assert set(re.split(r", | and ", thread.split("(")[1].split(")")[0])) == names(vote.vetoed_by)
    totals = vote.totals
    assert totals is not None
    assert f"{totals.in_favour} in favour, {totals.against} against, {totals.abstained} abstaining" in thread
    assert _named("Against", thread) == names(vote.against)
    assert _named("Abstained", thread) == names(vote.abstained)
    assert vote.source.title in thread


def test_only_supporters_documented_for_the_day_are_said_to_have_kept_the_pledge(played: tuple[Said, Path]) -> None:
    thread = next(text for text in _published(played[1], "mission") if text.startswith("VETOED"))
    kept = _named("Supporters of the Code of Conduct that kept their pledge and voted in favour", thread)
    assert kept == {"@demo_NewZealand", "@demo_Spain", "Ukraine", "Uruguay"}
    assert "France, Japan, Malaysia and United Kingdom – listed supporters as of 15 May 2017" in thread
    assert "AGAINST" not in thread


def test_an_hour_after_an_outcome_those_are_thanked_who_are_documented_and_nobody_else_is_spoken_to(
    played: tuple[Said, Path],
) -> None:
    threads = _published(played[1], "mission")
    thanks = [text for text in threads if text.startswith("THANK YOU")]
    votes_thanked_for = [symbol for text in thanks for symbol in ("S/2016/846", "S/2016/1026") if symbol in text]
    assert votes_thanked_for == ["S/2016/846", "S/2016/1026"]
    assert all(_named("Supporters", text) == {"@demo_NewZealand", "@demo_Spain", "Ukraine", "Uruguay"} for text in thanks)
    assert not [text for text in threads if text.startswith(("FOLLOW-UP", "ABSTAINED"))]


def test_a_handle_is_tagged_only_where_somebody_verified_it(played: tuple[Said, Path]) -> None:
    everything = "\n".join(_published(played[1], "mission"))
    assert "@demo_Spain" in everything
    assert "@demo_Uruguay" not in everything


def test_no_account_speaks_of_the_rival_draft(played: tuple[Said, Path]) -> None:
    feeds = [text for account in ("mission", "ngo-french", "coalition-spanish") for text in _published(played[1], account)]
    assert feeds
    assert not [text for text in feeds if "S/2016/847" in text]


def test_the_rival_drafts_ballots_are_refused_for_the_other_draft(played: tuple[Said, Path]) -> None:
    assert "refused: The totals say 11-2-2, the roll call says 4-9-2" in played[0].out


def test_the_postponed_vote_is_corrected_on_every_account_and_reminded_of_anew(played: tuple[Said, Path]) -> None:
    for account, correction in (
        ("mission", "CORRECTION"),
        ("ngo-french", "RECTIFICATIF"),
        ("coalition-spanish", "RECTIFICACIÓN"),
    ):
        threads = [text for text in _published(played[1], account) if "S/2016/846" in text]
        hours = ["7" if re.search(r"\b7 (de )?(October|octobre|octubre)", text) else "8" for text in threads]
        assert hours[0] == "7"
        assert [number for number, text in enumerate(threads) if correction in text] == [1]
        assert set(hours[2:]) == {"8"}


def test_no_reminder_follows_the_hour_of_its_vote(played: tuple[Said, Path]) -> None:
    entries = json.loads(advocacybot("feed", "mission", "--json", home=played[1]).out)
    on_the_day = [one for one in entries if "S/2016/846" in one["text"] and one["at"] >= "2016-10-08T19:00"]
    assert on_the_day
    assert all("is due to vote" not in one["text"] for one in on_the_day)


def test_the_scorecard_counts_the_two_assessed_votes_and_fits_one_post(played: tuple[Said, Path]) -> None:
    tweet = advocacybot("scorecard", "--tweet", "mission", home=played[1])
    assert (tweet.code, tweet.err) == (0, "")
    assert "2 assessed #UNSC votes (Syria), 8 October 2016 to 5 December 2016" in tweet.out
    assert "Vetoed by: Russian Federation (2), China (1)." in tweet.out
    assert "(1/" not in tweet.out


def test_the_journal_of_the_replay_is_whole(played: tuple[Said, Path]) -> None:
    verified = advocacybot("journal", "verify", home=played[1])
    assert (verified.code, verified.err) == (0, "")
    assert "The journal is whole" in verified.out


@pytest.mark.usefixtures("store")
def test_the_staff_room_opens_on_a_vote_that_it_keeps_and_that_waits_to_be_assessed(tmp_path: Path) -> None:
    lay_out(tmp_path)
    house = replay(tmp_path, ahead=True)
    (kept,) = desk.votes().values()
    recorded = house.configuration.record.find(kept.vote.symbol)
    assert recorded is not None
    assert (kept.vote.day, kept.vote.subject["fr"]) == (recorded.day, recorded.subject["fr"])
    assert kept.vote.hour > house.clock.now()
    assert votes.find(desk.votes())[kept.vote.symbol].vote.assessment is None


def test_it_plays_in_an_empty_folder_only(played: tuple[Said, Path]) -> None:
    again = advocacybot("demo", "--into", str(played[1]))
    assert again.code == 2
    assert "is not empty" in again.err
