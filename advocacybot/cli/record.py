"""``record``: roll calls that others published, brought into the record, and taken out again."""

from collections.abc import Iterable, Sized
from pathlib import Path

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from advocacybot.cli.common import by_option, json_option, open_house, say, say_json, screen, table, watching, why_option
from advocacybot.council.values import Source, in_language
from advocacybot.errors import BadInput, Refusal
from advocacybot.pipeline import bring_in as stage
from advocacybot.pipeline.bring_in import BroughtIn
from advocacybot.sources.models import in_a_line
from advocacybot.store import recorded
from advocacybot.store.recorded import Imported


@click.group()
def record() -> None:
    """The Council's record: import roll calls that others published, list them, take them out again.

    What people entered goes before the record in config/record, and that before what was imported. Whatever is imported is scored
    only once people have assessed it: put an assessment with its symbol under `assessments:` in config/record/assessments.yaml.
    """


@record.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@by_option
@click.option("--source", metavar="TITLE", help="Where this is published, if the file does not say so (else its name).")
@click.option("--url", metavar="ADDRESS", help="The source's address.")
@click.option("--official", is_flag=True, help="It is made from the meeting records; else a plain file is marked preliminary.")
@click.option("--replace", is_flag=True, help="Let it take the place of other facts that were imported before.")
@click.option("--dry-run", is_flag=True, help="Say what it would do, and keep nothing.")
@json_option
@click.pass_obj
def import_(
    home: Path,
    file: Path,
    by: str,
    source: str | None,
    url: str | None,
    official: bool,
    replace: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Bring the roll calls of FILE into the record: those that add up.

    FILE is the UN Digital Library's Security Council voting data (undl_id, ms_code, ms_vote, …), or a CSV with the columns
    symbol, date, iso3 and vote, and draft, procedure, situation and subject where there are any: a line for each member and vote.

    What does not add up is left out, vote by vote, and said on stderr with its line; then this ends with 1, else with 0. The same
    file again changes nothing.
    """
    if url and not source:
        raise click.UsageError("An address needs the source's title: add --source.")  # noqa: EM101
    with in_a_line():
        published = Source(title=source, url=url) if source else None
    house = open_house(home)
    with _bar(file) as progress:
        task = progress.add_task("Reading", total=file.stat().st_size)
        done = stage.bring_in(
            house,
            file,
            by,
            source=published,
            official=official,
            replace=replace,
            keep=not dry_run,
            passed=lambda read: progress.advance(task, read),
        )
    for reason in (reason for one in done.left_out for reason in one.reasons):
        click.echo(reason, err=True)
    if as_json:
        say_json(_as_json(done, dry_run=dry_run))
    else:
        _say(done, dry_run=dry_run)
    if done.left_out:
        what = f"{_votes(len(done.left_out))} of {file.name} left out"
        raise Refusal(what=what, mend="mend the lines that are named above, and import the file again")


@record.command("list")
@click.option("--year", type=click.IntRange(1946), help="Votes of this year only.")
@json_option
@click.pass_obj
def list_(home: Path, year: int | None, as_json: bool) -> None:
    """What was imported: each vote with the file and the lines that it comes from."""
    open_house(home)
    found = [one for one in recorded.every() if year in (None, one.vote.day.year)]
    if as_json:
        say_json([_told(one) for one in found])
        return
    if not found:
        say("Nothing was imported. `advocacybot record import FILE` does it.", markup=False)
        return
    shown = table("vote", "date", "subject", "result", "imported from")
    for one in found:
        result = f"{one.vote.recorded} {one.vote.totals}" if one.vote.totals else one.vote.recorded
        where = f"{one.file}, {one.lines}"
        shown.add_row(one.vote.symbol, str(one.vote.day), in_language(one.vote.subject, "en"), result, where)
    screen().print(shown)


@record.command()
@click.argument("symbols", metavar="[SYMBOL]…", nargs=-1)
@click.option("--file", metavar="NAME", help="Everything that was imported from the file of this name.")
@by_option
@why_option
@click.pass_obj
def remove(home: Path, symbols: tuple[str, ...], file: str | None, by: str, why: str) -> None:
    """Take imported votes out again, by their SYMBOL or by the file that they came from."""
    house = open_house(home)
    wanted = {*symbols, *(one.vote.symbol for one in recorded.every() if file and one.file == file)}
    if not wanted:
        what = f"nothing was imported from {file!r}" if file else "no vote is named"
        raise BadInput(what=what, mend="name symbols, or a --file, as `advocacybot record list` shows them")
    stage.take_out(house, wanted, by, why)
    say(f"{_votes(len(wanted))} taken out.")


def _bar(file: Path) -> Progress:
    columns = (TextColumn(f"Reading {file.name}", markup=False), BarColumn(), TimeRemainingColumn())
    return Progress(*columns, console=watching(), transient=True, disable=not watching().is_terminal)


def _say(done: BroughtIn, *, dry_run: bool) -> None:
    reading = done.reading
    say(f"{reading.lines:,} lines of {reading.form}:", markup=False)
    told: list[tuple[Sized, str]] = [
        (done.fresh, "would be brought in" if dry_run else "brought in"),
        (done.replaced, "would be replaced" if dry_run else "replaced"),
        (done.known, "known already"),
        (done.outranked, "among these that config/record, or somebody's own entry, tells too, and that goes before"),
        (done.unnamed, "among these of which the file does not say what about: the symbol stands in its place"),
        (done.left_out, "left out, with every reason on stderr"),
    ]
    for found, words in told:
        if len(found):
            say(f"  {_votes(len(found))} {words}", markup=False)
    if dry_run:
        say("Nothing was kept.")


def _votes(count: int) -> str:
    return f"{count:,} vote{'s' if count != 1 else ''}"


def _as_json(done: BroughtIn, *, dry_run: bool) -> dict[str, object]:
    return {
        "form": done.reading.form,
        "sha256": done.reading.sha256,
        "lines": done.reading.lines,
        "kept": not dry_run,
        "brought_in": done.fresh,
        "replaced": done.replaced,
        "known": done.known,
        "outranked": done.outranked,
        "unnamed": done.unnamed,
        "left_out": [{"symbol": one.symbol, "reasons": _lines(one.reasons)} for one in done.left_out],
    }


def _lines(reasons: Iterable[object]) -> list[str]:
    return list(map(str, reasons))


def _told(one: Imported) -> dict[str, object]:
    facts = one.vote.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return facts | {"file": one.file, "lines": one.lines, "by": one.by, "at": one.at}
