"""What the verbs share: the campaign's house, tables, hours as people read them, and JSON."""

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from advocacybot import wiring
from advocacybot.council.hours import NEW_YORK
from advocacybot.pipeline.house import House
from advocacybot.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from advocacybot.platforms.paper import Request

Function = TypeVar("Function", bound=Callable[..., Any])

_WHOLE = ("post", "vote", "New York", "account", "state", "agreed", "posts out")
"""Columns whose cells are never broken."""


@cache
def screen() -> "Console":
    from rich.console import Console  # only where something is shown: the bot at work writes its log

    return Console(highlight=False, emoji=False, width=None if sys.stdout.isatty() else 100)


@cache
def watching() -> "Console":
    """Where progress is shown, on a terminal alone: what a command prints stays clean."""
    from rich.console import Console

    return Console(stderr=True)


def settings(home: Path) -> Settings:
    return Settings(home=home)


def open_house(home: Path) -> House:
    """The campaign in that folder, at work.

    Raises:
        BadInput: it is no campaign's folder, or something in its files is wrong.
    """
    with watching().status("Reading the files") if sys.stderr.isatty() else nullcontext():
        return wiring.house(settings(home))


def by_option(function: Function) -> Function:
    """``--by``: the person who does it, by the name in campaign.yaml."""
    return click.option("--by", required=True, metavar="NAME", help="Who you are, as campaign.yaml names you.")(function)


def why_option(function: Function) -> Function:
    return click.option("--why", required=True, metavar="WORDS", help="The reason, for the journal.")(function)


def json_option(function: Function) -> Function:
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")(function)


def dry_run_option(function: Function) -> Function:
    """``--dry-run``: the exact requests are printed, and none is sent."""
    return click.option("--dry-run", is_flag=True, help="Print the exact requests, and send none.")(function)


def say_requests(title: str, requests: "Iterable[Request]") -> None:
    """Print requests as they would be sent, their secrets hidden."""
    say(f"[bold]{title}[/bold]")
    for request in requests:
        say(f"  {request.method} {request.url}", markup=False)
        for name, value in request.headers:
            say(f"    {name}: {value}", markup=False)
        for line in request.body.splitlines():
            say(f"    {line}", markup=False)


def say(words: str, *, markup: bool = True) -> None:
    """Print a line, which the terminal breaks where it ends."""
    screen().print(words, soft_wrap=True, markup=markup)


def say_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def hour(when: dt.datetime) -> str:
    """``Sat 8 Oct 2016 15:00 New York``, and the reader's own clock where it shows another hour."""
    there, here = when.astimezone(NEW_YORK), when.astimezone()
    told = f"{there:%a} {there.day} {there:%b %Y %H:%M} New York"
    if here.utcoffset() == there.utcoffset():
        return told
    day = "" if here.date() == there.date() else f"{here:%a} "
    return f"{told} ({day}{here:%H:%M} {here:%Z})"


def short(when: dt.datetime) -> str:
    """The hour in New York for a column of a table: ``Sat 8 Oct 15:00``."""
    there = when.astimezone(NEW_YORK)
    return f"{there:%a} {there.day} {there:%b %H:%M}"


def table(*columns: str) -> "Table":
    from rich.table import Table

    made = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    for column in columns:
        made.add_column(column, overflow="fold", no_wrap=column in _WHOLE)
    return made
