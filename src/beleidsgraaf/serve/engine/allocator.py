"""Which memory allocator the process that holds the graph has, and so all query processes."""

import ctypes.util
import os
from functools import cache

_LIBRARY = "mimalloc"
"""Saves a fifth of the engine's time and a twentieth of its memory; used where it is installed."""
_PRELOAD = "LD_PRELOAD"
_LARGE_PAGES = {"MIMALLOC_LARGE_OS_PAGES": "1", "MIMALLOC_ALLOW_LARGE_OS_PAGES": "1"}
"""Its word for pages of 2 MiB where the kernel has them, before version 2.1 and since."""
_GLIBC = {"MALLOC_ARENA_MAX": "2"}
"""One arena for the graph, one for the queries; each is memory that is never given back."""


@cache
def library() -> str | None:
    """The name by which the dynamic linker finds the better allocator; None where there is none."""
    return ctypes.util.find_library(_LIBRARY)


def environment() -> dict[str, str]:
    """The variables that a process needs to start with it; what is preloaded already stays."""
    found = library()
    if not found:
        return _GLIBC
    given = os.environ.get(_PRELOAD, "").split()
    return {_PRELOAD: " ".join(dict.fromkeys((*given, found))), **_LARGE_PAGES}
