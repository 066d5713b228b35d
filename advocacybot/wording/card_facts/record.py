"""The facts of a member's card."""

from collections.abc import Iterator
from dataclasses import replace

from advocacybot.council.conduct import SCORED
from advocacybot.council.outcomes import Ballot
from advocacybot.council.scorecard import Cast, MemberRecord
from advocacybot.council.supporters import Standing, Support
from advocacybot.wording.card_facts import grounds, labels
from advocacybot.wording.card_facts.alt import told
from advocacybot.wording.card_facts.vote import marks_of
from advocacybot.wording.cards import Count, Mark, RecordCard, RecordLine
from advocacybot.wording.facts import Reference
from advocacybot.wording.languages import day
from advocacybot.wording.phrases import phrases


def record_card(record: MemberRecord, reference: Reference, campaign: str, language: str) -> RecordCard:
    """What a member did in the assessed votes. Of one that had pledged in none of them only ballots and vetoes are told.

    Raises:
        UnknownState: the member is no State of the reference.
        FileNotFoundError: it is none of the six languages.
    """
    lines = tuple(_line(cast, language) for cast in reversed(record.casts))
    votes = tuple(cast.vote for cast in record.casts)
    card = RecordCard(
        language=language,
        campaign=campaign,
        notes=(*_scored(record, language), *grounds.preliminary(votes, language)),
        source=phrases(language).gettext("Sources: those of each vote"),
        alt="",
        state=record.state,
        name=reference.states.find(record.state).short_name(language),
        standing=_standing(record, reference, language),
        period=grounds.period(votes, language),
        counts=tuple(_counts(record, language)),
        lines=lines,
        legend=labels.legend((mark for line in lines for mark in line.marks), language),
    )
    return replace(card, alt=told(card))


def _line(cast: Cast, language: str) -> RecordLine:
    vote, one = cast.vote, cast.judgement
    return RecordLine(
        symbol=labels.symbol(vote.symbol, language),
        day=day(vote.day, language),
        situation=grounds.text(vote.situation, language),
        ballot=one.ballot,
        ballot_in_words=labels.ballots(language)[one.ballot],
        marks=marks_of(vote, one),
        conduct_in_words=labels.conducts(language).get(one.conduct, ""),
    )


def _counts(record: MemberRecord, language: str) -> Iterator[Count]:
    """Its conduct where it had pledged in any of the votes, else its ballots; and vetoes of a member that can veto."""
    score = record.score
    if score.votes:
        scored = dict(zip(SCORED, (score.kept, score.broke, score.abstained, score.did_not_take_part), strict=True))
        yield from (Count(kind, labels.conducts(language)[kind], number) for kind, number in scored.items())
    else:
        yield from (Count(ballot, label, record.ballots(ballot)) for ballot, label in _ballots_told(record, language))
    if any(cast.judgement.member.permanent for cast in record.casts):
        yield Count(Mark.VETO, labels.marks(language)[Mark.VETO], record.vetoes)


def _ballots_told(record: MemberRecord, language: str) -> Iterator[tuple[Ballot, str]]:
    for ballot, label in labels.ballots(language).items():
        if ballot is not Ballot.NOT_VOTING or record.ballots(ballot):
            yield ballot, label


def _scored(record: MemberRecord, language: str) -> list[str]:
    """In how many of the votes it had pledged, where that is not all or none of them."""
    if record.score.votes in (0, len(record.casts)):
        return []
    words = phrases(language).gettext("Votes in which it is known to have pledged: %(counted)s of %(votes)s")
    return [words % {"counted": record.score.votes, "votes": len(record.casts)}]


def _standing(record: MemberRecord, reference: Reference, language: str) -> str:
    """What is known of its support on the day of the latest of its votes; without one, on the day of the latest list."""
    latest = reference.supporters.latest_whole_list()
    on = record.casts[-1].vote.day if record.casts else latest.as_of if latest else reference.supporters.opened
    standing = reference.supporters.standing(record.state, on)
    facts = {"day": day(on, language), "list": day(standing.listed_as_of or on, language)}
    return _of_support(standing, language) % facts


def _of_support(standing: Standing, language: str) -> str:
    words = phrases(language)
    if standing.support is Support.SUPPORTER:
        return words.gettext("Supporter of the Code of Conduct, documented for %(day)s")
    if standing.by_list_alone:
        return words.gettext("Listed supporter of the Code of Conduct as of %(list)s")
    if standing.listed_later:
        return words.gettext("Listed supporter of the Code of Conduct as of %(list)s; support on %(day)s not known")
    if standing.uncertain:
        return words.gettext("Support for the Code of Conduct on %(day)s not known")
    if standing.listed_as_of:
        return words.gettext("Not listed as a supporter of the Code of Conduct as of %(list)s")
    return words.gettext("Not a supporter of the Code of Conduct on %(day)s")
