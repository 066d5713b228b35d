"""What tests of the stages do over and over, and small campaigns to do it in."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from django.apps import apps

from advocacybot.campaign.accounts import PlatformName
from advocacybot.campaign.durations import parse_duration
from advocacybot.campaign.posts import Post, PostState
from advocacybot.pipeline import review, watch
from advocacybot.pipeline.sweep import attend_to, sweep
from advocacybot.platforms.registry import Platforms
from advocacybot.store import journal, posts
from tests.fakes.platforms import FakePlatform
from tests.houses import ANA, BEN, CY, MONDAY_NOON, MakeHouse
from tests.store.rows import as_kept

Make = Callable[..., MakeHouse]

SYMBOL, RIVAL = "S/2016/846", "S/2016/847"
HOUR = dt.datetime(2016, 10, 8, 19, 0, tzinfo=dt.UTC)
"""The vote's hour: Saturday 8 October 2016, 15:00 in New York."""
A_DAY_LATER = "2016-10-09 15:00 America/New_York"
MINUTE = dt.timedelta(minutes=1)

WAITING = [PostState.QUEUED, PostState.HELD, PostState.APPROVED]


def before(length: str) -> dt.datetime:
    """The moment so long before the vote: ``before("24 h")``."""
    return HOUR - parse_duration(length)


def an_account(name: str = "solo", /, **fields: object) -> str:
    """An account in campaign.yaml: it rehearses for X, in English, and asks one person."""
    facts = {"platform": "x", "rehearsal": "true", "handle": "'@solo'", "language": "en", "posting": "approval"} | fields
    return f"{{name: {name}, {', '.join(f'{key}: {value}' for key, value in facts.items())}}}"


def a_campaign(*accounts: str, reminders: str = "{before: 24 h, late_by: 12 h}", **fields: object) -> str:
    """The text of a campaign.yaml: one account, and one reminder a day before the vote, if nothing else is said."""
    facts = {"name": "A campaign", "people": f"[{ANA}, {BEN}, {CY}]", "reminders": f"[{reminders}]"} | fields
    facts["accounts"] = f"[{', '.join(accounts or (an_account(),))}]"
    return "".join(f"{key}: {value}\n" for key, value in facts.items())


SOLO = a_campaign()
ALONE_ON_ITS_OWN = a_campaign(an_account(posting="automatic"))
"""The same, on an account that waits for nobody."""


def with_a_fake(
    make: Make, *entries: str, campaign: str = SOLO, now: dt.datetime = MONDAY_NOON
) -> tuple[MakeHouse, FakePlatform]:
    """A house whose platform answers on command, for accounts that rehearse and for all others."""
    at_work = make(campaign=campaign, now=now)
    platform = FakePlatform(at_work.clock)
    at_work.house.platforms = Platforms(platform, dict.fromkeys(PlatformName, platform))
    at_work.edit_calendar(*entries)
    return at_work, platform


def the_bot_looks(at_work: MakeHouse, at: dt.datetime | None = None) -> None:
    """What the bot does each half second: it sweeps, and attends to what it finds."""
    if at is not None:
        at_work.clock.set(at)
    for account in sweep(at_work.house):
        attend_to(at_work.house, account)


def a_thread(at_work: MakeHouse, *texts: str) -> Post:
    """The post that is due next, edited into those parts and approved."""
    post = at_work.queue()[0]
    review.edit(at_work.house, post.id, ANA, texts)
    review.approve(at_work.house, post.id, BEN)
    return as_kept(post)


def in_a_word(at_work: MakeHouse, *, account: str | None = None) -> list[Post]:
    """Whatever waits, each post edited into one part that says its number, and approved; those that are due first before the
    others."""
    waiting = at_work.queue(account)
    for post in waiting:
        review.edit(at_work.house, post.id, ANA, (f"Post {post.id}.",))
        review.approve(at_work.house, post.id, BEN)
    return [posts.get(post.id).post for post in waiting]


def edit_campaign(at_work: MakeHouse, campaign: str) -> None:
    """Write the campaign, and let it take effect up to the posts."""
    (at_work.folder / "config" / "campaign.yaml").write_text(campaign, encoding="utf-8")
    watch.reread(at_work.house)


def template(at_work: MakeHouse, message: str = "reminder", *, folder: Path | None = None) -> Path:
    """The file of an English template: in the campaign's folder, or in another."""
    return (folder or at_work.folder) / "message_templates" / "en" / f"{message}.txt.j2"


def edit_template(at_work: MakeHouse, text: str, message: str = "reminder") -> None:
    """Write a template, and let it take effect up to the posts."""
    template(at_work, message).write_text(text, encoding="utf-8")
    watch.reread(at_work.house)


def told(subject: str | None = None) -> list[str]:
    """The kinds of what the journal tells, oldest first."""
    return [row.kind for row in journal.read(subject)]


def waiting(account: str | None = None) -> list[tuple[str, str]]:
    """Message and state of each post that is still open."""
    return [(queued.post.slot.message.value, queued.post.state.value) for queued in posts.listed(WAITING, account)]


def emptied() -> None:
    """Forget everything that is in the database."""
    for model in reversed(list(apps.get_app_config("store").get_models())):
        model._default_manager.all().delete()


def everything() -> dict[str, list[dict[str, object]]]:
    """Whatever is in the database."""
    models = apps.get_app_config("store").get_models()
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}
