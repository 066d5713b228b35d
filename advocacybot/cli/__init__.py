"""Plain verbs. Each lives in a module of its own, which is only loaded when the verb is used."""

from importlib import import_module
from pathlib import Path

import click

from advocacybot import __version__
from advocacybot.settings import Settings
from advocacybot.store.opening import set_up

_MODULES = {
    "demo": "demo",
    "init": "folder",
    "check": "folder",
    "run": "running",
    "worker": "running",
    "web": "running",
    "publish": "running",
    "health": "running",
    "accounts": "accounts",
    "user": "staff",
    "calendar": "calendar",
    "suggestions": "suggestions",
    "queue": "queue",
    "outcome": "outcome",
    "record": "record",
    "scorecard": "scorecard",
    "pause": "pausing",
    "resume": "pausing",
    "feed": "feed",
    "journal": "journal",
    "notices": "notices",
    "webhooks": "webhooks",
    "tokens": "tokens",
    "backup": "keeping",
    "restore": "keeping",
    "move": "keeping",
}
_WITHOUT_STORE = ("folder", "demo", "notices")
_WITH_WEB = ("run", "web", "user", "tokens", "backup", "restore", "move")


class Verbs(click.Group):
    """The verbs, in the order in which a campaign meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 – as click has it
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb; for most, Django is told first which campaign's database it will be."""
        if cmd_name not in _MODULES:
            return None
        if _MODULES[cmd_name] not in _WITHOUT_STORE:
            set_up(Settings(home=ctx.params.get("home", Path())), web=cmd_name in _WITH_WEB)
        command: click.Command = getattr(import_module(f"advocacybot.cli.{_MODULES[cmd_name]}"), cmd_name)
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path, resolve_path=True),
    envvar="ADVOCACYBOT_HOME",
    default=".",
    help="The campaign's folder (else $ADVOCACYBOT_HOME, else this one).",
)
@click.version_option(__version__, message="advocacybot %(version)s")
@click.pass_context
def commands(context: click.Context, home: Path) -> None:
    """Reminds the supporters of the Code of Conduct on the UN Security Council of their pledge, and reports how they voted.

    Begin with `advocacybot demo`, then `advocacybot init DIR`.
    """
    context.obj = home
