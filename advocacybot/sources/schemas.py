"""JSON Schemas of the files, so that editors complete and check them as they are written."""

import json
from pathlib import Path

from pydantic import BaseModel

from advocacybot.campaign.accounts import Handles
from advocacybot.campaign.campaign import Campaign
from advocacybot.campaign.feeds import Feeds
from advocacybot.council.calendar import Calendar
from advocacybot.council.members import Council
from advocacybot.council.record import Record
from advocacybot.council.supporters import Supporters
from advocacybot.sources.states_file import StatesFile

MODELS: dict[str, type[BaseModel]] = {
    "calendar": Calendar,
    "campaign": Campaign,
    "council": Council,
    "feeds": Feeds,
    "handles": Handles,
    "record": Record,
    "states": StatesFile,
    "supporters": Supporters,
}


def schema(name: str) -> str:
    """The JSON Schema of a file, as text."""
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **MODELS[name].model_json_schema()}
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> None:
    """Write every schema into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in MODELS:
        (folder / f"{name}.json").write_text(schema(name), encoding="utf-8")
