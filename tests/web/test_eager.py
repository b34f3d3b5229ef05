"""Coroutines that go on at once, as the server runs them."""

import asyncio
from asyncio import sleep
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from beleidsgraaf.serve import eventloop
from beleidsgraaf.serve.eager import Promise, Work

Told = list[object]


async def _tell(told: Told, awaited: Awaitable[object]) -> None:
    told.append("begun")
    try:
        told.append(await awaited)
    except ValueError as error:
        told.append(str(error))
    finally:
        told.append("over")


def in_a_loop(test: Callable[[], Any]) -> None:
    """Runs a test in a thread that has a loop: in this one a browser's may be running."""
    eventloop.wait_for(test())


def test_it_goes_on_in_the_call_that_settles() -> None:
    """Between settling and the next line no turn of the loop passes."""

    async def run() -> None:
        told: Told = []
        promise: Promise[object] = Promise()
        Work(_tell(told, promise))
        assert told == ["begun"]
        promise.settle("found")
        assert told == ["begun", "found", "over"]
        promise.settle("again")
        promise.refuse(ValueError("too late"))
        assert promise.result() == "found"

    in_a_loop(run)


def test_what_is_known_already_is_no_wait() -> None:
    """A promise that was kept before, or refused, is heard at once."""

    async def run() -> None:
        told: Told = []
        found: Promise[object] = Promise()
        found.settle("found")
        refused: Promise[object] = Promise()
        refused.refuse(ValueError("none"))
        Work(_tell(told, found))
        Work(_tell(told, refused))
        assert told == ["begun", "found", "over", "begun", "none", "over"]

    in_a_loop(run)


def test_a_task_can_wait_for_a_promise_too() -> None:
    """Who asks from a thread, or probes, waits in a task."""

    async def run() -> None:
        told: Told = []
        promise: Promise[object] = Promise()
        task = asyncio.create_task(_tell(told, promise))
        await sleep(0)
        promise.refuse(ValueError("none"))
        await task
        assert told == ["begun", "none", "over"]

    in_a_loop(run)


def test_it_waits_for_whatever_a_task_can_wait_for() -> None:
    """Sleep, a future, a thread, a task and a mere turn of the loop."""

    async def run() -> None:
        told: Told = []
        loop = asyncio.get_running_loop()
        future: asyncio.Future[object] = loop.create_future()
        loop.call_later(0.01, future.set_result, "set")
        waits = (
            sleep(0, "a turn"),
            sleep(0.01, "slept"),
            future,
            asyncio.to_thread(lambda: "from a thread"),
            asyncio.create_task(sleep(0, "of a task")),
        )

        async def all_of_them() -> None:
            for each in waits:
                await _tell(told, each)

        Work(all_of_them())
        for _ in range(100):
            await sleep(0.01)
            if told.count("over") == len(waits):
                break
        said = ["a turn", "slept", "set", "from a thread", "of a task"]
        assert [each for each in told if each not in ("begun", "over")] == said

    in_a_loop(run)


@pytest.mark.parametrize("kind", ["promise", "future", "sleep"])
def test_cancelled_it_ends_as_a_task_does(kind: str) -> None:
    """What it waits for is cancelled; it clears up, and whatever comes then finds nobody."""

    async def run() -> None:
        told: Told = []
        promise: Promise[object] = Promise()
        future: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        waits: dict[str, Callable[[], Awaitable[object]]] = {
            "promise": lambda: promise,
            "future": lambda: future,
            "sleep": lambda: sleep(9),
        }
        work = Work(_tell(told, waits[kind]()))
        work.cancel()
        await sleep(0)
        assert told == ["begun", "over"]
        work.cancel()
        promise.settle("too late")
        await sleep(0)
        assert told == ["begun", "over"]

    in_a_loop(run)


def test_cancelled_when_it_is_about_to_go_on() -> None:
    """Its future is done, its turn has not come: it ends all the same."""

    async def run() -> None:
        told: Told = []
        future: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        work = Work(_tell(told, future))
        future.set_result("found")
        work.cancel()
        await sleep(0)
        assert told == ["begun", "over"]

    in_a_loop(run)


def test_a_fault_is_told_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Nobody waits for the end of it, so who runs the site has to be told."""

    async def fail() -> None:
        raise RuntimeError("a fault")

    async def run() -> None:
        Work(fail())

    in_a_loop(run)
    assert "a fault" in caplog.text
