"""Scorecard pictures, drawn without a browser: the same facts are always the same bytes. See ``drawing.draw``."""
