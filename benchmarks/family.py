"""A process and all that it started, as /proc has it: for what is measured, and for tests."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_TICK = 1 / os.sysconf("SC_CLK_TCK")
_STATE, _PARENT, _USER, _KERNEL = 0, 1, 11, 12
"""Places in /proc/PID/stat, after the name: see proc(5)."""


def _told(pid: int) -> list[str]:
    """What /proc/PID/stat says after the name; nothing of a process that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def is_running(pid: int) -> bool:
    """Whether there is such a process, and it has not ended."""
    told = _told(pid)
    return bool(told) and told[_STATE] not in "ZX"


def _running() -> Iterator[tuple[int, int]]:
    """The processes that have not ended, and who started each."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            told = _told(int(entry.name))
            if told and told[_STATE] not in "ZX":
                yield int(entry.name), int(told[_PARENT])


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    return [one for one, parent in _running() if parent == pid]


def family(pid: int) -> list[int]:
    """The ids of a process and all that it started, in whatever session they are."""
    running = list(_running())
    found = [pid]
    for elder in found:
        found += [one for one, parent in running if parent == elder]
    return found


def processor_seconds(pid: int) -> float:
    """Processor time of all that live now, counted by the tick."""
    told = [fields for one in family(pid) if (fields := _told(one))]
    return sum(int(fields[_USER]) + int(fields[_KERNEL]) for fields in told) * _TICK


def held(pid: int, what: str) -> int:
    """Bytes that a process holds, of what /proc/PID/smaps_rollup counts, such as ``Pss``."""
    with suppress(OSError):
        for told in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if told.startswith(f"{what}:"):
                return int(told.split()[1]) << 10
    return 0


def memory(pid: int) -> int:
    """Bytes that a process holds with all that it started, shared pages counted once."""
    return sum(held(one, "Pss") for one in family(pid))
