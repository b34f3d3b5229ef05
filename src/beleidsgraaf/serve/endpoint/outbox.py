"""Large answers on their way out: how many, and how many bytes, may be held by slow readers."""

import threading
from collections import Counter
from collections.abc import Callable

from beleidsgraaf.errors import TooManyQueriesError

LARGE = 1 << 18
"""Bytes from which an answer takes room."""
_MOST = 128
_MOST_BYTES = 256 << 20
_SHARE = 4
"""One client has at most a quarter of the room."""


class Outbox:
    """What is being sent slowly, within bounds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bytes = 0
        self._sending = 0
        self._held: Counter[str] = Counter()

    def hold(self, size: int, party: str) -> Callable[[], None]:
        """Room for so many bytes is taken; what gives it back, once, however often it is called.

        Raises TooManyQueriesError when there is no room.
        """
        with self._lock:
            full = self._sending >= _MOST or self._bytes + size > _MOST_BYTES
            if full or self._held[party] + size > _MOST_BYTES // _SHARE:
                raise _crowded(503 if full else 429)
            self._sending += 1
            self._bytes += size
            self._held[party] += size
        left = [size]
        return lambda: self._release(left.pop(), party) if left else None

    def _release(self, size: int, party: str) -> None:
        with self._lock:
            self._sending -= 1
            self._bytes -= size
            self._held[party] -= size
            if not self._held[party]:
                del self._held[party]


def _crowded(status: int) -> TooManyQueriesError:
    """Made here: an error in a variable of the function that raises it would keep that alive."""
    error = TooManyQueriesError(
        "Too many large answers wait to be read. Read them first, or try again.", 30
    )
    error.http_status = status
    return error
