"""How many processes compute: learnt from what queries take, and what the web process does."""

import pytest

from beleidsgraaf.serve.engine import balance
from beleidsgraaf.serve.engine.balance import Balance


def learnt(monkeypatch: pytest.MonkeyPatch, ours: float, theirs: float) -> Balance:
    """After many answers that took the web process and a query process so many seconds each."""
    found, used = Balance(), 5.0
    monkeypatch.setattr("time.thread_time", lambda: used)
    for turn in range(100):
        found.look(turn * 0.01)
        for _ in range(balance._LATELY):
            found.took(theirs)
        used += ours * balance._LATELY
    return found


@pytest.mark.parametrize("speed", [1, 2, 3])
def test_light_is_what_takes_little_beside_the_web_process(
    monkeypatch: pytest.MonkeyPatch, speed: int
) -> None:
    """However fast the machine is."""
    light = learnt(monkeypatch, 0.00005 * speed, 0.0001 * speed)
    heavy = learnt(monkeypatch, 0.00005 * speed, 0.0003 * speed)
    assert light.light == heavy.light == pytest.approx(balance._LIGHT * 0.00005 * speed)
    assert (light.processes, heavy.processes) == (balance._FEW, balance._CORES)


def test_what_it_did_before_is_not_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second of answers from the cache, without a query: what is heavy afterwards is heavy."""
    found = learnt(monkeypatch, 0.00005, 0.0001)
    light = found.light
    monkeypatch.setattr("time.thread_time", lambda: 1000.0)
    for _ in range(balance._LATELY):
        found.took(0.0003)
    found.look(2.0)
    assert found.light == light
    assert found.processes == balance._CORES


def test_until_something_is_learnt_nothing_is_light() -> None:
    """A few answers tell nothing."""
    found = Balance()
    found.took(0.000001)
    found.look(1.0)
    assert found.processes == balance._CORES


def test_a_hiccup_is_not_what_queries_take() -> None:
    """One query that takes long changes little; many that do are believed."""
    stalled = balance.lately(0.00007, 0.05)
    assert 0.00007 < stalled < 0.000085
    average = 0.00007
    for _ in range(500):
        average = balance.lately(average, 0.05)
    assert average == pytest.approx(0.05, rel=0.05)
    for _ in range(500):
        average = balance.lately(average, 0.00007)
    assert average == pytest.approx(0.00007, rel=0.5)
