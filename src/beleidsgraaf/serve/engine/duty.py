"""What a query process does all its life: questions come, and each gets its reply."""

import socket
import time

from beleidsgraaf.serve.engine import jail
from beleidsgraaf.serve.engine.evaluate import Graph
from beleidsgraaf.serve.engine.limits import Limits
from beleidsgraaf.serve.engine.wire import Outcome, questions, send_reply

_RETIRE_ABOVE = 48 * jail.MIB
_NOTHING = 0.001
"""Seconds of a processor in which no query takes much memory."""
_LOOK = 64
"""Every so many queries we look how much memory they have taken together."""


def serve(graph: Graph, limits: Limits, sock: socket.socket) -> None:
    """Answers one question after another, until the other side is gone or memory has grown.

    What each took is read from the clock of this thread, the only one: with a limit on processor
    time the kernel sets that of the process at each of its ticks only, milliseconds apart.
    """
    start, used = jail.peak(), time.thread_time()
    deadline = jail.Deadline(limits.seconds)
    for number, question in enumerate(questions(sock, deadline.disarm)):
        before = used
        deadline.arm(before)
        try:
            reply = graph.reply(question, limits.answer_size)
        except MemoryError:
            return
        used = time.thread_time()
        send_reply(sock, reply, used - before)
        if reply.outcome is Outcome.OUT_OF_MEMORY:
            return
        may_have_grown = used - before > _NOTHING or number % _LOOK == 0
        if may_have_grown and jail.peak() - start > _RETIRE_ABOVE:
            return
