"""What a text would say, before anybody saves it: on every account and platform, on true facts and made-up ones."""

import pytest

from advocacybot.campaign.accounts import PlatformName
from advocacybot.errors import BadInput, NoSuchThing
from advocacybot.pipeline import outcome, preview, reword, warn
from advocacybot.pipeline.preview import LEAST, TRUE, WORST, Made, Preview
from tests.factories import a_report, a_roll_call
from tests.houses import ANA, BEN, CAMPAIGN, MakeHouse, a_vote_entry
from tests.pipeline.steps import HOUR, MINUTE, SOLO, SYMBOL, Make, a_campaign, an_account, everything
from tests.pipeline.warning_steps import WARNS, accepted

REMINDER = "en/reminder"
MIND = "Mind your pledge: {{ vote.symbol }}."


def seen(at_work: MakeHouse, text: str | None = None, name: str = REMINDER) -> Preview:
    return preview.preview(at_work.house, name, reword.find(at_work.house, name).text if text is None else text)


def one_of(found: Preview, kind: str, platform: str = "x", message: str = "reminder") -> Made:
    return next(one for one in found.made if (one.kind, one.account.platform, one.message) == (kind, platform, message))


def with_an_outcome(make: Make, *, campaign: str = SOLO) -> MakeHouse:
    at_work = make(a_vote_entry(), campaign=campaign)
    at_work.clock.set(HOUR + MINUTE)
    outcome.enter(at_work.house, SYMBOL, a_report(), ANA)
    outcome.confirm(at_work.house, SYMBOL, BEN)
    return at_work


def test_it_is_shown_on_our_accounts_and_on_every_platform_where_we_have_none(make_house: Make) -> None:
    found = seen(make_house(a_vote_entry(), campaign=SOLO))
    assert [(one.account.platform, one.ours) for one in found.made if one.kind == TRUE] == [
        (PlatformName.X, True),
        (PlatformName.MASTODON, False),
        (PlatformName.BLUESKY, False),
    ]
    assert {(one.kind, one.most) for one in found.made} == {
        (kind, most) for kind in (TRUE, WORST, LEAST) for most in (280, 500, 300)
    }
    assert (found.trouble, found.without) == ((), ())


def test_accounts_of_another_language_are_left_out(make_house: Make) -> None:
    found = seen(make_house(a_vote_entry(), campaign=CAMPAIGN), name="fr/reminder")
    assert {one.account.name for one in found.made if one.ours} == {"asks-one"}


def test_what_it_says_is_what_the_queue_says(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    made = one_of(seen(at_work), TRUE)
    assert tuple(part.text for part in made.parts) == at_work.queue()[0].words.parts
    assert made.about == SYMBOL
    limits = at_work.house.platforms.of(made.account).limits(made.account)
    assert [part.length for part in made.parts] == [limits.length(part.text) for part in made.parts]


def test_true_facts_are_those_of_the_next_vote_ahead_else_of_the_last_one(make_house: Make) -> None:
    at_work = make_house(a_vote_entry("S/2016/847", hour="2016-10-09 15:00 America/New_York"), a_vote_entry(), campaign=SOLO)
    assert one_of(seen(at_work, MIND), TRUE).parts[0].text == "Mind your pledge: S/2016/846."
    at_work.clock.set(HOUR + MINUTE)
    assert one_of(seen(at_work, MIND), TRUE).about == "S/2016/847"
    at_work.clock.set(HOUR.replace(year=2017))
    assert one_of(seen(at_work, MIND), TRUE).about == "S/2016/847"


def test_outcomes_are_shown_on_the_last_vote_that_came_out_so(make_house: Make) -> None:
    at_work = with_an_outcome(make_house)
    found = seen(at_work, name="en/vetoed")
    assert one_of(found, TRUE, message="vetoed").parts[0].text.startswith("VETOED (Russian Federation) – Syria")
    assert found.without == ()
    assert seen(at_work, name="en/adopted").without == ("adopted",)
    assert one_of(seen(at_work, name="en/scorecard"), TRUE, message="scorecard").about == SYMBOL
    assert one_of(seen(at_work, name="en/corrected"), TRUE, message="corrected").about == SYMBOL


def with_a_breach(make: Make) -> MakeHouse:
    """Spain, a documented supporter, voted against."""
    at_work = with_an_outcome(make)
    outcome.enter(at_work.house, SYMBOL, a_report(a_roll_call(against="RUS ESP", abstained="URY")), ANA)
    outcome.confirm(at_work.house, SYMBOL, BEN)
    return at_work


@pytest.mark.parametrize(
    ("message", "begins"), [("follow_up", "FOLLOW-UP (Spain)"), ("thanks", "THANK YOU"), ("abstentions", "ABSTAINED")]
)
def test_what_follows_an_outcome_is_shown_on_the_last_that_gives_occasion(make_house: Make, message: str, begins: str) -> None:
    at_work = with_a_breach(make_house)
    made = one_of(seen(at_work, name=f"en/{message}"), TRUE, message=message)
    assert (made.about, made.parts[0].text.startswith(begins)) == (SYMBOL, True)
    assert seen(at_work, name="en/general_assembly").without == ("general_assembly",)


def test_nobody_is_shown_as_asked_who_did_not_vote_against(make_house: Make) -> None:
    at_work = with_an_outcome(make_house)
    assert (seen(at_work, name="en/follow_up").without, seen(at_work, name="en/letter").without) == (("follow_up",), ("letter",))


def test_a_letter_is_shown_once_in_one_piece_that_nothing_limits(make_house: Make) -> None:
    found = seen(with_a_breach(make_house), name="en/letter")
    assert [(one.kind, one.most, len(one.parts)) for one in found.made] == [(TRUE, None, 1), (WORST, None, 1), (LEAST, None, 1)]
    assert "Spain" in one_of(found, TRUE, message="letter").parts[0].text


@pytest.mark.parametrize(("message", "says"), [("moved", "not on 8 October 2016 at 15:00"), ("withdrawn", "for 8 October 2016")])
def test_corrections_take_back_the_hour_that_the_calendar_has(make_house: Make, message: str, says: str) -> None:
    found = seen(make_house(a_vote_entry(), campaign=SOLO), name=f"en/{message}")
    assert says in " ".join(part.text for part in one_of(found, TRUE, message=message).parts)


@pytest.mark.parametrize("message", ["warning", "invitation", "warning_taken_back"])
def test_what_is_said_of_warnings_is_shown_on_the_latest_that_stands(make_house: Make, message: str) -> None:
    at_work = make_house(campaign=WARNS)
    assert seen(at_work, name=f"en/{message}").without == (message,)
    number = accepted(at_work)
    at_work.clock.set(at_work.clock.now() + MINUTE)
    warn.take_back(at_work.house, accepted(at_work, "ohchr/sanaa", situation={"en": "Yemen"}), ANA, "a drill")
    made = one_of(seen(at_work, name=f"en/{message}"), TRUE, message=message)
    assert (made.about, "Syria" in made.parts[0].text) == (f"warning {number}", True)


def test_without_any_vote_only_made_up_facts_are_shown(make_house: Make) -> None:
    found = seen(make_house(campaign=SOLO))
    assert {one.kind for one in found.made} == {WORST, LEAST}
    assert found.without == ("reminder",)


def test_a_platforms_own_is_shown_on_that_platform_alone(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    assert {one.account.platform for one in seen(at_work, MIND, "en/reminder.bluesky").made} == {"bluesky"}
    reword.save(at_work.house, "en/reminder.bluesky", MIND, ANA, 0)
    assert {one.account.platform for one in seen(at_work).made} == {"x", "mastodon"}
    assert seen(at_work, "", "en/reminder.bluesky") == Preview("")


def test_a_piece_is_shown_in_every_message_that_includes_it(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    assert {one.message for one in seen(at_work, name="en/_against").made} == {"adopted", "vetoed", "failed", "corrected"}
    assert {one.message for one in seen(at_work, name="en/_supporters").made} >= {"reminder", "vetoed"}


def test_an_error_tells_its_line_and_quotes_it(make_house: Make) -> None:
    found = seen(make_house(a_vote_entry(), campaign=SOLO), "one\ntwo {{ vote.motto }}\nthree")
    (trouble,) = found.trouble
    assert (trouble.template, trouble.line, trouble.quoted) == (REMINDER, 2, "two {{ vote.motto }}")
    assert "there is no fact `motto` here" in trouble.told


@pytest.mark.parametrize(
    ("text", "line"), [("a\n{% if %}", 2), ("a\nb\n{{ oops", 3), ("{% include 'en/none' %}", 1), ("{% endif %}", 1)]
)
def test_a_text_that_is_no_template_tells_its_line_and_makes_nothing(make_house: Make, text: str, line: int) -> None:
    found = seen(make_house(a_vote_entry(), campaign=SOLO), text)
    assert [one.line for one in found.trouble] == [line]
    assert found.made == ()


def test_an_error_in_a_piece_names_the_piece(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    found = seen(at_work, "{% include 'en/_against' %}")
    assert [(one.template, one.line, one.quoted) for one in found.trouble] == [("en/_against", 1, "")]


def test_what_works_on_some_facts_alone_tells_on_which_it_does_not(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(documents="[{title: Draft, url: 'https://undocs.org/S/2016/846'}]"), campaign=SOLO)
    found = seen(at_work, "{{ vote.link }}")
    assert [one_of(found, kind).trouble is None for kind in (TRUE, WORST, LEAST)] == [True, True, False]
    assert len(found.trouble) == 1


def test_a_word_that_fits_one_platform_alone_is_told_of_the_others(make_house: Make) -> None:
    found = seen(make_house(a_vote_entry(), campaign=SOLO), "x" * 400)
    assert {one.account.platform for one in found.made if not one.trouble} == {"mastodon"}
    assert [len(one.told) < 200 for one in found.trouble] == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in [1,2,3,4,5,6,7,8,9,0] %}" * 6 + "x" + "{% endfor %}" * 6,
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{% set x = 'ab' %}" + "{% set x = x ~ x %}" * 60 + "{{ x }}",
        "{{" + "(" * 9000 + "1" + ")" * 9000 + "}}",
        "{% if vote %}" * 500 + "x" + "{% endif %}" * 500,
        "{{ vote.__class__.__mro__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    ],
)
def test_no_text_runs_away_or_reaches_out(make_house: Make, text: str) -> None:
    found = seen(make_house(a_vote_entry(), campaign=SOLO), text)
    assert len(found.trouble) >= 1
    assert all(one.trouble for one in found.made)


def test_a_huge_text_is_refused_plainly(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=SOLO)
    with pytest.raises(BadInput, match="20001 characters, and wording may have 20000"):
        seen(at_work, "x" * 20_001)
    with pytest.raises(NoSuchThing):
        seen(at_work, "x", "en/motto")


def test_to_look_changes_nothing(make_house: Make) -> None:
    at_work = make_house(a_vote_entry(), campaign=a_campaign(an_account(), an_account("other", platform="bluesky")))
    before, configuration = everything(), at_work.house.configuration
    seen(at_work, MIND)
    seen(at_work, "{{ oops")
    assert everything() == before
    assert at_work.house.configuration is configuration
