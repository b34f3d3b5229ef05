"""How long a query process answers one question after another."""

import socket
import time
from threading import Thread
from typing import cast

import pytest

from beleidsgraaf.serve.coding import CODINGS
from beleidsgraaf.serve.engine import duty, jail, wire
from beleidsgraaf.serve.engine.evaluate import Graph
from beleidsgraaf.serve.engine.limits import Limits

ASKED = wire.pack(b"ASK {}", wire.Wanted("text/csv", ""))


class _Kept:
    """No process is killed here."""

    def __init__(self, seconds: float) -> None:
        """Of no consequence."""

    def arm(self, used: float) -> None:
        """Nothing runs."""

    disarm = staticmethod(lambda: None)


class _Graph:
    """Takes its time over every question."""

    def __init__(self, outcome: wire.Outcome) -> None:
        """What comes of each."""
        self._outcome = outcome

    def reply(self, *_: object) -> wire.Reply:
        """After two tenths of a second, in which the processor was another's."""
        time.sleep(0.2)
        return wire.Reply((self._outcome, wire.Kind.NOTHING, ""), b"")


def _answered(outcome: wire.Outcome) -> int:
    """Of two questions, how many get a reply."""
    ours, theirs = socket.socketpair()
    graph = cast("Graph", _Graph(outcome))

    def answer() -> None:
        with theirs:
            duty.serve(graph, Limits(5, 1, 1), theirs)

    thread = Thread(target=answer)
    thread.start()
    ours.sendall(ASKED + ASKED)
    ours.settimeout(5)
    told = b""
    while len(wire.unpack_replies(told)[0]) < 2 and (piece := ours.recv(1 << 16)):
        told += piece
    ours.close()
    thread.join(5)
    return len(wire.unpack_replies(told)[0])


def test_a_process_that_was_kept_waiting_answers_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It has its copies of the graph's pages, which a new one would have to make."""
    monkeypatch.setattr(jail, "Deadline", _Kept)
    assert _answered(wire.Outcome.ANSWERED) == 2


def test_one_that_ran_out_of_memory_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has told so, and answers nothing more."""
    monkeypatch.setattr(jail, "Deadline", _Kept)
    assert _answered(wire.Outcome.OUT_OF_MEMORY) == 1


@pytest.mark.parametrize("outcome", list(wire.Outcome))
@pytest.mark.parametrize("kind", list(wire.Kind))
@pytest.mark.parametrize("coding", ["", *CODINGS])
def test_a_reply_arrives_as_it_was_sent(
    outcome: wire.Outcome, kind: wire.Kind, coding: str
) -> None:
    """Whatever came of a question, in whatever form."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send_reply(theirs, wire.Reply((outcome, kind, coding), b"what"), 0.25)
        (reply,), rest, _ = wire.unpack_replies(ours.recv(1 << 16))
    told = (reply.outcome, reply.kind, reply.coding, reply.payload, reply.seconds, rest)
    assert told == (outcome, kind, coding, b"what", 0.25, b"")
