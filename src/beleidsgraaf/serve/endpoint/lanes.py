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

from beleidsgraaf.errors import TooManyQueriesError
from beleidsgraaf.serve.later import Later

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


class Waiter(Later[bool]):
    """A query that waits for the fast lane: False once it is there, an error when it cannot be."""

    def __init__(self, lanes: "Lanes", party: str, text: str) -> None:
        super().__init__()
        self.lanes = lanes
        self.party = party
        self.shape = shape(text)
        self.until = time.monotonic() + _LONGEST_WAIT

    def _abandon(self) -> None:
        self.lanes.leaves(self)


class Lanes:
    """The places in which queries run, and who waits for one."""

    def __init__(self, fast: int, slow: int, spent: Callable[[str], float]) -> None:
        self._fast_free, self._slow_free = fast, slow
        self._kept = fast - max(1, fast // 4)
        """Places in the fast lane that are not for what is known to take some time."""
        self._spent = spent
        self._waiting: dict[Waiter, None] = {}
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
        if self._fast_free <= self._kept and not self._has_room(
            shape(text) if self._seconds else 0
        ):
            return None  # all who wait now are known to take some time, or there is no place
        self._fast_free -= 1
        return False

    def enter(self, party: str, text: str) -> Waiter:
        """A place will be taken: in the slow lane, or not.

        Raises TooManyQueriesError when there is none and too many wait already; the same is found
        when it is long in coming.
        """
        waiter = Waiter(self, party, text)
        is_slow = self.enter_at_once(text)
        if is_slow is not None:
            waiter.settle(is_slow)
        elif len(self._waiting) >= _WAITING:
            raise _busy()
        else:
            self._waiting[waiter] = None
            self._parties[party] += 1
            if not self._is_watching:
                self._watch()
        return waiter

    def _is_suspect(self, text: str) -> bool:
        now = time.monotonic()
        while self._slow and next(iter(self._slow.values())) < now:
            self._slow.popitem(last=False)
        return bool(self._slow) and shape(text) in self._slow

    def _watch(self) -> None:
        """Who has waited too long is refused: looked after now and then, as long as any waits."""
        now = time.monotonic()
        for waiter in [each for each in self._waiting if each.until <= now]:
            self._refuse(waiter)
        self._is_watching = bool(self._waiting)
        if self._is_watching:
            asyncio.get_running_loop().call_later(_WATCH, self._watch)

    def leaves(self, waiter: Waiter) -> None:
        """Somebody waits no more."""
        if waiter in self._waiting:
            del self._waiting[waiter]
            self._parties[waiter.party] -= 1
            if not self._parties[waiter.party]:
                del self._parties[waiter.party]

    def _refuse(self, waiter: Waiter) -> None:
        self.leaves(waiter)
        waiter.settle(_busy())

    def _has_room(self, likeness: int) -> bool:
        return self._fast_free > (self._kept if likeness in self._seconds else 0)

    def _first(self) -> Waiter | None:
        """Whose turn it is: of those who may have it, who has spent least and takes least time."""
        first, least = None, (math.inf, math.inf)
        spent: dict[str, float] = {}
        is_alone = len(self._parties) == 1
        for waiter in self._waiting:
            if not self._has_room(waiter.shape):
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
            self.leaves(first)
            first.settle(found=False)

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
