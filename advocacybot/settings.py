"""One frozen value of settings, from the environment. What operators decide is in config/; this is where things lie."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """``ADVOCACYBOT_HOME``: the campaign's folder. ``ADVOCACYBOT_DATA``: what the bot itself writes (``HOME/data``)."""

    model_config = SettingsConfigDict(env_prefix="ADVOCACYBOT_", frozen=True)

    home: Path = Field(default_factory=Path.cwd)
    data: Path | None = None

    @property
    def data_folder(self) -> Path:
        return self.data or self.home / "data"

    @property
    def database(self) -> Path:
        return self.data_folder / "advocacybot.sqlite3"

    @property
    def jobs(self) -> Path:
        return self.data_folder / "jobs.sqlite3"

    @property
    def accepted(self) -> Path:
        """The files as they last took effect, for as long as those in the folder are broken."""
        return self.data_folder / "accepted"

    @property
    def feeds(self) -> Path:
        """Where the rehearsal platform keeps its feeds."""
        return self.data_folder / "rehearsal"
