"""The process that holds a snapshot's graph and forks query processes; it has one thread.

    python -m beleidsgraaf.serve.engine.zygote CONTROL_FD SNAPSHOT SECONDS MEMORY ANSWER_SIZE

Commands come over the control socket, a byte and a process id each; every one gets an answer.
"""

import gc
import json
import os
import signal
import socket
import struct
import sys
from pathlib import Path
from threading import Thread

from beleidsgraaf.errors import SnapshotError
from beleidsgraaf.serve.engine import jail
from beleidsgraaf.serve.engine.duty import serve
from beleidsgraaf.serve.engine.evaluate import Graph
from beleidsgraaf.serve.engine.limits import Limits
from beleidsgraaf.serve.engine.loading import load
from beleidsgraaf.snapshot import reopen

COMMAND = struct.Struct("!ci")
ANSWER = struct.Struct("!i")
FORK, FORK_TO_CALL, KILL, WAIT = b"F", b"C", b"K", b"W"
UNKNOWN = -1
"""The status of a process that is none of ours."""
ALIVE = -2
"""The status of a process that has not ended yet."""

_TO_CALL = 16
"""Open files, sockets included, of a process that calls other endpoints; it needs two at a time."""


def main(arguments: list[str]) -> int:
    """Loads the snapshot, says so, and obeys until the control socket closes."""
    control = socket.socket(fileno=int(arguments[0]))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the web process ends us, after it has drained
    try:
        graph, counts = _loaded(Path(arguments[1]))
    except SnapshotError as error:
        control.sendall(json.dumps({"error": str(error)}).encode() + b"\n")
        return error.exit_code
    control.sendall(json.dumps({"graphs": counts}).encode() + b"\n")
    limits = Limits(float(arguments[2]), int(arguments[3]), int(arguments[4]))
    gc.freeze()
    gc.disable()  # it would touch, and so copy, pages that all query processes share
    brood = _Brood()
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, COMMAND.size, 1)
        if len(data) < COMMAND.size:
            return 0
        command, pid = COMMAND.unpack(data)
        if command in (FORK, FORK_TO_CALL):
            files = _TO_CALL if command == FORK_TO_CALL else 0
            answer = _fork(control, graph, limits, descriptors[0], files)
            brood.alive.add(answer)
        else:
            answer = brood.kill(pid) if command == KILL else brood.wait(pid)
        control.sendall(ANSWER.pack(answer))


def _loaded(folder: Path) -> tuple[Graph, dict[str, int]]:
    """What ``load`` gives, loaded by a thread that has ended.

    A thread has an arena of its own in glibc. In that of the main thread, where query processes
    get their memory from, loading would leave so many holes that with two million quads it takes
    three times as long to read a query.
    """
    found: list[tuple[Graph, dict[str, int]] | Exception] = []

    def work() -> None:
        try:
            found.append(load(reopen(folder)))
        except Exception as error:
            found.append(error)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def _fork(control: socket.socket, graph: Graph, limits: Limits, descriptor: int, files: int) -> int:
    pid = os.fork()
    if pid:
        os.close(descriptor)
        return pid
    try:
        control.close()
        jail.enter(limits.memory, files)
        serve(graph, limits, socket.socket(fileno=descriptor))
    finally:
        os._exit(0)


class _Brood:
    """The children of this process: those alive, and those killed that have not died yet."""

    def __init__(self) -> None:
        self.alive: set[int] = set()
        self._dying: set[int] = set()

    def wait(self, pid: int) -> int:
        """The exit status of a child, or ALIVE: one of low priority may be long in dying."""
        if pid not in self.alive:
            return UNKNOWN
        ended, status = os.waitpid(pid, os.WNOHANG)
        if not ended:
            return ALIVE
        self.alive.discard(pid)
        return status

    def kill(self, pid: int) -> int:
        """A child will end: at a low priority it may take its time, and nobody has to wait."""
        self._dying -= {other for other in self._dying if os.waitpid(other, os.WNOHANG)[0]}
        if pid not in self.alive:
            return UNKNOWN
        self.alive.discard(pid)
        self._dying.add(pid)
        os.kill(pid, signal.SIGKILL)  # not reaped yet, so the number is still this child's
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
