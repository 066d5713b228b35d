"""What the site has pages of, each by the last part of its address."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from advocacybot.council.scorecard import JudgedVote, MemberRecord, member_record
from advocacybot.council.values import in_language
from advocacybot.errors import NoSuchThing
from advocacybot.site.places import slug
from advocacybot.site.published import Published, in_path


@dataclass(frozen=True)
class Situation:
    """A situation that the Council voted on, with its votes, the latest first. ``name``: by language."""

    slug: str
    name: Mapping[str, str]
    votes: tuple[JudgedVote, ...]


@dataclass(frozen=True)
class Year:
    """A year with its votes, the latest first."""

    number: int
    votes: tuple[JudgedVote, ...]


class Contents:
    """Everything that is published, by where it stands."""

    def __init__(self, published: Published) -> None:
        self._published = published

    @cached_property
    def votes(self) -> dict[str, JudgedVote]:
        """The latest first."""
        ordered = sorted(self._published.votes, key=lambda vote: (vote.day, vote.symbol), reverse=True)
        return {in_path(vote.symbol): vote for vote in ordered}

    @property
    def many(self) -> bool:
        """Whether there are more votes than one page is to list."""
        return len(self.votes) > 500

    @cached_property
    def assessed(self) -> tuple[JudgedVote, ...]:
        """Those that count, the latest first."""
        return counting(self.votes.values())

    @cached_property
    def situations(self) -> dict[str, Situation]:
        """By the latest vote on each."""
        found = _grouped((slug(vote.situation), vote) for vote in self.votes.values())
        return {key: Situation(key, _fullest(votes), votes) for key, votes in found.items()}

    @cached_property
    def years(self) -> dict[str, Year]:
        """The latest first."""
        found = _grouped((str(vote.day.year), vote) for vote in self.votes.values())
        return {key: Year(int(key), votes) for key, votes in found.items()}

    @cached_property
    def members(self) -> tuple[str, ...]:
        """Whoever sat on the Council on the day of any of the votes, by code."""
        return tuple(sorted({one.member.state for vote in self.votes.values() for one in vote.judgements}))

    def folder_of(self, what: str) -> str:
        """The folder, within a language, of a vote by its symbol, a member by its code, a year, or a situation in any language.

        Raises:
            NoSuchThing: it is none of those that are published.
        """
        named = {name.casefold(): key for key, one in self.situations.items() for name in (key, *one.name.values())}
        for folder, key, known in (
            ("votes", in_path(what), self.votes),
            ("members", what.upper(), self.members),
            ("years", what, self.years),
            ("situations", named.get(what.casefold(), ""), self.situations),
        ):
            if key in known:
                return f"{folder}/{key}/"
        raise NoSuchThing(
            kind="vote, member, year or situation", name=what, known=", ".join(self.situations) or "those published"
        )

    def record(self, state: str) -> MemberRecord:
        """What it did in the votes that count."""
        return member_record(state, self.assessed)


def counting(votes: Iterable[JudgedVote]) -> tuple[JudgedVote, ...]:
    """Those of the votes that count, in their order."""
    return tuple(vote for vote in votes if vote.credible)


def _grouped(numbered: Iterable[tuple[str, JudgedVote]]) -> dict[str, tuple[JudgedVote, ...]]:
    found: dict[str, list[JudgedVote]] = defaultdict(list)
    for key, vote in numbered:
        found[key].append(vote)
    return {key: tuple(votes) for key, votes in found.items()}


def _fullest(votes: tuple[JudgedVote, ...]) -> Mapping[str, str]:
    """The situation's name as the vote has it that says it in the most languages."""
    return max((vote.situation for vote in votes), key=lambda name: (len(name), in_language(name, "en")))
