"""Serves the staff room, from the process that runs the bot or from one of its own."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import waitress.server
from django.apps import apps
from django.core.wsgi import get_wsgi_application
from waitress import wasyncore

from advocacybot.errors import BadInput
from advocacybot.pipeline.house import House

logger = logging.getLogger("advocacybot")

_THREADS = 8
_LOOKS_UP_EVERY = 0.25
"""Seconds after which a server that nobody asks looks whether it is to stop."""


class Server:
    """A production WSGI server in a thread of its own."""

    def __init__(self, house: House, listen: str) -> None:
        apps.get_app_config("web").house = house  # type: ignore[attr-defined]
        where = urlsplit(f"//{listen}")
        logging.getLogger("waitress").setLevel(logging.ERROR)
        self._open: dict[int, object] = {}
        """Every socket that the server has open, as waitress keeps them."""
        self._server = waitress.server.create_server(
            get_wsgi_application(),
            map=self._open,
            host=where.hostname or "127.0.0.1",
            port=where.port if where.port is not None else 8000,
            threads=_THREADS,
            ident="",
            max_request_body_size=20_000_000,
        )
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="web", daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.effective_port)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Answer what is being answered, and close."""
        self._stopping.set()
        self._thread.join(timeout=10)

    def _serve(self) -> None:
        """The loop of waitress, ended from within: whoever closes its sockets from without breaks the answers under way."""
        while not self._stopping.is_set():
            wasyncore.loop(timeout=_LOOKS_UP_EVERY, map=self._open, count=1)
        self._server.task_dispatcher.shutdown()
        wasyncore.close_all(self._open)


@contextmanager
def serving(house: House, listen: str) -> Iterator[Server]:
    """Serve until the block ends.

    Raises:
        BadInput: somebody else listens there.
    """
    try:
        server = Server(house, listen)
    except OSError as error:
        what = f"the staff room cannot be opened at {listen} ({error.strerror})"
        raise BadInput(what=what, mend="name another place with --listen, or run with --no-web") from None
    server.start()
    logger.info("the staff room: http://%s", listen)
    try:
        yield server
    finally:
        server.stop()
