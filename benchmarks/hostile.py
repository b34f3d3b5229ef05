"""What other users notice of clients that ask too much, and when those are refused."""

import http.client
import math
import os
import statistics
import threading
import time
from collections import Counter
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self
from urllib.parse import quote

from benchmarks.engines import PATIENCE, Running
from benchmarks.tables import heading, line
from benchmarks.wrk import Bench, Round

from beleidsgraaf import queries
from beleidsgraaf.settings import Settings
from beleidsgraaf.vocab import DEFAULT_BASE

CLIENTS = Settings().query_processes + 2
"""Two more than there are processes for slow queries."""
SECONDS = math.ceil(PATIENCE) + 1
"""Of a round: in each some are refused at the limit and ask again, for all of that counts."""
_LEAST = 19
_HEAVY = queries.load(Path(__file__).parent, DEFAULT_BASE)["hostile"].text
QUIET, BESIDE = "quiet", "beside hostile clients"


class Hostile:
    """Clients that ask what cannot be answered in time, again and again, each a text of its own.

    They are a process of low priority: elsewhere they would not run on the server's processors.
    """

    def __init__(self, port: int) -> None:
        self.seconds: list[float] = []
        self.codes: Counter[int] = Counter()
        self._ours, theirs = get_context("fork").Pipe()
        self._process = get_context("fork").Process(target=_attack, args=(port, theirs))

    def __enter__(self) -> Self:
        self._process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ours.send("enough")
        self.seconds, self.codes = self._ours.recv()
        self._process.join()


def _attack(port: int, orders: Connection) -> None:
    os.nice(_LEAST)
    over, found = threading.Event(), list[tuple[float, int]]()
    threads = [
        threading.Thread(target=_ask_again, args=(port, number, over, found))
        for number in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    orders.recv()
    over.set()
    for thread in threads:
        thread.join()
    orders.send(([seconds for seconds, _ in found], Counter(code for _, code in found)))


def _ask_again(
    port: int, client: int, over: threading.Event, found: list[tuple[float, int]]
) -> None:
    number = 0
    while not over.is_set():
        number += 1
        begin = time.monotonic()
        code = _ask(port, f"{_HEAVY}LIMIT {client + 1} # {number}", f"127.0.1.{client + 1}")
        found.append((time.monotonic() - begin, code))
        if code in {429, 503}:
            over.wait(0.05)  # told to wait; few do, but none spins without end


def _ask(port: int, query: str, source: str) -> int:
    """The status of the answer; 0 for none."""
    connection = http.client.HTTPConnection("127.0.0.1", port, 60, source_address=(source, 0))
    try:
        connection.request("GET", f"/sparql?query={quote(query)}")
        response = connection.getresponse()
        response.read()
    except OSError:
        return 0
    finally:
        connection.close()
    return response.status


def table(bench: Bench, server: Running, mix: list[str], plan: tuple[int, int]) -> str:
    """What others got, quiet and beside the hostile in turn, and how the hostile were refused."""
    rounds, connections = plan
    seconds, codes = list[float](), Counter[int]()
    for _ in range(rounds):
        bench.measure(server, (QUIET, mix), connections, fresh=True)
        with Hostile(server.port) as hostile:
            time.sleep(1)
            bench.measure(server, (BESIDE, mix), connections, fresh=True)
        seconds += hostile.seconds
        codes += hostile.codes
    quiet, beside = (
        bench.rounds[server.engine.name, name, connections, True] for name in (QUIET, BESIDE)
    )
    late = sorted(s - PATIENCE for s in seconds if s > PATIENCE - 0.5)
    head = ["other users", QUIET, BESIDE, "ratio", "goal"]
    shown = [heading(head)]
    for name, column, goal in (
        ("requests a second", "rate", ">= 0.9"),
        ("p99, ms", "late", "<= 1.25"),
    ):
        values = [_median(rounds, column) for rounds in (quiet, beside)]
        scale = 1000 if column == "late" else 1
        cells = [name, *(f"{v * scale:.1f}" for v in values), f"{values[1] / values[0]:.2f}", goal]
        shown.append(line(cells))
    faults = [one.fault for one in (*quiet, *beside) if one.fault]
    shown.append(line(["failed", "", "; ".join(faults) or "0", "", "0"]))
    told = ", ".join(f"{code or 'none'}: {count}" for code, count in sorted(codes.items()))
    p99 = f"{late[int(0.99 * (len(late) - 1))]:+.2f} s" if late else "none ran to the limit"
    shown.append(f"\n{CLIENTS} hostile clients got {told}; at p99 {p99} after the limit of")
    shown[-1] += f" {PATIENCE:g} s ({len(late)} of them; goal +0.5 s)."
    return "\n".join(shown)


def _median(rounds: list[Round], column: str) -> float:
    return statistics.median(float(getattr(one, column)) for one in rounds)
