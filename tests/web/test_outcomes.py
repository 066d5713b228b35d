"""A vote's outcome in the browser: entered by grid and by pasted text, confirmed by a second person, corrected, never lost."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from advocacybot.campaign.roles import Role
from advocacybot.council.outcomes import Ballot, Report, Tally, Trust
from advocacybot.pipeline import outcome
from advocacybot.store import votes
from tests.factories import MEMBERS_2016, a_report, a_roll_call, a_source, without_a_vote
from tests.houses import ANA, BEN, CY, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, RIVAL, SOLO, SYMBOL, everything, the_bot_looks, waiting
from tests.sources.press_cases import FIRST_OF_TWO, GENERAL_ASSEMBLY, doubled
from tests.web.conftest import Room

Make = Callable[..., Room]
NASTY = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
VETOED = a_report()
ADOPTED = a_report(a_roll_call(against="VEN", abstained="AGO CHN"))
ALEPPO_GRID = {f"ballot-{state}": "in_favour" for state in MEMBERS_2016} | {
    "ballot-RUS": "against",
    "ballot-VEN": "against",
    "ballot-AGO": "abstained",
    "ballot-CHN": "abstained",
}
PRESS = (
    "By 11 votes in favour to 2 against (Russian Federation, Venezuela), with 2 abstentions (Angola, China), the Council "
    "rejected a draft."
)

RECORD = (
    "In favour:\nEgypt, France, Japan, Malaysia, New Zealand, Senegal, Spain, Ukraine, United Kingdom of Great Britain and "
    "Northern Ireland, United States of America, Uruguay\n\nAgainst:\nRussian Federation, Venezuela (Bolivarian Republic of)\n\n"
    "Abstaining:\nAngola, China\n\nThe President: The draft resolution received 11 votes in favour, 2 against and 2 abstentions."
)
IN_FRENCH = (
    "Votent pour :\nÉgypte, Espagne, États-Unis d’Amérique, France, Japon, Malaisie, Nouvelle-Zélande, Royaume-Uni de "
    "Grande-Bretagne et d’Irlande du Nord, Sénégal, Ukraine, Uruguay\n\nVotent contre :\nFédération de Russie, Venezuela "
    "(République bolivarienne du)\n\nS’abstiennent :\nAngola, Chine\n\nLe Président : Il y a 11 voix pour, 2 voix contre et 2 "
    "abstentions."
)


def held(make: Make, *entries: str, campaign: str = SOLO) -> Room:
    """A room of a vote that was held a minute ago."""
    room = make(*(entries or (a_vote_entry(),)), campaign=campaign)
    the_bot_looks(room.at_work, at=HOUR + MINUTE)
    return room


def a_form(revision: int = 0, /, **changes: Any) -> dict[str, Any]:
    """What a browser sends for S/2016/846, as it was."""
    return {**ALEPPO_GRID, "revision": revision, "trust": "preliminary", "title": "SC/12545"} | changes


def page(client: Client, route: str = "outcome", form: dict[str, Any] | None = None, **more: Any) -> str:
    where = reverse(route, args=[SYMBOL])
    answer = client.post(where, form, **more) if form is not None else client.get(where)
    text: str = answer.content.decode()
    return text


def chosen(text: str) -> dict[str, str]:
    """Which ballots are chosen in the grid."""
    return dict(re.findall(r'name="ballot-([A-Z]{3})" value="(\w+)" checked', text))


# ── entered by hand ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_grid_has_the_fifteen_members_of_that_day_with_what_is_known_of_their_support(make_room: Make) -> None:
    text = page(held(make_room).enter())
    assert text.count('<fieldset class="seat') == 15
    assert text.count(">permanent</span>") == 5
    seats = dict(re.findall(r"<legend><strong>([^<]+)</strong>(.*?)</legend>", text))
    assert "supporter" in seats["Spain"]
    assert "supporter" not in seats["China"]
    assert "support on that day not known; listed on 15 May 2017" in seats["Japan"].replace("\u2060", "").replace("\xa0", " ")
    assert chosen(text) == {}


def test_what_is_entered_in_the_grid_is_kept_under_the_name_of_whoever_is_signed_in(make_room: Make) -> None:
    room = held(make_room)
    totals = {"total-in_favour": "11", "total-against": "2", "total-abstained": "2", "total-not_voting": ""}
    where = {"url": "https://press.un.org/en/2016/sc12545.doc.htm", "date": "2016-10-08", "record": "S/PV.7785"}
    answer = room.enter().post(reverse("outcome", args=[SYMBOL]), a_form(trust="official", **totals, **where))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("outcome", args=[SYMBOL]))
    last = votes.last_report(SYMBOL)
    assert last is not None
    assert (last.revision, last.entered_by, last.confirmed_by) == (1, ANA, None)
    assert dict(last.report.roll_call.ballots()) == dict(a_roll_call().ballots())  # type: ignore[union-attr]
    assert last.report.totals == Tally(in_favour=11, against=2, abstained=2)
    assert (last.report.trust, last.report.meeting_record) == (Trust.OFFICIAL, "S/PV.7785")
    assert last.report.source.day == dt.date(2016, 10, 8)
    assert waiting() == []


def test_the_page_says_that_a_second_person_must_confirm(make_room: Make) -> None:
    room = held(make_room)
    text = room.enter().post(reverse("outcome", args=[SYMBOL]), a_form(), follow=True).content.decode()
    assert "A second person must confirm it before anything is said of it." in text
    assert "You entered it, so somebody else must compare it with the source" in text
    assert "Vetoed by Russian Federation." in text
    assert reverse("outcome-confirm", args=[SYMBOL]) not in text


def test_a_text_adopted_without_a_vote_has_no_ballots(make_room: Make) -> None:
    room = held(make_room)
    form = {"revision": 0, "without_a_vote": "on", "title": "SC/1", "trust": "preliminary"}
    assert room.enter().post(reverse("outcome", args=[SYMBOL]), form).status_code == 302
    last = votes.last_report(SYMBOL)
    assert last is not None
    assert last.report.adopted_without_a_vote
    both = room.enter().post(reverse("outcome", args=[SYMBOL]), a_form(1, without_a_vote="on"))
    assert both.status_code == 422
    assert "Keep one of the two." in both.content.decode()


def test_in_a_procedural_vote_nobody_vetoes(make_room: Make) -> None:
    room = held(make_room, a_vote_entry(procedure="procedural"))
    text = page(room.enter(), "outcome-count", a_form())
    assert "nobody can veto" in text
    assert "Adopted." in text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, "Vetoed by Russian Federation."),
        ({"ballot-RUS": "abstained"}, "Adopted."),
        ({"ballot-EGY": "against", "ballot-JPN": "against", "ballot-MYS": "against"}, "Failed: 9 in favour were needed."),
        ({"ballot-EGY": ""}, "9 in favour are needed; so far there are 10."),
        ({"total-in_favour": "12"}, "12 in favour are published, and 11 are in the grid."),
    ],
    ids=["vetoed", "adopted", "failed", "not whole yet", "other totals"],
)
def test_the_count_and_the_rules_verdict_follow_what_is_typed(make_room: Make, changes: dict[str, str], says: str) -> None:
    room = held(make_room)
    fragment = page(room.enter(), "outcome-count", a_form(**changes), headers={"HX-Request": "true"})
    whole = page(room.enter(), "outcome-count", a_form(**changes))
    assert says in fragment
    assert "<html" not in fragment
    assert says in whole
    assert "<html" in whole
    assert votes.last_report(SYMBOL) is None


def test_the_others_all_voted_in_favour_without_a_script(make_room: Make) -> None:
    room = held(make_room)
    form = {"revision": 0, "ballot-RUS": "against", "ballot-VEN": "against", "ballot-AGO": "abstained", "ballot-CHN": "abstained"}
    text = page(room.enter(), "outcome-count", form | {"others": "in favour", "title": "half typed"})
    assert {f"ballot-{state}": choice for state, choice in chosen(text).items()} == ALEPPO_GRID
    assert 'value="half typed"' in text


WRONG = {
    "a ballot missing": ({"ballot-EGY": ""}, "not all of them have one"),
    "totals that disagree": (
        {"total-in_favour": "12", "total-against": "1"},
        "12 in favour are published, and 11 are in the grid.",
    ),
    "totals that are none": ({"total-in_favour": "eleven"}, "Write the totals in figures."),
    "no source": ({"title": " "}, "Say where this is published"),
    "a source of two lines": ({"title": "a\nb"}, "Say where this is published"),
    "no address": ({"url": "javascript:alert(1)"}, "Write a whole address"),
    "no date": ({"date": "8 October"}, "Write the date as YYYY-MM-DD."),
    "a record too long": ({"record": "x" * 400}, "Write the record&#x27;s symbol on one line"),
}


@pytest.mark.parametrize(("changes", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_beside_its_place_and_nothing_typed_is_lost(
    make_room: Make, changes: dict[str, str], says: str
) -> None:
    room = held(make_room)
    kept = everything()
    form = a_form(**{"press": "my notes", "record": "S/PV.7785", "url": "https://press.un.org/x"} | changes)
    answer = room.enter().post(reverse("outcome", args=[SYMBOL]), form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert says in text
    assert everything() == kept
    assert chosen(text) == {name[7:]: choice for name, choice in form.items() if name.startswith("ballot-") and choice}
    assert "my notes</textarea>" in text
    for name in ("title", "url", "record", "total-in_favour"):
        typed = str(form.get(name, "")).strip()
        if "\n" not in typed:
            assert re.search(rf'name="{name}" value="{re.escape(typed)}"', text)


def test_what_cannot_be_worded_is_told_with_what_was_typed(make_room: Make) -> None:
    room = held(make_room, campaign=SOLO + "outcome_people_needed: 1\n")
    answer = room.enter().post(reverse("outcome", args=[SYMBOL]), a_form(title="o" * 290))
    assert answer.status_code == 422
    assert "too long for x" in answer.content.decode()
    assert "o" * 290 in answer.content.decode()
    assert len(chosen(answer.content.decode())) == 15


def test_of_a_vote_still_ahead_or_withdrawn_the_page_says_so(make_room: Make) -> None:
    room = make_room(a_vote_entry())
    text = page(room.enter())
    assert "is due at 2016-10-08 15:00 in New York; wait until it was held" in text
    assert "<fieldset" not in text
    answer = room.enter().post(reverse("outcome", args=[SYMBOL]), a_form())
    assert answer.status_code == 422
    assert len(chosen(answer.content.decode())) == 15
    room.at_work.edit_calendar(a_vote_entry(withdrawn="true"))
    room.at_work.clock.set(HOUR + MINUTE)
    assert "was withdrawn, by the calendar" in page(room.enter())


def test_there_is_no_outcome_of_a_vote_that_nobody_knows(make_room: Make) -> None:
    client = held(make_room).enter()
    assert client.get(reverse("outcome", args=["S/1999/1"])).status_code == 404
    assert client.get("/votes/not-a-symbol/outcome").status_code == 404


# ── from a press text ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_pasted_press_text_fills_the_grid_and_says_what_was_understood_and_what_follows(make_room: Make) -> None:
    room = held(make_room)
    client = room.enter()
    text = page(client, "outcome-read", {"revision": 0, "press": PRESS, "title": "half typed"})
    assert {f"ballot-{state}": choice for state, choice in chosen(text).items()} == ALEPPO_GRID
    assert text.count("inferred from the totals") == 11
    assert "Angola and China" in text
    assert "Not named; they follow from the totals" in text
    assert 'value="half typed"' in text
    assert f"{PRESS}</textarea>" in text
    assert 'name="total-in_favour" value="11"' in text
    assert votes.last_report(SYMBOL) is None
    filled = {f"ballot-{state}": choice for state, choice in chosen(text).items()}
    client.post(reverse("outcome", args=[SYMBOL]), a_form() | filled)
    last = votes.last_report(SYMBOL)
    assert last is not None
    assert dict(last.report.roll_call.ballots()) == dict(a_roll_call().ballots())  # type: ignore[union-attr]


def test_of_several_votes_in_a_text_a_person_picks(make_room: Make) -> None:
    room = held(make_room)
    form = {"revision": 0, "press": doubled(FIRST_OF_TWO)}
    text = page(room.enter(), "outcome-read", form)
    assert f"The text reports 2 votes. Which of them is the one on {SYMBOL}?" in text
    assert chosen(text) == {}
    assert f"This passage names {RIVAL}, not {SYMBOL}." in text
    text = page(room.enter(), "outcome-read", form | {"take": "0"})
    assert {f"ballot-{state}": choice for state, choice in chosen(text).items()} == ALEPPO_GRID


def test_a_text_on_the_rival_draft_is_warned_of_and_not_taken(make_room: Make) -> None:
    room = held(make_room)
    rival = PRESS.replace("a draft", f"draft resolution {RIVAL}")
    text = page(room.enter(), "outcome-read", {"press": rival, "ballot-RUS": "against"})
    assert f"This passage names {RIVAL}, not {SYMBOL}." in text
    assert chosen(text) == {"RUS": "against"}
    taken = page(room.enter(), "outcome-read", {"press": rival, "take": "0"})
    assert f"This passage names {RIVAL}, not {SYMBOL}." in taken
    assert len(chosen(taken)) == 15


def test_a_vote_in_quotation_marks_is_not_taken_by_itself(make_room: Make) -> None:
    text = page(held(make_room).enter(), "outcome-read", {"press": f"“{PRESS}”, he recalled."})
    assert "somebody may be speaking of another vote" in text
    assert chosen(text) == {}


def test_a_vote_on_an_amendment_is_warned_of_and_not_taken_by_itself(make_room: Make) -> None:
    amendment = PRESS.replace("a draft", "an amendment")
    text = page(held(make_room).enter(), "outcome-read", {"press": amendment})
    assert "It may be another vote, for it says: amendment." in text
    assert chosen(text) == {}


@pytest.mark.parametrize(("text", "trust"), [(RECORD, "official"), (IN_FRENCH, "official"), (PRESS, "preliminary")])
def test_a_meeting_record_fills_the_grid_as_official_and_the_press_as_preliminary(make_room: Make, text: str, trust: str) -> None:
    shown = page(held(make_room).enter(), "outcome-read", {"press": text, "trust": "official"})
    assert {f"ballot-{state}": choice for state, choice in chosen(shown).items()} == ALEPPO_GRID
    assert f'value="{trust}" checked' in shown
    assert shown.count("inferred from the totals") == (0 if trust == "official" else 11)


def test_a_text_that_does_not_add_up_fills_nothing(make_room: Make) -> None:
    wrong, client = PRESS.replace("2 against", "3 against"), held(make_room).enter()
    for take in ({}, {"take": "0"}):
        text = page(client, "outcome-read", {"press": wrong, "ballot-RUS": "against"} | take)
        assert "it counts 3 against, and names 2" in text
        assert chosen(text) == {"RUS": "against"}


def test_what_was_not_understood_is_shown(make_room: Make) -> None:
    text = page(held(make_room).enter(), "outcome-read", {"press": f"{PRESS} China abstained on everything."})
    assert "1 passage speaks of voting and was not understood" in text
    assert "China abstained on everything." in text


@pytest.mark.parametrize(("press", "status"), [(GENERAL_ASSEMBLY, 422), ("x" * 200_001, 422), ("Nothing was voted on.", 200)])
def test_a_text_of_which_nothing_can_be_taken_says_why(make_room: Make, press: str, status: int) -> None:
    room = held(make_room)
    answer = room.enter().post(reverse("outcome-read", args=[SYMBOL]), {"press": press, "ballot-RUS": "against"})
    assert answer.status_code == status
    assert chosen(answer.content.decode()) == {"RUS": "against"}


@pytest.mark.parametrize("take", ["7", "x", "-1", ""])
def test_a_vote_that_the_text_does_not_hold_cannot_be_taken(make_room: Make, take: str) -> None:
    answer = held(make_room).enter().post(reverse("outcome-read", args=[SYMBOL]), {"press": PRESS, "take": take})
    assert answer.status_code in (200, 422)
    assert chosen(answer.content.decode()) == {}


# ── by a second person ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_person_sees_what_was_entered_and_by_whom_and_confirms_it(make_room: Make) -> None:
    room = held(make_room)
    outcome.enter(room.at_work.house, SYMBOL, VETOED, ANA)
    client = room.enter(person=BEN)
    text = page(client)
    assert f"Entered by {ANA}" in text
    assert "Sat 8 Oct 15:01 New York" in text
    assert "<dt>2 against</dt><dd>Russian Federation and Venezuela</dd>" in text
    answer = client.post(reverse("outcome-confirm", args=[SYMBOL]), {"revision": 1})
    assert answer.status_code == 302
    last = votes.last_report(SYMBOL)
    assert last is not None
    assert last.confirmed_by == BEN
    assert waiting() == [("vetoed", "queued")]
    assert f"confirmed by {BEN}" in page(client)


def test_nobody_confirms_their_own(make_room: Make) -> None:
    room = held(make_room)
    outcome.enter(room.at_work.house, SYMBOL, VETOED, ANA)
    answer = room.enter(person=ANA).post(reverse("outcome-confirm", args=[SYMBOL]), {"revision": 1})
    assert answer.status_code == 409
    assert "a second person must confirm it" in answer.content.decode()
    assert votes.standing_reports([SYMBOL]) == {}


def test_an_operator_enters_and_does_not_confirm(make_room: Make) -> None:
    room = held(make_room)
    outcome.enter(room.at_work.house, SYMBOL, VETOED, ANA)
    client = room.enter(Role.OPERATOR, BEN)
    assert "An approver must compare it with the source and confirm it." in page(client)
    assert client.post(reverse("outcome-confirm", args=[SYMBOL]), {"revision": 1}).status_code == 403


def test_nobody_confirms_another_report_than_the_one_they_looked_at(make_room: Make) -> None:
    room = held(make_room)
    outcome.enter(room.at_work.house, SYMBOL, VETOED, ANA)
    outcome.enter(room.at_work.house, SYMBOL, ADOPTED, CY)
    answer = room.enter(person=BEN).post(reverse("outcome-confirm", args=[SYMBOL]), {"revision": 1})
    assert answer.status_code == 409
    assert "revision 1, now 2" in answer.content.decode()
    assert votes.standing_reports([SYMBOL]) == {}


def test_where_one_person_is_enough_it_takes_effect_at_once(make_room: Make) -> None:
    room = held(make_room, campaign=SOLO + "outcome_people_needed: 1\n")
    room.enter().post(reverse("outcome", args=[SYMBOL]), a_form())
    assert waiting() == [("vetoed", "queued")]
    assert "Waits for a second person" not in page(room.enter())


# ── entered otherwise ───────────────────────────────────────────────────────────────────────────────────────────────


def confirmed(room: Room, report: Report) -> None:
    outcome.enter(room.at_work.house, SYMBOL, report, ANA)
    outcome.confirm(room.at_work.house, SYMBOL, BEN)


def test_a_correction_begins_with_what_was_entered_last_and_says_what_it_changes(make_room: Make) -> None:
    room = held(make_room)
    confirmed(room, VETOED)
    client = room.enter()
    assert {f"ballot-{state}": choice for state, choice in chosen(page(client)).items()} == ALEPPO_GRID
    client.post(
        reverse("outcome", args=[SYMBOL]), a_form(1, **{"ballot-RUS": "abstained", "title": "S/PV.7785", "trust": "official"})
    )
    text = page(room.enter(person=BEN))
    waits, history = text.split('<section aria-labelledby="entered">')
    for part in (waits, history):
        assert "Russian Federation: <del>against</del> <ins>abstained</ins>" in part
        assert "How sure: <del>preliminary</del> <ins>official</ins>" in part
    assert "Against what stands, it changes:" in waits
    assert votes.standing_reports([SYMBOL]) == {SYMBOL: VETOED}


def test_where_a_correction_is_published_is_said_anew(make_room: Make) -> None:
    room = held(make_room)
    confirmed(room, a_report(trust=Trust.OFFICIAL, meeting_record="S/PV.7785", totals=a_roll_call().tally))
    text = page(room.enter())
    assert 'name="total-in_favour" value="11"' in text
    assert 'name="title" value=""' in text
    assert 'name="record" value=""' in text
    assert 'value="preliminary" checked' in text


def test_every_report_ever_entered_stays_on_the_page(make_room: Make) -> None:
    room = held(make_room)
    confirmed(room, VETOED)
    confirmed(room, without_a_vote(source=a_source("A second look")))
    confirmed(room, ADOPTED)
    text = page(room.enter()).split('<section aria-labelledby="entered">')[1]
    assert re.findall(r'<li value="(\d)">', text) == ["3", "2", "1"]
    assert text.count(f"Entered by {ANA}") == text.count(f"confirmed by {BEN}") == 3
    assert "A vote was taken: <del>yes</del> <ins>no</ins>" in text
    assert "A second look" in text
    assert text.count(">stands</span>") == 1


def test_whoever_enters_over_a_report_that_they_have_not_seen_is_told_so_and_loses_nothing(make_room: Make) -> None:
    room = held(make_room)
    confirmed(room, ADOPTED)
    form = a_form(0, press="my notes")
    answer = room.enter(person=CY).post(reverse("outcome", args=[SYMBOL]), form)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "revision 0, now 1" in text
    assert {f"ballot-{state}": choice for state, choice in chosen(text).items()} == ALEPPO_GRID
    assert "my notes</textarea>" in text
    assert 'name="revision" value="1"' in text
    assert len(votes.reports(SYMBOL)) == 1
    assert room.enter(person=CY).post(reverse("outcome", args=[SYMBOL]), form | {"revision": 1}).status_code == 302


@pytest.mark.parametrize("revision", ["", "x", "-1", "1e3", "9" * 30])
def test_a_form_that_nobody_of_ours_made_enters_nothing(make_room: Make, revision: str) -> None:
    room = held(make_room)
    kept = everything()
    for route in ("outcome", "outcome-confirm"):
        answer = room.enter().post(reverse(route, args=[SYMBOL]), a_form() | {"revision": revision})
        assert answer.status_code == 422
        assert "the form does not say what was looked at" in answer.content.decode()
    assert everything() == kept


# ── whoever looks ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_script_gets_into_the_page_by_any_field_nor_by_a_press_text(make_room: Make) -> None:
    room = held(make_room, a_vote_entry(subject=f"'{NASTY.replace(chr(39), '')}'"))
    client = room.enter()
    outcome.enter(room.at_work.house, SYMBOL, a_report(source=a_source(NASTY), meeting_record=NASTY), BEN)
    nasty = a_form(1, title=NASTY, url=NASTY, record=NASTY, date=NASTY, press=f"{NASTY} {PRESS} {NASTY}")
    nasty |= {f"total-{name}": NASTY for name in ("in_favour", "against")}
    unread = f"By 11 votes in favour to 2 against ({NASTY}), with China abstaining {NASTY}. {NASTY} voted against China."
    pages = [page(client), page(client, "outcome", nasty), page(client, "outcome-read", nasty | {"press": unread})]
    pages += [page(client, "outcome-read", nasty), page(client, "outcome-count", nasty, headers={"HX-Request": "true"})]
    for text in pages:
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert "&lt;script&gt;alert" in pages[0]
    assert "&lt;script&gt;alert" in pages[2]


def test_names_and_ballots_are_in_the_readers_language(make_room: Make) -> None:
    room = held(make_room)
    confirmed(room, VETOED)
    client = room.enter()
    client.cookies["django_language"] = "fr"
    text = page(client)
    assert "<strong>Fédération de Russie</strong>" in text
    assert "<strong>Venezuela</strong>" in text


def test_queries_do_not_grow_with_what_was_entered(
    make_room: Make, django_queries: Callable[[Callable[[], object]], int]
) -> None:
    room = held(make_room)
    client = room.enter()
    confirmed(room, VETOED)
    few = django_queries(lambda: page(client))
    for report in (ADOPTED, VETOED, ADOPTED):
        confirmed(room, report)
    assert django_queries(lambda: page(client)) <= few


@pytest.mark.parametrize("choice", [*(ballot.value for ballot in Ballot), "yes", "<b>"])
def test_a_ballot_that_is_none_of_the_four_is_none(make_room: Make, choice: str) -> None:
    """The form names them otherwise than the rule does, and takes no other word."""
    answer = held(make_room).enter().post(reverse("outcome", args=[SYMBOL]), a_form() | {"ballot-RUS": choice})
    if choice in ("against", "abstained"):
        assert answer.status_code == 302
    else:
        assert answer.status_code == 422
        assert "RUS" not in chosen(answer.content.decode())
