"""The server: one process that watches over another, which answers the web.

supervisor (this one; it holds the listening socket)
+-- front, started again when it dies
+-- zygote, in a session of its own; ends when the front does
+-- query processes
"""

import ctypes
import logging
import os
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask

from beleidsgraaf.errors import AddressError, BeleidsgraafError, SnapshotError
from beleidsgraaf.serve import assets, endpoint, eventloop
from beleidsgraaf.serve.app import MAKING, create_app
from beleidsgraaf.serve.hosting import Host
from beleidsgraaf.serve.later import Later
from beleidsgraaf.serve.response import Answering, Incoming, Response
from beleidsgraaf.serve.supervisor import Supervisor
from beleidsgraaf.serve.web.front import Web, listen
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot

Make = Callable[[Snapshot, Settings], Flask]

_log = logging.getLogger(__name__)
_LOOK_EVERY = 1.0
_SETTLE = 0.2
"""Seconds before a front that died is started again."""
_BEYOND = 10.0
"""Seconds that the front has to end beyond those of the longest query."""
_HEAPS = -8
"""What mallopt calls M_ARENA_MAX."""
_SHARE = 0.001
"""Seconds for which a thread that makes a page keeps Python's lock from the event loop."""
_MIB = 1 << 20
_ENCODED = 3
"""Bytes that a byte of a query may take in an address or a form."""
_OTHER = 16 << 10
"""Bytes for all else in a head or a form."""


class _Site:
    """The site of one snapshot, as it is hosted."""

    def __init__(self, snapshot: Snapshot, app: Flask) -> None:
        self.snapshot = snapshot
        self._app = app
        self.answer: Callable[[Incoming], Response | Later[Response] | None] = (
            app.wsgi_app.answer if isinstance(app.wsgi_app, Answering) else _in_a_thread
        )

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        return self._app.wsgi_app(environ, start)

    def wait(self) -> None:
        if making := self._app.extensions.get(MAKING):
            making.result()

    def close(self) -> None:
        self._app.extensions[endpoint.EXTENSION].close()


def _in_a_thread(_incoming: Incoming) -> None:
    """Nothing is answered in the event loop."""


def run(settings: Settings, make: Make = create_app) -> None:
    """Serves what is current under the snapshots folder until SIGTERM or SIGINT.

    Raises SnapshotError when there is nothing valid to serve, AddressError when the address is
    taken; once it serves, it goes on whatever dies.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a connection is an open file
    _save_memory()
    try:
        listening = listen(settings.host, settings.port)
    except OSError as error:
        reason = error.strerror or str(error)
        raise AddressError(
            f"{settings.host} port {settings.port}: {reason}; choose another with --port."
        ) from error
    supervisor = Supervisor(listening, settings.query_timeout + _BEYOND)
    while not supervisor.is_ending:
        told, tell = Pipe(duplex=False)
        supervisor.start(partial(_front, settings, make, listening, tell))
        tell.close()
        supervisor.wait()
        with told, suppress(EOFError):
            raise SnapshotError(told.recv())
        if not supervisor.is_ending:
            time.sleep(_SETTLE)


def _save_memory() -> None:
    """Threads share one heap: with one each, what a crowd has asked for is never given back."""
    with suppress(AttributeError):  # not every C library has heaps to choose from
        ctypes.CDLL(None).mallopt(_HEAPS, 1)


def _front(settings: Settings, make: Make, listening: socket.socket, tell: Connection) -> None:
    """Serves the web, in the process that it is called in, until that is told to end."""
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    logging.basicConfig(format="%(message)s", level=logging.WARNING, stream=sys.stderr)
    sys.setswitchinterval(_SHARE)
    supervisor = os.getppid()
    room = settings.cache_size * _MIB // 2
    try:
        host = Host(settings.snapshots, lambda s: _Site(s, make(s, settings)), room)
    except BeleidsgraafError as error:
        tell.send(str(error))
        return
    if lacking := assets.without(assets.addresses()):
        _log.warning(lacking)
    longest = settings.query_length << 10
    longest_request = longest * _ENCODED + _OTHER
    web = Web(host, longest_head=longest_request, longest_body=longest_request)
    eventloop.wait_for(web.open(listening))
    address = listening.getsockname()
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    _say(f"Snapshot {host.snapshot.id[:16]} is served at http://{shown}:{address[1]}/")
    while not over.wait(_LOOK_EVERY) and os.getppid() == supervisor:
        if host.look():
            _say(f"Snapshot {host.snapshot.id[:16]} is served now.")
    eventloop.wait_for(web.end(settings.query_timeout + _BEYOND / 2))
    host.close()


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
