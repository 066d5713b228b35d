"""A memory in a dictionary, as ``advocacybot.platforms.base.Memory`` promises it."""


class Remembered:
    """What platforms remember, without a database."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def recall(self, account: str, what: str) -> str | None:
        return self.kept.get((account, what))

    def remember(self, account: str, what: str, value: str) -> None:
        self.kept[account, what] = value
