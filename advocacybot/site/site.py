"""The public pages as a whole: which there are, and what stands under each address."""

from collections.abc import Callable, Iterator, Mapping

from advocacybot.errors import BadInput, NoSuchThing
from advocacybot.site import data, drawing, feed, ics, places
from advocacybot.site.contents import Contents
from advocacybot.site.edition import Edition
from advocacybot.site.places import FEED, INDEX, Place
from advocacybot.site.published import Page, Published
from advocacybot.site.speech import OWN_NAMES, direction
from advocacybot.wording.cards import Card
from advocacybot.wording.phrases import LANGUAGES

JSON = "application/json"
SCHEMA = "application/schema+json"
CSV = "text/csv; charset=utf-8; header=present"
ICS = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"


class Site:
    """The public pages. A page is drawn when it is asked for; none is kept.

    ``languages``: those that it is told in. ``index``: how links name a folder's own page: ``index.html`` in files, nothing
    where a server finds it.
    """

    def __init__(self, published: Published, languages: tuple[str, ...] = LANGUAGES, index: str = INDEX) -> None:
        self._published, self._index = published, index
        self._contents = Contents(published)
        self._editions = {one: Edition(one, languages, published, self._contents, index) for one in languages}
        self._files: Mapping[str, Callable[[], Page]] = {
            INDEX: self._root,
            places.STYLE: drawing.style,
            places.MARK: drawing.mark,
            places.VOTES_JSON: lambda: Page(data.votes_json(published), JSON),
            places.SCHEMA: lambda: Page(data.schema(), SCHEMA),
            places.BALLOTS_CSV: lambda: Page(data.ballots_csv(published), CSV),
            places.SCORES_CSV: lambda: Page(data.scores_csv(published), CSV),
            places.CALENDAR: lambda: Page(ics.calendar(published), ICS),
        }

    def __reduce__(self) -> tuple[type["Site"], tuple[object, ...]]:
        """For another process: what it is drawn from."""
        return Site, (self._published, tuple(self._editions), self._index)

    def paths(self) -> Iterator[str]:
        """Every page and file, by its path from the root."""
        yield from self._files
        yield from map(data.vote_place, (vote.symbol for vote in self._published.votes))
        for language, edition in self._editions.items():
            yield f"{language}/{FEED}"
            yield from (f"{language}/{path}" for path in edition.paths())

    def page(self, path: str) -> Page:
        """What stands there. A folder's own page stands under the folder's path too.

        Raises:
            NoSuchThing: nothing does.
        """
        whole = f"{path}{INDEX}" if path.endswith("/") or not path else path
        page = self._file(whole) or self._translated(whole)
        if page is None:
            raise NoSuchThing(kind="page", name=path, known="those that the front page leads to")
        return page

    def card(self, what: str, language: str) -> Card:
        """The card of a vote by its symbol, a member by its code, a year, or a situation in any language.

        Raises:
            NoSuchThing: it is none of those that are published.
            BadInput: nothing of it was assessed.
        """
        card = self._editions[language].card(self._contents.folder_of(what))
        if card is None:
            said = f"of the votes on {what} none was assessed as credible, so there is nothing to draw"
            raise BadInput(what=said, mend="let people assess a vote first, or draw the card of one vote by its symbol")
        return card

    def missing(self, path: str) -> Page:
        """What is said where nothing stands, with ways back from there."""
        wanted = (path.partition("/")[0], "en", *self._editions)
        language = next(one for one in wanted if one in self._editions)
        return self._editions[language].missing(path.count("/"))

    def _file(self, path: str) -> Page | None:
        if path in self._files:
            return self._files[path]()
        key = path.removeprefix("data/votes/").removesuffix(".json")
        vote = self._contents.votes.get(key) if path == f"data/votes/{key}.json" else None
        return Page(data.vote_json(self._published, vote), JSON) if vote else None

    def _translated(self, path: str) -> Page | None:
        language, _, within = path.partition("/")
        edition = self._editions.get(language)
        if edition and within == FEED:
            return Page(feed.atom(self._published, language), ATOM)
        return edition.page(within) if edition else None

    def _root(self) -> Page:
        """Where a reader picks a language."""
        place = Place(INDEX, self._published.address, self._index)
        facts = {"published": self._published, "place": place, "places": places, "own_names": OWN_NAMES, "direction": direction}
        return drawing.html("root", "en", {**facts, "languages": tuple(self._editions)})
