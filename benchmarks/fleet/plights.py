"""What befalls a fleet, and when: by lot, the same for the same seed."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

import redis

from benchmarks.fleet.machines import Fleet
from tests.servers.guard import Guarded
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis

Strike = Callable[["Scene"], object]

_FROZEN_FOR = 30.0
"""Seconds: longer than a lease, at five times their speed, and than a silent session keeps the planner's turn."""
_GONE_FOR = (1.0, 4.0)
"""Seconds for which a database is not there, at least and at most."""


@dataclass(frozen=True)
class Scene:
    """What can be struck. ``redis``: nothing where the jobs go through the database."""

    fleet: Fleet
    postgres: Postgres
    redis: Redis | None
    lot: Random


@dataclass(frozen=True)
class Plight:
    """``at``: when, in parts of the time in which posts fall due."""

    at: float
    name: str


def _gone(scene: Scene, server: Guarded, stop: Callable[[], None]) -> None:
    """Machines are seen to meanwhile: those that end without it are started again, as in life."""
    stop()
    back = time.monotonic() + scene.lot.uniform(*_GONE_FOR)
    while time.monotonic() < back:
        scene.fleet.see_to()
        time.sleep(0.1)
    server.start()


def _postgres_restarted(scene: Scene) -> None:
    _gone(scene, scene.postgres, scene.postgres.stop)


def _postgres_killed(scene: Scene) -> None:
    _gone(scene, scene.postgres, scene.postgres.kill)


def _redis_restarted(scene: Scene) -> None:
    if scene.redis:
        _gone(scene, scene.redis, scene.redis.kill)


def _redis_flushed(scene: Scene) -> None:
    if scene.redis:
        with redis.Redis.from_url(scene.redis.address()) as client:
            client.flushall()


STRIKES: Mapping[str, Strike] = {
    "killed": lambda scene: scene.fleet.kill(),
    "planner frozen": lambda scene: scene.fleet.freeze("planner", _FROZEN_FOR),
    "worker frozen": lambda scene: scene.fleet.freeze("worker", _FROZEN_FOR),
    "database restarted": _postgres_restarted,
    "database killed": _postgres_killed,
    "Redis killed": _redis_restarted,
    "Redis flushed": _redis_flushed,
}

_BESIDES = ("planner frozen", "worker frozen", "database restarted", "database killed", "database killed")
_OF_REDIS = ("Redis killed", "Redis flushed")


def drawn(lot: Random, kills: int, *, with_redis: bool) -> list[Plight]:
    """All that befalls a fleet while its posts fall due, in order."""
    names = ["killed"] * kills + [*_BESIDES, *(_OF_REDIS if with_redis else ())]
    return sorted((Plight(lot.random(), name) for name in names), key=lambda plight: plight.at)
