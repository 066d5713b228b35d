"""The staff room with years behind it: how long each of its pages takes, asked for over HTTP from the server that `run` has."""

import datetime as dt
import random
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import requests

from advocacybot import wiring
from advocacybot.clock import ReplayClock
from advocacybot.settings import Settings
from advocacybot.store.opening import set_up
from benchmarks.campaigns import ACCOUNT, ANA, BEN, NOON, a_calendar, a_campaign, lay_out, spread, symbol
from benchmarks.figures import Figure, seconds

if TYPE_CHECKING:
    from advocacybot.pipeline.house import House
    from advocacybot.store.models import PartRow, PostRow

_TIMES = 15
_PARTS = 2
_DECADE = dt.timedelta(days=3650)
IN_THE_ROOM = "S/2030/1"
"""No vote of the calendar's file has that symbol."""
_OF_THE_ROOM = ("vote-edit", "vote-withdraw", "vote-take-out", "assess", "assessment-agree", "assessment-take-back")
"""Pages that change a vote of the room's own alone."""
_BEFORE = dt.timedelta(days=3550)
"""The clock stands near the decade's end: most votes are over, some lie ahead."""


def measure(votes: int, posts: int) -> list[Figure]:
    """The median of each page that can be looked at, the slowest first."""
    with tempfile.TemporaryDirectory(prefix="advocacybot-bench-") as folder:
        home = lay_out(
            Path(folder) / "home",
            a_campaign("{before: 24 h, late_by: 2 h}", posting="approval"),
            a_calendar(spread(votes, NOON - _BEFORE, _DECADE)),
        )
        set_up(Settings(home=home), web=True)
        house = wiring.house(Settings(home=home), ReplayClock(NOON))
        _fill(house, votes, posts)
        took = sorted(_asked(house), key=lambda one: -one[1])
    return [
        Figure(
            f"{len(took)} pages of the staff room",
            seconds(median(time for _, time, _ in took)),
            f"{votes:,} votes, {posts:,} posts",
        ),
        *(Figure(f"  {page}", seconds(time), f"median of {_TIMES}; {size / 1024:.0f} kB") for page, time, size in took),
    ]


# ── years of posts ──────────────────────────────────────────────────────────────────────────────────────────────────


def _fill(house: "House", votes: int, posts: int) -> None:
    from advocacybot.pipeline import watch
    from advocacybot.store.models import ApprovalRow, PartRow, PostRow

    watch.take(house)
    _put_into_the_room(house)
    chance = random.Random(2016)  # noqa: S311 – the same rows in every run
    rows = PostRow.objects.bulk_create(_posts(chance, votes, posts), batch_size=2000)
    PartRow.objects.bulk_create(_parts(rows), batch_size=2000)
    ApprovalRow.objects.bulk_create(
        (ApprovalRow(post_id=row.pk, by=BEN, content_hash=row.content_hash, at=row.drawn_at) for row in rows), batch_size=2000
    )
    _tell(rows)


def _put_into_the_room(house: "House") -> None:
    """A vote that the room keeps, and one person's assessment of it."""
    from advocacybot.council.votes import Vote
    from advocacybot.pipeline import assess, schedule

    facts = {"symbol": IN_THE_ROOM, "subject": "a text", "situation": "Syria", "hour": NOON + dt.timedelta(days=30)}
    schedule.put(house, Vote.model_validate(facts), ANA, 0)
    assess.assess(
        house, IN_THE_ROOM, True, ["It demands an end to attacks."], [{"title": "A report", "date": "2016-10-01"}], BEN, 0
    )


def _posts(chance: random.Random, votes: int, posts: int) -> Iterator["PostRow"]:
    """Nine in ten are out; of the others, some wait, some are in doubt, some came to nothing."""
    from advocacybot.campaign.posts import PostState
    from advocacybot.store.models import PostRow

    states = [PostState.PUBLISHED] * 90 + [PostState.QUEUED] * 4 + [PostState.APPROVED] * 2 + [PostState.LAPSED] * 3
    for number in range(posts):
        state = PostState.DOUBTFUL if number % 20_000 == 0 else chance.choice(states)
        hash_of = f"{number:064x}"
        yield PostRow(
            matter_id=symbol(number % votes),
            account=ACCOUNT,
            message="reminder",
            slot_key=f"{number // votes}",
            slot=f"{ACCOUNT}|{number}",
            says="vote at 2016-10-08T19:00Z",
            due=NOON - _BEFORE + _DECADE * number / posts,
            language="en",
            voice="rehearsing bluesky @rehearsed",
            state=state,
            drawn_hash=hash_of,
            content_hash=hash_of,
            drawn_at=NOON - _BEFORE,
        )


def _parts(rows: list["PostRow"]) -> Iterator["PartRow"]:
    from advocacybot.campaign.posts import PostState
    from advocacybot.store.models import PartRow

    for row in rows:
        out = row.state == PostState.PUBLISHED
        for number in range(1, _PARTS + 1):
            yield PartRow(
                post_id=row.pk,
                number=number,
                text=f"Part {number} of {row.slot}: we count on your vote. #ACTcodeofconduct https://www.example.org/{row.pk}",
                key=f"{row.pk:026x}{number:06x}",
                remote_id=f"{row.pk}-{number}" if out else "",
                url=f"https://example.org/{row.pk}/{number}" if out else "",
                receipt_at=row.due if out else None,
                begun_at=row.due if out else None,
            )


def _tell(rows: list["PostRow"]) -> None:
    """Three entries of the journal for each post, as its way through the house leaves them."""
    from django.db import transaction

    from advocacybot.store import journal
    from advocacybot.store.journal import Entry

    kinds = (("post drafted", "advocacybot"), ("approved", ANA), ("post published", "advocacybot"))
    for first in range(0, len(rows), 1000):
        block = rows[first : first + 1000]
        with transaction.atomic():
            journal.write(
                [Entry(kind, f"post {row.pk}", by=by, facts={"slot": row.slot}) for row in block for kind, by in kinds], NOON
            )


# ── asked for as a browser does ─────────────────────────────────────────────────────────────────────────────────────


def _asked(house: "House") -> Iterator[tuple[str, float, int]]:
    """Each page with its median and its size."""
    from advocacybot.web.server import serving

    with serving(house, "127.0.0.1:0") as server, requests.Session() as browser:
        browser.cookies.set("sessionid", _session())
        browser.headers["Accept-Encoding"] = "identity"
        for name, address in _addresses():
            url = f"http://127.0.0.1:{server.port}{address}"
            answer = browser.get(url, allow_redirects=False, timeout=60)
            if answer.status_code == requests.codes.ok:
                yield name, median(_once(browser, url) for _ in range(_TIMES)), len(answer.content)


def _once(browser: requests.Session, url: str) -> float:
    began = time.perf_counter()
    browser.get(url, timeout=60).raise_for_status()
    return time.perf_counter() - began


def _session() -> str:
    """The session of somebody who may do everything."""
    from django.test import Client

    from advocacybot.campaign.roles import Role
    from advocacybot.web.models import Staff

    client = Client(SERVER_NAME="127.0.0.1")
    staff = Staff.objects.create_user("measurer", ANA, Role.ADMINISTRATOR, "correct horse battery staple")
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


def _addresses() -> Iterator[tuple[str, str]]:
    """Every page of the room, about something that is there; pages that change something answer nothing to a look. A download
    is no page: it is everything."""
    from django.urls import reverse

    from advocacybot.store.models import PostRow
    from advocacybot.web.urls import urlpatterns

    post = PostRow.objects.filter(state="queued").order_by("due")[0]
    something = {
        "number": post.pk,
        "symbol": post.matter_id,
        "language": "en",
        "name": "reminder",
        "account": ACCOUNT,
        "sha256": "0" * 64,
    }
    for pattern in (one for one in urlpatterns if one.name != "journal-download"):
        wanted = re.findall(r"<(?:\w+:)?(\w+)>", str(pattern.pattern))
        about = something | ({"symbol": IN_THE_ROOM} if pattern.name in _OF_THE_ROOM else {})
        yield str(pattern.name), reverse(str(pattern.name), kwargs={name: about[name] for name in wanted})
    yield "queue, a late page", f"{reverse('queue')}?page=200"
