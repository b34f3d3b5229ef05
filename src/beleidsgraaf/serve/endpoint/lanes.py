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
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Iterable

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


class Guest(ABC):
    """A query that has a place in one of the lanes, or waits for one."""

    until = 0.0
    """How long it waits, by the clock; who came first has the least."""
    _shape: int | None = None

    def __init__(self, party: str, text: str) -> None:
        self.party = party
        self.text = text

    @property
    def shape(self) -> int:
        """That of its text, worked out when it is first asked for: most are never asked."""
        if self._shape is None:
            self._shape = shape(self.text)
        return self._shape

    @abstractmethod
    def placed(self, found: bool | Exception) -> None:  # noqa: FBT001  found, not chosen
        """It waits no more: it has a place, in the slow lane or not; or else it gets none."""


class Lanes:
    """The places in which queries run, and who waits for one."""

    def __init__(self, fast: int, slow: int, spent: Callable[[str], float]) -> None:
        self._fast_free, self._slow_free = fast, slow
        self._kept = fast - max(1, fast // 4)
        """Places in the fast lane that are not for what is known to take some time."""
        self._spent = spent
        self._waiting: dict[str, dict[Guest, None]] = {}
        """By whose they are, in the order in which they came."""
        self._number = 0
        """How many wait."""
        self._is_watching = False
        self._seconds: OrderedDict[int, float] = OrderedDict()
        self._slow: OrderedDict[int, float] = OrderedDict()
        """The shapes of what was slow of late, and until when that counts."""

    def enter(self, guest: Guest, *, slow: bool = False) -> bool | None:
        """A place is taken, if there is one now: whether it is in the slow lane.

        None where it has to wait: it is told when it has one, or gets none as that takes too long.
        Raises TooManyQueriesError where it would have to be in the slow lane, and that is full, and
        where too many wait already.
        """
        if slow or (self._slow and self._is_suspect(guest)):
            if self._slow_free <= 0:
                raise _busy()
            self._slow_free -= 1
            return True
        # Who comes now passes those who wait: all are known to take some time, or there is no room.
        if self._fast_free > self._kept or self._has_room(guest):
            self._fast_free -= 1
            return False
        if self._number >= _WAITING:
            raise _busy()
        self._wait(guest)
        return None

    def _wait(self, guest: Guest) -> None:
        guest.until = time.monotonic() + _LONGEST_WAIT
        self._waiting.setdefault(guest.party, {})[guest] = None
        self._number += 1
        if not self._is_watching:
            self._watch()

    def _is_suspect(self, guest: Guest) -> bool:
        now = time.monotonic()
        while self._slow and next(iter(self._slow.values())) < now:
            self._slow.popitem(last=False)
        return bool(self._slow) and guest.shape in self._slow

    def _watch(self) -> None:
        """Who has waited too long is refused: looked after now and then, as long as any waits."""
        now = time.monotonic()
        self._refuse(lambda guest: guest.until <= now)
        self._is_watching = bool(self._waiting)
        if self._is_watching:
            asyncio.get_running_loop().call_later(_WATCH, self._watch)

    def leaves(self, guest: Guest) -> bool:
        """It waits no more; whether it did."""
        others = self._waiting.get(guest.party, {})
        if guest not in others:
            return False
        del others[guest]
        self._number -= 1
        if not others:
            del self._waiting[guest.party]
        return True

    def _refuse(self, which: Callable[[Guest], bool]) -> None:
        """Those who wait, and are such, get no place."""
        for guest in [each for guests in self._waiting.values() for each in guests if which(each)]:
            if self.leaves(guest):  # what came of another's refusal may have been first
                guest.placed(_busy())

    def _has_room(self, guest: Guest) -> bool:
        is_known = bool(self._seconds) and guest.shape in self._seconds
        return self._fast_free > (self._kept if is_known else 0)

    def _first(self) -> Guest | None:
        """Whose turn it is: of those who may have it, who has spent least and takes least time."""
        first, least = None, (math.inf, math.inf, math.inf)
        is_one_party = len(self._waiting) == 1
        for party, guests in self._waiting.items():
            spent = 0.0 if is_one_party else round(self._spent(party), 1)
            if spent > least[0] or not (guest := self._quickest(guests)):
                continue
            rank = (spent, self._took(guest), guest.until)
            if rank < least:
                first, least = guest, rank
        return first

    def _took(self, guest: Guest) -> float:
        """Seconds that its like took; 0 where none was slow enough to be remembered."""
        return self._seconds.get(guest.shape, 0.0) if self._seconds else 0.0

    def _quickest(self, guests: Iterable[Guest]) -> Guest | None:
        """The first of those whose like took least time, of one party's that may have a place."""
        first, least = None, math.inf
        for guest in guests:
            seconds = self._took(guest)
            if seconds < least and self._has_room(guest):
                first, least = guest, seconds
                if not seconds:
                    break
        return first

    def _next(self) -> None:
        """A place in the fast lane is free: for the first of those who wait and may have it."""
        self._fast_free += 1
        first = self._first() if self._waiting else None
        if first:
            self._fast_free -= 1
            self.leaves(first)
            first.placed(found=False)

    def leave_fast(self, guest: Guest, seconds: float) -> None:
        """A query that took so many seconds leaves the fast lane."""
        if seconds > _WORTH_REMEMBERING:
            self._remember(guest.shape, seconds)
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

    def promote(self, guest: Guest) -> None:
        """From the fast lane to the slow; TooManyQueriesError when that is full.

        Either way the place in the fast lane is free afterwards. When the slow lane is full, what
        waits and is like what is slow waits for nothing: it is refused too.
        """
        self._suspect(guest.shape)
        self._remember(guest.shape, 1.0)
        full = self._slow_free <= 0
        self._slow_free -= not full
        if self._slow_free <= 0:
            self._refuse(lambda other: other.shape in self._slow)
        self._next()
        if full:
            raise _busy()

    def leave_slow(self, guest: Guest, seconds: float) -> None:
        """A query that took so many seconds leaves the slow lane."""
        self._remember(guest.shape, seconds)
        if seconds < _QUICK:
            self._slow.pop(guest.shape, None)
        self._slow_free += 1


def _busy() -> TooManyQueriesError:
    error = TooManyQueriesError(
        "All places for long queries are taken; quick ones are answered. Try again shortly.", 5
    )
    error.http_status = 503
    return error
