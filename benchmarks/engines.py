"""The servers that are measured side by side: each is started on the same quads."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

from benchmarks import virtuoso
from benchmarks.asked import shipped
from benchmarks.family import processor_seconds

from beleidsgraaf import snapshot
from beleidsgraaf.make.prepare import prepare
from beleidsgraaf.serve import compiled
from beleidsgraaf.vocab import DEFAULT_BASE, Names

_START = 600.0
_REST = 60.0
_LOOK = 0.1
_IDLE = 0.1
"""The share of a processor below which a server computes nothing: a tick is a tenth of a look."""
PATIENCE = 3.0
"""Seconds that our own server gives a query where others are hostile; otherwise a minute."""
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to serve quads: a name, the path of its endpoint, and how it is started."""

    name: str
    path: str
    command: Callable[[Path, Path, int], list[str]]
    """From the quads, a folder to work in and a port; what must be done before is done here."""
    program: str
    """What must be on the PATH; empty: nothing but this repository."""
    environment: Mapping[str, str]
    after: Callable[[Path, Path, int], None] | None = None
    """What must be done once it listens."""
    is_restless: bool = False
    """Whether what it was asked goes on when nobody waits any more, beside whoever is next."""

    @property
    def is_here(self) -> bool:
        """Whether this machine can run it."""
        return not self.program or shutil.which(self.program) is not None


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    engine: Engine
    process: subprocess.Popen[bytes]
    port: int

    def wait(self) -> None:
        """Returns when it listens; ValueError when it ends, or never does."""
        deadline = time.monotonic() + _START
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5):
                return
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise ValueError(f"{self.engine.name} did not start")
            time.sleep(0.1)

    def ask(self, query: str) -> tuple[str, bytes]:
        """The answer to one query and its media type; ValueError when there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            makes = "CONSTRUCT" in query or "DESCRIBE" in query  # as ask.lua has it
            accept = {"Accept": "text/turtle" if makes else "application/sparql-results+json"}
            connection.request("GET", f"{self.engine.path}?query={quote(query)}", headers=accept)
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise ValueError(f"{self.engine.name}: {response.status} {body[:200]!r}")
        return response.getheader("Content-Type", ""), body

    def rest(self) -> None:
        """Returns when it computes nothing, or still does after a minute.

        Not every engine stops a query when nobody waits for it any more; whoever is measured next
        would pay for that.
        """
        deadline, now = time.monotonic() + _REST, processor_seconds(self.process.pid)
        while time.monotonic() < deadline:
            before = now
            time.sleep(_LOOK)
            now = processor_seconds(self.process.pid)
            if abs(now - before) <= _IDLE * _LOOK:
                return

    def stop(self) -> None:
        """The server ends."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def start(engine: Engine, quads: Path, folder: Path) -> Running:
    """The engine, once it answers."""
    work = folder / engine.name.replace(" ", "-")
    work.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        engine.command(quads, work, port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **engine.environment},
    )
    running = Running(engine, process, port)
    try:
        running.wait()
        if engine.after:
            engine.after(quads, work, port)
        running.ask("ASK {}")
    except (OSError, ValueError, subprocess.CalledProcessError):
        running.stop()
        raise
    return running


def published(quads: Path, work: Path) -> None:
    """The folder has a snapshot of these quads."""
    graph = quads.read_bytes()
    asked = {name: text for name, (text,) in shipped(quads).items()}
    files = {"graph.nq.gz": graph, **prepare(graph, asked, Names())}
    snapshot.publish(work, files, about={"base_iri": DEFAULT_BASE}, tools={})


def _ours(quads: Path, work: Path, port: int, seconds: float = 60, places: int = 64) -> list[str]:
    published(quads, work)
    given = map(str, (work, port, seconds, places))
    return [sys.executable, "-m", compiled.__name__, str(_HERE / "serve.py"), *given]


def _on_disk(quads: Path, work: Path, port: int, *more: str) -> list[str]:
    program = shutil.which("oxigraph") or "oxigraph"
    subprocess.run(
        [program, "load", "--location", str(work), "--file", str(quads)],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    options = ["--union-default-graph", "--location", str(work), "--bind", f"127.0.0.1:{port}"]
    return [program, "serve-read-only", *options, *more]


def _on_disk_in_time(quads: Path, work: Path, port: int) -> list[str]:
    return _on_disk(quads, work, port, "--timeout-s", "3")


def _in_memory(_quads: Path, _work: Path, port: int) -> list[str]:
    program = shutil.which("oxigraph") or "oxigraph"
    return [program, "serve", "--union-default-graph", "--bind", f"127.0.0.1:{port}"]


def _store(quads: Path, _work: Path, port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_START)
    with quads.open("rb") as data:
        headers = {
            "Content-Type": "application/n-quads",
            "Content-Length": str(quads.stat().st_size),
        }
        connection.request("POST", "/store", body=data, headers=headers)
        connection.getresponse().read()
    connection.close()


def _rdflib(quads: Path, _work: Path, port: int) -> list[str]:
    program = shutil.which("rdflib-endpoint") or "rdflib-endpoint"
    return [program, "serve", "--port", str(port), str(quads)]


_SOURCE = {"PYTHONPATH": os.pathsep.join((str(_HERE.parent / "src"), str(_HERE.parent)))}
OURS = Engine("beleidsgraaf", "/sparql", _ours, "", _SOURCE)
BESIEGED = replace(OURS, command=partial(_ours, seconds=PATIENCE, places=4))
"""Ours with a limit on the time of a query as short as a busy public server might have."""

ENGINES = (
    OURS,
    Engine("oxigraph serve-read-only", "/query", _on_disk, "oxigraph", {}),
    Engine("oxigraph serve", "/query", _in_memory, "oxigraph", {}, _store),
    Engine(
        "oxigraph serve-read-only --timeout-s 3",
        "/query",
        _on_disk_in_time,
        "oxigraph",
        {},
        is_restless=True,  # a thread for each query sleeps for three seconds
    ),
    Engine("rdflib-endpoint", "/", _rdflib, "rdflib-endpoint", {}, is_restless=True),
    Engine(
        "virtuoso",
        "/sparql",
        virtuoso.command,
        virtuoso.PROGRAM,
        {},
        virtuoso.load,
        is_restless=True,
    ),
)
