"""What the public may know, put together for its pages."""

from advocacybot.council.votes import Vote, is_credible
from advocacybot.pipeline import score
from advocacybot.pipeline.house import House
from advocacybot.site.published import Published
from advocacybot.store import journal, votes


def published(house: House, address: str | None = None) -> Published:
    """Everything that is public at this moment. A vote that was taken back is not.

    ``address``: under which the pages are read, unless the campaign names where it keeps its scorecards.
    """
    campaign, now = house.campaign, house.clock.now()
    there = campaign.links.scorecard or address
    return Published(
        campaign=campaign.name,
        hashtags=tuple(dict.fromkeys(tag for account in campaign.accounts for tag in account.hashtags)),
        code_link=campaign.links.code,
        votes=tuple(score.judged(house)),
        ahead=tuple(vote for vote in votes.ahead(now) if _announced(vote, campaign.assessors_needed)),
        reference=house.configuration.reference,
        people_needed=campaign.assessors_needed,
        changed=journal.last_hour() or now,
        address=there and there.rstrip("/"),
    )


def _announced(vote: Vote, people_needed: int) -> bool:
    return is_credible(vote.assessment, people_needed) and not vote.withdrawn
