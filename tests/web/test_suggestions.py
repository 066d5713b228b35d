"""The page of suggestions: what was read, in which words of which source; accepted by the desk's forms, changed, dismissed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from advocacybot.campaign.roles import Role
from advocacybot.campaign.suggestions import Kind, State
from advocacybot.pipeline import lookout, suggest, watch
from advocacybot.store import desk, suggestions, votes
from advocacybot.web.suggestion_shown import marked
from tests.campaign.test_suggestions import seen
from tests.fakes.feeds import CALENDAR, FEEDS, PRESS, Servers, a_calendar_file, a_feed, an_event, an_item
from tests.houses import a_vote_entry
from tests.pipeline.room_steps import a_rooms_vote, put
from tests.pipeline.steps import HOUR, MINUTE, SOLO, SYMBOL
from tests.web.conftest import Room
from tests.web.forms import do, mark, text

Make = Callable[..., Room]
Answer = Any

VETO = (
    "The Security Council rejected draft resolution S/2016/846 by a vote of 11 in favour to 2 against (Russian Federation, "
    "Venezuela), with 2 abstentions (Angola, China)."
)


def a_suggestion(room: Room, kind: Kind = Kind.VOTE_AHEAD, /, **wishes: Any) -> int:
    """The number of one that was made of one item."""
    words = {name: wishes.pop(name, "") for name in ("passage", "sentence", "address", "title")}
    found = seen("SC/12545", kind, **wishes)
    sighting = found.sighting.model_copy(update={name: word for name, word in words.items() if word})
    (made,) = suggest.keep(room.at_work.house, [type(found)(kind, sighting)])
    return made.number


def state(number: int) -> State:
    return suggestions.get(number).suggestion.state


def page(room: Room, show: str = "open", role: Role = Role.OPERATOR) -> Answer:
    answer = room.enter(role).get(reverse("suggestions"), {"show": show})
    assert answer.status_code == 200
    return answer


# ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_where_nothing_is_suggested_the_page_says_so(make_room: Make) -> None:
    assert "Nothing is to be decided." in text(page(make_room(campaign=SOLO)))


def test_a_suggestion_shows_its_passage_within_its_sentence_and_where_it_stands(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    a_suggestion(
        room,
        passage="expected to vote",
        sentence="The Council is expected to  vote <b>today</b>.",
        address="https://press.un.org/en/2016/sc12545.doc.htm",
        title="Syria: Vote on a Draft",
        hour=HOUR,
    )
    answer = page(room)
    words = answer.content.decode()
    assert "<mark>expected to  vote</mark> &lt;b&gt;today&lt;/b&gt;" in words
    assert (
        'href="https://press.un.org/en/2016/sc12545.doc.htm" rel="noopener noreferrer" lang="en">Syria: Vote on a Draft</a>'
        in words
    )
    assert "a vote may be coming · S/2016/846 open" in text(answer)
    assert "Sat 8 Oct 2016 15:00 New York" in text(answer)


def test_the_queue_tells_how_many_are_to_be_decided(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    assert "suggestion" not in text(room.enter().get(reverse("queue"))).replace("Suggestions", "")
    a_suggestion(room)
    assert "1 suggestion is to be decided" in text(room.enter().get(reverse("queue")))


def test_a_roll_call_that_was_read_shows_who_is_inferred(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    known = {"ballots": {"RUS": "against"}, "inferred": {"FRA": "in favour"}, "totals": {"against": 1, "in favour": 14}}
    a_suggestion(room, Kind.OUTCOME, **known)
    words = page(room).content.decode()
    assert "Named, against</dt><dd>Russia" in words
    assert "Inferred from the totals, in favour</dt><dd>France</dd>" in words


def test_a_viewer_looks_and_decides_nothing(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    number = a_suggestion(room)
    words = page(room, role=Role.VIEWER).content.decode()
    assert "/dismiss" not in words
    assert "suggestion=" not in words
    assert (
        room.enter(Role.VIEWER).post(reverse("suggestion-dismiss", args=[number]), {"version": 1, "why": "x"}).status_code == 403
    )


def test_the_page_tells_which_feeds_cannot_be_read_and_why(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    (room.at_work.folder / "config" / "feeds.yaml").write_text(FEEDS, encoding="utf-8")
    watch.reread(room.at_work.house)
    servers = Servers({PRESS: a_feed(an_item("Nothing"))})
    lookout.look(room.at_work.house, ["press", "votes"], servers.fetch)
    told = text(page(room))
    assert "press read last Tue 4 Oct 2016 12:00 New York" in told
    assert "votes not read yet cannot be read" in told
    assert "press.example has nothing there any more; it is tried again" in told
    assert "journal not read yet" in told


def test_the_page_tells_which_entries_of_a_calendar_cannot_be_read(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    (room.at_work.folder / "config" / "feeds.yaml").write_text(FEEDS, encoding="utf-8")
    watch.reread(room.at_work.house)
    servers = Servers({CALENDAR: a_calendar_file(an_event(start="DTSTART:20161009T150000"))})
    lookout.look(room.at_work.house, ["votes"], servers.fetch)
    assert "An entry cannot be read: votes, line 4: '2016-10-09 15:00:00' says no zone" in text(page(room))


@pytest.mark.parametrize("show", ["nothing", "<b>"])
def test_there_is_no_other_list(make_room: Make, show: str) -> None:
    room = make_room(campaign=SOLO)
    assert room.enter().get(reverse("suggestions"), {"show": show}).status_code in (404, 422)


def test_a_long_list_is_in_pages(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    found = [seen(f"blue/{number}", Kind.VOTE_AHEAD, symbol=f"S/2016/{number}") for number in range(1, 31)]
    suggest.keep(room.at_work.house, found)
    assert len(re.findall(r'<span class="state">', page(room).content.decode())) == 20
    assert len(re.findall(r'<span class="state">', room.enter().get(f"{reverse('suggestions')}?page=2").content.decode())) == 10


@pytest.mark.parametrize(
    ("sentence", "passage", "shown"),
    [
        ("It will VOTE today", "will vote", "It <mark>will VOTE</mark> today"),
        ("a < b", "", "a &lt; b"),
        ("a < b", "<", "a <mark>&lt;</mark> b"),
        ("no such words", "other", "no such words"),
        ("(a) and (a)", "(a)", "<mark>(a)</mark> and <mark>(a)</mark>"),
    ],
)
def test_the_words_that_raised_it_are_marked_and_none_is_taken_for_a_tag(sentence: str, passage: str, shown: str) -> None:
    assert marked(sentence, passage) == shown


# ── dismissed and changed ───────────────────────────────────────────────────────────────────────────────────────────


def test_it_is_dismissed_with_a_reason_and_stands_among_those_that_are_over(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    number = a_suggestion(room)
    answer = room.enter().post(reverse("suggestion-dismiss", args=[number]), {"version": 1, "why": "last year's"}, follow=True)
    assert "Dismissed." in text(answer)
    assert state(number) is State.DISMISSED
    assert "dismissed – Ana Approver" in text(page(room, "over"))
    assert "last year's" in text(room.enter().get(reverse("suggestion", args=[number])))


@pytest.mark.parametrize("why", ["", "x" * 301])
def test_without_a_short_reason_it_stays_open_and_what_was_typed_is_kept(make_room: Make, why: str) -> None:
    room = make_room(campaign=SOLO)
    number = a_suggestion(room)
    answer = room.enter().post(reverse("suggestion-dismiss", args=[number]), {"version": 1, "why": why})
    assert answer.status_code == 422
    assert f'value="{why}"' in answer.content.decode()
    assert state(number) is State.OPEN


def test_nobody_dismisses_a_source_that_they_have_not_seen(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    number = a_suggestion(room)
    suggest.keep(room.at_work.house, [seen("SC/12546", Kind.VOTE_AHEAD)])
    answer = room.enter().post(reverse("suggestion-dismiss", args=[number]), {"version": 1, "why": "a drill"})
    assert answer.status_code == 409
    assert state(number) is State.OPEN


def test_an_outcome_of_no_vote_of_the_calendar_is_accepted_once_somebody_says_which_it_is(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    number = a_suggestion(room, Kind.OUTCOME, symbol="S/RES/2118(2013)")
    assert "The calendar has no such vote." in text(page(room))
    where = reverse("suggestion-change", args=[number])
    assert room.enter().post(where, {"version": 1, "about": "no symbol"}).status_code == 422
    answer = room.enter().post(where, {"version": 1, "about": SYMBOL}, follow=True)
    assert f"Changed: it is about {SYMBOL} now." in text(answer)
    assert f"{reverse('outcome', args=[SYMBOL])}?suggestion={number}" in answer.content.decode()


def test_a_warning_is_accepted_by_saying_what_was_done(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    number = a_suggestion(room, Kind.WARNING, symbol=None, situation="Syria")
    where = reverse("suggestion-note", args=[number])
    assert room.enter().post(where, {"version": 1, "why": ""}).status_code == 422
    room.enter().post(where, {"version": 1, "why": "written to the missions"})
    assert state(number) is State.ACCEPTED


def test_nothing_else_is_accepted_by_a_note(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    number = a_suggestion(room)
    assert room.enter().post(reverse("suggestion-note", args=[number]), {"version": 1, "why": "x"}).status_code == 422
    assert state(number) is State.OPEN


# ── accepted by the desk's own forms ────────────────────────────────────────────────────────────────────────────────


def typed(answer: Answer) -> dict[str, str]:
    """What a form begins with."""
    words = answer.content.decode()
    fields = re.findall(r'<input[^>]*name="([\w.-]+)"[^>]*?value="([^"]*)"', words)
    return dict(fields)


def test_a_vote_ahead_begins_the_form_of_a_new_vote_and_is_accepted_by_being_kept(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    number = a_suggestion(room, subject="Aleppo", situation="Syria", hour=HOUR, meeting="S/PV.7785")
    client = room.enter()
    where = re.findall(r'href="(/calendar/new\?suggestion=\d+)"', page(room).content.decode())[0]
    form = client.get(where)
    given = typed(form)
    assert (given["symbol"], given["subject.en"], given["situation.en"]) == (SYMBOL, "Aleppo", "Syria")
    assert (given["day"], given["time"], given["meeting"], given["suggestion"]) == (
        "2016-10-08",
        "15:00",
        "S/PV.7785",
        f"{number}",
    )
    assert desk.votes() == {}
    answer = do(client, where, given | {"procedure": "substantive"})
    assert answer.status_code == 302
    assert state(number) is State.ACCEPTED
    assert votes.find([SYMBOL])[SYMBOL].listed


def test_to_open_the_form_decides_nothing(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    number = a_suggestion(room, subject="Aleppo", situation="Syria", hour=HOUR)
    where = f"{reverse('vote-new')}?suggestion={number}"
    room.enter().post(where, typed(room.enter().get(where)) | {"procedure": "substantive"})
    assert state(number) is State.OPEN
    assert votes.find([SYMBOL]) == {}


def test_what_was_decided_meanwhile_opens_no_form(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    number = a_suggestion(room)
    suggest.dismiss(room.at_work.house, number, "Ana Approver", "no")
    assert room.enter().get(f"{reverse('vote-new')}?suggestion={number}").status_code == 409


@pytest.mark.parametrize("number", ["17", "x", "-1"])
def test_no_form_opens_from_a_suggestion_that_there_is_not(make_room: Make, number: str) -> None:
    room = make_room(campaign=SOLO)
    assert room.enter().get(f"{reverse('vote-new')}?suggestion={number}").status_code in (404, 422)


def test_a_vote_that_moved_begins_its_form_with_the_new_hour(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    put(room.at_work.house, a_rooms_vote())
    number = a_suggestion(room, Kind.MOVED, hour=HOUR + 60 * MINUTE)
    client = room.enter()
    where = f"{reverse('vote-edit', args=[SYMBOL])}?suggestion={number}"
    given = typed(client.get(where))
    assert (given["day"], given["time"], given["subject.en"]) == ("2016-10-08", "16:00", "Aleppo")
    do(client, where, given | {"procedure": "substantive"})
    assert state(number) is State.ACCEPTED
    assert votes.find([SYMBOL])[SYMBOL].vote.hour == HOUR + 60 * MINUTE


def test_a_vote_that_is_called_off_is_withdrawn_by_the_step_that_withdraws(make_room: Make) -> None:
    room = make_room(campaign=SOLO)
    put(room.at_work.house, a_rooms_vote())
    number = a_suggestion(room, Kind.CALLED_OFF)
    client = room.enter()
    where = f"{reverse('vote-withdraw', args=[SYMBOL])}?suggestion={number}"
    shown = client.get(where)
    client.post(where, {"version": typed(shown)["version"], "why": "the calendar says so", "do": mark(shown)})
    assert state(number) is State.ACCEPTED
    assert votes.find([SYMBOL])[SYMBOL].vote.withdrawn


def test_an_outcome_begins_its_form_with_the_roll_call_that_was_read_and_who_is_inferred(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    room.at_work.clock.set(HOUR + MINUTE)
    address = "https://press.un.org/en/2016/sc12545.doc.htm"
    number = a_suggestion(room, Kind.OUTCOME, text=VETO, address=address)
    client = room.enter()
    form = client.get(f"{reverse('outcome', args=[SYMBOL])}?suggestion={number}")
    words = form.content.decode()
    assert form.status_code == 200
    chosen = dict(re.findall(r'name="ballot-(\w{3})" value="(\w+)" checked', words))
    assert (chosen["RUS"], chosen["CHN"], chosen["FRA"]) == ("against", "abstained", "in_favour")
    assert words.count("inferred from the totals") == 11
    given = {f"ballot-{code}": ballot for code, ballot in chosen.items()}
    assert (typed(form)["title"], typed(form)["url"], typed(form)["date"]) == ("SC/12545", address, "2016-10-08")
    sent = typed(form) | given | {"press": VETO, "trust": "preliminary"}
    sent.pop("without_a_vote", None)
    answer = client.post(reverse("outcome", args=[SYMBOL]), sent)
    assert answer.status_code == 302
    assert state(number) is State.ACCEPTED
    assert votes.last_report(SYMBOL) is not None


def test_an_outcome_that_is_refused_leaves_its_suggestion_open(make_room: Make) -> None:
    room = make_room(a_vote_entry(), campaign=SOLO)
    number = a_suggestion(room, Kind.OUTCOME, text=VETO)
    client = room.enter()
    sent = {"suggestion": f"{number}", "revision": "0", "title": "SC/12545"}
    assert client.post(reverse("outcome", args=[SYMBOL]), sent).status_code == 422
    assert state(number) is State.OPEN
