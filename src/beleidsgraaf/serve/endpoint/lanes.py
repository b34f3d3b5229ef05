"""Two lanes, so that quick queries never wait behind slow ones.

Every query starts in the fast lane. One that is still there after its quick seconds moves to the
slow lane, at a lower priority, or is refused when that is full. Who has spent least goes first;
among equals, the query whose like was quick before.
"""

import heapq
import itertools
import re
import threading
from collections import OrderedDict

from beleidsgraaf.errors import TooManyQueriesError

_REMEMBERED = 4096
_WAITING = 400
"""How many may wait for the fast lane; more is a flood, and refused."""
_LONGEST_WAIT = 5.0
_VARIABLE_PARTS = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'|#[^\n]*|[\d\s]+')


def shape(text: str) -> int:
    """The same number for queries that differ in literals, numbers and blanks only."""
    return hash(_VARIABLE_PARTS.sub(" ", text))


class Lanes:
    """The places in which queries run, and who waits for one."""

    def __init__(self, fast: int, slow: int) -> None:
        self._lock = threading.Lock()
        self._fast_free, self._slow_free = fast, slow
        self._waiting: list[tuple[float, bool, int, threading.Event]] = []
        self._order = itertools.count()
        self._slow_shapes: OrderedDict[int, None] = OrderedDict()

    def enter(self, spent: float, text: str) -> None:
        """A place in the fast lane is taken; TooManyQueriesError when there is none for long."""
        with self._lock:
            if self._slow_free <= 0 and shape(text) in self._slow_shapes:
                raise _busy()
            if self._fast_free > 0 and not self._waiting:
                self._fast_free -= 1
                return
            if len(self._waiting) >= _WAITING:
                raise _busy()
            turn = threading.Event()
            place = (round(spent, 1), shape(text) in self._slow_shapes, next(self._order), turn)
            heapq.heappush(self._waiting, place)
        if not turn.wait(_LONGEST_WAIT):
            self._give_up(place)

    def _give_up(self, place: tuple[float, bool, int, threading.Event]) -> None:
        with self._lock:
            if place in self._waiting:  # or else its turn came just now
                self._waiting.remove(place)
                heapq.heapify(self._waiting)
                raise _busy()

    def leave_fast(self) -> None:
        """The place in the fast lane is free, for whoever waits for it."""
        with self._lock:
            self._next()

    def _next(self) -> None:
        if self._waiting:
            heapq.heappop(self._waiting)[3].set()
        else:
            self._fast_free += 1

    def promote(self, text: str) -> None:
        """From the fast lane to the slow; TooManyQueriesError when that is full.

        Either way the place in the fast lane is free afterwards.
        """
        with self._lock:
            self._next()
            likeness = shape(text)
            self._slow_shapes[likeness] = None
            self._slow_shapes.move_to_end(likeness)
            if len(self._slow_shapes) > _REMEMBERED:
                self._slow_shapes.popitem(last=False)
            if self._slow_free <= 0:
                raise _busy()
            self._slow_free -= 1

    def leave_slow(self) -> None:
        """The place in the slow lane is free."""
        with self._lock:
            self._slow_free += 1


def _busy() -> TooManyQueriesError:
    error = TooManyQueriesError(
        "All places for long queries are taken; quick ones are answered. Try again shortly.", 5
    )
    error.http_status = 503
    return error
