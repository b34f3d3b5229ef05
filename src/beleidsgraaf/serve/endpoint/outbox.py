"""Large answers on their way out: how many, and how many bytes, may be held by slow readers."""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Self
from wsgiref.types import StartResponse

from beleidsgraaf.errors import TooManyQueriesError
from beleidsgraaf.serve.endpoint.response import Response

LARGE = 1 << 18
"""Bytes from which an answer is sent piece by piece, as fast as its reader takes it."""
_PIECE = 1 << 16
_MOST = 128
_MOST_BYTES = 256 << 20
_SHARE = 4
"""One client has at most a quarter of the room."""


class Outbox:
    """What is being sent and received slowly, within bounds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bytes = 0
        self._sending = 0
        self._held: Counter[str] = Counter()
        self._reading = threading.BoundedSemaphore(_MOST)

    def send(
        self, response: Response, start: StartResponse, party: str, *, head: bool = False
    ) -> Iterable[bytes]:
        """Starts the response and returns its body.

        Raises TooManyQueriesError when it is large, and too many large ones are still unread.
        """
        if head or len(response.body) < LARGE:
            return response.send(start, head=head)
        parcel = _Parcel(self, response.body, party)
        response.send(start)
        return parcel

    def take(self, size: int, party: str) -> None:
        """Room for so many bytes is taken; TooManyQueriesError when there is none."""
        with self._lock:
            full = self._sending >= _MOST or self._bytes + size > _MOST_BYTES
            if full or self._held[party] + size > _MOST_BYTES // _SHARE:
                error = TooManyQueriesError(
                    "Too many large answers wait to be read. Read them first, or try again.", 30
                )
                error.http_status = 503 if full else 429
                raise error
            self._sending += 1
            self._bytes += size
            self._held[party] += size

    def release(self, size: int, party: str) -> None:
        """The room is free again."""
        with self._lock:
            self._sending -= 1
            self._bytes -= size
            self._held[party] -= size
            if not self._held[party]:
                del self._held[party]

    @contextmanager
    def reading(self) -> Iterator[None]:
        """While a body is read, which may be slow; TooManyQueriesError when too many are."""
        if not self._reading.acquire(blocking=False):
            error = TooManyQueriesError("Too many requests are still being received.", 5)
            error.http_status = 503
            raise error
        try:
            yield
        finally:
            self._reading.release()


class _Parcel:
    """A body in pieces, that gives its room back when it is sent, given up or forgotten."""

    def __init__(self, outbox: Outbox, body: bytes, party: str) -> None:
        outbox.take(len(body), party)
        self._outbox: Outbox | None = outbox
        self._body = memoryview(body)
        self._party = party
        self._sent = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        piece = bytes(self._body[self._sent : self._sent + _PIECE])
        if not piece:
            raise StopIteration
        self._sent += len(piece)
        return piece

    def close(self) -> None:
        """Nothing more is sent."""
        outbox, self._outbox = self._outbox, None
        if outbox is not None:
            outbox.release(len(self._body), self._party)

    __del__ = close
