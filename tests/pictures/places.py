"""Where texts may stand in a picture."""

from itertools import combinations

from advocacybot.pictures.marks import DOT
from advocacybot.pictures.scene import Box, Scene

_HAIR = 0.75
"""Pixels: baselines stand on whole ones."""


def check_places(scene: Scene, which: str) -> None:
    """No text leaves its box or the picture, and none lies on another or on a bar."""
    whole = Box(0, 0, scene.width, scene.height)
    for text in scene.texts:
        assert text.box.holds(text.inked, _HAIR), (which, text.words, text.box, text.inked)
        assert whole.holds(text.inked), (which, text.words)
    words = [text for text in scene.texts if text.words != DOT]
    for one, other in combinations(words, 2):
        assert not one.inked.meets(other.inked), (which, one.words, other.words)
    for text in words:
        assert not any(text.inked.meets(block.box) for block in scene.blocks), (which, text.words)
