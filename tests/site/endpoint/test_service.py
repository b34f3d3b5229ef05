"""What the service says of itself, and its graphs read whole."""

import re

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse

from beleidsgraaf.serve.endpoint import EXTENSION
from beleidsgraaf.vocab import curie
from small_snapshot import GRAPH

STORE = "/graph-store"


def test_the_description_names_what_the_standard_asks(client: FlaskClient) -> None:
    """Endpoint, language, formats, default dataset, the named graphs with their counts."""
    response = client.get("/sparql", headers={"Accept": "application/n-triples"})
    triples = list(parse(response.data, format=RdfFormat.N_TRIPLES))
    service = NamedNode("http://localhost/sparql")
    said = {(t.subject, t.predicate, t.object) for t in triples}
    assert (service, curie("rdf:type"), curie("sd:Service")) in said
    assert (service, curie("sd:endpoint"), service) in said
    assert (service, curie("sd:supportedLanguage"), curie("sd:SPARQL11Query")) in said
    assert (service, curie("sd:feature"), curie("sd:UnionDefaultGraph")) in said
    formats = {t.object for t in triples if t.predicate == curie("sd:resultFormat")}
    assert len(formats) == 10
    names = {t.object for t in triples if t.predicate == curie("sd:name")}
    assert names == {NamedNode(f"{GRAPH}{name}") for name in ("one", "two", "three", "many")}
    counts = {int(t.object.value) for t in triples if t.predicate == curie("void:triples")}
    assert counts == {4, 3, 2, 500, 509}


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/rdf+xml", "application/ld+json", "application/trig"]
)
def test_the_description_is_in_every_format(client: FlaskClient, media: str) -> None:
    """As the client prefers."""
    response = client.get("/sparql", headers={"Accept": media})
    assert (response.status_code, response.mimetype) == (200, media)
    assert b"SPARQL11Query" in response.data


def test_limits_are_published(client: FlaskClient) -> None:
    """In the description in words of both languages, and in a header of it and each refusal."""
    response = client.get("/sparql")
    assert '"A query may take 1.5 seconds."@en' in response.text
    assert '"Een vraag mag 96 MiB geheugen gebruiken."@nl' in response.text
    for told in (response, client.get("/sparql?query=SELECT"), client.put("/sparql")):
        assert "seconds=1.5, memory-mib=96, text-kib=64, depth=128" in told.headers["Query-Limits"]


def test_a_kept_answer_weighs_what_its_request_takes(client: FlaskClient) -> None:
    """The cache is bounded in bytes, those of a long list of graphs among them."""
    cache = client.application.extensions[EXTENSION]._cache
    before = cache._held
    graphs = [f"urn:x:{number}:{'y' * 200}" for number in range(100)]
    asked = {"query": "ASK {} # weight", "named-graph-uri": graphs}
    assert client.post("/sparql", data=asked).status_code == 200
    assert cache._held - before > 20_000


def test_a_named_graph_is_read_whole(client: FlaskClient) -> None:
    """GET with ``graph`` gives that graph and no other, in the format asked for."""
    for media, form in (
        ("text/turtle", RdfFormat.TURTLE),
        ("application/ld+json", RdfFormat.JSON_LD),
    ):
        response = client.get(
            STORE, query_string={"graph": f"{GRAPH}two"}, headers={"Accept": media}
        )
        assert response.mimetype == media
        assert len(list(parse(response.data, format=form))) == 3
    turtle = client.get(STORE, query_string={"graph": f"{GRAPH}two"}).text
    assert {"dcat", "foaf", "rdfs", "skos"} <= set(re.findall(r"@prefix (\w+):", turtle))


def test_the_default_graph_is_the_union(client: FlaskClient) -> None:
    """GET with ``default`` gives all triples."""
    response = client.get(f"{STORE}?default", headers={"Accept": "application/n-triples"})
    assert len(response.data.splitlines()) == 509
    assert client.head(f"{STORE}?default").status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (STORE, 400),
        (f"{STORE}?default&graph=x:y", 400),
        (f"{STORE}?graph=x:y", 404),
        (f"{STORE}?default&format=csv", 406),
    ],
)
def test_a_wrong_read_is_refused(client: FlaskClient, address: str, status: int) -> None:
    """None or two graphs named, one that is not there, a format that is no graph's."""
    assert client.get(address).status_code == status


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_a_graph_is_never_changed(client: FlaskClient, method: str) -> None:
    """The writes of the protocol are 405, with what is allowed."""
    response = client.open(f"{STORE}?default", method=method, data="<x:a> <x:b> <x:c> .")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
