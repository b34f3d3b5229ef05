"""A WSGI application called in a thread, for the event loop (PEP 3333)."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple
from wsgiref.types import WSGIApplication
from wsgiref.types import WSGIEnvironment as Environ

PIECE = 1 << 18
"""Bytes that are taken from an application at a time."""

Headers = list[tuple[str, str]]


class Called(NamedTuple):
    """What an application gave: all of it, or its beginning."""

    status: str
    headers: Headers
    body: bytes
    more: Callable[[], bytes] | None
    """The next piece, b"" after the last; to be called in a thread. None where there is none."""
    close: Callable[[], None]
    """Ends what the application began; to be called once, in a thread, where there is more."""


def call(application: WSGIApplication, environ: Environ) -> Called:
    """The application's response, with the first bytes of its body."""
    given: list[tuple[str, Headers]] = []
    written: list[bytes] = []

    def start(status: str, headers: Headers, _error: Any = None) -> Callable[[bytes], object]:
        given[:] = [(status, headers)]
        return written.append

    body = application(environ, start)
    close: Callable[[], None] = getattr(body, "close", _nothing)
    try:
        pieces = iter(body)
        first = _gathered(pieces)
        if written:
            first = b"".join(written) + first
        status, headers = given[0]
        if len(first) < PIECE:
            close()
            return Called(status, headers, first, None, _nothing)
    except BaseException:
        with suppress(Exception):
            close()
        raise
    return Called(status, headers, first, lambda: _gathered(pieces), close)


def _gathered(pieces: Iterator[bytes]) -> bytes:
    """The next piece: a good deal, or all that is left."""
    found, size = [], 0
    for piece in pieces:
        found.append(piece)
        size += len(piece)
        if size >= PIECE:
            break
    return b"".join(found)


def _nothing() -> None:
    """There is nothing to end."""
