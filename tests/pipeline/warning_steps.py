"""What tests of warnings do over and over."""

from advocacybot.campaign.suggestions import Kind
from advocacybot.campaign.warnings import EarlyWarning
from advocacybot.pipeline import review, suggest, warn
from tests.campaign.test_suggestions import seen
from tests.factories import a_warning
from tests.houses import ANA, BEN, MakeHouse
from tests.pipeline.steps import a_campaign, an_account, the_bot_looks

A_WEEK = "{late_by: 7 d}"
WARNS = a_campaign(warnings=A_WEEK)
ON_ITS_OWN = a_campaign(an_account(posting="automatic"), warnings=A_WEEK)


def suggested(at_work: MakeHouse, report: str = "ohchr/aleppo") -> int:
    """The number of a suggestion that the report speaks of atrocity crimes in Syria."""
    (made,) = suggest.keep(at_work.house, [seen(report, Kind.WARNING, symbol=None, situation="Syria")])
    return made.number


def worded(at_work: MakeHouse, number: int, **changes: object) -> EarlyWarning:
    """The warning as Ana words it now."""
    return a_warning(number, **{"by": ANA, "at": at_work.clock.now()} | changes)


def accepted(at_work: MakeHouse, report: str = "ohchr/aleppo", **changes: object) -> int:
    number = suggested(at_work, report)
    warn.accept(at_work.house, worded(at_work, number, **changes), 1)
    return number


def published(at_work: MakeHouse) -> None:
    """Let people agree to whatever waits, and the bot send it."""
    for post in at_work.queue():
        review.approve(at_work.house, post.id, BEN)
    the_bot_looks(at_work)
    the_bot_looks(at_work)
