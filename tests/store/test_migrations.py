"""A database that an older bot left is brought up to date with everything that is in it."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from advocacybot.campaign.posts import TAKEN, PostState
from tests.servers.postgres import a_database
from tests.store.rows import NOW, SYMBOL, TRUTH, a_draft

ALIAS = "left behind"
FIRST, SECOND = ("store", "0001_initial"), ("store", "0002_platforms")
Models = Callable[[str], type[Model]]


@pytest.fixture
def left_behind(tmp_path: Path) -> Iterator[Models]:
    """The models of a database as the first migration made it."""
    with ExitStack() as beside:
        name = str(tmp_path / "left behind.sqlite3")
        if connection.vendor == "postgresql":
            name = beside.enter_context(a_database(os.environ["DATABASE_URL"])).rpartition("/")[2]
        connections.databases[ALIAS] = connections.databases["default"] | {"NAME": name}
        beside.callback(_leave)
        executor = MigrationExecutor(connections[ALIAS])
        executor.migrate([FIRST])
        yield executor.loader.project_state(FIRST).apps.get_model


def _leave() -> None:
    connections[ALIAS].close()
    del connections[ALIAS]
    del connections.databases[ALIAS]


def of(models: Models, name: str) -> Any:
    return models(f"store.{name}")._default_manager.using(ALIAS)


def kept(models: Models) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as it is before and after, by the names of now."""
    now = models == apps.get_model
    return {new: [_by_new_names(row) for row in of(models, new if now else old).order_by("pk").values()] for old, new in OLD}


def _by_new_names(row: dict[str, Any]) -> dict[str, Any]:
    """A post was about a vote, and is about whatever it speaks of."""
    return {"matter_id" if name == "vote_id" and "slot" in row else name: value for name, value in row.items()}


SAME = ("ReportRow", "PostRow", "PartRow", "ApprovalRow", "PauseRow", "JournalRow", "JournalHeadRow", "MarkRow")
OLD = (("VoteRow", "MatterRow"), *zip(SAME, SAME, strict=True))


def filled(models: Models) -> None:
    """A post in each state that there was, in two parts: out, attempted or neither; approved by two people."""
    vote = of(models, "VoteRow").create(
        symbol=SYMBOL, facts={"symbol": SYMBOL}, hour=NOW, listed=True, taken_back=False, truth=TRUTH, since=NOW
    )
    draft = a_draft("We count on your vote. (1/2)", "¡Contamos con su voto! 🕊️ (2/2)")
    for state in sorted(set(PostState) - {PostState.TAKEN_DOWN}):
        post = of(models, "PostRow").create(
            vote=vote,
            account="act-x",
            message=draft.slot.message,
            slot_key=f"in {state}",
            slot=f"act-x, in {state}",
            says=TRUTH,
            due=NOW,
            language="en",
            voice="x @ACTcampaign",
            state=state,
            version=3,
            drawn_hash=draft.content_hash,
            content_hash=draft.content_hash,
            edited_by="Ana",
            why="busy",
            drawn_at=NOW,
        )
        for number, text in enumerate(draft.words.parts, start=1):
            begun = {"attempted_at": NOW} if state in {PostState.DOUBTFUL, PostState.SENDING} else {}
            receipt = {"attempted_at": NOW, "receipt_at": NOW, "remote_id": "17"} if state is PostState.PUBLISHED else {}
            of(models, "PartRow").create(post=post, number=number, text=text, key=f"{state} {number}", **begun | receipt)
        for by in ("Ana", "Ben"):
            of(models, "ApprovalRow").create(post=post, by=by, content_hash=draft.content_hash, at=NOW)
    of(models, "PauseRow").create(account="", by="Cy", why="a drill", since=NOW)
    of(models, "JournalRow").create(seq=1, at=NOW, kind="post claimed", subject="post 1", by="bot", facts={}, hash="0" * 64)
    of(models, "JournalHeadRow").create(seq=1, hash="0" * 64)
    of(models, "MarkRow").create(name="awake", value="now")
    of(models, "ReportRow").create(vote=vote, revision=1, report={"source": "S/PV.7785"}, entered_by="Ana", entered_at=NOW)


def brought_up_to_date() -> Models:
    """The same database, by the models as they are now."""
    call_command("migrate", database=ALIAS, interactive=False, verbosity=0)
    return apps.get_model


def test_everything_that_an_older_bot_kept_is_kept(left_behind: Models) -> None:
    filled(left_behind)
    before = kept(left_behind)
    assert min(map(len, before.values())) > 0
    after = kept(brought_up_to_date())
    for name, rows in before.items():
        assert [{field: row[field] for field in old} for row, old in zip(after[name], rows, strict=True)] == rows, name


def test_what_is_new_of_a_post_is_empty(left_behind: Models) -> None:
    filled(left_behind)
    now = brought_up_to_date()
    assert {row["cause"] for row in of(now, "PostRow").values()} == {""}
    assert {(row["begun_at"], row["charged"]) for row in of(now, "PartRow").values()} == {(None, None)}
    assert [of(now, name).count() for name in ("PictureRow", "ShownRow", "WaitRow", "SpendRow", "MemoryRow")] == [0] * 5


@pytest.mark.parametrize("state", sorted(TAKEN))
def test_a_slot_still_has_one_post_alone(left_behind: Models, state: PostState) -> None:
    filled(left_behind)
    rows = of(brought_up_to_date(), "PostRow")
    row = rows.filter(state=PostState.QUEUED).values().get() | {"id": None, "slot": "act-x, another"}
    rows.create(**row | {"state": state})
    with pytest.raises(IntegrityError), transaction.atomic(ALIAS):
        rows.create(**row)


def test_what_posts_spoke_of_was_a_vote(left_behind: Models) -> None:
    filled(left_behind)
    assert {row["kind"] for row in of(brought_up_to_date(), "MatterRow").values()} == {"vote"}


def test_no_part_is_left_without_its_post(left_behind: Models) -> None:
    filled(left_behind)
    now = brought_up_to_date()
    connections[ALIAS].check_constraints()
    assert of(now, "PartRow").filter(post__drawn_at=NOW).count() == 2 * of(now, "PostRow").count()
    assert of(now, "PartRow").filter(attempted_at__lte=NOW + dt.timedelta()).count() == 6
