"""Refusals: told at once to who is refused for the first time, held back from who does not wait."""

import asyncio
import time

import pytest

from beleidsgraaf.errors import TooManyQueriesError
from beleidsgraaf.serve import eventloop
from beleidsgraaf.serve.endpoint import clients
from beleidsgraaf.serve.endpoint.clients import Ledger, Manners
from beleidsgraaf.serve.endpoint.lanes import Lanes
from beleidsgraaf.serve.endpoint.turn import Turn, Ways
from beleidsgraaf.serve.engine.herd import Herd
from beleidsgraaf.serve.engine.wire import Kind, Outcome, Reply

SOON = 0.05
ANSWER = Reply(Outcome.ANSWERED, Kind.BOOLEAN, "", b"true")


class _Nobody(Herd):
    def __init__(self) -> None:
        """No query process is needed for what is refused."""


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> Ways:
    """A place for quick queries, and none for slow ones."""
    monkeypatch.setattr(clients, "_HELD_BACK", SOON)
    ledger = Ledger(60)
    return Ways(ledger, Lanes(1, 0, ledger.spent), _Nobody(), Manners())


def refused(ways: Ways, party: str) -> Turn[Reply]:
    """A slow query, for which there is no place."""
    return Turn(ways, party, "ASK {}", lambda reply: reply).begin(b"", calls=True)


def test_who_does_not_wait_hears_the_next_refusal_later(ways: Ways) -> None:
    """Until Retry-After has passed, each of the like; not others, nor this machine itself."""

    async def ask() -> None:
        assert refused(ways, "a").is_over
        again = refused(ways, "a")
        assert not again.is_over
        assert refused(ways, "b").is_over
        assert all(refused(ways, "127.0.0.1").is_over for _ in range(2))
        begin = asyncio.get_running_loop().time()
        with pytest.raises(TooManyQueriesError):
            await again
        assert asyncio.get_running_loop().time() - begin > SOON / 2

    eventloop.wait_for(ask())


def test_who_waited_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the seconds that the refusal before named."""
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    manners = Manners()
    assert manners.refuse("a", 5) == 0
    now += 5
    assert manners.refuse("a", 5) == 0
    now += 4.9
    assert manners.refuse("a", 5) > 0


def test_few_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was refused longest ago is forgotten first."""
    monkeypatch.setattr(clients, "_REMEMBERED", 2)
    manners = Manners()
    for party in ("a", "b", "c"):
        manners.refuse(party, 5)
    assert manners.refuse("c", 5) > 0
    assert manners.refuse("a", 5) == 0


def test_nothing_comes_of_what_is_held_back_but_the_refusal(ways: Ways) -> None:
    """No reply of a process that was asked before, and nothing for who has left."""

    async def ask() -> None:
        refused(ways, "a")
        held, left = refused(ways, "a"), refused(ways, "a")
        held.replied(ANSWER)
        assert not held.is_over
        left.give_up()
        with pytest.raises(TooManyQueriesError):
            await held
        assert left.is_over

    eventloop.wait_for(ask())
