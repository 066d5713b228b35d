"""Who of the staff may do what: one table."""

from collections.abc import Mapping
from enum import StrEnum

from advocacybot.errors import MayNot


class Role(StrEnum):
    VIEWER = "viewer"
    OPERATOR = "operator"
    """Keeps calendar, wording and handles, and enters outcomes."""
    APPROVER = "approver"
    """Agrees to words and outcomes, and settles doubt."""
    ADMINISTRATOR = "administrator"


class Deed(StrEnum):
    LOOK = "look"
    EDIT_POSTS = "edit posts"
    HOLD_POSTS = "hold posts back"
    APPROVE_POSTS = "approve or reject posts"
    SETTLE_DOUBT = "settle doubt"
    TAKE_DOWN = "take posts down"
    EDIT_CALENDAR = "edit the calendar"
    ASSESS = "assess drafts"
    ENTER_OUTCOMES = "enter outcomes"
    CONFIRM_OUTCOMES = "confirm outcomes"
    EDIT_WORDING = "edit wording"
    VERIFY_HANDLES = "verify handles"
    ASK_PLATFORM = "ask a platform about an account"
    PAUSE = "pause posting"
    RESUME = "resume posting"
    HAVE_PROGRAMS = "give programs access"
    KEEP_PEOPLE = "keep the list of people"


_OPERATOR = frozenset(
    {
        Deed.LOOK,
        Deed.EDIT_POSTS,
        Deed.HOLD_POSTS,
        Deed.EDIT_CALENDAR,
        Deed.ASSESS,
        Deed.ENTER_OUTCOMES,
        Deed.EDIT_WORDING,
        Deed.VERIFY_HANDLES,
        Deed.ASK_PLATFORM,
        Deed.PAUSE,
        Deed.HAVE_PROGRAMS,
    }
)

MAY: Mapping[Role, frozenset[Deed]] = {
    Role.VIEWER: frozenset({Deed.LOOK}),
    Role.OPERATOR: _OPERATOR,
    Role.APPROVER: _OPERATOR | {Deed.APPROVE_POSTS, Deed.SETTLE_DOUBT, Deed.TAKE_DOWN, Deed.CONFIRM_OUTCOMES, Deed.RESUME},
    Role.ADMINISTRATOR: frozenset(Deed),
}
"""Anybody who may change anything may stop everything; to go on takes an approver."""


def check_may(role: Role, deed: Deed) -> None:
    """Refuse a deed that the role has no leave for.

    Raises:
        MayNot: it has none.
    """
    if deed not in MAY[role]:
        may = ", ".join(one for one in Role if deed in MAY[one])
        raise MayNot(role=role, deed=deed, may=may)
