"""Measures the endpoint beside others in one run, and prints the ratios as a table.

    python -m benchmarks.run GRAPH.nq [--rounds 5] [--seconds 2] [--connections 8] [--only NAME ...]

``wrk`` must be on the PATH; engines that are not there are left out, and the report says so. Every
engine is asked the same texts; rounds go in turn, so that a busy machine slows all alike; what is
reported is the median of the rounds.
"""

import argparse
import math
import random
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from benchmarks.engines import ENGINES, Running, start

from beleidsgraaf import queries
from beleidsgraaf.vocab import DEFAULT_BASE

_HERE = Path(__file__).parent
_VARIANTS = 40
_WORDS = ("school", "hulp", "onderzoek", "campagne", "wet", "preventie", "sport", "dader")
_THING = re.compile(r"<([^<>]*/id/(measure|organisation)/[a-z0-9-]+)>")
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.+)")


def texts(quads: Path) -> dict[str, list[str]]:
    """Every query of the benchmark, each in some variants with things of the graph."""
    choose = random.Random(1)  # noqa: S311 - the same choice in every run
    found: dict[str, set[str]] = {"measure": set(), "organisation": set()}
    with quads.open(encoding="utf-8") as lines:
        for line in lines:
            for iri, kind in _THING.findall(line):
                found[kind].add(f"<{iri}>")
    values = {kind: choose.choices(sorted(iris), k=_VARIANTS) for kind, iris in found.items()}
    values["word"] = [f'"{word}"' for word in _WORDS]
    made: dict[str, list[str]] = {}
    for name, query in queries.load(_HERE / "queries", DEFAULT_BASE).items():
        body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#+"))
        if not query.parameters:
            made[name] = [body]
        for parameter in query.parameters:
            made[name] = [body.replace(f"?{parameter}", value) for value in values[parameter]]
    made["mix"] = [text for name in sorted(made) for text in made[name][:4]]
    choose.shuffle(made["mix"])
    return made


class Bench:
    """Asks running servers, and remembers how fast they answered."""

    def __init__(self, folder: Path, connections: int, seconds: float) -> None:
        self._folder = folder
        self._connections = connections
        self._seconds = seconds
        self._number = 0
        self.rates: dict[tuple[str, str, bool], list[float]] = {}
        self.faults: list[str] = []

    def measure(self, server: Running, name: str, variants: list[str], *, fresh: bool) -> None:
        """One round: requests a second, of queries never asked before or asked before."""
        file = self._folder / f"{name}.txt"
        file.write_text("".join(f"{quote(text)}\n" for text in variants), "utf-8")
        self._number += 1_000_000
        said = subprocess.run(
            [
                *(
                    "wrk",
                    "-t1",
                    f"-c{self._connections}",
                    f"-d{self._seconds:g}s",
                    "--timeout",
                    "60s",
                ),
                *("-s", str(_HERE / "ask.lua"), f"http://127.0.0.1:{server.port}", "--"),
                *(str(file), server.engine.path, str(self._number), "fresh" if fresh else "again"),
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        rate = _RATE.search(said)
        self.rates.setdefault((server.engine.name, name, fresh), []).append(
            float(rate[1]) if rate else 0.0
        )
        if failed := _FAILED.search(said):
            self.faults.append(f"{server.engine.name}, {name}: {failed[0]}")

    def rate(self, engine: str, name: str, *, fresh: bool) -> float:
        """The median of the rounds."""
        return statistics.median(self.rates[engine, name, fresh])


def table(bench: Bench, servers: list[Running], names: Iterable[str]) -> str:
    """Requests a second of ours, and how many times that is what the others do."""
    ours, *others = [server.engine.name for server in servers]
    head = ["query", "fresh, per second", *(f"x {other}" for other in others)]
    head += ["cached, per second", *(f"cached x {other}" for other in others)]
    rows: list[list[str]] = []
    ratios: list[list[float]] = []
    for name in names:
        row, ratio = [name], list[float]()
        for fresh in (True, False):
            rate = bench.rate(ours, name, fresh=fresh)
            each = [_ratio(rate, bench.rate(other, name, fresh=True)) for other in others]
            row += [f"{rate:.0f}", *map(_shown, each)]
            ratio += each
        rows.append(row)
        if name != "mix":
            ratios.append(ratio)
    means = [_mean(column) for column in zip(*ratios, strict=True)]
    half = len(others)
    shown = [_shown(mean) for mean in means]
    rows.append(["geometric mean of the ten", "", *shown[:half], "", *shown[half:]])
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _ratio(ours: float, other: float) -> float:
    """Not a number where one of them answered nothing in the time of a round."""
    return ours / other if ours and other else math.nan


def _shown(ratio: float) -> str:
    return "none answered" if math.isnan(ratio) else f"{ratio:.2f}"


def _mean(ratios: Iterable[float]) -> float:
    """The geometric mean of those that there are."""
    known = [ratio for ratio in ratios if not math.isnan(ratio)]
    return math.exp(statistics.fmean(map(math.log, known))) if known else math.nan


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("quads", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--only", nargs="*", help="engines besides ours; all without it")
    return parser.parse_args()


def main() -> None:
    """Starts the engines, measures, prints."""
    options = _arguments()
    wanted = [e for e in ENGINES if options.only is None or not e.program or e.name in options.only]
    asked = texts(options.quads)
    with tempfile.TemporaryDirectory() as place:
        servers: list[Running] = []
        try:
            for engine in wanted:
                if engine.is_here:
                    servers.append(start(engine, options.quads, Path(place)))
                else:
                    print(f"{engine.name}: not on this machine, left out", file=sys.stderr)
            bench = Bench(Path(place), options.connections, options.seconds)
            for number in range(options.rounds):
                print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
                for name, variants in asked.items():
                    for server in servers:
                        bench.measure(server, name, variants, fresh=True)
                    bench.measure(servers[0], name, variants, fresh=False)
            print(table(bench, servers, asked))
            print("\n".join(dict.fromkeys(bench.faults)), file=sys.stderr)
        finally:
            for server in servers:
                server.stop()


if __name__ == "__main__":
    main()
