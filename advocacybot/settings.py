"""One frozen value of settings, from the environment. What operators decide is in config/; this is where things lie."""

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """``ADVOCACYBOT_HOME``: the campaign's folder. ``ADVOCACYBOT_DATA``: what the bot itself writes (``HOME/data``).
    ``ADVOCACYBOT_WEB_URL``: the address under which the staff reach their room. ``ADVOCACYBOT_LOGS``: ``lines`` for people, or
    ``json``. ``ADVOCACYBOT_FEEDS``: ``off`` where this machine asks for none of the feeds in config/feeds.yaml by itself.

    ``DATABASE_URL``: a PostgreSQL that several machines share, in place of the SQLite file; ``QUEUE_URL``: a Redis that carries
    their jobs, which else go through the database as well. Both may hold a password, so each can be in a file (``…_FILE``).
    """

    model_config = SettingsConfigDict(env_prefix="ADVOCACYBOT_", frozen=True)

    home: Path = Field(default_factory=Path.cwd)
    data: Path | None = None
    logs: Literal["lines", "json"] = "lines"
    feeds: Literal["watched", "off"] = "watched"
    web_url: str = Field(default="http://127.0.0.1:8000", pattern=r"^https?://[^/\s]+$")

    @property
    def database_url(self) -> str | None:
        """The database that several machines share; nothing where the data lie in a file of this one."""
        return _given("DATABASE_URL")

    @property
    def queue_url(self) -> str | None:
        """The Redis that carries the jobs; nothing where they go by way of the database."""
        return _given("QUEUE_URL")

    @property
    def https(self) -> bool:
        """Whether the staff room is reached by TLS, which a proxy in front of it ends."""
        return self.web_url.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which the staff room may be asked for."""
        own = urlsplit(self.web_url).hostname or ""
        return tuple(dict.fromkeys((own, "127.0.0.1", "localhost", "[::1]")))

    @property
    def secret_key_given(self) -> str | None:
        """What signs the staff's sessions, where somebody chose it; else it is made once (``store.secret_key``)."""
        return _given("ADVOCACYBOT_SECRET_KEY")

    @property
    def key_file(self) -> Path:
        """Where it is kept, for the bot alone to read, if it was made for the data in a file."""
        return self.data_folder / "secret-key"

    def notices(self) -> tuple[str, ...]:
        """Where the staff is told of what it should know, as Apprise writes addresses, which hold secrets: from
        ``ADVOCACYBOT_NOTICES``, one a line, or the file that ``…_FILE`` names. Nothing: nobody is told."""
        lines = (line.strip() for line in (_given("ADVOCACYBOT_NOTICES") or "").splitlines())
        return tuple(line for line in lines if line and not line.startswith("#"))

    def metrics_token(self) -> str | None:
        """What monitoring has to show to read the metrics: from ``ADVOCACYBOT_METRICS_TOKEN`` or the file that ``…_FILE`` names.
        Nothing: nobody reads them."""
        return _given("ADVOCACYBOT_METRICS_TOKEN")

    @property
    def data_folder(self) -> Path:
        return self.data or self.home / "data"

    @property
    def database(self) -> Path:
        return self.data_folder / "advocacybot.sqlite3"

    @property
    def jobs(self) -> Path:
        return self.data_folder / "jobs.sqlite3"


def _given(name: str) -> str | None:
    """What the environment says under that name, or the file that ``…_FILE`` names."""
    given, file = os.environ.get(name), os.environ.get(f"{name}_FILE")
    return given or (Path(file).read_text(encoding="utf-8").strip() if file else "") or None


def make_once(path: Path, text: str) -> None:
    """Write a file that is whole as soon as it is there; where somebody else was quicker, theirs stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()
