"""A process that does the work, and this one, which starts it and passes on when to end."""

import logging
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

_log = logging.getLogger(__name__)


class Supervisor:
    """Of one process at a time, that serves a listening socket."""

    def __init__(self, listening: socket.socket, patience: float) -> None:
        """From here on SIGTERM and SIGINT are for that process, which has so many seconds to end.

        The socket is held open here: while one process takes another's place, clients wait.
        """
        self.is_ending = False
        self._listening = listening
        self._patience = patience
        self._pid = 0
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        signal.signal(signal.SIGALRM, self._kill)

    def start(self, work: Callable[[], None]) -> None:
        """The work is done in a process of its own."""
        self._pid = os.fork()
        if self._pid == 0:
            status = 1
            try:
                work()
                status = 0
            except Exception:
                _log.exception("the web process failed")
            finally:
                os._exit(status)
        if self.is_ending:  # told so just before there was anybody to tell
            self._tell(signal.SIGTERM)

    def wait(self) -> None:
        """Until that process has ended."""
        os.waitpid(self._pid, 0)
        self._pid = 0
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        if not self.is_ending:
            self.is_ending = True
            self._listening.close()  # who comes now is refused, not left waiting
            signal.setitimer(signal.ITIMER_REAL, self._patience)
        self._tell(signal.SIGTERM)

    def _kill(self, _number: int, _frame: FrameType | None) -> None:
        self._tell(signal.SIGKILL)

    def _tell(self, number: signal.Signals) -> None:
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, number)
