"""A small snapshot with every kind of term, and an application with the endpoint on it."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from werkzeug.test import TestResponse

from beleidsgraaf import snapshot
from beleidsgraaf.serve import endpoint
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot

BASE = "https://example.org/"
GRAPH = f"{BASE}graph/"
XSD = "http://www.w3.org/2001/XMLSchema#"
QUADS = [
    f'<{BASE}a> <{BASE}label> "een maatregel"@nl <{GRAPH}one> .',
    f'<{BASE}a> <{BASE}label> "a measure"@en <{GRAPH}one> .',
    f'<{BASE}a> <{BASE}number> "7"^^<{XSD}integer> <{GRAPH}one> .',
    f'<{BASE}a> <{BASE}day> "2021-02-04"^^<{XSD}date> <{GRAPH}one> .',
    f'<{BASE}b> <{BASE}text> " two\\r\\nlines\\tand a \\"quote\\" <&> é€𝄞 " <{GRAPH}two> .',
    f"<{BASE}b> <{BASE}next> <{BASE}a> <{GRAPH}two> .",
    f"<{BASE}b> <{BASE}next> <{BASE}c> <{GRAPH}two> .",
    f'<{BASE}c> <{BASE}bell> "a\\u0001b" <{GRAPH}three> .',
    f"<{BASE}c> <{BASE}p/1> <{BASE}a> <{GRAPH}three> .",
    *(f'<{BASE}n{i:03}> <{BASE}value> "{i}"^^<{XSD}integer> <{GRAPH}many> .' for i in range(500)),
]

Ask = Callable[..., TestResponse]
SETTINGS = Settings(query_timeout=1.5, query_processes=2, query_memory=96, answer_size=4)


def publish(root: Path, lines: list[str]) -> Snapshot:
    """A snapshot with these quads."""
    data = "".join(f"{line}\n" for line in sorted(lines)).encode()
    return snapshot.publish(root, {"graph.nq.gz": data}, about={"base_iri": BASE}, tools={})


def install(opened: Snapshot, settings: Settings) -> Flask:
    """A bare application with an endpoint and a workbench page."""
    app = Flask(__name__)
    app.add_url_rule("/workbench", "workbench", lambda: "<h1>workbench</h1>")
    endpoint.install(app, endpoint.Endpoint(opened, settings))
    return app
