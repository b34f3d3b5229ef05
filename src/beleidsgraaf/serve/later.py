"""What is not known yet, and what is to be done with it once it is.

A task goes on in a later turn of the event loop, and a coroutine that waits for another that waits
is woken from the outermost inwards. For a query that the engine answers in 20 microseconds that
was a third of what the web process did. So who wants to know leaves functions behind.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Generator
from typing import Any, Generic, TypeVar, cast

from beleidsgraaf.errors import BeleidsgraafError

_log = logging.getLogger(__name__)
T = TypeVar("T")
U = TypeVar("U")


class GivenUpError(Exception):
    """Nobody wants to know any more."""


class Later(Generic[T]):
    """Something that will be known, or why it will not; lives in the event loop.

    What is done with it is done at once, in the call that settles it. A coroutine can wait for it.
    """

    is_over = False
    """Whether it is settled, or given up."""
    _found: Any = None

    def __init__(self) -> None:
        self._steps: list[Callable[[Any], Any]] = []

    def then(self, step: Callable[[T | Exception], U | Exception]) -> "Later[U]":
        """The same, with what ``step`` makes of it in its place, or the error that it raises."""
        if self.is_over:
            self._go_on(self._found, [step])
        else:
            self._steps.append(step)
        return cast("Later[U]", self)

    def settle(self, found: T | Exception) -> None:
        """It is known now, unless it was before or nobody wants to know any more."""
        if not self.is_over:
            self.is_over = True
            steps, self._steps = self._steps, []
            self._go_on(_bare(found) if isinstance(found, Exception) else found, steps)

    def give_up(self) -> None:
        """Nobody wants to know any more: what works on it ends, and a GivenUpError is found."""
        if not self.is_over:
            self.is_over = True
            self._abandon()
            steps, self._steps = self._steps, []
            self._go_on(GivenUpError(), steps)

    def _abandon(self) -> None:
        """Ends what works on it."""

    def _go_on(self, found: Any, steps: list[Callable[[Any], Any]]) -> None:
        fault: Exception | None = None
        for step in steps:
            try:
                found, fault = step(found), None
            except Exception as error:
                found = fault = _bare(error)
        self._found = found
        if fault and not isinstance(fault, GivenUpError):  # nobody is left to hear of it
            _log.error("something failed in the event loop", exc_info=fault)

    def __await__(self) -> Generator[Any, None, T]:
        """What is found; raises it where it is an error. Whoever is cancelled gives it up."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self.then(lambda found: _tell(future, found))
        try:
            return (yield from future)
        except asyncio.CancelledError:
            self.give_up()
            raise


def _bare(error: Exception) -> Exception:
    """An error as it is kept: one that is part of the work without its traceback.

    That holds the functions that it came through with all they had in hand, and they hold it: a
    circle of megabytes until garbage is searched for.
    """
    return error.with_traceback(None) if isinstance(error, BeleidsgraafError) else error


def _tell(future: asyncio.Future[T], found: T | Exception) -> T | Exception:
    if not future.done():
        if isinstance(found, Exception):
            future.set_exception(found)
        else:
            future.set_result(found)
    return found


class _Worked(Later[T]):
    """What a coroutine returns, or raises."""

    def __init__(self, coroutine: Coroutine[Any, Any, T]) -> None:
        super().__init__()
        self._task = asyncio.get_running_loop().create_task(coroutine)
        self._task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[T]) -> None:
        if task.cancelled():
            self.settle(GivenUpError())
            return
        error = task.exception()
        self.settle(task.result() if error is None else cast("Exception", error))

    def _abandon(self) -> None:
        self._task.cancel()


def of(coroutine: Coroutine[Any, Any, T]) -> Later[T]:
    """What comes of work that must wait more than once; it begins in the next turn of the loop."""
    return _Worked(coroutine)


def after(seconds: float, found: T) -> Later[T]:
    """What is found already, so many seconds from now."""
    held_back = Later[T]()
    asyncio.get_running_loop().call_later(seconds, held_back.settle, found)
    return held_back


async def known(found: T | Later[T]) -> T:
    """What is found, now or later; raises it where it is an error."""
    return await found if isinstance(found, Later) else found
