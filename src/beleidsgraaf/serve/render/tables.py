"""The small records of figures: drawings, tables, and the queries that go with them."""

from typing import NamedTuple

from beleidsgraaf.serve.figures.drawing import Drawing
from beleidsgraaf.serve.render.parts import Link, Words


class Cell(NamedTuple):
    """What stands in one place of a table."""

    parts: tuple[Link | Words, ...]
    numeric: bool = False


class TableRow(NamedTuple):
    """A row, with an anchor where a figure leads to it."""

    cells: tuple[Cell, ...]
    anchor: str = ""


class Table(NamedTuple):
    """A table; the first cell of each row is its heading where that is asked for."""

    caption: str
    heads: tuple[Words | Link, ...]
    rows: tuple[TableRow, ...]
    headed: bool = False
    more: int = 0
    """How many rows there are besides those shown."""


class Sparql(NamedTuple):
    """The question that gives what a page shows, to read, to change, to take the answer of."""

    text: str
    workbench: str
    answers: tuple[Link, ...]


class Code(NamedTuple):
    """The question as a program would ask it."""

    name: str
    anchor: str
    text: str


class Figure(NamedTuple):
    """One figure as wide and as narrow drawing."""

    wide: Drawing
    narrow: Drawing
