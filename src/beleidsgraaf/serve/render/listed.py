"""What lists and the page of the ontology are made of."""

from typing import NamedTuple

from beleidsgraaf.serve.render.parts import Counted, Fact, Link, Words


class Item(NamedTuple):
    """A thing in a list, with what it is and how many measures it has."""

    counted: Counted
    definition: Words | None
    indented: bool = False
    """Whether it is a part of the item before it."""


class Listing(NamedTuple):
    """Things under one heading; no heading where there is one list alone."""

    heading: Link | None
    items: tuple[Item, ...]


class Term(NamedTuple):
    """A class or property of the ontology."""

    anchor: str
    name: str
    label: Words
    definition: Words
    facts: tuple[Fact, ...]
    examples: tuple[tuple[Link | Words, ...], ...]
    """Things of the class, or things with the property and its value."""
    questions: tuple[Link, ...]
