"""The records of the pages about the data as a whole: catalogue, downloads, shapes, numbers."""

from dataclasses import dataclass
from typing import NamedTuple

from beleidsgraaf.serve.figures.drawing import Drawing
from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.render.listed import Term
from beleidsgraaf.serve.render.parts import Described, Link, Words
from beleidsgraaf.serve.render.tables import Table


class FileLine(NamedTuple):
    """A file that can be taken along."""

    link: Link
    form: str
    size: str
    sha256: str


class ReleaseLine(NamedTuple):
    """A version with its files."""

    anchor: str
    title: str
    id: str
    note: str
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class DownloadsPage(Page):
    """Every version at hand, and how to see that a file came over whole."""

    lead: str
    releases: tuple[ReleaseLine, ...]
    commands: str


@dataclass(frozen=True, slots=True)
class DataPage(Page):
    """Triples by the kind of their subject: all that a document of data says."""

    lead: str
    iri: str
    sections: tuple[tuple[str, tuple[Described, ...]], ...]


@dataclass(frozen=True, slots=True)
class OntologyPage(Page):
    """The terms of the ontology: drawn, told, and in use."""

    lead: str
    drawing: Drawing
    table: Table
    """The same as the drawing, in words."""
    parts: tuple[tuple[str, tuple[Term, ...]], ...]
    data: tuple[Described, ...]


class Rule(NamedTuple):
    """A shape, and what it tells whoever breaks it."""

    anchor: str
    name: str
    about: Link | None
    messages: tuple[Words, ...]


class RuleFile(NamedTuple):
    """A file of shapes, and all that stands in it."""

    name: str
    rules: tuple[Rule, ...]
    turtle: str


@dataclass(frozen=True, slots=True)
class ShapesPage(Page):
    """The rules that the data is held to."""

    lead: str
    files: tuple[RuleFile, ...]
