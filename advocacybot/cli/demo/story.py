"""The replay, scene by scene. Every scene calls the stages that the bot and the staff's commands call."""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from advocacybot import wiring
from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import OPEN, PostState
from advocacybot.cli.demo.files import ANA, BEN, COALITION, MISSION, NGO, Entry, write_calendar
from advocacybot.cli.demo.narrator import Narrator
from advocacybot.cli.scorecard import show
from advocacybot.clock import ReplayClock
from advocacybot.council.hours import parse_hour
from advocacybot.council.outcomes import Report, Tally
from advocacybot.council.votes import Vote
from advocacybot.errors import AdvocacyBotError
from advocacybot.pipeline import outcome, review, schedule, score, watch
from advocacybot.pipeline.house import House
from advocacybot.pipeline.sweep import attend_to, sweep
from advocacybot.settings import Settings
from advocacybot.sources.models import in_a_line
from advocacybot.store import journal, posts

ALEPPO, RIVAL, CEASEFIRE, AHEAD = "S/2016/846", "S/2016/847", "S/2016/1026", "S/2017/172"
IN_THE_ROOM = "S/2017/315"


def replay(folder: Path, *, ahead: bool = False) -> House:
    """Play the whole story in a folder that is laid out for it; ``ahead``: and stop three days before another vote."""
    clock = ReplayClock(_at("2016-10-04 09:00"))
    house = wiring.house(Settings(home=folder), clock)
    story = _Replay(house, clock, folder, Narrator(clock))
    story.play()
    if ahead:
        story.a_vote_is_ahead()
    return house


def _at(local: str) -> dt.datetime:
    return parse_hour(f"{local} America/New_York")


class _Replay:
    def __init__(self, house: House, clock: ReplayClock, folder: Path, tell: Narrator) -> None:
        self._house = house
        self._clock = clock
        self._folder = folder
        self._tell = tell
        self._started = time.perf_counter()
        self._calendar: dict[str, Entry] = {}

    def play(self) -> None:
        self._tell.opening()
        self._two_drafts_are_announced()
        self._the_first_reminder_goes_out()
        self._the_vote_is_put_off()
        self._the_last_reminders()
        self._the_outcomes_of_october()
        self._december()
        self._the_scorecard()
        self._tell.closing(self._folder, time.perf_counter() - self._started)

    # ── the scenes ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _two_drafts_are_announced(self) -> None:
        self._tell.scene("Two drafts on Aleppo are put into the calendar")
        self._announce(
            self._entry(ALEPPO, "2016-10-07 15:00", "S/PV.7785", ("ESP", "FRA"), assessed=True),
            self._entry(RIVAL, "2016-10-07 15:00", "S/PV.7785", ("RUS",), assessed=False),
        )
        self._tell.line(f"{ALEPPO} was assessed as credible by two people. {len(self._waiting())} posts were drafted for it.")
        self._tell.line(f"{RIVAL} is a rival draft that nobody has assessed: nothing is said of it.")

    def _the_first_reminder_goes_out(self) -> None:
        first = posts.listed([PostState.QUEUED], MISSION)[0].post.id
        self._tell.line(f"The mission's account asks for two people. {ANA} approves post {first}: it still waits.")
        review.approve(self._house, first, ANA)
        self._refused(lambda: review.approve(self._house, first, ANA))
        review.approve(self._house, first, BEN)
        self._tell.line(f"{BEN} approves it too. The other two accounts post reminders without being asked.")
        self._until("2016-10-04 15:30")
        self._tell.thread(self._house, MISSION, ALEPPO, Message.REMINDER)

    def _the_vote_is_put_off(self) -> None:
        self._until("2016-10-05 11:00")
        self._tell.scene("The vote is put off by a day: the calendar is edited")
        was = self._waiting()
        self._announce(*(replace(one, hour="2016-10-08 15:00 America/New_York") for one in self._calendar.values()))
        now = self._waiting()
        lapsed, drawn = len(set(was) - set(now)), len(set(now) - set(was))
        self._tell.line(
            f"{lapsed} waiting posts lapsed, and {drawn} were drawn anew. Three of them are corrections: each account had"
        )
        self._tell.line(
            "published the old hour, and owes its readers the new one. Corrections wait for people, on every account."
        )
        self._approve_everything()
        self._until("2016-10-05 11:30")
        self._tell.thread(self._house, MISSION, ALEPPO, Message.MOVED)

    def _the_last_reminders(self) -> None:
        self._until("2016-10-08 12:00")
        self._tell.scene("The day of the vote")
        self._tell.line("The reminders of 72 and 24 hours before went out as approved.")
        last = next(one.post for one in posts.listed([PostState.APPROVED], MISSION))
        review.hold(self._house, last.id, BEN, "is the hour still right?")
        self._tell.line(f"{BEN} holds the mission's last reminder, and forgets it.")
        self._until("2016-10-08 15:00")
        state = posts.get(last.id).post
        self._tell.line(f"15:00: the vote is due to begin, and post {last.id} has {state.state} ({state.why}).")

    def _the_outcomes_of_october(self) -> None:
        self._until("2016-10-08 17:00")
        self._tell.scene("The Council has voted, twice")
        rival = self._report(RIVAL)
        self._tell.line(f"{ANA} mixes the two up: she enters the ballots of {RIVAL} for {ALEPPO}, with its totals of 11-2-2.")
        self._refused(lambda: self._mixed_up(rival))
        for symbol in (ALEPPO, RIVAL):
            decided = outcome.enter(self._house, symbol, self._report(symbol), ANA)
            outcome.confirm(self._house, symbol, BEN)
            self._tell.outcome(self._house, symbol, decided)
        self._approve_everything()
        self._until("2016-10-08 17:10")
        for account in (MISSION, NGO, COALITION):
            self._tell.thread(self._house, account, ALEPPO, Message.VETOED)
        self._tell.line(f"{RIVAL} failed, 4-9-2. It was not assessed, so no post speaks of it and nobody is scored by it.")
        self._until("2016-10-08 18:10")
        self._tell.thread(self._house, MISSION, ALEPPO, Message.THANKS)
        self._tell.line("No documented supporter voted against or abstained: nobody is asked why, and no post speaks of nobody.")

    def _december(self) -> None:
        self._until("2016-12-01 09:00")
        self._tell.scene("Another draft: a ceasefire of seven days")
        self._announce(self._entry(CEASEFIRE, "2016-12-05 15:30", "S/PV.7825", ("EGY", "ESP", "NZL"), assessed=True))
        self._approve_everything()
        self._until("2016-12-05 17:00")
        self._tell.line(f"Reminders went out 72, 24 and 2 hours before. {ANA} enters the outcome, {BEN} confirms it.")
        decided = outcome.enter(self._house, CEASEFIRE, self._report(CEASEFIRE), ANA)
        outcome.confirm(self._house, CEASEFIRE, BEN)
        self._tell.outcome(self._house, CEASEFIRE, decided)
        self._approve_everything()
        self._until("2016-12-05 17:10")
        self._tell.thread(self._house, MISSION, CEASEFIRE, Message.VETOED)
        self._until("2016-12-05 18:10")

    def _the_scorecard(self) -> None:
        self._tell.scene("The scorecard")
        card = score.over(self._house)
        show(self._house, card)
        self._tell.words("to tweet", score.in_words(self._house, card, MISSION))
        entries, last = journal.verify()
        self._tell.line(f"The journal holds {entries} entries, each bound to the one before; the last hash is {last[:16]}….")

    def a_vote_is_ahead(self) -> None:
        self._until("2017-02-24 09:00")
        self._tell.scene("A vote is ahead: what waits is yours to decide, in the staff room")
        self._announce(self._entry(AHEAD, "2017-02-28 11:00", "S/PV.7893", ("FRA", "GBR", "USA"), assessed=True))
        entry = self._entry(IN_THE_ROOM, "2017-04-12 15:00", None, ("FRA", "GBR", "USA"), assessed=False)
        schedule.put(self._house, Vote.model_validate(entry.as_yaml()), BEN, 0)
        self._tell.line(f"{IN_THE_ROOM} is kept in the room alone, and nobody has assessed it: assess it, agree, move it nearer.")

    # ── what the scenes are made of ─────────────────────────────────────────────────────────────────────────────────

    def _entry(self, symbol: str, hour: str, meeting: str | None, penholders: tuple[str, ...], *, assessed: bool) -> Entry:
        recorded = self._house.configuration.record.find(symbol)
        assert recorded is not None  # noqa: S101 – the demo's votes stand in the shipped record
        return Entry(recorded, f"{hour} America/New_York", meeting, penholders, assessed)

    def _announce(self, *entries: Entry) -> None:
        self._calendar |= {entry.recorded.symbol: entry for entry in entries}
        write_calendar(self._folder, *self._calendar.values())
        for event in watch.reread(self._house):
            self._tell.line(f"calendar.yaml → {watch.symbol(event)}: {watch.kind(event)}")

    def _report(self, symbol: str) -> Report:
        recorded = self._house.configuration.record.find(symbol)
        assert recorded is not None  # noqa: S101 – the demo's votes stand in the shipped record
        return recorded.report

    def _mixed_up(self, rival: Report) -> None:
        totals = Tally(in_favour=11, against=2, abstained=2)
        with in_a_line():
            report = Report(roll_call=rival.roll_call, totals=totals, source=rival.source)
        outcome.enter(self._house, ALEPPO, report, ANA)

    def _refused(self, attempt: Callable[[], object]) -> None:
        try:
            attempt()
        except AdvocacyBotError as error:
            self._tell.refusal(error)

    def _approve_everything(self) -> None:
        """Both people read what waits, and agree."""
        for queued in posts.listed([PostState.QUEUED]):
            for person in (ANA, BEN)[: review.needed(self._house, queued.post)]:
                review.approve(self._house, queued.post.id, person)

    def _waiting(self) -> list[int]:
        return [queued.post.id for queued in posts.listed(OPEN)]

    def _until(self, local: str) -> None:
        """Let the clock run to that hour in New York, stopping wherever something is due."""
        end = _at(local)
        for moment in [*self._moments(end), end]:
            self._clock.set(moment)
            for account in sweep(self._house):
                attend_to(self._house, account)

    def _moments(self, end: dt.datetime) -> list[dt.datetime]:
        waiting = [queued.post.slot for queued in posts.listed(OPEN)]
        hours = {slot.due for slot in waiting} | {slot.lapses_at for slot in waiting if slot.lapses_at}
        return sorted(hour for hour in hours if self._clock.now() < hour <= end)
