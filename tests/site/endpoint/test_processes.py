"""Query processes and the zygote are killed, stopped and starved; the endpoint goes on."""

import asyncio
import os
import signal
import socket
import threading
import time
from pathlib import Path

import pytest
from benchmarks.family import children
from flask import Flask

from beleidsgraaf.serve import endpoint, eventloop
from beleidsgraaf.serve.endpoint.service import Endpoint
from beleidsgraaf.serve.engine import allocator, balance, wire
from beleidsgraaf.serve.engine.worker import Talk
from beleidsgraaf.snapshot import Snapshot
from hostile import HOSTILE
from server_process import left
from small_snapshot import SETTINGS, install

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def status(app: Flask, query: str) -> tuple[int, float]:
    """The status of a query's response, and how long it took."""
    begin = time.monotonic()
    response = app.test_client().get("/sparql", query_string={"query": query})
    return response.status_code, time.monotonic() - begin


def in_background(app: Flask, query: str, found: list[int]) -> threading.Thread:
    """A query that runs while the test goes on; its status comes into the list."""
    thread = threading.Thread(target=lambda: found.append(status(app, query)[0]))
    thread.start()
    time.sleep(0.4)
    return thread


def test_killed_query_processes_are_replaced(fresh: Flask, killed: Endpoint) -> None:
    """All idle query processes are killed: the next query is answered, within 0.2 seconds."""
    idle = children(killed.keeper.pid)
    assert len(idle) >= 4
    for pid in idle:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.05)
    code, seconds = status(fresh, "ASK {} # killed")
    assert code == 200
    assert seconds < 0.2


def test_a_query_whose_process_is_killed_is_tried_again(fresh: Flask, killed: Endpoint) -> None:
    """Killed from outside in the midst of a query: another process takes it, to its deadline."""
    before = set(children(killed.keeper.pid))
    found: list[int] = []
    thread = in_background(fresh, SLOW, found)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    thread.join(2 * SETTINGS.query_timeout + 2)
    assert found == [503]


def test_a_slow_query_runs_on_what_others_leave(fresh: Flask, killed: Endpoint) -> None:
    """From when it is known to be slow the kernel runs it only when no other process wants to."""
    found: list[int] = []
    thread = in_background(fresh, SLOW, found)
    policies = [os.sched_getscheduler(pid) for pid in children(killed.keeper.pid)]
    assert policies.count(os.SCHED_IDLE) == 1
    thread.join(2 * SETTINGS.query_timeout + 2)
    assert found == [503]


def test_what_stands_still_goes_on_when_its_zygote_is_gone(fresh: Flask, killed: Endpoint) -> None:
    """So that it comes to its deadline, and ends, though nobody is left to tell it to."""
    found: list[int] = []
    thread = in_background(fresh, SLOW, found)
    started = children(killed.keeper.pid)
    (slow,) = [pid for pid in started if os.sched_getscheduler(pid) == os.SCHED_IDLE]
    os.kill(slow, signal.SIGSTOP)
    os.kill(killed.keeper.pid, signal.SIGKILL)
    status(fresh, f"{SLOW} # another")  # for which there must be another zygote
    thread.join(2 * SETTINGS.query_timeout + 2)
    assert left([slow]) == []


def test_a_killed_zygote_is_replaced(fresh: Flask, killed: Endpoint) -> None:
    """The process that holds the graph is killed: what follows is answered, from a new one."""
    first = killed.keeper.pid
    os.kill(first, signal.SIGKILL)
    codes = [status(fresh, f"ASK {{}} # {i}")[0] for i in range(20)]
    assert codes == [200] * 20
    code, _ = status(fresh, SLOW)  # needs a new process afterwards
    assert code == 503
    assert [status(fresh, f"ASK {{}} # again {i}")[0] for i in range(20)] == [200] * 20
    assert killed.keeper.pid != first


def test_a_stopped_query_process_is_ended(fresh: Flask, killed: Endpoint) -> None:
    """One that is stopped by a signal, and so cannot even die, is killed after the deadline."""
    stopped = children(killed.keeper.pid)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    code, seconds = status(fresh, "ASK {} # stopped")
    assert code == 503
    assert seconds < SETTINGS.query_timeout + 2
    left = [pid for pid in children(killed.keeper.pid) if _state(pid) == "T"]
    assert len(left) == len(stopped) - 1


def test_what_is_asked_as_a_process_ends_is_asked_of_another(killed: Endpoint) -> None:
    """In the very turn of the loop in which it is given up: nothing is sent, and nothing fails."""

    async def ask() -> tuple[wire.Outcome, list[object]]:
        loop, faults = asyncio.get_running_loop(), list[object]()
        loop.set_exception_handler(lambda _, context: faults.append(context))
        worker = killed.herd._idle[0]
        talk: Talk[wire.Reply] = Talk(wire.pack(b"ASK {}", wire.Wanted("text/csv", "")))
        worker.ask(talk)
        killed.herd.dismiss(worker)
        reply = await talk
        loop.set_exception_handler(None)
        assert talk.worker is not worker
        return reply.outcome, faults

    assert eventloop.wait_for(ask()) == (wire.Outcome.ANSWERED, [])


@pytest.mark.parametrize(
    ("times", "processes"),
    [(0.1, balance._FEW), (1.1, balance._CORES), (100, 8)],
)
def test_quick_queries_stand_in_line(killed: Endpoint, times: float, processes: int) -> None:
    """What was quick of late is computed by few processes, all else by as many as there are."""

    async def ask() -> int:
        herd = killed.herd
        herd.balance.light, herd.balance.average = 0.0002, times * 0.0002
        message = wire.pack(b"ASK {}", wire.Wanted("text/csv", ""))
        asking = [herd.ask(Talk[wire.Reply](message)) for _ in range(8)]
        busy = len(herd._busy)
        assert {(await each).outcome for each in asking} == {wire.Outcome.ANSWERED}
        return busy

    assert eventloop.wait_for(ask()) == min(processes, 8)


def test_what_a_query_took_is_read_from_an_exact_clock(killed: Endpoint) -> None:
    """Not from one that stands still for milliseconds, and then counts them all for one query."""

    async def ask() -> list[float]:
        message = wire.pack(b"ASK {}", wire.Wanted("text/csv", ""))
        asking = [killed.herd.ask(Talk[wire.Reply](message)) for _ in range(40)]
        return [(await each).seconds for each in asking]

    assert min(eventloop.wait_for(ask())) > 0


def test_a_process_that_may_call_others_is_for_one_query(killed: Endpoint) -> None:
    """Whoever asked leaves before it is there: it ends, and does not wait for another query."""

    async def ask() -> tuple[int, int]:
        herd = killed.herd
        taken = herd._idle.pop()
        before, forked = len(herd._idle), asyncio.Event()
        fork = herd._nursery.fork

        def counted(*, calls: bool = False) -> tuple[socket.socket, int]:
            pair = fork(calls=calls)
            loop.call_soon_threadsafe(forked.set)
            return pair

        loop = asyncio.get_running_loop()
        herd._nursery.fork = counted  # type: ignore[method-assign]
        talk = herd.ask(Talk[wire.Reply](b"", calls=True))
        talk.give_up()
        await forked.wait()
        await asyncio.sleep(0.05)
        after = len(herd._idle)
        herd._idle.append(taken)
        return before, after

    before, after = eventloop.wait_for(ask())
    assert after == before


def test_a_crash_harms_nobody_else(fresh: Flask, killed: Endpoint) -> None:
    """Queries that end their process, and quick ones behind them: these are all answered."""
    crash = HOSTILE["a sum of 15000"][0]
    codes: dict[str, list[int]] = {"crash": [], "quick": []}

    def ask(kind: str, query: str) -> None:
        codes[kind].append(status(fresh, query)[0])

    threads = [
        threading.Thread(target=ask, args=(kind, f"{query} # {number}"))
        for number in range(20)
        for kind, query in (("crash", crash), ("quick", "ASK {}"), ("quick", "SELECT * {}"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(codes["crash"]) == {422}
    assert set(codes["quick"]) == {200}
    assert killed.keeper.pid


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]


def test_quick_queries_do_not_wait_for_slow_ones(fresh: Flask) -> None:
    """With every slow place taken, a quick query is quick, and one slow query more is refused."""
    found: list[int] = []
    threads = [in_background(fresh, f"{SLOW} # {i}", found) for i in range(2)]
    code, seconds = status(fresh, "ASK {} # quick")
    assert (code, seconds < 0.5) == (200, True)
    code, seconds = status(fresh, f"{SLOW} LIMIT 5")
    assert (code, seconds < 1.0) == (503, True)
    for thread in threads:
        thread.join()
    assert found == [503, 503]


def test_a_query_process_can_open_nothing(killed: Endpoint) -> None:
    """No file, no socket: the kernel's limits, as it reports them."""
    time.sleep(0.5)  # a process enters its jail before it reads its first question
    for pid in children(killed.keeper.pid):
        limits = Path(f"/proc/{pid}/limits").read_text("ascii")
        held = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()}
        assert held["Max open files"] == ["0", "0"]
        assert held["Max core file size"] == ["0", "0"]
        assert held["Max file size"] == ["0", "0"]
        assert int(held["Max address space"][1]) < (SETTINGS.query_memory + 300) << 20


def test_closing_ends_every_process(small: Snapshot) -> None:
    """No zygote and no query process is left when an endpoint is closed."""
    app = install(small, SETTINGS)
    closed: Endpoint = app.extensions[endpoint.EXTENSION]
    pids = [closed.keeper.pid, *children(closed.keeper.pid)]
    closed.close()
    assert left(pids) == []


def test_health_tells_whether_queries_are_answered(fresh: Flask, killed: Endpoint) -> None:
    """200 with the snapshot's id when a query process answers; also after the zygote was killed."""
    response = fresh.test_client().get("/health")
    assert response.status_code == 200
    assert response.get_json()["snapshot"] == killed.snapshot.id
    os.kill(killed.keeper.pid, signal.SIGKILL)
    time.sleep(1.1)
    assert fresh.test_client().get("/health").status_code == 200


@pytest.mark.skipif(
    not allocator.library(), reason="mimalloc is not installed; `make test` does it"
)
def test_query_processes_have_the_better_allocator(killed: Endpoint) -> None:
    """Where mimalloc is installed, the zygote has it, and so whatever it forks."""
    for pid in (killed.keeper.pid, *children(killed.keeper.pid)):
        assert "mimalloc" in Path(f"/proc/{pid}/maps").read_text()


@pytest.mark.skipif(
    not (allocator.library() and Path("/sys/kernel/mm/transparent_hugepage").exists()),
    reason="mimalloc is not installed, or the kernel has pages of one size only",
)
def test_the_graph_is_in_large_pages(killed: Endpoint) -> None:
    """So that a query process is forked in a fifteenth of the time where the graph is large."""
    told = Path(f"/proc/{killed.keeper.pid}/smaps").read_text()
    assert any(" hg" in line for line in told.splitlines() if line.startswith("VmFlags:"))


@pytest.mark.skipif(not allocator.library(), reason="it is how every other test runs")
def test_without_the_better_allocator_queries_are_answered(
    small: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where mimalloc is not installed, all is as before; memory that runs out is told too."""
    monkeypatch.setattr(allocator, "library", lambda: None)
    app = install(small, SETTINGS)
    found: Endpoint = app.extensions[endpoint.EXTENSION]
    try:
        assert "mimalloc" not in Path(f"/proc/{found.keeper.pid}/maps").read_text()
        assert status(app, "ASK {}")[0] == 200
        for name in ("a cartesian product, counted", "a text that doubles"):
            query, allowed = HOSTILE[name][:2]
            assert status(app, query)[0] in allowed
    finally:
        found.close()
