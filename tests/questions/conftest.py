"""The competency questions as files, and the real graph to ask them of."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from beleidsgraaf import queries
from beleidsgraaf.queries import Query
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import DEFAULT_BASE


@pytest.fixture(scope="session")
def folder(project: Path) -> Path:
    """Where the questions stand; their answers stand in ``expected`` below it."""
    return project / "ontology/questions"


@pytest.fixture(scope="session")
def questions(folder: Path) -> Mapping[str, Query]:
    """Every question by its stem."""
    return queries.load(folder, DEFAULT_BASE)


@pytest.fixture(scope="session")
def graph(snapshot: Snapshot) -> bytes:
    """The whole real graph as N-Quads, a line each."""
    return snapshot.read("graph.nq.gz")


@pytest.fixture(scope="session")
def store(graph: bytes) -> Store:
    """The real graph, ready to be asked."""
    store = Store()
    store.bulk_load(input=graph, format=RdfFormat.N_QUADS)
    return store
