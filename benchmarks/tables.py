"""What was measured, as tables of ratios beside what was promised."""

import math
import statistics
from collections.abc import Iterable, Sequence

from benchmarks.asked import MIX
from benchmarks.wrk import Bench

MANY = 100_000
"""Quads; a graph with fewer counts as small."""
_GOALS = {
    ("ten", "oxigraph serve-read-only", True, True): 1.25,
    ("ten", "oxigraph serve", True, True): 0.65,
    ("ten", "oxigraph serve-read-only", False, True): 2.0,
    ("ten", "oxigraph serve-read-only", True, False): 12.0,
    ("ten", "rdflib-endpoint", True, True): 50.0,
    ("shipped", "virtuoso", False, True): 1.0,
}
"""Geometric means, by what is asked, beside whom, whether the graph is small, and fresh or not."""


def line(cells: Iterable[str]) -> str:
    """A line of a table."""
    return f"| {' | '.join(cells)} |"


def heading(cells: Sequence[str]) -> str:
    """The first two lines of a table."""
    return f"{line(cells)}\n{line(['---'] * len(cells))}"


def ratios(bench: Bench, engines: Sequence[str], names: Sequence[str], connections: int) -> str:
    """Requests a second of ours, and how many times that is what the others do."""
    ours, *others = engines
    head = ["query", "fresh, per second", *(f"x {other}" for other in others)]
    head += ["cached, per second", *(f"cached x {other}" for other in others)]
    shown = [heading(head)]
    columns: list[list[float]] = []
    for name in names:
        cells, row = [name], list[float]()
        for fresh in (True, False):
            rate = bench.rate(ours, name, connections, fresh=fresh)
            each = [
                _ratio(rate, bench.rate(other, name, connections, fresh=True)) for other in others
            ]
            cells += [f"{rate:.0f}", *map(_shown, each)]
            row += each
        shown.append(line(cells))
        if name != MIX:
            columns.append(row)
    means = [_shown(_mean(column)) for column in zip(*columns, strict=True)]
    half = len(others)
    shown.append(line(["geometric mean", "", *means[:half], "", *means[half:]]))
    return "\n".join(shown)


def goals(
    bench: Bench, engines: Sequence[str], asked: tuple[str, Sequence[str]], *, small: bool
) -> str:
    """What was promised of these engines, and the geometric mean at every concurrency."""
    kind, names = asked
    ours, *others = engines
    shown = [heading(["beside", "asked", "connections", "geometric mean", "least", "goal"])]
    for other in others:
        for fresh in (True, False):
            goal = _GOALS.get((kind, other, small, fresh))
            for connections in sorted({key[2] for key in bench.rounds}):
                each = [
                    _ratio(
                        bench.rate(ours, name, connections, fresh=fresh),
                        bench.rate(other, name, connections, fresh=True),
                    )
                    for name in names
                    if name != MIX
                ]
                least = min((r for r in each if not math.isnan(r)), default=math.nan)
                cells = [other, "fresh" if fresh else "again", str(connections)]
                cells += [_shown(_mean(each)), _shown(least), f">= {goal}" if goal else ""]
                shown.append(line(cells))
    return "\n".join(shown)


def _ratio(ours: float, other: float) -> float:
    """Not a number where one of them answered nothing in the time of a round."""
    return ours / other if ours and other else math.nan


def _shown(ratio: float) -> str:
    return "none answered" if math.isnan(ratio) else f"{ratio:.2f}"


def _mean(ratios: Iterable[float]) -> float:
    """The geometric mean of those that there are."""
    known = [ratio for ratio in ratios if not math.isnan(ratio)]
    return math.exp(statistics.fmean(map(math.log, known))) if known else math.nan
