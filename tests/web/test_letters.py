"""Letters in the room: offered for those alone who broke the pledge, to be read, copied and taken along."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from advocacybot.campaign.roles import Role
from advocacybot.council.outcomes import Report
from advocacybot.pipeline import outcome
from tests.factories import a_report, a_roll_call
from tests.houses import ANA, BEN, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, SYMBOL, a_campaign, an_account, everything
from tests.web.conftest import Room
from tests.web.forms import text, the_page

Make = Callable[..., Room]

CAMPAIGN = a_campaign(an_account(), an_account("french", language="fr"))
AGAINST = a_report(a_roll_call(against="RUS ESP", abstained="CHN"))
TO_SPAIN = reverse("letter", args=[SYMBOL, "ESP"])


def held(make: Make, report: Report = AGAINST, **fields: str) -> Room:
    """A room in which two people entered the outcome."""
    room = make(a_vote_entry(**fields), campaign=CAMPAIGN, now=HOUR + MINUTE)
    outcome.enter(room.at_work.house, SYMBOL, report, ANA)
    outcome.confirm(room.at_work.house, SYMBOL, BEN)
    return room


def test_the_votes_page_offers_a_letter_to_each_supporter_that_voted_against(make_room: Make) -> None:
    page = the_page(held(make_room, a_report(a_roll_call(against="RUS ESP NZL"))))
    assert "Draft a letter to a supporter that voted against: New Zealand, Spain" in text(page)
    for state in ("ESP", "NZL"):
        assert reverse("letter", args=[SYMBOL, state]) in page.content.decode()
    assert reverse("letter", args=[SYMBOL, "RUS"]) not in page.content.decode()


@pytest.mark.parametrize("report", [a_report(a_roll_call(against="RUS")), AGAINST], ids=["nobody", "not assessed"])
def test_where_nobody_broke_the_pledge_no_letter_is_offered(make_room: Make, report: Report) -> None:
    room = held(make_room, report, assessed="") if report is AGAINST else held(make_room, report)
    assert "Draft a letter" not in text(the_page(room))
    assert room.enter().get(TO_SPAIN).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_look_may_read_it_and_reading_changes_nothing(make_room: Make, role: Role) -> None:
    room = held(make_room)
    inside = room.enter(role)
    kept = everything()
    page = inside.get(TO_SPAIN)
    assert page.status_code == 200
    assert "nothing here is ever published" in text(page)
    assert "Your delegation voted against the draft." in text(page)
    assert everything() == kept


def test_a_letter_is_read_in_each_language_that_words_one(make_room: Make) -> None:
    inside = held(make_room).enter()
    french = inside.get(TO_SPAIN, {"language": "fr"})
    assert "Votre délégation a voté contre ce projet." in text(french)
    assert '<article class="words" lang="fr">' in french.content.decode()
    assert 'href="?language=en"' in french.content.decode()
    unworded = inside.get(TO_SPAIN, {"language": "ru"})
    assert unworded.status_code == 422
    assert "There is no template letter in ru" in text(unworded)


def test_a_letter_is_taken_along_as_plain_text(make_room: Make) -> None:
    file = held(make_room).enter().get(TO_SPAIN, {"language": "fr", "download": "1"})
    assert file.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert file.headers["Content-Disposition"] == 'attachment; filename="letter-S-2016-846-ESP-fr.txt"'
    assert file.content.decode().startswith("8 octobre 2016\n")


def test_whatever_a_letter_holds_is_shown_as_words(make_room: Make) -> None:
    room = held(make_room, subject="<script>alert(1)</script>")
    assert "<script>alert" not in room.enter().get(TO_SPAIN).content.decode()
