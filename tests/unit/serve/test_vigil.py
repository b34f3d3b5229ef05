"""When the event loop waits without sleep."""

import asyncio
import time
from types import SimpleNamespace
from typing import cast

import pytest

from beleidsgraaf.serve import eventloop
from beleidsgraaf.serve.engine import balance, vigil
from beleidsgraaf.serve.engine.balance import Balance
from beleidsgraaf.serve.engine.worker import Worker


def light() -> Balance:
    """Of queries that are light."""
    found = Balance()
    found.light, found.average = 1.0, 0.0001
    return found


def turns(of: Balance, monkeypatch: pytest.MonkeyPatch, *, since: float = 0.0) -> int:
    """How often it looks after a question that was asked so many seconds ago."""
    monkeypatch.setattr(balance, "_FEW", 1)
    monkeypatch.setattr(balance, "_CORES", 2)
    monkeypatch.setattr(vigil, "_BRIEF", 0.02)
    looks = []
    monkeypatch.setattr("os.sched_yield", lambda: looks.append(1))

    async def ask() -> None:
        asked = cast("Worker", SimpleNamespace(since=time.monotonic() - since))
        vigil.Vigil(of, [asked]).keep()
        await asyncio.sleep(0.06)

    eventloop.wait_for(ask())
    return len(looks)


def test_for_a_moment_after_a_question_it_does_not_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """And then it does."""
    assert turns(light(), monkeypatch) > 10


def test_what_takes_longer_it_sleeps_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A query of seconds costs the web process nothing."""
    assert turns(light(), monkeypatch, since=0.03) == 0


def test_where_every_processor_is_needed_it_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries that are not light are computed by as many processes as there are processors."""
    assert turns(Balance(), monkeypatch) == 0


def test_what_it_did_in_vain_is_not_the_price_of_an_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Or all would seem light beside it, and one process would be left with them."""
    of = light()
    before = of._used
    turns(of, monkeypatch)
    assert 0 < of._used - before < 0.06
