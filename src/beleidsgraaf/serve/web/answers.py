"""Requests become responses: at once, in the event loop, or in a thread."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from wsgiref.types import WSGIEnvironment as Environ

from beleidsgraaf.serve import later
from beleidsgraaf.serve.hosting import Host, Hosted
from beleidsgraaf.serve.later import GivenUpError, Later
from beleidsgraaf.serve.response import BODILESS, Response
from beleidsgraaf.serve.web import heads, threads
from beleidsgraaf.serve.web.connection import Connection
from beleidsgraaf.serve.web.request import Request, TargetError

_log = logging.getLogger(__name__)
_THREADS = 16
"""Pages that are made at once; each takes Python's lock anyway, so more would help nobody."""
_PIECE = 1 << 16
"""Bytes of a large body that are handed to the kernel at a time."""
_WEIGHT = 512
"""Of what is kept besides the bytes themselves."""


class Answers:
    """Answers requests with the application of the snapshot that is current when they come."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._pool = ThreadPoolExecutor(_THREADS, "page")

    def known(self, data: bytes) -> bytes | None:
        """The whole response, where a request that was these very bytes was answered before."""
        found = self._host.current.known.get(data)
        return b"%b%b\r\n%b" % (found[0], heads.now(), found[1]) if found else None

    def respond(self, request: Request, connection: Connection) -> None:
        """Sends the response, now or later."""
        exchange = _Exchange(request, connection, self._host.enter())
        try:
            found = exchange.hosted.application.answer(exchange)
        except Exception as error:
            exchange.go_on(error)
        else:
            exchange.go_on(later.of(self._page(exchange)) if found is None else found)

    async def _page(self, exchange: "_Exchange") -> None:
        called = await asyncio.get_running_loop().run_in_executor(
            self._pool, threads.call, exchange.hosted.application, exchange.environ()
        )
        await _pass_on(called, exchange.request, exchange.connection)


class _Exchange:
    """A request, and what becomes of it."""

    _environ: Environ | None = None

    def __init__(self, request: Request, connection: Connection, hosted: Hosted) -> None:
        self.request = request
        self.connection = connection
        self.hosted = hosted
        self.method, self.target = request.method, request.target
        self.variables = connection.variables(request.head)

    def environ(self) -> Environ:
        """The request as WSGI has it; TargetError when its address is none."""
        if self._environ is None:
            self._environ = self.request.environ(self.variables)
        return self._environ

    def go_on(self, found: Response | Later[Any] | Exception | None) -> None:
        """Waits for what is not known yet, or sends the response; then it is over."""
        if isinstance(found, Later):
            self.connection.answer = found
            found.then(self.go_on)
        elif isinstance(found, Response):
            if len(found.body) < threads.PIECE or self.method == "HEAD":
                self._end(self._send(found))
            else:
                sending = later.of(self._send_in_pieces(found))
                # Not in there: what is given up before it has begun never comes to its end.
                self.go_on(sending.then(lambda done: _sent(found, done)))
        else:
            self._end(found)

    def _send(self, response: Response) -> Exception | None:
        request = self.request
        try:
            head = heads.head_of(response)
            body = b"" if self.method == "HEAD" else response.body
            self.connection.write(head + heads.now() + _ending(request) + body)
        except Exception as error:
            return error
        finally:
            if response.sent:
                response.sent()
        if response.is_repeated and request.data and request.head.is_common:
            weight = len(request.data) + len(head) + len(body) + _WEIGHT
            self.hosted.known.put(request.data, (head, body), weight)
        return None

    async def _send_in_pieces(self, response: Response) -> None:
        connection = self.connection
        connection.write(heads.head_of(response) + heads.now() + _ending(self.request))
        for place in range(0, len(response.body), _PIECE):
            connection.write(response.body[place : place + _PIECE])
            await connection.has_room()

    def _end(self, found: Exception | None) -> None:
        """It is over: all is sent, or there was an error, or nobody is there any more."""
        self.hosted.leave()
        if isinstance(found, GivenUpError):
            return
        if found:
            self._fail(found)
        self.connection.answered(self.request)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, TargetError):
            self.connection.give_up(400, str(error))
            return
        _log.error("%s %s failed", self.method, self.target[:200], exc_info=error)
        self.connection.give_up(500, "Something went wrong on our side.")


async def _pass_on(called: threads.Called, request: Request, connection: Connection) -> None:
    """What a thread gave, and the rest of it as fast as the client takes it."""
    headers = called.headers
    has_length = any(name.lower() == "content-length" for name, _ in headers)
    has_body = request.method != "HEAD" and int(called.status[:3]) not in BODILESS
    in_chunks = has_body and not has_length and called.more and request.head.version == "1.1"
    if in_chunks:
        headers = [*headers, ("Transfer-Encoding", "chunked")]
    elif has_body and not has_length and not called.more:
        headers = [*headers, ("Content-Length", str(len(called.body)))]
    try:
        connection.write(heads.head(called.status, headers) + heads.now() + _ending(request))
        if has_body:
            await _pieces(called, connection, _chunk if in_chunks else bytes)
    finally:
        if called.more:
            await asyncio.to_thread(called.close)


async def _pieces(
    called: threads.Called, connection: Connection, coded: Callable[[bytes], bytes]
) -> None:
    piece = called.body
    while piece:
        connection.write(coded(piece))
        await connection.has_room()
        piece = await asyncio.to_thread(called.more) if called.more else b""
    if called.more:
        connection.write(coded(b""))


def _chunk(piece: bytes) -> bytes:
    """A piece of a body of which nobody knows the length yet; the last is empty (RFC 9112, 7.1)."""
    return b"%x\r\n%b\r\n" % (len(piece), piece)


def _sent(response: Response, found: Exception | None) -> Exception | None:
    """The same, and nothing of the response is held any more."""
    if response.sent:
        response.sent()
    return found


def _ending(request: Request) -> bytes:
    return heads.END if request.head.keeps else heads.CLOSE + heads.END
