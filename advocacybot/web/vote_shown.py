"""A vote as its page shows it: what is known of it, who stands behind that, what was said of it and what became of it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from advocacybot.campaign.posts import OPEN, Part, Post, PostState
from advocacybot.council.conduct import Judgement, judge
from advocacybot.council.outcomes import Ballot, Outcome
from advocacybot.council.supporters import Standing, Support
from advocacybot.council.values import in_language
from advocacybot.council.votes import is_credible
from advocacybot.errors import BadInput
from advocacybot.pipeline.house import House
from advocacybot.pipeline.judge import outcome_of
from advocacybot.pipeline.letter import addressees
from advocacybot.store.posts import Queued
from advocacybot.store.votes import KeptVote
from advocacybot.web import sentences, words
from advocacybot.web.models import Staff
from advocacybot.web.shown import Hour, hour
from advocacybot.wording import languages

_OUT = (PostState.PUBLISHED, PostState.TAKEN_DOWN)


@dataclass(frozen=True)
class Line:
    """A vote in a list. ``marks``: how it stands, in words; ``waiting`` and ``out``: how many of its posts do and are."""

    symbol: str
    subject: str
    situation: str
    hour: Hour
    marks: tuple[str, ...]
    waiting: int
    out: int


@dataclass(frozen=True)
class Supporter:
    """A member of the Council that supports the Code, and how that is known."""

    name: str
    permanent: bool
    known: str


@dataclass(frozen=True)
class Cast:
    """Who cast that ballot: names, and of the Code's supporters what that is by the pledge."""

    ballot: Ballot
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PostLine:
    """A post of the vote. ``receipts``: its parts that are out."""

    post: Post
    due: Hour
    receipts: tuple[Part, ...]


def line(house: House, kept: KeptVote, counts: Mapping[PostState, int], reader: Staff, language: str) -> Line:
    """The vote for a list."""
    vote, (waiting, out) = kept.vote, waiting_and_out(counts)
    return Line(
        symbol=vote.symbol,
        subject=in_language(vote.subject, language),
        situation=in_language(vote.situation, language),
        hour=hour(vote.hour, house, reader),
        marks=marks(house, kept),
        waiting=waiting,
        out=out,
    )


def waiting_and_out(counts: Mapping[PostState, int]) -> tuple[int, int]:
    """How many posts wait, and how many are out."""
    waiting = sum(number for state, number in counts.items() if state in OPEN)
    return waiting, sum(counts.get(state, 0) for state in _OUT)


def marks(house: House, kept: KeptVote) -> tuple[str, ...]:
    """How the vote stands: its outcome, else who assessed it; and that it was withdrawn, or left the calendar."""
    outcome = outcome_told(house, kept)
    told = [_("withdrawn")] if kept.vote.withdrawn else []
    told += [] if kept.listed else [_("taken out of the calendar")]
    return (str(words.in_words(outcome.result)) if outcome else assessed(house, kept), *told)


def assessed(house: House, kept: KeptVote) -> str:
    """By how many people of those who are needed the draft was assessed."""
    assessment = kept.vote.assessment
    if assessment and not assessment.credible:
        return _("assessed as not credible")
    numbers = {"number": len(assessment.assessors) if assessment else 0, "needed": house.campaign.assessors_needed}
    return _("assessed by %(number)s of %(needed)s") % numbers


def outcome_told(house: House, kept: KeptVote) -> Outcome | None:
    """The outcome by the rule; nothing where there is none, or the files no longer know that day's Council."""
    try:
        return outcome_of(kept, house.configuration.reference.council)
    except BadInput:
        return None


def supporters(house: House, day: dt.date, language: str) -> tuple[tuple[Supporter, ...], str]:
    """The Code's supporters on the Council on that day, by name; or why that cannot be told."""
    reference = house.configuration.reference
    try:
        members = reference.council.members_on(day)
    except BadInput as error:
        return (), sentences.told(error)
    standings = [(one, reference.supporters.standing(one.state, day)) for one in members]
    found = [
        Supporter(reference.states.find(one.state).short_name(language), one.permanent, _known(standing, language))
        for one, standing in standings
        if standing.pledged or standing.listed_later
    ]
    return tuple(sorted(found, key=lambda one: languages.alphabetical(one.name))), ""


def grounds(house: House, kept: KeptVote, language: str) -> dict[str, object]:
    """What whatever is said of the vote rests on, for a template: its supporters on the Council, and its outcome by ballot."""
    found, problem = supporters(house, kept.vote.day, language)
    return {
        "kept": kept,
        "supporters": found,
        "supporters_problem": problem,
        "outcome": outcome_told(house, kept),
        "ballots": ballots(house, kept, language),
    }


def letters(house: House, kept: KeptVote, language: str) -> tuple[tuple[str, str], ...]:
    """To whom a letter may be drafted: codes and names, by name."""
    states = house.configuration.reference.states
    asked = addressees(house, kept) if outcome_told(house, kept) else ()
    named = ((code, states.find(code).short_name(language)) for code in asked)
    return tuple(sorted(named, key=lambda one: languages.alphabetical(one[1])))


def _known(standing: Standing, language: str) -> str:
    day = languages.day(standing.listed_as_of, language) if standing.listed_as_of else ""
    if standing.support is Support.SUPPORTER:
        return _("named by lists before and after that day, or of it")
    if standing.by_list_alone:
        return _("listed as of %(day)s, the last list before that day") % {"day": day}
    return _("support on that day not known; listed as of %(day)s") % {"day": day}


def ballots(house: House, kept: KeptVote, language: str) -> tuple[Cast, ...]:
    """Who cast which ballot, by the report that stands."""
    if kept.report is None or outcome_told(house, kept) is None:
        return ()
    reference, vote = house.configuration.reference, kept.vote
    credible = is_credible(vote.assessment, house.campaign.assessors_needed) and not kept.taken_back
    members = reference.council.members_on(vote.day)
    judged = judge(kept.report.roll_call, members, reference.supporters, vote.day, credible)
    cast = (Cast(ballot, _named(house, judged, ballot, language)) for ballot in Ballot)
    return tuple(one for one in cast if one.members)


def _named(house: House, judged: Iterable[Judgement], ballot: Ballot, language: str) -> tuple[tuple[str, str], ...]:
    states = house.configuration.reference.states
    found = ((states.find(one.member.state).short_name(language), one) for one in judged if one.ballot is ballot)
    pledged = ((name, str(words.in_words(one.conduct)) if one.standing.pledged else "") for name, one in found)
    return tuple(sorted(pledged, key=lambda one: languages.alphabetical(one[0])))


def posts_by_account(house: House, found: Iterable[Queued], reader: Staff) -> dict[str, list[PostLine]]:
    """The posts of each account, those that are due last first."""
    by_account: dict[str, list[PostLine]] = {}
    for queued in found:
        post = queued.post
        receipts = tuple(part for part in post.parts if part.receipt)
        by_account.setdefault(post.slot.account, []).append(PostLine(post, hour(post.slot.due, house, reader), receipts))
    return dict(sorted(by_account.items()))
