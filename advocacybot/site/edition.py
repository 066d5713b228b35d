"""The site in one language: which folders it has, and what stands in each."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from advocacybot.council.scorecard import JudgedVote, MemberRecord, Scorecard, scorecard
from advocacybot.site import places
from advocacybot.site.contents import Contents, counting
from advocacybot.site.data import vote_place
from advocacybot.site.drawing import PICTURES, WIDE, html, picture
from advocacybot.site.pages import members, scores, support, votes
from advocacybot.site.places import INDEX, Place
from advocacybot.site.published import Page, Published, in_path
from advocacybot.site.speech import OWN_NAMES, Speech, direction
from advocacybot.wording.card_facts.alt import alt_of
from advocacybot.wording.card_facts.growth import MEMBERS, TWO_THIRDS, growth_card
from advocacybot.wording.card_facts.record import record_card
from advocacybot.wording.card_facts.scores import situation_card, year_card
from advocacybot.wording.card_facts.vote import vote_card
from advocacybot.wording.cards import Card, Text

Facts = Mapping[str, object]

MOST = 100
"""Ballots in votes that do not count that a member's page tells; all of them stand in the data."""

_LONGEST_ALT = 1000
"""Signs that a picture's alternative takes at most, as platforms have it; the page tells all."""
_PREVIEW = "card.png"
_LOCALES = {"ar": "ar_AR", "en": "en_GB", "es": "es_ES", "fr": "fr_FR", "ru": "ru_RU", "zh": "zh_CN"}
"""A language as the Open Graph names it."""


def _alt(card: Card) -> str:
    return alt_of(card, _LONGEST_ALT)


@dataclass(frozen=True)
class Folder:
    """What a folder shows: a template with the facts that it says, and the card whose pictures lie beside it."""

    template: str
    facts: Callable[[], Facts] = dict
    card: Callable[[], Card] | None = None


@dataclass(frozen=True)
class Preview:
    """The picture that others show of a page: its path, and what it says to whoever cannot see it."""

    path: str
    alt: str


class Edition:
    """The site in one language."""

    def __init__(self, language: str, others: tuple[str, ...], published: Published, contents: Contents, index: str) -> None:
        """``others``: the languages that the site has, this one among them."""
        self._language, self._languages = language, others
        self._published, self._contents, self._index = published, contents, index
        self._say = Speech(language, published.reference)
        self._alone: Mapping[str, Folder] = {
            "": Folder("front", self._front),
            "votes/": Folder("votes", self._listed),
            "members/": Folder("members", self._listed),
            "situations/": Folder("situations", self._listed),
            "support/": Folder("support", self._support, self._growth),
            "method/": Folder("method"),
        }
        self._by_key: Mapping[str, tuple[Collection[str], Callable[[str], Folder]]] = {
            "votes": (contents.votes, self._vote),
            "members": (contents.members, self._member),
            "situations": (contents.situations, self._situation),
            "years": (contents.years, self._year),
        }

    def paths(self) -> Iterator[str]:
        """Every page and picture, from the language's own folder."""
        for path in self._folders():
            yield f"{path}{INDEX}"
            folder = self._folder(path)
            yield from (f"{path}{name}" for name in (PICTURES if folder and folder.card else ()))

    def page(self, path: str) -> Page | None:
        """What stands there; nothing where nothing does."""
        within, _, name = path.rpartition("/")
        folder = self._folder(f"{within}/" if within else "")
        if folder and folder.card and name in PICTURES:
            return picture(folder.card(), name)
        return self._drawn(folder, path) if folder and name == INDEX else None

    def card(self, folder: str) -> Card | None:
        """The card of a folder that is there; nothing where none of its votes counts."""
        found = self._folder(folder)
        return found.card() if found and found.card else None

    def missing(self, depth: int) -> Page:
        """What is said where nothing stands, so many folders below the root."""
        place = Place("/".join("-" * (depth + 1)), None, self._index)
        fronts = {language: f"{language}/{INDEX}" for language in self._languages}
        return html("missing", self._language, {**self._everywhere(place), "translations": fronts})

    def _drawn(self, folder: Folder, path: str) -> Page:
        place = Place(f"{self._language}/{path}", self._published.address, self._index)
        card = folder.card() if folder.card else None
        preview = Preview(place.beside(_PREVIEW), _alt(card)) if card else None
        shown = {"card": card, "preview": preview}
        return html(folder.template, self._language, {**self._everywhere(place), **shown, **folder.facts()})

    def _everywhere(self, place: Place) -> Facts:
        return {
            "published": self._published,
            "place": place,
            "places": places,
            "translations": {language: place.in_language(language) for language in self._languages},
            "say": self._say,
            "language": self._language,
            "direction": direction,
            "own_names": OWN_NAMES,
            "locale": _LOCALES[self._language],
            "to": lambda folder: place.link(f"{self._language}/{folder}{INDEX}"),
            "feed": f"{self._language}/{places.FEED}",
            "in_path": in_path,
            "alt": _alt,
            "slug": places.slug,
            "wide": WIDE,
        }

    # ── what there is ───────────────────────────────────────────────────────────────────────────────────────────────

    def _folders(self) -> Iterator[str]:
        yield from self._alone
        for kind, (keys, _) in self._by_key.items():
            yield from (f"{kind}/{key}/" for key in keys)
        yield from (f"votes/{key}/embed/" for key in self._contents.votes)

    def _folder(self, path: str) -> Folder | None:
        match path.split("/")[:-1]:
            case ["votes", key, "embed"] if key in self._contents.votes:
                return self._embedded(key)
            case [kind, key] if kind in self._by_key:
                keys, folder = self._by_key[kind]
                return folder(key) if key in keys else None
        return self._alone.get(path)

    # ── what stands there ───────────────────────────────────────────────────────────────────────────────────────────

    def _listed(self) -> Facts:
        return {"contents": self._contents}

    def _front(self) -> Facts:
        preview = Preview(f"{self._language}/support/{_PREVIEW}", _alt(self._growth()))
        return {"contents": self._contents, "preview": preview, **self._counted(self._published.scorecard)}

    def _counted(self, card: Scorecard) -> dict[str, object]:
        return {"numbers": scores.numbers(card, self._say), "scores": scores.by_name(card.scores, self._say)}

    def _vote(self, key: str) -> Folder:
        vote = self._contents.votes[key]
        return Folder("vote", partial(self._of_vote, vote), partial(self._card_of, vote))

    def _of_vote(self, vote: JudgedVote) -> Facts:
        return {
            "vote": vote,
            "data": vote_place(vote.symbol),
            "ballots": votes.ballots(vote, self._say),
            "documents": votes.documents(vote),
        }

    def _embedded(self, key: str) -> Folder:
        vote = self._contents.votes[key]
        return Folder("embed", lambda: {"vote": vote, "card": self._card_of(vote)})

    def _card_of(self, vote: JudgedVote) -> Card:
        return vote_card(vote, self._published.reference, self._published.campaign, self._language)

    def _member(self, state: str) -> Folder:
        record = self._contents.record(state)
        card = partial(record_card, record, self._published.reference, self._published.campaign, self._language)
        return Folder("member", partial(self._of_member, record), card if record.casts else None)

    def _of_member(self, record: MemberRecord) -> Facts:
        others = members.not_counted(record.state, self._contents.votes.values())
        return {
            "record": record,
            "counted": members.counted(record, self._say),
            "not_counted": members.untold(others[:MOST], self._say),
            "more": len(others) - MOST,
        }

    def _situation(self, key: str) -> Folder:
        situation = self._contents.situations[key]
        told = (situation.name, situation.votes, self._published.reference, self._published.campaign, self._language)
        name = self._say.text(situation.name)
        return self._scores(name, situation.votes, partial(situation_card, *told))

    def _year(self, key: str) -> Folder:
        year = self._contents.years[key]
        told = (year.number, year.votes, self._published.reference, self._published.campaign, self._language)
        return self._scores(Text(key, self._language), year.votes, partial(year_card, *told))

    def _scores(self, title: Text, those: tuple[JudgedVote, ...], card: Callable[[], Card]) -> Folder:
        facts = {"title": title, "votes": those}
        return Folder("scores", lambda: facts | self._counted(scorecard(those)), card if counting(those) else None)

    def _growth(self) -> Card:
        return growth_card(self._published.reference.supporters, self._published.campaign, self._language)

    def _support(self) -> Facts:
        supporters = self._published.reference.supporters
        return {
            "totals": support.latest_first(supporters.totals),
            "latest": supporters.latest_whole_list(),
            "two_thirds": TWO_THIRDS,
            "members": MEMBERS,
        }
