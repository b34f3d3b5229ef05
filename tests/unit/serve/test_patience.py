"""When a query counts as slow; when what is slow goes on, and when it stands still."""

from collections import deque
from typing import cast

import pytest

from beleidsgraaf.errors import QueryTimeoutError
from beleidsgraaf.serve.engine import patience
from beleidsgraaf.serve.engine.limits import Limits
from beleidsgraaf.serve.engine.patience import Way
from beleidsgraaf.serve.engine.worker import Owner, Talk, Worker

NOW = 100.0
LIMITS = Limits(5.0, 1, 1)


class _Slow(Worker):
    stands = False

    def __init__(self) -> None:
        """No process is behind it."""
        self.is_slow = True

    def stand_still(self, *, wanted: bool) -> None:
        """It does as it is told."""
        self.stands = wanted


class _Quick(Worker):
    def __init__(self, seconds: float = 0.001) -> None:
        """No process is behind it; it has been computing for so long."""
        self.is_slow, self.since = False, NOW - seconds


class _Computing(Worker):
    def __init__(self) -> None:
        """No process is behind it; it has just begun with a question."""
        self.is_slow = self.is_alone = False
        self.since, self.clocks = NOW, (0.0, 0.0)
        self.told = (0.0, 0.0)
        self.owner = cast("Owner", None)
        self.asked = deque([Talk(b"")])
        self.asked[0].worker = self

    def processor_seconds(self) -> tuple[float, float]:
        """What it is told to say."""
        return self.told

    def become_slow(self) -> None:
        """Without the kernel."""
        self.is_slow = True


@pytest.mark.parametrize(
    ("waited", "used", "own", "is_slow"),
    [
        (0.2, 0.16, 0.02, False),  # the kernel copied pages of the graph for it
        (0.2, 0.16, 0.08, True),
        (0.2, 0.03, 0.03, False),  # others had the processor
        (0.1, 0.1, 0.1, False),
        (1.1, 0.03, 0.0, True),
    ],
)
def test_what_counts_is_what_a_query_computes_itself(
    *, waited: float, used: float, own: float, is_slow: bool
) -> None:
    """Until it has waited for a second."""
    worker = _Computing()
    worker.told = (used, own)
    assert patience.look(worker, LIMITS, 0.15, NOW + waited) is None
    assert worker.is_slow is is_slow


def test_what_is_slow_has_until_the_deadline() -> None:
    """And a little, for the kernel's own timer to come first."""
    worker = _Computing()
    worker.is_slow = True
    assert patience.look(worker, LIMITS, 0.15, NOW + LIMITS.seconds) is None
    told = patience.look(worker, LIMITS, 0.15, NOW + LIMITS.seconds + 0.2)
    assert isinstance(told, QueryTimeoutError)


def test_it_stands_still_beside_what_is_quick_and_goes_on_in_the_next_gap() -> None:
    """Where something quick is computed now and then only."""
    way, slow = Way(), _Slow()
    for _ in range(50):
        way.look({slow, _Quick()}, NOW)
        assert slow.stands
        way.look({slow}, NOW)
        way.look({slow}, NOW)
        way.look({slow}, NOW)
        assert not slow.stands


def test_a_gap_among_many_quick_ones_is_not_for_it() -> None:
    """Where something quick is computed most of the time; but soon after that is over."""
    way, slow = Way(), _Slow()
    for _ in range(50):
        way.look({slow, _Quick()}, NOW)
    way.look({slow}, NOW)
    assert slow.stands
    for _ in range(15):
        way.look({slow}, NOW)
    assert not slow.stands


def test_what_turns_out_slow_is_no_crowd() -> None:
    """It need not wait for what it was itself a moment ago."""
    way, slow = Way(), _Slow()
    for number in range(30):
        way.look({_Quick(0.005 * number)}, NOW)
    way.look({slow}, NOW)
    assert not slow.stands


def test_what_comes_into_a_crowd_stands_still_at_once() -> None:
    """Without a look in between."""
    way, slow = Way(), _Slow()
    way.give({slow}, NOW)
    assert not slow.stands
    way.give({slow, _Quick()}, NOW)
    assert slow.stands


def test_it_goes_on_beside_what_takes_tens_of_milliseconds() -> None:
    """A processor would be idle otherwise; but not while that may still be brief."""
    way, slow = Way(), _Slow()
    for _ in range(30):
        for seconds in (0.005, 0.015, 0.025, 0.035, 0.045, 0.055):
            way.look({slow, _Quick(seconds)}, NOW)
            assert slow.stands is (seconds < 0.02)
