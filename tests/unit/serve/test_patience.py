"""When what is slow goes on, and when it stands still."""

from beleidsgraaf.serve.engine.patience import Way
from beleidsgraaf.serve.engine.worker import Worker

NOW = 100.0


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
    way.give({slow})
    assert not slow.stands
    way.give({slow, _Quick()})
    assert slow.stands
