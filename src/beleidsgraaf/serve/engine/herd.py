"""The web process's side: keeps a zygote alive, and query processes ready."""

import math
import os
import signal
import socket
import struct
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from beleidsgraaf.errors import QueryResourceError, QueryTimeoutError, TooManyQueriesError
from beleidsgraaf.serve.engine import wire
from beleidsgraaf.serve.engine.keeper import Keeper
from beleidsgraaf.serve.engine.limits import Limits

_GRACE = 0.1
"""Seconds after the deadline in which the kernel's timer must have worked; then we kill."""
_TRIES = 3
_LONGEST_QUICK = 1.0
_SCHEDULED = 2
"""With a process id: the clock of a process's time on a processor (see clock_getcpuclockid)."""
_TIMEVAL = struct.Struct("ll")

Promote = Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Worker:
    sock: socket.socket
    pid: int

    def processor_seconds(self) -> float:
        """Processor time that the process has used so far; infinite when it is gone."""
        try:
            return time.clock_gettime(~self.pid << 3 | _SCHEDULED)
        except OSError:
            return math.inf

    def wait_at_most(self, seconds: float) -> None:
        whole = int(seconds)
        value = _TIMEVAL.pack(whole, max(1, int((seconds - whole) * 1e6)))
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, value)


class _Gone(Exception):  # noqa: N818 - not an error of anybody's: a process died and we go on
    """A query process died before it answered; the status says of what."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.signal = os.WTERMSIG(status) if status >= 0 and os.WIFSIGNALED(status) else 0


class Herd:
    """Query processes for one snapshot; any number of threads may ask at once."""

    def __init__(self, folder: Path, limits: Limits, quick_seconds: float, ready: int) -> None:
        self.keeper = Keeper(folder, limits)
        self.limits = limits
        self._quick_seconds = quick_seconds
        self._ready = ready
        self._idle: deque[_Worker] = deque()
        for _ in range(ready):
            self._idle.append(self._new())

    def ask(
        self, question: wire.Question, promote: Promote | None, *, calls: bool = False
    ) -> wire.Reply:
        """The reply to a question; one that calls other endpoints has a process of its own.

        ``promote`` is called when the answer is not there after the quick seconds; if it raises,
        the query is killed and the error goes on to the caller. Without it the query is taken for
        slow from the start. Raises QueryTimeoutError, QueryResourceError, or TooManyQueriesError
        when query processes keep dying.
        """
        message = wire.pack(question)
        for attempt in range(_TRIES):
            # Once one has died while it was idle, all may have: the next is a new one.
            worker = self._new(calls=calls) if attempt or calls else self._take()
            begin = time.monotonic()
            try:
                return self._converse(worker, message, promote)
            except _Gone as gone:
                self._explain(gone, time.monotonic() - begin)
        raise TooManyQueriesError("The query process was stopped from outside; try again.", 1)

    def _explain(self, gone: _Gone, elapsed: float) -> None:
        if gone.signal in (signal.SIGALRM, signal.SIGXCPU) or elapsed >= self.limits.seconds:
            raise QueryTimeoutError(
                f"The query was stopped after {self.limits.seconds:g} seconds, the most it may "
                "take. Ask for less: fewer patterns, a LIMIT, a narrower FILTER.",
                max(1, round(self.limits.seconds)),
            )
        if gone.signal in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL):
            raise QueryResourceError(
                "The query ran out of the memory or the depth that a query may take "
                f"({self.limits.memory >> 20} MiB). Ask for less at a time."
            )

    def _take(self) -> _Worker:
        try:
            return self._idle.pop()
        except IndexError:
            return self._new()

    def _new(self, *, calls: bool = False) -> _Worker:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                pid = self.keeper.fork(theirs, calls=calls)
            except BaseException:
                ours.close()
                raise
        worker = _Worker(ours, pid)
        worker.wait_at_most(self._quick_seconds)
        return worker

    def _converse(self, worker: _Worker, message: bytes, promote: Promote | None) -> wire.Reply:
        """The worker's reply; afterwards it is idle again, or dead."""
        quick = False
        began = worker.processor_seconds()
        deadline = time.monotonic() + self.limits.seconds + _GRACE
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # its death shows when we read
                worker.sock.sendall(message)
            try:
                reply, quick = self._wait(worker, began, promote, deadline)
            except ConnectionResetError:
                reply = None
            if reply is None:
                quick = False
                raise _Gone(self.keeper.wait(worker.pid))
        finally:
            if quick and len(self._idle) < self._ready:
                self._idle.append(worker)
            else:
                self._dismiss(worker)
        return reply

    def _wait(
        self, worker: _Worker, began: float, promote: Promote | None, deadline: float
    ) -> tuple[wire.Reply | None, bool]:
        """The reply, None when the worker died first, and whether it came quickly."""
        if promote is not None:
            try:
                return self._wait_quickly(worker, began), True
            except BlockingIOError:
                promote()
        return self._wait_slowly(worker, deadline), False

    def _wait_quickly(self, worker: _Worker, began: float) -> wire.Reply | None:
        """The reply of a query that is quick; BlockingIOError when it is not.

        What counts is half the quick seconds of a processor: on a busy machine a query that
        has waited long may not have had its turn yet.
        """
        deadline = time.monotonic() + _LONGEST_QUICK
        while True:
            try:
                return wire.receive_reply(worker.sock)
            except BlockingIOError:
                used = worker.processor_seconds() - began
                if used > self._quick_seconds / 2 or time.monotonic() > deadline:
                    raise

    def _wait_slowly(self, worker: _Worker, deadline: float) -> wire.Reply | None:
        with suppress(ProcessLookupError, PermissionError):
            os.sched_setscheduler(worker.pid, os.SCHED_IDLE, os.sched_param(0))
        worker.wait_at_most(max(_GRACE, deadline - time.monotonic()))
        try:
            return wire.receive_reply(worker.sock)
        except (BlockingIOError, ConnectionResetError):
            self.keeper.kill(worker.pid)
            return None

    def _dismiss(self, worker: _Worker) -> None:
        worker.sock.close()
        self.keeper.kill(worker.pid)

    def close(self) -> None:
        """Every process of this herd ends; nobody may be asking any more."""
        while self._idle:
            self._idle.pop().sock.close()
        self.keeper.close()
