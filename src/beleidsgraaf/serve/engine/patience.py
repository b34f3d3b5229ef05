"""How long a query process is given, and when its query counts as slow."""

from beleidsgraaf.errors import QueryError, QueryTimeoutError
from beleidsgraaf.serve.engine.limits import Limits
from beleidsgraaf.serve.engine.worker import Talk, Worker

_ALONE = 0.003
"""Seconds of a processor after which nobody waits behind a query any more."""
_GRACE = 0.1
"""Seconds after the deadline in which the kernel's timer must have worked; then we kill."""
_LONGEST_QUICK = 1.0


def look(worker: Worker, limits: Limits, quick: float, now: float) -> bool:
    """Has what it computes taken too long by now? Then that becomes slow, or ends.

    False when the process should end: nobody wants what it computes. What counts at first is the
    time it had of a processor, half the quick seconds: on a busy machine a query that has waited
    long may not have had its turn yet.
    """
    talk, waited = worker.asked[0], now - worker.since
    clock = worker.processor_seconds()
    if talk.clock is None:
        talk.clock = clock
    used = clock - talk.clock
    if used > _ALONE:
        worker.stay_alone()
    if worker.is_slow:
        if waited > limits.seconds + _GRACE:
            talk.answer.refuse(out_of_time(limits))
    elif (waited > quick and used > quick / 2) or waited > _LONGEST_QUICK:
        if talk.answer.done():
            return False
        _promote(worker, talk)
    return True


def _promote(worker: Worker, talk: Talk) -> None:
    worker.become_slow()
    try:
        if talk.promote:
            talk.promote()
    except QueryError as error:
        talk.answer.refuse(error)


def out_of_time(limits: Limits) -> QueryTimeoutError:
    """What is told of a query that was stopped at its deadline."""
    return QueryTimeoutError(
        f"The query was stopped after {limits.seconds:g} seconds, the most it may take. Ask for "
        "less: fewer patterns, a LIMIT, a narrower FILTER.",
        max(1, round(limits.seconds)),
    )
