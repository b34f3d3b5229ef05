"""The inferred graph: what follows from the other graphs, said so that a query need not."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode, Quad

from beleidsgraaf.make.pen import Pen

Pairs = Mapping[str, list[tuple[NamedNode, NamedNode]]]


def inferred(quads: Iterable[Quad], pen: Pen) -> Iterator[Quad]:
    """All quads of the inferred graph, made from the quads of the others."""
    pairs = _pairs(quads, pen)
    yield from _involved(pairs, pen)
    for alliance, member in pairs["org:hasMember"]:
        yield from pen.say(member, "org:memberOf", alliance)
    for concept, scheme in pairs["skos:topConceptOf"]:
        yield from pen.say(scheme, "skos:hasTopConcept", concept)


def _involved(pairs: Pairs, pen: Pen) -> Iterator[Quad]:
    actors, bases = dict(pairs["bg:actor"]), dict(pairs["bg:basis"])
    column = pen.names.thing("basis", "column")
    for measure, involvement in pairs["bg:involvement"]:
        actor = actors[involvement]
        yield from pen.say(measure, "bg:involves", actor)
        if bases[involvement] == column:
            yield from pen.say(measure, "bg:cooperatingMinistry", actor)


def _pairs(quads: Iterable[Quad], pen: Pen) -> Pairs:
    """Subject and object of the quads that something follows from, by predicate."""
    names = (
        "bg:involvement",
        "bg:actor",
        "bg:basis",
        "org:hasMember",
        "skos:topConceptOf",
    )
    found: dict[str, list[tuple[NamedNode, NamedNode]]] = {name: [] for name in names}
    wanted = {pen.term(name): found[name] for name in names}
    for quad in quads:
        pairs = wanted.get(quad.predicate)
        subject, value = quad.subject, quad.object
        if pairs is not None and isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            pairs.append((subject, value))
    return found
