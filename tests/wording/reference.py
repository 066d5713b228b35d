"""What is shipped: the States, the Council, the supporters, and the wording."""

from functools import cache
from pathlib import Path

from advocacybot.sources.configuration import Configuration, Folder
from advocacybot.wording.facts import Reference
from advocacybot.wording.templates import SUFFIX, Templates

_SHIPPED = Path(__file__).parents[2]


@cache
def shipped() -> Configuration:
    return Folder(_SHIPPED).load()


def reference() -> Reference:
    return shipped().reference


def templates() -> Templates:
    return shipped().templates


def texts() -> dict[str, str]:
    """The wording by name: ``en/reminder``."""
    folder = _SHIPPED / "message_templates"
    files = sorted(folder.glob(f"*/*{SUFFIX}"))
    return {file.relative_to(folder).as_posix().removesuffix(SUFFIX): file.read_text(encoding="utf-8") for file in files}
