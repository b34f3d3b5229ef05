"""Keeps a zygote running, and tells it what to do."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from beleidsgraaf.errors import SnapshotError, TooManyQueriesError
from beleidsgraaf.serve import compiled
from beleidsgraaf.serve.engine import allocator, zygote
from beleidsgraaf.serve.engine.limits import Limits

_PROGRAM = (compiled.__name__, zygote.__name__)
_PATIENCE = 5.0
"""Seconds in which a zygote forks or reaps; one that takes longer is stuck, and replaced."""
_LOADING = 600.0


class Keeper:
    """One zygote at a time; when it dies or sticks, the next command starts another."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Starts the zygote; SnapshotError when it cannot load the snapshot."""
        self._folder = folder
        self._limits = limits
        self._lock = threading.RLock()
        self._closed = False
        self._process, self._control, self.graphs = self._start()

    def _start(self) -> tuple[subprocess.Popen[bytes], socket.socket, dict[str, int]]:
        ours, theirs = socket.socketpair()
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - our own module, our own arguments
                [
                    *(sys.executable, "-m", *_PROGRAM),
                    *(str(theirs.fileno()), str(self._folder), *map(str, self._limits)),
                ],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # a Ctrl-C at the terminal is for the web process
                env={**os.environ, **allocator.environment()},
            )
        ours.settimeout(_LOADING)
        line = b""
        while not line.endswith(b"\n"):
            piece = ours.recv(65536)
            if not piece:
                break
            line += piece
        said = json.loads(line or b'{"error": "the process that holds the graph did not start."}')
        if "error" in said:
            ours.close()
            process.wait()
            raise SnapshotError(said["error"])
        ours.settimeout(_PATIENCE)
        return process, ours, said["graphs"]

    @property
    def pid(self) -> int:
        """The zygote's process id."""
        return self._process.pid

    def fork(self, descriptor: socket.socket, *, calls: bool = False) -> int:
        """The id of a new query process that reads questions from this socket.

        It can open nothing, unless it ``calls`` other endpoints.
        """
        command = zygote.FORK_TO_CALL if calls else zygote.FORK
        with self._lock:
            try:
                return self._command(command, 0, descriptor)
            except OSError:
                self._replace()
            try:
                return self._command(command, 0, descriptor)
            except OSError:
                raise TooManyQueriesError("No query process could be started; try again.") from None

    def kill(self, pid: int) -> int:
        """A query process ends as soon as it comes to it; nobody waits for that, nor learns how."""
        self._end(zygote.KILL, pid)
        return zygote.UNKNOWN

    def wait(self, pid: int) -> int:
        """The status of a query process that closed its socket; ALIVE while it is still ending."""
        return self._end(zygote.WAIT, pid)

    def _end(self, command: bytes, pid: int) -> int:
        with self._lock:
            try:
                return self._command(command, pid)
            except OSError:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                self._replace()
                return zygote.UNKNOWN

    def _command(self, command: bytes, pid: int, descriptor: socket.socket | None = None) -> int:
        message = zygote.COMMAND.pack(command, pid)
        if descriptor is None:
            self._control.sendall(message)
        else:
            socket.send_fds(self._control, [message], [descriptor.fileno()])
        answer = self._control.recv(zygote.ANSWER.size, socket.MSG_WAITALL)
        if len(answer) < zygote.ANSWER.size:
            raise ConnectionResetError
        return int(zygote.ANSWER.unpack(answer)[0])

    def _replace(self) -> None:
        """Another zygote in the place of one that is dead or stuck."""
        if self._closed:
            return
        self._stop()
        self._process, self._control, self.graphs = self._start()

    def _stop(self) -> None:
        self._control.close()
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """The zygote and its query processes end; once more does nothing."""
        with self._lock:
            if self._closed:  # the number may be another's by now
                return
            self._closed = True
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._stop()
