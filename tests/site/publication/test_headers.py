"""The headers that protect a visitor are on every response, whoever makes it."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from beleidsgraaf.serve import endpoint
from beleidsgraaf.serve.app import create_app
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot
from site_client import SiteClient

PATHS = (
    "/",
    "/en/doc/organisation/movisie",
    "/doc/organisation/movisie.ttl",
    "/id/organisation/movisie",
    "/downloads",
    "/downloads/measures.csv",
    "/downloads/measures.csv?range",
    "/catalogue.jsonld",
    "/static/site.css",
    "/robots.txt",
    "/sparql",
    "/sparql?query=ASK%20%7B%7D",
    "/sparql?query=nonsense",
    "/health",
    "/nothing",
    "/.well-known/security.txt",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_forbids_what_nothing_needs(site: SiteClient, path: str) -> None:
    """No script but our own, no frame, no guessing of types; no cookie is ever set."""
    wanted = {"Range": "bytes=0-3"} if path.endswith("?range") else {}
    with site.raw(path, **wanted) as response:
        headers = response.headers
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy.pop("default-src") == policy.pop("frame-ancestors") == "'none'"
    assert policy.pop("base-uri") == "'none'"
    assert set(policy.values()) == {"'self'"}
    assert headers.getlist("X-Content-Type-Options") == ["nosniff"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "Set-Cookie" not in headers
    assert "Strict-Transport-Security" not in headers


@pytest.fixture(scope="module")
def encrypted(snapshot: Snapshot) -> Iterator[FlaskClient]:
    """The site as visitors see it over https."""
    app = create_app(snapshot, Settings(public_url="https://example.org/", query_processes=1))
    yield app.test_client()
    app.extensions[endpoint.EXTENSION].close()


@pytest.mark.parametrize("path", PATHS)
def test_encryption_is_asked_for_where_the_site_has_it(encrypted: FlaskClient, path: str) -> None:
    """Seen over https, the site tells browsers to come that way for at least a year."""
    with encrypted.get(path) as response:
        headers = response.headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
