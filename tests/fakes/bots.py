"""What a bot works with, where it is alone: a turn that is always its own, and jobs that nobody does."""

from collections.abc import Mapping


class Mine:
    """A turn that nobody else asks for."""

    def mine(self) -> bool:
        return True

    def give_up(self) -> None: ...


class NoJobs:
    """Nobody publishes."""

    def hand_out(self, _waiting: Mapping[str, object], _now: float) -> int:
        return 0

    def follow(self) -> None: ...

    def stop(self, _within: float) -> None: ...
