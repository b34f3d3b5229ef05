"""Two lanes, so that quick queries never wait behind slow ones.

Every query starts in the fast lane. One that turns out not to be quick moves to the slow lane, at
a lower priority, or is refused when that is full. Of those that wait for the fast lane, who has
spent least goes first; of one client's, the query whose like took least time before.
"""

import itertools
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from beleidsgraaf.errors import TooManyQueriesError

_REMEMBERED = 4096
_WAITING = 400
"""How many may wait for the fast lane; more is a flood, and refused."""
_LONGEST_WAIT = 5.0
_WORTH_REMEMBERING = 0.02
"""Seconds; what took less is quick, like what was never seen."""
_VARIABLE_PARTS = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'|#[^\n]*|[\d\s]+')


def shape(text: str) -> int:
    """The same number for queries that differ in literals, numbers and blanks only."""
    return hash(_VARIABLE_PARTS.sub(" ", text))


def _taken() -> threading.Lock:
    lock = threading.Lock()
    lock.acquire()
    return lock


@dataclass(eq=False, slots=True)
class _Waiter:
    """A query that waits for the fast lane."""

    party: str
    shape: int
    order: int
    turn: threading.Lock = field(default_factory=_taken)
    """Released once; an Event says the same and costs five times as much."""
    refused: bool = False


class Lanes:
    """The places in which queries run, and who waits for one."""

    def __init__(self, fast: int, slow: int, spent: Callable[[str], float]) -> None:
        self._lock = threading.Lock()
        self._fast_free, self._slow_free = fast, slow
        self._spent = spent
        self._waiting: list[_Waiter] = []
        self._order = itertools.count()
        self._seconds: OrderedDict[int, float] = OrderedDict()
        self._slow: set[int] = set()

    def enter(self, party: str, text: str) -> None:
        """A place in the fast lane is taken; TooManyQueriesError when there is none for long."""
        with self._lock:
            if self._slow_free > 0 and self._fast_free > 0 and not self._waiting:
                self._fast_free -= 1
                return
            likeness = shape(text)
            if self._slow_free <= 0 and likeness in self._slow:
                raise _busy()
            if self._fast_free > 0 and not self._waiting:
                self._fast_free -= 1
                return
            if len(self._waiting) >= _WAITING:
                raise _busy()
            waiter = _Waiter(party, likeness, next(self._order))
            self._waiting.append(waiter)
        if not waiter.turn.acquire(timeout=_LONGEST_WAIT):
            with self._lock:
                if waiter in self._waiting:  # or else its turn came just now
                    self._waiting.remove(waiter)
                    waiter.refused = True
        if waiter.refused:
            raise _busy()

    def _rank(self, waiter: _Waiter) -> tuple[float, float, int]:
        return (
            round(self._spent(waiter.party), 1),
            self._seconds.get(waiter.shape, 0.0),
            waiter.order,
        )

    def _next(self) -> None:
        """A place in the fast lane is free: for the first of those who wait, if any does."""
        if not self._waiting:
            self._fast_free += 1
            return
        first = min(self._waiting, key=self._rank)
        self._waiting.remove(first)
        first.turn.release()

    def leave_fast(self, text: str, seconds: float) -> None:
        """A query that took so many seconds leaves the fast lane."""
        with self._lock:
            if seconds > _WORTH_REMEMBERING:
                self._remember(shape(text), seconds)
            self._next()

    def _remember(self, likeness: int, seconds: float) -> None:
        self._seconds[likeness] = seconds
        self._seconds.move_to_end(likeness)
        if len(self._seconds) > _REMEMBERED:
            forgotten, _ = self._seconds.popitem(last=False)
            self._slow.discard(forgotten)

    def promote(self, text: str) -> None:
        """From the fast lane to the slow; TooManyQueriesError when that is full.

        Either way the place in the fast lane is free afterwards. When the slow lane is full, what
        waits and is like what is slow waits for nothing: it is refused too.
        """
        with self._lock:
            likeness = shape(text)
            self._slow.add(likeness)
            self._remember(likeness, 1.0)
            full = self._slow_free <= 0
            self._slow_free -= not full
            if self._slow_free <= 0:
                self._refuse_the_slow()
            self._next()
        if full:
            raise _busy()

    def _refuse_the_slow(self) -> None:
        for waiter in [waiter for waiter in self._waiting if waiter.shape in self._slow]:
            self._waiting.remove(waiter)
            waiter.refused = True
            waiter.turn.release()

    def leave_slow(self, text: str, seconds: float) -> None:
        """A query that took so many seconds leaves the slow lane."""
        with self._lock:
            self._remember(shape(text), seconds)
            self._slow_free += 1


def _busy() -> TooManyQueriesError:
    error = TooManyQueriesError(
        "All places for long queries are taken; quick ones are answered. Try again shortly.", 5
    )
    error.http_status = 503
    return error
