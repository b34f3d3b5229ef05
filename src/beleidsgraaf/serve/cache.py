"""Answers that were given before, the least recently used forgotten first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """Keeps values up to so many bytes; the caller says what each weighs.

    One thread puts things in; others may get them.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()

    def get(self, key: Hashable) -> Value | None:
        """What was kept under this key, if it is still here."""
        found = self._values.get(key)
        if found is None:
            return None
        try:  # noqa: SIM105  suppress() takes longer than all the rest of this
            self._values.move_to_end(key)
        except KeyError:  # another thread has just let it go; no lock is faster
            pass
        return found[0]

    def put(self, key: Hashable, value: Value, weight: int) -> None:
        """Kept, unless it alone would take more than an eighth of the room."""
        values = self._values
        if weight * 8 > self._limit:
            return
        if key in values:
            self._held -= values.pop(key)[1]
        self._held += weight
        values[key] = (value, weight)
        while self._held > self._limit:
            self._held -= values.popitem(last=False)[1][1]


class SharedCache(Cache[Value]):
    """The same, into which several threads put things."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._lock = threading.Lock()

    def put(self, key: Hashable, value: Value, weight: int) -> None:
        """Kept, unless it alone would take more than an eighth of the room."""
        with self._lock:
            super().put(key, value, weight)
