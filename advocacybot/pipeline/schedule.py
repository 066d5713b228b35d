"""The votes that people keep in the staff room: put into the calendar, changed, withdrawn, taken out of it."""

from collections.abc import Iterator

from advocacybot.council.votes import Vote
from advocacybot.errors import AdvocacyBotError, BadInput, NoSuchThing, OutdatedEntry, OwnedByFile, Problems
from advocacybot.pipeline import desk, watch
from advocacybot.pipeline.draft import Foreseen
from advocacybot.pipeline.house import House
from advocacybot.pipeline.watch import Change
from advocacybot.sources.configuration import CALENDAR_FILE
from advocacybot.store import desk as kept_here
from advocacybot.store import votes
from advocacybot.store.desk import DeskVote
from advocacybot.store.locks import alone


def put(house: House, vote: Vote, by: str, version: int) -> None:
    """Put a vote of the room's own into the calendar (version 0), or in place of that version of it. Its assessment is none of
    this: what people hold of the draft is kept by itself (``pipeline.assess``).

    Raises:
        NotAPerson: the campaign knows no such person.
        OwnedByFile: it stands in the calendar's file.
        OutdatedEntry: somebody changed it meanwhile.
        Problems: its day has no Council that is known, or a penholder is no State; or a post cannot be worded.
    """
    house.campaign.check_person(by)
    check(house, vote)
    now = house.clock.now()
    with alone():
        check_may_change(house, vote.symbol, version)
        kept_here.put_vote(vote, version, by, now)
        watch.take_from_room(house, _with_assessment(vote), now, by)
    desk.lay_over(house)


def withdraw(house: House, symbol: str, by: str, version: int, why: str) -> None:
    """The sponsors withdrew the draft.

    Raises:
        NotAPerson, OwnedByFile, OutdatedEntry: as for :func:`put`.
        BadInput: it is withdrawn already.
    """
    house.campaign.check_person(by)
    now = house.clock.now()
    with alone():
        vote = _withdrawn(_own(house, symbol, version))
        kept_here.put_vote(vote, version, by, now)
        watch.take_from_room(house, _with_assessment(vote), now, by, why)
    desk.lay_over(house)


def take_out(house: House, symbol: str, by: str, version: int, why: str) -> None:
    """Keep the vote in the calendar no more. What was said of one that is over stands.

    Raises:
        NotAPerson, OwnedByFile, OutdatedEntry: as for :func:`put`.
    """
    house.campaign.check_person(by)
    now = house.clock.now()
    with alone():
        _own(house, symbol, version)
        kept_here.drop_vote(symbol, version)
        watch.take_from_room(house, Change(symbol, None), now, by, why)
    desk.lay_over(house)


# ── what it would do ────────────────────────────────────────────────────────────────────────────────────────────────


def foresee(house: House, vote: Vote, version: int) -> Foreseen | None:
    """What :func:`put` would do to the queue; nothing where the vote stands so already."""
    check(house, vote)
    check_may_change(house, vote.symbol, version)
    return watch.foresee(house, _with_assessment(vote))


def foresee_withdrawal(house: House, symbol: str, version: int) -> Foreseen | None:
    return watch.foresee(house, _with_assessment(_withdrawn(_own(house, symbol, version))))


def foresee_taking_out(house: House, symbol: str, version: int) -> Foreseen | None:
    _own(house, symbol, version)
    return watch.foresee(house, Change(symbol, None))


# ── what is looked at before ────────────────────────────────────────────────────────────────────────────────────────


def check(house: House, vote: Vote) -> None:
    """Hold the vote against what is known of the Council and of States, as the files' votes are.

    Raises:
        Problems: with each thing that is wrong, and the field that it is about.
    """
    problems = list(_problems(house, vote))
    if problems:
        raise Problems(problems)


def _problems(house: House, vote: Vote) -> Iterator[AdvocacyBotError]:
    reference = house.configuration.reference
    try:
        reference.council.members_on(vote.day)
    except BadInput as error:
        yield _about(error, "hour")
    for number, code in enumerate(vote.penholders):
        try:
            reference.states.find(code)
        except BadInput as error:
            yield _about(error, "penholders", number)


def _about(error: AdvocacyBotError, *path: str | int) -> AdvocacyBotError:
    error.path = path
    return error


def check_may_change(house: House, symbol: str, version: int) -> DeskVote | None:
    """The room's vote at that version, of a house that knows the room's word as it now is; ``None`` where there is no such vote
    yet (version 0).

    Raises:
        OwnedByFile: it stands in the calendar's file.
        OutdatedEntry: it is at another version by now.
    """
    desk.catch_up(house)
    room = kept_here.votes([symbol]).get(symbol)
    if room is None and owning_file(house, symbol):
        raise OwnedByFile(symbol=symbol, file=house.files.place_of(symbol))
    now = room.version if room else 0
    if now != version:
        raise OutdatedEntry(entry=symbol, asked=version, now=now)
    return room


def owning_file(house: House, symbol: str) -> str | None:
    """The file in which the vote stands, as this process or another read it; ``None`` where the room keeps it, or nobody does."""
    if any(vote.symbol == symbol for vote in house.files.calendar.votes):
        return CALENDAR_FILE
    kept = votes.find([symbol]).get(symbol)
    return CALENDAR_FILE if kept and kept.listed and symbol not in kept_here.votes([symbol]) else None


def _own(house: House, symbol: str, version: int) -> Vote:
    """The room's vote at that version.

    Raises:
        OwnedByFile, OutdatedEntry: as :func:`check_may_change`.
        NoSuchThing: the room keeps none.
    """
    room = check_may_change(house, symbol, version)
    if room is None:
        raise NoSuchThing(kind="vote", name=symbol, known="the symbols that the calendar shows")
    return room.vote


def _withdrawn(vote: Vote) -> Vote:
    if vote.withdrawn:
        raise BadInput(what=f"{vote.symbol} is withdrawn already", mend="look at its page anew")
    return vote.model_copy(update={"withdrawn": True})


def _with_assessment(vote: Vote) -> Change:
    """The vote as it takes effect: with what people in the room hold of it."""
    kept = kept_here.assessments([vote.symbol]).get(vote.symbol)
    return Change(vote.symbol, desk.assessed(vote.model_copy(update={"assessment": None}), kept))
