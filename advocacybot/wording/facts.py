"""What a template may say. Every claim carries where it comes from: the list and its day, the source of the outcome."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from advocacybot.campaign.accounts import Account, Addressing, Handles
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.durations import in_words
from advocacybot.campaign.earned import CORRECTIONS, Message, Slot, Story, Warned
from advocacybot.campaign.truth import hour_in
from advocacybot.council.assembly import debate_due, left_out
from advocacybot.council.conduct import Conduct, Judgement, judge
from advocacybot.council.hours import NEW_YORK, new_york_day
from advocacybot.council.members import Council
from advocacybot.council.outcomes import Ballot, Outcome, Report, RollCall, Tally, Trust
from advocacybot.council.states import States
from advocacybot.council.supporters import Standing, Supporters
from advocacybot.council.values import in_language
from advocacybot.wording import languages


@dataclass(frozen=True)
class StateFact:
    """A State in a post: its name, and how the account addresses it."""

    code: str
    name: str
    mention: str


@dataclass(frozen=True)
class Group:
    """States whose support rests on the same ground: documented for the day, or the list of ``listed_as_of`` alone."""

    listed_as_of: str | None
    states: tuple[StateFact, ...]


@dataclass(frozen=True)
class BallotGroup(Group):
    """States whose support on the day is not known, by the ballot that they cast: ``in favour``, ``against`` …"""

    ballot: str


@dataclass(frozen=True)
class SourceFact:
    title: str
    url: str | None


@dataclass(frozen=True)
class ReportFact(SourceFact):
    """A report that a warning rests on."""


@dataclass(frozen=True)
class CampaignFacts:
    """What the campaign, and the account, put into every post."""

    hashtags: str
    code_link: str | None
    scorecard_link: str | None


@dataclass(frozen=True)
class VoteFacts:
    """The vote. ``weekday``, ``day`` and ``hour`` are New York's."""

    symbol: str
    subject: str
    situation: str
    weekday: str
    day: str
    hour: str
    meeting: str | None
    penholders: tuple[StateFact, ...]
    link: str | None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What every message may say. All texts are in ``language``."""

    language: str
    campaign: CampaignFacts


@dataclass(frozen=True, kw_only=True)
class ReminderFacts(Facts):
    """``supporters``: those on the Council on the day of the vote whom the reminder addresses. It is ``number`` among ``of``."""

    vote: VoteFacts
    number: int
    of: int
    supporters: tuple[Group, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CorrectionFacts(Facts):
    """``said_day`` and ``said_hour``: what the account said before, where that was an hour."""

    vote: VoteFacts
    said_day: str | None = None
    said_hour: str | None = None


@dataclass(frozen=True, kw_only=True)
class OutcomeFacts(Facts):
    """The outcome, by whom it was blocked, and what each supporter did – kept, broke, abstained and absent apart."""

    vote: VoteFacts
    tally: Tally | None
    votes_needed: int
    vetoed_by: tuple[StateFact, ...] = ()
    in_favour: tuple[StateFact, ...] = ()
    against: tuple[StateFact, ...] = ()
    abstained: tuple[StateFact, ...] = ()
    not_voting: tuple[StateFact, ...] = ()
    kept: tuple[Group, ...] = ()
    broke: tuple[Group, ...] = ()
    supporters_abstained: tuple[Group, ...] = ()
    supporters_absent: tuple[Group, ...] = ()
    not_known: tuple[BallotGroup, ...] = ()
    preliminary: bool
    source: SourceFact
    meeting_record: str | None = None


@dataclass(frozen=True, kw_only=True)
class FollowUpFacts(OutcomeFacts):
    """``state``: the one supporter that voted against, and is asked about it; ``listed_as_of``: as its group has it."""

    state: StateFact
    listed_as_of: str | None


@dataclass(frozen=True, kw_only=True)
class AssemblyFacts(OutcomeFacts):
    """``debate_by``: the last day for the General Assembly's debate on a veto; ``holidays``: what was not counted up to it."""

    debate_by: str
    holidays: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WarningFacts(Facts):
    """What reports speak of, in which situation, and which supporters are on the Council. ``day``: when somebody accepted it."""

    situation: str
    crimes: str
    day: str
    reports: tuple[ReportFact, ...]
    supporters: tuple[Group, ...] = ()


@dataclass(frozen=True)
class CountFact:
    """A State, in how many of the votes that count for it."""

    state: StateFact
    count: int
    of: int


@dataclass(frozen=True, kw_only=True)
class ScorecardFacts(Facts):
    """What a scorecard may say: over how many assessed votes, from when to when, and each supporter's conduct in them."""

    votes: int
    first_day: str
    last_day: str
    situations: tuple[str, ...]
    always_kept: tuple[StateFact, ...]
    kept: tuple[CountFact, ...]
    broke: tuple[CountFact, ...]
    abstained: tuple[CountFact, ...]
    absent: tuple[CountFact, ...]
    vetoed_by: tuple[CountFact, ...]
    adopted: int
    not_adopted: int
    listed_as_of: str | None


@dataclass(frozen=True)
class Reference:
    """What is known apart from the vote itself."""

    states: States
    council: Council
    supporters: Supporters
    handles: Handles


class Addressee:
    """States as one account writes them."""

    def __init__(self, account: Account, reference: Reference) -> None:
        self.language = account.language
        self._states = reference.states
        tagging = account.addressing is Addressing.TAG
        self._handles: Mapping[str, str] = reference.handles.to_tag(account.platform) if tagging else {}

    def state(self, code: str) -> StateFact:
        name = languages.together(self._states.find(code).short_name(self.language))
        return StateFact(code, name, f"@{self._handles[code]}" if code in self._handles else name)

    def states(self, codes: Iterable[str]) -> tuple[StateFact, ...]:
        """The States in the order of their names."""
        return tuple(sorted(map(self.state, codes), key=lambda one: languages.alphabetical(one.name)))

    def groups(self, standings: Mapping[str, Standing]) -> tuple[Group, ...]:
        """States whose support is documented first, then those by each list."""
        ordered = sorted(standings, key=lambda code: _ground(standings[code]) or dt.date.min)
        by_ground = groupby(ordered, key=lambda code: _ground(standings[code]))
        return tuple(Group(self.day(ground) if ground else None, self.states(codes)) for ground, codes in by_ground)

    def day(self, day: dt.date) -> str:
        return languages.day(day, self.language)


def _ground(standing: Standing) -> dt.date | None:
    """The day of the list that the support rests on; ``None`` where it is documented for the day itself."""
    return standing.listed_as_of if standing.uncertain or standing.by_list_alone else None


def facts_for(
    slot: Slot, story: Story, report: Report | None, account: Account, campaign: Campaign, reference: Reference
) -> Facts:
    """The facts of the slot's message, in the account's language."""
    address = Addressee(account, reference)
    common, vote = campaign_facts(account, campaign), _vote(story, address)
    if slot.message is Message.REMINDER:
        number, of = _number(slot, campaign)
        supporters = _addressed(story.vote.day, address, reference)
        return ReminderFacts(language=account.language, campaign=common, vote=vote, number=number, of=of, supporters=supporters)
    if report is None or story.outcome is None or slot.message in CORRECTIONS - {Message.CORRECTED}:
        said_day, said_hour = _said(slot, address)
        return CorrectionFacts(language=account.language, campaign=common, vote=vote, said_day=said_day, said_hour=said_hour)
    judged = judge(
        report.roll_call, reference.council.members_on(story.vote.day), reference.supporters, story.vote.day, credible=True
    )
    told = _outcome(common, vote, story.outcome, report, judged, address)
    if slot.message is Message.FOLLOW_UP:
        return _follow_up(slot.key, told, address)
    due = debate_due(story.outcome, story.vote.day, campaign.holidays) if slot.message is Message.GENERAL_ASSEMBLY else None
    return _assembly(due, story.vote.day, told, address, campaign) if due else told


def warning_facts(story: Warned, account: Account, campaign: Campaign, reference: Reference) -> WarningFacts:
    """What a warning's messages may say, in the account's language."""
    address, warning = Addressee(account, reference), story.warning
    return WarningFacts(
        language=account.language,
        campaign=campaign_facts(account, campaign),
        situation=in_language(warning.situation, account.language),
        crimes=languages.listed([languages.crime(one, account.language) for one in warning.crimes], account.language),
        day=address.day(warning.day),
        reports=tuple(ReportFact(one.title, one.url) for one in warning.sources),
        supporters=_addressed(warning.day, address, reference),
    )


def _follow_up(state: str, told: OutcomeFacts, address: Addressee) -> FollowUpFacts:
    """The outcome's facts for the one supporter that is asked about its vote against."""
    group = next(one for one in told.broke if state in {each.code for each in one.states})
    return FollowUpFacts(**vars(told), state=address.state(state), listed_as_of=group.listed_as_of)


def _assembly(due: dt.date, day: dt.date, told: OutcomeFacts, address: Addressee, campaign: Campaign) -> AssemblyFacts:
    holidays = tuple(map(address.day, left_out(day, due, campaign.holidays)))
    return AssemblyFacts(**vars(told), debate_by=address.day(due), holidays=holidays)


def campaign_facts(account: Account, campaign: Campaign) -> CampaignFacts:
    return CampaignFacts(" ".join(account.hashtags), campaign.links.code, campaign.links.scorecard)


def _vote(story: Story, address: Addressee) -> VoteFacts:
    vote, language = story.vote, address.language
    return VoteFacts(
        symbol=vote.symbol,
        subject=in_language(vote.subject, language),
        situation=in_language(vote.situation, language),
        weekday=languages.weekday(vote.day, language),
        day=address.day(vote.day),
        hour=languages.hour(vote.hour, NEW_YORK, language),
        meeting=vote.meeting,
        penholders=tuple(map(address.state, vote.penholders)),
        link=vote.link,
    )


def _number(slot: Slot, campaign: Campaign) -> tuple[int, int]:
    """Which reminder it is, among how many."""
    before = sorted((reminder.before for reminder in campaign.reminders), reverse=True)
    number = next((n for n, one in enumerate(before, start=1) if slot.key.startswith(f"{in_words(one)} before")), 1)
    return number, len(before)


def _addressed(day: dt.date, address: Addressee, reference: Reference) -> tuple[Group, ...]:
    """Members whom a list names, before the day or after it; not those that lists show to have left."""
    standings = {one.state: reference.supporters.standing(one.state, day) for one in reference.council.members_on(day)}
    return address.groups({code: one for code, one in standings.items() if one.pledged or one.listed_later})


def _said(slot: Slot, address: Addressee) -> tuple[str | None, str | None]:
    """Day and hour that the account wrote before, where its last word was an hour."""
    hour = hour_in(slot.key.split(" → ")[0])
    if hour is None:
        return None, None
    return address.day(new_york_day(hour)), languages.hour(hour, NEW_YORK, address.language)


def _outcome(
    common: CampaignFacts,
    vote: VoteFacts,
    outcome: Outcome,
    report: Report,
    judged: tuple[Judgement, ...],
    address: Addressee,
) -> OutcomeFacts:
    roll_call = report.roll_call or RollCall()
    return OutcomeFacts(
        language=address.language,
        campaign=common,
        vote=vote,
        tally=outcome.tally,
        votes_needed=outcome.votes_needed,
        vetoed_by=address.states(outcome.vetoed_by),
        in_favour=address.states(roll_call.in_favour),
        against=address.states(roll_call.against),
        abstained=address.states(roll_call.abstained),
        not_voting=address.states(roll_call.not_voting),
        kept=_whose(Conduct.KEPT, judged, address),
        broke=_whose(Conduct.BROKE, judged, address),
        supporters_abstained=_whose(Conduct.ABSTAINED, judged, address),
        supporters_absent=_whose(Conduct.DID_NOT_TAKE_PART, judged, address),
        not_known=_not_known(judged, address),
        preliminary=report.trust is Trust.PRELIMINARY,
        source=SourceFact(report.source.title, report.source.url),
        meeting_record=report.meeting_record,
    )


def _whose(conduct: Conduct, judged: Iterable[Judgement], address: Addressee) -> tuple[Group, ...]:
    return address.groups({one.member.state: one.standing for one in judged if one.conduct is conduct})


def _not_known(judged: Iterable[Judgement], address: Addressee) -> tuple[BallotGroup, ...]:
    """Members whose support on the day is not known though a later list names them, by ballot."""
    unknown = [one for one in judged if one.conduct is Conduct.SUPPORT_NOT_KNOWN and one.standing.listed_later]
    return tuple(
        BallotGroup(group.listed_as_of, group.states, ballot)
        for ballot in Ballot
        for group in address.groups({one.member.state: one.standing for one in unknown if one.ballot is ballot})
    )
