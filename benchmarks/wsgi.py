"""Serves the endpoint by our server and by others: plainly, and beside slow clients.

    python -m benchmarks.wsgi GRAPH.nq [--rounds 5] [--only SERVER ...]

The servers are installed beside this environment (``build/bench``); who is not there is named.
"""

import argparse
import contextlib
import shutil
import socket
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.asked import MIX, ten
from benchmarks.engines import OURS, Engine, Running, published, start
from benchmarks.family import memory
from benchmarks.tables import heading, line
from benchmarks.wrk import Bench, Round

_HERE = Path(__file__).parent
_APP = "benchmarks.application:application"
_THREADS = 32
_SLOW = 150
_SEEN = ("plain", "beside slow clients")
_BJOERN = "import bjoern, benchmarks.application as a; bjoern.run(a.application, '127.0.0.1', {})"

_SERVERS: dict[str, Callable[[int], list[str]]] = {
    "granian": lambda port: [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)),
        *("--blocking-threads", str(_THREADS), "--http1-header-read-timeout", "15000", _APP),
    ],
    "gunicorn gthread": lambda port: [
        *(sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", str(_THREADS)),
        *("-b", f"127.0.0.1:{port}", _APP),
    ],
    "waitress": lambda port: [
        *(sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}"),
        *(f"--threads={_THREADS}", _APP),
    ],
    "uwsgi": lambda port: [
        *("uwsgi", "--http", f"127.0.0.1:{port}", "--http-keepalive", "--lazy-apps", "--master"),
        *("--enable-threads", "--threads", str(_THREADS), "--disable-logging"),
        *("--virtualenv", sys.prefix, "--module", _APP),
    ],
    "bjoern": lambda port: [sys.executable, "-c", _BJOERN.format(port)],
}


def _command(name: str, quads: Path, work: Path, port: int) -> list[str]:
    published(quads, work)
    given = (f"BELEIDSGRAAF_SNAPSHOTS={work}", f"PYTHON={sys.executable}")
    return ["env", *given, *_SERVERS[name](port)]


def _engines() -> list[Engine]:
    program = shutil.which("waitress-serve")
    beside = Path(program).parent.parent if program else Path()
    packages = [str(path) for path in beside.glob("lib/python*/site-packages")]
    path = ":".join([OURS.environment["PYTHONPATH"], *packages])
    return [
        OURS,
        *(
            Engine(name, "/sparql", partial(_command, name), "", {"PYTHONPATH": path})
            for name in _SERVERS
        ),
    ]


@contextlib.contextmanager
def _slow(port: int) -> Iterator[None]:
    """150 clients that send a header a byte at a time, and never the end of it."""
    over = threading.Event()
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(socket.socket()) for _ in range(_SLOW)]
        for client in clients:
            client.settimeout(0.2)
            with contextlib.suppress(OSError):
                client.connect(("127.0.0.1", port))
                client.sendall(b"GET /sparql HTTP/1.1\r\nHost: x\r\nX: ")

        def drip() -> None:
            while not over.wait(0.5):
                for client in clients:
                    with contextlib.suppress(OSError):
                        client.sendall(b"x")

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def _row(bench: Bench, server: Running) -> str:
    name, cells, faults = server.engine.name, [server.engine.name], list[str]()
    for seen in _SEEN:
        for connections in (8, 32):
            rounds = bench.rounds[name, seen, connections, True]
            rate = statistics.median(one.rate for one in rounds)
            cells.append(f"{rate:.0f} ({_late(rounds) * 1000:.0f})")
            faults += [one.fault for one in rounds if one.fault]
    again = bench.rounds[name, _SEEN[0], 32, False]
    cells.insert(3, f"{statistics.median(one.rate for one in again):.0f}")
    cells += [f"{memory(server.process.pid) / 2**20:.0f}", "; ".join(dict.fromkeys(faults)) or "0"]
    return line(cells)


def _late(rounds: list[Round]) -> float:
    return statistics.median(one.late for one in rounds)


def main() -> None:
    """Starts every server on the same quads, measures, prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", help="servers besides ours; all without it")
    options = parser.parse_args()
    mix = ten(options.graph)[MIX]
    with contextlib.ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers: list[Running] = []
        wanted = {OURS.name, *(_SERVERS if options.only is None else options.only)}
        for engine in [one for one in _engines() if one.name in wanted]:
            try:
                servers.append(start(engine, options.graph, place))
                stack.callback(servers[-1].stop)
            except (ValueError, OSError) as error:
                print(f"**{engine.name} was not measured: {error}.**\n")
        bench = Bench(place, 1)
        for _ in range(options.rounds):
            for server in servers:
                for connections in (8, 32):
                    bench.measure(server, (_SEEN[0], mix), connections, fresh=True)
                bench.measure(server, (_SEEN[0], mix), 32, fresh=False)
                with _slow(server.port):
                    for connections in (8, 32):
                        bench.measure(server, (_SEEN[1], mix), connections, fresh=True)
        head = ["server", "mix, 8 at once, per second (p99 ms)", "32 at once", "cached, 32"]
        head += [f"8, beside {_SLOW} slow clients", "32, beside them", "MiB", "failed"]
        print(heading(head))
        for server in servers:
            print(_row(bench, server))


if __name__ == "__main__":
    main()
