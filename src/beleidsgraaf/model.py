"""The records that travel from stage to stage; no RDF, no files, no web.

Extraction gives an ``Extraction`` of ``Row``s; curation gives a ``Knowledge``; the triples are
made from that and from nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from beleidsgraaf.slug import Thing


class Column(StrEnum):
    """A column of the printed table, in printed order."""

    GOAL = "goal"
    ACTIVITY = "activity"
    EXPLANATION = "explanation"
    MINISTRIES = "ministries"


class Basis(StrEnum):
    """What a statement rests on."""

    COLUMN = "column"  # the ministry column of the table
    STATED = "stated"  # the text says it in so many words
    INFERRED = "inferred"  # it follows from the text
    CURATED = "curated"  # a person decided it, and says why


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters [start, end) of a source text, in Unicode code points counted from 0."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the table: the characters of its spans, one after the other, are its text.

    A printed line's trailing blank belongs to the span when the cell goes on after it, so that
    joining by deletion of the line break is the identity ``"".join(source[s.start:s.end])``.
    """

    text: str
    spans: tuple[Span, ...]
    lines: tuple[int, int]
    """First and last printed line, as line numbers of the file, counted from 1."""
    confidence: float = 1.0
    """0 to 1; how far the chosen boundaries beat the best other choice."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, as read or as corrected."""

    number: int
    """Counted from 1 through the whole document."""
    section: str
    """The heading above it, as printed."""
    cells: Mapping[Column, Cell]
    pages: tuple[int, int]
    """First and last page, counted from 1."""
    span: Span
    """From the row's first to past its last non-blank character."""
    lines: tuple[int, int]
    fingerprint: str
    """12 hex digits over the row's non-blank characters in source order, whatever the cells."""
    confidence: float = 1.0
    flagged: bool = False
    """True where the reader is not sure: a person must confirm or correct it."""

    def text(self, column: Column) -> str:
        """The cell's text with runs of blanks folded to one, as it is shown."""
        return " ".join(self.cells[column].text.split())


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading, and how many rows stand under it."""

    text: str
    span: Span
    line: int
    rows: int


@dataclass(frozen=True, slots=True)
class Ignored:
    """Characters that belong to no cell, heading or header, and why."""

    span: Span
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """A document's table: every non-blank character is in exactly one of its parts."""

    document: str
    rows: tuple[Row, ...]
    headings: tuple[Heading, ...]
    header: tuple[Span, ...]
    ignored: tuple[Ignored, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Dutch and, where we wrote it, in English."""

    nl: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A source document as document.toml describes it, with its text."""

    slug: str
    text: str
    sha256: str
    title: Text
    probably: Text
    """What the document probably is, in words that say "probably"."""
    columns: tuple[str, ...]
    """The printed column headers, in order; a line break in print is a blank here."""
    version: str
    issued: str
    """ISO date on which this edition of the data was first published."""
    modified: str
    """ISO date of the last change to this edition's data."""


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact passage of a source text: ``source[start:end] == exact``, line breaks included."""

    document: str
    span: Span
    exact: str
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Involvement:
    """One actor in one role in one measure, and where the document says so."""

    slug: str
    measure: str
    actor: Thing
    role: str
    basis: Basis
    quote: Quote
    mention: Quote | None
    """The actor's name inside the quote; None where the quote means it without naming it."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Any other statement with its evidence: subject - predicate - object.

    ``relation`` is the local name of the property (``targetGroup``, ``hasMember``, ...).
    """

    slug: str
    subject: Thing
    relation: str
    object: Thing
    basis: Basis
    quote: Quote
    note: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of one of our schemes; ``scheme`` is also the type segment of its IRI."""

    scheme: str
    slug: str
    label: Text
    definition: Text
    broader: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme of ours."""

    slug: str
    title: Text
    definition: Text


@dataclass(frozen=True, slots=True)
class Name:
    """Another name of an actor, and where it was seen."""

    name: str
    kind: str
    """alternative | abbreviation | spelling | former | later | match (found by, not shown)."""
    seen: str
    valid_from: str = ""
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier somebody else gave to an actor or reference, and where it was seen."""

    slug: str
    scheme: str
    """tooi | owms | oin | kvk | rsin | roo | ror | wikidata | bwb"""
    value: str
    match: str
    """exact | close: the value is an IRI of (nearly) the same; none: a number, no IRI."""
    seen: str
    valid_from: str = ""
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A ministry or an organisation."""

    thing: Thing
    name: Text
    kind: str
    """Slug in the scheme ``organisation-kind``."""
    abbreviation: str = ""
    names: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A rename, with its date and where it was seen."""

    slug: str
    date: str
    actor: Thing
    name_before: str
    name_after: str
    seen: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme, an action line of one, or a campaign."""

    slug: str
    kind: str
    name: Text
    part_of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A law, bill, treaty, motion, code or advice that a measure refers to."""

    slug: str
    kind: str
    name: Text
    identifiers: tuple[Identifier, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """A site, app, help line or reporting point through which people are reached."""

    slug: str
    kind: str
    name: Text
    url: str = ""
    provider: Thing | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """Something a person changed or mended, and why.

    ``kind`` is ``reading`` (the machine cut the cells wrongly) or ``spelling`` (a printing error:
    the printed form stays, the mended form stands beside it).
    """

    slug: str
    measure: str
    column: Column
    kind: str
    was: str
    now: str
    why: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table, as a measure."""

    slug: str
    row: Row
    document: str
    goal: str
    theme: str
    mended_activity: str = ""
    """The activity with its printing errors mended; empty where there are none."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that curation decided, ready to be said in RDF; every tuple in a stable order."""

    documents: tuple[Document, ...]
    schemes: tuple[Scheme, ...]
    concepts: tuple[Concept, ...]
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    programmes: tuple[Programme, ...]
    references: tuple[Reference, ...]
    channels: tuple[Channel, ...]
    measures: tuple[Measure, ...]
    involvements: tuple[Involvement, ...]
    links: tuple[Link, ...]
    corrections: tuple[Correction, ...]
    withdrawn: Mapping[str, str] = field(default_factory=dict)
    """Path of a withdrawn IRI -> path of its successor, or "" where it has none."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that people can take along, byte for byte as it stands in the snapshot."""

    name: str
    """Its name below ``downloads/``, which is also the end of its address."""
    title: Text
    description: Text
    media_type: str
    """What is in it, or what it is where it is not compressed: ``application/n-quads``."""
    file_type: str
    """The code in the EU's list of file types: ``RDF_N_QUADS``."""
    compressed: bool
    """True where it is gzip: unpacked, it is of the media type."""
    bytes: int
    sha256: str
