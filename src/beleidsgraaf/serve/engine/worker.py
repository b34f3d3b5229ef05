"""The web process's side of one query process: questions go, whole replies come, in that order."""

import asyncio
import math
import os
import socket
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from enum import Enum

from beleidsgraaf.serve.eager import Promise
from beleidsgraaf.serve.engine import wire

_PIECE = 1 << 18
_SCHEDULED = 2
"""With a process id: the clock of a process's time on a processor (see clock_getcpuclockid)."""

Promote = Callable[[], None]
"""Gives a query a place among the slow ones; raises QueryError when there is none."""


class Lost(Enum):
    """Why there is no reply."""

    DIED = "the process died while it computed this"
    MOVED = "it never came to this; another process should be asked"


class Talk:
    """A question to a query process."""

    __slots__ = ("answer", "clock", "promote")

    def __init__(self, loop: asyncio.AbstractEventLoop, promote: Promote | None) -> None:
        self.answer: Promise[wire.Reply | Lost] = Promise(loop=loop)
        self.promote = promote
        self.clock: float | None = None
        """Processor time of the process when somebody first looked how this one gets on."""


class Worker:
    """A query process; lives in the event loop.

    What is asked while it computes waits in its socket, so that it need not sleep in between.
    """

    def __init__(
        self,
        sock: socket.socket,
        pid: int,
        free: Callable[["Worker"], None],
        lost: Callable[["Worker"], None],
    ) -> None:
        """``free`` is called when all is answered, ``lost`` when the process has closed its end."""
        self.pid = pid
        self.is_open = True
        self.is_slow = False
        """Whether what it computes is among the slow queries."""
        self.is_alone = False
        """Whether nobody should wait behind what it computes."""
        self.asked: deque[Talk] = deque()
        """The first is what it computes."""
        self.since = 0.0
        """When it began with the first."""
        self.status: asyncio.Task[int]
        """How the process ended; there once it is lost."""
        self._free, self._lost = free, lost
        self._loop = asyncio.get_running_loop()
        self._sock = sock
        self._unsent = b""
        self._is_crowded = False
        """Whether its socket took less than was asked, and the loop tells when it takes more."""
        self._parts: list[bytes] = []
        self._missing = 0
        sock.settimeout(0)
        self._loop.add_reader(sock.fileno(), self._read)

    def ask(self, message: bytes, promote: Promote | None) -> Talk:
        """Sends a question, which is slow from the start if there is no way to promote it.

        What is asked of a process that computes already goes together once a turn of the loop.
        """
        talk = Talk(self._loop, promote)
        asked = self.asked
        asked.append(talk)
        if promote is None:
            self.become_slow()
        if len(asked) == 1:
            self.since = time.monotonic()
            self._unsent = message
            self._write()
        elif self._unsent:
            self._unsent += message
        else:
            self._unsent = message
            self._loop.call_soon(self._write)
        return talk

    def _write(self) -> None:
        if not self.is_open:
            return
        try:
            self._unsent = self._unsent[self._sock.send(self._unsent) :]
        except BlockingIOError:
            pass
        except (BrokenPipeError, ConnectionResetError):  # its death shows when we read
            self._unsent = b""
        if self._unsent:
            self._loop.add_writer(self._sock.fileno(), self._write)
            self._is_crowded = True
        elif self._is_crowded:
            self._loop.remove_writer(self._sock.fileno())
            self._is_crowded = False

    def _read(self) -> None:
        try:
            data = self._sock.recv(_PIECE)
        except BlockingIOError:
            return
        except ConnectionResetError:
            data = b""
        if not data:
            self._lost(self)
        elif not self._parts:
            self._take(data)
        else:
            self._parts.append(data)
            self._missing -= len(data)
            if self._missing <= 0:
                self._take(b"".join(self._parts))

    def _take(self, data: bytes) -> None:
        replies, rest, self._missing = wire.unpack_replies(data)
        self._parts = [rest] if rest else []
        if not replies:
            return
        answered = [self.asked.popleft() for _ in replies]
        self.is_alone = False
        self.since = time.monotonic()
        if not self.asked:
            self._free(self)
        for talk, reply in zip(answered, replies, strict=True):
            talk.answer.settle(reply)  # last: who waited may ask the next thing at once

    def stay_alone(self) -> None:
        """What it computes is not quick: whoever waits behind had better ask another process."""
        self.is_alone = True
        for talk in list(self.asked)[1:]:
            talk.answer.settle(Lost.MOVED)

    def become_slow(self) -> None:
        """It runs only when no other process wants the processor; nobody waits behind it."""
        self.is_slow = True
        self.stay_alone()
        with suppress(ProcessLookupError, PermissionError):
            os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))

    def processor_seconds(self) -> float:
        """Processor time that the process has used so far; infinite when it is gone."""
        try:
            return time.clock_gettime(~self.pid << 3 | _SCHEDULED)
        except OSError:
            return math.inf

    def close(self) -> None:
        """Nothing is heard of it any more; a process that waits for questions ends."""
        if self.is_open:
            self.is_open = False
            self._loop.remove_reader(self._sock.fileno())
            self._loop.remove_writer(self._sock.fileno())
            self._sock.close()
            self.stay_alone()
            lost = self.asked[0] if self.asked else None
            self.asked.clear()
            if lost:
                lost.answer.settle(Lost.DIED)
