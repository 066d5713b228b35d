"""What the house calls its states, messages, roles and moves, in the reader's language. The house's own words are English."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from advocacybot.campaign.accounts import Addressing, HandleKind, Posting
from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import PostState
from advocacybot.campaign.roles import Role
from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot, Result, Trust
from advocacybot.council.votes import Procedure

WORDS: dict[str, object] = {
    # the states of a post
    PostState.QUEUED: _("queued"),
    PostState.HELD: _("held"),
    PostState.APPROVED: _("approved"),
    PostState.SENDING: _("sending"),
    PostState.DOUBTFUL: _("doubtful"),
    PostState.PUBLISHED: _("published"),
    PostState.LAPSED: _("lapsed"),
    PostState.REJECTED: _("rejected"),
    PostState.TAKEN_DOWN: _("taken down"),
    # what a post is
    Message.REMINDER: _("reminder"),
    Message.MOVED: _("moved"),
    Message.CORRECTED: _("corrected"),
    Message.RETRACTED: _("retracted"),
    # what became of a draft; two of them also name a post, or its state
    Result.ADOPTED: _("adopted"),
    Message.ADOPTED_WITHOUT_A_VOTE: _("adopted without a vote"),
    Result.ADOPTED_WITHOUT_A_VOTE: _("adopted without a vote"),
    Result.VETOED: _("vetoed"),
    Result.FAILED: _("failed"),
    Message.WITHDRAWN: _("withdrawn"),
    # ballots, and what they are by the pledge
    Ballot.IN_FAVOUR: _("in favour"),
    Ballot.AGAINST: _("against"),
    Ballot.ABSTAINED: _("abstained"),
    Ballot.NOT_VOTING: _("not voting"),
    Conduct.KEPT: _("kept the pledge"),
    Conduct.BROKE: _("broke the pledge"),
    Conduct.DID_NOT_TAKE_PART: _("did not take part"),
    Conduct.NOT_A_SUPPORTER: _("not a supporter"),
    Conduct.SUPPORT_NOT_KNOWN: _("support on that day not known"),
    Conduct.NOT_ASSESSED: _("vote not assessed"),
    Trust.PRELIMINARY: _("preliminary"),
    Trust.OFFICIAL: _("official"),
    Procedure.SUBSTANTIVE: _("substantive"),
    Procedure.PROCEDURAL: _("procedural"),
    # accounts, handles and people
    Posting.AUTOMATIC: _("automatic"),
    Posting.APPROVAL: _("approval"),
    Addressing.TAG: _("tags"),
    Addressing.NAME: _("names"),
    HandleKind.PERMANENT_MISSION_NEW_YORK: _("permanent mission in New York"),
    HandleKind.PERMANENT_MISSION_GENEVA: _("permanent mission in Geneva"),
    HandleKind.FOREIGN_MINISTRY: _("foreign ministry"),
    Role.VIEWER: _("viewer"),
    Role.OPERATOR: _("operator"),
    Role.APPROVER: pgettext_lazy("a person", "approver"),
    Role.ADMINISTRATOR: _("administrator"),
}
"""By the house's word for it. Whatever is not here is shown as it is."""


def in_words(word: str) -> object:
    """The word in the reader's language."""
    return WORDS.get(word, word)
