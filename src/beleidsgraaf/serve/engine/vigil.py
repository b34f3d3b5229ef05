"""Keeps the event loop from sleeping for the moments that light queries take."""

import asyncio
import os
import time
from collections.abc import Collection

from beleidsgraaf.serve.engine.balance import Balance
from beleidsgraaf.serve.engine.worker import Worker

_BRIEF = 0.0001
"""Seconds after the last answer, or question, for which another is waited for without sleep."""


class Vigil:
    """Looks for answers again and again, as long as one may come at any moment.

    To wake a loop that sleeps takes a query process as long as a tenth of a small query, and it is
    what all wait for. As long as one process computes and there is another processor, that has the
    time. Whoever else wants this one gets it, between two looks. Lives in the event loop.
    """

    def __init__(self, balance: Balance, busy: Collection[Worker]) -> None:
        """``busy`` are the processes that compute, now and later."""
        self._loop = asyncio.get_running_loop()
        self._balance = balance
        self._busy = busy
        self._is_kept = False
        self._used = 0.0

    def keep(self) -> None:
        """A question was asked."""
        self._balance.is_stirred = True
        if not self._is_kept and self._balance.is_light:
            self._is_kept = True
            self._loop.call_soon(self._look)

    def _look(self) -> None:
        used, now = time.thread_time(), time.monotonic()
        if not self._balance.is_stirred:  # in the last turn nothing came: it was for nothing
            self._balance.idle(used - self._used)
        self._balance.is_stirred = False
        self._used = used
        if self._balance.is_light and any(now - each.since < _BRIEF for each in self._busy):
            os.sched_yield()
            self._loop.call_soon(self._look)
        else:
            self._is_kept = False
            self._balance.is_stirred = True  # the next look, some time from now, knows of no turn
