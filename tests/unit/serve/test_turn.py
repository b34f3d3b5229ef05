"""What is learned of a query from how its turn ended."""

from typing import cast

import pytest

from beleidsgraaf.errors import QueryResourceError, QueryTimeoutError
from beleidsgraaf.serve import eventloop
from beleidsgraaf.serve.endpoint.clients import Ledger
from beleidsgraaf.serve.endpoint.lanes import Lanes
from beleidsgraaf.serve.endpoint.turn import Turn, Ways
from beleidsgraaf.serve.engine.herd import Herd
from beleidsgraaf.serve.engine.wire import Kind, Outcome, Reply


class _Herd:
    """Takes questions, and answers none."""

    def ask(self, talk: object) -> None:
        """Nothing comes of it, until the test says so."""


def _reply(seconds: float) -> Reply:
    return Reply((Outcome.ANSWERED, Kind.BOOLEAN, ""), b"", seconds)


def test_what_failed_has_lasted_so_long_at_least() -> None:
    """What takes a process's memory before it is slow is not taken for light the next time."""

    async def known() -> float:
        lanes = Lanes(2, 1, lambda _: 0.0)
        ways = Ways(Ledger(0), lanes, cast("Herd", _Herd()))
        turn = Turn(ways, "x", "greedy 1", lambda reply: reply).begin(b"", calls=False)
        turn._began -= 0.1
        turn.replied(QueryResourceError("no memory left"))
        return lanes._known.seconds(turn)

    assert eventloop.wait_for(known()) >= 0.1


@pytest.mark.parametrize("end", ["the client leaves", "it fails", "it is quick"])
def test_only_what_came_to_its_end_tells_what_its_like_takes(end: str) -> None:
    """A client that leaves a heavy query at once does not make its like light for all others."""

    async def known() -> float:
        lanes = Lanes(2, 1, lambda _: 0.0)
        ways = Ways(Ledger(0), lanes, cast("Herd", _Herd()))

        def begun(text: str) -> Turn[Reply]:
            return Turn(ways, "x", text, lambda reply: reply).begin(b"", calls=False)

        begun("long 1").replied(_reply(0.14))
        second = begun("long 2")
        if end == "the client leaves":
            second.give_up()
        elif end == "it fails":
            second.replied(QueryTimeoutError("no time left"))
        else:
            second.replied(_reply(0.0001))
        assert second.is_over
        assert lanes._fast_free == 2
        return lanes._known.seconds(begun("long 3"))

    assert eventloop.wait_for(known()) == (0 if end == "it is quick" else 0.14)
