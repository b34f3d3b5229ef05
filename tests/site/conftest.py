"""The site of the real project, for the tests of pages and linked data."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask

from beleidsgraaf import snapshot as door
from beleidsgraaf.serve import endpoint, texts
from beleidsgraaf.serve.app import create_app
from beleidsgraaf.serve.texts import Texts
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot
from site_client import SiteClient

ISSUES = "https://example.org/issues"

Serve = Callable[[Snapshot], SiteClient]


@pytest.fixture(scope="session")
def words() -> dict[str, Texts]:
    """The site's texts in every language."""
    return texts.load()


@pytest.fixture(scope="session")
def serve(words: dict[str, Texts]) -> Iterator[Serve]:
    """Serves a snapshot; whatever was served is closed at the end."""
    apps: list[Flask] = []

    def make(served: Snapshot) -> SiteClient:
        app = create_app(served, Settings(issues_url=ISSUES, query_processes=1))
        apps.append(app)
        return SiteClient(app, words)

    yield make
    for app in apps:
        app.extensions[endpoint.EXTENSION].close()


@pytest.fixture(scope="session")
def site(serve: Serve, snapshot: Snapshot) -> SiteClient:
    """The site of the real project."""
    return serve(snapshot)


@pytest.fixture(scope="session")
def changed(
    serve: Serve, snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Mapping[str, bytes]], SiteClient]:
    """The site of a snapshot in which some files are other than in the real one."""

    def make(other: Mapping[str, bytes]) -> SiteClient:
        files = {name: snapshot.read(name) for name in snapshot.manifest["files"]}
        root: Path = tmp_path_factory.mktemp("changed")
        about = {"base_iri": snapshot.base_iri}
        return serve(door.publish(root, files | dict(other), about, {}))

    return make
