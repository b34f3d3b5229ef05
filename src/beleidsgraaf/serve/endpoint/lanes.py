"""Two lanes, so that quick queries never wait behind slow ones.

Every query starts in the fast lane. One that turns out not to be quick moves to the slow lane, at
a lower priority, or is refused when that is full; so does, from the start, one whose like was slow
a moment ago. Of those that wait for the fast lane, who has spent least goes first; of one client's,
the query whose like took least time before. Everything here happens in the event loop.
"""

import asyncio
import math
import re
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from beleidsgraaf.errors import TooManyQueriesError

_REMEMBERED = 4096
_WAITING = 400
"""How many may wait for the fast lane; more is a flood, and refused."""
_LONGEST_WAIT = 5.0
_WATCH = 0.25
_WORTH_REMEMBERING = 0.02
"""Seconds; what took less is quick, like what was never seen."""
_QUICK = 0.1
"""Seconds; what takes less in the slow lane, begun there, is slow no longer."""
_SUSPECT = 60.0
"""Seconds for which the like of a slow query is taken for slow."""
_VARIABLE_PARTS = re.compile(rb'"[^"\n]*"|\'[^\'\n]*\'|#[^\n]*')
_DIGITS_AND_BLANKS = b"0123456789 \t\r\n"


def shape(text: str) -> int:
    """The same number for queries that differ in literals, numbers and blanks only."""
    return hash(_VARIABLE_PARTS.sub(b"", text.encode()).translate(None, _DIGITS_AND_BLANKS))


@dataclass(eq=False, slots=True)
class _Waiter:
    """A query that waits for the fast lane."""

    party: str
    shape: int
    until: float
    turn: asyncio.Future[None]
    """Done once it has a place; an error when it gets none."""


class Lanes:
    """The places in which queries run, and who waits for one."""

    def __init__(self, fast: int, slow: int, spent: Callable[[str], float]) -> None:
        self._fast_free, self._slow_free = fast, slow
        self._kept = fast - max(1, fast // 4)
        """Places in the fast lane that are not for what is known to take some time."""
        self._spent = spent
        self._waiting: dict[_Waiter, None] = {}
        """In the order in which they came."""
        self._parties: Counter[str] = Counter()
        """Whose they are."""
        self._is_watching = False
        self._seconds: OrderedDict[int, float] = OrderedDict()
        self._slow: OrderedDict[int, float] = OrderedDict()
        """The shapes of what was slow of late, and until when that counts."""

    def enter_at_once(self, text: str, *, slow: bool = False) -> bool | None:
        """A place is taken, if there is one now: whether it is in the slow lane; None if not.

        Raises TooManyQueriesError where it would have to be in the slow lane, and that is full.
        """
        if slow or (self._slow and self._is_suspect(text)):
            if self._slow_free <= 0:
                raise _busy()
            self._slow_free -= 1
            return True
        if self._fast_free > self._kept and not self._waiting:
            self._fast_free -= 1
            return False
        return None

    async def enter(self, party: str, text: str) -> bool:
        """A place is taken; whether it is in the slow lane.

        Raises TooManyQueriesError when there is none, or none in the fast lane for long.
        """
        is_slow = self.enter_at_once(text)
        if is_slow is not None:
            return is_slow
        loop = asyncio.get_running_loop()
        waiter = _Waiter(party, shape(text), loop.time() + _LONGEST_WAIT, loop.create_future())
        if self._has_room(waiter):
            self._fast_free -= 1
            return False
        if len(self._waiting) >= _WAITING:
            raise _busy()
        self._waiting[waiter] = None
        self._parties[party] += 1
        if not self._is_watching:
            self._watch()
        try:
            await waiter.turn
        except asyncio.CancelledError:
            self._give_up(waiter)
            raise
        return False

    def _is_suspect(self, text: str) -> bool:
        now = time.monotonic()
        while self._slow and next(iter(self._slow.values())) < now:
            self._slow.popitem(last=False)
        return bool(self._slow) and shape(text) in self._slow

    def _watch(self) -> None:
        """Who has waited too long is refused: looked after now and then, as long as any waits."""
        loop = asyncio.get_running_loop()
        for waiter in [each for each in self._waiting if each.until <= loop.time()]:
            self._refuse(waiter)
        self._is_watching = bool(self._waiting)
        if self._is_watching:
            loop.call_later(_WATCH, self._watch)

    def _leaves(self, waiter: _Waiter) -> None:
        del self._waiting[waiter]
        self._parties[waiter.party] -= 1
        if not self._parties[waiter.party]:
            del self._parties[waiter.party]

    def _refuse(self, waiter: _Waiter) -> None:
        if not waiter.turn.done():
            self._leaves(waiter)
            waiter.turn.set_exception(_busy())

    def _give_up(self, waiter: _Waiter) -> None:
        if waiter in self._waiting:
            self._leaves(waiter)
        elif not waiter.turn.cancelled() and waiter.turn.exception() is None:
            self._next()  # its turn came at the last moment, and is another's now

    def _has_room(self, waiter: _Waiter) -> bool:
        return self._fast_free > (self._kept if waiter.shape in self._seconds else 0)

    def _first(self) -> _Waiter | None:
        """Whose turn it is: of those who may have it, who has spent least and takes least time."""
        first, least = None, (math.inf, math.inf)
        spent: dict[str, float] = {}
        is_alone = len(self._parties) == 1
        for waiter in self._waiting:
            if waiter.turn.done() or not self._has_room(waiter):
                continue
            seconds = self._seconds.get(waiter.shape, 0.0)
            if is_alone and not seconds:
                return waiter  # none of one client's can come before the first of the quick
            party = waiter.party
            if party not in spent:
                spent[party] = round(self._spent(party), 1)
            if (spent[party], seconds) < least:
                first, least = waiter, (spent[party], seconds)
        return first

    def _next(self) -> None:
        """A place in the fast lane is free: for the first of those who wait and may have it."""
        self._fast_free += 1
        first = self._first() if self._waiting else None
        if first:
            self._fast_free -= 1
            self._leaves(first)
            first.turn.set_result(None)

    def leave_fast(self, text: str, seconds: float) -> None:
        """A query that took so many seconds leaves the fast lane."""
        if seconds > _WORTH_REMEMBERING:
            self._remember(shape(text), seconds)
        self._next()

    def _remember(self, likeness: int, seconds: float) -> None:
        self._seconds[likeness] = seconds
        self._seconds.move_to_end(likeness)
        if len(self._seconds) > _REMEMBERED:
            self._seconds.popitem(last=False)

    def _suspect(self, likeness: int) -> None:
        self._slow[likeness] = time.monotonic() + _SUSPECT
        self._slow.move_to_end(likeness)
        if len(self._slow) > _REMEMBERED:
            self._slow.popitem(last=False)

    def promote(self, text: str) -> None:
        """From the fast lane to the slow; TooManyQueriesError when that is full.

        Either way the place in the fast lane is free afterwards. When the slow lane is full, what
        waits and is like what is slow waits for nothing: it is refused too.
        """
        likeness = shape(text)
        self._suspect(likeness)
        self._remember(likeness, 1.0)
        full = self._slow_free <= 0
        self._slow_free -= not full
        if self._slow_free <= 0:
            self._refuse_the_slow()
        self._next()
        if full:
            raise _busy()

    def _refuse_the_slow(self) -> None:
        for waiter in [each for each in self._waiting if each.shape in self._slow]:
            self._refuse(waiter)

    def leave_slow(self, text: str, seconds: float) -> None:
        """A query that took so many seconds leaves the slow lane."""
        likeness = shape(text)
        self._remember(likeness, seconds)
        if seconds < _QUICK:
            self._slow.pop(likeness, None)
        self._slow_free += 1


def _busy() -> TooManyQueriesError:
    error = TooManyQueriesError(
        "All places for long queries are taken; quick ones are answered. Try again shortly.", 5
    )
    error.http_status = 503
    return error
