"""``accounts``: who they are on their platforms, whether they may post, what that cost; and how they sign in."""

import os
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from advocacybot.campaign.accounts import Account, PlatformName
from advocacybot.cli.common import hour, json_option, open_house, say, say_json
from advocacybot.errors import BadInput, PlatformError, Refusal
from advocacybot.pipeline import accounts as stage
from advocacybot.pipeline.accounts import State
from advocacybot.pipeline.house import House
from advocacybot.platforms.credentials import variables
from advocacybot.store import memory, waits


@click.group(invoke_without_command=True)
@json_option
@click.pass_context
def accounts(context: click.Context, as_json: bool) -> None:
    """Each account: who it is on its platform, its limits, how long its sign-in lasts, what it waits for, what it cost."""
    if context.invoked_subcommand:
        return
    house = open_house(context.obj)
    states = [stage.state(house, account) for account in house.campaign.accounts]
    if as_json:
        say_json([_as_json(one) for one in states])
    else:
        for one in states:
            _say(one)
    if any(one.problem for one in states):
        raise SystemExit(1)


@accounts.command()
@click.argument("platform", type=click.Choice([one.value for one in PlatformName]))
@click.option("--account", "name", help="Which of its accounts, where the campaign has several.")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="Where to write the secrets (else HOME/secrets).")
@click.pass_obj
def connect(home: Path, platform: str, name: str | None, into: Path | None) -> None:
    """Sign an account in on PLATFORM, step by step. Its secrets are written to files that only you can read."""
    house = open_house(home)
    account = _account(house, PlatformName(platform), name)
    with _in_plain_words(account):
        given = house.platforms.of(account).sign_in(account, Person())
        files = _written(into or home / "secrets", account, given)
        _use(files)
        memory.forget(account.name)
        standing = stage.who(house, account)
    waits.lift(account.name)
    say(f"[green]{account.name} is signed in as {standing.handle}.[/green] Set this wherever the bot runs:")
    for variable, file in files.items():
        say(f"  export {variable}_FILE={shlex.quote(str(file))}", markup=False)
    for note in standing.notes:
        say(f"Note: {note}.", markup=False)


class Person:
    """The person at the terminal."""

    def tell(self, words: str) -> None:
        say(words, markup=False)

    def line(self, question: str) -> str:
        answer: str = click.prompt(question, err=True)
        return answer.strip()

    def secret(self, question: str) -> str:
        answer: str = click.prompt(question, hide_input=True, err=True)
        return answer.strip()

    def yes(self, question: str) -> bool:
        return click.confirm(question, err=True)


def _account(house: House, platform: PlatformName, name: str | None) -> Account:
    """The account that is meant.

    Raises:
        BadInput: there is none, or more than one.
    """
    there = [one for one in house.campaign.accounts if one.platform is platform and not one.rehearsal]
    found = [one for one in there if name in (None, one.name)]
    if len(found) != 1:
        names = ", ".join(one.name for one in there) or "none, but for rehearsals: take `rehearsal: true` out of campaign.yaml"
        what = f"the campaign has no account {name!r} on {platform}" if name else f"which account on {platform}?"
        raise BadInput(what=what, mend=f"name it with --account; there is {names}")
    return found[0]


@contextmanager
def _in_plain_words(account: Account) -> Iterator[None]:
    """What a platform says to whoever signs in; of a post, which its errors are about, there is no question.

    Raises:
        Refusal: the account is not signed in.
    """
    try:
        yield
    except PlatformError as error:
        what = f"{account.name} is not signed in: {error.facts['cause']}"
        raise Refusal(what=what, mend=f"try again with `advocacybot accounts connect {account.platform}`") from None


def _written(folder: Path, account: Account, given: Mapping[str, str]) -> dict[str, Path]:
    """Each secret in a file of its own that nobody else can read, in a folder that no version control takes up."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", encoding="utf-8")
    files = {}
    for what, secret in given.items():
        file = folder.resolve() / f"{account.name}-{what}"
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(f"{secret}\n")
        files[variables(account, what)[0]] = file
    return files


def _use(files: Mapping[str, Path]) -> None:
    """Let this process use them at once."""
    for variable, file in files.items():
        os.environ.pop(variable, None)
        os.environ[f"{variable}_FILE"] = str(file)


def _say(one: State) -> None:
    account = one.account
    rehearses = ", rehearsal" if account.rehearsal else ""
    say(f"[bold]{account.name}[/bold] ({account.platform}{rehearses}), {account.language}, posts by {account.posting}")
    if one.standing:
        until = f", signed in until {hour(one.standing.signed_in_until)}" if one.standing.signed_in_until else ""
        say(f"  is {one.standing.handle}, may post {one.standing.limits.most} at once{until}", markup=False)
        for note in one.standing.notes:
            say(f"  note: {note}", markup=False)
    else:
        say(f"  [red]cannot post[/red]: {escape(one.problem)}")
    if one.paused:
        say("  paused")
    if one.waits:
        say(f"  waits until {hour(one.waits.until)}: {one.waits.why}", markup=False)
    if one.spent or account.budget is not None:
        of = f" of {account.budget}" if account.budget is not None else ""
        say(f"  {one.spent:.2f}{of} USD used this month")


def _as_json(one: State) -> dict[str, Any]:
    standing = one.standing
    return {
        "account": one.account.name,
        "platform": one.account.platform,
        "rehearsal": one.account.rehearsal,
        "handle": standing.handle if standing else None,
        "id": standing.remote_id if standing else None,
        "most": standing.limits.most if standing else None,
        "signed_in_until": standing.signed_in_until.isoformat() if standing and standing.signed_in_until else None,
        "notes": list(standing.notes) if standing else [],
        "problem": one.problem,
        "paused": one.paused,
        "waits_until": one.waits.until.isoformat() if one.waits else None,
        "waits_for": one.waits.why if one.waits else "",
        "spent_usd": str(one.spent),
        "budget_usd": str(one.account.budget) if one.account.budget is not None else None,
    }
