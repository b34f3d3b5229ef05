"""The numbers that are told are those that a query gives."""

import json
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import Names, curie
from site_client import SiteClient

COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) WHERE { { SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o } } }",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?s a ?c }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) WHERE { ?s ?p ?o }",
}
CLASSES = "SELECT ?k (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?k } GROUP BY ?k ORDER BY ?k"
PROPERTIES = "SELECT ?k (COUNT(*) AS ?n) WHERE { ?s ?k ?o } GROUP BY ?k ORDER BY ?k"


def asked(site: SiteClient, query: str) -> dict[str, int]:
    """What the endpoint counts, by key; by nothing where there is one number."""
    response = site.raw(f"/sparql?query={quote(query)}", Accept="application/sparql-results+json")
    rows = json.loads(response.data)["results"]["bindings"]
    return {row["k"]["value"] if "k" in row else "": int(row["n"]["value"]) for row in rows}


def told(triples: set[Triple], dataset: NamedNode, name: str) -> int:
    """A number that a description gives of a dataset."""
    (found,) = {
        t.object for t in triples if t.subject == dataset and t.predicate == curie(f"void:{name}")
    }
    return int(found.value)  # type: ignore[union-attr]  # a number is a literal


def partitions(triples: set[Triple], dataset: NamedNode, kind: str, counted: str) -> dict[str, int]:
    """How much there is of each class or property."""
    link, key = curie(f"void:{kind}Partition"), curie(f"void:{kind}")
    parts = {t.object for t in triples if t.subject == dataset and t.predicate == link}
    about = {t.subject: t.object for t in triples if t.predicate == key and t.subject in parts}
    return {
        term.value: told(triples, part, counted)  # type: ignore[union-attr, arg-type]  # IRIs all
        for part, term in about.items()
    }


@pytest.fixture(params=["void", "service"])
def described(
    request: pytest.FixtureRequest, site: SiteClient, snapshot: Snapshot
) -> tuple[set[Triple], NamedNode]:
    """The VoID description or that of the service, and what stands in it for the whole graph."""
    if request.param == "void":
        data = site.raw("/.well-known/void", Accept="text/turtle").data
        node = Names(snapshot.base_iri).thing("dataset", "beleidsgraaf")
    else:
        data = site.raw("/sparql", Accept="text/turtle").data
        node = NamedNode("http://localhost/sparql#default")
    return {quad.triple for quad in parse(data, format=RdfFormat.TURTLE)}, node


@pytest.mark.parametrize("name", COUNTS)
def test_a_total_is_what_a_query_gives(
    site: SiteClient, described: tuple[set[Triple], NamedNode], name: str
) -> None:
    """Triples, classes, properties, subjects and objects of the whole graph."""
    assert told(*described, name) == asked(site, COUNTS[name])[""]


def test_the_parts_are_what_a_query_gives(
    site: SiteClient, described: tuple[set[Triple], NamedNode]
) -> None:
    """Things of every class and triples with every property, none missing, none too many."""
    assert partitions(*described, "class", "entities") == asked(site, CLASSES)
    assert partitions(*described, "property", "triples") == asked(site, PROPERTIES)


def test_the_service_tells_the_size_of_each_graph(site: SiteClient, snapshot: Snapshot) -> None:
    """Every named graph of the store is in the description, with its number of triples."""
    data = site.raw("/sparql", Accept="text/turtle").data
    triples = {quad.triple for quad in parse(data, format=RdfFormat.TURTLE)}
    counts = asked(site, "SELECT ?k (COUNT(*) AS ?n) { GRAPH ?k { ?s ?p ?o } } GROUP BY ?k")
    names = {t.subject: t.object for t in triples if t.predicate == curie("sd:name")}
    contents = {t.subject: t.object for t in triples if t.predicate == curie("sd:graph")}
    found = {
        names[node].value: told(triples, content, "triples") for node, content in contents.items()
    }
    assert found == counts
    assert Names(snapshot.base_iri).graph("catalogue").value in found
