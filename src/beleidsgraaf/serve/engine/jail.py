"""The limits that the kernel holds a query process to."""

import contextlib
import ctypes
import os
import resource
import signal
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
MIB = 1 << 20
_AS_AN_ORPHAN = 1
"""Of prctl(2): the signal that a process gets when the one that started it ends."""


def enter(memory: int, files: int) -> None:
    """From here on the process has ``memory`` bytes more at most, and ``files`` at once or none.

    What is open stays usable; with 0 everything that would be new is refused by the
    kernel, with more all that would have a higher number.
    """
    for number in (signal.SIGALRM, signal.SIGXCPU, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What was told to stand still goes on, to its deadline: nobody else would tell it to.
    ctypes.CDLL(None).prctl(_AS_AN_ORPHAN, signal.SIGCONT)
    with contextlib.suppress(OSError):  # where the kernel must choose, it chooses this process
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    ceiling = pages * _PAGE + memory
    with open(os.devnull, "r+b", buffering=0) as nothing:  # noqa: PTH123 - the three standard files
        for standard in range(3):
            os.dup2(nothing.fileno(), standard)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))


class Deadline:
    """The kernel kills this process when one question takes it longer than so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._limit = 0

    def arm(self, used: float) -> None:
        """Time runs from here on, by the clock and by the processor time used so far."""
        signal.setitimer(signal.ITIMER_REAL, self._seconds)
        limit = int(used + self._seconds) + 2
        if limit != self._limit:  # seldom: the kernel counts whole seconds here
            resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
            self._limit = limit

    def disarm(self) -> None:
        """The clock no longer runs."""
        signal.setitimer(signal.ITIMER_REAL, 0)


def peak() -> int:
    """The most memory this process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
