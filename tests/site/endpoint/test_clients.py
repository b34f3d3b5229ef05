"""Programs that people use ask a real server, each in its own way."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import ResultRow
from SPARQLWrapper import CSV, GET, JSON, JSONLD, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from server_process import Server
from small_snapshot import BASE, GRAPH, QUADS, publish

pytestmark = pytest.mark.server
LABELS = f"SELECT ?o {{ <{BASE}a> <{BASE}label> ?o }} ORDER BY ?o"
COMUNICA = Path(__file__).parent / "comunica"


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


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_gets_bindings(address: str, method: str, form: str) -> None:
    """SPARQLWrapper gets the rows in the format that it was told, by GET and by POST."""
    wrapper = SPARQLWrapper(address, returnFormat=form)
    wrapper.setMethod(method)
    wrapper.setQuery(LABELS)
    found: Any = wrapper.query().convert()
    if form == JSON:
        assert [row["o"]["xml:lang"] for row in found["results"]["bindings"]] == ["en", "nl"]
    else:
        text = found.toxml() if form == XML else found.decode()
        assert text.index("a measure") < text.index("een maatregel")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD])
def test_sparqlwrapper_gets_graphs(address: str, method: str, form: str) -> None:
    """SPARQLWrapper gets a graph that its parser for that format reads."""
    wrapper = SPARQLWrapper(address, returnFormat=form)
    wrapper.setMethod(method)
    wrapper.setQuery(f"CONSTRUCT WHERE {{ <{BASE}b> <{BASE}next> ?o }}")
    found: Any = wrapper.query().convert()
    graph = Graph().parse(data=found) if isinstance(found, bytes) else found
    assert len(graph) == 2


@pytest.mark.skipif(
    not (COMUNICA / "node_modules" / "installed").exists(),
    reason="Comunica is not installed; `make clients` does it, where there is npm",
)
def test_comunica(address: str) -> None:
    """Comunica finds out what the address is, and asks by POST and GET: rows, boolean, graph."""
    asked = {
        "select": LABELS,
        "ask": f"ASK {{ <{BASE}a> ?p ?o }}",
        "construct": f"CONSTRUCT WHERE {{ <{BASE}b> <{BASE}next> ?o }}",
    }
    told = subprocess.run(
        ["node", str(COMUNICA / "ask.mjs"), address, json.dumps(asked)],
        capture_output=True,
        check=True,
    ).stdout
    expected = {
        "rows": [["a measure", "en"], ["een maatregel", "nl"]],
        "yes": True,
        "triples": 2,
    }
    assert json.loads(told) == {"found": expected, "told": expected, "by_get": expected}
