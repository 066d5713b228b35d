"""A campaign in half a minute: three real votes of 2016, replayed on an accelerated clock through the real house."""

from advocacybot.cli.demo.story import replay

__all__ = ["replay"]
