"""The web process's side of one query process: questions go, whole replies come, in that order."""

import asyncio
import math
import os
import signal
import socket
import time
from collections import deque
from contextlib import suppress
from typing import Any, Protocol, TypeVar, cast

from beleidsgraaf.serve.engine import wire
from beleidsgraaf.serve.engine.balance import Balance
from beleidsgraaf.serve.later import Later

_PIECE = 1 << 18
_SCHEDULED, _OWN = 2, 1
"""With a process id: the clock of a process's time on a processor (see clock_getcpuclockid), and
that without what the kernel does for it meanwhile, which is counted by the tick."""

T = TypeVar("T")


class Owner(Protocol):
    """Who has query processes, and is told what becomes of them and of what they were asked."""

    balance: Balance
    """It is told what each query took."""

    def free(self, worker: "Worker") -> None:
        """All that it was asked is answered."""
        ...

    def lost(self, worker: "Worker") -> None:
        """It has closed its end of the socket."""
        ...

    def dismiss(self, worker: "Worker") -> None:
        """Nobody wants what it computes: it is to end."""
        ...

    def moved(self, talk: "Talk[Any]") -> None:
        """Its process never came to this; another should be asked."""
        ...

    def died(self, talk: "Talk[Any]", worker: "Worker") -> None:
        """The process ended while it computed this."""
        ...


class Talk(Later[T]):
    """A question to query processes, until one has answered it; what comes of that is known later.

    Here it is the reply itself.
    """

    is_slow = False
    """Whether it is among the slow ones from the start."""
    since = 0.0
    """When its time began, where it has waited for a process."""
    tries = 0
    """Processes that died of it, or while they were at it."""
    worker: "Worker | None" = None
    """The process that was asked last: what becomes of another's does not matter."""

    def __init__(self, message: bytes = b"", *, calls: bool = False) -> None:
        """The question is as ``wire.pack`` has it; it may be said later, before it is asked."""
        super().__init__()
        self.message = message
        self.calls = calls
        """Whether it is for a process of its own, that may call other endpoints."""

    def promote(self) -> None:
        """It turns out to be slow; raises QueryError when it must end for that."""

    def replied(self, found: wire.Reply | Exception) -> None:
        """A process has answered, or none will."""
        self.settle(cast("T | Exception", found))

    def _abandon(self) -> None:
        """A process that computes this ends."""
        if self.worker and self.worker.asked and self.worker.asked[0] is self:
            self.worker.owner.dismiss(self.worker)


class Worker:
    """A query process; lives in the event loop.

    What is asked while it computes waits in its socket, so that it need not sleep in between.
    """

    def __init__(
        self, sock: socket.socket, pid: int, owner: Owner, *, may_call: bool = False
    ) -> None:
        self.pid = pid
        self.may_call = may_call
        """Whether it could call other endpoints: no other query than the one that does gets it."""
        self.is_open = True
        self.is_slow = False
        """Whether what it computes is among the slow queries."""
        self.is_alone = False
        """Whether nobody should wait behind what it computes."""
        self.asked: deque[Talk[Any]] = deque()
        """The first is what it computes."""
        self.since = 0.0
        """When it began with the first."""
        self.clocks: tuple[float, float] | None = None
        """Processor time of the process when somebody first looked how the first gets on."""
        self.status: asyncio.Task[int]
        """How the process ended; there once it is lost."""
        self.owner = owner
        self._loop = asyncio.get_running_loop()
        self._sock = sock
        self._unsent = b""
        self._stands_still = False
        self._is_crowded = False
        """Whether its socket took less than was asked, and the loop tells when it takes more."""
        self._parts: list[bytes] = []
        self._missing = 0
        sock.settimeout(0)
        self._loop.add_reader(sock.fileno(), self._read)

    def ask(self, talk: Talk[Any]) -> None:
        """Sends a question.

        What is asked of a process that computes already goes together once a turn of the loop.
        """
        talk.worker = self
        asked = self.asked
        asked.append(talk)
        if len(asked) == 1:
            self._begin()
            self._unsent = talk.message
            self._write()
        elif self._unsent:
            self._unsent += talk.message
        else:
            self._unsent = talk.message
            self._loop.call_soon(self._write)
        if talk.is_slow:
            self.become_slow()
            self.since = talk.since or self.since

    def _begin(self) -> None:
        self.since = time.monotonic()
        self.clocks = None

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
            self.owner.lost(self)
            return
        self._parts.append(data)
        self._missing -= len(data)
        if self._missing <= 0:
            self._take(b"".join(self._parts))

    def _take(self, data: bytes) -> None:
        replies, rest, self._missing = wire.unpack_replies(data)
        self._parts = [rest] if rest else []
        if not replies:
            return
        asked, owner, answered, took = self.asked, self.owner, [], self.owner.balance.took
        for reply in replies:
            answered.append((asked.popleft(), reply))
            took(reply.seconds)
        self.is_alone = False
        self._begin()
        if not asked:
            owner.free(self)
        for talk, reply in answered:
            talk.replied(reply)  # last: who waited may ask the next thing at once

    def stay_alone(self) -> None:
        """What it computes is not quick: whoever waits behind had better ask another process."""
        self.is_alone = True
        for talk in list(self.asked)[1:]:
            if talk.worker is self:
                self.owner.moved(talk)

    def become_slow(self) -> None:
        """It runs only when no other process wants the processor; nobody waits behind it."""
        self.is_slow = True
        self.stay_alone()
        with suppress(ProcessLookupError, PermissionError):
            os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))

    def stand_still(self, *, wanted: bool) -> None:
        """It stops where it is, or goes on from there."""
        if wanted != self._stands_still:
            self._stands_still = wanted
            with suppress(ProcessLookupError, PermissionError):
                os.kill(self.pid, signal.SIGSTOP if wanted else signal.SIGCONT)

    def processor_seconds(self) -> tuple[float, float]:
        """Processor time that the process has used so far, and what of it was not the kernel's.

        Infinite when it is gone.
        """
        clock = ~self.pid << 3
        try:
            return time.clock_gettime(clock | _SCHEDULED), time.clock_gettime(clock | _OWN)
        except OSError:
            return math.inf, math.inf

    def close(self) -> None:
        """Nothing is heard of it any more; a process that waits for questions ends."""
        if self.is_open:
            self.is_open = False
            self.stand_still(wanted=False)  # or it could not end by itself
            self._loop.remove_reader(self._sock.fileno())
            self._loop.remove_writer(self._sock.fileno())
            self._sock.close()
            self.stay_alone()
            asked, self.asked = self.asked, deque()
            if asked and asked[0].worker is self:
                self.owner.died(asked[0], self)
