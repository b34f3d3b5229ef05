"""The record of the page about the quality of the data."""

from dataclasses import dataclass
from typing import NamedTuple

from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.render.parts import Link
from beleidsgraaf.serve.render.tables import Sparql, Table


class Check(NamedTuple):
    """One way in which the data was checked, and what came of it."""

    anchor: str
    title: str
    sentence: str
    see: Link | None
    table: Table | None


class Gap(NamedTuple):
    """Something that is not there, or not certain: what it means, and where."""

    anchor: str
    title: str
    sentence: str
    things: tuple[Link, ...]
    more: int
    sparql: Sparql


@dataclass(frozen=True, slots=True)
class QualityPage(Page):
    """How the data was checked, and what is missing in it."""

    lead: str
    checks: tuple[Check, ...]
    gaps: tuple[Gap, ...]
