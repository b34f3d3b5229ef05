"""Numbers by one property: a bar for each value."""

from collections.abc import Sequence

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

_BAR = 22
_GAP = 8
_LABELS = 300
_NUMBER = 46
"""Pixels for the number after a bar."""


def bars(name: str, title: str, items: Sequence[tuple[Head, Amount]], *, width: int) -> Drawing:
    """A bar for each thing, its name beside or above it and its number behind it."""
    beside = width > NARROW
    left = _LABELS if beside else 0
    most = max((amount.n for _, amount in items), default=1) or 1
    unit = (width - left - _NUMBER) / most
    parts: list[Shape | Mark] = []
    y = 4.0
    for head, amount in items:
        lines = wrapped(head.text, (left or width) - 12, 2)
        top = y if beside else y + LINE * len(lines) + 2
        long = max(amount.n * unit, 1)
        shapes: tuple[Shape, ...] = (
            *label(head, 0, y + 16 if beside else y + 14, lines),
            Rect(left, top, long, _BAR, "bar"),
            Text(left + long + 6, top + 16, str(amount.n), "number"),
        )
        parts.append(Mark(amount.href, amount.label, shapes, head.lang))
        y = top + max(_BAR, LINE * len(lines) if beside else 0) + _GAP
    return Drawing(name, title, width, round(y), tuple(parts))
