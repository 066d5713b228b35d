"""Whatever is done to the calendar, and in whatever order: what is in the queue depends on how it stands in the end."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from advocacybot.campaign.earned import CORRECTIONS, Slot, Story, earned
from advocacybot.campaign.posts import ON_ITS_WAY, OPEN, TAKEN, Draft, Move, Post, PostState, Words, after
from advocacybot.campaign.queue import redraw
from advocacybot.campaign.said import Said, corrections, word
from advocacybot.campaign.truth import Truth, truth
from advocacybot.council.calendar import Calendar, compare
from advocacybot.council.events import VoteRemoved
from advocacybot.council.values import in_language
from advocacybot.council.votes import Vote
from tests.factories import (
    ALEPPO_AT_THREE,
    ALEPPO_TOLD,
    a_campaign,
    a_post,
    an_account,
    an_assessed_vote,
    an_assessment,
)

HOUR = dt.timedelta(hours=1)
NOW = ALEPPO_AT_THREE - 73 * HOUR
CAMPAIGN = a_campaign(an_account("act-x"), an_account("act-fr"), draft_ahead="2 d")
SYMBOLS = ("S/2016/846", "S/2016/847")

Edit = Callable[[Vote], Vote | None]


@dataclass
class Desk:
    """A calendar, and a queue in memory. All is done at one moment, so that only the edits make a difference."""

    said: Mapping[str, Mapping[str, Truth]] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    votes: dict[str, tuple[Vote, bool]] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    told: list[tuple[Slot, Said]] = field(default_factory=list)

    def take(self, calendar: Calendar) -> None:
        """Let an edit of the calendar take effect, as the pipeline does: by its events."""
        for event in compare(self.calendar, calendar):
            removed = isinstance(event, VoteRemoved)
            vote = event.was if isinstance(event, VoteRemoved) else event.vote
            self.votes[vote.symbol] = (vote, removed)
            self.plan(vote.symbol)
        self.calendar = calendar

    def plan(self, symbol: str) -> None:
        vote, _ = self.votes[symbol]
        told = self.truth(symbol)
        said = {name: last for name in ("act-x", "act-fr") if (last := self.answers_for(symbol, name))}
        corrected = {name: corrections(self.history(symbol, name)) for name in said}
        story = Story(vote, None, told, NOW, {**self.said.get(symbol, {}), **said}, corrected)
        drafts = [a_draft_of(slot, vote) for slot in earned(story, CAMPAIGN, NOW)]
        change = redraw([post for post in self.posts if post.slot.symbol == symbol], drafts, told)
        for post, move, _ in change.leave:
            self.posts[post.id] = replace(post, state=after(post.state, move))
        self.posts += [a_post(draft, number=len(self.posts) + more) for more, draft in enumerate(change.draw)]

    def move(self, which: int, moves: tuple[Move, ...]) -> None:
        """Somebody, or the publishing, moves one of the open posts."""
        waiting = [post for post in self.posts if post.state in OPEN]
        if waiting:
            post = waiting[which % len(waiting)]
            for move in moves:
                post = replace(post, state=after(post.state, move))
            self.posts[post.id] = post
            if post.state is PostState.PUBLISHED:
                self.told.append((post.slot, Said(post.slot.message, post.slot.says)))

    def truth(self, symbol: str) -> Truth:
        vote, taken_back = self.votes[symbol]
        return truth(vote, None, taken_back=taken_back, people_needed=2)

    def history(self, symbol: str, account: str) -> list[Said]:
        return [said for slot, said in self.told if (slot.symbol, slot.account) == (symbol, account)]

    def answers_for(self, symbol: str, account: str) -> Truth | None:
        return word(self.history(symbol, account), self.truth(symbol))

    def open_posts(self) -> dict[str, str]:
        return {post.slot.identity: post.content_hash for post in self.posts if post.state in OPEN}


def a_draft_of(slot: Slot, vote: Vote) -> Draft:
    """Words that tell every fact which an edit here can change."""
    return Draft(slot, Words("en", (f"{slot.message} {slot.key}: {in_language(vote.subject, 'en')} at {vote.hour}",)))


def the_calendar(votes: Mapping[str, Vote | None]) -> Calendar:
    return Calendar(votes=tuple(vote for vote in votes.values() if vote))


def scheduled(vote: Vote) -> Vote:
    return vote


def removed(_vote: Vote) -> None:
    return None


def withdrawn(vote: Vote) -> Vote:
    return vote.model_copy(update={"withdrawn": True})


def assessed(vote: Vote) -> Vote:
    return vote.model_copy(update={"assessment": an_assessment()})


def doubted(vote: Vote) -> Vote:
    return vote.model_copy(update={"assessment": None})


def moved(hours: int) -> Edit:
    return lambda vote: vote.model_copy(update={"hour": ALEPPO_AT_THREE + hours * HOUR})


def renamed(subject: str) -> Edit:
    return lambda vote: vote.model_copy(update={"subject": {"en": subject}})


EDITS = st.tuples(
    st.sampled_from(SYMBOLS),
    st.sampled_from(
        [
            scheduled,
            removed,
            withdrawn,
            assessed,
            doubted,
            moved(0),
            moved(1),
            moved(30),
            renamed("Aleppo"),
            renamed("All of Aleppo"),
        ]
    ),
)
SAID = st.dictionaries(
    st.sampled_from(SYMBOLS),
    st.dictionaries(st.sampled_from(["act-x", "act-fr"]), st.sampled_from([ALEPPO_TOLD, "withdrawn", "retracted"])),
)


def edited(votes: dict[str, Vote | None], symbol: str, edit: Edit) -> dict[str, Vote | None]:
    """The votes after an edit of one; a vote that is not there is scheduled first."""
    return {**votes, symbol: edit(votes.get(symbol) or an_assessed_vote(symbol))}


# ── the queue is what the last calendar asks for ────────────────────────────────────────────────────────────────────


@given(st.lists(EDITS, max_size=12), SAID, st.lists(st.tuples(st.integers(0, 9), st.sampled_from([Move.APPROVE, Move.HOLD]))))
@settings(deadline=None, max_examples=150)
def test_whatever_led_to_a_calendar_the_queue_is_what_it_asks_for(
    edits: list[tuple[str, Edit]], said: dict[str, dict[str, Truth]], meanwhile: list[tuple[int, Move]]
) -> None:
    desk = Desk(said)
    votes: dict[str, Vote | None] = {}
    for symbol, edit in edits:
        votes = edited(votes, symbol, edit)
        desk.take(the_calendar(votes))
        if meanwhile and desk.open_posts():
            which, move = meanwhile.pop()
            desk.move(which, (move,) if _is_queued(desk, which) else ())
    fresh = Desk(said, votes=desk.votes)
    for symbol in desk.votes:
        fresh.plan(symbol)
    assert desk.open_posts() == fresh.open_posts()


@given(st.lists(EDITS, max_size=12))
@settings(deadline=None)
def test_a_calendar_that_says_the_same_again_changes_nothing(edits: list[tuple[str, Edit]]) -> None:
    desk = Desk()
    votes: dict[str, Vote | None] = {}
    for symbol, edit in edits:
        votes = edited(votes, symbol, edit)
    desk.take(the_calendar(votes))
    before = list(desk.posts)
    for symbol in desk.votes:
        desk.plan(symbol)
    assert desk.posts == before


def _is_queued(desk: Desk, which: int) -> bool:
    waiting = [post for post in desk.posts if post.state in OPEN]
    return waiting[which % len(waiting)].state is PostState.QUEUED


# ── nothing twice, whatever is published in between ─────────────────────────────────────────────────────────────────

OUT = (Move.APPROVE, Move.CLAIM, Move.FINISH)
IN_DOUBT = (Move.APPROVE, Move.CLAIM, Move.DOUBT)


HAPPENINGS = st.lists(
    st.tuples(EDITS, st.lists(st.tuples(st.integers(0, 9), st.sampled_from([OUT, OUT, IN_DOUBT])), max_size=2)), max_size=12
)
Happenings = list[tuple[tuple[str, Edit], list[tuple[int, tuple[Move, ...]]]]]


@given(HAPPENINGS)
@settings(deadline=None, max_examples=150)
def test_nothing_is_ever_said_twice_in_one_place_and_nothing_that_is_out_is_touched(happenings: Happenings) -> None:
    desk = Desk()
    votes: dict[str, Vote | None] = {}
    for (symbol, edit), publishing in happenings:
        votes = edited(votes, symbol, edit)
        beyond_us = [post for post in desk.posts if post.state in {*ON_ITS_WAY, PostState.PUBLISHED}]
        desk.take(the_calendar(votes))
        assert all(desk.posts[post.id] == post for post in beyond_us)
        for which, moves in publishing:
            desk.move(which, moves)
        places = [post.slot.identity for post in desk.posts if post.state in TAKEN]
        assert len(set(places)) == len(places)


@given(HAPPENINGS, EDITS)
@settings(deadline=None, max_examples=200)
def test_whoever_has_to_answer_for_what_is_not_so_has_a_correction_waiting(
    happenings: Happenings, last: tuple[str, Edit]
) -> None:
    desk = Desk()
    votes: dict[str, Vote | None] = {}
    for (symbol, edit), publishing in [*happenings, (last, [])]:
        votes = edited(votes, symbol, edit)
        desk.take(the_calendar(votes))
        for which, moves in publishing:
            desk.move(which, moves)
            for known in desk.votes:
                desk.plan(known)
    waiting = [post.slot for post in desk.posts if post.state in OPEN | ON_ITS_WAY and post.slot.message in CORRECTIONS]
    for symbol in desk.votes:
        for account in ("act-x", "act-fr"):
            told = desk.truth(symbol)
            correcting = [slot for slot in waiting if (slot.symbol, slot.account, slot.says) == (symbol, account, told)]
            if desk.answers_for(symbol, account) not in (None, told):
                assert correcting
