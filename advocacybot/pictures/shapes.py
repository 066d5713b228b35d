"""The shapes in which cards are drawn, and their themes."""

from enum import StrEnum

from advocacybot.campaign.accounts import PlatformName


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


class Shape(StrEnum):
    """What a picture is for; each has a size of its own."""

    X = "x"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    LINK = "link"
    """What a page shows where somebody shares its address (Open Graph)."""


SIZES: dict[Shape, tuple[int, int]] = {
    Shape.X: (1200, 675),
    Shape.MASTODON: (1200, 800),
    Shape.BLUESKY: (1080, 1350),
    Shape.LINK: (1200, 630),
}
"""Width and height in pixels: 16:9 is what X shows uncut, 3:2 what Mastodon's web does, 4:5 fills a phone in Bluesky's app, and
1.91:1 is the preview of a link everywhere."""

ON: dict[PlatformName, Shape] = {
    PlatformName.X: Shape.X,
    PlatformName.MASTODON: Shape.MASTODON,
    PlatformName.BLUESKY: Shape.BLUESKY,
}
