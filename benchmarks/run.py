"""Measures the endpoint beside others in one run, and prints the ratios as tables.

    python -m benchmarks.run [--graph GRAPH.nq | --size MEASURES] [--asked ten | shipped | hostile]
        [--connections 8 32] [--rounds 5] [--seconds 1] [--only ENGINE ...]

``wrk`` must be on the PATH; engines that are not there are left out, and the report says so. Every
engine is asked the same texts, first once to compare the answers; rounds go in turn, so that a
busy machine slows all alike; what is reported is the median of the rounds. Beside an engine that
goes on with what nobody waits for any more, only ours is measured.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks import hostile, same, tables, weight
from benchmarks.asked import MIX, SETS
from benchmarks.engines import BESIEGED, ENGINES, OURS, Engine, Running, start
from benchmarks.generate import generate
from benchmarks.wrk import Bench

_HOSTILE = "hostile"
_CHECKED = 5
"""Variants of each query of which the answers are compared."""


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _groups(options: argparse.Namespace) -> list[list[Engine]]:
    """Who is measured beside whom, ours first; who is not here is named."""
    others = []
    for engine in ENGINES[1:]:
        if options.only is not None and engine.name not in options.only:
            continue
        if engine.is_here:
            others.append(engine)
        else:
            print(f"**{engine.name} is not on this machine and was not measured.**\n")
    groups = [[OURS, *(engine for engine in others if not engine.is_restless)]]
    groups += [[OURS, engine] for engine in others if engine.is_restless]
    return [group for group in groups if len(group) > 1] or [[OURS]]


def _started(engines: Sequence[Engine], quads: Path, stack: ExitStack) -> list[Running]:
    place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    servers: list[Running] = []
    for engine in engines:
        servers.append(start(engine, quads, place))
        stack.callback(servers[-1].stop)
        _say(f"{engine.name} answers")
    return servers


def compared(servers: list[Running], asked: dict[str, list[str]]) -> list[str]:
    """Where an engine answers otherwise than ours, or not at all."""
    found = []
    for name, variants in asked.items():
        for text in [] if name == MIX else variants[:_CHECKED]:
            ours = same.rows(*servers[0].ask(text))
            for server in servers[1:]:
                try:
                    told = same.difference(name, ours, same.rows(*server.ask(text)))
                except (ValueError, OSError) as error:
                    told = f"no answer: {str(error)[:150]}"
                if told:
                    found.append(f"- {server.engine.name}, {name}: {told}")
    return list(dict.fromkeys(found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--graph", type=Path, help="the quads; or else they are made up")
    parser.add_argument("--size", type=int, default=10_000, help="measures to make up")
    parser.add_argument("--asked", choices=(*SETS, _HOSTILE), default="ten")
    parser.add_argument("--connections", type=int, nargs="+", default=[8, 32])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=1, help="of a round; not of the hostile")
    parser.add_argument("--only", nargs="*", help="engines besides ours; all without it")
    parser.add_argument("--queries", nargs="*", help="begins of names of queries; all without it")
    return parser.parse_args()


def _chosen(asked: dict[str, list[str]], begins: list[str] | None) -> dict[str, list[str]]:
    wanted = ("",) if begins is None else tuple(begins)
    return {name: variants for name, variants in asked.items() if name.startswith(wanted)}


def _graph(options: argparse.Namespace, stack: ExitStack) -> Path:
    if options.graph:
        return Path(options.graph)
    made = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "graph.nq"
    made.write_text("".join(f"{line}\n" for line in generate(options.size)), "utf-8")
    return made


def _rounds(
    bench: Bench, servers: list[Running], asked: dict[str, list[str]], options: argparse.Namespace
) -> None:
    for number in range(options.rounds):
        _say(f"round {number + 1} of {options.rounds}")
        for one in asked.items():
            for connections in options.connections:
                for server in servers:
                    bench.measure(server, one, connections, fresh=True)
                    server.rest()
                if options.asked == "ten":
                    bench.measure(servers[0], one, connections, fresh=False)


def _beside(group: Sequence[Engine], quads: Path, size: int, options: argparse.Namespace) -> None:
    """Starts the engines, compares, measures, prints."""
    asked = _chosen(SETS[options.asked](quads), options.queries)
    with ExitStack() as stack:
        servers = _started(group, quads, stack)
        bench = Bench(Path(stack.enter_context(tempfile.TemporaryDirectory())), options.seconds)
        print(f"### Beside {', '.join(engine.name for engine in group[1:]) or 'nobody'}\n")
        found = compared(servers, asked)
        said = "Answers that differ:\n" + "\n".join(found) if found else "All answers agree."
        print(said, end="\n\n")
        _rounds(bench, servers, asked, options)
        engines, names = [engine.name for engine in group], list(asked)
        for connections in options.connections:
            print(f"{connections} connections, medians of {options.rounds} rounds:\n")
            print(tables.ratios(bench, engines, names, connections), end="\n\n")
        small = size < tables.MANY
        print(tables.goals(bench, engines[1:], (options.asked, names), small=small), end="\n\n")
        if not small:  # in a small graph the program itself weighs more
            print(weight.table(servers[0].process.pid, size), end="\n\n")
        print("\n".join(f"- {fault}" for fault in bench.faults()), flush=True)


def _besieged(quads: Path, options: argparse.Namespace) -> None:
    """Starts ours with little patience, measures it beside hostile clients, prints."""
    with ExitStack() as stack:
        (server,) = _started([BESIEGED], quads, stack)
        bench = Bench(Path(stack.enter_context(tempfile.TemporaryDirectory())), hostile.SECONDS)
        mix = SETS["ten"](quads)[MIX]
        plan = (options.rounds, options.connections[0])
        print(hostile.table(bench, server, mix, plan), end="\n\n")


def main() -> None:
    """Measures what was asked for, beside whom."""
    options = _arguments()
    if not shutil.which("wrk"):
        sys.exit("wrk is not on this machine, and nothing is measured without it: apt install wrk")
    with ExitStack() as stack:
        quads = _graph(options, stack)
        size = sum(1 for _ in quads.open("rb"))
        print(f"## {options.asked}, {size:,} quads\n")
        if options.asked == _HOSTILE:
            _besieged(quads, options)
            return
        for group in _groups(options):
            _beside(group, quads, size, options)


if __name__ == "__main__":
    main()
