"""The records of figures, and of the tables and queries that go with them."""

from dataclasses import dataclass

from beleidsgraaf.serve.figures.drawing import Drawing
from beleidsgraaf.serve.render.contexts import Page
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


@dataclass(frozen=True, slots=True)
class FiguresPage(Page):
    """All figures, each with what it shows."""

    lead: str
    figures: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class FigurePage(Page):
    """A figure with its table and its SPARQL."""

    lead: str
    figure: Figure
    legend: tuple[Link, ...]
    """What the numbers above the columns stand for."""
    table: Table
    sparql: Sparql
