"""A partner campaign's receiver of webhooks, on loopback and by TLS, as Standard Webhooks 1.0.0 have it: strict in what it takes,
and as unwell as it is told to be."""

import datetime as dt
import socket
import ssl
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from advocacybot.pipeline.receivers import Receivers

HOST = "receiver.example.org"
ADDRESS = f"https://{HOST}/hook?of=a-partner"
CUT, HANG, DRIP = "cut", "hang", "drip"
"""How it is unwell besides by a status: the connection ends without an answer; no answer comes; one comes letter by letter."""


@dataclass(frozen=True)
class Heard:
    """What it was told: the three headers, and the body to the byte."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def key(self) -> str:
        return self.headers["webhook-id"]


class Receiver(ThreadingHTTPServer):
    """``then``: how it ends the next requests, one after another: a status or one of the above; after them, with 204."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.then: deque[int | str] = deque()
        self.answer_with: dict[str, str] = {}
        self.heard: list[Heard] = []
        self.elsewhere: list[str] = []
        """The paths that were asked for after a redirect."""
        self.over = threading.Event()
        self.socket = _certified()[0].wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, *_: object) -> None:
        """Whoever was cut off is told nothing."""

    @property
    def keys(self) -> list[str]:
        return [one.key for one in self.heard]

    def reached(self, longest: float = 10.0) -> Receivers:
        """Receivers of which each stands here."""
        return Receivers(lambda _host, _port, within: self.connected(within), _certified()[1], longest)

    def connected(self, within: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.server_port), timeout=within)


class _Asked(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told = {name.lower(): value for name, value in self.headers.items()}
        if not self._lawful(told):
            self._answer(400)
            return
        self.server.heard.append(Heard(self.path, told, body))
        end = self.server.then.popleft() if self.server.then else 204
        if isinstance(end, int):
            self._answer(end)
        elif end == HANG:
            self.server.over.wait()
        elif end == DRIP:
            self._drip()
        else:
            self.connection.shutdown(socket.SHUT_RDWR)

    def do_GET(self) -> None:
        """Where a redirect would lead: nobody comes."""
        self.server.elsewhere.append(self.path)
        self._answer(204)

    def _lawful(self, told: dict[str, str]) -> bool:
        wanted = ("webhook-id", "webhook-timestamp", "webhook-signature")
        return (
            all(told.get(name) for name in wanted)
            and told["webhook-timestamp"].isdecimal()
            and "." not in told["webhook-id"]
            and told["content-type"] == "application/json"
            and told["host"] == HOST
        )

    def _answer(self, status: int) -> None:
        self.send_response(status)
        for name, value in self.server.answer_with.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _drip(self) -> None:
        for letter in "HTTP/1.1 200 OK and so on and so on, for as long as anybody listens":
            self.wfile.write(letter.encode())
            if self.server.over.wait(0.05):
                return

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver that answers until the block ends."""
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


@cache
def _certified() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What the server shows for its name, and what trusts just that."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate = made.public_bytes(Encoding.PEM)
    shows = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        both = Path(folder) / "both.pem"
        both.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate)
        shows.load_cert_chain(both)
    trusts = ssl.create_default_context(cadata=certificate.decode())
    return shows, trusts
