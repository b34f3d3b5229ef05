"""All triples of a thing in words: what every page of a thing has at its end."""

import re
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from beleidsgraaf.serve.pages.described import described
from beleidsgraaf.serve.pages.names import property_name
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.render.parts import Fact, Link, Record, Words

_NUMBER = re.compile(r"\d+")
_DIGITS = 9
_MOST = 25
"""Values of one property that a page shows; the rest is in the other forms of the data."""


def record(site: Site, reader: Reader, node: NamedNode) -> Record:
    """What is known of a thing, in both directions, and where to tell a mistake."""
    parts = [node, *_selectors(reader, node)]
    incoming = [t for t in reader.store.pointing_at(node) if t.subject not in parts]
    return Record(
        iri=node.value,
        data=described(reader, reader.store.construct("description", thing=node), parts),
        incoming=_facts(reader, ((t.predicate, t.subject) for t in incoming)),
        report=site.settings.issues_url,
    )


def _selectors(reader: Reader, node: NamedNode) -> list[NamedNode]:
    """The parts of a thing that have IRIs in it, after a ``#``."""
    found = (t.object for t in reader.store.about(node))
    return [o for o in found if isinstance(o, NamedNode) and o.value.startswith(f"{node.value}#")]


def _facts(reader: Reader, pairs: Iterable[tuple[NamedNode, object]]) -> tuple[Fact, ...]:
    values: defaultdict[NamedNode, list[object]] = defaultdict(list)
    for predicate, value in pairs:
        values[predicate].append(value)
    facts = [
        Fact(
            name=property_name(reader, predicate),
            values=_in_order(reader, sorted(found, key=_plain)[:_MOST]),
            more=max(0, len(found) - _MOST),
        )
        for predicate, found in values.items()
    ]
    return tuple(sorted(facts, key=lambda fact: fact.name.text.casefold()))


def record_facts(reader: Reader, node: NamedNode) -> tuple[Fact, ...]:
    """All triples of a thing in words."""
    return _facts(reader, ((t.predicate, t.object) for t in reader.store.about(node)))


def _shown(reader: Reader, value: object) -> Link | Words:
    if isinstance(value, NamedNode):
        name = property_name(reader, value)
        href = reader.href(value)
        return Link(href, name.text, name.lang) if href else name
    if isinstance(value, Literal):
        return reader.words(value) or Words(value.value)
    return Words(str(value))


def facts_of(reader: Reader, node: NamedNode, predicates: Iterable[str]) -> tuple[Fact, ...]:
    """Some properties of a thing as facts, in the order asked for; those without value are left."""
    triples = reader.store.about(node)
    facts = []
    for name in predicates:
        predicate = reader.term(name)
        values = tuple(_shown(reader, t.object) for t in triples if t.predicate == predicate)
        if values:
            facts.append(Fact(property_name(reader, predicate), values))
    return tuple(facts)


def _in_order(reader: Reader, values: Iterable[object]) -> tuple[Link | Words, ...]:
    """The values as shown: the reader's language first, numbers in them by size."""
    shown = (_shown(reader, value) for value in values)
    return tuple(sorted(shown, key=lambda one: (one.lang != "", natural(one.text))))


def _plain(value: object) -> str:
    return natural(value.value if isinstance(value, NamedNode | Literal) else str(value))


def natural(text: str) -> str:
    """The text as it is put in order: without case, numbers in it by size."""
    return _NUMBER.sub(lambda found: found[0].zfill(_DIGITS), text.casefold())


def incoming_facts(
    reader: Reader, node: NamedNode, wanted: Iterable[tuple[str, str]]
) -> tuple[Fact, ...]:
    """The things that point at this one with some properties, under the key of a heading each."""
    triples = reader.store.pointing_at(node)
    facts = []
    for name, key in wanted:
        predicate = reader.term(name)
        values = tuple(_shown(reader, t.subject) for t in triples if t.predicate == predicate)
        if values:
            facts.append(Fact(Words(reader.t(key)), values))
    return tuple(facts)


def literals(reader: Reader, triples: Iterable[Triple], name: str) -> list[Words]:
    """The texts of one property, each once, with their languages."""
    predicate = reader.term(name)
    found = {
        t.object for t in triples if t.predicate == predicate and isinstance(t.object, Literal)
    }
    words = (reader.words(literal) for literal in sorted(found, key=lambda o: o.value))
    return [w for w in words if w]


def in_words(reader: Reader, triples: Iterable[Triple], name: str) -> Words | None:
    """The text of a property in the reader's language, or else in another."""
    return min(literals(reader, triples, name), key=lambda w: (w.lang != "", w.lang), default=None)
