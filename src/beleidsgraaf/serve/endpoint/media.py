"""Which format an answer gets, by ``format=`` and the Accept header."""

from collections.abc import Sequence
from dataclasses import dataclass

from beleidsgraaf.serve.endpoint.problem import ProtocolError
from beleidsgraaf.serve.engine.writers import BINDINGS, GRAPHS
from beleidsgraaf.serve.negotiate import choose

FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "n3": "text/turtle",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "ntriples": "application/n-triples",
    "rdf": "application/rdf+xml",
    "rdfxml": "application/rdf+xml",
    "rdf+xml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "json-ld": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
    "nquads": "application/n-quads",
}
"""What ``format=`` may say, besides a media type."""

_COUNTERPARTS = {
    "application/sparql-results+json": "application/ld+json",
    "application/sparql-results+xml": "application/rdf+xml",
}
"""The graph format of ``format=json`` and ``format=xml``, which say no more than a family."""

_TEXTUAL = ("text/", "application/xml", "application/n-", "application/trig")


@dataclass(frozen=True, slots=True)
class Forms:
    """Media types for each kind of answer; empty where none is acceptable."""

    bindings: str
    graph: str


def forms(accept: str, name: str) -> Forms:
    """The forms a client wants; ``format=`` overrules the header.

    Raises ProtocolError 406 where neither kind of answer can be had.
    """
    if name:
        media = _media(name)
        graph = _COUNTERPARTS.get(media, media) if name.lower() in FORMATS else media
        found = Forms(media if media in BINDINGS else "", graph if graph in GRAPHS else "")
    else:
        found = Forms(choose(accept, tuple(BINDINGS)) or "", choose(accept, tuple(GRAPHS)) or "")
    if not (found.bindings or found.graph):
        raise ProtocolError(406, f"None of the formats asked for is on offer. {offer()}")
    return found


def named(values: Sequence[str]) -> str:
    """The first of these names of formats that is one; or else the first, to be refused."""
    known = (value for value in values if _media(value) in {**BINDINGS, **GRAPHS})
    return next(known, values[0] if values else "")


def _media(name: str) -> str:
    return FORMATS.get(name.lower(), name.lower())


def offer() -> str:
    """What is on offer, in words."""
    return f"Bindings: {', '.join(BINDINGS)}. Graphs: {', '.join(GRAPHS)}."


def content_type(media: str) -> str:
    """The Content-Type for a media type: textual ones say that they are UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith(_TEXTUAL) else media
