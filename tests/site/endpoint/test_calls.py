"""SERVICE: what the operator lists may be called, and nothing else, by no way round."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from benchmarks.family import children
from flask import Flask
from werkzeug.test import TestResponse

from beleidsgraaf.serve import endpoint
from beleidsgraaf.snapshot import Snapshot
from small_snapshot import SETTINGS, install

ROW = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"there"}}]}}'
ENDLESS = b" " * 2**16


class Elsewhere(ThreadingHTTPServer):
    """Another endpoint on this machine: remembers what was asked, answers as its paths say."""

    daemon_threads = True

    def __init__(self, redirect_to: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.heard: list[str] = []
        self.redirect_to = redirect_to
        self.address = f"http://127.0.0.1:{self.server_port}/"
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def handle_error(self, *_: object) -> None:
        """A client that is gone in the midst of an answer is what some tests are for."""


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Elsewhere)
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        server.heard.append(asked)
        path = self.path.strip("/")
        if path == "slow":
            time.sleep(4)
        self.send_response(int(path) if path.isdigit() else 200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(1 << 40 if path == "endless" else len(ROW)))
        self.send_header("Location", server.redirect_to)
        self.end_headers()
        self.wfile.write(ENDLESS if path == "endless" else ROW)
        while path == "endless":
            self.wfile.write(ENDLESS)

    do_GET = do_POST  # noqa: N815  what the server calls

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@dataclass
class World:
    """An endpoint that may call one other, and one that it may not."""

    app: Flask
    listed: Elsewhere
    unlisted: Elsewhere

    def ask(self, pattern: str, prologue: str = "") -> TestResponse:
        """The response to a SELECT of everything in a pattern."""
        query = f"{prologue} SELECT * {{ {pattern} }}"
        return self.app.test_client().get("/sparql", query_string={"query": query})

    def address(self, path: str) -> str:
        """One of the addresses that are listed."""
        return f"{self.listed.address}{path}"


@pytest.fixture(scope="module")
def servers(small: Snapshot) -> Iterator[World]:
    """The three, once."""
    unlisted = Elsewhere()
    listed = Elsewhere(redirect_to=unlisted.address)
    paths = ("ok", "slow", "endless", "500", "301", "302", "303", "307", "308")
    addresses = " ".join(f"{listed.address}{path}" for path in paths)
    app = install(small, replace(SETTINGS, service_endpoints=addresses))
    yield World(app, listed, unlisted)
    app.extensions[endpoint.EXTENSION].close()
    for server in (listed, unlisted):
        server.shutdown()
        server.server_close()


@pytest.fixture
def world(servers: World) -> World:
    """The three, with nothing heard yet."""
    servers.listed.heard.clear()
    servers.unlisted.heard.clear()
    return servers


def test_what_is_listed_is_called(world: World) -> None:
    """Its answer is in ours, which no cache keeps, for the other's data may change."""
    for spelling in ("SERVICE", "service", "Service SILENT"):
        response = world.ask(f"{spelling} <{world.address('ok')}> {{ ?x ?y ?z }}")
        assert response.status_code == 200, response.text
        assert response.get_json(force=True)["results"]["bindings"][0]["x"]["value"] == "there"
        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers
    assert len(world.listed.heard) == 3


@pytest.mark.parametrize(
    ("pattern", "prologue"),
    [
        ("SERVICE <{unlisted}> {{ ?x ?y ?z }}", ""),
        ("SERVICE SILENT <{unlisted}> {{ ?x ?y ?z }}", ""),
        ("SERVICE <{listed}> {{ ?x ?y ?z }}", ""),  # listed are addresses under it
        ("SERVICE <{listed}ok/> {{ ?x ?y ?z }}", ""),
        ("SERVICE <{listed}ok?x> {{ ?x ?y ?z }}", ""),
        ("SERVICE <{listed}OK> {{ ?x ?y ?z }}", ""),
        ("VALUES ?e {{ <{listed}ok> }} SERVICE ?e {{ ?x ?y ?z }}", ""),
        ("SERVICE e:ok {{ ?x ?y ?z }}", "PREFIX e: <{listed}>"),
        ("SERVICE <ok> {{ ?x ?y ?z }}", "BASE <{listed}>"),
        ("SERVICE # here\n<{listed}ok> {{ ?x ?y ?z }}", ""),
        ("SERVICE <{listed}o\\u006B> {{ ?x ?y ?z }}", ""),
        ("SERVICE <{listed}ok> {{ SERVICE <{unlisted}> {{ ?x ?y ?z }} }}", ""),
        ("SERVICE <{listed}ok> {{ ?x ?y ?z }} SERVICE <{unlisted}> {{ ?a ?b ?c }}", ""),
        ("SERVICE <{listed}ok> {{ ?x ?y ?z }} \\u0053ERVICE <{unlisted}> {{ ?a ?b ?c }}", ""),
        ('SERVICE <{listed}ok> {{ ?x ?y "\\u0022 #" }} SERVICE <{unlisted}> {{ ?a ?b ?c }}', ""),
        ("SERVICE <{listed}ok> {{ ?x ?y ?z }} # a SERVICE", ""),
    ],
)
def test_nothing_else_is_called(world: World, pattern: str, prologue: str) -> None:
    """403 with what is allowed, and neither of them hears a thing."""
    addresses = {"listed": world.listed.address, "unlisted": world.unlisted.address}
    response = world.ask(pattern.format(**addresses), prologue.format(**addresses))
    assert response.status_code == 403
    assert world.address("ok") in response.text
    assert world.listed.heard == world.unlisted.heard == []


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308, 500])
def test_no_redirect_is_followed(world: World, code: int) -> None:
    """An endpoint that sends us elsewhere, or fails, makes a 502; with SILENT an empty row."""
    call = f"<{world.address(str(code))}> {{ ?x ?y ?z }}"
    failed = world.ask(f"SERVICE {call}")
    assert failed.status_code == 502
    assert "An endpoint that the query calls failed" in failed.text
    silent = world.ask(f"SERVICE SILENT {call}")
    assert silent.get_json(force=True)["results"]["bindings"] == [{}]
    assert world.unlisted.heard == []


def test_the_deadline_holds_and_nobody_waits_for_the_other(world: World) -> None:
    """One that is slow to answer is given up at the deadline; quick queries go on beside it."""
    found: list[tuple[int, float]] = []

    def wait() -> None:
        begin = time.monotonic()
        response = world.ask(f"SERVICE <{world.address('slow')}> {{ ?x ?y ?z }}")
        found.append((response.status_code, time.monotonic() - begin))

    threads = [threading.Thread(target=wait) for _ in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(0.4)
    begin = time.monotonic()
    assert world.ask("?s ?p 7").status_code == 200
    assert time.monotonic() - begin < 0.5
    for thread in threads:
        thread.join()
    assert [code for code, _ in found] == [503] * 8
    assert max(seconds for _, seconds in found) < SETTINGS.query_timeout + 0.5
    assert 0 < len(world.listed.heard) <= 8


def test_an_endless_answer_has_bounds(world: World) -> None:
    """Memory and time are those of any query."""
    response = world.ask(f"SERVICE <{world.address('endless')}> {{ ?x ?y ?z }}")
    assert response.status_code in (422, 502, 503)


def test_only_the_process_of_such_a_query_has_sockets(world: World) -> None:
    """While it runs, the kernel lets it open 16 files, and every other none; then it is gone."""
    zygote = world.app.extensions[endpoint.EXTENSION].keeper.pid
    thread = threading.Thread(
        target=world.ask, args=(f"SERVICE <{world.address('slow')}> {{ ?x ?y ?z }}",)
    )
    thread.start()
    time.sleep(0.5)
    assert sorted(set(map(_open_files, children(zygote)))) == ["0", "16"]
    thread.join()
    assert set(map(_open_files, children(zygote))) == {"0"}


def _open_files(pid: int) -> str:
    limits = Path(f"/proc/{pid}/limits").read_text("ascii")
    return next(line.split()[3] for line in limits.splitlines() if line.startswith("Max open"))


def test_the_description_tells_what_may_be_called(world: World) -> None:
    """As a feature, and in words."""
    told = world.app.test_client().get("/sparql", headers={"Accept": "text/turtle"}).text
    assert "sd:BasicFederatedQuery" in told
    assert f"A query may call {world.address('ok')}" in told
