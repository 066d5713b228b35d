"""From votes and warnings to posts in the queue."""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.earned import Slot, Story, Warned, approvals_needed, earned, next_look
from advocacybot.campaign.posts import Draft, Move, Picture, Post, PostState, Words
from advocacybot.campaign.queue import Redraw, half_out, redraw
from advocacybot.campaign.said import Said, corrections, word
from advocacybot.campaign.truth import Truth, truth, truth_of
from advocacybot.campaign.warnings import is_name as is_warning
from advocacybot.campaign.warnings import until
from advocacybot.errors import BadInput
from advocacybot.pipeline import desk, illustrate, review
from advocacybot.pipeline.house import House
from advocacybot.pipeline.judge import judged
from advocacybot.store import journal, matters, posts, votes, warnings
from advocacybot.store.journal import Entry
from advocacybot.store.locks import alone
from advocacybot.store.votes import KeptVote
from advocacybot.store.warnings import KeptWarning
from advocacybot.wording.facts import Facts, facts_for, warning_facts
from advocacybot.wording.grounds import grounds
from advocacybot.wording.threads import split

logger = logging.getLogger("advocacybot")

AT_A_TIME = 500
AT_A_GLANCE = 50
"""So many votes are looked at before what is due is handed out again."""
A_MOMENT = dt.timedelta(minutes=1)


def what_is_due(house: House) -> int:
    """Look at the votes and warnings that are to be looked at; how many there were. One that cannot be drafted for never holds up
    another."""
    now = house.clock.now()
    matters.look_again(now)
    symbols = matters.to_plan(now, AT_A_GLANCE)
    for symbol in symbols:
        try:
            with alone():
                desk.catch_up(house)
                journal.write(_plan(house, [symbol], now), now)
                review.ask_again(house, symbol)
        except BadInput as error:
            _not_drafted(symbol, str(error), None, now)
        except Exception as error:
            logger.exception("%s cannot be drafted for", symbol)
            _not_drafted(symbol, f"{type(error).__name__}: {error}", now + A_MOMENT, now)
    return len(symbols)


def plan(house: House, symbols: Iterable[str], now: dt.datetime) -> None:
    """Make the queue what those votes earn now, in the caller's transaction.

    Raises:
        BadInput: a post cannot be worded; nothing is changed then, if the caller's transaction ends with it.
    """
    wanted = list(symbols)
    for first in range(0, len(wanted), AT_A_TIME):
        _plan(house, wanted[first : first + AT_A_TIME], now)


Kept = KeptVote | KeptWarning
K = TypeVar("K", KeptVote, KeptWarning)


def _plan(house: House, symbols: list[str], now: dt.datetime) -> list[Entry]:
    """The same for a batch; an entry for each of which another thing may be said than before."""
    posts.hold_open(symbols)
    kept = votes.find(one for one in symbols if not is_warning(one)) | warnings.find(filter(is_warning, symbols))
    told, queued, agreed = matters.said(kept), posts.of_matters(kept), posts.agreed_to(kept)
    standing = {symbol: _as_it_stands(house, one, told.get(symbol, {}), now) for symbol, one in kept.items()}
    settled = {symbol: one for symbol, (one, _) in standing.items()}
    stories = {symbol: story for symbol, (_, story) in standing.items()}
    looks = {symbol: next_look(story, house.campaign, now) for symbol, story in stories.items()}
    votes.save((one for one in settled.values() if isinstance(one, KeptVote)), looks)
    warnings.save((one for one in settled.values() if isinstance(one, KeptWarning)), looks)
    changes = [
        redraw(queued.get(symbol, []), _drafts(house, one, stories[symbol], now), one.truth, agreed)
        for symbol, one in settled.items()
    ]
    _apply(house, changes, now)
    return [_otherwise(symbol, kept[symbol], one) for symbol, one in settled.items() if one.truth != kept[symbol].truth]


@dataclass(frozen=True)
class Foreseen:
    """What would become of a vote's posts. ``later``: the next hour from which on one more may be drafted."""

    truth: Truth
    change: Redraw
    later: dt.datetime | None


def foresee(house: House, kept: Kept, now: dt.datetime) -> Foreseen:
    """What :func:`plan` would do to the queue if the vote, or the warning, were kept so. Nothing is written.

    Raises:
        BadInput: a post cannot be worded.
    """
    symbol = symbol_of(kept)
    one, story = _as_it_stands(house, kept, matters.said([symbol]).get(symbol, {}), now)
    queued = posts.of_matters([symbol]).get(symbol, [])
    change = redraw(queued, _drafts(house, one, story, now), one.truth, posts.agreed_to([symbol]))
    return Foreseen(one.truth, change, next_look(story, house.campaign, now))


def symbol_of(kept: Kept) -> str:
    """What it is known by: the vote's symbol, or the warning's name."""
    return kept.vote.symbol if isinstance(kept, KeptVote) else kept.warning.name


def _otherwise(symbol: str, was: Kept, now: Kept) -> Entry:
    return Entry("what may be said changed", symbol, facts={"was": was.truth, "is": now.truth})


def _as_it_stands(house: House, kept: Kept, told: Mapping[str, list[Said]], now: dt.datetime) -> tuple[Kept, Story | Warned]:
    """The same with the truth of it as it is now, and its story."""
    if isinstance(kept, KeptWarning):
        late_by = house.campaign.warnings.late_by if house.campaign.warnings else dt.timedelta()
        warning = _settled(replace(kept, until=until(kept.warning, late_by)), truth_of(kept.warning), now)
        return warning, Warned(warning.warning, warning.truth, warning.since, _words(warning, told))
    so = truth(kept.vote, kept.report, taken_back=kept.taken_back, people_needed=house.campaign.assessors_needed)
    vote = _settled(kept, so, now)
    return vote, story_of(house, vote, told)


def _settled(kept: K, told: Truth, now: dt.datetime) -> K:
    return kept if told == kept.truth else replace(kept, truth=told, since=now)


def story_of(house: House, kept: KeptVote, told: Mapping[str, list[Said]]) -> Story:
    """The vote as it stands, with what each account told of it."""
    held = judged(house, kept) if kept.report else None
    outcome, judgements = (held.outcome, held.judgements) if held else (None, ())
    corrected = {account: corrections(history) for account, history in told.items()}
    return Story(kept.vote, outcome, kept.truth, kept.since, _words(kept, told), corrected, judgements)


def _words(kept: Kept, told: Mapping[str, list[Said]]) -> dict[str, Truth]:
    """What each account has to answer for."""
    return {account: last for account, history in told.items() if (last := word(history, kept.truth))}


def _drafts(house: House, kept: Kept, story: Story | Warned, now: dt.datetime) -> list[Draft]:
    return [_drawn(house, slot, story, kept) for slot in earned(story, house.campaign, now)]


def _drawn(house: House, slot: Slot, story: Story | Warned, kept: Kept) -> Draft:
    account = house.campaign.account(slot.account)
    facts = _facts(house, slot, story, kept, account)
    text = house.configuration.templates.render(slot.message, account.platform, facts)
    limits = house.platforms.of(account).limits(account)
    try:
        parts = split(text, limits)
    except BadInput as error:
        where = f"{slot.symbol}, {slot.message} for {slot.account}"
        raise error.at(where) from None
    picture, data = _illustrated(house, slot, kept, account)
    words = Words(account.language, parts, account.voice, picture)
    return Draft(slot, words, grounds(slot, facts, account.voice, limits), data)


def _facts(house: House, slot: Slot, story: Story | Warned, kept: Kept, account: Account) -> Facts:
    reference = house.configuration.reference
    if isinstance(story, Warned):
        return warning_facts(story, account, house.campaign, reference)
    report = kept.report if isinstance(kept, KeptVote) else None
    return facts_for(slot, story, report, account, house.campaign, reference)


def _illustrated(house: House, slot: Slot, kept: Kept, account: Account) -> tuple[tuple[Picture, ...], tuple[bytes, ...]]:
    """The pictures that go with the post, and their bytes."""
    if account.card is None or isinstance(kept, KeptWarning) or kept.report is None:
        return (), ()
    card = illustrate.card(house, slot.message, judged(house, kept), account)
    return ((card[0],), (card[1],)) if card else ((), ())


def _apply(house: House, changes: Iterable[Redraw], now: dt.datetime) -> None:
    entries: list[Entry] = []
    fresh: list[tuple[Draft, PostState]] = []
    for change in changes:
        entries += _leave(change)
        held = {post.slot.identity for post, _, _ in change.leave if post.state is PostState.HELD}
        fresh += [(draft, _first_state(house, draft, held)) for draft in change.draw]
    entries += [_drawn_entry(post) for post in posts.draw(fresh, now)]
    journal.write(entries, now)


def _leave(change: Redraw) -> Iterator[Entry]:
    for post, move, why in change.leave:
        state = posts.move(post, move, why=why)
        yield Entry(f"post {state}", f"post {post.id}", facts={"slot": post.slot.identity, "why": why})


def _first_state(house: House, draft: Draft, held: set[str]) -> PostState:
    """What somebody held stays held when it is drawn anew."""
    if draft.slot.identity in held:
        return PostState.HELD
    needed = approvals_needed(house.campaign.account(draft.slot.account), draft.slot.message)
    return PostState.QUEUED if needed else PostState.APPROVED


def _drawn_entry(post: Post) -> Entry:
    facts = {
        "slot": post.slot.identity,
        "due": post.slot.due.isoformat(),
        "words": post.content_hash,
        "state": post.state,
    }
    return Entry("post drafted", f"post {post.id}", facts=facts)


def _not_drafted(symbol: str, why: str, again_at: dt.datetime | None, now: dt.datetime) -> None:
    """Say so, and wait: for the mend of the vote or the files, or for what may pass by itself. Nothing of it goes out before."""
    with alone():
        matters.plan_soon(symbol, again_at)
        journal.write([Entry("not drafted", symbol, facts={"why": why})], now)


def lapse_late(house: House) -> int:
    """Take out of the queue what is too late; how many posts. One that is out in part is a person's to look at."""
    now = house.clock.now()
    if not posts.are_late(now):
        return 0
    with alone():
        late = posts.late(now)
        journal.write([_lapsed(post) for post in late], now)
    return len(late)


def _lapsed(post: Post) -> Entry:
    move, why = (Move.REFUSE, half_out(post, "it was too late")) if post.begun else (Move.LAPSE, "too late")
    state = posts.move(post, move, why=why)
    return Entry(f"post {state}", f"post {post.id}", facts={"slot": post.slot.identity, "why": why})
