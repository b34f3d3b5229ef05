"""No term without a question, and no question about a term that is not there."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from rdflib import OWL, RDF, Graph
from rdflib.term import URIRef

from beleidsgraaf.queries import Query
from beleidsgraaf.vocab import DEFAULT_BASE

PREFIX = re.compile(r"^PREFIX (?P<name>[a-z-]+): <(?P<iri>[^>]+)>$", re.MULTILINE)
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


def terms(text: str) -> set[str]:
    """Every IRI that a query names by a prefixed name, comments and texts left out."""
    prefixes = {p["name"]: p["iri"] for p in PREFIX.finditer(text)}
    body = re.sub(r"^#.*$|^PREFIX .*$|\"[^\"\n]*\"|\s# .*$", "", text, flags=re.MULTILINE)
    names = re.findall(r"(?<![\w?-])([a-z][a-z-]*):([A-Za-z][\w-]*)", body)
    return {prefixes[prefix] + local for prefix, local in names}


def declared(ontology: Graph) -> dict[URIRef, set[str]]:
    """The classes and the properties that an ontology declares, by what they are."""
    return {kind: {str(term) for term in ontology.subjects(RDF.type, kind)} for kind in KINDS}


def asked(questions: Iterable[Query]) -> set[str]:
    """Every IRI that some question names."""
    return set().union(*(terms(query.text) for query in questions))


@pytest.fixture(scope="module")
def ontology(project: Path) -> Graph:
    """The ontology, read by another parser than the build's."""
    return Graph().parse(project / "ontology/beleidsgraaf.ttl")


def test_every_class_and_property_is_asked_for(
    ontology: Graph, questions: Mapping[str, Query]
) -> None:
    """A term of ours that answers no question has no reason to exist."""
    found = declared(ontology)
    assert all(len(found[kind]) > 10 for kind in KINDS)
    assert set().union(*found.values()) - asked(questions.values()) == set()


def test_no_question_names_a_term_that_is_not_declared(
    ontology: Graph, questions: Mapping[str, Query]
) -> None:
    """A misspelt term of ours would answer nothing, silently."""
    ours = {iri for iri in asked(questions.values()) if iri.startswith(f"{DEFAULT_BASE}def#")}
    assert ours - set().union(*declared(ontology).values()) == set()


def test_every_term_that_a_question_names_stands_in_the_graph(
    graph: bytes, questions: Mapping[str, Query]
) -> None:
    """Terms of others, roles and organisations are spelt as the graph spells them."""
    known = set(re.findall(r"<([^>]+)>", graph.decode()))
    assert {stem: terms(query.text) - known for stem, query in questions.items()} == {
        stem: set() for stem in questions
    }


def test_a_term_that_no_question_names_is_noticed() -> None:
    """What stands in a comment, a text or a longer name does not count as asked."""
    text = """#+ summary: over bg:Measure?
PREFIX bg: <https://w3id.org/beleidsgraaf/def#>
SELECT ?x WHERE { ?x a bg:Goal ; bg:hasGoal "bg:Theme" }  # bg:Role
"""
    assert terms(text) == {f"{DEFAULT_BASE}def#Goal", f"{DEFAULT_BASE}def#hasGoal"}
