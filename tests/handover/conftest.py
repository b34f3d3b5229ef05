"""A snapshot that an owner has made ready, and a server that takes datasets in."""

import datetime
import hashlib
import json
import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pyoxigraph import Quad, RdfFormat, serialize

from beleidsgraaf.make.catalogue import Release, Version, catalogue, read
from beleidsgraaf.make.triples import canonical
from beleidsgraaf.model import Distribution, Text
from beleidsgraaf.snapshot import Snapshot, publish
from beleidsgraaf.vocab import Names

PROJECT = Path(__file__).parents[2]
OPENAPI = "donl/aanlever-api/openapi.json"
OPENAPI_SHA256 = "2798f6593d6bdd2ab738b6096999c63d1d16b653e8bf2a3458b4b30308562e7f"
TOKEN = "eyJ.a.test"  # noqa: S105  opens nothing
OWNER = {
    "https://beleidsgraaf.example.org/": "https://beleidsgraaf.test/",
    "mnre0000": "mnre1034",
    "VOORBEELD: het loket van de eigenaar": "Het loket",
    "EXAMPLE: the owner's desk": "The desk",
    "loket@beleidsgraaf.example.org": "loket@beleidsgraaf.test",
    "+31000000000": "+31701234567",
}
"""What an owner puts in the place of each example; .test is nobody's domain (RFC 2606)."""


@pytest.fixture(scope="session")
def openapi() -> Path:
    """The API's own description, exactly the version that we know."""
    folder = Path(os.environ.get("STANDARDS", PROJECT.parent / "shared/standards"))
    if not (folder / OPENAPI).is_file():
        pytest.skip(f"AANLEVER API NOT CHECKED: {folder} is not there; name it with STANDARDS=")
    assert hashlib.sha256((folder / OPENAPI).read_bytes()).hexdigest() == OPENAPI_SHA256
    return folder / OPENAPI


def _file(name: str, media_type: str, file_type: str) -> Distribution:
    return Distribution(
        name=name,
        title=Text(f"De graaf als {file_type}", f"The graph as {file_type}"),
        description=Text("Alles.", "Everything."),
        media_type=media_type,
        file_type=file_type,
        compressed=name.endswith(".gz"),
        bytes=4096,
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )


def _catalogue(settings: str) -> list[Quad]:
    publication = read(settings, (PROJECT / "data/publication-values.csv").read_text("utf-8"))
    files = (
        _file("beleidsgraaf.ttl.gz", "text/turtle", "RDF_TURTLE"),
        _file("measures.csv", "text/csv", "CSV"),
    )
    first = publication.versions[0]
    day = datetime.date(2027, 3, 1)
    second = Version("1.1.0", day, Text("Een rij verbeterd.", "One row mended."))
    releases = [Release(first, first.issued, files), Release(second, day, files)]
    return catalogue(publication, releases, Names())


def _published(root: Path, quads: list[Quad]) -> Snapshot:
    return publish(root, {"graph.nq.gz": canonical(quads)}, {"base_iri": Names().base}, {})


@pytest.fixture(scope="session")
def example() -> str:
    """The settings file as it is in the repository, placeholders and all."""
    return (PROJECT / "data/publication.toml").read_text("utf-8")


@pytest.fixture(scope="session")
def quads(example: str) -> list[Quad]:
    """The catalogue of two versions, with every placeholder replaced."""
    for placeholder, value in OWNER.items():
        assert placeholder in example
        example = example.replace(placeholder, value)
    return _catalogue(example)


@pytest.fixture(scope="session")
def turtle(quads: list[Quad], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue as a file of Turtle."""
    path = tmp_path_factory.mktemp("catalogue") / "catalogue.ttl"
    path.write_bytes(serialize((q.triple for q in quads), format=RdfFormat.TURTLE) or b"")
    return path


@pytest.fixture(scope="session")
def ready(quads: list[Quad], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of snapshots that an owner has made ready."""
    root = tmp_path_factory.mktemp("ready")
    _published(root, quads)
    return root


@pytest.fixture(scope="session")
def unready(example: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of snapshots in which the examples still stand."""
    root = tmp_path_factory.mktemp("unready")
    _published(root, _catalogue(example))
    return root


class Intake(ThreadingHTTPServer):
    """Takes datasets in as the API says it does, and remembers what it was sent."""

    daemon_threads = True

    def __init__(self, described: dict[str, Any]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.validator = Draft202012Validator(
            {"$ref": "#/components/schemas/DcatDataset", "components": described["components"]}
        )
        self.paths = set(described["paths"])
        self.stored: list[tuple[str, str, dict[str, Any]]] = []
        self.answer: tuple[int, str, bytes] | None = None
        """What it answers instead, whatever it is sent."""

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Intake

    def log_message(self, *_: Any) -> None:
        """Be silent."""

    def do_POST(self) -> None:
        self._take()

    def do_PUT(self) -> None:
        self._take()

    def _take(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.stored.append((self.command, self.path, sent))
        if self.server.answer:
            self._send(*self.server.answer)
        elif self.headers["Authorization"] != f"Bearer {TOKEN}":
            self._send(401, "", b"")
        elif errors := list(self.server.validator.iter_errors(sent)):
            told = [{"path": e.json_path, "message": e.message} for e in errors]
            self._problem(400, "De DCAT-datasetpayload is ongeldig", told)
        elif [path for method, path, _ in self.server.stored].count(self.path) > 1:
            self._problem(409, "Er bestaat al een dataset met dezelfde dctIdentifier", [])
        else:
            stored = {"id": "5aa4d627-2b5a-4b69-b8e9-7af31d1288ee"}
            code = 201 if self.command == "POST" else 200
            self._send(code, "application/json", json.dumps(stored).encode())

    def _problem(self, code: int, detail: str, errors: list[dict[str, str]]) -> None:
        problem = {"status": code, "detail": detail, "errors": errors}
        self._send(code, "application/problem+json", json.dumps(problem).encode())

    def _send(self, code: int, media_type: str, body: bytes) -> None:
        self.send_response(code)
        if code in (301, 302, 307, 308):
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def intake(openapi: Path) -> Iterator[Intake]:
    """A running server of the API, empty."""
    with Intake(json.loads(openapi.read_text("utf-8"))) as server:
        # It looks often whether it is to stop: each test waits for that.
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
