"""The facts of a vote's card."""

from dataclasses import replace

from advocacybot.council.conduct import Conduct, Judgement
from advocacybot.council.outcomes import Ballot, Result, Trust
from advocacybot.council.scorecard import JudgedVote
from advocacybot.council.votes import Procedure
from advocacybot.wording.card_facts import grounds, labels
from advocacybot.wording.card_facts.alt import told
from advocacybot.wording.card_facts.labels import labelled
from advocacybot.wording.cards import Column, Mark, MemberOnCard, VoteCard
from advocacybot.wording.facts import Reference
from advocacybot.wording.languages import alphabetical, day, enumerated
from advocacybot.wording.phrases import phrases


def vote_card(vote: JudgedVote, reference: Reference, campaign: str, language: str) -> VoteCard:
    """What became of a draft, who cast which ballot, and what supporters did.

    Raises:
        UnknownState: a member is no State of the reference.
        FileNotFoundError: it is none of the six languages.
    """
    columns = _columns(vote, reference, language)
    shown = [mark for column in columns for member in column.members for mark in member.marks]
    card = VoteCard(
        language=language,
        campaign=campaign,
        notes=(*_preliminary(vote, language), *_held(vote, reference, language)),
        source=_source(vote, language),
        alt="",
        symbol=labels.symbol(vote.symbol, language),
        day=day(vote.day, language),
        situation=grounds.text(vote.situation, language),
        subject=grounds.text(vote.subject, language),
        result=vote.outcome.result,
        verdict=_verdict(vote, reference, language),
        rule=_rule(vote, language),
        columns=columns,
        legend=labels.legend(shown, language),
        assessed=vote.credible,
    )
    return replace(card, alt=told(card))


def marks_of(vote: JudgedVote, one: Judgement) -> tuple[Mark, ...]:
    """What is drawn beside a member: that it vetoed is a fact of the record; the rest takes people's assessment."""
    marks = [Mark.VETO] if one.member.state in vote.outcome.vetoed_by else []
    if vote.credible and one.conduct in labels.MARKS:
        marks.append(labels.MARKS[one.conduct])
    if vote.credible and one.conduct is Conduct.SUPPORT_NOT_KNOWN and one.standing.listed_later:
        marks.append(Mark.NOT_KNOWN)
    return tuple(marks)


def _columns(vote: JudgedVote, reference: Reference, language: str) -> tuple[Column, ...]:
    """In favour, against and abstained always, where a vote was taken; not taking part where somebody did not."""
    return tuple(
        Column(ballot, label, _members(vote, ballot, reference, language))
        for ballot, label in labels.columns(language).items()
        if vote.judgements and (ballot is not Ballot.NOT_VOTING or any(one.ballot is ballot for one in vote.judgements))
    )


def _members(vote: JudgedVote, ballot: Ballot, reference: Reference, language: str) -> tuple[MemberOnCard, ...]:
    members = (
        MemberOnCard(one.member.state, reference.states.find(one.member.state).short_name(language), marks_of(vote, one))
        for one in vote.judgements
        if one.ballot is ballot
    )
    return tuple(sorted(members, key=lambda member: alphabetical(member.name)))


def _verdict(vote: JudgedVote, reference: Reference, language: str) -> str:
    """What became of the draft. Names stand after a colon, where no language declines them or wants an article."""
    verdict = labels.results(language)[vote.outcome.result]
    names = grounds.in_order(vote.outcome.vetoed_by, reference.states, language)
    return labelled(verdict, enumerated(names, language), language) if names else verdict


def _rule(vote: JudgedVote, language: str) -> str:
    """By which paragraph of the Charter's Article 27. Seven or nine votes are needed: one plural in every language."""
    outcome, words = vote.outcome, phrases(language)
    if outcome.tally is None:
        return words.gettext("No vote was taken")
    procedural = vote.procedure is Procedure.PROCEDURAL
    facts = {"needed": outcome.votes_needed, "received": outcome.tally.in_favour, "paragraph": 2 if procedural else 3}
    if outcome.result is Result.FAILED:
        rule = words.gettext(
            "%(needed)s affirmative votes were needed; there were %(received)s (UN Charter, Art. 27 (%(paragraph)s))"
        )
    elif procedural:
        rule = words.gettext(
            "%(needed)s affirmative votes were needed; a procedural matter knows no veto (UN Charter, Art. 27 (2))"
        )
    elif outcome.result is Result.VETOED:
        rule = words.gettext(
            "%(needed)s affirmative votes were needed; a permanent member's negative vote blocks it (UN Charter, Art. 27 (3))"
        )
    else:
        rule = words.gettext(
            "%(needed)s affirmative votes were needed, and no negative vote of a permanent member (UN Charter, Art. 27 (3))"
        )
    return rule % facts


def _held(vote: JudgedVote, reference: Reference, language: str) -> list[str]:
    """On what ground supporters are supporters; of a vote that does not count, that it does not."""
    words = phrases(language)
    if vote.credible:
        return grounds.lists_alone(vote.judgements, reference.states, language)
    if vote.assessment is None:
        return [words.gettext("Not assessed under the Code of Conduct: it counts for nobody")]
    return [words.gettext("Not held to be a credible draft under the Code of Conduct: it counts for nobody")]


def _preliminary(vote: JudgedVote, language: str) -> list[str]:
    """Beside it stands the source that reports it so."""
    if vote.report.trust is not Trust.PRELIMINARY:
        return []
    return [phrases(language).gettext("Preliminary: not yet confirmed by the meeting record")]


def _source(vote: JudgedVote, language: str) -> str:
    titles = dict.fromkeys(filter(None, (vote.report.meeting_record, vote.report.source.title)))
    return labelled(phrases(language).gettext("Source"), enumerated(titles, language), language)
