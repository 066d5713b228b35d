"""The facts of a situation's card, and of a year's."""

from collections import ChainMap, Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from advocacybot.council.conduct import SCORED
from advocacybot.council.outcomes import Result
from advocacybot.council.scorecard import JudgedVote, Score, Scorecard, scorecard
from advocacybot.wording.card_facts import grounds, labels
from advocacybot.wording.card_facts.alt import told
from advocacybot.wording.card_facts.labels import labelled
from advocacybot.wording.cards import Count, ScoreRow, ScoresCard, Text
from advocacybot.wording.facts import Reference
from advocacybot.wording.languages import alphabetical
from advocacybot.wording.phrases import phrases

_ALWAYS_TOLD = (Result.ADOPTED, Result.VETOED, Result.FAILED)
"""How the votes came out, also where none did so."""


def situation_card(
    situation: Mapping[str, str], votes: Iterable[JudgedVote], reference: Reference, campaign: str, language: str
) -> ScoresCard:
    """The scores over a situation's votes: those that call it the same in a language that both are told in.

    Raises:
        UnknownState: a member is no State of the reference.
        FileNotFoundError: it is none of the six languages.
    """
    its_own = [vote for vote in votes if situation.items() & vote.situation.items()]
    called = dict(ChainMap(dict(situation), *(dict(vote.situation) for vote in its_own)))
    return _card(grounds.text(called, language), scorecard(its_own), reference, campaign, language)


def year_card(year: int, votes: Iterable[JudgedVote], reference: Reference, campaign: str, language: str) -> ScoresCard:
    """The scores over the votes of a year in New York.

    Raises:
        UnknownState, FileNotFoundError: as for :func:`situation_card`.
    """
    its_own = (vote for vote in votes if vote.day.year == year)
    return _card(Text(str(year), language), scorecard(its_own), reference, campaign, language)


def _card(title: Text, card: Scorecard, reference: Reference, campaign: str, language: str) -> ScoresCard:
    scores = ScoresCard(
        language=language,
        campaign=campaign,
        notes=tuple(_notes(card, reference, language)),
        source=phrases(language).gettext("Sources: those of each vote"),
        alt="",
        title=title,
        period=grounds.period(card.votes, language),
        results=tuple(_results(card, language)),
        vetoes=_vetoes(card, reference, language),
        columns=_columns(language),
        rows=_rows(card, reference, language),
    )
    return replace(scores, alt=told(scores))


def _notes(card: Scorecard, reference: Reference, language: str) -> Iterator[str]:
    judgements = (one for vote in card.votes for one in vote.judgements)
    yield from grounds.lists_alone_since(judgements, reference.states, language)
    yield from grounds.preliminary(card.votes, language)
    if card.not_assessed:
        waiting = phrases(language).gettext("Votes not assessed, which count for nobody")
        yield labelled(waiting, str(card.not_assessed), language)


def _results(card: Scorecard, language: str) -> Iterator[Count]:
    counts = Counter(vote.outcome.result for vote in card.votes)
    for result, label in labels.results(language).items():
        if counts[result] or result in _ALWAYS_TOLD:
            yield Count(result, label, counts[result])


def _vetoes(card: Scorecard, reference: Reference, language: str) -> tuple[str, ...]:
    """``Russian Federation: 2``, the most first."""
    counts = Counter(state for vote in card.votes for state in vote.outcome.vetoed_by)
    named = {reference.states.find(state).short_name(language): count for state, count in counts.items()}
    ordered = sorted(named, key=lambda name: (-named[name], alphabetical(name)))
    return tuple(labelled(name, str(named[name]), language) for name in ordered)


def _columns(language: str) -> tuple[str, str, str, str]:
    kept, broke, abstained, absent = (labels.conducts(language)[conduct] for conduct in SCORED)
    return kept, broke, abstained, absent


def _rows(card: Scorecard, reference: Reference, language: str) -> tuple[ScoreRow, ...]:
    """Who broke the pledge most often first, then who abstained, then who did not take part: a short list hides none of them."""
    rows = (_row(score, reference, language) for score in card.scores)
    return tuple(sorted(rows, key=lambda row: (-row.broke, -row.abstained, -row.absent, -row.kept, alphabetical(row.name))))


def _row(score: Score, reference: Reference, language: str) -> ScoreRow:
    name = reference.states.find(score.state).short_name(language)
    return ScoreRow(score.state, name, score.kept, score.broke, score.abstained, score.did_not_take_part)
