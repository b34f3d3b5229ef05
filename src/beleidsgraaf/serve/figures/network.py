"""A network in layers: from one thing to those beside it, and from those one step on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beleidsgraaf.serve.figures.drawing import (
    LINE,
    WIDE,
    Curve,
    Drawing,
    Head,
    Mark,
    Rect,
    Shape,
    label,
    wrapped,
)

_BOX = 190
_BETWEEN = (WIDE - 3 * _BOX) / 2
_PADDING = 8
_GAP = 10
_WIDEST = 3
"""Classes of lines, by how many measures they stand for."""

Edge = tuple[str, str]
"""The keys of two nodes, the one nearer to the middle first."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing with its class and what it says in words."""

    head: Head
    css: str
    label: str


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a node stands."""

    node: Node
    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + 2 * _PADDING - 4

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def network(
    name: str, title: str, layers: Sequence[Sequence[Node]], edges: Mapping[Edge, int]
) -> Drawing:
    """The nodes in columns, lines between them; no two boxes meet, whatever the names.

    Within the last layer nodes stand at the height of what leads to them, so that few lines cross.
    """
    heights = [_height(layer) for layer in layers]
    tall = max(heights, default=0)
    placed: dict[str, _Box] = {}
    for number, layer in enumerate(layers):
        y = (tall - heights[number]) / 2
        for node in _ordered(layer, edges, placed):
            box = _Box(node, number * (_BOX + _BETWEEN), y, _lines(node))
            placed[node.head.key] = box
            y += box.height + _GAP
    lines = [_line(placed[a], placed[b], n) for (a, b), n in edges.items()]
    marks = [_mark(box) for box in placed.values()]
    return Drawing(name, title, WIDE, round(tall) + 2, (*lines, *marks))


def _lines(node: Node) -> tuple[str, ...]:
    return wrapped(node.head.text, _BOX - 2 * _PADDING, 3)


def _height(layer: Sequence[Node]) -> float:
    boxes = [_Box(node, 0, 0, _lines(node)).height for node in layer]
    return sum(boxes) + _GAP * max(len(boxes) - 1, 0)


def _ordered(
    layer: Sequence[Node], edges: Mapping[Edge, int], placed: Mapping[str, _Box]
) -> list[Node]:
    def height(node: Node) -> float:
        before = [placed[a].middle for a, b in edges if b == node.head.key and a in placed]
        return sum(before) / len(before) if before else 0

    return sorted(layer, key=height)  # in the order given where the heights are alike


def _line(one: _Box, other: _Box, n: int) -> Curve:
    css = f"edge edge-{min(max(n, 1), _WIDEST)}"
    return Curve(one.x + _BOX, one.middle, other.x, other.middle, css)


def _mark(box: _Box) -> Mark:
    shapes: tuple[Shape, ...] = (
        Rect(box.x + 1, box.y + 1, _BOX - 2, box.height - 2, box.node.css),
        *label(box.node.head, box.x + _PADDING, box.y + _PADDING + 12, box.lines),
    )
    return Mark(box.node.head.href, box.node.label, shapes, box.node.head.lang)
