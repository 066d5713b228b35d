"""Warnings in the room: accepted out of suggestions after a look at their posts, told on pages of their own, and taken back."""

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from advocacybot.campaign.posts import PostState
from advocacybot.campaign.roles import Role
from advocacybot.campaign.suggestions import Kind, Seen, State
from advocacybot.pipeline import suggest, warn
from advocacybot.store import suggestions, warnings
from advocacybot.web.models import Staff
from tests.campaign.test_suggestions import seen
from tests.fakes.platforms import loses_the_receipt
from tests.houses import ANA, BEN, MakeHouse
from tests.pipeline.steps import a_campaign, an_account, edit_campaign, everything, the_bot_looks, waiting, with_a_fake
from tests.pipeline.warning_steps import A_WEEK, WARNS, accepted, published, worded
from tests.web.conftest import Room
from tests.web.forms import do, mark, text

Make = Callable[..., Room]
Answer = Any

IN_TWO_LANGUAGES = a_campaign(an_account(), an_account("french", language="fr", platform="mastodon"), warnings=A_WEEK)
SENTENCE = "Attacks on hospitals in Aleppo may amount to war crimes and crimes against humanity."
NASTY = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"


def a_report(number: int = 1, **words: str) -> Seen:
    """A report of Aleppo, which names two of the crimes."""
    found = seen(f"ohchr/aleppo/{number}", Kind.WARNING, feed="ohchr", symbol=None, situation="Syria")
    facts = {
        "title": f"Aleppo, report {number}",
        "address": f"https://www.ohchr.org/aleppo/{number}",
        "passage": "war crimes",
        "sentence": SENTENCE,
    }
    return Seen(found.kind, found.sighting.model_copy(update=facts | words))


def suggested(room: Room, *reports: Seen) -> int:
    """The number of the suggestion that those reports make."""
    (made,) = suggest.keep(room.at_work.house, reports or (a_report(),))
    return made.number


def form_of(answer: Answer) -> dict[str, list[str]]:
    """What a form's inputs send as they stand: of those to tick, the ones that are."""
    sent: dict[str, list[str]] = {}
    for name, value, rest in re.findall(r'<input[^>]*?name="([\w.-]+)"[^>]*?value="([^"]*)"([^>]*)', answer.content.decode()):
        if name != "crime" or "checked" in rest:
            sent.setdefault(name, []).append(unescape(value))
    return sent


def the_form(room: Room, number: int, role: Role = Role.OPERATOR) -> tuple[Client, str, Answer]:
    client, where = room.enter(role), reverse("warning-accept", args=[number])
    return client, where, client.get(where)


def page(room: Room, number: int, role: Role = Role.OPERATOR) -> Answer:
    answer = room.enter(role).get(reverse("warning", args=[number]))
    assert answer.status_code == 200
    return answer


def state(number: int) -> State:
    return suggestions.get(number).suggestion.state


# ── its form ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_form_begins_with_what_was_read(make_room: Make) -> None:
    room = make_room(campaign=IN_TWO_LANGUAGES)
    _, _, answer = the_form(room, suggested(room))
    given = form_of(answer)
    assert (given["situation.en"], given["situation.fr"]) == (["Syria"], [""])
    assert given["crime"] == ["crimes against humanity", "war crimes"]
    assert given["title"] == ["Aleppo, report 1", "", ""]
    assert given["date"] == ["2016-10-08", "", ""]
    assert given["url"] == ["https://www.ohchr.org/aleppo/1", "", ""]
    assert SENTENCE.replace("war crimes", "<mark>war crimes</mark>") in answer.content.decode()


def test_of_many_reports_it_begins_with_the_three_that_were_seen_last_and_the_crimes_that_they_name(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    silent = {"passage": "massacre", "sentence": "A massacre."}
    number = suggested(room, a_report(1), *(a_report(number, **silent) for number in (2, 3, 4)))
    given = form_of(the_form(room, number)[2])
    assert given["title"] == ["Aleppo, report 4", "Aleppo, report 3", "Aleppo, report 2"]
    assert "crime" not in given


def test_a_long_title_is_cut_to_what_a_post_may_name_on_one_line(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    given = form_of(the_form(room, suggested(room, a_report(title="Aleppo\n  " + "x" * 400)))[2])
    assert given["title"][0] == "Aleppo " + "x" * 293


def test_the_list_and_the_suggestion_lead_to_its_form_and_offer_a_note_beside_it(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    number = suggested(room)
    where = reverse("warning-accept", args=[number])
    for address in (reverse("suggestions"), reverse("suggestion", args=[number])):
        words = room.enter(Role.OPERATOR).get(address).content.decode()
        assert f'href="{where}"' in words
        assert "Accept with a note" in words
        assert where not in room.enter(Role.VIEWER).get(address).content.decode()


def test_a_campaign_that_speaks_of_no_warnings_offers_a_note_alone_and_says_why(make_room: Make) -> None:
    room = make_room(campaign=a_campaign())
    number = suggested(room)
    client, where, answer = the_form(room, number)
    assert answer.status_code == 422
    assert "the campaign posts of no warnings" in text(answer)
    shown = client.get(reverse("suggestion", args=[number]))
    assert where not in shown.content.decode()
    assert "campaign.yaml has no `warnings:`. Accept it with a note of what you did." in text(shown)
    client.post(reverse("suggestion-note", args=[number]), {"version": 1, "why": "warning letters were written"})
    assert state(number) is State.ACCEPTED
    assert "warning letters were written" in text(client.get(reverse("suggestion", args=[number])))


def test_a_suggestion_that_is_no_warning_or_is_decided_opens_no_form(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    (other,) = suggest.keep(room.at_work.house, [seen("blue/aleppo", Kind.VOTE_AHEAD)])
    assert the_form(room, other.number)[2].status_code == 422
    number = suggested(room)
    suggest.dismiss(room.at_work.house, number, ANA, "an old report")
    assert the_form(room, number)[2].status_code == 409
    assert the_form(room, number + 1)[2].status_code == 404


# ── what it does, and done ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_posts_are_shown_before_anything_is_drafted(make_room: Make) -> None:
    room = make_room(campaign=IN_TWO_LANGUAGES)
    number = suggested(room)
    before = everything()
    client, where, answer = the_form(room, number)
    shown = client.post(where, form_of(answer) | {"situation.fr": "Syrie"})
    words = text(shown)
    assert "4 posts are drawn" in words
    for told in (
        "warning to the supporters · solo",
        "invitation to the Secretary-General · french",
        "Syria: the report cited below speaks of crimes against humanity and war crimes",
        "Syrie : la source citée ci-dessous fait état des crimes suivants",
        "Aleppo, report 1 https://www.ohchr.org/aleppo/1",
    ):
        assert told in words
    assert everything() == before


def test_what_was_shown_is_done_under_the_name_of_whoever_asks(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    number = suggested(room)
    client, where, answer = the_form(room, number)
    room.at_work.clock.set(room.at_work.clock.now() + dt.timedelta(minutes=3))
    answer = do(client, where, form_of(answer))
    assert answer.headers["Location"] == reverse("warning", args=[number])
    assert "The warning is accepted. Its posts wait for people to agree to them." in text(client.get(answer.headers["Location"]))
    (kept,) = warnings.listed(most=2)
    assert (kept.warning.by, kept.warning.at) == (ANA, room.at_work.clock.now())
    assert waiting() == [("invitation", "queued"), ("warning", "queued")]
    assert state(number) is State.ACCEPTED
    accepted_ones = client.get(reverse("suggestions"), {"show": "accepted"}).content.decode()
    assert f'<a href="{reverse("warning", args=[number])}">Warning {number}</a>' in accepted_ones


def test_what_somebody_changes_after_the_preview_is_shown_anew_before_it_is_done(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    client, where, answer = the_form(room, suggested(room))
    typed = form_of(answer)
    shown = client.post(where, typed)
    again = client.post(where, typed | {"crime": ["genocide"], "do": mark(shown)})
    assert "What this does has changed since it was shown: read it again." in text(again)
    assert warnings.count() == 0


def test_each_thing_that_is_missing_is_told_beside_its_field_and_nothing_typed_is_lost(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    client, where, answer = the_form(room, suggested(room))
    answer = client.post(where, {"version": "1", "situation.en": "", "title": [""], "date": [""], "url": [""]})
    words = text(answer)
    assert answer.status_code == 422
    assert "3 things are not right yet." in words
    for told in ("this is empty; write it", "no crime is ticked; tick those", "no report is named; name at least one"):
        assert words.count(told) == 1
    typed = {"version": "1", "situation.en": "Syria", "crime": ["genocide"]}
    rows: dict[str, Any] = {"title": ["", "A report"], "date": ["2016-10-07", "yesterday"], "url": ["", "no address"]}
    answer = client.post(where, typed | rows)
    assert answer.status_code == 422
    assert (form_of(answer)["date"], form_of(answer)["url"]) == (["2016-10-07", "yesterday", ""], ["", "no address", ""])
    assert form_of(answer)["crime"] == ["genocide"]
    assert re.findall(r'<p class="problem" id="([\w-]+)-problem">', answer.content.decode()) == ["title-0", "date-1", "url-1"]


@pytest.mark.parametrize(
    "forged",
    [
        {"crime": ["theft"]},
        {"crime": ["genocide", "genocide"]},
        {"title": ["a", "b", "c", "d"], "date": [""] * 4, "url": [""] * 4},
        {"situation.en": "x" * 301},
    ],
)
def test_what_no_form_of_ours_sends_is_refused(make_room: Make, forged: dict[str, Any]) -> None:
    room = make_room(campaign=WARNS)
    client, where, answer = the_form(room, suggested(room))
    assert client.post(where, form_of(answer) | forged).status_code == 422
    assert warnings.count() == 0


def test_a_post_that_cannot_be_worded_is_told_before_anything_is_accepted(make_room: Make) -> None:
    room = make_room(campaign=a_campaign(an_account(platform="bluesky"), warnings=A_WEEK))
    number = suggested(room)
    client, where, answer = the_form(room, number)
    rows = {"title": ["A report"], "date": [""], "url": [f"https://example.org/{'y' * 470}"]}
    answer = client.post(where, form_of(answer) | rows)
    assert answer.status_code == 422
    assert f"warning {number}, invitation for solo" in text(answer)


def test_a_report_that_came_meanwhile_is_read_first(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    number = suggested(room)
    client, where, answer = the_form(room, number)
    typed = form_of(answer) | {"situation.en": "Syria (Aleppo)"}
    shown = client.post(where, typed)
    suggest.keep(room.at_work.house, [a_report(2)])
    answer = client.post(where, typed | {"do": mark(shown)})
    assert answer.status_code == 409
    assert "Aleppo, report 2" in text(answer)
    assert form_of(answer)["situation.en"] == ["Syria (Aleppo)"]
    assert warnings.count() == 0
    assert do(client, where, form_of(answer)).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_form_that_does_not_say_what_was_looked_at_accepts_nothing(make_room: Make, version: str) -> None:
    room = make_room(campaign=WARNS)
    client, where, answer = the_form(room, suggested(room))
    assert client.post(where, form_of(answer) | {"version": version}).status_code == 422
    assert warnings.count() == 0


# ── its page ────────────────────────────────────────────────────────────────────────────────────────────────────────


def a_warned_room(make: Make) -> tuple[Room, int]:
    """A room in which Ana accepted a warning, and its number."""
    room = make(campaign=WARNS)
    return room, accepted(room.at_work)


def test_the_page_tells_what_it_says_who_accepted_it_and_what_became_of_it(make_room: Make) -> None:
    room, number = a_warned_room(make_room)
    published(room.at_work)
    words = text(page(room, number, Role.VIEWER))
    for told in (
        f"Warning {number} · Syria",
        "Syria · Syrie",
        "war crimes",
        "Ana Approver, Tue 4 Oct 2016 12:00 New York",
        "Tue 11 Oct 2016 12:00 New York",
        "New Zealand named by lists before and after that day, or of it",
        "warning to the supporters",
        "published",
        "warning accepted – Ana Approver",
        "part 1",
    ):
        assert told in words
    assert 'href="https://www.ohchr.org/aleppo"' in page(room, number).content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_it_is_taken_back_by_those_alone_who_may(make_room: Make, role: Role) -> None:
    room, number = a_warned_room(make_room)
    where = reverse("warning-take-back", args=[number])
    assert (where in page(room, number, role).content.decode()) is (role is not Role.VIEWER)
    assert (room.enter(role).get(where).status_code == 403) is (role is Role.VIEWER)
    assert (room.enter(role).get(reverse("warning-accept", args=[number])).status_code == 403) is (role is Role.VIEWER)


def test_there_is_no_page_of_a_warning_that_nobody_accepted(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    number = suggested(room)
    for route in ("warning", "warning-take-back"):
        assert room.enter().get(reverse(route, args=[number])).status_code == 404


def test_the_list_shows_the_latest_first_and_how_each_stands(make_room: Make) -> None:
    room, first = a_warned_room(make_room)
    published(room.at_work)
    room.at_work.clock.set(room.at_work.clock.now() + dt.timedelta(days=8))
    second = accepted(room.at_work, "ohchr/sanaa", situation={"en": "Yemen"})
    answer = room.enter(Role.VIEWER).get(reverse("warnings"))
    words = text(answer)
    assert words.index(f"Warning {second} · Yemen stands") < words.index(f"Warning {first} · Syria over")
    assert "2 posts wait" in words
    assert "2 posts out" in words
    warn.take_back(room.at_work.house, second, ANA, "a drill")
    assert f"Warning {second} · Yemen taken back" in text(room.enter().get(reverse("warnings")))


def test_where_nobody_accepted_one_the_list_says_so(make_room: Make) -> None:
    answer = make_room(campaign=WARNS).enter(Role.VIEWER).get(reverse("warnings"))
    assert "Nobody has accepted a warning yet." in text(answer)
    assert 'aria-current="page">Warnings</a>' in answer.content.decode()


def test_a_long_list_is_in_pages_and_takes_no_more_queries(
    make_room: Make, django_queries: Callable[[Callable[[], object]], int]
) -> None:
    room, _ = a_warned_room(make_room)
    client = room.enter()
    few = django_queries(lambda: client.get(reverse("warnings")))
    for number in range(20):
        accepted(room.at_work, f"ohchr/aleppo/{number}")
    assert django_queries(lambda: client.get(reverse("warnings"))) <= few
    assert client.get(reverse("warnings")).content.decode().count('<span class="state">') == 20
    assert client.get(reverse("warnings"), {"page": 2}).content.decode().count('<span class="state">') == 1


def test_where_the_campaign_speaks_of_warnings_no_more_its_page_says_so(make_room: Make) -> None:
    room, number = a_warned_room(make_room)
    edit_campaign(room.at_work, a_campaign())
    assert "Nothing more is drafted of it: campaign.yaml has no `warnings:`." in text(page(room, number))


# ── its posts, wherever they are shown ──────────────────────────────────────────────────────────────────────────────


def test_a_post_of_a_warning_leads_to_it_from_the_queue_and_the_journal(make_room: Make) -> None:
    room, number = a_warned_room(make_room)
    client, where = room.enter(), reverse("warning", args=[number])
    queue = client.get(reverse("queue"))
    assert f"invitation to the Secretary-General · Warning {number} · solo" in text(queue)
    assert f'<a href="{where}">Its warning' in queue.content.decode()
    journal = client.get(reverse("journal")).content.decode()
    assert f'<a href="{where}">warning {number}</a>' in journal
    assert f'<a href="{reverse("suggestion", args=[number])}">suggestion {number}</a>' in journal


def test_the_page_of_a_post_shows_what_it_rests_on(make_room: Make) -> None:
    room, number = a_warned_room(make_room)
    (post, *_) = room.at_work.queue()
    answer = room.enter().get(reverse("post", args=[post.id]))
    words = text(answer)
    for told in (
        f"The whole story of Warning {number}",
        "war crimes",
        "OHCHR: Aleppo",
        "Ana Approver, Tue 4 Oct 2016 12:00 New York",
        "Japan support on that day not known; listed as of 15 May 2017",
        "Agree to these words",
    ):
        assert told in words
    assert reverse("warning", args=[number]) in answer.content.decode()


def test_a_post_of_a_warning_is_agreed_to_edited_held_and_rejected_as_any_other(make_room: Make) -> None:
    room, number = a_warned_room(make_room)
    invitation, warning = room.at_work.queue()
    client = room.enter()
    assert client.post(reverse("approve", args=[warning.id]), {"version": warning.version}).status_code == 302
    assert client.get(reverse("edit", args=[invitation.id])).status_code == 200
    typed = {"version": invitation.version, "words": "To the Secretary-General: Syria."}
    client.post(reverse("edit", args=[invitation.id]), typed)
    client.post(reverse("reject", args=[invitation.id]), {"version": invitation.version + 1, "why": "not now"})
    over = text(client.get(reverse("queue"), {"show": "over"}))
    assert f"invitation to the Secretary-General · Warning {number} · solo rejected" in over


def test_one_that_may_be_out_is_in_doubt_under_its_warnings_name(make_room: Make) -> None:
    made: list[Room] = []

    def at_work(**wishes: Any) -> MakeHouse:
        made.append(make_room(**wishes))
        return made[-1].at_work

    house, platform = with_a_fake(at_work, campaign=WARNS)
    number = accepted(house)
    platform.will(loses_the_receipt)
    house.approve_all()
    the_bot_looks(house)
    assert house.posts(PostState.DOUBTFUL)
    answer = made[-1].enter().get(reverse("queue"), {"show": "doubt"})
    assert f"Warning {number} · solo" in text(answer)


# ── taken back ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_taking_it_back_does_is_shown_first_and_done_with_a_reason(make_room: Make) -> None:
    room, number = a_warned_room(make_room)
    client, where = room.enter(Role.OPERATOR), reverse("warning-take-back", args=[number])
    shown = client.get(where)
    assert "Nothing more is said of this warning then." in text(shown)
    assert "2 posts leave the queue" in text(shown)
    assert "the warning was taken back" in text(shown)
    assert client.post(where, {"do": mark(shown), "why": ""}).status_code == 422
    assert waiting() != []
    answer = client.post(where, {"do": mark(shown), "why": "the report was withdrawn"}, follow=True)
    words = text(answer)
    assert "The warning is taken back." in words
    assert "warning taken back – Ana Approver: the report was withdrawn" in words
    assert "Its posts may go out until" not in words
    assert reverse("warning-take-back", args=[number]) not in answer.content.decode()
    assert waiting() == []
    assert client.get(where).status_code == 422


def test_a_post_that_goes_out_between_the_look_and_the_deed_has_it_read_again(make_room: Make) -> None:
    room, number = a_warned_room(make_room)
    client, where = room.enter(Role.OPERATOR), reverse("warning-take-back", args=[number])
    shown = client.get(where)
    published(room.at_work)
    answer = client.post(where, {"do": mark(shown), "why": "the report was withdrawn"})
    assert answer.status_code == 409
    assert "1 account has told its readers otherwise, and owes them a correction." in text(answer)
    assert 'value="the report was withdrawn"' in answer.content.decode()
    assert not warn.get(number).warning.taken_back


def test_its_correction_waits_in_the_queue_and_says_what_it_rests_on(make_room: Make) -> None:
    room, number = a_warned_room(make_room)
    published(room.at_work)
    warn.take_back(room.at_work.house, number, BEN, "the report was withdrawn")
    (correction,) = room.at_work.queue()
    client = room.enter()
    assert f"warning taken back · Warning {number} · solo" in text(client.get(reverse("queue")))
    assert client.get(reverse("post", args=[correction.id])).status_code == 200


# ── for everybody ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_script_gets_in_by_any_field(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    number = suggested(room, a_report(title=NASTY, sentence=NASTY, passage="<img"))
    client, where, answer = the_form(room, number, Role.ADMINISTRATOR)
    nasty = {"version": "1", "situation.en": NASTY, "crime": [NASTY], "title": [NASTY], "date": [NASTY], "url": [NASTY]}
    fine = nasty | {"crime": ["genocide"], "date": [""], "url": [""]}
    pages = [answer, client.post(where, nasty), client.post(where, fine)]
    do(client, where, fine)
    pages += [client.get(reverse(route, args=[number])) for route in ("warning", "warning-take-back", "suggestion")]
    pages += [client.get(reverse(route)) for route in ("warnings", "queue", "suggestions")]
    pages += [client.get(reverse("post", args=[post.id])) for post in room.at_work.queue()]
    step = reverse("warning-take-back", args=[number])
    pages.append(client.post(step, {"do": mark(client.get(step)), "why": NASTY}, follow=True))
    for one in pages:
        assert one.status_code in (200, 422)
        assert "<script>alert" not in one.content.decode()
        assert "<img src=x" not in one.content.decode()
        assert re.findall(r" on\w+=\"| style=", one.content.decode()) == []
    assert "&lt;script&gt;alert" in pages[-1].content.decode()


def test_everything_is_told_in_the_readers_language(make_room: Make) -> None:
    room = make_room(campaign=WARNS)
    number = suggested(room)
    client, where, answer = the_form(room, number)
    Staff.objects.update(language="fr")
    typed = form_of(answer)
    assert "aucun crime n’est coché" in text(client.post(where, typed | {"crime": []}))
    assert "alerte aux soutiens du Code · solo" in text(client.post(where, typed))
    warn.accept(room.at_work.house, worded(room.at_work, number), 1)
    assert f"Alerte {number} · Syrie" in text(client.get(reverse("warning", args=[number])))
    warn.take_back(room.at_work.house, number, BEN, "un essai")
    again = text(client.get(reverse("warning-take-back", args=[number])))
    assert f"alerte {number} : déjà retirée" in again
