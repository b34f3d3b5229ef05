"""A query's turn: it is admitted, gets a place, is asked of a query process, and pays for it."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from beleidsgraaf.serve.endpoint.clients import Ledger
from beleidsgraaf.serve.endpoint.lanes import Lanes
from beleidsgraaf.serve.endpoint.lately import Guest
from beleidsgraaf.serve.engine.herd import Herd
from beleidsgraaf.serve.engine.wire import Reply

T = TypeVar("T")


class Ways(NamedTuple):
    """What all queries of an endpoint pass through."""

    ledger: Ledger
    lanes: Lanes
    herd: Herd


class Turn(Guest[T]):
    """What is made of the reply to one query, or the QueryError that refuses it."""

    _began = 0.0
    _leave: Callable[[Guest[Any], float | None], None] | None = None
    """Gives back the place that it has."""

    def __init__(self, ways: Ways, party: str, text: str, made: Callable[[Reply], T]) -> None:
        """``made`` is called with the reply; it raises QueryError for one that is no answer."""
        super().__init__(party, text)
        self._ways = ways
        self._made = made

    def begin(self, message: bytes, *, calls: bool) -> "Turn[T]":
        """The question is asked, now or when it has a place; QueryError when there is none."""
        self.message, self.calls = message, calls
        ledger, lanes, _ = self._ways
        ledger.admit(self.party)
        is_slow = lanes.enter(self, slow=calls)
        if is_slow is not None:
            self.placed(is_slow)
        return self

    def placed(self, found: bool | Exception) -> None:  # noqa: FBT001  found, not chosen
        """It is asked now, or told why not."""
        if isinstance(found, Exception):
            self.settle(found)
            return
        _, lanes, herd = self._ways
        self._began = time.monotonic()
        self.is_slow = found
        self._leave = lanes.leave_slow if found else lanes.leave_fast
        try:
            herd.ask(self)
        except Exception as error:
            self.replied(error)

    def promote(self) -> None:
        """To the slow lane, or to none: then TooManyQueriesError."""
        self._leave = None
        self._ways.lanes.promote(self)
        self._leave = self._ways.lanes.leave_slow

    def replied(self, found: Reply | Exception) -> None:
        """The place is free, and what comes of the reply is known."""
        if self.is_over:
            return
        if isinstance(found, Exception):
            self._pay(None)
            self.settle(found)
            return
        self._pay(found.seconds)
        try:
            self.settle(self._made(found))
        except Exception as error:
            self.settle(error)

    def _pay(self, used: float | None) -> None:
        """The place is free. The processor's time counts: on a busy machine it says more.

        None where there is no reply: then the query is only known to have lasted so long.
        """
        now = time.monotonic()
        seconds = now - self._began
        leave, self._leave = self._leave, None
        if leave:
            if used is None:
                self._ways.lanes.lasted(self, seconds)
            leave(self, used)
        self._ways.ledger.charge(self.party, seconds, now)

    def _abandon(self) -> None:
        if self._leave:
            super()._abandon()
            self._pay(None)
        else:
            self._ways.lanes.leaves(self)
