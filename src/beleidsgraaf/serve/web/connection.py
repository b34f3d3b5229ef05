"""One client's connection: requests come in, one after another, and their responses go out."""

import asyncio
import time
from collections import deque
from typing import Any, Protocol
from wsgiref.types import WSGIEnvironment as Environ

from beleidsgraaf.serve.cache import Cache
from beleidsgraaf.serve.later import Later
from beleidsgraaf.serve.web.heads import refusal
from beleidsgraaf.serve.web.reader import Reader
from beleidsgraaf.serve.web.request import Head, Request

_CROWD = 32
"""Requests that a client may have sent ahead of their answers."""
_LINGER = 1.0
"""Seconds in which a client that is refused may go on sending: or else it might miss the reason."""


class Front(Protocol):
    """What a connection needs of the server around it."""

    longest_head: int
    longest_body: int
    heads: Cache[Head]
    """Heads of requests as they were read before."""
    is_ending: bool
    """Whether every connection is to close after its next answer."""

    def came(self, connection: "Connection") -> bool:
        """A client has connected; False when there are too many."""
        ...

    def went(self, connection: "Connection") -> None:
        """The connection is gone."""
        ...

    def receives(self, connection: "Connection", *, is_long: bool) -> bool:
        """Whether a long request is on its way; False when too many are."""
        ...

    def known(self, data: bytes) -> bytes | None:
        """The whole response, head and body, where a request before was these very bytes."""
        ...

    def respond(self, request: Request, connection: "Connection") -> None:
        """Answers a request on its connection, now or later, and tells it when that is done."""
        ...


class Connection(asyncio.Protocol):
    """Hands requests over in turn, and sends no faster than the client reads."""

    def __init__(self, front: Front) -> None:
        self.is_answering = False
        self.answer: Later[Any] | None = None
        """What is worked on; it is given up when the client goes."""
        self._front = front
        self._reader = Reader(front.longest_head, front.longest_body, front.heads)
        self._since = time.monotonic()
        self._is_long = self._is_done = self._has_begun = self._is_paused = False
        self._transport: asyncio.Transport
        self._queue: deque[Request] = deque()
        self._ends: Environ = {}
        """Who is at both ends, for WSGI: the client, and the server as the client sees it."""
        self._head: Head | None = None
        self._variables: Environ = {}
        """What WSGI has of this head on this connection."""
        self._room: asyncio.Future[None] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing is asked on it at the moment."""
        return not self.is_answering and self._reader.is_between

    @property
    def waits_since(self) -> float:
        """When what it waits for began: the next request, or the rest of one."""
        return self._since if self._reader.is_between else self._reader.since

    @property
    def unread(self) -> int:
        """Bytes that the client has not taken yet."""
        return self._transport.get_write_buffer_size()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The client is there."""
        self._transport = transport  # type: ignore[assignment]  # of TCP it is a whole one
        client, port = (transport.get_extra_info("peername") or ("", 0))[:2]
        here, our_port = (transport.get_extra_info("sockname") or ("", 0))[:2]
        self._ends = {
            "REMOTE_ADDR": client,
            "REMOTE_PORT": str(port),
            "SERVER_NAME": here,
            "SERVER_PORT": str(our_port),
        }
        if not self._front.came(self):
            self.refuse(503, "Too many clients are connected; try again.")

    def data_received(self, data: bytes) -> None:
        """The client has sent this."""
        if self._is_done:
            return
        is_busy = self.is_answering or self._room or self._front.is_ending
        if self._reader.is_between and not is_busy:
            known = self._front.known(data)
            if known is not None:
                self._transport.write(known)
                self._since = time.monotonic()
                return
            request = self._reader.again(data)
            if request is not None:
                self._take(request)
                return
        requests, refused = self._reader.feed(data)
        for request in requests:
            self._come(request)
        if refused:
            self.refuse(*refused)
        elif self._reader.is_long or self._is_long:
            self._receive()

    def _receive(self) -> None:
        """Part of a long request has come, or the last of it."""
        self._is_long = self._reader.is_long
        if not self._front.receives(self, is_long=self._is_long):
            self.refuse(503, "Too many requests are still being received; try again.")
        elif self._reader.waits_for_leave:
            self._reader.waits_for_leave = False
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def connection_lost(self, _error: Exception | None) -> None:
        """The client is gone, or has closed its side, which is taken for the same.

        So nobody needs what is being answered.
        """
        self._is_done = True
        self._front.went(self)
        if self.answer:
            self.answer.give_up()
        if self._room and not self._room.done():
            self._room.cancel()

    def pause_writing(self) -> None:
        """The client reads more slowly than we send."""
        self._room = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        """It has caught up."""
        if self._room and not self._room.done():
            self._room.set_result(None)
        self._room = None
        if not self.is_answering:
            self._go_on()

    def _come(self, request: Request) -> None:
        if not (self.is_answering or self._room):
            self._take(request)
        elif len(self._queue) < _CROWD:
            self._queue.append(request)
            self._transport.pause_reading()
            self._is_paused = True
        else:
            self._is_done = True

    def _take(self, request: Request) -> None:
        self.is_answering, self._has_begun = True, False
        self._front.respond(request, self)

    def variables(self, head: Head) -> Environ:
        """What WSGI has of a head and of both ends of the connection; nobody changes it."""
        if head is not self._head:
            self._head, self._variables = head, {**head.variables, **self._ends}
        return self._variables

    def answered(self, request: Request) -> None:
        """The response has gone out, or is about to: the next request is next."""
        self.is_answering, self.answer = False, None
        self._since = time.monotonic()
        if not request.head.keeps or self._front.is_ending:
            self.close()
        elif self._queue or self._room or self._is_done or self._is_paused:
            self._go_on()

    def _go_on(self) -> None:
        """With what was sent ahead, as long as the client takes the answers."""
        while self._queue and not (self.is_answering or self._room):
            self._take(self._queue.popleft())
        if self.is_answering or self._room:
            return
        if self._is_done:
            self._transport.close()
        else:
            self._transport.resume_reading()
            self._is_paused = False

    def write(self, data: bytes) -> None:
        """Sends, as soon as the client takes it."""
        self._has_begun = True
        self._transport.write(data)

    async def has_room(self) -> None:
        """Returns when the client has taken most of what was sent."""
        if self._room:
            await self._room

    def refuse(self, status: int, why: str) -> None:
        """Hears no more, and says why, unless something is being answered: that comes first."""
        self._is_done = True
        self._front.receives(self, is_long=False)
        if self.is_answering:
            return
        if status:
            self._transport.write(refusal(status, why))
            if self._transport.can_write_eof():
                self._transport.write_eof()
        asyncio.get_running_loop().call_later(_LINGER if status else 0, self._transport.close)

    def give_up(self, status: int, why: str) -> None:
        """The present request gets no answer but this; half an answer ends in the midst of it."""
        if self._has_begun:
            self._transport.abort()
        else:
            self._transport.write(refusal(status, why))
            self.close()

    def close(self) -> None:
        """Closes once everything is sent."""
        self._is_done = True
        self._transport.close()

    def abort(self) -> None:
        """Closes, whatever is still to be sent."""
        self._transport.abort()
