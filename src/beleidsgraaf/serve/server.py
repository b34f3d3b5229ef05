"""The server: one process that watches over another, which answers the web.

supervisor (this one; granian's main process)
+-- front: granian's worker, started again when it dies
+-- zygote, in a session of its own; ends when the front does
+-- query processes
"""

import ctypes
import logging
import os
import resource
import signal
import socket
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.common import AbstractServer

from beleidsgraaf.errors import AddressError, BeleidsgraafError, SnapshotError
from beleidsgraaf.serve import assets, endpoint
from beleidsgraaf.serve.app import create_app
from beleidsgraaf.serve.hosting import Host
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot, open_snapshot

Make = Callable[[Snapshot, Settings], Flask]

_log = logging.getLogger(__name__)
_LOOK_EVERY = 1.0
_THREADS = 512
"""Requests that may wait at once; a waiting thread costs a few kilobytes."""
_CONNECTIONS = 8192
"""A connection that says nothing costs no thread, so there may be many."""
_HEADER_TIMEOUT_MS = 15_000
_STALLED_MS = 30_000
"""How long a client may leave unread what was sent; then the kernel closes the connection."""
_SETTLE = 0.2
_HEAPS = -8
"""What mallopt calls M_ARENA_MAX."""


class _Site:
    """The site of one snapshot, as it is hosted."""

    def __init__(self, snapshot: Snapshot, app: Flask) -> None:
        self.snapshot = snapshot
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        return self._app.wsgi_app(environ, start)

    def close(self) -> None:
        self._app.extensions[endpoint.EXTENSION].close()


def run(settings: Settings, make: Make = create_app) -> None:
    """Serves what is current under the snapshots folder until SIGTERM or SIGINT.

    Raises SnapshotError when there is nothing valid to serve, AddressError when the address is
    taken; once it serves, it goes on whatever dies.
    """
    open_snapshot(settings.snapshots)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a connection is an open file
    _save_memory()
    port = _claim(settings.host, settings.port)
    told, tell = Pipe(duplex=False)
    front = partial(_front, settings, make, port, tell)
    stopped = threading.Event()
    while not stopped.is_set():
        server = _granian(settings, port)
        try:
            server.serve(target_loader=front, wrap_loader=False)
            stopped.set()
        except SystemExit:  # the front died twice in a few seconds; granian gives up, we do not
            time.sleep(_SETTLE)
        if told.poll():
            raise SnapshotError(told.recv())


def _save_memory() -> None:
    """Threads share one heap: with one each, what a crowd has asked for is never given back."""
    with suppress(AttributeError):  # not every C library has heaps to choose from
        ctypes.CDLL(None).mallopt(_HEAPS, 1)


def _granian(settings: Settings, port: int) -> AbstractServer[Any]:
    return Granian(
        "beleidsgraaf",
        address=settings.host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=_THREADS,
        backpressure=_CONNECTIONS,
        backlog=1024,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADER_TIMEOUT_MS),
        websockets=False,
        log_level=LogLevels.critical,
        respawn_failed_workers=True,
        respawn_interval=_SETTLE,
        workers_kill_timeout=int(settings.query_timeout) + 10,
    )


def _claim(host: str, port: int) -> int:
    """The port, or a free one for 0; AddressError when the address cannot be had.

    Two servers of one user could share a port without knowing it, so we try it alone first.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return int(probe.getsockname()[1])
    except OSError as error:
        reason = error.strerror or str(error)
        raise AddressError(f"{host} port {port}: {reason}; choose another with --port.") from error


def _front(settings: Settings, make: Make, port: int, tell: Connection) -> Host:
    """The application, made in the process that serves it."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING, stream=sys.stderr)
    supervisor = os.getppid()
    if lacking := assets.without(assets.addresses()):
        _log.warning(lacking)
    try:
        host = Host(settings.snapshots, lambda s: _Site(s, make(s, settings)))
    except BeleidsgraafError as error:
        tell.send(str(error))
        os.kill(supervisor, signal.SIGTERM)
        time.sleep(60)  # until the supervisor ends this process; dying now would start another
        raise
    watch = threading.Thread(
        target=_watch, args=(host, supervisor, (settings.host, port)), daemon=True
    )
    watch.start()
    return host


def _watch(host: Host, supervisor: int, address: tuple[str, int]) -> None:
    """Says when the server is ready; then looks for new snapshots, and ends with its parent."""
    while not bound_listeners():
        time.sleep(0.01)
    shown = f"[{address[0]}]" if ":" in address[0] else address[0]
    print(
        f"Snapshot {host.snapshot.id[:16]} is served at http://{shown}:{address[1]}/",
        file=sys.stderr,
        flush=True,
    )
    while True:
        time.sleep(_LOOK_EVERY)
        if os.getppid() != supervisor:
            os.kill(os.getpid(), signal.SIGTERM)
        if host.look():
            print(f"Snapshot {host.snapshot.id[:16]} is served now.", file=sys.stderr, flush=True)


def bound_listeners() -> bool:
    """Whether this process listens; if so, connections whose client stalls are given up."""
    found = False
    for number in [int(found.name) for found in Path("/proc/self/fd").iterdir()]:
        with suppress(OSError):  # what was listed may be closed by now
            if not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue  # a copy of what is no socket would stay open
            with socket.socket(fileno=os.dup(number)) as sock:
                found = _give_up_on_stalled(sock) or found
    return found


def _give_up_on_stalled(sock: socket.socket) -> bool:
    """Whether clients connect to this socket; if so, the kernel ends what they leave unread."""
    if sock.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    if not sock.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
        return False
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _STALLED_MS)
    return True
