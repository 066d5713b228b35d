"""The worst and the least that a template may be given, so that wording is tried before a vote makes it urgent."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.after_the_vote import Further
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.earned import AFTER_THE_VOTE, CORRECTIONS, OF_WARNINGS, Message
from advocacybot.campaign.warnings import Crime
from advocacybot.council.outcomes import Ballot, Tally
from advocacybot.errors import AdvocacyBotError, BadInput, Problems
from advocacybot.wording import languages, letters, scores
from advocacybot.wording.facts import (
    AssemblyFacts,
    BallotGroup,
    CampaignFacts,
    CorrectionFacts,
    CountFact,
    Facts,
    FollowUpFacts,
    Group,
    OutcomeFacts,
    Reference,
    ReminderFacts,
    ReportFact,
    ScorecardFacts,
    SourceFact,
    StateFact,
    VoteFacts,
    WarningFacts,
)
from advocacybot.wording.lengths import Limits
from advocacybot.wording.letters import LetterFacts
from advocacybot.wording.templates import Templates
from advocacybot.wording.threads import in_one_piece, split

_A_DAY = dt.date(2026, 9, 30)
_LONG = "a text on the protection of civilians, humanitarian access and accountability in all parts of the territory"
_A_SITUATION = "Democratic People’s Republic of Korea"
_ADDRESS = "https://documents.example.org/symbol/S/2026/1234/Rev.12?language=en&format=pdf"

MESSAGES: tuple[str, ...] = (*Message, scores.NAME)
"""Every message that is posted."""

WORDED: tuple[str, ...] = (*MESSAGES, letters.NAME)
"""Whatever has wording: messages, and the letter that people send."""

_LEAST_TALLY = {
    Message.ADOPTED: Tally(in_favour=9, against=0, abstained=1),
    Message.VETOED: Tally(in_favour=9, against=1, abstained=1),
    Message.FAILED: Tally(in_favour=1, against=0, abstained=1),
    Message.CORRECTED: Tally(in_favour=9, against=0, abstained=1),
    Message.FOLLOW_UP: Tally(in_favour=9, against=1, abstained=1),
    Message.THANKS: Tally(in_favour=9, against=0, abstained=1),
    Message.ABSTENTIONS: Tally(in_favour=9, against=0, abstained=1),
    Message.GENERAL_ASSEMBLY: Tally(in_favour=9, against=1, abstained=1),
}
"""Nobody, or one alone, wherever the outcome allows it. Without a vote there is none."""

_LEAST_GROUP = {Message.FOLLOW_UP: "broke", Message.THANKS: "kept", Message.ABSTENTIONS: "supporters_abstained"}
"""What is said to somebody, or of somebody, is never said where there is nobody."""


@dataclass(frozen=True)
class Case:
    """What a template is tried on: the worst for an account, or the least."""

    account: Account
    message: str
    worst: bool
    facts: Facts


def try_templates(templates: Templates, campaign: Campaign, reference: Reference, limits: Mapping[str, Limits]) -> int:
    """Render every message for every account, at its worst and at its least, and split it as the account's platform asks; of
    accounts that are alike in all of that, for one.

    What the campaign does not send, after a vote or of warnings, and letters, need no wording; where there is some, it is tried
    too.

    Returns:
        How many texts were drawn.

    Raises:
        Problems: with each template that does not work, or cannot fit.
    """
    problems: dict[str, AdvocacyBotError] = {}
    tried = 0
    there = templates.texts
    needed = [message for message in MESSAGES if _sent(message, campaign)]
    unlike = campaign.model_copy(update={"accounts": _unlike(campaign.accounts, limits)})
    for one in (case for message in WORDED for case in cases(message, unlike, reference)):
        if one.message not in needed and f"{one.account.language}/{one.message}" not in there:
            continue
        tried += 1
        try:
            _try(templates, one.account, one.message, one.facts, limits[one.account.name])
        except AdvocacyBotError as error:
            problems.setdefault(str(error), error)
    if problems:
        raise Problems(list(problems.values()))
    return tried


def _sent(message: str, campaign: Campaign) -> bool:
    """Whether the campaign sends it at all."""
    if message in OF_WARNINGS:
        return campaign.warnings is not None
    return message not in AFTER_THE_VOTE or campaign.further(Further(message)) is not None


def _unlike(accounts: Iterable[Account], limits: Mapping[str, Limits]) -> tuple[Account, ...]:
    """The first of those that are given the same words and the same room for them: a coalition has hundreds."""
    kinds: dict[object, Account] = {}
    for one in accounts:
        kinds.setdefault((one.language, one.platform, one.hashtags, limits[one.name]), one)
    return tuple(kinds.values())


def _try(templates: Templates, account: Account, message: str, facts: Facts, limits: Limits) -> None:
    text = templates.render(message, account.platform, facts)
    where = f"{templates.path(message, account.platform, account.language)}, for {account.name}"
    if not text.strip():
        raise BadInput(where=where, what="the template says nothing", mend="write what the post is to say")
    try:
        as_sent(message, text, limits)
    except BadInput as error:
        raise error.at(where) from None


def as_sent(message: str, text: str, limits: Limits) -> tuple[str, ...]:
    """The parts in which it leaves the house: of a letter, one.

    Raises:
        DoesNotFit: it cannot be split as the platform asks.
    """
    return (in_one_piece(text),) if message == letters.NAME else split(text, limits)


def cases(message: str, campaign: Campaign, reference: Reference) -> Iterator[Case]:
    """The worst and the least that a message may be given, on each account."""
    for account in campaign.accounts:
        for worst in (True, False):
            yield Case(account, message, worst, _facts(message, account, reference, worst=worst))


def _facts(message: str, account: Account, reference: Reference, *, worst: bool) -> Facts:
    if message == scores.NAME:
        return _scorecard(account, reference, worst=worst)
    if message == letters.NAME:
        follow_up = _worst(Message.FOLLOW_UP, account, reference) if worst else _least(Message.FOLLOW_UP, account, reference)
        today, reasons = languages.day(_A_DAY, account.language), (_LONG,) * (5 if worst else 1)
        return LetterFacts(**vars(follow_up), today=today, sender="A campaign", reasons=reasons)
    if message in OF_WARNINGS:
        return _warning(account, reference, worst=worst)
    return _worst(Message(message), account, reference) if worst else _least(Message(message), account, reference)


def _worst(message: Message, account: Account, reference: Reference) -> Facts:
    """Fifteen members, the longest names and handles, and every line that a template may have."""
    states = _longest(reference, account.language, 15)
    day = languages.day(_A_DAY, account.language)
    common = CampaignFacts(" ".join(account.hashtags), _ADDRESS, _ADDRESS)
    vote = replace(_vote(account.language, states[:3]), meeting="S/PV.10999 (Resumption 1)", link=_ADDRESS)
    if message is Message.REMINDER:
        groups = (Group(None, states[:7]), Group(day, states[7:]))
        return ReminderFacts(language=account.language, campaign=common, vote=vote, number=3, of=3, supporters=groups)
    if message in CORRECTIONS - {Message.CORRECTED}:
        return CorrectionFacts(language=account.language, campaign=common, vote=vote, said_day=day, said_hour="23:59")
    return _as(message, _every_ballot(common, vote, account.language, states), (day, day, day))


def _as(message: Message, told: OutcomeFacts, holidays: tuple[str, ...]) -> OutcomeFacts:
    """The facts of that message, where it has some of its own."""
    if message is Message.FOLLOW_UP:
        group = told.broke[-1]
        return FollowUpFacts(**vars(told), state=group.states[0], listed_as_of=group.listed_as_of)
    if message is Message.GENERAL_ASSEMBLY:
        return AssemblyFacts(**vars(told), debate_by=told.vote.day, holidays=holidays)
    return told


def _every_ballot(common: CampaignFacts, vote: VoteFacts, language: str, states: tuple[StateFact, ...]) -> OutcomeFacts:
    """Fifteen ballots of every kind, by States of every standing."""
    day = vote.day
    return OutcomeFacts(
        language=language,
        campaign=common,
        vote=vote,
        tally=Tally(in_favour=9, against=3, abstained=2, not_voting=1),
        votes_needed=9,
        vetoed_by=states[9:12],
        in_favour=states[:9],
        against=states[9:12],
        abstained=states[12:14],
        not_voting=states[14:],
        kept=(Group(None, states[:3]), Group(day, states[3:7])),
        broke=(Group(None, states[9:10]), Group(day, states[10:11])),
        supporters_abstained=(Group(day, states[12:13]),),
        supporters_absent=(Group(None, states[14:]),),
        not_known=(
            BallotGroup(day, states[7:9], Ballot.IN_FAVOUR),
            BallotGroup(day, states[11:12], Ballot.AGAINST),
            BallotGroup(day, states[13:14], Ballot.ABSTAINED),
        ),
        preliminary=True,
        source=SourceFact(_LONG, _ADDRESS),
        meeting_record="S/PV.10999 (Resumption 1)",
    )


def _least(message: Message, account: Account, reference: Reference) -> Facts:
    """Nothing that may be missing is there."""
    language, vote = account.language, _vote(account.language, ())
    common = CampaignFacts(" ".join(account.hashtags), None, None)
    if message is Message.REMINDER:
        return ReminderFacts(language=language, campaign=common, vote=vote, number=1, of=1)
    if message in CORRECTIONS - {Message.CORRECTED}:
        return CorrectionFacts(language=language, campaign=common, vote=vote)
    one = _longest(reference, language, 1)
    vetoed_by = one if message in (Message.VETOED, Message.GENERAL_ASSEMBLY) else ()
    group: Any = {_LEAST_GROUP[message]: (Group(None, one),)} if message in _LEAST_GROUP else {}
    told = OutcomeFacts(
        language=language,
        campaign=common,
        vote=vote,
        tally=_LEAST_TALLY.get(message),
        votes_needed=9,
        vetoed_by=vetoed_by,
        preliminary=False,
        source=SourceFact("S/PV.1", None),
        **group,
    )
    return _as(message, told, ())


def _warning(account: Account, reference: Reference, *, worst: bool) -> WarningFacts:
    """Every crime, three reports and fifteen supporters; or one crime, one report without an address, and no supporter."""
    states, day = _longest(reference, account.language, 15), languages.day(_A_DAY, account.language)
    crimes = [languages.crime(one, account.language) for one in Crime]
    link = _ADDRESS if worst else None
    return WarningFacts(
        language=account.language,
        campaign=CampaignFacts(" ".join(account.hashtags), link, link),
        situation=_A_SITUATION,
        crimes=languages.listed(crimes if worst else crimes[:1], account.language),
        day=day,
        reports=(ReportFact(_LONG if worst else "A/HRC/1", link),) * (3 if worst else 1),
        supporters=(Group(None, states[:7]), Group(day, states[7:])) if worst else (),
    )


def _scorecard(account: Account, reference: Reference, *, worst: bool) -> ScorecardFacts:
    """Twenty members over ten votes, or one vote in which nobody did anything."""
    states = _longest(reference, account.language, 20 if worst else 0)
    counts = tuple(CountFact(state, 10, 10) for state in states)
    day = languages.day(_A_DAY, account.language)
    return ScorecardFacts(
        language=account.language,
        campaign=CampaignFacts(" ".join(account.hashtags), None, _ADDRESS if worst else None),
        votes=10 if worst else 1,
        first_day=day,
        last_day=day,
        situations=(_A_SITUATION,) * (3 if worst else 1),
        always_kept=states[:5],
        kept=counts[:5],
        broke=counts[5:10],
        abstained=counts[10:15],
        absent=counts[15:],
        vetoed_by=counts[:3],
        adopted=5,
        not_adopted=5,
        listed_as_of=day if worst else None,
    )


def _vote(language: str, penholders: tuple[StateFact, ...]) -> VoteFacts:
    return VoteFacts(
        symbol="S/2026/1234/Rev.12",
        subject=_LONG,
        situation=_A_SITUATION,
        weekday=languages.weekday(_A_DAY, language),
        day=languages.day(_A_DAY, language),
        hour="23:59",
        meeting=None,
        penholders=penholders,
        link=None,
    )


def _longest(reference: Reference, language: str, count: int) -> tuple[StateFact, ...]:
    """The States with the longest names, every second one tagged by a handle as long as they come."""
    names = {code: state.short_name(language) for code, state in reference.states.by_code.items()}
    longest = sorted(names, key=lambda code: (-len(names[code]), code))[:count]
    return tuple(
        StateFact(
            code,
            languages.together(names[code]),
            f"@PermanentMission{code}@social.example.org" if odd % 2 else languages.together(names[code]),
        )
        for odd, code in enumerate(longest)
    )
