"""What is slow from the start: when it gets a query process, and which."""

import asyncio
import os
import time

import pytest
from benchmarks.family import children

from beleidsgraaf.errors import QueryTimeoutError
from beleidsgraaf.serve import eventloop
from beleidsgraaf.serve.endpoint.service import Endpoint
from beleidsgraaf.serve.engine import herd as herd_module
from beleidsgraaf.serve.engine import wire
from beleidsgraaf.serve.engine.worker import Talk
from hostile import HOSTILE
from server_process import left
from small_snapshot import SETTINGS

SLOW = HOSTILE["a cartesian product, counted"][0].encode()


def test_a_process_that_was_slow_answers_what_is_slow(killed: Endpoint) -> None:
    """It has its copies of the graph already; nothing quick gets its low priority."""

    async def ask() -> tuple[list[int], list[int]]:
        slow = [await _computed_by(killed, is_slow=True) for _ in range(2)]
        quick = [await _computed_by(killed, is_slow=False) for _ in range(2)]
        return slow, quick

    slow, quick = eventloop.wait_for(ask())
    assert len(set(slow)) == 1
    assert not set(slow) & set(quick)
    assert os.sched_getscheduler(slow[0]) == os.SCHED_IDLE


def test_what_is_slow_gets_no_process_while_it_may_not_go_on(killed: Endpoint) -> None:
    """So none must end, and none begin, for one whose time is up before it could begin."""

    async def ask() -> tuple[object, float, int]:
        herd, begin = killed.herd, time.monotonic()
        resting = len(herd._idle)
        herd._way._crowd = 1e99
        talk = Talk[wire.Reply](wire.pack(b"ASK {}", wire.Wanted("text/csv", "")))
        talk.is_slow = True
        try:
            await herd.ask(talk)
        except QueryTimeoutError as error:
            return error, time.monotonic() - begin, resting - len(herd._idle)
        finally:
            herd._way._crowd = 0.0
        return None, 0.0, 0

    before = children(killed.keeper.pid)
    error, seconds, taken = eventloop.wait_for(ask())
    assert isinstance(error, QueryTimeoutError)
    assert SETTINGS.query_timeout <= seconds < SETTINGS.query_timeout + 0.5
    assert taken == 0
    assert children(killed.keeper.pid) == before


def test_time_that_it_waited_for_a_process_counts(killed: Endpoint) -> None:
    """It gets one as soon as it may go on, and ends at the deadline that it had from the start."""

    async def ask() -> float:
        herd, begin = killed.herd, time.monotonic()
        herd._way._crowd = 1e99
        talk = Talk[wire.Reply](wire.pack(SLOW, wire.Wanted("text/csv", "")))
        talk.is_slow = True
        herd.ask(talk)
        await asyncio.sleep(SETTINGS.query_timeout / 2)
        assert not herd._busy
        herd._way._crowd = 0.0
        with pytest.raises(QueryTimeoutError):
            await talk
        return time.monotonic() - begin

    assert eventloop.wait_for(ask()) < SETTINGS.query_timeout + 0.5


def test_who_gives_up_what_waits_for_a_process_leaves_nothing(killed: Endpoint) -> None:
    """No process begins with it later."""

    async def ask() -> tuple[int, int]:
        herd = killed.herd
        herd._way._crowd = 1e99
        talk = Talk[wire.Reply](wire.pack(b"ASK {}", wire.Wanted("text/csv", "")))
        talk.is_slow = True
        herd.ask(talk).give_up()
        herd._way._crowd = 0.0
        await asyncio.sleep(0.05)
        return len(herd._held), len(herd._spare)

    assert eventloop.wait_for(ask()) == (0, 0)


def test_few_that_were_slow_are_kept(killed: Endpoint) -> None:
    """As many as there are processors, however many were slow at once."""

    async def ask() -> int:
        herd, message = killed.herd, wire.pack(b"ASK {}", wire.Wanted("text/csv", ""))
        asking = [Talk[wire.Reply](message) for _ in range(herd_module._CORES + 2)]
        for talk in asking:
            talk.is_slow = True
            herd.ask(talk)
        for talk in asking:
            await talk
        return len(herd._spare)

    assert eventloop.wait_for(ask()) == herd_module._CORES


def test_one_that_was_slow_is_not_kept_for_ever(
    killed: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends when it was asked nothing for a while; what it holds is free then."""
    monkeypatch.setattr(herd_module, "_USEFUL", 0.3)

    async def ask() -> tuple[list[int], int]:
        pids = [await _computed_by(killed, is_slow=True)]
        await asyncio.sleep(0.2)
        pids.append(await _computed_by(killed, is_slow=True))
        await asyncio.sleep(0.2)
        kept = len(killed.herd._spare)
        await asyncio.sleep(0.2)
        return pids, kept

    (first, second), kept = eventloop.wait_for(ask())
    assert (first == second, kept) == (True, 1)
    assert not killed.herd._spare
    assert left([first]) == []


def test_a_process_that_called_others_ends(killed: Endpoint) -> None:
    """What it may do is for the query that it was started for, and no other gets it."""

    async def ask() -> int:
        return await _computed_by(killed, is_slow=True, calls=True)

    pid = eventloop.wait_for(ask())
    assert left([pid]) == []
    assert not killed.herd._spare


async def _computed_by(killed: Endpoint, *, is_slow: bool, calls: bool = False) -> int:
    """The id of the process that a query was computed by."""
    message = wire.pack(b"ASK {}", wire.Wanted("text/csv", ""))
    talk = Talk[wire.Reply](message, calls=calls)
    talk.is_slow = is_slow
    killed.herd.ask(talk)
    assert (await talk).outcome is wire.Outcome.ANSWERED
    assert talk.worker
    return talk.worker.pid
