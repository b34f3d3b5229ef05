"""A process and all that it started."""

import os
from contextlib import suppress
from pathlib import Path

_TICK = 1 / os.sysconf("SC_CLK_TCK")
_USER, _KERNEL = 11, 12
"""Places of the times in /proc/PID/stat, after the name: see proc(5)."""


def family(pid: int) -> list[int]:
    """The ids of a process and all that it started, in whatever session they are."""
    found = [pid]
    for parent in found:
        with suppress(OSError):
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def processor_seconds(pid: int) -> float:
    """Processor time of all that live now, counted by the tick."""
    ticks = 0
    for one in family(pid):
        with suppress(OSError):
            told = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += int(told[_USER]) + int(told[_KERNEL])
    return ticks * _TICK
