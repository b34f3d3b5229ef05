"""What a server and everything it started hold in memory."""

from benchmarks.family import family, held, memory
from benchmarks.tables import heading, line

_MIB = 1 << 20


def table(pid: int, quads: int) -> str:
    """What the process with the graph holds a million quads, and how many of it all hold together.

    A copy is what the kernel must find room for once more if there is another: memory without
    the files of Python and its libraries, which are there once however many copies run (21 MiB).
    Of the whole, pages that processes share are counted once.
    """
    copy = max(held(one, "Anonymous") for one in family(pid)) / _MIB
    service = memory(pid) / _MIB
    head = ["quads", "a copy, MiB", "MiB per million quads (goal 450)"]
    head += ["whole service, MiB", "copies (goal 2.5)"]
    cells = [f"{quads:,}", f"{copy:.0f}", f"{copy / quads * 1e6:.0f}"]
    cells += [f"{service:.0f}", f"{service / copy:.2f}"]
    return f"{heading(head)}\n{line(cells)}"
