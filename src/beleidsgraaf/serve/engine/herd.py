"""The web process's side: keeps a zygote alive, and query processes ready."""

import asyncio
import os
import socket
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from beleidsgraaf.errors import TooManyQueriesError
from beleidsgraaf.serve import eventloop, later
from beleidsgraaf.serve.engine import patience
from beleidsgraaf.serve.engine.balance import Balance
from beleidsgraaf.serve.engine.keeper import Keeper
from beleidsgraaf.serve.engine.limits import Limits
from beleidsgraaf.serve.engine.nursery import Nursery
from beleidsgraaf.serve.engine.vigil import Vigil
from beleidsgraaf.serve.engine.worker import Talk, Worker

T = TypeVar("T")
_TRIES = 3
_CORES = os.cpu_count() or 1
_IN_LINE = 0.002
"""Seconds of a processor that all may take that a process was asked, by what queries took of late,
for one more to wait in its line."""
_USEFUL = 60.0
"""Seconds for which a process that was slow is kept: then its like is not known for it any more."""
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
        self._nursery = Nursery(self.keeper)
        self._idle: list[Worker] = []
        """The ones that were busy of late stand at the end, new ones before them."""
        self._spare: list[Worker] = []
        """Those for what is slow: with the copies that they made, and the lowest priority."""
        self._busy: set[Worker] = set()
        self.balance = Balance()
        self._way = patience.Way()
        self._held: list[Talk[Any]] = []
        """What is slow from the start, and gets a process when it may go on."""
        self._is_looking = False
        self._refill: asyncio.Task[None] | None = None
        pairs = [self._nursery.fork() for _ in range(ready)]
        eventloop.wait_for(self._begin(pairs))

    async def _begin(self, pairs: list[tuple[socket.socket, int]]) -> None:
        self._idle = [Worker(*pair, self) for pair in pairs]
        self._vigil = Vigil(self.balance, self._busy)

    def ask(self, talk: Talk[T]) -> Talk[T]:
        """The question will be answered; one that calls other endpoints has its own process.

        It is promoted when it is not answered after the quick seconds; if that raises, its process
        is killed and the error is the reply, as are QueryTimeoutError, QueryResourceError, and
        TooManyQueriesError when query processes keep dying. Who gives it up ends the query.
        """
        if talk.calls:
            self._begin_new(talk)
        elif talk.is_slow:
            talk.since = time.monotonic()
            self._held.append(talk)
            self._let_go(talk.since)
        else:
            self._give(self._choose(), talk)
        return talk

    def _let_go(self, now: float) -> None:
        """What was held goes on, if it may, or its time is up: for which nothing had to end."""
        is_open = self._way.is_open(self._busy, now)
        for talk in tuple(self._held):
            is_late = now - talk.since > self.limits.seconds
            if talk not in self._held or not (talk.is_over or is_open or is_late):
                continue  # what another's end led to may have come before us
            self._held.remove(talk)
            if is_late:
                talk.replied(patience.out_of_time(self.limits))
            elif not talk.is_over:
                self._give(self._slow_one(), talk)
        self._keep_looking()

    def _give(self, worker: Worker | None, talk: Talk[Any]) -> None:
        """The question goes to this process, or a new one where there is none."""
        if worker is None:
            self._begin_new(talk)
            return
        worker.ask(talk)
        self._busy.add(worker)
        if talk.is_slow:
            self._way.give(self._busy, time.monotonic())
        if not self._is_looking:
            self._keep_looking()
        self._vigil.keep()

    def _keep_looking(self) -> None:
        if not self._is_looking and (self._busy or self._held):
            self._is_looking = True
            self._loop.call_later(_TICK, self._look)

    def _begin_new(self, talk: Talk[Any]) -> None:
        new = later.of(self._nursery.new(self, calls=talk.calls))
        new.then(lambda found: self._has_begun(found, talk))

    def _has_begun(self, found: Worker | Exception, talk: Talk[Any]) -> None:
        if isinstance(found, Exception):
            talk.replied(found)
        elif talk.is_over:  # and it may be one that can call others, which no other query gets
            self.dismiss(found)
        else:
            self._give(found, talk)

    def moved(self, talk: Talk[Any]) -> None:
        """The question goes to another process, if anybody still wants to know."""
        talk.worker = None
        if not talk.is_over:
            self._give(self._idle_one(), talk)

    def died(self, talk: Talk[Any], worker: Worker) -> None:
        """The question goes to another process, unless it is the question that has killed this."""
        if talk.is_over:
            return
        if time.monotonic() - worker.since >= self.limits.seconds:
            talk.replied(patience.out_of_time(self.limits))
        else:
            later.of(_ended(worker)).then(lambda status: self._explain(status, talk))

    def _explain(self, status: int | Exception, talk: Talk[Any]) -> None:
        """What a process that ended so has to say of its query, if anything."""
        talk.tries += 1
        if cause := patience.cause(status, self.limits):
            talk.replied(cause)
        elif talk.tries == _TRIES:
            why = "The query process was stopped from outside; try again."
            talk.replied(TooManyQueriesError(why, 1))
        else:  # once one has died while it was idle, all may have
            self._begin_new(talk)

    def _choose(self) -> Worker | None:
        """The process to ask what may be quick: few at once, so that these need not sleep."""
        wanted, average = self.balance.processes, self.balance.average
        best, quick = None, 0
        for worker in self._busy:
            if worker.is_slow:
                continue
            quick += 1
            has_room = not worker.is_alone and len(worker.asked) * average <= _IN_LINE
            if has_room and (best is None or len(worker.asked) < len(best.asked)):
                best = worker
        if best is None or quick < wanted:
            return self._idle_one() or best
        return best

    def _idle_one(self) -> Worker | None:
        """The one that was busy last, which has its copies of pages."""
        return self._idle.pop() if self._idle else None

    def _slow_one(self) -> Worker | None:
        """One that was slow before, or else the one that was busy least of late."""
        resting = self._spare or self._idle
        return resting.pop(0) if resting else None

    def _look(self) -> None:
        now = time.monotonic()
        try:
            for worker in tuple(self._busy):
                if worker not in self._busy:  # what another's end led to came before us
                    continue
                over = patience.look(worker, self.limits, self._quick_seconds, now)
                if over:
                    talk = worker.asked[0]
                    if talk.worker is worker:
                        talk.replied(over)
                    self.dismiss(worker)
            self._way.look(self._busy, now)
            self.balance.look(now)
            self._let_go(now)
            self._fill_up()
        finally:  # whatever happens: who does not look never sees what is slow
            self._is_looking = False
            self._keep_looking()

    def _fill_up(self) -> None:
        """What became slow is lost to the quick, who should not wait for another process."""
        lacking = self._ready - len(self._idle) - sum(not each.is_slow for each in self._busy)
        if lacking > 0 and (self._refill is None or self._refill.done()):
            self._refill = self._loop.create_task(self._add(lacking))

    async def _add(self, number: int) -> None:
        """So many more are ready."""
        for _ in range(number):
            try:
                self._idle.insert(0, await self._nursery.new(self))
            except (TooManyQueriesError, RuntimeError):  # no zygote now, or closed meanwhile
                return

    def free(self, worker: Worker) -> None:
        """All that it was asked is answered."""
        self._busy.discard(worker)
        resting, most = (self._spare, _CORES) if worker.is_slow else (self._idle, self._ready)
        if worker.may_call or len(resting) >= most:
            self.dismiss(worker)
        else:
            worker.stand_still(wanted=False)
            resting.append(worker)
            if worker.is_slow:
                self._loop.call_later(_USEFUL, self._end_unused, worker, worker.since)

    def _end_unused(self, worker: Worker, since: float) -> None:
        """A process for what is slow ends if it was asked nothing since."""
        if worker in self._spare and worker.since == since:
            self.dismiss(worker)

    def dismiss(self, worker: Worker) -> None:
        """The process will end."""
        self._forget(worker, self._nursery.kill(worker.pid))

    def lost(self, worker: Worker) -> None:
        """The process is ending by itself."""
        self._forget(worker, self._nursery.ended(worker.pid))

    def _forget(self, worker: Worker, end: Coroutine[None, None, int]) -> None:
        worker.status = self._loop.create_task(end)
        self._busy.discard(worker)
        for resting in (self._idle, self._spare):
            if worker in resting:
                resting.remove(worker)
        worker.close()

    def close(self) -> None:
        """Every process of this herd ends; nobody may be asking any more."""
        self.keeper.close()
        self._nursery.close()


async def _ended(worker: Worker) -> int:
    """The status of a process that is lost."""
    return await worker.status
