"""A server in this process, with an application that does what a test wants."""

import socket
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from wsgiref.types import StartResponse, WSGIEnvironment

from beleidsgraaf.serve.response import Incoming, Response
from beleidsgraaf.serve.web.front import Web
from beleidsgraaf.snapshot import Snapshot

LONGEST = 40_000


@dataclass
class App:
    """Answers /loop in the event loop, and all else in a thread."""

    snapshot: Snapshot
    environs: list[WSGIEnvironment] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    pieces: Callable[[], Iterable[bytes]] = lambda: [b"page"]
    headers: list[tuple[str, str]] = field(default_factory=list)
    status: str = "200 OK"
    response: Response = field(default_factory=lambda: Response(200, b"loop", ()))
    sent: threading.Event = field(default_factory=threading.Event)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """A page."""
        self.environs.append(environ)
        self.bodies.append(environ["wsgi.input"].read())
        start(self.status, self.headers)
        return self.pieces()

    def answer(self, incoming: Incoming) -> Response | None:
        """A response made in the event loop."""
        if incoming.environ()["PATH_INFO"] != "/loop":
            return None
        return self.response._replace(sent=self.sent.set)

    def wait(self) -> None:
        """It is there."""

    def close(self) -> None:
        """There is nothing to end."""


@dataclass
class Served:
    """A running server."""

    web: Web
    app: App
    address: tuple[str, int]

    def connect(self, receive_buffer: int = 0) -> socket.socket:
        """A client's connection."""
        sock = socket.socket()
        if receive_buffer:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        sock.settimeout(10)
        sock.connect(self.address)
        return sock

    def say(self, data: bytes) -> bytes:
        """All that comes back until the server closes."""
        with self.connect() as sock:
            sock.sendall(data)
            return everything(sock)


def everything(sock: socket.socket) -> bytes:
    """What is received until the other side closes."""
    found = b""
    while piece := sock.recv(1 << 16):
        found += piece
    return found
