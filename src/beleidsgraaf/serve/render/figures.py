"""The records of the pages of figures."""

from dataclasses import dataclass

from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.render.parts import Link
from beleidsgraaf.serve.render.tables import Figure, Sparql, Table


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
