"""Starts the site of a real snapshot, kills its processes, and prints how soon it answers again.

    PYTHONPATH=tests python -m benchmarks.restarts SNAPSHOTS [--rounds 8]

Seen from the outside: an answer is one to a query that was never asked before.
"""

import argparse
import os
import signal
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.family import children
from benchmarks.tables import heading, line

from server_process import Server

_PATIENCE = 30.0
_REST = 1.0
"""Seconds in which what was killed is replaced, so that each kill finds a whole server."""
_SITE = ("-m", "beleidsgraaf", "serve")


def answered(server: Server, what: str) -> None:
    """Returns when the server answers; TimeoutError when it never does."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            if server.fetch(what, 5)[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.002)
    raise TimeoutError(f"{what} was not answered")


def kill(pids: list[int]) -> None:
    """Ends processes, without a word to them."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def query_processes(server: Server) -> list[int]:
    """Those that compute queries."""
    return [pid for zygote in children(server.front) for pid in children(zygote)]


def with_zygote(server: Server) -> list[int]:
    """The same, after the process that holds the graph."""
    return [*children(server.front), *query_processes(server)]


KILLED: dict[str, tuple[float, Callable[[Server], list[int]]]] = {
    "all query processes killed: until the next answer": (0.2, query_processes),
    "the process that holds the graph and its query processes killed": (0.2, with_zygote),
    "the front killed": (1.0, lambda server: [server.front]),
}
"""What is killed, and the seconds that are promised."""
START, END = "from the command to the first 200 of /health", "SIGTERM, nothing running, to the end"


def one_round(snapshots: Path) -> dict[str, float]:
    """Seconds that everything took, once."""
    found = {}
    begin = time.monotonic()
    server = Server.start(snapshots, _SITE)
    answered(server, "/health")
    found[START] = time.monotonic() - begin
    for name, (_, which) in KILLED.items():
        time.sleep(_REST)
        pids = which(server)
        begin = time.monotonic()
        kill(pids)
        answered(server, f"/sparql?query=ASK%7B%7D%23{begin}")
        found[name] = time.monotonic() - begin
    time.sleep(_REST)
    begin = time.monotonic()
    server.stop()
    found[END] = time.monotonic() - begin
    return found


def main() -> None:
    """Starts and kills, prints a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("snapshots", type=Path)
    parser.add_argument("--rounds", type=int, default=8)
    options = parser.parse_args()
    rounds = [one_round(options.snapshots.absolute()) for _ in range(options.rounds)]
    print(heading(["", "median s", "longest s", "promised"]))
    promised = {START: 1.0, **{name: seconds for name, (seconds, _) in KILLED.items()}}
    for name in (START, *KILLED, END):
        seconds = [one[name] for one in rounds]
        told = f"{promised[name]:g}" if name in promised else ""
        print(line([name, f"{statistics.median(seconds):.2f}", f"{max(seconds):.2f}", told]))


if __name__ == "__main__":
    main()
