"""Besieges the site of a real snapshot, and prints what a well-behaved client saw of it.

    PYTHONPATH=tests python -m benchmarks.siege SNAPSHOTS [--seconds 20] [--timeout 3]

The attacks are those of the tests (tests/attack.py, tests/hostile.py). The client beside them asks
for the names of things, each time in a query never asked before, from a process of its own.
"""

import argparse
import contextlib
import gzip
import os
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from attack import DEAF, HEAVY, SLOWLORIS, Known, Seen, besiege, look_on
from beleidsgraaf.settings import Settings
from beleidsgraaf.vocab import PREFIXES
from hostile import HOSTILE
from server_process import Server

MIB = 1 << 20
_CROWD = 200
_NAME = re.compile(rf'(<\S+>) <{PREFIXES["skos"]}prefLabel> "([^"\\]+)"@nl ')


@dataclass
class Attack:
    """What those who mean harm got."""

    codes: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def ask(self, server: Server, query: str, source: str) -> None:
        """Asks, and notes the status and how long it took; 0 for none at all."""
        begin = time.monotonic()
        try:
            code = server.get(query, source=source)[0]
        except OSError:
            code = 0
        self.codes[code] += 1
        self.seconds.append(time.monotonic() - begin)


def names(snapshots: Path) -> Known:
    """Queries for the Dutch name of a thing that has one, and the name."""
    found: dict[str, set[str]] = {}
    with gzip.open(snapshots / "current" / "graph.nq.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if name := _NAME.match(line):
                found.setdefault(name[1], set()).add(name[2])
    label = f"<{PREFIXES['skos']}prefLabel>"
    return [
        (f"SELECT ?v {{ {thing} {label} ?v FILTER(lang(?v) = 'nl') }}", min(values))
        for thing, values in sorted(found.items())
        if len(values) == 1
    ]


def _canary(server: Server, known: Known, orders: Connection) -> None:
    with contextlib.suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, 0)
    orders.send(look_on(server, known, orders.poll))


@contextlib.contextmanager
def canary(server: Server, known: Known, seen: Seen) -> Iterator[None]:
    """A well-behaved client beside what happens inside; ``seen`` is what it saw."""
    ours, theirs = get_context("fork").Pipe()
    process = get_context("fork").Process(target=_canary, args=(server, known, theirs))
    process.start()
    try:
        yield
    finally:
        ours.send("enough")
        told = ours.recv()
        seen.seconds, seen.wrong = told.seconds, told.wrong
        process.join()


def nothing(_server: Server, until: float, _attack: Attack) -> None:
    """Nobody else is there."""
    time.sleep(max(0.0, until - time.monotonic()))


def crowd(server: Server, until: float, attack: Attack, size: int = _CROWD) -> None:
    """200 clients with a heavy query each, again and again, whatever they are told."""

    def one(client: int) -> None:
        number = 0
        while time.monotonic() < until:
            number += 1
            query = f"{HEAVY} LIMIT {client} # {'x' * number}"
            attack.ask(server, query, f"127.0.1.{client + 1}")

    threads = [threading.Thread(target=one, args=(client,)) for client in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def few(server: Server, until: float, attack: Attack) -> None:
    """Two clients more than there are places for slow queries."""
    crowd(server, until, attack, Settings().query_processes + 2)


def siege(server: Server, until: float, attack: Attack) -> None:
    """Connections that never finish, answers that nobody reads."""
    with contextlib.ExitStack() as stack:
        besiege(server, stack)
        nothing(server, until, attack)


def everything(server: Server, until: float, attack: Attack) -> None:
    """The crowd and the siege at once."""
    with contextlib.ExitStack() as stack:
        besiege(server, stack)
        crowd(server, until, attack)


def battery(server: Server, until: float, attack: Attack) -> None:
    """Every hostile query, six at a time, as often as there is time for it."""
    queries = [query for query, _ in HOSTILE.values()]

    def some(client: int) -> None:
        number = client
        while time.monotonic() < until:
            attack.ask(server, f"{queries[number % len(queries)]}\n#{number}", f"127.0.3.{client}")
            number += 6

    threads = [threading.Thread(target=some, args=(client,)) for client in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


PHASES: dict[str, Callable[[Server, float, Attack], None]] = {
    "nothing": nothing,
    f"{Settings().query_processes + 2} clients with heavy queries": few,
    f"{_CROWD} clients with heavy queries": crowd,
    f"{SLOWLORIS} slowloris, {DEAF} that do not read": siege,
    "both at once": everything,
    "the hostile battery": battery,
}


class Gauge:
    """Looks at the memory of a server, again and again."""

    def __init__(self, server: Server) -> None:
        self.peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(server,))
        self._thread.start()

    def _run(self, server: Server) -> None:
        while not self._over.wait(0.25):
            self.peak = max(self.peak, server.memory())

    def close(self) -> None:
        """No more looking."""
        self._over.set()
        self._thread.join()


def row(name: str, seen: Seen, attack: Attack, timeout: float) -> str:
    """A line of the table."""
    late = [seconds - timeout for seconds in attack.seconds if seconds > timeout]
    cells = [
        name,
        str(len(seen.seconds)),
        *(f"{1000 * seen.share(part):.0f}" for part in (0.5, 0.99, 1)),
        str(len(seen.wrong)),
        ", ".join(f"{code or 'none'}: {count}" for code, count in sorted(attack.codes.items())),
        f"{max(attack.seconds):.2f}" if attack.seconds else "",
        f"{Seen(late).share(0.99):+.2f} ({len(late)})" if late else "",
    ]
    return f"| {' | '.join(cells)} |"


HEAD = (
    *("beside it", "answers", "p50 ms", "p99 ms", "max ms", "failed or wrong"),
    *("the attackers got", "longest s", "after the limit, p99 s"),
)


def main() -> None:
    """Starts the site, besieges it, prints two tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("snapshots", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--timeout", type=float, default=3)
    options = parser.parse_args()
    known = names(options.snapshots)
    program = ("-m", "beleidsgraaf", "serve")
    server = Server.start(options.snapshots.absolute(), program, query_timeout=options.timeout)
    try:
        front, before = server.front, server.memory()
        os.nice(10)  # those who mean harm have machines of their own, anywhere but here
        gauge = Gauge(server)
        print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
        for name, phase in PHASES.items():
            seen, attack = Seen(), Attack()
            with canary(server, known, seen):
                phase(server, time.monotonic() + options.seconds, attack)
            print(row(name, seen, attack, options.timeout), flush=True)
            for wrong in seen.wrong[:5]:
                print(wrong, file=sys.stderr)
        gauge.close()
        time.sleep(3)
        busy = server.processor_seconds()
        time.sleep(5)
        busy = (server.processor_seconds() - busy) / 5
        print(
            "\n| memory before, MiB | peak | after | processor afterwards | deaths of the front |"
        )
        print("|---|---|---|---|---|")
        sizes = " | ".join(f"{size / MIB:.0f}" for size in (before, gauge.peak, server.memory()))
        print(f"| {sizes} | {busy:.1%} | {int(server.front != front)} |")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
