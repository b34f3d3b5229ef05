"""The real graph, and the files that are made of it."""

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from beleidsgraaf.make.dumps import Dumps, dumps
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import Names


@pytest.fixture(scope="session")
def names(snapshot: Snapshot) -> Names:
    """The IRIs of the real graph."""
    return Names(snapshot.base_iri)


@pytest.fixture(scope="session")
def everything(snapshot: Snapshot) -> list[Quad]:
    """Every quad of the real graph, the catalogue included."""
    return list(parse(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS))


@pytest.fixture(scope="session")
def quads(everything: list[Quad], names: Names) -> list[Quad]:
    """Every quad that goes into the files."""
    return [quad for quad in everything if quad.graph_name != names.graph("catalogue")]


@pytest.fixture(scope="session")
def made(quads: list[Quad], names: Names) -> Dumps:
    """The files."""
    return dumps(quads, names)
