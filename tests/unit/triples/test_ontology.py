"""The ontology holds what the graph uses, says what it means, and nothing else."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from beleidsgraaf import definitions
from beleidsgraaf.make.triples import quads
from beleidsgraaf.model import Knowledge
from beleidsgraaf.vocab import DEFAULT_BASE, Names, curie

FOLDER = Path(__file__).parents[3] / "ontology"
TEXT = (FOLDER / "beleidsgraaf.ttl").read_text("utf-8")
TYPE = curie("rdf:type")
TERM_KINDS = {curie(f"owl:{k}") for k in ("Class", "ObjectProperty", "DatatypeProperty")}


@pytest.fixture(scope="module")
def ontology() -> list[Triple]:
    """The triples of the ontology."""
    return definitions.parse(TEXT, DEFAULT_BASE, "ontology/beleidsgraaf.ttl")


def ours(nodes: Iterable[object]) -> set[str]:
    """The local names of our terms among the nodes."""
    start = f"{DEFAULT_BASE}def#"
    found = {n.value for n in nodes if isinstance(n, NamedNode)}
    return {iri.removeprefix(start) for iri in found if iri.startswith(start)}


def declared(ontology: list[Triple]) -> set[NamedNode]:
    """The terms that the ontology declares."""
    return {
        t.subject
        for t in ontology
        if t.predicate == TYPE and t.object in TERM_KINDS and isinstance(t.subject, NamedNode)
    }


def test_every_term_is_used_and_every_used_term_is_declared(
    small: Knowledge, ontology: list[Triple]
) -> None:
    """The terms of the ontology are exactly those that the graph is written in."""
    said = quads(small, "", Names())
    used = ours(q.predicate for q in said) | ours(q.object for q in said if q.predicate == TYPE)
    assert ours(declared(ontology)) == used


def test_terms_are_explained_in_both_languages(ontology: list[Triple]) -> None:
    """Each term, and the ontology itself, has one label and one definition in nl and in en."""
    for term in declared(ontology):
        for predicate in ("rdfs:label", "skos:definition"):
            languages = [
                t.object.language
                for t in ontology
                if t.subject == term
                and t.predicate == curie(predicate)
                and isinstance(t.object, Literal)
            ]
            assert sorted(map(str, languages)) == ["en", "nl"], (term, predicate)


def test_terms_say_who_defines_them(ontology: list[Triple]) -> None:
    """Every term is defined by the ontology, which has a header with licence and version."""
    header = NamedNode(f"{DEFAULT_BASE}def")
    assert declared(ontology) == {
        t.subject
        for t in ontology
        if t.predicate == curie("rdfs:isDefinedBy") and t.object == header
    }
    said = {t.predicate for t in ontology if t.subject == header}
    assert {curie(p) for p in ("dct:license", "dct:title", "owl:versionInfo")} <= said


def test_the_ontology_has_no_blank_nodes(ontology: list[Triple]) -> None:
    """Nothing in the ontology is without a name."""
    assert not [t for t in ontology if BlankNode in (type(t.subject), type(t.object))]


def test_nothing_contradicts_domain_and_range(small: Knowledge, ontology: list[Triple]) -> None:
    """Wherever the graph uses a property with a domain or a range, the types are said."""
    said = quads(small, "", Names())
    typed = {(q.subject, q.object) for q in said if q.predicate == TYPE}
    for triple in ontology:
        ends = [q for q in said if q.predicate == triple.subject]
        if triple.predicate == curie("rdfs:domain"):
            assert {(q.subject, triple.object) for q in ends} <= typed
        things = [q.object for q in ends if isinstance(q.object, NamedNode)]
        if triple.predicate == curie("rdfs:range"):
            assert {(thing, triple.object) for thing in things} <= typed


def test_the_json_context_names_exactly_our_terms(ontology: list[Triple]) -> None:
    """Every term has its short name in the JSON-LD context, and there are no others."""
    context = json.loads((FOLDER / "context.jsonld").read_text("utf-8"))["@context"]
    meant = {k: v["@id"] if isinstance(v, dict) else str(v) for k, v in context.items()}
    terms = {name: iri for name, iri in meant.items() if iri.startswith("bg:")}
    assert terms == {name: f"bg:{name}" for name in ours(declared(ontology))}


def test_the_json_context_gives_back_the_rdf() -> None:
    """JSON written with the short names is the RDF that was meant."""
    context = json.loads((FOLDER / "context.jsonld").read_text("utf-8"))["@context"]
    iri = f"{DEFAULT_BASE}id/row/a-1"
    document = {"@context": context, "id": iri, "type": "SourceRow", "rowNumber": 1}
    parsed = {q.triple for q in parse(json.dumps(document), format=RdfFormat.JSON_LD)}
    names, row = Names(), NamedNode(iri)
    number = Literal("1", datatype=curie("xsd:integer"))
    assert parsed == {
        Triple(row, TYPE, names.term("SourceRow")),
        Triple(row, names.term("rowNumber"), number),
    }
