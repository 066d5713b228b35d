"""Every vote of the shipped record is drawn in every language: as shipped, and as if people had assessed it."""

from itertools import cycle

import pytest

from advocacybot.pictures.drawing import draw
from advocacybot.pictures.shapes import Shape
from advocacybot.wording.card_facts import vote_card
from advocacybot.wording.phrases import LANGUAGES
from tests.pictures.places import check_places
from tests.wording.card_facts.judged import as_if_assessed, as_shipped, reference


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_vote_is_drawn_with_all_its_members_and_every_text_in_its_place(language: str) -> None:
    shapes = cycle(Shape)
    for shipped, assessed in zip(as_shipped(), as_if_assessed(), strict=True):
        for vote, shape in ((shipped, next(shapes)), (assessed, next(shapes))):
            card = vote_card(vote, reference(), "#ACTcodeofconduct", language)
            scene = draw(card, shape).scene
            check_places(scene, f"{vote.symbol}, {shape}")
            shown = {text.words for text in scene.texts}
            names = {member.name for column in card.columns for member in column.members}
            assert names <= shown, (vote.symbol, shape, names - shown)
