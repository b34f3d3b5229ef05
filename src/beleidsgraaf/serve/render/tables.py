"""The small records of figures: drawings, tables, and the queries that go with them."""

from dataclasses import dataclass

from beleidsgraaf.serve.figures.drawing import Drawing
from beleidsgraaf.serve.render.parts import Link, Words


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table."""

    parts: tuple[Link | Words, ...]
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row, with an anchor where a figure leads to it."""

    cells: tuple[Cell, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row is its heading where that is asked for."""

    caption: str
    heads: tuple[Words | Link, ...]
    rows: tuple[TableRow, ...]
    headed: bool = False
    more: int = 0
    """How many rows there are besides those shown."""


@dataclass(frozen=True, slots=True)
class Sparql:
    """The question that gives what a page shows, to read, to change, to take the answer of."""

    text: str
    workbench: str
    answers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """The question as a program would ask it."""

    name: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as wide and as narrow drawing."""

    wide: Drawing
    narrow: Drawing
