"""A real server on a free port of this machine, and what clients do to it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from benchmarks.family import children, family, is_running, memory, processor_seconds

from beleidsgraaf.serve import compiled

SCRIPT = Path(__file__).parent / "serve_small.py"
SOURCE = Path(__file__).parents[1] / "src"


@dataclass
class Server:
    """A server process and its address."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    port: int = 0
    folder: Path = Path()
    listener: threading.Thread | None = None

    @classmethod
    def start(
        cls,
        snapshots: Path,
        program: tuple[str, ...] = ("-m", compiled.__name__, str(SCRIPT)),
        **options: object,
    ) -> "Server":
        """A server that has said that it is ready, or has ended; a bare one, or another program."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(SOURCE),
            "BELEIDSGRAAF_PORT": "0",
            "BELEIDSGRAAF_SNAPSHOTS": str(snapshots),
            **{f"BELEIDSGRAAF_{name.upper()}": str(value) for name, value in options.items()},
        }
        process = subprocess.Popen(
            [sys.executable, *program], stderr=subprocess.PIPE, text=True, env=environment
        )
        server = cls(process, folder=snapshots)
        server.listener = threading.Thread(target=server._listen, daemon=True)
        server.listener.start()
        server.wait_until_said("served at|beleidsgraaf: ")
        if found := re.search(r":(\d+)/", "".join(server.said)):
            server.port = int(found[1])
        return server

    def _listen(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as lines:
            for line in lines:
                self.said.append(line)

    def wait_until_said(self, pattern: str, seconds: float = 20.0) -> None:
        """Returns when the server has said it; fails when it does not."""
        deadline = time.monotonic() + seconds
        while not re.search(pattern, "".join(self.said)):
            assert time.monotonic() < deadline, f"{pattern!r} not in {self.said}"
            time.sleep(0.01)

    def get(
        self, query: str, timeout: float = 30.0, source: str = "127.0.0.1"
    ) -> tuple[int, bytes]:
        """The status and body of a query's answer."""
        return self.fetch(f"/sparql?query={quote(query)}", timeout, source)

    def fetch(
        self, path: str, timeout: float = 30.0, source: str = "127.0.0.1"
    ) -> tuple[int, bytes]:
        """The status and body of any answer."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=timeout, source_address=(source, 0)
        )
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def connect(self, receive_buffer: int = 0) -> socket.socket:
        """A connection, for a client that does as it pleases."""
        sock = socket.socket()
        if receive_buffer:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        sock.settimeout(30)
        sock.connect(("127.0.0.1", self.port))
        return sock

    @property
    def front(self) -> int:
        """The process that answers the web."""
        same = _command(self.process.pid)
        return next(pid for pid in children(self.process.pid) if _command(pid) == same)

    def family(self) -> list[int]:
        """Every process of this server."""
        return family(self.process.pid)

    def memory(self) -> int:
        """Bytes of memory of all its processes, shared pages counted once."""
        return memory(self.process.pid)

    def processor_seconds(self) -> float:
        """Processor time of all its processes."""
        return processor_seconds(self.process.pid)

    def stop(self) -> int:
        """Its exit code after SIGTERM."""
        family = self.family() if self.process.poll() is None else []
        ours = {_command(pid) for pid in family}
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(30)
        finally:
            for pid in family:
                if _command(pid) in ours:  # the number may be somebody else's by now
                    _kill(pid)
            if self.listener:
                self.listener.join(5)
        return code


def left(pids: list[int], seconds: float = 3.0) -> list[int]:
    """Which of these processes still run after so many seconds."""
    deadline = time.monotonic() + seconds
    while True:
        running = [pid for pid in pids if is_running(pid)]
        if not running or time.monotonic() > deadline:
            return running
        time.sleep(0.02)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text("utf-8").replace("\0", " ")
    except OSError:
        return ""


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
