"""What is in the store, in numbers: a VoID description (https://www.w3.org/TR/void/).

Every number is that of the published graph, the catalogue included: a query at the endpoint gives
the same. What a partition is about has an IRI in the description itself, so nothing is nameless.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Triple

from beleidsgraaf.make.dumps.formats import FORMATS, turtle
from beleidsgraaf.make.pen import Pen, number
from beleidsgraaf.model import Distribution, Text
from beleidsgraaf.vocab import Names, curie

_REPEATED = ("title", "description", "license", "publisher", "creator", "issued", "modified")
"""What the catalogue says of the dataset that is said here again."""


@dataclass(frozen=True, slots=True)
class Access:
    """How the dataset is named and where it is to be had."""

    dataset: NamedNode
    address: str
    """Where the site stands; ends in a slash."""
    distributions: Sequence[Distribution]


def void(quads: Iterable[Quad], names: Names, access: Access) -> bytes:
    """The description of everything that the store holds, as Turtle."""
    given = sorted(set(quads), key=str)
    pen = Pen(names, names.graph("void"))
    said = (*_document(access, pen), *_about(given, access, pen), *_numbers(given, access, pen))
    return turtle((quad.triple for quad in said), names.prefixes())


def _document(access: Access, pen: Pen) -> Iterator[Quad]:
    iri = pen.names.void()
    title = Text("VoID-beschrijving van de graaf", "VoID description of the graph")
    yield from pen.types(iri, "void:DatasetDescription")
    yield from pen.text(iri, "dct:title", title)
    yield from pen.say(iri, "foaf:primaryTopic", access.dataset)


def _about(quads: Sequence[Quad], access: Access, pen: Pen) -> Iterator[Quad]:
    dataset = access.dataset
    yield from pen.types(dataset, "void:Dataset", "dcat:Dataset")
    repeated = {curie(f"dct:{name}") for name in _REPEATED}
    for quad in quads:
        if quad.subject == dataset and quad.predicate in repeated:
            yield Quad(dataset, quad.predicate, quad.object, pen.graph)
    yield from pen.say(dataset, "foaf:homepage", NamedNode(access.address))
    yield from pen.say(dataset, "void:sparqlEndpoint", NamedNode(f"{access.address}sparql"))
    yield from pen.say(dataset, "void:uriSpace", Literal(pen.names.base))
    # The engine has another IRI for JSON-LD than the one the W3C's list of formats gives it.
    features = (curie(f"formats:{form.title.replace('/', '_')}") for form in FORMATS)
    yield from pen.say(dataset, "void:feature", *features)
    rdf = {form.media_type for form in FORMATS}
    for file in access.distributions:
        if file.media_type in rdf:
            dump = NamedNode(f"{access.address}downloads/{file.name}")
            yield from pen.say(dataset, "void:dataDump", dump)


def _numbers(quads: Sequence[Quad], access: Access, pen: Pen) -> Iterator[Quad]:
    union = {quad.triple for quad in quads}
    yield from _dataset(access.dataset, union, "", pen)
    yield from pen.say(access.dataset, "void:vocabulary", *_vocabularies(union, pen))
    graphs: dict[str, set[Triple]] = defaultdict(set)
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            graphs[quad.graph_name.value].add(quad.triple)
    for graph, triples in graphs.items():
        iri = NamedNode(graph)
        yield from pen.say(access.dataset, "void:subset", iri)
        name = graph.removeprefix(pen.names.graph("").value)
        yield from _dataset(iri, triples, f"graph-{name}-", pen)


def _vocabularies(triples: set[Triple], pen: Pen) -> list[NamedNode]:
    terms = {triple.predicate for triple in triples} | set(_instances(triples))
    return [
        NamedNode(namespace)
        for namespace in pen.names.prefixes().values()
        if any(term.value.startswith(namespace) for term in terms)
    ]


def _instances(triples: Iterable[Triple]) -> dict[NamedNode, set[str]]:
    instances: dict[NamedNode, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate == curie("rdf:type") and isinstance(triple.object, NamedNode):
            instances[triple.object].add(str(triple.subject))
    return instances


def _dataset(iri: NamedNode, triples: set[Triple], part: str, pen: Pen) -> Iterator[Quad]:
    classes = _instances(triples)
    properties: dict[NamedNode, set[Triple]] = defaultdict(set)
    for triple in triples:
        properties[triple.predicate].add(triple)
    subjects = {str(triple.subject) for triple in triples}
    counts = {
        "triples": len(triples),
        "entities": sum(subject.startswith(f"<{pen.names.base}") for subject in subjects),
        "classes": len(classes),
        "properties": len(properties),
        "distinctSubjects": len(subjects),
        "distinctObjects": len({triple.object for triple in triples}),
    }
    yield from _counted(iri, counts, pen)
    for term, members in classes.items():
        partition = pen.names.void(f"{part}class-{_short(term, pen)}")
        yield from pen.say(iri, "void:classPartition", partition)
        yield from pen.say(partition, "void:class", term)
        yield from _counted(partition, {"entities": len(members)}, pen)
    for term, said in properties.items():
        partition = pen.names.void(f"{part}property-{_short(term, pen)}")
        yield from pen.say(iri, "void:propertyPartition", partition)
        yield from pen.say(partition, "void:property", term)
        yield from _counted(partition, _of_property(said), pen)


def _of_property(triples: set[Triple]) -> dict[str, int]:
    return {
        "triples": len(triples),
        "distinctSubjects": len({triple.subject for triple in triples}),
        "distinctObjects": len({triple.object for triple in triples}),
    }


def _counted(iri: NamedNode, counts: Mapping[str, int], pen: Pen) -> Iterator[Quad]:
    yield from pen.types(iri, "void:Dataset")
    for name, count in counts.items():
        yield from pen.say(iri, f"void:{name}", number(count))


def _short(term: NamedNode, pen: Pen) -> str:
    """``bg-Measure``; of a term without a prefix of ours, a hash."""
    for prefix, namespace in pen.names.prefixes().items():
        if term.value.startswith(namespace):
            return f"{prefix}-{term.value.removeprefix(namespace)}"
    return hashlib.sha256(term.value.encode()).hexdigest()[:12]
