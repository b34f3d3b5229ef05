"""What the page of a list shows."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.render.parts import Link, Words


class Option(NamedTuple):
    """A value of a facet, with how many there are under the other choices."""

    id: str
    value: str
    name: Words
    n: str
    chosen: bool


class Box(NamedTuple):
    """The values of a facet: those chosen and the most frequent first, the others behind."""

    name: str
    legend: str
    hint: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]
    others: str
    """The words for how many are behind; empty for none."""


class Chosen(NamedTuple):
    """One thing asked for, and the list without it."""

    facet: str
    name: Words
    drop: str
    """The address of the list without it."""


class Wider(NamedTuple):
    """A way to widen a choice that nothing fits: the list without one respect."""

    link: Link
    n: int
    words: str


class Item(NamedTuple):
    """One thing in the list with what is said of it."""

    link: Link
    place: str
    facts: tuple[tuple[str, tuple[Link, ...]], ...]


class Form(NamedTuple):
    """The form that narrows a list."""

    action: str
    q: str
    q_hint: str
    sorts: tuple[tuple[str, str, bool], ...]
    boxes: tuple[Box, ...]


class Pager(NamedTuple):
    """Where in the list the page is."""

    words: str
    first: Link | None
    previous: Link | None
    following: Link | None
    last: Link | None


class Shown(NamedTuple):
    """The query of the page."""

    sparql: str
    workbench: str


@dataclass(frozen=True, slots=True)
class ListPage(Page):
    """A list narrowed by a choice."""

    folder: ClassVar[str] = "lists"

    lead: str
    form: Form
    chosen: tuple[Chosen, ...]
    clear: str
    """The address of the whole list; empty where nothing is chosen."""
    notes: tuple[str, ...]
    items: tuple[Item, ...]
    widen: tuple[Wider, ...]
    whole: Wider
    """The whole list."""
    pager: Pager | None
    downloads: tuple[Link, ...]
    shown: Shown
    see_also: tuple[Link, ...]
