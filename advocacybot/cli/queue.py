"""``queue``: what waits, and what people decide about it."""

from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from advocacybot import wiring
from advocacybot.campaign.posts import OPEN, Post, PostState
from advocacybot.cli.common import (
    by_option,
    dry_run_option,
    hour,
    json_option,
    open_house,
    say,
    say_json,
    say_requests,
    screen,
    short,
    table,
    why_option,
)
from advocacybot.errors import BadInput
from advocacybot.pipeline import publish, reconcile, review
from advocacybot.pipeline.house import House
from advocacybot.store import pauses, posts, spending, waits
from advocacybot.wording.threads import split, unmarked

WAITING = (*sorted(OPEN), PostState.SENDING, PostState.DOUBTFUL, PostState.FAILED)


@click.group()
def queue() -> None:
    """What waits: list, show, approve, edit, hold, release, reject, and settle where there is doubt."""


@queue.command("list")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([*(state.value for state in PostState), "all"]),
    help="Posts in this state only.",
)
@click.option("--account", help="Posts of this account only.")
@json_option
@click.pass_obj
def list_(home: Path, states: tuple[str, ...], account: str | None, as_json: bool) -> None:
    """What waits, the soonest first; with --state, what is in that state."""
    house = open_house(home)
    wanted = tuple(PostState) if "all" in states else tuple(map(PostState, states)) or WAITING
    found = posts.listed(wanted, account)
    if as_json:
        say_json([_as_json(house, one) for one in found])
        return
    for waiting in waits.standing(house.clock.now()):
        say(f"[yellow]Waiting[/yellow] {waiting.account} until {hour(waiting.until)}: {escape(waiting.why)}")
    for pause in pauses.standing():
        say(f"[bold red]Paused[/bold red] {pause.account or 'on all accounts'} by {escape(pause.by)}: {escape(pause.why)}")
    if not found:
        say("Nothing waits.")
        return
    shown = table("post", "New York", "account", "message", "about", "state", "agreed")
    for one in found:
        slot = one.post.slot
        agreed = _agreed(house, one).split(" (")[0]
        shown.add_row(str(one.post.id), short(slot.due), slot.account, slot.message, slot.symbol, one.post.state, agreed)
    screen().print(shown)
    for one in found:
        if _note(one):
            say(f"post {one.post.id}: {_note(one)}", markup=False)


@queue.command()
@click.argument("post", type=int)
@json_option
@click.pass_obj
def show(home: Path, post: int, as_json: bool) -> None:
    """POST as its readers will see it, with the counter of its platform, and who agreed."""
    house = open_house(home)
    found = posts.get(post)
    if as_json:
        say_json(_as_json(house, found))
        return
    slot, account = found.post.slot, house.campaign.account(found.post.slot.account)
    limits = house.platforms.of(account).limits(account)
    say(f"[bold]Post {post}[/bold] (version {found.post.version}): {slot.message} about {slot.symbol}, {found.post.state}")
    say(f"  on {account.name} ({account.platform}{', rehearsal' if account.rehearsal else ''}), in {account.language}")
    say(f"  due {hour(slot.due)}{', lapses ' + hour(slot.lapses_at) if slot.lapses_at else ''}")
    say(f"  agreed: {_agreed(house, found)}   {_note(found)}", markup=False)
    for line in _before_approval(house, found.post):
        say(f"  {line}", markup=False)
    for part in found.post.parts:
        out = f", out as {part.receipt.remote_id}" if part.receipt else ""
        say(f"\n[dim]── {part.number}/{len(found.post.parts)}, {limits.length(part.text)} of {limits.most}{out}[/dim]")
        say(part.text, markup=False)
        for shown in found.post.words.pictures if part.number == 1 else ():
            say(f"[picture: {shown.alt}]", markup=False)


@queue.command()
@click.argument("numbers", metavar="POSTS...", type=int, nargs=-1, required=True)
@click.option("--version", type=int, help="Refuse if the post is no longer at this version.")
@dry_run_option
@by_option
@click.pass_obj
def approve(home: Path, numbers: tuple[int, ...], by: str, version: int | None, dry_run: bool) -> None:
    """Agree to the words of POSTS as they are now."""
    house = open_house(home)
    dry = wiring.dry_run(house) if dry_run else None
    for post in numbers:
        if dry:
            say_requests(f"Once approved and due, post {post} would be sent by", dry.attending(post))
            continue
        for line in _before_approval(house, posts.get(post).post):
            say(line, markup=False)
        found = review.approve(house, post, by, version)
        say(f"Post {post}: {found.post.state}, agreed {_agreed(house, found)}.")


@queue.command()
@click.argument("post", type=int)
@by_option
@why_option
@click.pass_obj
def reject(home: Path, post: int, by: str, why: str) -> None:
    """Say no to POST for good."""
    say(f"Post {post}: {review.reject(open_house(home), post, by, why)}.")


@queue.command()
@click.argument("post", type=int)
@by_option
@why_option
@click.pass_obj
def hold(home: Path, post: int, by: str, why: str) -> None:
    """Keep POST back until somebody releases it."""
    say(f"Post {post}: {review.hold(open_house(home), post, by, why)}.")


@queue.command()
@click.argument("post", type=int)
@by_option
@click.pass_obj
def release(home: Path, post: int, by: str) -> None:
    """Let a held POST go on."""
    say(f"Post {post}: {review.release(open_house(home), post, by)}.")


@queue.command()
@click.argument("post", type=int)
@click.option("--file", "file", type=click.File(encoding="utf-8"), help="The words (else your $EDITOR is opened).")
@click.option("--version", type=int, help="Refuse if the post is no longer at this version.")
@by_option
@click.pass_obj
def edit(home: Path, post: int, file: Any, version: int | None, by: str) -> None:
    """Give POST other words. A thread is cut anew; whoever agreed before agrees to these no more."""
    house = open_house(home)
    found = posts.get(post)
    text = file.read() if file else click.edit("\n\n".join(map(unmarked, found.post.words.parts)))
    if text is None:
        raise BadInput(what="nothing was changed", mend="save the text in your editor, or give it with --file")
    account = house.campaign.account(found.post.slot.account)
    parts = split(text, house.platforms.of(account).limits(account))
    edited = review.edit(house, post, by, parts, version or found.post.version)
    say(f"Post {post}: {edited.post.state}, version {edited.post.version}, {len(parts)} parts.")


@queue.command()
@click.argument("post", type=int)
@click.option("--picture", "files", multiple=True, type=click.File("rb"), help="A PNG, JPEG, WebP or GIF file; up to four.")
@click.option("--alt", "alts", multiple=True, help="What it says in words; one for each picture.")
@click.option("--version", type=int, help="Refuse if the post is no longer at this version.")
@by_option
@click.pass_obj
def picture(home: Path, post: int, files: tuple[Any, ...], alts: tuple[str, ...], version: int | None, by: str) -> None:
    """Give POST these pictures in place of those it has; none takes them away. Whoever agreed before agrees no more."""
    if len(files) != len(alts):
        raise BadInput(what="each picture takes its own words", mend="give one --alt for each --picture, in the same order")
    shown = review.show(open_house(home), post, by, [(file.read(), alt) for file, alt in zip(files, alts, strict=True)], version)
    say(f"Post {post}: {shown.post.state}, version {shown.post.version}, {len(shown.post.words.pictures)} pictures.")


@queue.command()
@click.argument("post", type=int)
@dry_run_option
@by_option
@why_option
@click.pass_obj
def delete(home: Path, post: int, by: str, why: str, dry_run: bool) -> None:
    """Take down POST, which is out. It stays in the journal, and is not drafted again."""
    house = open_house(home)
    if dry_run:
        say_requests(f"Post {post} would be taken down by", wiring.dry_run(house).taking_down(post))
        return
    say(f"Post {post}: {reconcile.take_down(house, post, by, why)}.")


@queue.command()
@click.argument("post", type=int)
@click.option("--found", metavar="ADDRESS", help="It is out, at this address.")
@click.option("--not-out", is_flag=True, help="You looked, and it surely is not out: it will be sent again.")
@by_option
@click.pass_obj
def settle(home: Path, post: int, found: str | None, not_out: bool, by: str) -> None:
    """Say what became of a doubtful POST, after looking at the account."""
    if bool(found) == not_out:
        raise BadInput(what="say one of the two: where it is, or that it is not out", mend="give --found ADDRESS or --not-out")
    say(f"Post {post}: {reconcile.decide(open_house(home), post, by, found)}.")


def _before_approval(house: House, post: Post) -> list[str]:
    """What a person should know before they agree: what it costs, and who else says the same."""
    account = house.campaign.account(post.slot.account)
    first = publish.prices_of(house.platforms.of(account), account, post)[0]
    cost, spent = first.part + first.behind, spending.spent(account.name, house.clock.now())
    of = f" of {account.budget}" if account.budget is not None else ""
    others = ", ".join(posts.with_the_same_words(post))
    opted_out = ", ".join(f"@{handle}" for handle in review.opted_out(house, account.name, post.words.parts))
    said = {
        f"costs {cost} USD; {spent:.2f}{of} USD are used this month": bool(cost or of),
        f"the same words wait or stand on {others}: platforms take that for spam; word one otherwise": bool(others),
        f"it tags {opted_out}, who asked not to be tagged: it goes out only when it is worded otherwise": bool(opted_out),
    }
    return [words for words, holds in said.items() if holds]


def _agreed(house: House, one: Any) -> str:
    needed = review.needed(house, one.post)
    people = review.agreed(house, one)
    return f"{len(people)} of {needed}{' (' + ', '.join(people) + ')' if people else ''}" if needed else "automatic"


def _note(one: Any) -> str:
    waits_until = f"waits until {hour(one.post.next_try_at)}" if one.post.next_try_at else ""
    edited = f"edited by {one.post.edited_by}" if one.post.edited_by else ""
    return "; ".join(filter(None, (one.post.why, waits_until, edited)))


def _as_json(house: House, one: Any) -> dict[str, object]:
    post, slot = one.post, one.post.slot
    needed = review.needed(house, post)
    return {
        "id": post.id,
        "version": post.version,
        "state": post.state,
        "vote": slot.symbol,
        "account": slot.account,
        "message": slot.message,
        "due": slot.due.isoformat(),
        "lapses_at": slot.lapses_at.isoformat() if slot.lapses_at else None,
        "language": post.words.language,
        "parts": [{"text": part.text, "receipt": part.receipt.remote_id if part.receipt else None} for part in post.parts],
        "approvals_needed": needed,
        "agreed": list(review.agreed(house, one)),
        "why": post.why,
        "cause": post.cause.name.lower() if post.cause else None,
        "next_try_at": post.next_try_at.isoformat() if post.next_try_at else None,
        "pictures": [{"sha256": one.sha256, "alt": one.alt} for one in post.words.pictures],
    }
