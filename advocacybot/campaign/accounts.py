"""The accounts that post, and the handles that they may tag."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from advocacybot.council.values import Day, Iso3, Language, Line, Server, Url, Value, repeated
from advocacybot.errors import BadInput

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
"""What the campaign calls an account: small letters, figures and hyphens."""

Hashtag = Annotated[str, StringConstraints(pattern=r"^#\w+$", max_length=61)]
"""Its length is no part of the pattern: to count letters of every script there takes a tenth of a second to prepare."""


class PlatformName(StrEnum):
    X = "x"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"


class Posting(StrEnum):
    """Whether reminders and outcomes of an account wait for people. Corrections, and what follows an outcome, always do."""

    AUTOMATIC = "automatic"
    APPROVAL = "approval"


class Addressing(StrEnum):
    """How an account writes a State: by its verified handle, or by its name."""

    TAG = "tag"
    NAME = "name"


class Leave(Value):
    """A named person's leave, with the day on which it was given."""

    by: Line
    on: Day


class Visibility(StrEnum):
    """Who sees a post on Mastodon, and whether it stands in public timelines."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    PRIVATE = "private"


class OnX(Value):
    """What an account on X has besides."""

    server: Server = "https://api.x.com"
    tagging_switched_on: Leave | None = Field(
        default=None, description="who let it tag in posts that nobody approves, and when; X forbids unasked mentions there"
    )
    budget: Annotated[Decimal, Field(gt=0, le=100_000)] | None = Field(default=None, description="US dollars a month, at most")


class OnMastodon(Value):
    """What an account on Mastodon, or on a server that speaks its API, has besides."""

    server: Server | None = Field(default=None, description="its server, such as https://social.example.org")
    visibility: Visibility = Visibility.PUBLIC
    content_warning: Line | None = None


class OnBluesky(Value):
    """What an account on Bluesky has besides."""

    server: Server = Field(default="https://bsky.social", description="the server that keeps its data (PDS)")


class Account(Value):
    """An account that the campaign posts on. ``rehearsal`` keeps a feed that can be read, and sends nothing."""

    name: Name
    platform: PlatformName
    rehearsal: bool = Field(default=False, description="keep the posts in a feed of our own instead of sending them")
    handle: Line
    language: Language
    posting: Posting = Posting.APPROVAL
    approvals_needed: Annotated[int, Field(ge=1, le=2)] = 1
    addressing: Addressing = Addressing.NAME
    hashtags: tuple[Hashtag, ...] = ("#ACTcodeofconduct",)
    card: Literal["light", "dark"] | None = Field(
        default=None, description="the theme of the picture that goes with an outcome, in the UN's six languages; none without it"
    )
    x: OnX = OnX()
    mastodon: OnMastodon = OnMastodon()
    bluesky: OnBluesky = OnBluesky()

    @model_validator(mode="after")
    def _of_its_own_platform(self) -> Self:
        for other in set(PlatformName) - {self.platform}:
            if other in self.model_fields_set:
                what = f"account {self.name!r} posts on {self.platform}, and `{other}` is about another platform"
                raise BadInput(what=what, mend=f"write it as `{self.platform}`, or leave it out", path=(str(other),))
        return self

    @model_validator(mode="after")
    def _where_it_posts(self) -> Self:
        if self.platform is PlatformName.MASTODON and not self.rehearsal and self.mastodon.server is None:
            what = f"account {self.name!r} does not say on which server it posts"
            raise BadInput(what=what, mend="write `mastodon: {server: https://…}` for it", path=("mastodon",))
        return self

    @model_validator(mode="after")
    def _leave_to_tag(self) -> Self:
        unattended = self.posting is Posting.AUTOMATIC and self.addressing is Addressing.TAG
        if self.platform is PlatformName.X and unattended and self.x.tagging_switched_on is None:
            what = (
                f"account {self.name!r} would tag on X in posts that nobody approves, which X forbids where nobody asked for it"
            )
            mend = "write `addressing: name`, or `posting: approval`, or `x: {tagging_switched_on: {by: NAME, on: YYYY-MM-DD}}`"
            raise BadInput(what=what, mend=mend, path=("addressing",))
        return self

    @property
    def server(self) -> str | None:
        """Where it posts."""
        of: OnX | OnMastodon | OnBluesky = getattr(self, self.platform)
        return of.server

    @property
    def budget(self) -> Decimal | None:
        """US dollars that its posts may cost in a month; ``None`` where nobody set a limit."""
        return self.x.budget

    @property
    def voice(self) -> str:
        """As whom it speaks: the platform and the handle, or that it only rehearses."""
        return f"{'rehearsing ' if self.rehearsal else ''}{self.platform} {self.handle}"


class HandleKind(StrEnum):
    """Whose account it is. A vote in New York is the permanent mission's."""

    PERMANENT_MISSION_NEW_YORK = "permanent_mission_un_ny"
    PERMANENT_MISSION_GENEVA = "permanent_mission_un_geneva"
    FOREIGN_MINISTRY = "foreign_ministry"


class Verification(Value):
    """Who checked a handle, when, and by what."""

    by: Line
    on: Day
    proof: Url


def _without_at(value: object) -> object:
    return value.removeprefix("@") if isinstance(value, str) else value


_FORMS = {
    PlatformName.X: (r"\w{1,15}", "FranceONU: 15 letters, figures and _ at most"),
    PlatformName.MASTODON: (r"[\w.-]+@[\w-]+(\.[\w-]+)+", "mission@social.example.org, with its server"),
    PlatformName.BLUESKY: (r"[\w-]+(\.[\w-]+)+", "mission.bsky.social, with its domain"),
}
"""How a handle is written on each platform: another one would tag somebody else, or nobody."""

_GOES_ON = {PlatformName.X: r"[\w@]"}
"""What after a handle makes another one of it. On X a full stop or a hyphen ends it; elsewhere a domain may go on after it."""


class Handle(Value):
    """A State's account on a platform. Nobody is tagged by a handle that nobody verified, or that asked not to be tagged."""

    state: Iso3
    platform: PlatformName
    handle: Annotated[str, BeforeValidator(_without_at), StringConstraints(pattern=r"^[\w.-]+(@[\w.-]+)?$", max_length=200)]
    kind: HandleKind = HandleKind.PERMANENT_MISSION_NEW_YORK
    evidence: Line
    confidence: Line
    verified: Verification | None = None
    opted_out: Day | None = Field(default=None, description="the day on which the State asked not to be tagged")

    @property
    def may_be_tagged(self) -> bool:
        return self.verified is not None and self.opted_out is None

    def check_form(self, path: tuple[str | int, ...] = ()) -> None:
        """Refuse a handle that its platform could not have.

        Raises:
            BadInput: it would tag somebody else, or nobody.
        """
        form, example = _FORMS[self.platform]
        if not re.fullmatch(form, self.handle, re.ASCII):
            what = f"{self.handle!r} cannot be a handle on {self.platform}"
            raise BadInput(what=what, mend=f"write it as {example}", path=path)


class Handles(Value):
    """Every handle that is known."""

    handles: tuple[Handle, ...] = ()

    @model_validator(mode="after")
    def _one_to_tag(self) -> Self:
        taggable = [f"{one.state} {one.platform}" if one.may_be_tagged else f"nobody {n}" for n, one in enumerate(self.handles)]
        again = repeated(taggable)
        if again:
            twice = self.handles[again[0]]
            raise BadInput(
                what=f"{twice.state} has two verified handles on {twice.platform}",
                mend="leave verified the one that posts are to tag",
                path=("handles", again[0]),
            )
        return self

    @model_validator(mode="after")
    def _each_whose_it_is(self) -> Self:
        whose: dict[tuple[str, PlatformName], str] = {}
        for number, one in enumerate(self.handles):
            other = whose.setdefault((one.handle.lower(), one.platform), one.state) if one.may_be_tagged else one.state
            if other != one.state:
                what = f"{one.handle} is verified as the handle of {other} and of {one.state}"
                raise BadInput(what=what, mend="leave verified the one whose it is", path=("handles", number, "handle"))
            if one.may_be_tagged:
                one.check_form(("handles", number, "handle"))
        return self

    def asked_not_to_be_tagged(self, text: str, platform: PlatformName) -> tuple[str, ...]:
        """The handles in a text that opted out on that platform. What stands around them is looked at in ASCII alone: in scripts
        that write no spaces, platforms tag in the middle of a sentence, too."""
        out = (one.handle for one in self.handles if one.platform is platform and one.opted_out is not None)
        on = _GOES_ON.get(platform, r"[\w@]|[.-]+\w")
        return tuple(
            handle
            for handle in out
            if re.search(rf"(?<![\w@])[@\uff20]{re.escape(handle)}(?!{on})", text, re.IGNORECASE | re.ASCII)
        )

    def to_tag(self, platform: PlatformName) -> dict[str, str]:
        """The handles that posts on that platform may tag, by State."""
        return {one.state: one.handle for one in self.handles if one.platform is platform and one.may_be_tagged}
