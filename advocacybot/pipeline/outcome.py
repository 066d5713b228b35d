"""Outcomes as people enter them: checked by the rule, confirmed by a second person, corrected without forgetting."""

import datetime as dt

from advocacybot.council.events import OutcomeCorrected, OutcomeRecorded
from advocacybot.council.hours import NEW_YORK
from advocacybot.council.outcomes import Outcome, Report, RollCall, count, decide
from advocacybot.council.votes import Vote
from advocacybot.errors import BadInput, NoSuchThing, OutdatedReport, SecondPersonNeeded
from advocacybot.pipeline import announce, draft
from advocacybot.pipeline.house import House
from advocacybot.store import journal, votes
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone


def enter(house: House, symbol: str, report: Report, by: str, revision: int | None = None) -> Outcome:
    """One person reports what became of a vote. What it earns is drafted once as many people stand behind it as are asked for.

    ``revision``: the number of the report that they saw last, 0 where there was none; ``None``: whatever there is.

    Raises:
        NotAPerson, NoSuchThing: the campaign knows no such person, or vote.
        BadInput: the vote is still ahead; or the ballots are not those of its day's members, or the totals disagree with them.
        OutdatedReport: another was entered since they looked.
    """
    house.campaign.check_person(by)
    vote = _vote(symbol)
    now = house.clock.now()
    check_held(vote, now)
    outcome = _decided(house, vote, report)
    with alone():
        _check_seen(symbol, revision)
        before = votes.standing_reports([symbol]).get(symbol)
        revision = votes.enter_report(symbol, report, by, now)
        facts = {
            "revision": revision,
            "report": report.model_dump(mode="json", by_alias=True),
            "result": outcome.result,
        }
        journal.write([Entry("outcome entered", symbol, by=by, facts=facts)], now)
        if house.campaign.outcome_people_needed == 1:
            votes.confirm_report(symbol, revision, by, now)
            _take_effect(house, symbol, report, before, by)
    return outcome


def confirm(house: House, symbol: str, by: str, revision: int | None = None) -> Outcome:
    """A second person stands behind the report that was entered last, the one of ``revision`` where they looked at one.

    Raises:
        SecondPersonNeeded: it is the same person.
        OutdatedReport: another was entered since they looked.
        BadInput: there is nothing to confirm.
    """
    house.campaign.check_person(by)
    vote = _vote(symbol)
    entered = votes.last_report(symbol)
    if entered is None or entered.confirmed_by or house.campaign.outcome_people_needed == 1:
        mend = "enter it first, on its page or with `advocacybot outcome enter`"
        raise BadInput(what=f"no outcome of {symbol} waits to be confirmed", mend=mend)
    if revision is not None and revision != entered.revision:
        raise OutdatedReport(symbol=symbol, asked=revision, now=entered.revision)
    if entered.entered_by == by:
        raise SecondPersonNeeded(name=by, symbol=symbol)
    with alone():
        before = votes.standing_reports([symbol]).get(symbol)
        if not votes.confirm_report(symbol, entered.revision, by, house.clock.now()):
            raise BadInput(what=f"somebody confirmed the outcome of {symbol} a moment ago", mend="nothing is left to do")
        _take_effect(house, symbol, entered.report, before, by)
    return _decided(house, vote, entered.report)


def check_held(vote: Vote, now: dt.datetime) -> None:
    """Refuse to report of a vote that was not held.

    Raises:
        BadInput: it is still ahead, or its sponsors withdrew the draft.
    """
    if vote.hour > now:
        there = vote.hour.astimezone(NEW_YORK)
        what = f"the vote on {vote.symbol} is due at {there:%Y-%m-%d %H:%M} in New York"
        raise BadInput(what=what, mend="wait until it was held")
    if vote.withdrawn:
        what = f"{vote.symbol} was withdrawn, by the calendar, so it was not put to the vote"
        raise BadInput(what=what, mend="take that out of the calendar first (`withdrawn: true`), if it was")


def by_the_rule(house: House, vote: Vote, ballots: RollCall) -> Outcome:
    """What those ballots would make of the vote.

    Raises:
        DidNotSit, BallotMissing: they are not those of its day's members.
    """
    return count(ballots, house.configuration.reference.council.members_on(vote.day), vote.day, vote.procedure)


def _check_seen(symbol: str, revision: int | None) -> None:
    last = votes.last_report(symbol)
    now = last.revision if last else 0
    if revision is not None and revision != now:
        raise OutdatedReport(symbol=symbol, asked=revision, now=now)


def _vote(symbol: str) -> Vote:
    kept = votes.find([symbol]).get(symbol)
    if kept is None:
        raise NoSuchThing(kind="vote", name=symbol, known="the symbols that `advocacybot calendar` shows")
    return kept.vote


def _decided(house: House, vote: Vote, report: Report) -> Outcome:
    return decide(report, house.configuration.reference.council.members_on(vote.day), vote.day, vote.procedure)


def _take_effect(house: House, symbol: str, report: Report, before: Report | None, by: str) -> None:
    """The event, and what it queues, in the caller's transaction."""
    event = OutcomeCorrected(symbol, report, before) if before else OutcomeRecorded(symbol, report)
    kind = "outcome corrected" if isinstance(event, OutcomeCorrected) else "outcome recorded"
    now = house.clock.now()
    journal.write([Entry(kind, symbol, by=by)], now)
    announce.of_outcome(house, symbol, now, corrected=before is not None)
    draft.plan(house, [symbol], now)
