"""Numbers by two properties: a row for each value of one, a column for each of the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beleidsgraaf.serve.figures.drawing import (
    LINE,
    NARROW,
    Amount,
    Drawing,
    Head,
    Mark,
    Rect,
    Shape,
    Text,
    label,
    wrapped,
)

Cells = Mapping[tuple[str, str], Amount]
"""The numbers by the keys of their row and column; where nothing is, there is no number."""

_TOP = 30
_CELL = 60
_HEIGHT = 32
_GAP = 2
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything goes."""

    width: int
    columns: int
    cell: float
    labels: float
    """Pixels beside the cells for the names of rows; 0 where those stand above."""
    most: int

    @property
    def left(self) -> float:
        return self.labels

    def lines(self, head: Head) -> tuple[str, ...]:
        return wrapped(head.text, (self.labels or self.width) - 8, 2)

    def height(self, head: Head) -> float:
        """Pixels that a row takes, its name included."""
        words = len(self.lines(head)) * LINE
        return words + _HEIGHT + 12 if not self.labels else max(_HEIGHT, words) + _GAP


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows, columns and the numbers where they cross."""

    rows: Sequence[Head]
    columns: Sequence[Head]
    cells: Cells


def matrix(name: str, title: str, grid: Grid, *, width: int) -> Drawing:
    """The numbers in cells, the more the darker; the number itself stands in each."""
    most = max((amount.n for amount in grid.cells.values()), default=1)
    plan = _plan(width, len(grid.columns), most)
    parts: list[Shape | Mark] = [*_heads(plan, grid.columns)]
    y: float = _TOP
    for row in grid.rows:
        parts += _row(plan, y, row, grid)
        y += plan.height(row)
    return Drawing(name, title, width, round(y) + _GAP, tuple(parts))


def _plan(width: int, columns: int, most: int) -> _Plan:
    narrow = width <= NARROW
    cell = min(_CELL, (width - 2) / max(columns, 1))
    return _Plan(width, columns, cell, 0 if narrow else width - columns * cell, most)


def _heads(plan: _Plan, columns: Sequence[Head]) -> list[Mark]:
    return [
        Mark(
            head.href,
            f"{head.key}: {head.text}",  # who speaks what stands there means this link
            (Text(plan.left + (at + 0.5) * plan.cell, _TOP - 10, head.key, "middle"),),
            head.lang,
        )
        for at, head in enumerate(columns)
    ]


def _row(plan: _Plan, y: float, row: Head, grid: Grid) -> list[Shape | Mark]:
    lines = plan.lines(row)
    top = y if plan.labels else y + len(lines) * LINE + 2
    words = label(row, 0, y + (21 if plan.labels and len(lines) == 1 else 14), lines)
    parts: list[Shape | Mark] = [Mark(row.href, row.text, words, row.lang)]
    tall = plan.height(row) - _GAP if plan.labels else _HEIGHT
    for at, column in enumerate(grid.columns):
        x = plan.left + at * plan.cell
        box = (x + _GAP / 2, top, plan.cell - _GAP, tall)
        amount = grid.cells.get((row.key, column.key))
        if amount is None:
            parts.append(Rect(*box, "none"))
        else:
            number = Text(x + plan.cell / 2, top + tall / 2 + 5, str(amount.n), "middle number")
            shapes = (Rect(*box, f"level-{_level(amount.n, plan.most)}"), number)
            parts.append(Mark(amount.href, amount.label, shapes))
    return parts


def _level(n: int, most: int) -> int:
    return 1 + (_LEVELS - 1) * (n - 1) // max(most - 1, 1) if n > 0 else 1
