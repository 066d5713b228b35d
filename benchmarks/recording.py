"""Fifty thousand ballots: imported from a file in the form of the UN Digital Library's voting data, then scored."""

import csv
import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path

from advocacybot import wiring
from advocacybot.clock import ReplayClock
from advocacybot.council.members import Council, Member
from advocacybot.pipeline.house import House
from advocacybot.settings import Settings
from advocacybot.store.opening import set_up
from benchmarks.campaigns import ANA, BEN, a_campaign, lay_out
from benchmarks.figures import Figure, Stopwatch, memory_peak, seconds

COMMAND = "python -m benchmarks --only record"
_FIRST, _LAST = dt.date(1946, 1, 17), dt.date(2025, 12, 19)
_LATER = dt.datetime(2026, 1, 5, 17, 0, tzinfo=dt.UTC)
_HEADER = (
    "undl_id,ms_code,ms_name,permanent_member,ms_vote,date,resolution,draft,meeting,description,agenda,subjects,vote_note,total_yes,"
    "total_no,total_abstentions,total_non_voting,total_ms,modality,undl_link"
)


def measure(ballots: int) -> list[Figure]:
    """Of so many ballots, over the votes of eighty years."""
    with tempfile.TemporaryDirectory(prefix="advocacybot-bench-") as folder:
        home = lay_out(Path(folder) / "home", a_campaign("{before: 24 h, late_by: 2 h}"), "votes: []\n")
        settings = Settings(home=home)
        set_up(settings)
        house = wiring.house(settings, ReplayClock(_LATER))
        file = Path(folder) / "sc_voting.csv"
        votes = write(file, house.configuration.reference.council, ballots)
        _assess(home, votes)
        stopwatch = _imported_and_scored(wiring.house(settings, ReplayClock(_LATER)), file)
    took = stopwatch.seconds
    return [
        Figure(f"{ballots:,} ballots in {len(votes):,} votes, 1946–2025", "", COMMAND),
        Figure("  record import, checked and kept", seconds(took["import"]), f"{ballots / took['import']:,.0f} ballots/s"),
        Figure("  the same file again", seconds(took["again"]), "nothing changes"),
        Figure("  scored: every vote judged, every State counted", seconds(took["score"]), "all votes assessed"),
        Figure("  the most memory that it held", memory_peak()),
    ]


def write(file: Path, council: Council, ballots: int) -> list[str]:
    """Write so many ballots as the Digital Library does, each day's members voting; the symbols of the resolutions."""
    symbols = []
    with file.open("w", newline="", encoding="utf-8") as text:
        text.write(f"{_HEADER}\r\n")
        writer = csv.writer(text)
        left = ballots
        for number, day in enumerate(_days(ballots), start=1):
            members = council.members_on(day)
            if len(members) > left:
                break
            left -= len(members)
            symbols.append(f"S/RES/{number}({day.year})")
            writer.writerows(_lines(number, day, members))
    return symbols


def _days(ballots: int) -> Iterator[dt.date]:
    """As many days as there are votes, closer together as time goes on: the Council adopts more than it did."""
    votes, span = ballots // 14, (_LAST - _FIRST).days
    yield from (_FIRST + dt.timedelta(days=int(span * (number / votes) ** 0.6)) for number in range(votes))


def _lines(number: int, day: dt.date, members: tuple[Member, ...]) -> Iterator[list[object]]:
    """A resolution on which no permanent member, and no more than four others, abstained."""
    elected = [member.state for member in members if not member.permanent]
    abstained = set(elected[: number % 5 if number % 3 == 0 else 0])
    yes = len(members) - len(abstained)
    draft = f"S/{day.year}/{number + 4000}" if day.year >= 1998 else ""
    about = [day, f"S/RES/{number}({day.year})", draft, f"S/PV.{number + 2000}"]
    words = [f"Security Council resolution {number} ({day.year}) [on the protection of civilians]", "MIDDLE EAST SITUATION"]
    totals = [yes, 0, len(abstained), 0, len(members), "Vote", f"https://digitallibrary.un.org/record/{number + 100_000}"]
    for member in members:
        ballot = "A" if member.state in abstained else "Y"
        one = [number + 100_000, member.state, member.state, member.permanent, ballot]
        yield [*one, *about, *words, "CIVILIANS--PROTECTION|ARMED CONFLICTS", "", *totals]


def _assess(home: Path, symbols: list[str]) -> None:
    """Let two people hold every one of them to be credible."""
    people = f"[{{name: {ANA}, on: 2025-12-20}}, {{name: {BEN}, on: 2025-12-20}}]"
    held = f"{{assessors: {people}, reasons: [It protects civilians.], sources: [{{title: A report, date: 2025-12-01}}]}}"
    entries = "".join(f"  - {{symbol: {symbol}, assessment: {held}}}\n" for symbol in symbols)
    (home / "config" / "record" / "assessments.yaml").write_text(f"assessments:\n{entries}", encoding="utf-8")


def _imported_and_scored(house: House, file: Path) -> Stopwatch:
    from advocacybot.council.scorecard import scorecard
    from advocacybot.pipeline import score
    from advocacybot.pipeline.bring_in import bring_in

    stopwatch = Stopwatch()
    with stopwatch.on("import"):
        fresh = len(bring_in(house, file, ANA).fresh)
    with stopwatch.on("again"):
        known = len(bring_in(house, file, ANA).known)
    with stopwatch.on("score"):
        counted = len(scorecard(score.judged(house)).votes)
    if not fresh == known == counted:
        raise RuntimeError(f"{fresh} votes were imported, {known} known, {counted} counted")  # noqa: EM102
    return stopwatch
