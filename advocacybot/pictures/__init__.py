"""Scorecard pictures, drawn without a browser: the same facts are always the same bytes."""

from advocacybot.pictures.drawing import Drawing, draw

__all__ = ["Drawing", "draw"]
