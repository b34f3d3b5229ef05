"""What was found of queries of late, by their shape: the next of that shape is taken for alike."""

import re
import time
from abc import ABC, abstractmethod
from collections import OrderedDict
from typing import Any, TypeVar

from beleidsgraaf.serve.engine.worker import Talk

T = TypeVar("T")
_REMEMBERED = 4096
_NOTHING = (0.0, 0.0)
_VARIABLE_PARTS = re.compile(rb'"[^"\n]*"|\'[^\'\n]*\'|#[^\n]*')
_DIGITS_AND_BLANKS = b"0123456789 \t\r\n"


def shape(text: str) -> int:
    """The same number for queries that differ in literals, numbers and blanks only."""
    return hash(_VARIABLE_PARTS.sub(b"", text.encode()).translate(None, _DIGITS_AND_BLANKS))


class Guest(Talk[T], ABC):
    """A query that has a place in one of the lanes, or waits for one."""

    until = 0.0
    """How long it waits, by the clock; who came first has the least."""
    is_long = False
    """Whether it has one of the few places in the fast lane for what takes some time."""
    _shape: int | None = None

    def __init__(self, party: str, text: str) -> None:
        super().__init__()
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


class Lately:
    """The seconds that queries of a shape took, for a while, and of so many shapes at most.

    Mostly it is empty, and false: whoever looks first whether it is pays for no shape.
    """

    def __init__(self, lasting: float) -> None:
        """What is found of a query counts for so many seconds."""
        self._lasting = lasting
        self._found: OrderedDict[int, tuple[float, float]] = OrderedDict()
        """By shape the seconds, and until when they count; the first to be forgotten is first."""

    def __len__(self) -> int:
        """How many shapes are remembered."""
        return len(self._found)

    def seconds(self, guest: Guest[Any]) -> float:
        """What its like took; 0 where nothing is remembered of any."""
        if not self._found:
            return 0.0
        seconds, until = self._found.get(guest.shape, _NOTHING)
        return seconds if seconds and time.monotonic() < until else 0.0

    def remember(self, guest: Guest[Any], seconds: float) -> None:
        """Its like took so long."""
        self._found[guest.shape] = (seconds, time.monotonic() + self._lasting)
        self._found.move_to_end(guest.shape)
        if len(self._found) > _REMEMBERED:
            self._found.popitem(last=False)

    def forget(self, guest: Guest[Any]) -> None:
        """Nothing is known of its like any more, and nothing of what was long ago."""
        self._found.pop(guest.shape, None)
        self.age()

    def age(self) -> None:
        """What no longer counts is let go; to be called now and then."""
        while self._found and next(iter(self._found.values()))[1] < time.monotonic():
            self._found.popitem(last=False)
