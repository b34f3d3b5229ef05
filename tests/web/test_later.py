"""What is not known yet: it goes on in the call that settles it, and can be given up."""

import asyncio
import gc
import weakref
from asyncio import sleep
from collections.abc import Callable
from typing import Any

import pytest

from beleidsgraaf.errors import QueryError
from beleidsgraaf.serve import eventloop, later
from beleidsgraaf.serve.later import GivenUpError, Later


def in_a_loop(test: Callable[[], Any]) -> None:
    """Runs a test in a thread that has a loop: in this one a browser's may be running."""
    eventloop.wait_for(test())


def heard(found: Later[Any]) -> list[object]:
    """What is told of this, as soon as it is."""
    told: list[object] = []

    def hear(what: object) -> object:
        told.append(what)
        return what

    found.then(hear)
    return told


def test_it_goes_on_in_the_call_that_settles() -> None:
    """Between settling and the next line no turn of the loop passes; it is settled once."""
    found: Later[str] = Later()
    told = heard(found)
    assert not told
    found.settle("found")
    assert told == ["found"]
    assert found.is_over
    found.settle("again")
    found.settle(ValueError("too late"))
    found.give_up()
    assert told == ["found"]


def test_what_is_known_already_is_no_wait() -> None:
    """Who asks afterwards hears at once what was made of it."""
    found: Later[int] = Later()
    found.settle(3)
    assert heard(found.then(lambda n: n + 1 if isinstance(n, int) else n)) == [4]


def test_each_step_goes_on_with_what_the_one_before_made() -> None:
    """In the order in which they were left; an error that one raises is what the next finds."""
    found: Later[int] = Later()
    fault = ValueError("a fault")

    def fail(_: object) -> int:
        raise fault

    told = heard(found.then(lambda n: 2 * n if isinstance(n, int) else n))
    after = heard(found.then(fail))
    found.settle(21)
    assert told == [42]
    assert after == [fault]


def test_a_fault_that_nobody_hears_of_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """What the last step raises; an error that was found is told to that step, and not there."""
    found: Later[int] = Later()

    def fail(_: object) -> int:
        raise RuntimeError("a fault")

    found.then(fail)
    found.settle(1)
    assert "a fault" in caplog.text
    caplog.clear()
    refused: Later[int] = Later()
    heard(refused)
    refused.settle(ValueError("no answer"))
    assert not caplog.text


class _Large:
    """What somebody has in hand."""


def test_an_error_keeps_nothing_of_where_it_came_from() -> None:
    """What was in hand there is gone at once, not only when garbage is searched for."""
    gc.disable()
    try:
        for is_step in (False, True):
            found: Later[object] = Later()
            gone = _refused(found, is_step=is_step)
            assert gone() is None
            assert isinstance(heard(found)[0], QueryError)
    finally:
        gc.enable()


def _refused(found: Later[object], *, is_step: bool) -> weakref.ref[_Large]:
    """Settles with an error that is raised where something large is in hand; tells of that."""
    kept: list[weakref.ref[_Large]] = []

    def refuse(_: object) -> None:
        large = _Large()
        kept.append(weakref.ref(large))
        raise QueryError("refused")

    if is_step:
        found.then(refuse)
        heard(found)
        found.settle(None)
    else:
        try:
            refuse(None)
        except QueryError as error:
            found.settle(error)
    return kept[0]


def test_given_up_it_ends_what_works_on_it() -> None:
    """Whoever waits is told; what would have been found later finds nobody."""
    ended: list[str] = []

    class _Work(Later[str]):
        def _abandon(self) -> None:
            ended.append("ended")

    work = _Work()
    told = heard(work)
    work.give_up()
    work.give_up()
    work.settle("too late")
    assert ended == ["ended"]
    assert [type(each) for each in told] == [GivenUpError]


def test_a_coroutine_can_wait_for_it() -> None:
    """It gets what is found, or the error; also of what is known already, or no wait at all."""

    async def run() -> None:
        loop = asyncio.get_running_loop()
        found: Later[str] = Later()
        loop.call_soon(found.settle, "found")
        assert await found == "found"
        known: str | Later[str] = found
        assert await later.known(known) == "found"
        known = "here"
        assert await later.known(known) == "here"
        refused: Later[str] = Later()
        loop.call_soon(refused.settle, ValueError("none"))
        with pytest.raises(ValueError, match="none"):
            await refused

    in_a_loop(run)


def test_a_coroutine_that_is_cancelled_gives_it_up() -> None:
    """It clears up, and whatever comes then finds nobody."""

    async def run() -> None:
        found: Later[str] = Later()
        told = heard(found)
        waiting = asyncio.ensure_future(found)
        await sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert [type(each) for each in told] == [GivenUpError]

    in_a_loop(run)


def test_what_a_coroutine_returns_is_known_later() -> None:
    """Or what it raises; it is cancelled when nobody wants to know."""

    async def give() -> str:
        await sleep(0)
        return "given"

    async def fail() -> str:
        await sleep(0)
        raise ValueError("none")

    async def run() -> None:
        ended: list[str] = []

        async def stay() -> str:
            try:
                await sleep(9)
            finally:
                ended.append("ended")
            return ""

        assert await later.of(give()) == "given"
        with pytest.raises(ValueError, match="none"):
            await later.of(fail())
        staying = later.of(stay())
        told = heard(staying)
        await sleep(0)
        staying.give_up()
        await sleep(0)
        await sleep(0)
        assert ended == ["ended"]
        assert [type(each) for each in told] == [GivenUpError]

    in_a_loop(run)


def test_what_is_held_back_is_told_later_or_not_at_all() -> None:
    """After its seconds; not to who has given it up."""

    async def wait() -> None:
        begin = asyncio.get_running_loop().time()
        left = later.after(0.02, "answer")
        left.give_up()
        assert await later.after(0.05, "answer") == "answer"
        assert asyncio.get_running_loop().time() - begin > 0.04
        with pytest.raises(GivenUpError):
            await left

    eventloop.wait_for(wait())
