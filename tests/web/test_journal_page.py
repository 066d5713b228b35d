"""The journal's page."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse

from advocacybot.campaign.roles import Role
from advocacybot.store import journal
from advocacybot.store.journal import Entry
from advocacybot.store.models import JournalRow
from tests.houses import ANA, BEN, a_vote_entry
from tests.web.conftest import Room

Make = Callable[..., Room]
NASTY = "<script>alert('x')</script>"
NOON = dt.datetime(2016, 10, 7, 16, 0, tzinfo=dt.UTC)


@pytest.fixture
def room(make_room: Make) -> Room:
    """A room whose journal begins now."""
    return make_room()


def write(*entries: Entry, at: dt.datetime = NOON) -> None:
    with transaction.atomic():
        journal.write(entries, at)
    journal.bind()


def shown(room: Room, **wanted: str) -> list[int]:
    """The numbers of the entries on the page, as they stand there."""
    page = room.enter(Role.VIEWER).get(reverse("journal"), wanted).content.decode()
    return [int(piece.split("<")[0]) for piece in page.split('<li><p class="line"><span class="dim">')[1:]]


def seven(room: Room) -> int:
    """Write seven entries, and say how many there were before."""
    before = journal.length()
    write(Entry("paused", "all accounts", by=ANA, facts={"why": "Wrong link"}), at=NOON - dt.timedelta(days=2))
    write(Entry("post approved", "post 17", by=BEN, facts={"words": "é – “¡🕊️!”"}), at=NOON - dt.timedelta(days=1))
    write(Entry("post approved", "post 18", by=ANA), Entry("resumed", "all accounts", by=BEN))
    write(
        Entry(
            "outcome entered",
            "S/2016/846",
            by="Élodie",
            facts={"ballots": {"FRA": "in favour"}, "ok": True, "no": None, "hour": "2016-10-08T19:00:00Z"},
        )
    )
    write(Entry("post drafted", "post 19", facts={"slot": "x, 100%_sure"}), Entry("post drafted", "post 170"))
    assert room.at_work.house.campaign.name
    return before


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"words": "wrong"}, [1]),
        ({"words": "WRONG link"}, [1]),
        ({"words": "wrong post"}, []),
        ({"words": "é"}, [5, 2]),
        ({"words": "élodie"}, [5]),
        ({"words": "ÉLODIE"}, [5]),
        ({"words": "¡🕊️!”"}, [2]),
        ({"words": "100%_sure"}, [6]),
        ({"words": "%"}, [6]),
        ({"words": '"'}, [6, 5, 2, 1]),
        ({"words": "approved"}, [3, 2]),
        ({"kind": "post approved"}, [3, 2]),
        ({"kind": "post approved", "by": BEN}, [2]),
        ({"by": "Élodie"}, [5]),
        ({"subject": "post 17"}, [2]),
        ({"subject": "all accounts", "words": "Ben"}, [4]),
        ({"since": "2016-10-07"}, [7, 6, 5, 4, 3]),
        ({"until": "2016-10-05"}, [1]),
        ({"since": "2016-10-06", "until": "2016-10-06"}, [2]),
        ({"since": "2016-10-08"}, []),
        ({"until": "2016-10-07", "kind": "paused"}, [1]),
        ({"words": "' OR 1=1 --"}, []),
        ({"words": "\x00wrong\n"}, [1]),
    ],
)
def test_what_is_looked_for_is_found(room: Room, wanted: dict[str, str], found: list[int]) -> None:
    before = seven(room)
    assert shown(room, **wanted) == [before + number for number in found]


def test_a_day_is_new_yorks(room: Room) -> None:
    write(Entry("resumed", "all accounts"), at=dt.datetime(2016, 11, 6, 4, 30, tzinfo=dt.UTC))
    write(Entry("resumed", "all accounts"), at=dt.datetime(2016, 11, 7, 4, 59, tzinfo=dt.UTC))
    write(Entry("resumed", "all accounts"), at=dt.datetime(2016, 11, 7, 5, 0, tzinfo=dt.UTC))
    last = journal.length()
    assert shown(room, since="2016-11-06", until="2016-11-06") == [last - 1, last - 2]


@pytest.mark.parametrize("day", ["yesterday", "2016-13-01", "9999-12-31", "<script>", "1475000000"])
def test_a_day_that_is_none_is_told(room: Room, day: str) -> None:
    answer = room.enter(Role.VIEWER).get(reverse("journal"), {"until": day})
    assert answer.status_code == 422
    assert "write YYYY-MM-DD" in answer.content.decode()


def test_pages_go_on_by_number_whatever_is_written_meanwhile(room: Room) -> None:
    write(*(Entry("post drafted", f"post {number}") for number in range(120)))
    last = journal.length()
    first = shown(room)
    write(Entry("resumed", "all accounts"))
    second = shown(room, before=str(first[-1]))
    assert (first, second) == (list(range(last, last - 50, -1)), list(range(last - 50, last - 100, -1)))


def test_words_are_looked_for_a_reach_at_a_time(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advocacybot.store.journal_search.REACH", 10)
    write(Entry("paused", "all accounts", facts={"why": "needle"}), *(Entry("post drafted", "post 1") for _ in range(15)))
    last = journal.length()
    assert shown(room, words="needle") == []
    page = room.enter(Role.VIEWER).get(reverse("journal"), {"words": "needle"}).content.decode()
    assert f"Looked through down to entry {last - 9}" in page
    assert shown(room, words="needle", before=str(last - 9)) == [last - 15]


def test_facts_are_told_in_words(room: Room) -> None:
    seven(room)
    page = room.enter(Role.VIEWER).get(reverse("journal"), {"kind": "outcome entered"}).content.decode()
    assert "<dt>ballots</dt> <dd>FRA: in favour</dd>" in page
    assert "<dt>ok</dt> <dd>yes</dd>" in page
    assert "<dt>hour</dt> <dd>2016-10-08 15:00 New York</dd>" in page


def test_an_entry_leads_to_its_post_and_its_vote(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    page = room.enter(Role.VIEWER).get(reverse("journal")).content.decode()
    (post, *_) = room.at_work.queue()
    assert f'<a href="{reverse("post", args=[post.id])}">post {post.id}</a>' in page
    assert f'<a href="{reverse("vote", args=["S/2016/846"])}">S/2016/846</a>' in page


def test_the_chain_is_verified_on_the_spot(room: Room) -> None:
    seven(room)
    client = room.enter(Role.VIEWER)
    entries, last = journal.verify()
    page = client.post(reverse("journal-verify")).content.decode()
    assert f"The journal is whole: {entries} entries." in page
    assert last in page


def test_a_broken_chain_is_told_with_the_place(room: Room) -> None:
    before = seven(room)
    JournalRow.objects.filter(seq=before + 4).update(by="Eve")
    page = room.enter(Role.VIEWER).post(reverse("journal-verify")).content.decode()
    assert f"entry {before + 4} was changed after it was written" in page
    assert "whole" not in page


def test_what_was_found_is_taken_along_line_by_line(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advocacybot.store.journal_search.REACH", 3)
    monkeypatch.setattr("advocacybot.store.journal_search._AT_ONCE", 2)
    before = seven(room)
    answer = room.enter(Role.VIEWER).get(reverse("journal-download"), {"since": "2016-10-06", "words": "post"})
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines()]  # type: ignore[attr-defined]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="journal.jsonl"'
    assert [line["seq"] - before for line in lines] == [7, 6, 3, 2]
    row = JournalRow.objects.get(seq=before + 2)
    assert lines[-1] == {
        "seq": row.seq,
        "at": "2016-10-06T16:00:00+00:00",
        "kind": "post approved",
        "subject": "post 17",
        "by": BEN,
        "facts": {"words": "é – “¡🕊️!”"},
        "hash": row.hash,
    }


def test_no_script_gets_into_a_page_by_any_entry_or_search(room: Room) -> None:
    write(Entry(NASTY, NASTY, by=NASTY, facts={NASTY: NASTY, "deep": [{NASTY: [NASTY]}]}))
    client = room.enter(Role.VIEWER)
    for wanted in ({}, {"words": NASTY, "kind": NASTY, "by": NASTY, "subject": NASTY}, {"since": NASTY}):
        page = client.get(reverse("journal"), wanted).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("before", ["x", "-1", "1e3", "9" * 30])
def test_a_number_that_none_of_our_links_has_is_refused(room: Room, before: str) -> None:
    assert room.enter(Role.VIEWER).get(reverse("journal"), {"before": before}).status_code == 422


def test_queries_do_not_grow_with_the_journal(room: Room, django_queries: Callable[[Callable[[], object]], int]) -> None:
    client = room.enter(Role.VIEWER)
    wanted = {"words": "post", "since": "2016-10-01", "kind": "post drafted"}
    few = django_queries(lambda: client.get(reverse("journal"), wanted))
    write(*(Entry("post drafted", f"post {number}", by=f"by {number}") for number in range(200)))
    assert django_queries(lambda: client.get(reverse("journal"), wanted)) <= few
