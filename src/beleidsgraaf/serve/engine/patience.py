"""How long a query process is given, and when its query counts as slow."""

import os
import signal
from collections.abc import Collection
from typing import Any

from beleidsgraaf.errors import QueryError, QueryResourceError, QueryTimeoutError
from beleidsgraaf.serve.engine.limits import Limits
from beleidsgraaf.serve.engine.worker import Talk, Worker
from beleidsgraaf.serve.later import GivenUpError

_ALONE = 0.003
"""Seconds of a processor after which nobody waits behind a query any more."""
_GRACE = 0.1
"""Seconds after the deadline in which the kernel's timer must have worked; then we kill."""
_LONGEST_QUICK = 1.0
_LOOKS = 16
"""Over how many looks a share is taken, the latest weighing most: with one every 5 ms, 0.08 s."""
_CROWDED = 0.5
_BRIEF = 0.02
"""Seconds for which what is slow stands still for a query. One that takes longer can share, and
one that will turn out slow makes no crowd."""


def look(worker: Worker, limits: Limits, quick: float, now: float) -> Exception | None:
    """Has what it computes taken too long by now? Then that becomes slow, or must end.

    Why it must end: the query gets that for an answer, or nobody wants one. What counts at first
    is the time it had of a processor, half the quick seconds: on a busy machine a query that has
    waited long may not have had its turn yet. And of that, what it computed itself: in a new
    process the kernel copies each page of the graph at the first touch, tens of milliseconds for
    a large one, which the next query there does not pay.
    """
    talk, waited = worker.asked[0], now - worker.since
    clocks = worker.processor_seconds()
    if worker.clocks is None:
        worker.clocks = clocks
    used, own = (clock - before for clock, before in zip(clocks, worker.clocks, strict=True))
    if used > _ALONE:
        worker.stay_alone()
    if worker.is_slow:
        return out_of_time(limits) if waited > limits.seconds + _GRACE else None
    if (waited > quick and own > quick / 2) or waited > _LONGEST_QUICK:
        is_wanted = talk.worker is worker and not talk.is_over
        return _promoted(worker, talk) if is_wanted else GivenUpError()
    return None


def _promoted(worker: Worker, talk: Talk[Any]) -> QueryError | None:
    worker.become_slow()
    try:
        talk.promote()
    except QueryError as error:
        return error
    return None


class Way:
    """Lets what is slow go on, or has it stand still while anything is computed that may be brief.

    It runs at the lowest priority anyway. But the kernel takes the processor that it is on for
    busy, and what waits for another would get there with its next tick only, milliseconds later.
    So where such is computed most of the time, it does not go on in the gaps either. Beside a query
    of tens of milliseconds it does go on: or else a processor would be idle.
    """

    def __init__(self) -> None:
        self._crowd = 0.0
        """The share of the looks, of late, that found something which had just begun."""

    def look(self, busy: Collection[Worker], now: float) -> None:
        """To be called again and again, as long as anything is computed."""
        self._crowd += (_is_any_brief(busy, now) - self._crowd) / _LOOKS
        self.give(busy, now)

    def is_open(self, busy: Collection[Worker], now: float) -> bool:
        """Whether what is slow may go on."""
        return self._crowd <= _CROWDED and not _is_any_brief(busy, now)

    def give(self, busy: Collection[Worker], now: float) -> None:
        """What is slow stands still from here on, or goes on."""
        is_open = self.is_open(busy, now)
        for worker in busy:
            if worker.is_slow:
                worker.stand_still(wanted=not is_open)


def _is_any_brief(busy: Collection[Worker], now: float) -> bool:
    return any(not worker.is_slow and now - worker.since < _BRIEF for worker in busy)


def cause(status: int | Exception, limits: Limits) -> QueryError | None:
    """What is told of a query whose process ended so; None where that is not the query's doing."""
    is_killed = isinstance(status, int) and status >= 0 and os.WIFSIGNALED(status)
    number = os.WTERMSIG(status) if isinstance(status, int) and is_killed else 0
    if number in (signal.SIGALRM, signal.SIGXCPU):
        return out_of_time(limits)
    if number in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS, signal.SIGILL):
        return out_of_room(limits)
    return None


def out_of_time(limits: Limits) -> QueryTimeoutError:
    """What is told of a query that was stopped at its deadline."""
    return QueryTimeoutError(
        f"The query was stopped after {limits.seconds:g} seconds, the most it may take. Ask for "
        "less: fewer patterns, a LIMIT, a narrower FILTER.",
        max(1, round(limits.seconds)),
    )


def out_of_room(limits: Limits) -> QueryResourceError:
    """What is told of a query that its process died of."""
    return QueryResourceError(
        "The query ran out of the memory or the depth that a query may take "
        f"({limits.memory >> 20} MiB). Ask for less at a time."
    )
