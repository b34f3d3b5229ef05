"""Every triple of a description, in words and as data: nothing is left out."""

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from beleidsgraaf.serve.pages.names import property_link, property_name
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Described, Link, Property, Value, Words


def described(
    reader: Reader, triples: Iterable[Triple], first: Sequence[NamedNode] = ()
) -> tuple[Described, ...]:
    """The triples by subject: those asked for first, then all others in the order of their IRIs."""
    said: dict[NamedNode, dict[NamedNode, list[Value]]] = {node: {} for node in first}
    for triple in sorted(triples, key=str):
        if isinstance(triple.subject, NamedNode):
            properties = said.setdefault(triple.subject, {})
            properties.setdefault(triple.predicate, []).append(_value(reader, triple.object))
    return tuple(
        Described(
            iri=node.value,
            name=_name(reader, node),
            anchor=_anchor(node, first),
            properties=_properties(reader, properties),
        )
        for node, properties in said.items()
        if properties
    )


def _name(reader: Reader, node: NamedNode) -> Link | Words:
    return property_link(reader, node) if reader.href(node) else property_name(reader, node)


def _anchor(node: NamedNode, first: Sequence[NamedNode]) -> str:
    document, _, part = node.value.partition("#")
    return part if first and document == first[0].value else ""


def _properties(reader: Reader, properties: dict[NamedNode, list[Value]]) -> tuple[Property, ...]:
    named = [
        Property(predicate.value, property_name(reader, predicate), _own_first(reader, values))
        for predicate, values in properties.items()
    ]
    return tuple(sorted(named, key=lambda p: (p.name.text.casefold(), p.iri)))


def _own_first(reader: Reader, values: Sequence[Value]) -> tuple[Value, ...]:
    """The values in the reader's language, or in none, before those in another."""
    return tuple(sorted(values, key=lambda value: value.lang not in ("", reader.lang)))


def _value(reader: Reader, term: object) -> Value:
    if isinstance(term, Literal):
        language = term.language or ""
        return Value(term.value, lang=language, datatype="" if language else term.datatype.value)
    if not isinstance(term, NamedNode):
        raise TypeError(f"{term} has no IRI")  # the graph has no blank nodes
    name = property_name(reader, term)
    return Value(name.text, term.value, reader.href(term), name.lang)
