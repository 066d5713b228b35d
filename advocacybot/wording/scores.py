"""The facts of a scorecard."""

from collections import Counter
from collections.abc import Callable

from advocacybot.campaign.accounts import Account
from advocacybot.campaign.campaign import Campaign
from advocacybot.council.conduct import SCORED, Judgement
from advocacybot.council.outcomes import Result
from advocacybot.council.scorecard import Score, Scorecard
from advocacybot.council.values import in_language
from advocacybot.wording.facts import Addressee, CountFact, Reference, ScorecardFacts, campaign_facts

NAME = "scorecard"


def scorecard_facts(card: Scorecard, account: Account, campaign: Campaign, reference: Reference) -> ScorecardFacts:
    """The scorecard's facts in the account's language. The card must hold a vote."""
    address = Addressee(account, reference)
    vetoes = Counter(state for vote in card.votes for state in vote.outcome.vetoed_by)
    adopted = sum(vote.outcome.result in (Result.ADOPTED, Result.ADOPTED_WITHOUT_A_VOTE) for vote in card.votes)
    lists = [one.standing.listed_as_of for vote in card.votes for one in vote.judgements if _by_list(one)]
    return ScorecardFacts(
        language=account.language,
        campaign=campaign_facts(account, campaign),
        votes=len(card.votes),
        first_day=address.day(card.votes[0].day),
        last_day=address.day(card.votes[-1].day),
        situations=tuple(dict.fromkeys(in_language(vote.situation, account.language) for vote in card.votes)),
        always_kept=address.states(score.state for score in card.scores if score.kept == score.votes),
        kept=_counts(card, address, lambda score: score.kept),
        broke=_counts(card, address, lambda score: score.broke),
        abstained=_counts(card, address, lambda score: score.abstained),
        absent=_counts(card, address, lambda score: score.did_not_take_part),
        vetoed_by=tuple(CountFact(address.state(state), count, len(card.votes)) for state, count in vetoes.most_common()),
        adopted=adopted,
        not_adopted=len(card.votes) - adopted,
        listed_as_of=address.day(max(day for day in lists if day)) if lists else None,
    )


def _by_list(one: Judgement) -> bool:
    return one.conduct in SCORED and one.standing.by_list_alone


def _counts(card: Scorecard, address: Addressee, count: Callable[[Score], int]) -> tuple[CountFact, ...]:
    return tuple(CountFact(address.state(one.state), count(one), one.votes) for one in card.scores if count(one))
