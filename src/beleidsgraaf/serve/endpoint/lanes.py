"""Two lanes, so that quick queries never wait behind slow ones.

Every query starts in the fast lane. One that turns out not to be quick moves to the slow lane, at
a lower priority, or is refused when that is full; so does, from the start, one whose like was slow
a moment ago. Of those that wait for the fast lane, who has spent least goes first; of one client's,
the query whose like took least time before. Everything here happens in the event loop.
"""

import asyncio
import math
import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from beleidsgraaf.errors import TooManyQueriesError
from beleidsgraaf.serve.endpoint.lately import Guest, Lately

_CORES = os.cpu_count() or 1
_WAITING = 400
"""How many may wait for the fast lane; more is a flood, and refused."""
_LONGEST_WAIT = 5.0
_WATCH = 0.25
_WORTH_REMEMBERING = 0.002
"""Seconds; what took less is quick, like what was never seen. More has a process to itself."""
_KNOWN = 600.0
"""Seconds for which the like of that is taken for alike; until one was quick, too."""
_SUSPECT = 60.0
"""Seconds for which the like of a slow query is taken for slow."""
_SLOW = 1.0
"""Seconds that a query is taken to need from when it turns out to be slow."""
_QUICK = 0.065
"""Seconds; what takes less in the slow lane, begun there, is slow no longer. Under what makes a
query slow, or it would go to and fro; and not by much, or what is slow but once, in a new process
among many, stays so."""


class Lanes:
    """The places in which queries run, and who waits for one."""

    def __init__(self, fast: int, slow: int, spent: Callable[[str], float]) -> None:
        self._fast_free, self._slow_free = fast, slow
        self._long_free = _CORES
        """How many more may enter the fast lane of what is known to take some time. No more of that
        goes on at once than there are processors: it would take turns, and each process more first
        copies what it reads of the graph, which is lost when whoever asked goes away.
        """
        self._spent = spent
        self._waiting: dict[str, dict[Guest[Any], None]] = {}
        """By whose they are, in the order in which they came."""
        self._number = 0
        """How many wait."""
        self._is_watching = False
        self._known = Lately(_KNOWN)
        """What took some time."""
        self._slow = Lately(_SUSPECT)
        """What was slow."""

    def enter(self, guest: Guest[Any], *, slow: bool = False) -> bool | None:
        """A place is taken, if there is one now: whether it is in the slow lane.

        None where it has to wait: it is told when it has one, or gets none as that takes too long.
        Raises TooManyQueriesError where it would have to be in the slow lane, and that is full, and
        where too many wait already.
        """
        if slow or (self._slow and self._slow.seconds(guest)):
            if self._slow_free <= 0:
                raise _busy()
            self._slow_free -= 1
            return True
        # Who comes now passes those who wait: all are known to take some time, or there is no room.
        if self._fast_free > 0 and self._enters_fast(guest):
            return False
        if self._number >= _WAITING:
            raise _busy()
        self._wait(guest)
        return None

    def _wait(self, guest: Guest[Any]) -> None:
        guest.until = time.monotonic() + _LONGEST_WAIT
        self._waiting.setdefault(guest.party, {})[guest] = None
        self._number += 1
        if not self._is_watching:
            self._watch()

    def _watch(self) -> None:
        """Who has waited too long is refused: looked after now and then, as long as any waits."""
        now = time.monotonic()
        self._refuse(lambda guest: guest.until <= now)
        self._is_watching = bool(self._waiting)
        if self._is_watching:
            asyncio.get_running_loop().call_later(_WATCH, self._watch)

    def leaves(self, guest: Guest[Any]) -> bool:
        """It waits no more; whether it did."""
        others = self._waiting.get(guest.party, {})
        if guest not in others:
            return False
        del others[guest]
        self._number -= 1
        if not others:
            del self._waiting[guest.party]
        return True

    def _refuse(self, which: Callable[[Guest[Any]], bool]) -> None:
        """Those who wait, and are such, get no place."""
        for guest in [each for guests in self._waiting.values() for each in guests if which(each)]:
            if self.leaves(guest):  # what came of another's refusal may have been first
                guest.placed(_busy())

    def _enters_fast(self, guest: Guest[Any]) -> bool:
        """It has a place in the fast lane from here on, if one is for it."""
        if self._known and self._known.seconds(guest):
            if self._long_free <= 0:
                return False
            self._long_free -= 1
            guest.is_long = True
        self._fast_free -= 1
        return True

    def _leaves_fast(self, guest: Guest[Any]) -> None:
        self._fast_free += 1
        self._long_free += guest.is_long
        guest.is_long = False

    def _first(self) -> Guest[Any] | None:
        """Whose turn it is: of those who may have it, who has spent least and takes least time."""
        first, least = None, (math.inf, math.inf, math.inf)
        is_one_party = len(self._waiting) == 1
        for party, guests in self._waiting.items():
            spent = 0.0 if is_one_party else round(self._spent(party), 1)
            if spent > least[0] or not (guest := self._quickest(guests)):
                continue
            rank = (spent, self._known.seconds(guest), guest.until)
            if rank < least:
                first, least = guest, rank
        return first

    def _quickest(self, guests: Iterable[Guest[Any]]) -> Guest[Any] | None:
        """The first of those whose like took least time, of one party's that may have a place."""
        first, least = None, math.inf
        for guest in guests:
            seconds = self._known.seconds(guest)
            if seconds < least and (not seconds or self._long_free > 0):
                first, least = guest, seconds
                if not seconds:
                    break
        return first

    def _next(self) -> None:
        """The first of those who wait has a place in the fast lane, if one is free for it."""
        if self._waiting and (first := self._first()) and self._enters_fast(first):
            self.leaves(first)
            first.placed(found=False)

    def lasted(self, guest: Guest[Any], seconds: float) -> None:
        """A query that comes to no end has taken so many seconds already: its like takes more."""
        if seconds > max(_WORTH_REMEMBERING, self._known.seconds(guest)):
            self._known.remember(guest, seconds)

    def leave_fast(self, guest: Guest[Any], seconds: float | None) -> None:
        """A query that took so many seconds leaves the fast lane; None where it came to no end."""
        if seconds is not None:
            if seconds > _WORTH_REMEMBERING:
                self._known.remember(guest, seconds)
            elif self._known:
                self._known.forget(guest)
        if self._slow:
            self._slow.age()
        self._leaves_fast(guest)
        self._next()

    def promote(self, guest: Guest[Any]) -> None:
        """From the fast lane to the slow; TooManyQueriesError when that is full.

        Either way the place in the fast lane is free afterwards. When the slow lane is full, what
        waits and is like what is slow waits for nothing: it is refused too.
        """
        self._leaves_fast(guest)
        self._slow.remember(guest, _SLOW)
        self._known.remember(guest, _SLOW)
        full = self._slow_free <= 0
        self._slow_free -= not full
        if self._slow_free <= 0:
            self._refuse(lambda other: self._slow.seconds(other) > 0)
        self._next()
        if full:
            raise _busy()

    def leave_slow(self, guest: Guest[Any], seconds: float | None) -> None:
        """A query that took so many seconds leaves the slow lane; None where it came to no end."""
        if seconds is not None:
            self._known.remember(guest, seconds)
            if seconds < _QUICK:
                self._slow.forget(guest)
        self._slow_free += 1


def _busy() -> TooManyQueriesError:
    error = TooManyQueriesError(
        "All places for long queries are taken; quick ones are answered. Try again shortly.", 5
    )
    error.http_status = 503
    return error
