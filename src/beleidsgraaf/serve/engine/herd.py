"""The web process's side: keeps a zygote alive, and query processes ready."""

import asyncio
import os
import signal
import socket
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from beleidsgraaf.errors import QueryResourceError, TooManyQueriesError
from beleidsgraaf.serve import eventloop
from beleidsgraaf.serve.engine import patience, wire
from beleidsgraaf.serve.engine.keeper import Keeper
from beleidsgraaf.serve.engine.limits import Limits
from beleidsgraaf.serve.engine.worker import Lost, Promote, Worker
from beleidsgraaf.serve.engine.zygote import ALIVE, UNKNOWN

_TRIES = 3
_AT_ONCE = max(1, (os.cpu_count() or 1) - 1)
"""Processes that take quick queries as long as these are quick; the web process needs the rest."""
_IN_LINE = 0.001
"""Seconds of a processor that all may take that a process was asked, by what queries took of late,
for one more to wait in its line. Each process more that computes costs the others their caches and
their turns; where queries take longer than this, it costs next to nothing."""
_LATELY = 32
"""Over how many queries that average is taken, the latest weighing most."""
_TICK = 0.005
"""Seconds between two looks at how the queries get on: a timer for each would cost more."""


class Herd:
    """Query processes for one snapshot; lives in the event loop."""

    def __init__(self, folder: Path, limits: Limits, quick_seconds: float, ready: int) -> None:
        """Starts the processes, as many as are to be ready; not to be called in the loop."""
        self.keeper = Keeper(folder, limits)
        self.limits = limits
        self._quick_seconds = quick_seconds
        self._ready = ready
        self._loop = eventloop.running()
        self._hands = ThreadPoolExecutor(1, "keeper")
        """Gives the zygote its orders, so that the loop never waits for it."""
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._average = 0.0
        self._is_looking = False
        self._refill: asyncio.Task[None] | None = None
        pairs = [self._fork() for _ in range(ready)]
        eventloop.wait_for(self._begin(pairs))

    async def _begin(self, pairs: list[tuple[socket.socket, int]]) -> None:
        self._idle = [self._worker(*pair) for pair in pairs]

    async def ask(
        self, message: bytes, promote: Promote | None, *, calls: bool = False
    ) -> wire.Reply:
        """The reply to a question (see ``wire.pack``).

        One that calls other endpoints has a process of its own.

        ``promote`` is called when the answer is not there after the quick seconds; if it raises,
        the query is killed and the error goes on to the caller. Without it the query is taken for
        slow from the start. Raises QueryTimeoutError, QueryResourceError, or TooManyQueriesError
        when query processes keep dying. Who gives up waiting (cancels) ends the query.
        """
        worker = None if calls else self._idle_one() if promote is None else self._choose()
        tries = 0
        while True:
            worker = worker or await self._new(calls=calls)
            found = await self._asked(worker, message, promote)
            if isinstance(found, wire.Reply):
                self._average += (found.seconds - self._average) / _LATELY
                return found
            if found is Lost.DIED:
                if time.monotonic() - worker.since >= self.limits.seconds:
                    raise patience.out_of_time(self.limits)
                self._explain(await worker.status)
                tries += 1
                if tries == _TRIES:
                    break
            # Once one has died while it was idle, all may have: the next is a new one.
            worker = self._idle_one() if found is Lost.MOVED else None
        raise TooManyQueriesError("The query process was stopped from outside; try again.", 1)

    async def _asked(
        self, worker: Worker, message: bytes, promote: Promote | None
    ) -> wire.Reply | Lost:
        talk = worker.ask(message, promote)
        self._busy.add(worker)
        if not self._is_looking:
            self._is_looking = True
            self._loop.call_later(_TICK, self._look)
        try:
            return await talk.answer
        except BaseException:  # given up by who asked, refused, or out of time
            if worker.asked and worker.asked[0] is talk:
                self._dismiss(worker)
            raise

    def _explain(self, status: int) -> None:
        """Raises what a process that ended so has to say of its query, if anything."""
        number = os.WTERMSIG(status) if status >= 0 and os.WIFSIGNALED(status) else 0
        if number in (signal.SIGALRM, signal.SIGXCPU):
            raise patience.out_of_time(self.limits)
        if number in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL):
            raise QueryResourceError(
                "The query ran out of the memory or the depth that a query may take "
                f"({self.limits.memory >> 20} MiB). Ask for less at a time."
            )

    def _choose(self) -> Worker | None:
        """The process to ask what may be quick: few at once, so that these need not sleep."""
        best, quick = None, 0
        for worker in self._busy:
            if worker.is_slow:
                continue
            quick += 1
            has_room = not worker.is_alone and len(worker.asked) * self._average <= _IN_LINE
            if has_room and (best is None or len(worker.asked) < len(best.asked)):
                best = worker
        if best is None or quick < _AT_ONCE:
            return self._idle_one() or best
        return best

    def _idle_one(self) -> Worker | None:
        return self._idle.pop() if self._idle else None

    def _fork(self, *, calls: bool = False) -> tuple[socket.socket, int]:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                return ours, self.keeper.fork(theirs, calls=calls)
            except BaseException:
                ours.close()
                raise

    def _worker(self, sock: socket.socket, pid: int) -> Worker:
        return Worker(sock, pid, self._rest, self._bury)

    async def _new(self, *, calls: bool = False) -> Worker:
        pair = await self._loop.run_in_executor(self._hands, lambda: self._fork(calls=calls))
        return self._worker(*pair)

    def _look(self) -> None:
        now = time.monotonic()
        try:
            for worker in tuple(self._busy):
                if worker not in self._busy:  # what another's end led to came before us
                    continue
                if not patience.look(worker, self.limits, self._quick_seconds, now):
                    self._dismiss(worker)
            self._fill_up()
        finally:  # whatever happens: who does not look never sees what is slow
            self._is_looking = bool(self._busy)
            if self._is_looking:
                self._loop.call_later(_TICK, self._look)

    def _fill_up(self) -> None:
        """What became slow is lost to the quick, who should not wait for another process."""
        quick = sum(not worker.is_slow for worker in self._busy)
        lacking = self._ready - len(self._idle) - quick
        if lacking > 0 and (self._refill is None or self._refill.done()):
            self._refill = self._loop.create_task(self._add(lacking))

    async def _add(self, number: int) -> None:
        """So many more are ready."""
        for _ in range(number):
            try:
                self._idle.append(await self._new())
            except (TooManyQueriesError, RuntimeError):  # no zygote now, or closed meanwhile
                return

    def _rest(self, worker: Worker) -> None:
        """All that it was asked is answered."""
        self._busy.discard(worker)
        if worker.is_slow or len(self._idle) >= self._ready:
            self._dismiss(worker)
        else:
            self._idle.append(worker)

    def _dismiss(self, worker: Worker) -> None:
        """The process will end."""
        self._forget(worker, self._order(self.keeper.kill, worker.pid))

    def _bury(self, worker: Worker) -> None:
        """The process is ending by itself."""
        self._forget(worker, self._ended(worker.pid))

    def _forget(self, worker: Worker, end: Coroutine[None, None, int]) -> None:
        worker.status = self._loop.create_task(end)
        self._busy.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        worker.close()

    async def _ended(self, pid: int) -> int:
        """The status of a process, as soon as it has one."""
        while (status := await self._order(self.keeper.wait, pid)) == ALIVE:
            await asyncio.sleep(_TICK)
        return status

    async def _order(self, order: Callable[[int], int], pid: int) -> int:
        try:
            return await self._loop.run_in_executor(self._hands, order, pid)
        except RuntimeError:  # closed; the zygote has taken all its children along
            return UNKNOWN

    def close(self) -> None:
        """Every process of this herd ends; nobody may be asking any more."""
        self.keeper.close()
        self._hands.shutdown(wait=False)
