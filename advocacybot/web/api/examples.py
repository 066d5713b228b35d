"""One example of each answer and each event, in their own values: so that none says what they do not."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import PostState
from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot, Result, Trust
from advocacybot.council.supporters import Support
from advocacybot.council.votes import Procedure
from advocacybot.pipeline import offered
from advocacybot.site import documents
from advocacybot.site.documents import NOTICE, Public

_HOUR: Final = dt.datetime(2016, 10, 8, 19, 0, tzinfo=dt.UTC)
_LATER: Final = dt.datetime(2016, 10, 9, 14, 30, tzinfo=dt.UTC)
_DAY: Final = dt.date(2016, 10, 8)
_SYMBOL: Final = "S/2016/846"
_DRAFT: Final = documents.Document(title="Draft resolution", url="https://undocs.org/S/2016/846")
_SUBJECT: Final = {"en": "halting the bombardment of Aleppo", "fr": "arrêt des bombardements d’Alep"}

_ASSESSMENT: Final = documents.Assessment(
    credible=True,
    assessors=(
        documents.Assessor(name="First Person", on=dt.date(2016, 10, 3)),
        documents.Assessor(name="Second Person", on=dt.date(2016, 10, 3)),
    ),
    reasons=("It demands an end to the bombardment of civilians.",),
    sources=(documents.Source(title="Briefing of the Under-Secretary-General", url=None, date=dt.date(2016, 9, 29)),),
)

_VOTE: Final = offered.CalendarEntry(
    symbol=_SYMBOL,
    situation={"en": "Syria", "fr": "Syrie"},
    subject=_SUBJECT,
    hour=_HOUR,
    date=_DAY,
    meeting=None,
    procedure=Procedure.SUBSTANTIVE,
    penholders=("FRA", "ESP"),
    documents=(_DRAFT,),
    assessment=_ASSESSMENT,
)

_POST: Final = offered.QueueEntry(
    id=17,
    version=3,
    symbol=_SYMBOL,
    warning=None,
    account="x-english",
    message=Message.REMINDER,
    state=PostState.QUEUED,
    due=dt.datetime(2016, 10, 7, 19, 0, tzinfo=dt.UTC),
    lapses_at=dt.datetime(2016, 10, 8, 7, 0, tzinfo=dt.UTC),
    language="en",
    parts=(offered.QueuedPart(text="Tomorrow the Security Council votes on S/2016/846.", url=None),),
    pictures=(),
    approvals=1,
)

_SCORE: Final = documents.ScoreEntry(iso3="FRA", votes=12, kept=11, broke=0, abstained=1, did_not_take_part=0)


def _member(iso3: str, ballot: Ballot, conduct: Conduct, support: Support, *, vetoed: bool = False) -> documents.Member:
    listed = _DAY if support is Support.SUPPORTER else None
    return documents.Member(
        iso3=iso3,
        permanent=True,
        ballot=ballot,
        vetoed=vetoed,
        support=support,
        since=listed and dt.date(2015, 10, 23),
        listed_as_of=None,
        conduct=conduct,
    )


_OUTCOME: Final = documents.VoteEntry(
    symbol=_SYMBOL,
    date=_DAY,
    situation={"en": "Syria", "fr": "Syrie"},
    subject=_SUBJECT,
    result=Result.VETOED,
    votes_needed=9,
    vetoed_by=("RUS",),
    tally=documents.Tally(in_favour=11, against=2, abstained=2, not_voting=0),
    trust=Trust.OFFICIAL,
    source=documents.Source(title="S/PV.7785", url="https://undocs.org/S/PV.7785", date=_DAY),
    meeting_record="S/PV.7785",
    documents=(_DRAFT,),
    assessed=True,
    assessment=_ASSESSMENT,
    members=(
        _member("FRA", Ballot.IN_FAVOUR, Conduct.KEPT, Support.SUPPORTER),
        _member("RUS", Ballot.AGAINST, Conduct.NOT_A_SUPPORTER, Support.NOT_LISTED, vetoed=True),
    ),
    links=documents.VoteLinks(
        page="https://example.org/scorecard/en/votes/S-2016-846/index.html",
        data="https://example.org/scorecard/data/votes/S-2016-846.json",
    ),
)

_TOLD: Final = (
    offered.CalendarPage(data=(_VOTE,), next="1475953200000000.S/2016/846"),
    offered.QueuePage(data=(_POST,), next=None),
    offered.OutcomePage(data=(_OUTCOME,), next=None, as_of=_LATER, notice=NOTICE),
    offered.ScorecardPage(data=(_SCORE,), next=None, as_of=_LATER, notice=NOTICE, votes=(_SYMBOL,), not_assessed=98),
    _OUTCOME,
    offered.VoteScheduled(timestamp=_LATER, data=offered.ScheduledVote(vote=_VOTE)),
    offered.VoteChanged(
        timestamp=_LATER,
        data=offered.ChangedVote(vote=_VOTE, previous=_VOTE.model_copy(update={"documents": ()})),
    ),
    offered.VoteWithdrawn(timestamp=_LATER, data=offered.WithdrawnVote(vote=_VOTE, reason="withdrawn by its sponsors")),
    offered.OutcomeConfirmed(timestamp=_LATER, data=offered.OutcomeTold(outcome=_OUTCOME)),
    offered.OutcomeCorrected(timestamp=_LATER, data=offered.OutcomeTold(outcome=_OUTCOME)),
    offered.ScorecardPublished(timestamp=_LATER, data=offered.ScorecardTold(symbol=_SYMBOL)),
)

EXAMPLES: Mapping[type[Public], Public] = {type(one): one for one in _TOLD}
"""Each by its kind. Of the Council's members, two stand for all."""
