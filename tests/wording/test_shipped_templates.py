"""The wording as shipped: every message in every language on every platform, on the worst and the least of facts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from advocacybot.campaign.accounts import Account, PlatformName
from advocacybot.campaign.earned import AFTER_THE_VOTE
from advocacybot.council.outcomes import Ballot, Tally
from advocacybot.wording.facts import BallotGroup, Facts, OutcomeFacts, ScorecardFacts, WarningFacts
from advocacybot.wording.lengths import USUAL, Limits
from advocacybot.wording.samples import MESSAGES, cases
from advocacybot.wording.threads import split, unmarked
from tests.factories import a_campaign, an_account
from tests.wording.reference import reference, templates

LANGUAGES = ("en", "fr", "es")
NARROW = "\u202f"

Post = tuple[str, PlatformName, str, str]
POSTS: list[Post] = list(product(LANGUAGES, PlatformName, MESSAGES, ("worst", "least")))
every_post = pytest.mark.parametrize("post", POSTS, ids="-".join)
in_every_language = pytest.mark.parametrize("language", LANGUAGES)


def an_account_in(language: str, platform: PlatformName = PlatformName.X) -> Account:
    return an_account(f"{platform}-{language}", platform=platform, language=language)


@cache
def samples(language: str, platform: PlatformName) -> dict[tuple[str, str], Facts]:
    """The facts that wording is tried on before it takes effect, by message."""
    campaign = a_campaign(an_account_in(language, platform))
    every = [case for message in MESSAGES for case in cases(message, campaign, reference())]
    return {(str(case.message), "worst" if case.worst else "least"): case.facts for case in every}


@cache
def thread(post: Post) -> tuple[str, ...]:
    """The parts as they would be posted."""
    language, platform, message, kind = post
    return parts(message, samples(language, platform)[message, kind], platform)


def parts(message: str, facts: Facts, platform: PlatformName = PlatformName.X) -> tuple[str, ...]:
    return split(templates().render(message, platform, facts), USUAL[platform])


def text(message: str, facts: Facts, platform: PlatformName = PlatformName.X) -> str:
    """The whole of it, as if a part could hold it."""
    return split(templates().render(message, platform, facts), Limits(platform, 100_000, len))[0]


def an_outcome(message: str, language: str, **changes: object) -> OutcomeFacts:
    facts = samples(language, PlatformName.X)[message, "worst"]
    assert isinstance(facts, OutcomeFacts)
    return replace(facts, **changes)  # type: ignore[arg-type]


# ── every post ──────────────────────────────────────────────────────────────────────────────────────────────────────


@every_post
def test_every_part_fits_and_says_something(post: Post) -> None:
    assert all(unmarked(part).strip() for part in thread(post))
    assert all(USUAL[post[1]].fits(part) for part in thread(post))


@every_post
def test_no_part_shows_how_it_was_made(post: Post) -> None:
    said = "\n".join(thread(post))
    assert not re.search(r"None|undefined|Undefined|StateFact|Group\(|\{\{|\}\}|\{%|<generator|\bFalse\b|\bTrue\b", said)
    assert "  " not in said
    assert "\u00a0" not in said


@every_post
def test_every_post_says_first_what_it_is_about(post: Post) -> None:
    facts = samples(*post[:2])[post[2:]]
    if isinstance(facts, WarningFacts):
        assert facts.situation in thread(post)[0]
    elif not isinstance(facts, ScorecardFacts):
        assert getattr(facts, "vote").symbol in thread(post)[0]  # noqa: B009 – by kind of facts


@every_post
def test_every_post_carries_the_hashtag_once(post: Post) -> None:
    assert "\n".join(thread(post)).count("#ACTcodeofconduct") == 1


def dangling(said: str) -> Iterator[str]:
    """Punctuation that has lost what it belongs to."""
    yield from re.findall(r"\(\s*\)|«\s*»|“\s*”|[,;:(]\s*[.,;)]|[^.]\.\.(?!\.)|–\s*–| [,.;)]|\( ", said)
    yield from re.findall(rf"[,;:(–{NARROW}]$", said, re.MULTILINE)
    yield from re.findall(r"(?<! )–|–(?! )", said)


@every_post
def test_no_punctuation_is_left_dangling(post: Post) -> None:
    assert list(dangling(text(post[2], samples(*post[:2])[post[2:]], post[1]))) == []


@pytest.mark.parametrize(
    "said", ["VETO () – Syria", "Against: .", "Source:", "one, , two", "Syria –", "a..", "kept : , broke", "two ,"]
)
def test_punctuation_that_dangles_is_found(said: str) -> None:
    assert list(dangling(said)) != []


@every_post
def test_french_keeps_a_narrow_space_before_its_colon_and_no_other_language_does(post: Post) -> None:
    said = re.sub(r"https?:\S+|\d\d:\d\d", "", "\n".join(map(unmarked, thread(post))))
    before_colons = set(re.findall(r"(.):", said)) - {"e"} if post[0] == "fr" else set(re.findall(rf"[ {NARROW}]:", said))
    assert before_colons <= ({NARROW} if post[0] == "fr" else set())


@in_every_language
@pytest.mark.parametrize("message", ["adopted", "vetoed"])
def test_the_least_sample_of_an_outcome_is_one_that_can_be(message: str, language: str) -> None:
    facts = samples(language, PlatformName.X)[message, "least"]
    assert isinstance(facts, OutcomeFacts)
    assert facts.tally
    assert facts.tally.in_favour >= facts.votes_needed
    assert bool(facts.vetoed_by) is (message == "vetoed")


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

PLURALS = {
    "en": "votes|abstentions|members|supporters",
    "fr": "votes|abstentions|membres",
    "es": "votos|votaciones|abstenciones|miembros",
}
TALLIES = [(14, 1, 0), (14, 0, 1), (1, 1, 13), (1, 13, 1), (0, 1, 14), (9, 5, 1), (15, 0, 0), (1, 0, 14)]


def possible(message: str, tally: Tally) -> bool:
    return message == "corrected" or (tally.in_favour >= 9) is (message in {"adopted", "vetoed"})


@in_every_language
@pytest.mark.parametrize(
    ("message", "tally"),
    [
        (message, tally)
        for message in ("adopted", "vetoed", "failed", "corrected")
        for tally in (Tally(in_favour=yes, against=no, abstained=neither) for yes, no, neither in TALLIES)
        if possible(message, tally)
    ],
    ids=lambda told: str(told),
)
def test_one_is_one_and_several_are_several(message: str, tally: Tally, language: str) -> None:
    said = text(message, an_outcome(message, language, tally=tally))
    assert not re.search(rf"\b1 ({PLURALS[language]})\b", said)
    assert not re.search(r"\b([02-9]|\d\d) (abstención|votación|voto|vote)\b", said)


@in_every_language
@pytest.mark.parametrize("votes", [1, 2])
def test_a_scorecard_counts_its_votes(votes: int, language: str) -> None:
    facts = samples(language, PlatformName.X)["scorecard", "worst"]
    assert isinstance(facts, ScorecardFacts)
    said = text("scorecard", replace(facts, votes=votes))
    assert bool(re.search(r"\b1 (assessed #UNSC vote\b|vote évalué\b|votación evaluada\b)", said)) is (votes == 1)
    assert not re.search(r"\b1 \S+ (votes|évalués|evaluadas)", said)


@in_every_language
def test_states_whose_support_is_not_known_are_listed_in_the_plural(language: str) -> None:
    said = text("vetoed", an_outcome("vetoed", language))
    assert {"en": "listed supporters as of", "fr": "ne sont pas évalués", "es": "figuran en la lista"}[language] in said


@in_every_language
def test_one_state_whose_support_is_not_known_is_spoken_of_as_one(language: str) -> None:
    facts = an_outcome("vetoed", language)
    alone = (BallotGroup(facts.vote.day, facts.in_favour[:1], Ballot.AGAINST),)
    said = text("vetoed", replace(facts, not_known=alone))
    assert not re.search(r"they are not scored|ne sont pas évalués|figuran en la lista|no se les evalúa", said)


# ── what each message must say ──────────────────────────────────────────────────────────────────────────────────────


@in_every_language
@pytest.mark.parametrize("conduct", ["kept", "broke", "supporters_abstained", "supporters_absent", "not_known"])
def test_each_conduct_is_told_of_its_own_states_alone(conduct: str, language: str) -> None:
    nothing: dict[str, object] = dict.fromkeys(["kept", "broke", "supporters_abstained", "supporters_absent", "not_known"], ())
    facts = an_outcome("vetoed", language)
    alone = text("vetoed", replace(facts, **nothing | {conduct: getattr(facts, conduct)}))  # type: ignore[arg-type]
    none = text("vetoed", replace(facts, **nothing))  # type: ignore[arg-type]
    headings = {
        "kept": ("kept their pledge", "Engagement tenu", "Compromiso cumplido"),
        "broke": ("voted AGAINST", "vote CONTRE", "voto EN CONTRA"),
        "supporters_abstained": ("An abstention is not", "Une abstention n’est pas", "Una abstención no es"),
        "supporters_absent": ("did not take part", "pas pris part au vote", "No participaron"),
        "not_known": ("is not documented", "pas attesté", "no está documentado"),
    }
    said = {name: (heading[LANGUAGES.index(language)] in alone) for name, heading in headings.items()}
    assert said == {name: name == conduct for name in headings}
    assert len(alone) > len(none)


@in_every_language
@pytest.mark.parametrize(
    "message", ["adopted", "vetoed", "failed", "corrected", "adopted_without_a_vote", *sorted(AFTER_THE_VOTE)]
)
def test_every_outcome_names_its_source_and_whether_it_is_preliminary(message: str, language: str) -> None:
    facts = an_outcome(message, language)
    preliminary = text(message, facts)
    official = text(message, replace(facts, preliminary=False))
    word = {"en": "Preliminary", "fr": "provisoire", "es": "preliminar"}[language]
    assert (word in preliminary, word in official) == (True, False)
    assert facts.source.title in preliminary
    assert facts.source.title in official


@in_every_language
@pytest.mark.parametrize("message", ["adopted", "vetoed", "failed", "corrected"])
def test_support_by_a_list_alone_is_told_with_the_day_of_the_list(message: str, language: str) -> None:
    facts = an_outcome(message, language)
    day = str(facts.kept[1].listed_as_of).replace("\u00a0", " ")
    bare = replace(facts, kept=facts.kept[:1], broke=facts.broke[:1], supporters_abstained=(), not_known=())
    assert text(message, facts).count(day) >= text(message, bare).count(day) + 4


@in_every_language
@pytest.mark.parametrize("which", [(1, 3), (2, 3), (3, 3)])
def test_a_reminder_after_the_first_says_which_it_is(which: tuple[int, int], language: str) -> None:
    number, of = which
    said = text("reminder", replace(samples(language, PlatformName.X)["reminder", "worst"], number=number, of=of))  # type: ignore[call-arg]
    last = {"en": "Last reminder", "fr": "Dernier rappel", "es": "Último recordatorio"}[language]
    assert (last in said) is (number == of)


@in_every_language
def test_a_corrected_outcome_may_be_one_without_a_vote(language: str) -> None:
    nothing: dict[str, object] = dict.fromkeys(
        ("vetoed_by", "in_favour", "against", "abstained", "not_voting", "kept", "broke", "supporters_abstained",
         "supporters_absent", "not_known"),
        (),
    )  # fmt: skip
    said = text("corrected", an_outcome("corrected", language, tally=None, **nothing))
    assert {"en": "without a vote", "fr": "sans vote", "es": "sin votación"}[language] in said
    assert list(dangling(said)) == []


# ── what follows an outcome ─────────────────────────────────────────────────────────────────────────────────────────


@in_every_language
def test_a_follow_up_tells_the_ballot_and_the_pledge_asks_courteously_and_names_nobody_else(language: str) -> None:
    facts = an_outcome("follow_up", language)
    said = text("follow_up", facts)
    state = getattr(facts, "state")  # noqa: B009 – a fact of this message alone
    told = {
        "en": ("you voted against", "pledged “not to vote against a credible draft resolution", "We respectfully ask you to"),
        "fr": ("vous avez voté contre", "de ne pas voter contre un projet de résolution crédible", "prions respectueusement"),
        "es": ("votó en contra", "a no votar en contra de un proyecto de resolución creíble", "pedimos respetuosamente"),
    }[language]
    assert [one in said for one in told] == [True, True, True]
    assert said.count(state.mention.replace("\u00a0", " ")) == 1
    others = {one.name for one in (*facts.in_favour, *facts.abstained, *facts.not_voting)}
    assert not [name for name in others if name.replace("\u00a0", " ") in said]


@in_every_language
def test_a_follow_up_tells_the_day_of_the_list_where_support_rests_on_it_alone(language: str) -> None:
    facts = an_outcome("follow_up", language, listed_as_of="15\u00a0May\u00a02017")
    assert "15 May 2017" in text("follow_up", facts)
    assert "15 May 2017" not in text("follow_up", replace(facts, listed_as_of=None))  # type: ignore[call-arg]


@in_every_language
@pytest.mark.parametrize(("message", "conduct"), [("thanks", "kept"), ("abstentions", "supporters_abstained")])
def test_thanks_and_abstentions_name_those_alone_who_did_it_each_with_the_ground_of_its_support(
    message: str, conduct: str, language: str
) -> None:
    facts = an_outcome(message, language, source=replace(an_outcome(message, language).source, title="SC/12545"))
    said = text(message, facts)
    everybody = {one.mention for one in (*facts.in_favour, *facts.against, *facts.abstained, *facts.not_voting)}
    named = {one.mention for group in getattr(facts, conduct) for one in group.states}
    assert {one for one in everybody if one.replace("\u00a0", " ") in said.replace(facts.vote.situation, "")} == named
    listed = [group.listed_as_of for group in getattr(facts, conduct) if group.listed_as_of]
    assert listed
    assert all(str(day).replace("\u00a0", " ") in said for day in listed)


@in_every_language
def test_what_the_code_says_of_abstentions_and_what_the_workshop_expects_are_two_things(language: str) -> None:
    paragraphs = templates().render("abstentions", PlatformName.X, an_outcome("abstentions", language)).split("\n\n")
    day = {"en": "29 March 2017", "fr": "29 mars 2017", "es": "29 de marzo de 2017"}[language]
    no_breach = {"en": "does not break it", "fr": "ne le rompt pas", "es": "no lo incumple"}[language]
    no_term = {"en": "no term of the Code", "fr": "n’est pas inscrite dans le Code", "es": "no figura en el Código"}[language]
    (of_the_code,) = [one for one in paragraphs if no_breach in one]
    (of_the_workshop,) = [one for one in paragraphs if day in one]
    assert day not in of_the_code
    assert no_term in of_the_workshop


@in_every_language
def test_the_request_to_the_general_assembly_tells_its_date_its_ground_and_how_it_was_counted(language: str) -> None:
    facts = an_outcome("general_assembly", language, debate_by="7\u00a0X", holidays=("1\u00a0Y", "2\u00a0Z"))
    said, without = text("general_assembly", facts), text("general_assembly", replace(facts, holidays=()))  # type: ignore[call-arg]
    working = {"en": "ten working days", "fr": "dix jours ouvrables", "es": "diez días laborables"}[language]
    special = {"en": "emergency special session", "fr": "session extraordinaire d’urgence", "es": "de emergencia"}[language]
    assert [one in said for one in ("7 X", "A/RES/76/262", working, special, "1 Y, 2 Z")] == [True] * 5
    uncounted = {"en": "no UN holidays taken off", "fr": "sans déduire les jours", "es": "sin descontar los feriados"}[language]
    assert (uncounted in said, uncounted in without) == (False, True)
