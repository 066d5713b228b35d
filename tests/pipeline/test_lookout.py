"""Feeds and calendars that are looked at: when they are due, once for a whole fleet; what they bring; what becomes of those that
fail. Whatever comes in, no vote and no post changes."""

import datetime as dt
import json
import logging
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from advocacybot.campaign.fetches import Failure
from advocacybot.campaign.suggestions import Kind, Suggestion
from advocacybot.council.outcomes import Ballot
from advocacybot.pipeline import lookout, suggest, watch
from advocacybot.pipeline.lookout import LEASE, Lookout
from advocacybot.pipeline.noticed import IN_A_ROW, noticed
from advocacybot.pipeline.noticed import Kind as Told
from advocacybot.store import feeds, journal, suggestions
from advocacybot.store.models import MatterRow, PostRow
from tests.fakes.feeds import CALENDAR, FEEDS, JOURNAL, PRESS, Servers, a_calendar_file, a_feed, an_event, an_item
from tests.houses import ANA, MakeHouse, a_vote_entry
from tests.pipeline.steps import HOUR, RIVAL, SOLO, SYMBOL, Make, told
from tests.store.at_once import elsewhere

MINUTE, AN_HOUR, A_DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
HALF_A_DAY = 13 * AN_HOUR
"""Longer than any server is left alone that may be mended by itself."""
VETO = (
    "The Council rejected draft resolution S/2016/846 by a vote of 11 in favour to 2 against (Russian Federation, Venezuela), "
    "with 2 abstentions (Angola, China)."
)


class Watching:
    """A house that watches feeds, and the servers that have them."""

    def __init__(self, make: Make, *entries: str) -> None:
        self.at_work: MakeHouse = make(*entries, campaign=SOLO)
        (self.at_work.folder / "config" / "feeds.yaml").write_text(FEEDS, encoding="utf-8")
        watch.reread(self.at_work.house)
        self.servers = Servers({PRESS: a_feed(an_item("Nothing")), CALENDAR: a_calendar_file()})
        self.journal_of(0)
        self.journal_of(1)

    def journal_of(self, days: int, *meetings: dict[str, object]) -> None:
        day = (self.at_work.clock.now() - dt.timedelta(hours=4)).date() + days * A_DAY
        groups = [{"sessions": [{"name": "Security Council", "meetings": list(meetings)}]}]
        self.servers.there[JOURNAL.replace("{day}", f"{day}")] = json.dumps({"groups": groups})

    def look(self, *only: str, later: dt.timedelta = dt.timedelta()) -> int:
        self.at_work.clock.set(self.at_work.clock.now() + later)
        return lookout.look(self.at_work.house, only or None, self.servers.fetch)

    def brings(self, address: str, what: str | Failure, later: dt.timedelta = A_DAY) -> list[Suggestion]:
        """What is open once that is there."""
        self.servers.there[address] = what
        self.look(later=later)
        return self.open

    @property
    def open(self) -> list[Suggestion]:
        return [one.suggestion for one in suggestions.listed()]

    def asked(self, address: str) -> int:
        return self.servers.asked.count(address)


@pytest.fixture
def watching(make_house: Make) -> Watching:
    return Watching(make_house, a_vote_entry(meeting="S/PV.7785"))


# ── when ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_feed_is_asked_when_it_is_due_and_not_before(watching: Watching) -> None:
    watching.look()
    watching.look(later=14 * MINUTE)
    assert (watching.asked(PRESS), watching.asked(CALENDAR)) == (1, 1)
    watching.look(later=4 * MINUTE)
    assert (watching.asked(PRESS), watching.asked(CALENDAR)) == (2, 1)


def test_a_person_asks_whenever_they_like_for_what_they_name(watching: Watching) -> None:
    watching.look()
    watching.look("press")
    assert (watching.asked(PRESS), watching.asked(CALENDAR)) == (2, 1)


def test_a_fleet_asks_once(watching: Watching) -> None:
    """While one process waits for the server, another one finds nothing due."""
    asked = []

    def slowly(*args: Any, **kwargs: Any) -> Any:
        asked.append(elsewhere(lambda: lookout.look(watching.at_work.house, None, never)))
        return watching.servers.fetch(*args, **kwargs)

    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError

    watching.servers.there = {PRESS: a_feed(an_item("Nothing"))}
    (watching.at_work.folder / "config" / "feeds.yaml").write_text(
        FEEDS.partition("  - {name: votes")[0] + "words:" + FEEDS.partition("words:")[2], encoding="utf-8"
    )
    watch.reread(watching.at_work.house)
    lookout.look(watching.at_work.house, None, slowly)
    assert asked == [0]
    assert watching.asked(PRESS) == 1


def test_what_has_not_changed_is_not_read_again(watching: Watching) -> None:
    assert len(watching.brings(PRESS, a_feed(an_item("Vote on a draft resolution on Syria")))) == 1
    suggest.dismiss(watching.at_work.house, watching.open[0].number, ANA, "no")
    assert watching.look(later=A_DAY) == 0
    assert feeds.states(["press"])["press"].worked_at == watching.at_work.clock.now()


def test_without_feeds_nothing_is_asked(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    (at_work.folder / "config" / "feeds.yaml").unlink(missing_ok=True)
    watch.reread(at_work.house)
    servers = Servers()
    assert lookout.look(at_work.house, None, servers.fetch) == 0
    assert servers.asked == []


# ── what a feed brings ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_situation_that_no_vote_of_the_calendar_is_about_is_named_as_the_record_names_it(make_house: Make) -> None:
    watching = Watching(partial(make_house, lean=False))
    (one,) = watching.brings(
        PRESS, a_feed(an_item("Syria: Vote on a Draft Resolution", "Tomorrow on S/2016/847.", "https://press.example/aleppo"))
    )
    assert one.told.situation is not None
    assert {language: one.told.situation[language] for language in ("en", "fr", "es")} == {
        "en": "Syria",
        "fr": "Syrie",
        "es": "Siria",
    }


def test_words_that_announce_a_vote_suggest_one_with_the_passage_and_the_situation(watching: Watching) -> None:
    item = an_item("Syria: Vote on a Draft Resolution", "Tomorrow on S/2016/847.", "https://press.example/aleppo")
    (one,) = watching.brings(PRESS, a_feed(item))
    (sighting,) = one.sightings
    assert (one.kind, one.told.symbol, one.told.situation) == (
        Kind.VOTE_AHEAD,
        RIVAL,
        {"en": "Syria", "fr": "Syrie", "es": "Siria"},
    )
    assert (sighting.feed, sighting.passage, sighting.language) == ("press", "Vote on a Draft Resolution", "en")
    assert (sighting.address, sighting.at) == ("https://press.example/aleppo", dt.datetime(2016, 10, 3, 16, 0, tzinfo=dt.UTC))


def test_one_press_release_at_two_addresses_is_suggested_once(watching: Watching) -> None:
    addresses = ("https://press.un.org/en/2026/sc16444.doc.htm", "https://press.un.org/en/blog/sc16444")
    items = [an_item("Massacre in Kenscoff", "It speaks of a massacre.", address) for address in addresses]
    (one,) = watching.brings(PRESS, a_feed(*items))
    assert (one.kind, [sighting.item for sighting in one.sightings]) == (Kind.WARNING, ["SC/16444"])


def test_an_outcome_is_suggested_with_the_roll_call_that_was_read(watching: Watching) -> None:
    (one,) = watching.brings(PRESS, a_feed(an_item("Security Council Rejects Draft", VETO)))
    assert (one.kind, one.told.symbol) == (Kind.OUTCOME, SYMBOL)
    assert one.told.ballots == {"RUS": "against", "VEN": "against", "AGO": "abstained", "CHN": "abstained"}
    assert set(one.told.inferred.values()) == {Ballot.IN_FAVOUR}
    assert len(one.told.inferred) == 11
    assert VETO in one.told.text


def test_an_outcome_without_a_roll_call_is_suggested_by_its_words(watching: Watching) -> None:
    (one,) = watching.brings(PRESS, a_feed(an_item("It was decided by a vote of the Council", "on S/2016/846")))
    assert (one.kind, one.told.symbol, one.told.ballots) == (Kind.OUTCOME, SYMBOL, {})


def test_what_was_dismissed_does_not_come_back_by_the_same_item(watching: Watching) -> None:
    (one,) = watching.brings(PRESS, a_feed(an_item("A massacre in Aleppo")))
    suggest.dismiss(watching.at_work.house, one.number, ANA, "known")
    assert (
        watching.brings(PRESS, a_feed(an_item("A massacre in Aleppo, again"), an_item("Else", "", "https://press.example/2")))
        == []
    )


@pytest.mark.parametrize("year", ["0001", "1945", "2999", "9999"])
def test_an_item_of_a_day_that_cannot_be_was_published_when_it_was_seen(watching: Watching, year: str) -> None:
    item = an_item("Security Council Rejects Draft", VETO, at=f"31 Dec {year} 23:59:59 +0000")
    (one,) = watching.brings(PRESS, a_feed(item))
    assert one.sightings[0].at == watching.at_work.clock.now()
    assert len(one.told.inferred) == 11


def test_of_several_votes_that_name_no_symbol_nobody_tells_which_is_which(watching: Watching) -> None:
    two = (
        "It was rejected by a vote of 11 in favour to 2 against, with 2 abstentions. "
        "Another was adopted by a vote of 14 in favour to none against, with 1 abstention."
    )
    (one,) = watching.brings(PRESS, a_feed(an_item("Two votes", two)))
    assert (one.told.symbol, one.told.totals) == (None, {})


# ── what a calendar brings ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_that_ours_does_not_have_is_suggested_with_its_facts(watching: Watching) -> None:
    (one,) = watching.brings(CALENDAR, a_calendar_file(an_event(RIVAL)))
    assert (one.kind, one.told.symbol, one.told.hour) == (Kind.VOTE_AHEAD, RIVAL, HOUR)
    assert (one.told.subject, one.told.situation) == ({"en": "Aleppo"}, {"en": "Syria"})


def test_a_vote_at_our_hour_is_no_news_and_at_another_it_may_have_moved(watching: Watching) -> None:
    assert watching.brings(CALENDAR, a_calendar_file(an_event())) == []
    (one,) = watching.brings(CALENDAR, a_calendar_file(an_event(start="DTSTART:20161008T200000Z")))
    assert (one.kind, one.told.hour) == (Kind.MOVED, HOUR + AN_HOUR)
    (joined,) = watching.brings(CALENDAR, a_calendar_file(an_event(start="DTSTART:20161008T210000Z")), MINUTE * 70)
    assert (joined.number, joined.told.hour, len(joined.sightings)) == (one.number, HOUR + 2 * AN_HOUR, 2)


def test_a_vote_on_a_day_alone_has_no_hour_before_a_person_gives_it_one(watching: Watching) -> None:
    (one,) = watching.brings(CALENDAR, a_calendar_file(an_event(RIVAL, "DTSTART;VALUE=DATE:20161009")))
    assert (one.kind, one.told.hour) == (Kind.VOTE_AHEAD, None)
    assert "2016-10-09" in one.sightings[0].title


def test_a_vote_that_is_cancelled_may_be_called_off(watching: Watching) -> None:
    (one,) = watching.brings(CALENDAR, a_calendar_file(an_event(STATUS="CANCELLED")))
    assert (one.kind, one.told.symbol) == (Kind.CALLED_OFF, SYMBOL)


def test_a_vote_that_others_name_no_more_may_be_called_off_where_the_calendar_names_others(watching: Watching) -> None:
    two = an_event(), an_event(RIVAL, uid="two@example")
    watching.brings(CALENDAR, a_calendar_file(*two))
    found = watching.brings(CALENDAR, a_calendar_file(two[1]), 2 * AN_HOUR)
    assert [(one.kind, one.told.symbol) for one in found] == [(Kind.CALLED_OFF, SYMBOL), (Kind.VOTE_AHEAD, RIVAL)]


def test_an_entry_that_cannot_be_read_is_told_once_with_its_line_and_shown_while_it_stands_there(watching: Watching) -> None:
    floating = a_calendar_file(an_event(RIVAL, "DTSTART:20161009T150000"))
    assert watching.brings(CALENDAR, floating) == []
    watching.brings(
        CALENDAR, a_calendar_file(an_event(RIVAL, "DTSTART:20161009T150000"), an_event(uid="two@example")), HALF_A_DAY
    )
    (unread,) = feeds.states(["votes"])["votes"].unread
    assert "votes, line" in unread
    assert [row.facts["why"] for row in journal.read("votes")] == [unread]
    watching.brings(CALENDAR, a_calendar_file(an_event(uid="two@example")), HALF_A_DAY)
    assert feeds.states(["votes"])["votes"].unread == ()


@pytest.mark.parametrize("now", [a_calendar_file(), "", "BEGIN:VCALENDAR\r\n", Failure.OUT_OF_ORDER], ids=str)
def test_a_calendar_that_fails_or_is_empty_calls_no_vote_off(watching: Watching, now: str | Failure) -> None:
    watching.brings(CALENDAR, a_calendar_file(an_event()))
    for _ in range(IN_A_ROW):
        assert watching.brings(CALENDAR, now, HALF_A_DAY) == []
    assert feeds.failing(["votes"], IN_A_ROW) != []
    assert watching.brings(CALENDAR, a_calendar_file(an_event()), HALF_A_DAY) == []
    assert feeds.failing(["votes"], 1) == []


def test_a_person_says_that_a_calendar_is_meant_to_be_empty(watching: Watching) -> None:
    watching.brings(CALENDAR, a_calendar_file(an_event()))
    watching.brings(CALENDAR, a_calendar_file())
    assert [one.why.partition(" is ")[0] for one in feeds.failing(["votes"], 1)] == ["The calendar votes"]
    watching.look("votes")
    assert feeds.failing(["votes"], 1) == []
    assert watching.open == []


# ── what the Journal brings ─────────────────────────────────────────────────────────────────────────────────────────


def a_meeting(start: str = "2016-10-04T15:00:00", **more: object) -> dict[str, object]:
    return {"id": "abc", "meetingNumber": {"en": "7785th meeting"}, "title": {"en": "Syria"}, "startDate": start} | more


def test_a_meeting_of_a_vote_at_another_hour_may_have_moved_it(watching: Watching) -> None:
    watching.journal_of(0, a_meeting(), a_meeting(id="other", meetingNumber={"en": "7786th meeting"}))
    watching.look()
    (one,) = watching.open
    assert (one.kind, one.told.symbol, one.told.hour) == (Kind.MOVED, SYMBOL, dt.datetime(2016, 10, 4, 19, 0, tzinfo=dt.UTC))


def test_a_meeting_that_is_cancelled_may_call_its_vote_off(watching: Watching) -> None:
    watching.journal_of(0, a_meeting(isCancelled=True))
    watching.look()
    assert [(one.kind, one.told.symbol) for one in watching.open] == [(Kind.CALLED_OFF, SYMBOL)]


def test_a_day_that_has_no_page_in_the_journal_lists_nothing_and_is_no_failure(watching: Watching) -> None:
    for address in [one for one in watching.servers.there if one.startswith(JOURNAL.split("{")[0])]:
        watching.servers.there[address] = Failure.GONE
    watching.look()
    assert (watching.open, feeds.failing(["journal"], 1)) == ([], [])


# ── what fails ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_feed_that_fails_is_left_alone_for_longer_and_longer_and_told_of_once(
    watching: Watching, caplog: pytest.LogCaptureFixture
) -> None:
    watching.servers.there[PRESS] = Failure.OUT_OF_ORDER
    for _ in range(20):
        watching.look(later=20 * MINUTE)
    assert 4 <= watching.asked(PRESS) <= 8
    assert told("press") == ["feed fails"]
    assert sum("feed press cannot be read" in record.message for record in caplog.records) == 1


def test_the_staff_is_told_of_a_feed_that_fails_in_a_row_until_it_works_again(watching: Watching) -> None:
    watching.servers.there[PRESS] = Failure.GONE
    for failed in range(IN_A_ROW):
        assert [one for one in noticed(watching.at_work.house) if one.kind is Told.FEED_FAILS] == [], failed
        watching.look(later=2 * A_DAY)
    (notice,) = [one for one in noticed(watching.at_work.house) if one.kind is Told.FEED_FAILS]
    assert (notice.title, "has nothing there" in notice.body) == ("The feed press cannot be read", True)
    watching.brings(PRESS, a_feed(an_item("Nothing")), 2 * A_DAY)
    assert [one for one in noticed(watching.at_work.house) if one.kind is Told.FEED_FAILS] == []
    assert journal.read("press")[-1].kind == "feed works again"


def test_one_that_fails_keeps_no_other_from_being_read(watching: Watching) -> None:
    watching.servers.there[PRESS] = "<html>"
    assert len(watching.brings(CALENDAR, a_calendar_file(an_event(RIVAL)))) == 1
    assert [one.name for one in feeds.failing(["press", "votes", "journal"], 1)] == ["press"]


def test_what_cannot_be_kept_is_a_failure_like_any_other(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(suggest, "keep", broken)
    watching.look("press")
    assert [one.name for one in feeds.failing(["press"], 1)] == ["press"]


def test_whoever_is_killed_while_asking_is_followed_by_another(watching: Watching) -> None:
    def killed(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        lookout.look(watching.at_work.house, None, killed)
    watching.look(later=LEASE)
    assert watching.asked(PRESS) == 1


def test_the_staff_is_told_of_what_is_to_be_decided(watching: Watching) -> None:
    watching.brings(PRESS, a_feed(an_item("A massacre in Aleppo")))
    (notice,) = [one for one in noticed(watching.at_work.house) if one.kind is Told.SUGGESTED]
    assert "a report speaks of atrocity crimes" in notice.title
    assert "A massacre in Aleppo (press)" in notice.body


# ── nothing acts on a guess ─────────────────────────────────────────────────────────────────────────────────────────


def rows() -> tuple[list[Any], list[Any]]:
    return list(MatterRow.objects.order_by("pk").values()), list(PostRow.objects.order_by("pk").values())


def test_whatever_comes_in_no_vote_and_no_post_changes(watching: Watching) -> None:
    before = rows()
    assert min(map(len, before)) > 0
    items = ["Vote on a draft resolution S/2016/847", VETO, "A genocide in Syria", "Nothing"]
    watching.brings(
        PRESS, a_feed(*(an_item(words, "", f"https://press.example/{number}") for number, words in enumerate(items))), MINUTE
    )
    events = an_event(RIVAL, uid="two@example"), an_event(start="DTSTART:20161008T210000Z")
    watching.brings(CALENDAR, a_calendar_file(*events), 2 * AN_HOUR)
    watching.brings(CALENDAR, a_calendar_file(events[0], an_event(STATUS="CANCELLED")), 2 * AN_HOUR)
    watching.journal_of(0, a_meeting(isCancelled=True))
    watching.brings(CALENDAR, a_calendar_file(events[0]), 2 * AN_HOUR)
    watching.brings(CALENDAR, a_calendar_file(), 2 * AN_HOUR)
    assert {one.kind for one in watching.open} == set(Kind)
    assert rows() == before


SAMPLES = Path(__file__).parent.parent / "sources"


@pytest.mark.parametrize(("address", "folder"), [(PRESS, "feeds"), (CALENDAR, "calendars")])
def test_no_file_that_anybody_may_send_changes_a_vote_or_a_post(watching: Watching, address: str, folder: str) -> None:
    before, files = rows(), sorted(one for one in (SAMPLES / folder).iterdir() if one.is_file())
    assert len(files) > 20
    for file in files:
        watching.servers.there[address] = file.read_bytes()
        watching.look("press", "votes")
    assert watching.asked(address) == len(files)
    assert rows() == before
    assert watching.open != []


# ── in a thread of its own ──────────────────────────────────────────────────────────────────────────────────────────


def test_it_is_looked_out_for_by_whoever_plans_in_a_thread_of_its_own(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end, threads = threading.Event(), threading.Event(), []

    def look(_: object) -> None:
        threads.append(threading.current_thread().name)
        begun.set()
        may_end.wait(10)

    monkeypatch.setenv("ADVOCACYBOT_FEEDS", "watched")
    slow = Lookout(watching.at_work.house, look)
    slow.attend(planning=False)
    assert threads == []
    slow.attend(planning=True)
    assert begun.wait(10)
    slow.attend(planning=True)
    may_end.set()
    assert threads == ["feeds"]


def test_a_machine_that_is_to_ask_for_no_feeds_asks_for_none(watching: Watching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCACYBOT_FEEDS", "off")
    looks: list[object] = []
    Lookout(watching.at_work.house, looks.append).attend(planning=True)
    assert [thread.name for thread in threading.enumerate() if thread.name == "feeds"] == []
    assert looks == []


def test_a_look_that_breaks_ends_nothing(
    watching: Watching, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVOCACYBOT_FEEDS", "watched")

    def breaks(_: object) -> None:
        raise ZeroDivisionError

    broken = Lookout(watching.at_work.house, breaks)
    with caplog.at_level(logging.ERROR):
        broken.attend(planning=True)
        for thread in threading.enumerate():
            if thread.name == "feeds":
                thread.join(10)
    assert "feeds cannot be looked at now" in caplog.text
