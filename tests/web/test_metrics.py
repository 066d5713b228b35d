"""What monitoring reads, and the page on which people read the same."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.test import override_settings
from django.urls import reverse
from prometheus_client.parser import text_string_to_metric_families

from advocacybot import __version__
from advocacybot.campaign.causes import Cause
from advocacybot.campaign.posts import PostState
from advocacybot.campaign.roles import Role
from advocacybot.pipeline import pause
from advocacybot.pipeline.sweep import sweep
from advocacybot.settings import Settings
from advocacybot.store import journal, meters, spending, waits
from advocacybot.store.models import PostRow, ProcessRow
from advocacybot.store.spending import Price
from advocacybot.web import metrics as prometheus
from tests.houses import ANA, a_vote_entry
from tests.pipeline.steps import HOUR, before
from tests.web.conftest import Room, a_browser

Make = Callable[..., Room]
TOKEN = "a token of nobody"  # noqa: S105
WITH_TOKEN = {"Authorization": f"Bearer {TOKEN}"}
Samples = dict[tuple[str, tuple[str, ...]], float]


@pytest.fixture
def room(make_room: Make) -> Room:
    return make_room(a_vote_entry())


@override_settings(METRICS_TOKEN=TOKEN)
def read() -> Samples:
    answer = a_browser().get(reverse("metrics"), headers=WITH_TOKEN)
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    families = text_string_to_metric_families(answer.content.decode())
    return {(one.name, tuple(one.labels.values())): one.value for family in families for one in family.samples}


# ── who reads them ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize("given", [{}, {"Authorization": "Bearer "}, WITH_TOKEN])
def test_where_there_is_no_token_there_are_no_metrics(given: dict[str, str]) -> None:
    assert a_browser().get(reverse("metrics"), headers=given).status_code == 404


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize("given", ["", "Bearer", "Bearer another", f"bearer {TOKEN}", TOKEN, "Bearer é", f"Basic {TOKEN}"])
def test_without_the_token_nothing_is_told(given: str) -> None:
    with override_settings(METRICS_TOKEN=TOKEN):
        answer = a_browser().get(reverse("metrics"), HTTP_AUTHORIZATION=given)
    assert (answer.status_code, answer.content) == (401, b"")


def test_whoever_is_signed_in_needs_the_token_as_well(room: Room) -> None:
    with override_settings(METRICS_TOKEN=TOKEN):
        assert room.enter(Role.ADMINISTRATOR).get(reverse("metrics")).status_code == 401


@pytest.mark.parametrize("by", ["variable", "file", "nothing", "an empty file"])
def test_the_token_is_given_by_a_variable_or_a_file(by: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("" if by == "an empty file" else f"{TOKEN}\n", encoding="utf-8")
    if by == "variable":
        monkeypatch.setenv("ADVOCACYBOT_METRICS_TOKEN", TOKEN)
    elif by != "nothing":
        monkeypatch.setenv("ADVOCACYBOT_METRICS_TOKEN_FILE", str(file))
    assert Settings().metrics_token() == (TOKEN if by in ("variable", "file") else None)


# ── what they tell ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_posts_are_counted_in_every_state(room: Room) -> None:
    told = read()
    assert {name[1][0]: value for name, value in told.items() if name[0] == "advocacybot_posts"} == {
        state.value: PostRow.objects.filter(state=state).count() for state in PostState
    }
    assert room.at_work.queue()


def test_a_bot_that_looks_is_awake(room: Room) -> None:
    assert read()["advocacybot_awake", ()] == 0
    assert ("advocacybot_last_seen_timestamp_seconds", ()) not in read()
    sweep(room.at_work.house)
    assert read()["advocacybot_awake", ()] == 1
    assert read()["advocacybot_last_seen_timestamp_seconds", ()] == room.at_work.clock.now().timestamp()


def test_what_is_overdue_is_told_by_the_one_that_is_so_longest(room: Room) -> None:
    assert read()["advocacybot_oldest_due_post_late_seconds", ()] == 0
    PostRow.objects.update(state=PostState.APPROVED, due=before("24 h"))
    room.at_work.clock.set(before("24 h") + dt.timedelta(minutes=7))
    assert read()["advocacybot_oldest_due_post_late_seconds", ()] == 420


def test_waits_pauses_and_spending_are_told_by_account(room: Room) -> None:
    now = room.at_work.clock.now()
    waits.put("asks-one", now + dt.timedelta(hours=1), Cause.CAP, "used up")
    waits.put("asks-two", now - dt.timedelta(hours=1), Cause.CAP, "used up, and over")
    pause.pause(room.at_work.house, ANA, "a drill")
    pause.pause(room.at_work.house, ANA, "a drill", "asks-two")
    with transaction.atomic():
        spending.charge("asks-two", Price(part=Decimal("0.2")), now)
    told = read()
    waiting = {of: value for (name, of), value in told.items() if "account_waits" in name}
    assert waiting == {("asks-one", str(Cause.CAP)): (now + dt.timedelta(hours=1)).timestamp()}
    assert {of for name, of in told if "paused_since" in name} == {("",), ("asks-two",)}
    assert told["advocacybot_spent_this_month_usd", ("asks-two",)] == 0.2


def test_votes_that_are_over_are_told_until_somebody_enters_their_outcome(room: Room) -> None:
    room.at_work.clock.set(HOUR + dt.timedelta(hours=2))
    told = read()
    assert (told["advocacybot_votes_without_outcome", ("1",)], told["advocacybot_votes_without_outcome", ("24",)]) == (1, 0)
    room.at_work.clock.set(HOUR + dt.timedelta(hours=25))
    assert read()["advocacybot_votes_without_outcome", ("24",)] == 1
    room.at_work.edit_calendar(a_vote_entry(withdrawn="true"))
    assert read()["advocacybot_votes_without_outcome", ("24",)] == 0


def test_every_family_says_what_it_is_and_is_of_one_type(room: Room) -> None:
    sweep(room.at_work.house)
    _something_of_everything(room)
    families = {one.name: one for one in text_string_to_metric_families(_text())}
    assert all(one.documentation and one.type in ("gauge", "counter", "histogram") for one in families.values())
    kinds = {name.removeprefix("advocacybot_"): one.type for name, one in families.items()}
    for meter in meters.ALL:
        assert kinds[meter.name] == ("histogram" if isinstance(meter, meters.Histogram) else "counter")
    for name in ("database_up", "due_posts", "process_silent_seconds", "processes", "notices_waiting", "posts", "awake"):
        assert kinds[name] == "gauge"
        assert families[f"advocacybot_{name}"].samples


def _something_of_everything(room: Room) -> None:
    now = room.at_work.clock.now()
    PostRow.objects.update(state=PostState.APPROVED, due=now)
    ProcessRow.objects.create(name="here:1:x", doing="plan,publish", since=now, seen_at=now)
    ProcessRow.objects.create(name="there:1:x", doing="publish", since=now, seen_at=now - dt.timedelta(minutes=5))


def _text() -> str:
    with override_settings(METRICS_TOKEN=TOKEN):
        return a_browser().get(reverse("metrics"), headers=WITH_TOKEN).content.decode()


def test_processes_are_told_by_what_they_do_and_how_long_they_have_been_silent(room: Room) -> None:
    _something_of_everything(room)
    told = read()
    doing = {of[0]: value for (name, of), value in told.items() if name == "advocacybot_processes"}
    assert doing == {"plan": 1, "publish": 1}
    assert told["advocacybot_process_silent_seconds", ("publish", "there:1:x")] == 300
    assert told["advocacybot_due_posts", ("rehearsal",)] == PostRow.objects.count() > 0


@pytest.mark.usefixtures("room")
def test_what_was_counted_is_told_as_counters_and_histograms() -> None:
    meters._counted.clear()
    meters.PARTS_SENT.count("x")
    meters.NOT_OUT.count("x", "not sent", "cap")
    for seconds in (0.2, 0.3, 99.0):
        meters.ANSWERS.observe(seconds, "x", "publish")
    meters.flush()
    told = read()
    assert told["advocacybot_parts_sent_total", ("x",)] == 1
    assert told["advocacybot_parts_not_sent_total", ("cap", "not sent", "x")] == 1
    buckets = {of[1]: value for (name, of), value in told.items() if name == "advocacybot_platform_answer_seconds_bucket"}
    assert [buckets[edge] for edge in ("0.1", "0.25", "0.5", "30.0", "+Inf")] == [0, 1, 2, 2, 3]
    assert told["advocacybot_platform_answer_seconds_count", ("publish", "x")] == 3
    assert told["advocacybot_platform_answer_seconds_sum", ("publish", "x")] == pytest.approx(99.5)


def test_where_the_database_cannot_be_reached_that_alone_is_told(room: Room) -> None:
    def gone(*_: object) -> None:
        raise OperationalError

    assert read()["advocacybot_database_up", ()] == 1
    with connection.execute_wrapper(gone):
        assert prometheus.told(room.at_work.house).decode().splitlines()[-1] == "advocacybot_database_up 0.0"


def test_the_journals_length_and_the_version_are_told(room: Room) -> None:
    told = read()
    assert told["advocacybot_journal_entries", ()] == journal.length() > 0
    assert told["advocacybot_build_info", (__version__,)] == 1
    assert room.at_work.queue()


def test_queries_do_not_grow_with_what_there_is(room: Room, django_queries: Callable[[Callable[[], object]], int]) -> None:
    few = django_queries(read)
    room.at_work.edit_calendar(*(a_vote_entry(f"S/2016/{number}") for number in range(846, 856)))
    assert django_queries(read) <= few


# ── the page ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", list(Role))
def test_people_read_the_same_on_a_page(room: Room, role: Role) -> None:
    client = room.enter(role)
    assert "The bot is not awake" in client.get(reverse("health")).content.decode()
    sweep(room.at_work.house)
    waits.put("asks-one", room.at_work.clock.now() + dt.timedelta(hours=1), Cause.CAP, "<b>used up</b>")
    page = client.get(reverse("health")).content.decode()
    for told in ("The bot is awake.", "Tue 4 Oct 12:00 New York", __version__, f"{journal.length()} entries", "&lt;b&gt;used up"):
        assert told in page
    assert "<b>used" not in page
    assert ("free on its disk" in page) is (connection.vendor == "sqlite")  # PostgreSQL may lie on any disk
