"""Python's search for garbage in cycles, at moments when nobody waits for an answer.

The search through all objects stops everything, with some ten thousand answers kept for 50
milliseconds, and comes the more often the more is asked: the slowest hundredth of quick queries
took ten times as long for it. What dies young is looked for as ever, in a fraction of that.
"""

import gc
import time

_YOUNG, _MIDDLE = 5000, 5
"""Objects, and searches among the youngest, before a search: each looks at some ten thousands."""
_NEVER = 1 << 30
_LONGEST = 900.0
"""Seconds after which all is searched though there was no quiet moment."""


class Garbage:
    """Decides for the whole process when all objects are searched, until it is closed."""

    def __init__(self) -> None:
        self._before = gc.get_threshold()
        gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)
        self._last = time.monotonic()

    def look(self, now: float, *, is_quiet: bool) -> bool:
        """Searches if this is the moment and there is something to search; whether it did."""
        has_aged = gc.get_count()[2] > 0
        if not has_aged or not (is_quiet or now - self._last > _LONGEST):
            return False
        gc.collect()
        self._last = now
        return True

    def close(self) -> None:
        """Python decides for itself again."""
        gc.set_threshold(*self._before)
