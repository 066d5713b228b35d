"""What the house calls its states, messages, roles and deeds, in the reader's language. The house's own words are English."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from advocacybot.campaign.accounts import Addressing, HandleKind, Posting
from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import Move, PostState
from advocacybot.campaign.roles import Deed, Role
from advocacybot.campaign.suggestions import Kind, State
from advocacybot.campaign.warnings import Crime
from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot, Result, Trust
from advocacybot.council.votes import Procedure
from advocacybot.web.tokens import Scope

WORDS: Mapping[type, Mapping[str, object]] = {
    PostState: {
        PostState.QUEUED: _("queued"),
        PostState.HELD: _("held"),
        PostState.APPROVED: _("approved"),
        PostState.SENDING: _("sending"),
        PostState.DOUBTFUL: _("doubtful"),
        PostState.PUBLISHED: _("published"),
        PostState.FAILED: pgettext_lazy("a post", "failed"),
        PostState.LAPSED: _("lapsed"),
        PostState.WITHDRAWN: _("withdrawn"),
        PostState.REJECTED: _("rejected"),
        PostState.TAKEN_DOWN: _("taken down"),
    },
    Move: {
        Move.APPROVE: _("be approved"),
        Move.ASK_AGAIN: _("be asked about again"),
        Move.EDIT: _("be edited"),
        Move.HOLD: _("be held back"),
        Move.RELEASE: _("be released"),
        Move.REJECT: _("be rejected"),
        Move.LAPSE: _("lapse"),
        Move.WITHDRAW: _("be withdrawn"),
        Move.CLAIM: _("be sent"),
        Move.FINISH: _("be published"),
        Move.POSTPONE: _("be put off"),
        Move.REFUSE: _("fail"),
        Move.DOUBT: _("become doubtful"),
        Move.TAKE_DOWN: _("be taken down"),
    },
    Message: {
        Message.REMINDER: _("reminder"),
        Message.ADOPTED: _("adopted"),
        Message.ADOPTED_WITHOUT_A_VOTE: _("adopted without a vote"),
        Message.VETOED: _("vetoed"),
        Message.FAILED: pgettext_lazy("a draft resolution", "failed"),
        Message.WITHDRAWN: _("withdrawn"),
        Message.MOVED: _("moved"),
        Message.CORRECTED: _("corrected"),
        Message.RETRACTED: _("retracted"),
        Message.FOLLOW_UP: _("follow-up"),
        Message.THANKS: _("thanks"),
        Message.ABSTENTIONS: _("abstentions"),
        Message.GENERAL_ASSEMBLY: _("request to the General Assembly"),
        Message.WARNING: _("warning to the supporters"),
        Message.INVITATION: _("invitation to the Secretary-General"),
        Message.WARNING_TAKEN_BACK: _("warning taken back"),
    },
    Result: {
        Result.ADOPTED: _("adopted"),
        Result.ADOPTED_WITHOUT_A_VOTE: _("adopted without a vote"),
        Result.VETOED: _("vetoed"),
        Result.FAILED: pgettext_lazy("a draft resolution", "failed"),
        Result.WITHDRAWN: _("withdrawn"),
    },
    Ballot: {
        Ballot.IN_FAVOUR: _("in favour"),
        Ballot.AGAINST: _("against"),
        Ballot.ABSTAINED: _("abstained"),
        Ballot.NOT_VOTING: _("not voting"),
    },
    Conduct: {
        Conduct.KEPT: _("kept the pledge"),
        Conduct.BROKE: _("broke the pledge"),
        Conduct.ABSTAINED: _("abstained"),
        Conduct.DID_NOT_TAKE_PART: _("did not take part"),
        Conduct.NOT_A_SUPPORTER: _("not a supporter"),
        Conduct.SUPPORT_NOT_KNOWN: _("support on that day not known"),
        Conduct.NOT_ASSESSED: _("vote not assessed"),
    },
    Trust: {Trust.PRELIMINARY: _("preliminary"), Trust.OFFICIAL: _("official")},
    Procedure: {Procedure.SUBSTANTIVE: _("substantive"), Procedure.PROCEDURAL: _("procedural")},
    Kind: {
        Kind.VOTE_AHEAD: _("a vote may be coming"),
        Kind.MOVED: _("a vote may have moved"),
        Kind.CALLED_OFF: _("a vote may be called off"),
        Kind.OUTCOME: _("an outcome may be here"),
        Kind.WARNING: _("a report speaks of atrocity crimes"),
    },
    State: {
        State.OPEN: pgettext_lazy("a suggestion", "open"),
        State.CHANGED: pgettext_lazy("a suggestion", "changed"),
        State.ACCEPTED: pgettext_lazy("a suggestion", "accepted"),
        State.DISMISSED: pgettext_lazy("a suggestion", "dismissed"),
        State.OVERTAKEN: pgettext_lazy("a suggestion", "overtaken"),
    },
    Crime: {
        Crime.GENOCIDE: _("genocide"),
        Crime.CRIMES_AGAINST_HUMANITY: _("crimes against humanity"),
        Crime.WAR_CRIMES: _("war crimes"),
    },
    Posting: {Posting.AUTOMATIC: _("automatic"), Posting.APPROVAL: _("approval")},
    Addressing: {Addressing.TAG: _("tags"), Addressing.NAME: _("names")},
    HandleKind: {
        HandleKind.PERMANENT_MISSION_NEW_YORK: _("permanent mission in New York"),
        HandleKind.PERMANENT_MISSION_GENEVA: _("permanent mission in Geneva"),
        HandleKind.FOREIGN_MINISTRY: _("foreign ministry"),
    },
    Scope: {
        Scope.CALENDAR: _("the calendar: assessed votes ahead"),
        Scope.OUTCOMES: _("outcomes of votes"),
        Scope.SCORECARDS: _("scorecards"),
        Scope.QUEUE: _("the queue: posts that are not public yet"),
        Scope.AGENDA: _("the queue's calendar: when posts go out, and until when to agree"),
    },
    Role: {
        Role.VIEWER: _("viewer"),
        Role.OPERATOR: _("operator"),
        Role.APPROVER: pgettext_lazy("a person", "approver"),
        Role.ADMINISTRATOR: _("administrator"),
    },
    Deed: {
        Deed.LOOK: _("look"),
        Deed.EDIT_POSTS: _("edit posts"),
        Deed.HOLD_POSTS: _("hold posts back"),
        Deed.APPROVE_POSTS: _("approve or reject posts"),
        Deed.SETTLE_DOUBT: _("settle doubt"),
        Deed.TAKE_DOWN: _("take posts down"),
        Deed.EDIT_CALENDAR: _("edit the calendar"),
        Deed.ASSESS: _("assess drafts"),
        Deed.ENTER_OUTCOMES: _("enter outcomes"),
        Deed.CONFIRM_OUTCOMES: _("confirm outcomes"),
        Deed.EDIT_WORDING: _("edit wording"),
        Deed.VERIFY_HANDLES: _("verify handles"),
        Deed.ASK_PLATFORM: _("ask a platform about an account"),
        Deed.PAUSE: _("pause posting"),
        Deed.RESUME: _("resume posting"),
        Deed.HAVE_PROGRAMS: _("give programs access"),
        Deed.KEEP_PEOPLE: _("keep the list of people"),
    },
}
"""By kind, as some words are two kinds': a post that failed, a draft that failed."""

KINDS: Mapping[str, object] = {
    # posts
    "post drafted": _("post drafted"),
    "approved": _("approved"),
    "edited": _("edited"),
    "held": _("held"),
    "pictures changed": _("pictures changed"),
    "rejected": _("rejected"),
    "released": _("released"),
    "not drafted": _("not drafted"),
    "post queued": _("post queued"),
    "post approved": _("post approved"),
    "post claimed": _("post claimed"),
    "part published": _("part published"),
    "post published": _("post published"),
    "not sent": _("not sent"),
    "post failed": _("post failed"),
    "post doubtful": _("post doubtful"),
    "post looked for": _("post looked for"),
    "doubt settled": _("doubt settled"),
    "post lapsed": _("post lapsed"),
    "post withdrawn": _("post withdrawn"),
    "post taken down": _("post taken down"),
    # votes
    "vote scheduled": _("vote scheduled"),
    "vote moved": _("vote moved"),
    "vote changed": _("vote changed"),
    "vote withdrawn": _("vote withdrawn"),
    "vote taken out of the calendar": _("vote taken out of the calendar"),
    "what may be said changed": _("what may be said changed"),
    "draft assessed": _("draft assessed"),
    "assessment agreed to": _("assessment agreed to"),
    "assessment taken back": _("assessment taken back"),
    "outcome entered": _("outcome entered"),
    "outcome recorded": _("outcome recorded"),
    "outcome corrected": _("outcome corrected"),
    "roll calls imported": _("roll calls imported"),
    "roll calls taken out": _("roll calls taken out"),
    # suggestions
    "suggested": _("suggested"),
    "suggestion seen again": _("suggestion seen again"),
    "suggestion changed": _("suggestion changed"),
    "suggestion accepted": _("suggestion accepted"),
    "suggestion dismissed": _("suggestion dismissed"),
    "suggestion overtaken": _("suggestion overtaken"),
    "feed fails": _("feed fails"),
    "entries cannot be read": _("entries cannot be read"),
    "feed works again": _("feed works again"),
    # warnings
    "warning accepted": _("warning accepted"),
    "warning taken back": _("warning taken back"),
    # the campaign
    "paused": _("paused"),
    "resumed": _("resumed"),
    "restored from a backup": _("restored from a backup"),
    "wording changed": _("wording changed"),
    "handle added": _("handle added"),
    "handle verified": _("handle verified"),
    "handle verified no more": _("handle verified no more"),
    "asked not to be tagged": _("asked not to be tagged"),
    "may be tagged again": _("may be tagged again"),
    "user added": _("user added"),
    "user changed": _("user changed"),
    "access for a program given": _("access for a program given"),
    "access for a program taken back": _("access for a program taken back"),
    "webhook added": _("webhook added"),
    "webhook removed": _("webhook removed"),
    "webhook ended": _("webhook ended"),
}
"""What the journal tells."""

_PLAIN = {str(word): words for group in (*WORDS.values(), KINDS) for word, words in group.items()}


def in_words(word: str) -> object:
    """The word in the reader's language; whatever is none of the house's, as it is."""
    return WORDS.get(type(word), _PLAIN).get(word, word)
