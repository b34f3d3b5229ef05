"""How a quad is written: in one graph, with terms named as people name them."""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from beleidsgraaf.model import Text
from beleidsgraaf.slug import Thing
from beleidsgraaf.vocab import Names, curie


def number(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=curie("xsd:integer"))


def decimal(value: float) -> Literal:
    """An xsd:decimal of at most three decimals, in the one form that stores keep as it is."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return Literal(text, datatype=curie("xsd:decimal"))


def date(value: str) -> Literal:
    """An xsd:date."""
    return Literal(value, datatype=curie("xsd:date"))


def dutch(value: str) -> Literal:
    """A text in Dutch."""
    return Literal(value, language="nl")


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes the quads of one graph."""

    names: Names
    graph: NamedNode

    def term(self, name: str) -> NamedNode:
        """The class or property ``prefix:local``; ``bg:`` is our own ontology."""
        prefix, _, local = name.partition(":")
        return self.names.term(local) if prefix == "bg" else curie(name)

    def thing(self, thing: Thing) -> NamedNode:
        """The IRI of a thing."""
        return self.names.thing(thing.type, thing.slug)

    def say(
        self, subject: NamedNode, predicate: str, *objects: NamedNode | Literal
    ) -> Iterator[Quad]:
        """One quad for each object, none where there are none."""
        for value in objects:
            yield Quad(subject, self.term(predicate), value, self.graph)

    def types(self, subject: NamedNode, *classes: str) -> Iterator[Quad]:
        """The subject is one of each of these classes."""
        return self.say(subject, "rdf:type", *(self.term(name) for name in classes))

    def text(self, subject: NamedNode, predicate: str, text: Text) -> Iterator[Quad]:
        """The text in each language that it has; an empty one says nothing."""
        for value, language in ((text.nl, "nl"), (text.en, "en")):
            if value:
                yield from self.say(subject, predicate, Literal(value, language=language))

    def note(self, subject: NamedNode, note: str) -> Iterator[Quad]:
        """What a curator remarked, if anything."""
        return self.text(subject, "skos:note", Text(note))
