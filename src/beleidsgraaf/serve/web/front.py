"""The server around the connections: who may come, for how long, and how it ends."""

import asyncio
import socket
import time

from beleidsgraaf.serve.cache import Cache
from beleidsgraaf.serve.hosting import Host
from beleidsgraaf.serve.web.answers import Answers
from beleidsgraaf.serve.web.connection import Connection
from beleidsgraaf.serve.web.garbage import Garbage
from beleidsgraaf.serve.web.request import Head

_CONNECTIONS = 8192
"""A connection that says nothing costs a few kilobytes, so there may be many."""
_RECEIVING = 128
"""Long requests that may be on their way at once."""
_HEADS = 4 << 20
"""Bytes of heads of requests that are remembered."""
_UNREAD = 256 << 20
"""Bytes that clients may leave unread; beyond, who has left most is cut off."""
_BACKLOG = 1024
_SWEEP = 1.0
_REQUEST_SECONDS = 15.0
"""In which a request must have come whole."""
_IDLE_SECONDS = 75.0
_STALLED_MS = 30_000
"""How long a client may leave unread what was sent; then the kernel closes the connection."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, on a free port for 0; OSError when it cannot.

    Two servers of one user could share a port without knowing it; this one shares with nobody.
    """
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _STALLED_MS)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening


class Web:
    """Answers the connections of one listening socket; lives in the event loop."""

    def __init__(self, host: Host, *, longest_head: int, longest_body: int) -> None:
        self.longest_head, self.longest_body = longest_head, longest_body
        self.is_ending = False
        self.heads: Cache[Head] = Cache(_HEADS)
        self._answers = Answers(host)
        self.known = self._answers.known
        self.respond = self._answers.respond
        self._connections: set[Connection] = set()
        self._receiving: set[Connection] = set()
        self._server: asyncio.Server | None = None
        self._garbage = Garbage()

    async def open(self, listening: socket.socket) -> None:
        """From here on whoever connects is answered."""
        self._server = await asyncio.get_running_loop().create_server(
            lambda: Connection(self), sock=listening, backlog=_BACKLOG
        )
        asyncio.get_running_loop().call_later(_SWEEP, self._sweep)

    async def end(self, seconds: float) -> None:
        """Nobody new comes in; returns when all that was asked is answered, or time is up."""
        self.is_ending = True
        if self._server:
            self._server.close()
        deadline = time.monotonic() + seconds
        while self._connections and time.monotonic() < deadline:
            for connection in [each for each in self._connections if each.is_idle]:
                connection.close()
            await asyncio.sleep(0.02)
        self._garbage.close()

    def came(self, connection: Connection) -> bool:
        """A client has connected; False when there are too many."""
        self._connections.add(connection)
        return len(self._connections) <= _CONNECTIONS

    def went(self, connection: Connection) -> None:
        """The connection is gone."""
        self._connections.discard(connection)
        self._receiving.discard(connection)

    def receives(self, connection: Connection, *, is_long: bool) -> bool:
        """Whether a long request is on its way; False when too many are."""
        if not is_long:
            self._receiving.discard(connection)
        elif len(self._receiving) < _RECEIVING:
            self._receiving.add(connection)
        return connection in self._receiving or not is_long

    def _sweep(self) -> None:
        try:
            now = time.monotonic()
            self._send_away(now)
            self._garbage.look(now, is_quiet=self._is_quiet(now))
        finally:
            if self._connections or not self.is_ending:
                asyncio.get_running_loop().call_later(_SWEEP, self._sweep)

    def _is_quiet(self, now: float) -> bool:
        """Whether nobody waits for an answer, or has had one just now and may ask the next."""
        return not any(
            each.is_answering or now - each.waits_since < _SWEEP for each in self._connections
        )

    def _send_away(self, now: float) -> None:
        """Who takes too long is sent away, and who leaves most unread when all leave too much."""
        unread = 0
        for connection in tuple(self._connections):
            unread += connection.unread
            waited = 0.0 if connection.is_answering else now - connection.waits_since
            if connection.is_idle and waited > _IDLE_SECONDS:
                connection.close()
            elif not connection.is_idle and waited > _REQUEST_SECONDS:
                connection.refuse(408, f"A request must come within {_REQUEST_SECONDS:g} seconds.")
        for connection in sorted(self._connections, key=lambda each: -each.unread):
            if unread <= _UNREAD:
                break
            unread -= connection.unread
            connection.abort()
