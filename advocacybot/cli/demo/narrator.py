"""Tells the story on the screen, and shows what readers of the accounts would see."""

from pathlib import Path

from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from advocacybot.campaign.earned import Message
from advocacybot.campaign.posts import Picture, PostState
from advocacybot.cli.common import say, screen
from advocacybot.clock import Clock
from advocacybot.council.hours import NEW_YORK
from advocacybot.council.outcomes import Outcome, Result
from advocacybot.errors import AdvocacyBotError
from advocacybot.pipeline.house import House
from advocacybot.store import posts

_OPENING = """\
Three real votes of 2016, replayed on an accelerated clock. Symbols, days, ballots and outcomes are from the shipped record; \
the hours, the postponement, the people, their assessments and the handles are made up for the replay. Supporters are read \
from the published lists: where these cannot vouch for the day, the posts say so. Nothing is sent anywhere: the accounts \
are rehearsals, whose feeds you can read."""


class Narrator:
    """Prints scenes, with the hour that the replay's clock shows in New York."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def opening(self) -> None:
        screen().print(Panel(Text(_OPENING), title="advocacybot demo", title_align="left", border_style="blue"))

    def scene(self, title: str) -> None:
        now = self._clock.now().astimezone(NEW_YORK)
        say(f"\n[bold blue]{now:%a} {now.day} {now:%b %Y, %H:%M}[/bold blue] New York  [bold]{title}[/bold]")

    def line(self, words: str) -> None:
        say(f"  {words}", markup=False)

    def refusal(self, error: AdvocacyBotError) -> None:
        screen().print(Text(f"  refused: {error}", style="yellow"), soft_wrap=True)

    def outcome(self, house: House, symbol: str, decided: Outcome) -> None:
        states = house.configuration.reference.states
        by = ", ".join(states.find(code).short_name("en") for code in decided.vetoed_by)
        why = f" by {by}" if by else f": {decided.votes_needed} were needed" if decided.result is Result.FAILED else ""
        screen().print(Text(f"  {symbol}: {decided.tally}, {decided.result}{why}", style="bold"))

    def thread(self, house: House, account: str, symbol: str, message: Message) -> None:
        """What the account published of the vote in that message."""
        platform = house.campaign.account(account).platform
        for queued in posts.listed([PostState.PUBLISHED], account):
            if (queued.post.slot.symbol, queued.post.slot.message) == (symbol, message):
                self.words(f"{account} ({platform}), {message}", queued.post.words.parts)
                self._pictures(queued.post.words.pictures)

    def words(self, title: str, parts: tuple[str, ...]) -> None:
        screen().print(Padding(Panel(Text("\n\n".join(parts)), title=title, title_align="left", border_style="green"), (0, 2)))

    def _pictures(self, pictures: tuple[Picture, ...]) -> None:
        """What the post's pictures say to whoever cannot see them."""
        for one in pictures:
            screen().print(Padding(Text(f"[picture] {one.alt}", style="dim"), (0, 4)))

    def closing(self, folder: Path, seconds: float) -> None:
        say("\n[bold blue]What to do next[/bold blue]")
        say(
            f"  Look around in what the replay left behind ({seconds:.1f} s):\n"
            f"    advocacybot --home {folder} calendar\n"
            f"    advocacybot --home {folder} queue list --state all\n"
            f"    advocacybot --home {folder} feed mission\n"
            f"    advocacybot --home {folder} journal --about S/2016/846\n"
            f"    advocacybot --home {folder} scorecard card S/2016/846 --out card.png\n"
            f"    advocacybot --home {folder} scorecard export public\n"
            "  Begin a campaign of your own:\n"
            "    advocacybot init my-campaign",
            markup=False,
        )
