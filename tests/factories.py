"""Values to try the rules on, with the facts of the Council of 2016 wherever a test does not say otherwise."""

import datetime as dt
from collections.abc import Iterable, Mapping

from advocacybot.campaign.accounts import Account, Handle
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.earned import Message, Slot, Story, Warned
from advocacybot.campaign.posts import Draft, Part, Post, PostState, Receipt, Words, content_hash
from advocacybot.campaign.truth import Truth, truth, truth_of
from advocacybot.campaign.warnings import EarlyWarning
from advocacybot.council.conduct import Conduct, Judgement
from advocacybot.council.members import Council, Member, Seat, Term
from advocacybot.council.outcomes import Ballot, Outcome, Report, Result, RollCall, Tally, decide
from advocacybot.council.record import RecordedVote
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.supporters import Standing, Support, SupporterList, Supporters
from advocacybot.council.values import DatedSource, Source
from advocacybot.council.votes import Assessment, Vote

PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")
ELECTED_2016 = ("AGO", "EGY", "ESP", "JPN", "MYS", "NZL", "SEN", "UKR", "URY", "VEN")
MEMBERS_2016 = PERMANENT + ELECTED_2016
MEMBERS_1965 = (*PERMANENT, "BOL", "CIV", "JOR", "MYS", "NLD", "URY")

ALEPPO = dt.date(2016, 10, 8)
"""The day on which S/2016/846 was vetoed, in the 7785th meeting."""
CODE_OPENED = dt.date(2015, 10, 23)


def a_day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def a_source(title: str = "S/PV.7785", /, **changes: object) -> Source:
    return Source.model_validate({"title": title, "url": "https://undocs.org/S/PV.7785"} | changes)


def a_dated_source(**changes: object) -> DatedSource:
    return DatedSource.model_validate(
        {"title": "Letter to the Council", "url": "https://undocs.org/S/2016/846", "date": "2016-10-08"} | changes
    )


# ── the Council ─────────────────────────────────────────────────────────────────────────────────────────────────────


def a_term(state: str = "NZL", first_day: str = "2015-01-01", last_day: str | None = "2016-12-31", **changes: object) -> Term:
    facts = {"state": state, "first_day": first_day, "last_day": last_day, "source": a_source("A/69/PV.25")}
    return Term.model_validate(facts | {"confidence": "high"} | changes)


def permanent_terms() -> tuple[Term, ...]:
    return tuple(a_term(state, "1946-01-01", None, seat=Seat.PERMANENT) for state in PERMANENT)


def a_council(*more: Term) -> Council:
    """The Council of 2016 and 2017, whole on the days of both years; before and after, not every seat is known."""
    until_2016 = [a_term(state, "2015-01-01", "2016-12-31") for state in ("AGO", "ESP", "MYS", "NZL", "VEN")]
    until_2017 = [a_term(state, "2016-01-01", "2017-12-31") for state in ("EGY", "JPN", "SEN", "UKR", "URY")]
    until_2018 = [a_term(state, "2017-01-01", "2018-12-31") for state in ("BOL", "ETH", "ITA", "KAZ", "SWE")]
    return Council(terms=(*permanent_terms(), *until_2016, *until_2017, *until_2018, *more))


def the_council_of_1965() -> Council:
    elected = (state for state in MEMBERS_1965 if state not in PERMANENT)
    return Council(terms=permanent_terms() + tuple(a_term(state, "1965-01-01", "1965-12-31") for state in elected))


def the_members(day: dt.date = ALEPPO) -> tuple[Member, ...]:
    return a_council().members_on(day)


def a_member(state: str = "NZL") -> Member:
    return Member(state=state, seat=Seat.PERMANENT if state in PERMANENT else Seat.ELECTED)


# ── votes and their outcomes ────────────────────────────────────────────────────────────────────────────────────────


def an_assessment(*names: str, **changes: object) -> Assessment:
    """An assessment by those people; by Ana and Ben where none is named."""
    people = [{"name": name, "on": "2016-10-07"} for name in names or ("Ana", "Ben")]
    facts = {
        "assessors": people,
        "reasons": ["It asks to end the bombardment of Aleppo."],
        "sources": [a_dated_source()],
    }
    return Assessment.model_validate(facts | changes)


def a_vote(symbol: str = "S/2016/846", /, **changes: object) -> Vote:
    facts = {
        "symbol": symbol,
        "subject": "Ending the bombardment of Aleppo",
        "situation": "The situation in the Middle East (Syria)",
        "hour": dt.datetime(2016, 10, 8, 19, 0, tzinfo=dt.UTC),
        "penholders": ("FRA", "ESP"),
    }
    return Vote.model_validate(facts | changes)


def a_roll_call(
    against: str = "RUS VEN", abstained: str = "AGO CHN", not_voting: str = "", members: Iterable[str] = MEMBERS_2016
) -> RollCall:
    """A roll call of those members, in which everybody who is not named votes in favour."""
    named = {*against.split(), *abstained.split(), *not_voting.split()}
    return RollCall(
        in_favour=tuple(state for state in members if state not in named),
        against=tuple(against.split()),
        abstained=tuple(abstained.split()),
        not_voting=tuple(not_voting.split()),
    )


def a_roll_call_of(ballots: dict[str, Ballot]) -> RollCall:
    """The roll call in which each State casts that ballot."""
    cast = {ballot: tuple(state for state in ballots if ballots[state] is ballot) for ballot in Ballot}
    return RollCall(
        in_favour=cast[Ballot.IN_FAVOUR],
        against=cast[Ballot.AGAINST],
        abstained=cast[Ballot.ABSTAINED],
        not_voting=cast[Ballot.NOT_VOTING],
    )


def a_report(roll_call: RollCall | None = None, **changes: object) -> Report:
    return Report.model_validate({"roll_call": roll_call or a_roll_call(), "source": a_source()} | changes)


def without_a_vote(**changes: object) -> Report:
    """A report that no vote was taken and the text adopted."""
    return Report.model_validate({"adopted_without_a_vote": True, "source": a_source()} | changes)


def a_recorded_vote(symbol: str = "S/2016/846", roll_call: RollCall | None = None, **changes: object) -> RecordedVote:
    """The record of 8 October 2016: 11-2-2, vetoed by the Russian Federation."""
    ballots = roll_call or a_roll_call()
    facts = {
        "symbol": symbol,
        "date": ALEPPO,
        "situation": "The situation in the Middle East (Syria)",
        "subject": "Ending the bombardment of Aleppo",
        "totals": ballots.tally,
        "recorded": "vetoed",
        "vetoed_by": ("RUS",),
        "source": a_source(),
    }
    return RecordedVote.model_validate(facts | ballots.model_dump() | changes)


# ── supporters, and what they did ───────────────────────────────────────────────────────────────────────────────────


def a_list(as_of: str, states: str = "", *, whole: bool = True, observers: str = "") -> SupporterList:
    return SupporterList(
        as_of=a_day(as_of),
        whole=whole,
        states=tuple(states.split()),
        observers=tuple(observers.split()),
        source=a_source(f"List of supporters as of {as_of}"),
    )


def supporters_by_lists(*lists: SupporterList, opened: dt.date = CODE_OPENED) -> Supporters:
    return Supporters(opened=opened, source=a_source("A/70/621-S/2015/978"), lists=lists)


def a_judgement(state: str = "NZL", conduct: Conduct = Conduct.KEPT, ballot: Ballot = Ballot.IN_FAVOUR) -> Judgement:
    return Judgement(a_member(state), ballot, Standing(Support.SUPPORTER), conduct)


def a_judged_vote(
    symbol: str = "S/2016/846", *, day: str = "2016-10-08", credible: bool = True, **conducts: Conduct
) -> JudgedVote:
    """A vote in which each named State's conduct was that: ``a_judged_vote(NZL=Conduct.KEPT)``."""
    return JudgedVote(
        symbol=symbol,
        day=a_day(day),
        situation={"en": "The situation in the Middle East (Syria)"},
        subject={"en": "Ending the bombardment of Aleppo"},
        outcome=Outcome(Result.VETOED, Tally(in_favour=11, against=2, abstained=2), 9, ("RUS",)),
        judgements=tuple(a_judgement(state, conduct) for state, conduct in conducts.items()),
        credible=credible,
        report=a_report(),
    )


# ── the campaign's accounts ─────────────────────────────────────────────────────────────────────────────────────────


def an_account(name: str = "act-x", /, **changes: object) -> Account:
    facts: dict[str, object] = {"name": name, "platform": "x", "handle": "@ACTcampaign", "language": "en"}
    if changes.get("platform") == "mastodon":
        facts["mastodon"] = {"server": "https://social.example"}
    return Account.model_validate(facts | changes)


def a_handle(state: str = "NZL", handle: str = "NZUN", /, **changes: object) -> Handle:
    """A handle that Ana verified; ``verified=None`` for one that nobody did."""
    facts = {
        "state": state,
        "platform": "x",
        "handle": handle,
        "evidence": "linked from the mission's website",
        "confidence": "high",
        "verified": {"by": "Ana", "on": "2016-09-01", "proof": "https://www.mfat.govt.nz/en/un/"},
    }
    return Handle.model_validate(facts | changes)


# ── what the campaign says ──────────────────────────────────────────────────────────────────────────────────────────

ALEPPO_AT_THREE = dt.datetime(2016, 10, 8, 19, 0, tzinfo=dt.UTC)
"""The hour of `a_vote()`: three in the afternoon in New York."""
ALEPPO_TOLD = "vote at 2016-10-08T19:00Z"
"""What may be said of it."""


def a_campaign(*accounts: Account, **changes: object) -> Campaign:
    """A campaign on those accounts, or on one, that reminds 72 hours, 24 hours and 2 hours before a vote."""
    facts = {
        "name": "A campaign",
        "people": ["Ana", "Ben", "Cy"],
        "accounts": accounts or (an_account(),),
        "reminders": [
            {"before": "72 h", "late_by": "24 h"},
            {"before": "24 h", "late_by": "12 h"},
            {"before": "2 h", "late_by": "90 min"},
        ],
    }
    return Campaign.model_validate(facts | changes)


def an_assessed_vote(symbol: str = "S/2016/846", /, **changes: object) -> Vote:
    return a_vote(symbol, **{"assessment": an_assessment()} | changes)


def a_story(
    vote: Vote | None = None,
    report: Report | None = None,
    *,
    said: Mapping[str, Truth] | None = None,
    corrected: Mapping[str, int] | None = None,
    since: dt.datetime = ALEPPO_AT_THREE,
    taken_back: bool = False,
    judged: tuple[Judgement, ...] = (),
) -> Story:
    """An assessed vote as it stands, of which the accounts have to answer for what ``said`` tells."""
    vote = vote or an_assessed_vote()
    told = truth(vote, report, taken_back=taken_back, people_needed=2)
    outcome = decide(report, a_council().members_on(vote.day), vote.day, vote.procedure) if report else None
    return Story(vote, outcome, told, since, said or {}, corrected or {}, judged)


def a_warning(number: int = 7, /, **changes: object) -> EarlyWarning:
    """A warning of war crimes in Syria, accepted by Ana on the day on which S/2016/846 was vetoed."""
    facts = {
        "number": number,
        "situation": {"en": "Syria", "fr": "Syrie"},
        "crimes": ["war crimes"],
        "sources": [a_source("OHCHR: Aleppo", url="https://www.ohchr.org/aleppo")],
        "by": "Ana",
        "at": ALEPPO_AT_THREE,
    }
    return EarlyWarning.model_validate(facts | changes)


def a_warnings_story(
    *, said: Mapping[str, Truth] | None = None, since: dt.datetime = ALEPPO_AT_THREE, **changes: object
) -> Warned:
    warning = a_warning(**changes)
    return Warned(warning, truth_of(warning), since, said or {})


def a_slot(
    account: str = "act-x",
    message: Message = Message.REMINDER,
    *,
    symbol: str = "S/2016/846",
    key: str = "2 h before 2016-10-08T19:00Z",
    due: dt.datetime = ALEPPO_AT_THREE - dt.timedelta(hours=2),
    lapses_at: dt.datetime | None = ALEPPO_AT_THREE,
    says: Truth = ALEPPO_TOLD,
) -> Slot:
    return Slot(account, symbol, message, key, due, lapses_at, says)


def a_draft(*parts: str, slot: Slot | None = None, language: str = "en") -> Draft:
    return Draft(slot or a_slot(), Words(language, parts or ("We count on your vote.",)))


def a_post(
    draft: Draft | None = None,
    state: PostState = PostState.QUEUED,
    *,
    number: int = 1,
    parts_out: int = 0,
    edited_to: str = "",
    edited_by: str | None = None,
) -> Post:
    """A post as it was drawn, or as somebody edited it; that many of its parts are out."""
    draft = draft or a_draft()
    words = Words(draft.words.language, (edited_to,)) if edited_to else draft.words
    receipt = Receipt("1", None, draft.slot.due)
    parts = tuple(
        Part(n, text, f"key {n}", draft.slot.due if n <= parts_out else None, receipt if n <= parts_out else None)
        for n, text in enumerate(words.parts, start=1)
    )
    drawn = content_hash(draft.slot, draft.words)
    by = edited_by or ("Ana" if edited_to else None)
    return Post(number, 1, draft.slot, words, parts, state, drawn, by, drawn_from=draft.drawn_from)
