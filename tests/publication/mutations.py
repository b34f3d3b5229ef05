"""Damages to a catalogue, made from the graph itself, and what our shapes notice of each.

What one thing of a sort already shows is not done twice: of the things that have the same types,
properties and languages the first is damaged, and of the values of a property one of each list.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pyshacl
import pytest
import rdflib
from pyshacl import validator
from pyshacl.shapes_graph import ShapesGraph
from rdflib import RDF, SH, XSD, Literal, URIRef
from rdflib.term import Node

from beleidsgraaf.make.check import shapes
from beleidsgraaf.vocab import Names
from publication.official import ReadOnce

Triple = tuple[Node, Node, Node]
Result = tuple[str, str]
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")


@dataclass(frozen=True)
class Mutation:
    """Triples that are taken away and triples that come instead."""

    sort: str
    subject: Node
    predicate: Node
    gone: frozenset[Triple]
    come: frozenset[Triple] = frozenset()

    def __str__(self) -> str:
        triples = self.come or self.gone
        values = " ".join(sorted(value.n3()[:60] for _, _, value in triples))
        return f"{self.sort}: {self.subject.n3()} {self.predicate.n3()} {values}"


_READER = "which words fit, only a reader can tell"
EQUIVALENT = {
    ("near miss", VCARD.hasEmail): "another address is an address as well",
    ("near miss", VCARD.hasURL): "another page is a page as well",
    ("shortened", DCAT.byteSize): "a test of the build compares it with the file",
    ("in 1900", DCAT.startDate): "what the data is about may have begun long ago",
    ("in 2999", DCAT.endDate): "what the data is about may be a plan for later",
    ("second value", DCAT.keyword): "one more keyword is no damage",
    ("one gone", DCAT.theme): "another has the same list; one theme less is no damage",
    ("of another", rdflib.DCTERMS.title): _READER,
    ("of another", rdflib.DCTERMS.description): _READER,
    ("of another", rdflib.SKOS.prefLabel): _READER,
    ("of another", rdflib.URIRef("http://www.w3.org/ns/adms#versionNotes")): _READER,
}
"""Sorts of damage that leave a value that is right in form; nobody could tell by looking."""


def first_of_their_sort(graph: rdflib.Graph) -> list[Node]:
    """One subject for each set of types, properties and languages."""
    found: dict[object, Node] = {}
    for subject in sorted(set(graph.subjects()), key=str):
        said = graph.predicate_objects(subject)
        look = frozenset((p, o if p == RDF.type else getattr(o, "language", None)) for p, o in said)
        found.setdefault(look, subject)
    return list(found.values())


def mutations(graph: rdflib.Graph) -> Iterator[Mutation]:
    """Every damage to the first of each sort."""
    for subject in first_of_their_sort(graph):
        everything = frozenset(graph.triples((subject, None, None)))
        yield Mutation("all gone", subject, RDF.type, everything)
        pointing = frozenset(graph.triples((None, None, subject)))
        if pointing:
            yield Mutation("nobody points here", subject, RDF.type, pointing)
        yield from _shared(graph, subject)
        for predicate in sorted(set(graph.predicates(subject)), key=str):
            values = sorted(graph.objects(subject, predicate), key=str)
            yield from _removed(subject, predicate, values)
            for value in _one_of_each_list(values):
                old = frozenset([(subject, predicate, value)])
                others = (("of another", o) for o in _like(value, graph.objects(None, predicate)))
                for sort, new in (*_damaged(predicate, value), *others):
                    if new not in values and (sort, predicate) not in EQUIVALENT:
                        gone = frozenset() if sort == "second value" else old
                        come = frozenset([(subject, predicate, new)])
                        yield Mutation(sort, subject, predicate, gone, come)


def _removed(subject: Node, predicate: Node, values: Iterable[Node]) -> Iterator[Mutation]:
    triples = [(subject, predicate, value) for value in values]
    yield Mutation("gone", subject, predicate, frozenset(triples))
    if predicate == RDF.type and len(triples) > 1:
        for triple in triples:
            yield Mutation("type gone", subject, predicate, frozenset([triple]))
    iris = [triple for triple in triples if isinstance(triple[2], URIRef)]
    lists = {_list_of(value) for _, _, value in iris}
    for kept in sorted(lists) if len(lists) > 1 and predicate != RDF.type else ():
        gone = [triple for triple in triples if _list_of(triple[2]) == kept]
        yield Mutation("list gone", subject, predicate, frozenset(gone))
    if len(iris) > 1 and predicate != RDF.type and ("one gone", predicate) not in EQUIVALENT:
        for triple in iris:
            yield Mutation("one gone", subject, predicate, frozenset([triple]))
    languages = {str(getattr(value, "language", "")) for _, _, value in triples}
    for language in sorted(languages) if len(languages) > 1 else ():
        spoken = [t for t in triples if getattr(t[2], "language", None) == language]
        yield Mutation("language gone", subject, predicate, frozenset(spoken))


def _shared(graph: rdflib.Graph, subject: Node) -> Iterator[Mutation]:
    """A second thing claims what belongs to one."""
    for link in (DCAT.distribution, SPDX.checksum, rdflib.FOAF.primaryTopic):
        owners = set(graph.subjects(link, subject))
        others = sorted(set(graph.subjects(link)) - owners, key=str)
        if owners:
            come = frozenset([(others[0], link, subject)])
            yield Mutation("claimed twice", subject, link, frozenset(), come)


def _one_of_each_list(values: Iterable[Node]) -> list[Node]:
    """Of many texts in a language, or IRIs that differ in their last part only, one."""
    kept: dict[str, Node] = {}
    for value in values:
        kept[getattr(value, "language", None) or _list_of(value)] = value
    return list(kept.values())


def _like(value: Node, others: Iterable[Node]) -> list[Node]:
    """Of the values of other things those of the same list, datatype or language."""

    def look(node: Node) -> tuple[object, ...]:
        if isinstance(node, Literal):
            return (node.language, node.datatype)
        return (_list_of(node),)

    return sorted({other for other in others if look(other) == look(value)}, key=str)


def _list_of(value: Node) -> str:
    """What IRIs of one list have in common."""
    return str(value).rpartition("/")[0]


def _damaged(predicate: Node, value: Node) -> Iterator[tuple[str, Node]]:
    match value:
        case URIRef():
            yield "elsewhere", URIRef("urn:nergens:niets")
            yield "near miss", URIRef(f"{value}x")
            yield "text", Literal(str(value))
            if predicate != RDF.type:
                yield "second value", URIRef("http://nergens.test/nog-iets")
        case Literal(language=str(language)):
            yield "no language", Literal(str(value))
            yield "other language", Literal(str(value), lang="de")
            yield "blank", Literal(" ", lang=language)
            yield "second value", Literal(f"{value}!", lang=language)
            if predicate == rdflib.DCTERMS.description:
                yield "too long", Literal("a" * 2001, lang=language)
        case Literal(datatype=XSD.date):
            yield "text", Literal(str(value))
            yield "no date", Literal("23-11-2026", datatype=XSD.date)
            yield "year", Literal("2026", datatype=XSD.gYear)
            yield "in 1900", Literal("1900-01-01", datatype=XSD.date)
            yield "in 2999", Literal("2999-12-31", datatype=XSD.date)
            yield "second value", Literal("2026-12-01", datatype=XSD.date)
        case Literal():
            yield "text", Literal(f"{value}x")
            yield "shortened", Literal(str(value)[:-1], datatype=value.datatype)
            yield "nothing", Literal("", datatype=value.datatype)
            yield "zero", Literal("0", datatype=value.datatype)
            yield "below zero", Literal("-1", datatype=value.datatype)
            yield "in a language", Literal(str(value), lang="nl")
            yield "second value", Literal(f"{value}0", datatype=value.datatype)


def circles(graph: rdflib.Graph, mutation: Mutation) -> Iterator[list[str] | None]:
    """Where a damage may be noticed, nearest first: where it is, around it, anywhere.

    What a part of the nodes shows the whole shows as well, and far sooner.
    """
    yield [str(mutation.subject)]
    touched = {mutation.subject, *(o for _, _, o in mutation.gone | mutation.come)}
    pointing = {s for node in touched for s in graph.subjects(None, node)}
    yield [str(node) for node in sorted(touched | pointing, key=str) if isinstance(node, URIRef)]
    yield None


def noticed(graph: rdflib.Graph, rules: rdflib.Graph, focus: list[str] | None) -> set[Result]:
    """The shapes that find something, and by which constraint."""
    _, report, _ = pyshacl.validate(
        graph, shacl_graph=rules, inference="none", inplace=True, focus_nodes=focus
    )
    assert isinstance(report, rdflib.Graph), report
    return {
        (
            str(report.value(r, SH.sourceConstraint) or report.value(r, SH.sourceShape)),
            str(report.value(r, SH.sourceConstraintComponent)).removeprefix(str(SH)),
        )
        for r in report.objects(None, SH.result)
    }


def attempt(graph: rdflib.Graph, rules: rdflib.Graph, mutation: Mutation) -> set[Result]:
    """What is noticed of a damage; the graph is whole again afterwards."""
    nearest_first = list(circles(graph, mutation))
    for triple in mutation.gone:
        graph.remove(triple)
    for triple in mutation.come:
        graph.add(triple)
    if mutation.sort == "no date":
        # pyshacl cannot compare a date with what is none; the other constraints must do.
        rules = rdflib.Graph() + rules
        rules.remove((None, SH.lessThanOrEquals, None))
    found = next(filter(None, (noticed(graph, rules, focus) for focus in nearest_first)), set())
    for triple in mutation.come:
        graph.remove(triple)
    for triple in mutation.gone:
        graph.add(triple)
    return found


def share(written: str, shapes_text: str, part: int, parts: int) -> list[tuple[str, set[Result]]]:
    """Each of one part of all damages, in words, and what is noticed of it."""
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # it tells each ill-formed literal
    graph = ReadOnce().parse(data=written, format="nt")
    rules = shapes.read({"shapes/publication.ttl": shapes_text}, Names())
    wanted = sorted(mutations(graph), key=str)[part::parts]
    with pytest.MonkeyPatch.context() as patch:
        # The shapes are the same for every damage: pyshacl need not look them up again.
        patch.setattr(validator, "ShapesGraph", cache(ShapesGraph))
        return [(str(mutation), attempt(graph, rules, mutation)) for mutation in wanted]
