"""Which things go together, and how often: a row for each set that occurs, longest bar first."""

from collections.abc import Sequence
from dataclasses import dataclass

from beleidsgraaf.serve.figures.drawing import (
    Amount,
    Dot,
    Drawing,
    Head,
    Line,
    Mark,
    Rect,
    Shape,
    Text,
)

_TOP = 30
_ROW = 32
_RADIUS = 8
_COLUMN = 56
_NUMBER = 34
"""Pixels for the number after a bar."""
_SHARE = 0.68
"""The part of the width that the dots may take."""


@dataclass(frozen=True, slots=True)
class Combination:
    """Things that occur together and with no other."""

    keys: frozenset[str]
    amount: Amount


def sets(
    name: str, title: str, members: Sequence[Head], found: Sequence[Combination], *, width: int
) -> Drawing:
    """A dot for each member of a set, joined by a line, and a bar as long as the set is frequent.

    An open dot is no member: that the set has it not can be seen without colour.
    """
    column = min(_COLUMN, width * _SHARE / max(len(members), 1))
    most = max((one.amount.n for one in found), default=1)
    left = column * len(members) + 8
    unit = (width - left - _NUMBER) / most
    parts: list[Shape | Mark] = [
        Mark(
            head.href,
            f"{head.key}: {head.text}",
            (Text((at + 0.5) * column, _TOP - 10, head.key, "middle"),),
            head.lang,
        )
        for at, head in enumerate(members)
    ]
    for number, one in enumerate(found):
        y = _TOP + number * _ROW
        bar = Rect(left, y + 6, one.amount.n * unit, _ROW - 12, "bar")
        words = Text(left + one.amount.n * unit + 6, y + 21, str(one.amount.n), "number")
        shapes = (*_dots(members, one.keys, column, y + _ROW / 2), bar, words)
        parts.append(Mark(one.amount.href, one.amount.label, shapes))
    return Drawing(name, title, width, _TOP + _ROW * len(found) + 2, tuple(parts))


def _dots(
    members: Sequence[Head], keys: frozenset[str], column: float, y: float
) -> tuple[Shape, ...]:
    places = {head.key: (at + 0.5) * column for at, head in enumerate(members)}
    inside = [x for key, x in places.items() if key in keys]
    joined: tuple[Shape, ...] = ()
    if len(inside) > 1:
        joined = (Line(min(inside), y, max(inside), y, "joined"),)
    dots = tuple(
        Dot(x, y, _RADIUS if key in keys else _RADIUS / 2, "in" if key in keys else "out")
        for key, x in places.items()
    )
    return (*joined, *dots)
