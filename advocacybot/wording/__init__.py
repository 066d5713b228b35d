"""From facts to words that fit."""
