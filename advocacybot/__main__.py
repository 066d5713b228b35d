"""``advocacybot`` and ``python -m advocacybot``."""

import os
import sys

import click
from django.db import connection

from advocacybot.cli import commands
from advocacybot.errors import AdvocacyBotError, BadInput
from advocacybot.store.address import GONE, failure


def main() -> None:
    """Run a command. What goes wrong is said on stderr, a line each; bad input ends with 2, anything else with 1."""
    sys.exit(_run())


def _run() -> int:
    try:
        commands.main(prog_name="advocacybot", standalone_mode=False)
    except AdvocacyBotError as error:
        return _say(error, 2 if isinstance(error, BadInput) else 1)
    except GONE as error:
        return _say(failure(error, connection), 1)
    except click.UsageError as error:
        return _say(f"{error.format_message()} Try `advocacybot --help`.", 2)
    except click.ClickException as error:
        return _say(error.format_message(), 1)
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _say(what: object, code: int) -> int:
    for line in str(what).splitlines():
        print(f"advocacybot: {line}", file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
