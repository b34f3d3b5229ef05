"""Every IRI of ours that the data holds leads to data about it."""

import re
from collections.abc import Iterator

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from beleidsgraaf.snapshot import Snapshot
from site_client import SiteClient

FRAGMENTS = 40
"""Every so many documents, the page is looked at for the parts that IRIs name in it."""


def iris(data: bytes, form: RdfFormat, base: str) -> Iterator[str]:
    """Every IRI under the base in a document, as subject, predicate, object, graph or datatype."""
    for quad in parse(data, format=form):
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, NamedNode) and term.value.startswith(base):
                yield term.value


@pytest.fixture(scope="module")
def every(snapshot: Snapshot) -> set[str]:
    """All IRIs of ours: of the graph, of its numbers and of the shapes."""
    base = snapshot.base_iri
    found = set(iris(snapshot.read("graph.nq.gz"), RdfFormat.N_QUADS, base))
    for name in ("void.ttl", *snapshot.names("shapes")):
        found |= set(iris(snapshot.read(name), RdfFormat.TURTLE, base))
    return found


def followed(site: SiteClient, path: str, accept: str) -> tuple[int, str | None, bytes]:
    """Where the redirect of an IRI ends: status, media type and content."""
    response = site.raw(path, Accept=accept)
    if path.startswith("/id/"):
        assert response.status_code == 303, path
        response = site.raw(response.headers["Location"], Accept=accept)
    return response.status_code, response.mimetype, response.data


def test_every_iri_leads_to_data_about_it(
    site: SiteClient, snapshot: Snapshot, every: set[str]
) -> None:
    """As N-Triples, each document says something of every IRI that leads to it."""
    base = snapshot.base_iri
    documents: dict[str, set[str]] = {}
    for iri in every:
        documents.setdefault(iri.partition("#")[0], set()).add(iri)
    assert len(every) > 3000
    failed = []
    for document, led in documents.items():
        path = "/" + document.removeprefix(base)
        status, media, data = followed(site, path, "application/n-triples")
        if (status, media) != (200, "application/n-triples"):
            failed.append(f"{path}: {status} {media}")
            continue
        told = set(re.findall(rb"<([^>]*)>", data))
        named = {iri for iri in led if not iri.endswith("#") and "graph/" not in iri}
        failed += [iri for iri in named if iri.encode() not in told]
    assert failed == []


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/ld+json"])
def test_the_documents_come_in_every_form(
    site: SiteClient, snapshot: Snapshot, every: set[str], accept: str
) -> None:
    """HTML, Turtle and JSON-LD of documents of every type."""
    documents = sorted({iri.partition("#")[0] for iri in every})
    for document in documents[::FRAGMENTS]:
        path = "/" + document.removeprefix(snapshot.base_iri)
        assert followed(site, path, accept)[:2] == (200, accept), path


def test_a_part_of_a_document_is_found_on_its_page(
    site: SiteClient, snapshot: Snapshot, every: set[str]
) -> None:
    """What stands after the # of an IRI is the id of an element of the page."""
    parts: dict[str, set[str]] = {}
    for iri in every:
        document, _, part = iri.partition("#")
        if part:
            parts.setdefault(document, set()).add(part)
    whole = [d for d in parts if "/id/" not in d]
    assert len(whole) == 3  # the ontology, the shapes and the numbers
    for document in [*whole, *sorted(set(parts) - set(whole))[::FRAGMENTS]]:
        path = "/" + document.removeprefix(snapshot.base_iri)
        page = site.get(path.replace("/id/", "/doc/"))
        ids = {e.attrib["id"] for e in page.tree.iter() if "id" in e.attrib}
        assert parts[document] <= ids, path
