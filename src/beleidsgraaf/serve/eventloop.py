"""The event loop of this process: it runs in a thread of its own, from its first use on.

The server's connections and the conversations with query processes live in it; threads that need
one of these wait for it here.
"""

import asyncio
import os
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

import uvloop

T = TypeVar("T")

_lock = threading.Lock()
_loops: dict[int, asyncio.AbstractEventLoop] = {}
"""By process: a forked one must not believe that it has its parent's."""


def running() -> asyncio.AbstractEventLoop:
    """The loop, which runs."""
    found = _loops.get(os.getpid())
    if found is None:
        with _lock:
            found = _loops.get(os.getpid())
            if found is None:
                found = uvloop.new_event_loop()
                threading.Thread(target=found.run_forever, name="loop", daemon=True).start()
                _loops[os.getpid()] = found
    return found


def wait_for(work: Coroutine[Any, Any, T]) -> T:
    """What comes of work that is done in the loop; for every other thread than the loop's own."""
    return asyncio.run_coroutine_threadsafe(work, running()).result()
