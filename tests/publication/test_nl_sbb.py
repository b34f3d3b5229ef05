"""Our concept schemes against NL-SBB, the Dutch profile of SKOS."""

from collections.abc import Callable

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib import DCTERMS, RDF, SKOS, URIRef

from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import DEFAULT_BASE, PREFIXES, curie
from publication.official import ReadOnce, results, to_rdflib

Reader = Callable[[str], rdflib.Graph]
GOALS = URIRef(f"{DEFAULT_BASE}id/scheme/goal")


@pytest.fixture(scope="module")
def concepts(snapshot: Snapshot) -> rdflib.Graph:
    """All that our graph says about its schemes and concepts."""
    said = list(parse(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS))
    kinds = {curie("skos:Concept"), curie("skos:ConceptScheme")}
    ours = {
        quad.subject
        for quad in said
        if quad.predicate == curie("rdf:type")
        and quad.object in kinds
        and str(quad.subject.value).startswith(DEFAULT_BASE)
    }
    return to_rdflib([quad for quad in said if quad.subject in ours])


def claimed(concepts: rdflib.Graph) -> rdflib.Graph:
    """The schemes that say they keep NL-SBB, and their concepts."""
    profile = URIRef(PREFIXES["skosapnl"])
    schemes = set(concepts.subjects(DCTERMS.conformsTo, profile))
    kept = schemes | {s for s, o in concepts.subject_objects(SKOS.inScheme) if o in schemes}
    graph = ReadOnce()
    for triple in concepts:
        if triple[0] in kept:
            graph.add(triple)
    return graph


def test_all_schemes_but_that_of_goals_keep_nl_sbb(concepts: rdflib.Graph) -> None:
    """Goals are quotations from a document: nobody defined them, and we do not pretend so."""
    schemes = set(concepts.subjects(RDF.type, SKOS.ConceptScheme))
    claiming = set(concepts.subjects(DCTERMS.conformsTo, URIRef(PREFIXES["skosapnl"])))
    assert schemes - claiming == {GOALS}


def test_the_schemes_meet_nl_sbb(concepts: rdflib.Graph, official: Reader) -> None:
    """No violation and no warning: definitions, one label per language, top concepts."""
    graph = claimed(concepts)
    assert len(set(graph.subjects(RDF.type, SKOS.ConceptScheme))) == 12
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) > 100
    found = results(graph, official("nl-sbb/skos-ap-nl.ttl"))
    assert sorted(r for r in found if r[0] != "Info") == []
