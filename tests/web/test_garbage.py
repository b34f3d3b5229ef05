"""When Python looks for garbage among all objects."""

import gc
import time
import weakref
from collections.abc import Iterator

import pytest

from beleidsgraaf.serve.web.garbage import Garbage


@pytest.fixture
def garbage() -> Iterator[Garbage]:
    """What decides, closed afterwards: then the process of the tests collects as it did."""
    before = gc.get_threshold()
    found = Garbage()
    assert gc.get_threshold() != before
    yield found
    found.close()
    assert gc.get_threshold() == before


class Ring:
    """Something that only such a search finds to be garbage."""

    def __init__(self) -> None:
        self.itself = self


def old_ring() -> weakref.ref[Ring]:
    """A dropped ring, so old that only a search of all objects finds it."""
    ring = Ring()
    gc.collect(0)
    gc.collect(1)
    return weakref.ref(ring)


def test_all_is_searched_when_nobody_waits(garbage: Garbage) -> None:
    """Old garbage stays while somebody waits, and goes when nobody does; then there is rest."""
    now = time.monotonic()
    ring = old_ring()
    assert not garbage.look(now, is_quiet=False)
    assert ring() is not None
    assert garbage.look(now, is_quiet=True)
    assert ring() is None
    assert not garbage.look(now, is_quiet=True)


def test_all_is_searched_after_a_quarter_of_an_hour_without_quiet(garbage: Garbage) -> None:
    """A crowd that never pauses does not fill the memory with garbage."""
    now = time.monotonic()
    ring = old_ring()
    assert not garbage.look(now + 899, is_quiet=False)
    assert garbage.look(now + 901, is_quiet=False)
    assert ring() is None


@pytest.mark.usefixtures("garbage")
def test_young_garbage_needs_no_quiet() -> None:
    """What dies young goes while answers are given."""
    ring = weakref.ref(Ring())
    kept: list[list[int]] = [[] for _ in range(20_000)]
    assert ring() is None
    assert len(kept) == 20_000
