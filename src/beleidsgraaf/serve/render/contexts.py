"""One record per page: all that its template sees besides the texts.

The name of the class names the template: ``MeasurePage`` is shown by ``measure.html``. Packages
with pages of their own keep the records there, and the templates in a folder.
"""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from beleidsgraaf.serve.render.listed import Listing
from beleidsgraaf.serve.render.network import Network
from beleidsgraaf.serve.render.parts import (
    Counted,
    Fact,
    Frame,
    Group,
    Link,
    Passage,
    PrintedRow,
    Record,
    Words,
)
from beleidsgraaf.serve.render.shown import Shown


@dataclass(frozen=True, slots=True)
class Page:
    """Every page has a frame."""

    folder: ClassVar[str] = ""
    """Where its template stands below the others."""

    frame: Frame


@dataclass(frozen=True, slots=True)
class HomePage(Page):
    """What this is, how much there is, and the ways in."""

    counts: tuple[Counted, ...]
    themes: tuple[Counted, ...]
    ministries: tuple[Counted, ...]
    organisations: tuple[Counted, ...]
    all_organisations: Link
    editions: tuple[Link, ...]
    edition_note: Words
    questions: tuple[Link, ...]
    shown: Shown


@dataclass(frozen=True, slots=True)
class ThingsPage(Page):
    """All things of one type, with how many measures each has."""

    lead: str
    listings: tuple[Listing, ...]
    shown: Shown
    see_also: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MeasurePage(Page):
    """One measure: who does what, and the words that say so."""

    record: Record
    shown: Shown
    lead: str
    theme: Link
    goal: Link
    ministries: tuple[Link, ...]
    facts: tuple[Fact, ...]
    mended: Words | None
    passages: tuple[Passage, ...]
    row: PrintedRow
    corrections: tuple["CorrectionLine", ...]
    same_goal: tuple[Link, ...]
    same_programme: tuple[Link, ...]
    previous: Link | None
    following: Link | None


class CorrectionLine(NamedTuple):
    """What a person mended in a row, and why."""

    address: str
    kind: Link | None
    printed: str
    mended: str
    reason: Words


@dataclass(frozen=True, slots=True)
class ActorPage(Page):
    """An organisation, ministry or group: what it does, where, with whom, and who says so."""

    record: Record
    shown: Shown
    kind: Link | None
    definition: Words | None
    other_names: tuple[Words, ...]
    sentence: str
    """What can be quoted about it, made from the data."""
    roles: tuple[Counted, ...]
    groups: tuple[Group, ...]
    first: str
    """That these are the first of its measures; empty where they are all."""
    listed: Link | None
    """Its measures as a list, where there is one of just these."""
    alliances: tuple["Alliance", ...]
    network: Network | None
    relations: tuple[Fact, ...]
    ministries: tuple[Counted, ...]
    organisations: tuple[Counted, ...]
    identifiers: tuple["IdentifierLine", ...]
    shared: tuple[Fact, ...]
    """Programmes and references of its measures."""
    renames: tuple["RenameLine", ...]


class Alliance(NamedTuple):
    """An alliance that an organisation is a member of, and the measures it has through it."""

    link: Link
    measures: tuple[Link, ...]


class RenameLine(NamedTuple):
    """A change of name: when, from what to what, and where that was seen."""

    date: str
    link: Link
    source: str
    href: str
    """The source, where it is an address."""


class IdentifierLine(NamedTuple):
    """An identifier that somebody else gave, and the place where it was seen."""

    scheme: Link | None
    value: str
    href: str
    seen: str


@dataclass(frozen=True, slots=True)
class TopicPage(Page):
    """Whatever measures belong to: a theme, goal, programme, law, target group, role ..."""

    record: Record
    shown: Shown
    kind: Link | None
    definition: Words | None
    sentence: str
    groups: tuple[Group, ...]
    first: str
    """That these are the first of its measures; empty where they are all."""
    listed: Link | None
    """Its measures as a list, where there is one of just these."""
    relations: tuple[Fact, ...]
    ministries: tuple[Counted, ...]
    organisations: tuple[Counted, ...]
    identifiers: tuple[IdentifierLine, ...]


@dataclass(frozen=True, slots=True)
class EvidencePage(Page):
    """A passage of the source in its surroundings, and all that rests on it."""

    record: Record
    shown: Shown
    passage: Passage
    measures: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage(Page):
    """The table as printed."""

    shown: tuple[Shown, ...]
    note: Words
    edition: Link
    views: tuple[Link, ...]
    """With and without every passage marked."""
    target: Link | None
    """What rests on the passage that the reader was sent to."""
    sections: tuple["Section", ...]


class Section(NamedTuple):
    """The rows under one printed heading."""

    heading: Link
    anchor: str
    rows: tuple[PrintedRow, ...]


@dataclass(frozen=True, slots=True)
class ThingPage(Page):
    """Anything else: all that is said of it and by what."""

    record: Record
    shown: Shown
    kind: Link | None
    see: Link | None
    passages: tuple[Passage, ...]
    row: PrintedRow | None


@dataclass(frozen=True, slots=True)
class QuestionsPage(Page):
    """The competency questions, by section."""

    lead: str
    sections: tuple[tuple[Words, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True)
class GraphPage(Page):
    """A named graph: how much it holds, and where to get it."""

    iri: str
    sentence: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ProsePage(Page):
    """A few paragraphs of our own."""

    parts: tuple[tuple[str, str], ...]
    """A heading and a paragraph each."""


@dataclass(frozen=True, slots=True)
class ErrorPage(Page):
    """What went wrong, in plain words, and where to go."""

    message: str
    ways: tuple[Link, ...]
