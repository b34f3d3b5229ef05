"""The record of the network around an organisation."""

from typing import NamedTuple

from beleidsgraaf.serve.figures.drawing import Drawing
from beleidsgraaf.serve.render.parts import Counted
from beleidsgraaf.serve.render.tables import Sparql


class Neighbour(NamedTuple):
    """Who stands in the same measures, and whom that leads to."""

    counted: Counted
    onward: tuple[Counted, ...]


class Network(NamedTuple):
    """One and two steps from an organisation, as a drawing and as a list."""

    drawing: Drawing
    neighbours: tuple[Neighbour, ...]
    far: bool
    """Whether anybody is two steps away."""
    sparql: tuple[Sparql, ...]
    """The questions that give both steps."""
    left_out: int
    """How many of the list the drawing has no room for."""
