"""How each platform counts a text. Pure."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial

import regex

from advocacybot.campaign.accounts import PlatformName

_REMOTE_MENTION = regex.compile(r"(?<![\w/])(@[\w.-]*\w)@[\w.-]+\w")
_WORD = regex.compile(r"\s*\S+|\s+")
_GRAPHEME = regex.compile(r"\X")


@dataclass(frozen=True)
class Limits:
    """What one part of a thread may hold on a platform: ``most`` in the platform's own units, and bytes where it counts them."""

    platform: PlatformName
    most: int
    count: Callable[[str], int]
    most_bytes: int | None = None

    def length(self, text: str) -> int:
        """The text's length as the platform counts it."""
        return self.count(text)

    def over(self, text: str, room: int = 0) -> tuple[int, int]:
        """What the text comes to and what is allowed, in the unit that it is over in: the platform's own, else bytes."""
        if self.length(text) > self.most - room or self.most_bytes is None:
            return self.length(text), self.most - room
        return len(text.encode()), self.most_bytes - room

    def fits(self, text: str) -> bool:
        return self.length(text) <= self.most and (self.most_bytes is None or len(text.encode()) <= self.most_bytes)


def x_length(text: str) -> int:
    """X's weighted length (twitter-text v3): a link weighs 23, an emoji 2, most Latin letters 1, all else 2.

    Neither links nor emoji reach over white space, so the words' weights add up; they come again and again, and are kept. What
    begins a text and what follows a space are told apart, as twitter-text tells them.
    """
    first, *rest = _WORD.findall(unicodedata.normalize("NFC", text)) or [""]
    return _weight(first) + sum(map(_weight_behind_space, rest))


@lru_cache(maxsize=50_000)
def _weight(text: str) -> int:
    from twitter_text import parse_tweet  # it takes a fifth of a second to load: only where something is counted

    return int(parse_tweet(text).weightedLength)


@lru_cache(maxsize=50_000)
def _weight_behind_space(word: str) -> int:
    """What a word adds to a text, with the white space before it."""
    bare = word.lstrip()
    space = word[: len(word) - len(bare)]
    return _weight(space) + (_weight(f" {bare}") - 1 if bare else 0)


def mastodon_length(text: str, for_a_link: int | None = 23) -> int:
    """Mastodon's count: graphemes, with a link as 23 and a mention without its host (Mastodon's StatusLengthValidator,
    which takes links as twitter-text extracts them, those with a protocol alone).

    Args:
        text: what is counted.
        for_a_link: what the instance counts for a link; ``None`` where it counts links at full length.
    """
    from twitter_text import extract_urls_with_indices

    links = extract_urls_with_indices(text, extract_urls_without_protocol=False) if for_a_link is not None else ()
    for link in reversed(links):
        first, last = link["indices"]
        text = f"{text[:first]}{'x' * (for_a_link or 0)}{text[last:]}"
    return graphemes(_REMOTE_MENTION.sub(r"\1", text))


@cache
def mastodon_limits(most: int, for_a_link: int | None) -> Limits:
    """What an instance allows that says so (``GET /api/v2/instance``). Instances that allow the same have the same limits."""
    return Limits(PlatformName.MASTODON, most, partial(mastodon_length, for_a_link=for_a_link))


def graphemes(text: str) -> int:
    """Extended grapheme clusters (Unicode Annex 29), as the AT Protocol's ``maxGraphemes`` counts them."""
    return len(_GRAPHEME.findall(text))


USUAL: Mapping[PlatformName, Limits] = {
    PlatformName.X: Limits(PlatformName.X, 280, x_length),
    PlatformName.MASTODON: Limits(PlatformName.MASTODON, 500, mastodon_length),
    PlatformName.BLUESKY: Limits(PlatformName.BLUESKY, 300, graphemes, most_bytes=3000),
}
"""What each platform allows where it says nothing else: X 280 (twitter-text v3), Mastodon 500 (the instance's default,
``configuration.statuses.max_characters``), Bluesky 300 graphemes and 3,000 bytes (``app.bsky.feed.post``)."""
