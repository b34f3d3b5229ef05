"""The endpoint on the small snapshot, with real query processes."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beleidsgraaf.serve import endpoint
from beleidsgraaf.serve.endpoint.service import Endpoint
from beleidsgraaf.snapshot import Snapshot
from small_snapshot import QUADS, SETTINGS, Ask, install, publish


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The small snapshot."""
    return publish(tmp_path_factory.mktemp("snapshots"), QUADS)


@pytest.fixture(scope="session")
def app(small: Snapshot) -> Iterator[Flask]:
    """An application with the endpoint on the small snapshot."""
    app = install(small, SETTINGS)
    yield app
    app.extensions[endpoint.EXTENSION].close()


@pytest.fixture(scope="session")
def service(app: Flask) -> Endpoint:
    """The endpoint itself."""
    found: Endpoint = app.extensions[endpoint.EXTENSION]
    return found


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that the endpoint has not seen before."""
    return app.test_client()


@pytest.fixture
def ask(client: FlaskClient) -> Ask:
    """Asks a query by GET; ``accept`` and other parameters as given."""

    def asked(query: str, accept: str | None = None, **parameters: str) -> TestResponse:
        headers = {"Accept": accept} if accept is not None else {}
        named = {name.replace("_", "-"): value for name, value in parameters.items()}
        return client.get("/sparql", query_string={"query": query, **named}, headers=headers)

    return asked


@pytest.fixture
def fresh(small: Snapshot) -> Iterator[Flask]:
    """An application of its own, for what other tests should not meet."""
    app = install(small, SETTINGS)
    yield app
    app.extensions[endpoint.EXTENSION].close()


@pytest.fixture
def killed(fresh: Flask) -> Endpoint:
    """Its endpoint."""
    found: Endpoint = fresh.extensions[endpoint.EXTENSION]
    return found
