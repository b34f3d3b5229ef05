"""What clients that mean harm do to a real server, and one that does not and looks on."""

import contextlib
import itertools
import json
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import quote

from server_process import Server
from small_snapshot import BASE

HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 12000"
SLOWLORIS = 150
DEAF = 40

Known = Sequence[tuple[str, str]]
"""Queries, and the one value of ?v that is the right answer to each."""

OF_THE_SMALL_SNAPSHOT: Known = [
    (f"SELECT ?v {{ <{BASE}n{node:03}> <{BASE}value> ?v }}", str(node)) for node in range(500)
]


@dataclass
class Seen:
    """What a well-behaved client saw."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def share(self, part: float) -> float:
        """Below how many seconds this part of the answers came."""
        return sorted(self.seconds)[min(int(len(self.seconds) * part), len(self.seconds) - 1)]


def look_on(server: Server, known: Known, is_over: Callable[[], bool]) -> Seen:
    """Asks queries never asked before, one after another, and checks the answers."""
    seen = Seen()
    questions = itertools.cycle(known)
    while not is_over():
        query, value = next(questions)
        begin = time.monotonic()
        try:
            status, body = server.get(f"{query} # {begin}", timeout=20)
        except OSError as error:
            seen.wrong.append(repr(error))
            continue
        seen.seconds.append(time.monotonic() - begin)
        rows = json.loads(body)["results"]["bindings"] if status == 200 else []
        if [row["v"]["value"] for row in rows] != [value]:
            seen.wrong.append(f"{status} {body[:100]!r}")
        time.sleep(0.01)
    return seen


class Canary:
    """A well-behaved client that looks on in a thread of its own."""

    def __init__(self, server: Server) -> None:
        self.seen = Seen()
        self._server = server
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        self.seen = look_on(self._server, OF_THE_SMALL_SNAPSHOT, self._stop.is_set)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


def request(query: str, source: socket.socket) -> None:
    """Sends a whole request and reads nothing."""
    source.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())


def besiege(server: Server, stack: contextlib.ExitStack) -> None:
    """150 clients that never finish their headers, and 40 that never read a large answer."""
    for number in range(SLOWLORIS):
        slow = stack.enter_context(server.connect())
        slow.sendall(f"GET /sparql?query=ASK{{}}%23{number} HTTP/1.1\r\nHost: x\r\nX-A".encode())
    for number in range(DEAF):
        deaf = stack.enter_context(server.connect(receive_buffer=4096))
        request(f"{LARGE} # {number}", deaf)
