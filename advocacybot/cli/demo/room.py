"""The staff room on what the replay left behind."""

import secrets
import signal
import threading

from advocacybot.campaign.roles import Role
from advocacybot.cli.common import say
from advocacybot.cli.demo.files import ANA, BEN
from advocacybot.pipeline.house import House
from advocacybot.web.models import Staff
from advocacybot.web.server import serving

_STAFF = (("ana", ANA, Role.APPROVER), ("ben", BEN, Role.ADMINISTRATOR))


def show(house: House, listen: str) -> None:
    """Let two people in, and serve until Ctrl-C."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with serving(house, listen):
        say(f"\n[bold blue]The staff room is open[/bold blue] at http://{listen} until Ctrl-C.")
        for name, person, role in _STAFF:
            password = secrets.token_urlsafe(9)
            Staff.objects.create_user(name, person, role, password)
            say(f"  {name}, password {password}  ({person}, {role})", markup=False)
        stop.wait()
