"""The ontology as a drawing: classes in columns, properties leading from left to right."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from beleidsgraaf.serve.figures.drawing import (
    LINE,
    Curve,
    Drawing,
    Mark,
    Rect,
    Shape,
    Text,
    wrapped,
)
from beleidsgraaf.serve.pages.names import property_link
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.tables import Cell, Table, TableRow

_WIDTH = 880
_BOX = 172
"""Pixels that a class is wide; what is left between the columns is for the properties."""
_EDGE = 1
"""Pixels around all boxes, so that no line of theirs is cut off."""
_APART = 14
_INSET = 8


@dataclass(frozen=True, slots=True)
class Edge:
    """A property that leads from a class to a class."""

    source: NamedNode
    property: NamedNode
    target: NamedNode


@dataclass(frozen=True, slots=True)
class _Box:
    """A class with its place, and the words that it takes."""

    link: Link
    lines: tuple[str, ...]
    x: float
    y: float
    room: float
    """Pixels that it takes with the names of the properties beside it."""

    @property
    def bottom(self) -> float:
        """Where the next one may begin."""
        return self.middle + self.room / 2

    @property
    def height(self) -> float:
        """Pixels of the box alone."""
        return len(self.lines) * LINE + 2 * _INSET

    @property
    def middle(self) -> float:
        """Where lines leave and arrive."""
        return self.y + self.height / 2


def edges(reader: Reader) -> tuple[Edge, ...]:
    """Every property of ours that leads to a thing, with the classes that it connects."""
    rows = reader.store.select("term_links")
    return tuple(Edge(r.node("from"), r.node("property"), r.node("to")) for r in rows)


def table(reader: Reader, found: Sequence[Edge]) -> Table:
    """The same as the drawing, in words."""
    t = reader.t
    heads = (Words(t("diagram.from")), Words(t("diagram.property")), Words(t("diagram.to")))
    rows = tuple(
        TableRow(tuple(Cell((_link(reader, n),)) for n in (e.source, e.property, e.target)))
        for e in found
    )
    return Table(t("diagram.title"), heads, rows)


def drawing(reader: Reader, found: Sequence[Edge]) -> Drawing:
    """The classes in columns, each to the right of all that lead to it."""
    columns = _columns(found)
    step = (_WIDTH - _BOX - 2 * _EDGE) / max(1, len(columns) - 1)
    boxes: dict[NamedNode, _Box] = {}
    labels: dict[NamedNode, list[tuple[Link, tuple[str, ...]]]] = {}
    for number, nodes in enumerate(columns):
        labels |= {node: _labels(reader, found, node, step - _BOX) for node in nodes}
        boxes |= _stacked(reader, nodes, labels, _EDGE + number * step)
    boxes, height = _centred(boxes)
    curves = tuple(_curve(boxes[e.source], boxes[e.target]) for e in found)
    words = tuple(mark for n, box in boxes.items() for mark in _written(box, labels[n]))
    return Drawing(
        name="diagram",
        title=reader.t("diagram.title"),
        width=_WIDTH,
        height=int(height),
        parts=(*curves, *words, *(_drawn(box) for box in boxes.values())),
    )


def _columns(found: Sequence[Edge]) -> list[list[NamedNode]]:
    """The classes by the longest way that leads to them; what leads nowhere else comes first."""
    nodes = sorted({n for e in found for n in (e.source, e.target)}, key=str)
    depth = dict.fromkeys(nodes, 0)
    for _ in nodes:  # a way is no longer than that; a circle ends here too
        for edge in found:
            if edge.source != edge.target:
                depth[edge.target] = min(
                    max(depth[edge.target], depth[edge.source] + 1), len(nodes) - 1
                )
    columns: defaultdict[int, list[NamedNode]] = defaultdict(list)
    for node in nodes:
        columns[depth[node]].append(node)
    return [columns[number] for number in sorted(columns)]


def _labels(
    reader: Reader, found: Sequence[Edge], target: NamedNode, width: float
) -> list[tuple[Link, tuple[str, ...]]]:
    """The properties that lead to a class, each once, in the lines that they take."""
    properties = dict.fromkeys(e.property for e in found if e.target == target)
    links = (_link(reader, p) for p in properties)
    return [(link, wrapped(link.text, width - _INSET, 2)) for link in links]


def _room(labels: Sequence[tuple[Link, tuple[str, ...]]]) -> float:
    return sum(len(lines) for _, lines in labels) * LINE


def _stacked(
    reader: Reader,
    nodes: Sequence[NamedNode],
    labels: Mapping[NamedNode, Sequence[tuple[Link, tuple[str, ...]]]],
    x: float,
) -> dict[NamedNode, _Box]:
    boxes = {}
    y = float(_APART)
    for node in nodes:
        link = _link(reader, node)
        lines = wrapped(link.text, _BOX - 2 * _INSET, 2)
        own = len(lines) * LINE + 2 * _INSET
        room = max(own, _room(labels[node]))
        boxes[node] = _Box(link, lines, x, y + (room - own) / 2, room)
        y += room + _APART
    return boxes


def _centred(boxes: Mapping[NamedNode, _Box]) -> tuple[dict[NamedNode, _Box], float]:
    """The boxes with every column in the middle of the height, and that height."""
    bottoms: defaultdict[float, float] = defaultdict(float)
    for box in boxes.values():
        bottoms[box.x] = max(bottoms[box.x], box.bottom)
    height = max(bottoms.values(), default=0.0) + _APART
    moved = {
        node: replace(box, y=box.y + (height - _APART - bottoms[box.x]) / 2)
        for node, box in boxes.items()
    }
    return moved, height


def _curve(source: _Box, target: _Box) -> Curve:
    return Curve(source.x + _BOX, source.middle, target.x, target.middle, "way")


def _written(box: _Box, labels: Sequence[tuple[Link, tuple[str, ...]]]) -> list[Mark]:
    """The names of the properties, to the left of the class that they lead to."""
    marks = []
    y = box.middle - _room(labels) / 2
    for link, lines in labels:
        texts = tuple(
            Text(box.x - _INSET, y + (number + 1) * LINE - 5, line, "end over", link.lang)
            for number, line in enumerate(lines)
        )
        # Named as it stands there: a long word is cut over two lines.
        marks.append(Mark(link.href, " ".join(lines), texts, link.lang))
        y += len(lines) * LINE
    return marks


def _drawn(box: _Box) -> Mark:
    shapes: list[Shape] = [Rect(box.x, box.y, _BOX, box.height, "class")]
    shapes += [
        Text(box.x + _INSET, box.y + _INSET + (number + 1) * LINE - 5, line, "", box.link.lang)
        for number, line in enumerate(box.lines)
    ]
    return Mark(box.link.href, " ".join(box.lines), tuple(shapes), box.link.lang)


def _link(reader: Reader, node: NamedNode) -> Link:
    """The term, leading to its place on the page where it is ours."""
    prefix = reader.store.names.term("").value
    link = property_link(reader, node)
    if node.value.startswith(prefix):
        return Link(f"#{node.value.removeprefix(prefix)}", link.text, link.lang)
    return link
