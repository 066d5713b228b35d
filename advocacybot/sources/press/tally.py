"""From what is told of a vote to ballots: those who are named, and those whom the totals leave no other."""

from collections.abc import Mapping

from advocacybot.council.outcomes import Ballot
from advocacybot.sources.press.told import Told

Ballots = dict[str, Ballot]


def added_up(one: Told, sitting: tuple[str, ...]) -> tuple[Ballots, Ballots, tuple[str, ...]]:
    """The ballots of those who are named, of those who follow, and what does not add up, in which case there are no ballots."""
    problems = tuple(_contradictions(one, sitting))
    if problems:
        return {}, {}, problems
    named = dict(one.named)
    inferred = _forced(one.totals, named, sitting)
    return named, inferred, ()


def _forced(totals: Mapping[Ballot, int], named: Ballots, sitting: tuple[str, ...]) -> Ballots:
    """Where one total is short by just as many as are not named, they all cast that ballot: nobody else could have."""
    rest = [state for state in sitting if state not in named]
    for ballot, total in totals.items():
        if rest and total - _count(named, ballot) == len(rest):
            return dict.fromkeys(rest, ballot)
    return {}


def _contradictions(one: Told, sitting: tuple[str, ...]) -> list[str]:
    named = dict(one.named)
    found = [f"it counts {count} {ballot}, and names {listed}" for ballot, count, listed in one.miscounted]
    found += [f"it counts {first} {ballot}, and then {then}" for ballot, first, then in one.recounted]
    codes = [code for code, _ in one.named]
    found += [f"it names {code} with more than one ballot" for code in dict.fromkeys(codes) if codes.count(code) > 1]
    found += [f"it names {code}, which did not sit on the Council on that day" for code in named if code not in sitting]
    for ballot, total in one.totals.items():
        if _count(named, ballot) > total and not any(ballot is other for other, _, _ in one.miscounted):
            found.append(f"it counts {total} {ballot}, and names {_count(named, ballot)}")
    found += _too_many(one.totals, named, sitting)
    return found


def _too_many(totals: Mapping[Ballot, int], named: Ballots, sitting: tuple[str, ...]) -> list[str]:
    """More ballots than members, or fewer where every count is told and every State named."""
    at_least = {ballot: max(totals.get(ballot, 0), _count(named, ballot)) for ballot in Ballot}
    cast = sum(at_least.values())
    if cast > len(sitting):
        return [f"its totals come to {cast}, and the Council has {len(sitting)} members"]
    whole = len(named) == len(sitting)
    return [
        f"it counts {total} {ballot}, and names {_count(named, ballot)}"
        for ballot, total in totals.items()
        if whole and _count(named, ballot) < total
    ]


def _count(named: Ballots, ballot: Ballot) -> int:
    return sum(cast is ballot for cast in named.values())
