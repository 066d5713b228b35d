"""An edit takes effect as a whole, or changes nothing: not the database, not the queue, not the journal, not the house."""

from collections.abc import Callable

import pytest

from advocacybot.errors import BadInput
from advocacybot.pipeline import watch
from tests.houses import ANA, ASSESSED, BEN, MakeHouse, a_calendar, a_vote_entry
from tests.pipeline.steps import RIVAL, SOLO, Make, a_campaign, everything, template, told

Break = Callable[[MakeHouse], object]


def calendar(text: str) -> Break:
    return lambda at_work: (at_work.folder / "config" / "calendar.yaml").write_text(text, encoding="utf-8")


def campaign(text: str) -> Break:
    return lambda at_work: (at_work.folder / "config" / "campaign.yaml").write_text(text, encoding="utf-8")


def wording(text: str, message: str = "reminder") -> Break:
    return lambda at_work: template(at_work, message).write_text(text, encoding="utf-8")


def gone(name: str) -> Break:
    return lambda at_work: (at_work.folder / name).unlink()


LONG_WORD = "o" * 290
BROKEN: dict[str, tuple[Break, str]] = {
    "no YAML": (calendar("votes: [\n"), "calendar.yaml, line 2"),
    "a field that is none": (calendar(a_calendar(a_vote_entry(hours="12"))), "`hours` is no field of this"),
    "an hour without a zone": (calendar(a_calendar(a_vote_entry(hour="2016-10-08 15:00"))), "says no zone"),
    "a day that is none": (calendar(a_calendar(a_vote_entry(hour="2016-13-08 15:00 America/New_York"))), "not a date"),
    "a symbol twice": (calendar(a_calendar(a_vote_entry(), a_vote_entry(subject="Another"))), "S/2016/846 stands twice"),
    "an unknown State": (calendar(a_calendar(a_vote_entry(penholders="[XYZ]"))), "'XYZ' is not a State"),
    "an unknown assessor": (calendar(a_calendar(a_vote_entry(assessed=ASSESSED.replace(BEN, "Eve")))), "'Eve'"),
    "a day whose members nobody knows": (calendar(a_calendar(a_vote_entry(hour="2061-10-08 15:00 America/New_York"))), "members"),
    "a vote that cannot be worded": (calendar(a_calendar(a_vote_entry(RIVAL, subject=LONG_WORD))), "too long for x"),
    "no calendar": (gone("config/calendar.yaml"), "the file is missing"),
    "too few people": (campaign(a_campaign(people=f"[{ANA}]")), "2 people are asked for, and 1 named"),
    "a template that is none": (wording("{% if %}"), "reminder.txt.j2, line 1"),
    "a template that asks for what is not there": (wording("{{ vote.colour }}"), "there is no fact `colour` here"),
    "a template that is too long": (wording("{{ vote.symbol }}" + LONG_WORD), "too long for x"),
    "a broken template of another message": (wording("{{ nothing }}", "corrected"), "corrected.txt.j2"),
    "no template": (gone("message_templates/en/moved.txt.j2"), "moved"),
}  # fmt: skip


@pytest.mark.parametrize(("breaks", "says"), BROKEN.values(), ids=BROKEN)
def test_a_broken_edit_says_what_to_mend_and_changes_nothing_nor_does_a_good_one_beside_it(
    make_house: Make, breaks: Break, says: str
) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    at_work.approve_all()
    configuration, kept = at_work.house.configuration, everything()
    (at_work.folder / "config" / "handles.yaml").write_text("handles: []\n", encoding="utf-8")
    breaks(at_work)
    with pytest.raises(BadInput, match="; ") as refused:
        watch.reread(at_work.house)
    assert says in str(refused.value)
    assert at_work.house.configuration is configuration
    assert everything() == kept


def test_what_is_mended_takes_effect(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    whole = template(at_work).read_text(encoding="utf-8")
    template(at_work).write_text("{% if %}", encoding="utf-8")
    at_work.write_calendar(a_vote_entry())
    with pytest.raises(BadInput):
        watch.reread(at_work.house)
    assert at_work.queue() == []
    template(at_work).write_text(whole, encoding="utf-8")
    watch.reread(at_work.house)
    assert len(at_work.queue()) == 1


def test_of_two_votes_in_one_edit_the_good_one_waits_for_the_other_to_be_mended(make_house: Make) -> None:
    at_work = make_house(campaign=SOLO)
    with pytest.raises(BadInput, match=rf"{RIVAL}, reminder for solo: '\({LONG_WORD[:70]}"):
        at_work.edit_calendar(a_vote_entry(), a_vote_entry(RIVAL, subject=LONG_WORD))
    assert at_work.queue() == []
    assert told() == []
    at_work.edit_calendar(a_vote_entry(), a_vote_entry(RIVAL))
    assert len(at_work.queue()) == 2
