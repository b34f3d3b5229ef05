"""The server with compiled modules does what their source says, in all of its processes."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from beleidsgraaf.serve import compiled
from server_process import SCRIPT, Server
from small_snapshot import QUADS, publish

ASKED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("GET", "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 5", {}),
    ("GET", "ASK {}", {"Accept": "application/sparql-results+xml"}),
    ("GET", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", {"Accept": "application/n-triples"}),
    ("GET", "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", {"Accept-Encoding": "gzip"}),
    ("HEAD", "ASK {}", {}),
    ("GET", "SELECT", {}),
    ("GET", "INSERT DATA { <x:s> <x:p> 1 }", {}),
    ("GET", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {}),
    ("GET", "ASK { " + "{" * 300 + "}" * 300 + " }", {}),
    ("GET", "ASK {}", {"Accept": "image/png"}),
    ("GET", "ASK {}", {"If-None-Match": "*"}),
    ("PUT", "ASK {}", {}),
    ("GET", "ASK { FILTER(STRLEN('\u00e9') = 1) }", {}),
)


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    """One as its source has it, and one with what was compiled."""
    if not (compiled.FOLDER / compiled.MADE_FROM).exists():
        pytest.skip("nothing is compiled: `make native` does it, with a C compiler")
    root = tmp_path_factory.mktemp("snapshots")
    publish(root, QUADS)
    plain, quick = Server.start(root, (str(SCRIPT),)), Server.start(root)
    yield plain, quick
    plain.stop()
    quick.stop()


def holds(pid: int) -> bool:
    """Whether a process has the compiled modules in its memory."""
    return compiled.LIBRARY in Path(f"/proc/{pid}/maps").read_text("utf-8")


@pytest.mark.server
def test_every_process_has_them(servers: tuple[Server, Server]) -> None:
    """The supervisor, the one that answers the web, and query processes; or none has."""
    plain, quick = servers
    assert quick.get("ASK {}")[0] == 200
    assert all(map(holds, quick.family()))
    assert not holds(plain.process.pid)
    assert not holds(plain.front)


def answer(server: Server, method: str, text: str, headers: dict[str, str]) -> object:
    """Status, headers but for the date, and body."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request(method, f"/sparql?query={quote(text)}", headers=headers)
    response = connection.getresponse()
    given = {name: value for name, value in response.getheaders() if name != "Date"}
    found = (response.status, given, response.read())
    connection.close()
    return found


@pytest.mark.server
@pytest.mark.parametrize(("method", "text", "headers"), ASKED)
def test_they_answer_as_their_source_does(
    servers: tuple[Server, Server], method: str, text: str, headers: dict[str, str]
) -> None:
    """Byte for byte, the first time and from the cache."""
    plain, quick = servers
    for _ in range(3):
        assert answer(quick, method, text, headers) == answer(plain, method, text, headers)
