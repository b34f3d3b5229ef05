"""A zygote with one of its guards switched off, to see that the guard is what its test tests.

WITHOUT names the guard, if any; with WRITES the engine wants to write that file at each question.
"""

import os
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from beleidsgraaf.serve.engine import jail, loading, writers, zygote
from beleidsgraaf.serve.engine.evaluate import Graph
from beleidsgraaf.serve.engine.wire import Question, Reply


def _without_limit(kind: int) -> Callable[[], None]:
    real = resource.setrlimit

    def off() -> None:
        resource.setrlimit = lambda which, most: None if which == kind else real(which, most)

    return off


def _without(place: object, name: str, other: object) -> Callable[[], None]:
    return lambda: setattr(place, name, other)


class _Boundless(writers._Bounded):
    def __init__(self, _limit: int) -> None:
        super().__init__(1 << 40)


class _Writing(Graph):
    def reply(self, question: Question, limit: int) -> Reply:
        with suppress(OSError):
            Path(os.environ["WRITES"]).write_bytes(b"a byte")
        return super().reply(question, limit)


GUARDS = {
    "": lambda: None,
    "deadline": _without(jail.Deadline, "arm", lambda _deadline, _used: None),
    "memory": _without_limit(resource.RLIMIT_AS),
    "files": _without_limit(resource.RLIMIT_FSIZE),
    "sockets": _without_limit(resource.RLIMIT_NOFILE),
    "answer": _without(writers, "_Bounded", _Boundless),
    "repair": _without(writers, "repair", lambda xml: xml),
}

if __name__ == "__main__":
    if "WRITES" in os.environ:
        _without(loading, "Graph", _Writing)()
    GUARDS[os.environ["WITHOUT"]]()
    sys.exit(zygote.main(sys.argv[1:]))
