"""Colours that are told apart, and words that can be read."""

from dataclasses import asdict
from itertools import combinations
from math import dist

import pytest

from advocacybot.council.conduct import Conduct
from advocacybot.council.outcomes import Ballot, Result
from advocacybot.pictures.colours import OF, Colours, channels, contrast
from advocacybot.pictures.marks import sign_of
from advocacybot.wording.cards import Mark

both_themes = pytest.mark.parametrize("colours", OF.values(), ids=list(OF))

NOT_WORDS = ("ground", "rule")
BALLOTS = ("favour", "against", "abstained", "absent")

COLOUR_BLIND = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1;
applied to linear light."""


def test_contrast_is_that_of_the_guidelines() -> None:
    """The ends of the scale, and a grey that is known to be just enough on white."""
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#ffffff", "#ffffff") == 1
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@both_themes
def test_whatever_is_written_can_be_read(colours: Colours) -> None:
    written = {name: colour for name, colour in asdict(colours).items() if name not in ("ground", "rule")}
    assert {
        name: contrast(colour, colours.ground) for name, colour in written.items() if contrast(colour, colours.ground) < 4.5
    } == {}


@both_themes
@pytest.mark.parametrize("eyes", COLOUR_BLIND)
def test_in_favour_stays_apart_from_all_others_for_colour_blind_people(colours: Colours, eyes: str) -> None:
    favour, *others = (_as_seen(getattr(colours, name), eyes) for name in (*BALLOTS, "veto"))
    assert all(_apart(favour, other) > 25 for other in others)


@both_themes
def test_no_two_ballots_have_one_colour(colours: Colours) -> None:
    for one, other in combinations(BALLOTS, 2):
        assert _apart(channels(getattr(colours, one)), channels(getattr(colours, other))) > 50


@pytest.mark.parametrize("kinds", [Ballot, Mark, (Result.ADOPTED, Result.VETOED, Result.FAILED)])
def test_no_two_kinds_have_one_sign(kinds: tuple[Ballot | Mark | Result, ...]) -> None:
    signs = [sign_of(kind) for kind in kinds]
    assert len(set(signs)) == len(signs)


def test_a_ballot_and_a_conduct_of_one_name_have_signs_of_their_own() -> None:
    assert str(Ballot.ABSTAINED) == str(Conduct.ABSTAINED)
    assert sign_of(Ballot.ABSTAINED) != sign_of(Conduct.ABSTAINED)


def test_a_veto_has_a_colour_and_a_sign_of_its_own() -> None:
    for colours in OF.values():
        assert colours.of(Mark.VETO) == colours.of(Result.VETOED) != colours.of(Ballot.AGAINST)
    assert sign_of(Mark.VETO) == sign_of(Result.VETOED) != sign_of(Ballot.AGAINST)


def _as_seen(colour: str, eyes: str) -> tuple[float, ...]:
    light = [(channel / 255) ** 2.2 for channel in channels(colour)]
    seen = (sum(weight * part for weight, part in zip(row, light, strict=True)) for row in COLOUR_BLIND[eyes])
    return tuple(255 * max(0.0, part) ** (1 / 2.2) for part in seen)


def _apart(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return dist(one, other)
