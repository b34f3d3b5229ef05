"""Programs that people use ask a real server, each in its own way."""

import json
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import ResultRow

from server_process import Server
from small_snapshot import BASE, GRAPH, QUADS, publish

pytestmark = pytest.mark.server
LABELS = f"SELECT ?o {{ <{BASE}a> <{BASE}label> ?o }} ORDER BY ?o"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the small snapshot."""
    root = tmp_path_factory.mktemp("clients")
    publish(root, QUADS)
    server = Server.start(root)
    yield server
    server.stop()


@pytest.fixture
def address(server: Server) -> str:
    """Where it answers."""
    return f"http://127.0.0.1:{server.port}/sparql"


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(address: str, method: str) -> None:
    """Rdflib's SPARQLStore, by each of its methods: SELECT, ASK, CONSTRUCT, triples, contexts."""
    store = SPARQLStore(address, method=method)
    graph = Graph(store)
    rows = [row.o.n3() for row in graph.query(LABELS) if isinstance(row, ResultRow)]
    assert sorted(rows) == ['"a measure"@en', '"een maatregel"@nl']
    assert graph.query(f"ASK {{ <{BASE}a> ?p ?o }}").askAnswer
    assert len(list(graph.triples((URIRef(f"{BASE}b"), None, None)))) == 3
    built = graph.query(f"CONSTRUCT WHERE {{ <{BASE}b> <{BASE}next> ?o }}").graph
    assert built is not None
    assert len(built) == 2


def test_rdflib_on_a_named_graph(address: str) -> None:
    """Rdflib sends a graph's name as default-graph-uri."""
    store = SPARQLStore(address, context_aware=True)
    graph = Graph(store, identifier=URIRef(f"{GRAPH}two"))
    assert len(list(graph.triples((None, None, None)))) == 3


def curl(*arguments: str) -> str:
    """What curl prints."""
    return subprocess.run(
        ["curl", "--silent", "--show-error", *arguments], capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on this machine")
def test_curl(address: str) -> None:
    """Curl in the four ways in which people write it, and with --compressed."""
    by_form = curl(address, "--data-urlencode", f"query={LABELS}")
    assert len(json.loads(by_form)["results"]["bindings"]) == 2
    assert curl("-G", address, "--data-urlencode", f"query={LABELS}") == by_form
    direct = ("-H", "Content-Type: application/sparql-query", "--data-binary", LABELS)
    assert curl(address, *direct) == by_form
    assert curl("--compressed", address, *direct) == by_form
    csv = curl("-H", "Accept: text/csv", address, *direct)
    assert csv == "o\r\na measure\r\neen maatregel\r\n"
    headers = curl("-I", f"{address}?query=ASK%7B%7D")
    assert headers.startswith("HTTP/1.1 200 OK")
