"""How many processes compute quick queries: by what these take, and what it takes to answer."""

import math
import os
import time

_CORES = os.cpu_count() or 1
_FEW = max(1, _CORES - 1)
"""Processes that compute as long as queries are light; the web process needs the rest."""
_LIGHT = 2.4
"""Times what the web process takes for an answer, up to which a query is light. Each process more
that computes costs the others their caches and their turns: more than it gains with such. In
seconds it would depend on the machine, which is half as fast now and then."""
_LATELY = 64
"""Over how many queries an average is taken, the latest weighing most."""
_OUTLIER = 8.0
"""Times the average that one query counts for at most, and a tenth of a millisecond: one that takes
long among many that do not must not pass for what queries take."""
_WINDOW = 0.1
"""Seconds in which so many must be answered for the web process's share in them to count: what it
did while nothing was asked of query processes is none of theirs."""
_STEADY = 8
"""The same for the web process, over so many times 64 answers."""


def lately(average: float, seconds: float) -> float:
    """Seconds that a query takes of late, after one that took so many."""
    return average + (min(seconds, _OUTLIER * average + 0.0001) - average) / _LATELY


class Balance:
    """What queries take, and what the web process takes to answer them; lives in its event loop."""

    def __init__(self) -> None:
        self.average = 0.0
        """Seconds of a processor that a query took of late."""
        self.light = 0.0
        """Below this a query is light."""
        self.is_stirred = False
        """Whether something was asked or answered since somebody last said no."""
        self._answers = 0
        self._used = 0.0
        self._since = -math.inf

    @property
    def is_light(self) -> bool:
        """Whether queries are light, and leave a processor to the web process."""
        return self.average < self.light and _FEW < _CORES

    @property
    def processes(self) -> int:
        """How many should compute."""
        return _FEW if self.average < self.light else _CORES

    def idle(self, seconds: float) -> None:
        """The web process has used so many seconds of a processor for nothing."""
        self._used += seconds

    def took(self, seconds: float) -> None:
        """A query is answered that took so many seconds of a processor."""
        self.average = lately(self.average, seconds)
        self._answers += 1
        self.is_stirred = True

    def look(self, now: float) -> None:
        """What the web process has used meanwhile counts; to be called now and then, in the loop.

        All that it does counts, for all that keeps it from answering more.
        """
        is_over = now - self._since > _WINDOW
        if self._answers < _LATELY and not is_over:
            return
        used = time.thread_time()
        if not is_over:
            light = _LIGHT * (used - self._used) / self._answers
            self.light += (light - self.light) / (_STEADY if self.light else 1)
        self._answers, self._used, self._since = 0, used, now
