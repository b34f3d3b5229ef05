"""Where query processes begin and end."""

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from beleidsgraaf.serve.engine.keeper import Keeper
from beleidsgraaf.serve.engine.worker import Owner, Worker
from beleidsgraaf.serve.engine.zygote import ALIVE, UNKNOWN

_TICK = 0.005
"""Seconds between two looks whether a process has ended."""


class Nursery:
    """Gives the zygote its orders, in a thread of its own, so that the loop never waits for it."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._hands = ThreadPoolExecutor(1, "keeper")

    def fork(self, *, calls: bool = False) -> tuple[socket.socket, int]:
        """A new process, by our end of its socket and its id; who calls this waits for it."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                return ours, self._keeper.fork(theirs, calls=calls)
            except BaseException:
                ours.close()
                raise

    async def new(self, owner: Owner, *, calls: bool = False) -> Worker:
        """The same, for the event loop; RuntimeError when this is closed."""
        loop = asyncio.get_running_loop()
        pair = await loop.run_in_executor(self._hands, lambda: self.fork(calls=calls))
        return Worker(*pair, owner, may_call=calls)

    async def kill(self, pid: int) -> int:
        """The process will end; nobody learns how."""
        return await self._order(self._keeper.kill, pid)

    async def ended(self, pid: int) -> int:
        """The status of a process that is ending, as soon as it has one."""
        while (status := await self._order(self._keeper.wait, pid)) == ALIVE:
            await asyncio.sleep(_TICK)
        return status

    async def _order(self, order: Callable[[int], int], pid: int) -> int:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._hands, order, pid)
        except RuntimeError:  # closed; the zygote has taken all its children along
            return UNKNOWN

    def close(self) -> None:
        """No order is given any more."""
        self._hands.shutdown(wait=False)
