"""A zygote with one of its guards switched off, to see that the guard is what its test tests."""

import os
import resource
import sys
from collections.abc import Callable

from beleidsgraaf.serve.engine import jail, writers, zygote


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


GUARDS = {
    "deadline": _without(jail.Deadline, "arm", lambda _deadline, _used: None),
    "memory": _without_limit(resource.RLIMIT_AS),
    "sockets": _without_limit(resource.RLIMIT_NOFILE),
    "answer": _without(writers, "_Bounded", _Boundless),
    "repair": _without(writers, "repair", lambda xml: xml),
}

if __name__ == "__main__":
    GUARDS[os.environ["WITHOUT"]]()
    sys.exit(zygote.main(sys.argv[1:]))
