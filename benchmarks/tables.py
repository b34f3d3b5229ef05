"""What was measured, as tables of ratios beside what was promised."""

import math
import statistics
from collections.abc import Iterable, Sequence

from benchmarks.asked import MIX
from benchmarks.engines import OURS
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
    head = ["query"]
    for fresh in _states(bench):
        asked = "fresh" if fresh else "cached"
        head += [f"{asked}, per second", *(f"{asked} x {other}" for other in others)]
    shown = [heading(head)]
    for name in names:
        cells = [name]
        for fresh in _states(bench):
            cells.append(f"{bench.rate(ours, name, connections, fresh=fresh):.0f}")
            cells += [_shown(_beside(bench, other, (name, connections), fresh)) for other in others]
        shown.append(line(cells))
    return "\n".join(shown)


def goals(
    bench: Bench, others: Sequence[str], asked: tuple[str, Sequence[str]], *, small: bool
) -> str:
    """What was promised beside these engines, and the geometric mean at every concurrency."""
    kind, names = asked
    head = ["beside", "asked", "connections", "geometric mean", "least", "goal"]
    shown = [heading(head)]
    for other in others:
        for fresh in _states(bench):
            goal = _GOALS.get((kind, other, small, fresh))
            for connections in sorted({key[2] for key in bench.rounds}):
                each = [
                    _beside(bench, other, (name, connections), fresh)
                    for name in names
                    if name != MIX
                ]
                least = min((r for r in each if not math.isnan(r)), default=math.nan)
                cells = [other, "fresh" if fresh else "again", str(connections)]
                cells += [_shown(_mean(each)), _shown(least), f">= {goal}" if goal else ""]
                shown.append(line(cells))
    return "\n".join(shown)


def _states(bench: Bench) -> list[bool]:
    """Whether what was asked was new, as far as that was measured."""
    return sorted({key[3] for key in bench.rounds}, reverse=True)


def _beside(bench: Bench, other: str, asked: tuple[str, int], fresh: bool) -> float:  # noqa: FBT001
    """How many times another's rate ours is; the other is asked what is new to it."""
    ours = bench.rate(OURS.name, *asked, fresh=fresh)
    return _ratio(ours, bench.rate(other, *asked, fresh=True))


def _ratio(ours: float, other: float) -> float:
    """Not a number where one of them answered nothing in the time of a round."""
    return ours / other if ours and other else math.nan


def _shown(ratio: float) -> str:
    return "none answered" if math.isnan(ratio) else f"{ratio:.2f}"


def _mean(ratios: Iterable[float]) -> float:
    """The geometric mean of those that there are."""
    known = [ratio for ratio in ratios if not math.isnan(ratio)]
    return math.exp(statistics.fmean(map(math.log, known))) if known else math.nan
