"""How long a query process is given, and when its query counts as slow."""

from beleidsgraaf.errors import QueryError, QueryTimeoutError
from beleidsgraaf.serve.engine.limits import Limits
from beleidsgraaf.serve.engine.worker import Talk, Worker

_ALONE = 0.005
"""Seconds after which nobody waits behind a query any more."""
_GRACE = 0.1
"""Seconds after the deadline in which the kernel's timer must have worked; then we kill."""
_LONGEST_QUICK = 1.0


def look(worker: Worker, limits: Limits, quick: float, now: float) -> bool:
    """Has what it computes taken too long by now? Then that becomes slow, or ends.

    False when the process should end: nobody wants what it computes. What counts at first is half
    the quick seconds of a processor: on a busy machine a query that has waited long may not have
    had its turn yet.
    """
    talk, waited = worker.asked[0], now - worker.since
    if waited > _ALONE:
        worker.move_on()
        if talk.answer.done():
            return False
    if worker.is_slow and waited > limits.seconds + _GRACE:
        talk.answer.set_exception(out_of_time(limits))
    elif talk.used is None:
        talk.used = worker.processor_seconds()
    elif not worker.is_slow and _is_slow(worker, talk.used, quick, waited):
        _promote(worker, talk)
    return True


def _is_slow(worker: Worker, used: float, quick: float, waited: float) -> bool:
    if waited <= quick:
        return False
    return waited > _LONGEST_QUICK or worker.processor_seconds() - used > quick / 2


def _promote(worker: Worker, talk: Talk) -> None:
    worker.become_slow()
    try:
        if talk.promote:
            talk.promote()
    except QueryError as error:
        talk.answer.set_exception(error)


def out_of_time(limits: Limits) -> QueryTimeoutError:
    """What is told of a query that was stopped at its deadline."""
    return QueryTimeoutError(
        f"The query was stopped after {limits.seconds:g} seconds, the most it may take. Ask for "
        "less: fewer patterns, a LIMIT, a narrower FILTER.",
        max(1, round(limits.seconds)),
    )
