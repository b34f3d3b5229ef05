"""A page holds all that the data says: reading it as RDFa gives the triples of its Turtle."""

from collections import defaultdict

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

import rdfa
from beleidsgraaf.snapshot import Snapshot
from site_client import SiteClient

PER_TYPE = 4
"""Pages of each type that are compared; every page of a type is made by the same program."""


@pytest.fixture(scope="session")
def paths(snapshot: Snapshot) -> list[str]:
    """Some pages of every type of thing, the one with the most data among them."""
    start = f"{snapshot.base_iri}id/"
    sizes: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for quad in parse(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS):
        for term in (quad.subject, quad.object):
            if isinstance(term, NamedNode) and term.value.startswith(start):
                path = term.value.removeprefix(start).partition("#")[0]
                sizes[path.partition("/")[0]][path] += 1
    return [
        f"/doc/{path}"
        for things in sizes.values()
        for path in sorted(things, key=lambda p: (-things[p], p))[:PER_TYPE]
    ]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_of_a_thing_holds_every_triple(
    site: SiteClient, paths: list[str], prefix: str
) -> None:
    """Whatever the N-Triples say stands on the page, in both languages, and nothing else does."""
    assert len(paths) > 60
    for path in paths:
        data = site.raw(f"{path}.nt").data
        said = {quad.triple for quad in parse(data, format=RdfFormat.N_TRIPLES)}
        assert said == rdfa.triples(site.get(prefix + path).tree), path
