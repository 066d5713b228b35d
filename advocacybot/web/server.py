"""Serves the staff room, from the process that runs the bot or from one of its own."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import waitress.server
from django.apps import apps
from django.core.wsgi import get_wsgi_application

from advocacybot.errors import BadInput
from advocacybot.pipeline.house import House

logger = logging.getLogger("advocacybot")

_THREADS = 8


class Server:
    """A production WSGI server in a thread of its own."""

    def __init__(self, house: House, listen: str) -> None:
        apps.get_app_config("web").house = house  # type: ignore[attr-defined]
        where = urlsplit(f"//{listen}")
        logging.getLogger("waitress").setLevel(logging.ERROR)
        self._server = waitress.server.create_server(
            get_wsgi_application(),
            host=where.hostname or "127.0.0.1",
            port=where.port if where.port is not None else 8000,
            threads=_THREADS,
            ident="",
            max_request_body_size=20_000_000,
        )
        self._thread = threading.Thread(target=self._server.run, name="web", daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.effective_port)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.close()
        self._thread.join(timeout=5)


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
