"""The small records that pages are made of; all text is plain, the templates escape it."""

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """A text, and its language where that is not the page's own."""

    text: str
    lang: str = ""


class Link(NamedTuple):
    """Words that lead somewhere."""

    href: str
    text: str
    lang: str = ""
    current: bool = False
    """Whether it leads to where the reader is."""
    media: str = ""
    """The media type of what it leads to, where that is not HTML."""


class Counted(NamedTuple):
    """A link with a number, and the words in which the number is told."""

    link: Link
    n: int
    words: str


class Piece(NamedTuple):
    """A run of characters of a quote, marked or not."""

    text: str
    marked: bool = False


class Quote(NamedTuple):
    """A passage of the source as it is read: line breaks left out, names marked."""

    pieces: tuple[Piece, ...]
    place: Link
    """Its row and lines, leading to the row as printed."""
    address: str
    """The page of the evidence."""
    before: str = ""
    after: str = ""
    """What the source has around it, where that is shown too."""


class Claim(NamedTuple):
    """One thing that a passage says: an actor's role, or a property and its value."""

    subject: Link | None
    """None where it is the subject of the page, or the measure that the passage stands with."""
    relation: Link
    value: Link | None
    basis: Link
    note: Words | None
    address: str
    """The page of the involvement or statement."""


class Passage(NamedTuple):
    """A quote with everything that it says, so that no quote stands on a page twice."""

    quote: Quote
    claims: tuple[Claim, ...]


class MeasureCard(NamedTuple):
    """A measure as it is shown on the page of something else."""

    link: Link
    ministries: tuple[Link, ...]
    row: int
    passages: tuple[Passage, ...] = ()
    in_column: bool = False
    """Whether the subject of the page stands in the ministry column of this row."""


class Group(NamedTuple):
    """Measures under one heading, most often a theme."""

    heading: Link | None
    """None where the page has said already what its measures belong to."""
    anchor: str
    cards: tuple[MeasureCard, ...]


class Fact(NamedTuple):
    """A property with its values, in words."""

    name: Words
    values: tuple[Link | Words, ...]
    more: int = 0
    """How many values there are besides those shown."""


class Run(NamedTuple):
    """Some characters of a text, with what there is to see in them."""

    text: str
    href: str
    """Whose name it is; empty where it is none."""
    marked: bool
    anchor: str
    passages: tuple[Link, ...]
    """The passages that end here, each under its number."""


class Sentence(NamedTuple):
    """A sentence of the document, with an address on the page."""

    anchor: str
    runs: tuple[Run, ...]


class Cell(NamedTuple):
    """A printed cell under its printed header."""

    header: str
    text: str
    sentences: tuple[Sentence, ...] = ()
    """The text once more with names and passages, where the page shows those."""


class PrintedRow(NamedTuple):
    """A row of the table as printed."""

    link: Link
    number: int
    place: str
    cells: tuple[Cell, ...]
    measure: Link | None = None


class Suggest(NamedTuple):
    """Where a search field gets its suggestions, and what is said of them."""

    address: str
    words: Mapping[str, str]


class Frame(NamedTuple):
    """What stands around every page."""

    lang: str
    title: Words
    description: str
    crumbs: tuple[Link, ...]
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    home: str
    search: str
    suggest: Suggest
    other_language: Link
    canonical: str
    languages: tuple[Link, ...]
    """The page in every language, this one included; the first is for whoever has no choice."""
    open_graph: tuple[tuple[str, str], ...]
    """Properties of Open Graph, by which others show a link to the page."""
    alternates: tuple[Link, ...]
    """The same data in other forms."""
    stylesheet: str
    icon: str
    scripts: tuple[str, ...]
    """What enhances the page, where npm built it."""
    version: str
    """The number of the data's version, and the first digits of the snapshot's id."""
    cite: str
    structured: str
    """What the page is about as JSON-LD of schema.org; empty where it is about nothing."""
    trail: str
    """The breadcrumbs as JSON-LD of schema.org; empty on the first page."""


class Value(NamedTuple):
    """An object of a triple: what is shown, and what a program reads from it."""

    text: str
    """What is shown; of a literal every character, just as the data has it."""
    resource: str = ""
    """The IRI; empty for a literal."""
    href: str = ""
    """Where a reader can follow the IRI; empty where that is nowhere."""
    lang: str = ""
    datatype: str = ""
    """Of a literal without a language."""


class Property(NamedTuple):
    """A property with all its values."""

    iri: str
    name: Words
    values: tuple[Value, ...]


class Described(NamedTuple):
    """A subject with all that is said of it."""

    iri: str
    name: Link | Words
    anchor: str
    """Its place on the page, where its IRI has a ``#`` and leads to this page."""
    properties: tuple[Property, ...]


class Record(NamedTuple):
    """What every page of a thing shows beside its own: where the thing is, all that is known."""

    iri: str
    data: tuple[Described, ...]
    """Every triple of the description: those of the thing first, then those of its parts."""
    incoming: tuple[Fact, ...]
    report: str
    """Address at which a mistake can be told; empty where there is none."""
