"""The quads in every format of RDF, as the same bytes wherever and whenever they are written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pyoxigraph import Quad, RdfFormat, Triple, serialize

_XML_ROOT = re.compile(rb"<rdf:RDF([^>]*)>")


@dataclass(frozen=True, slots=True)
class Format:
    """A format of RDF, as the engine, the web and the EU's list of file types know it."""

    engine: RdfFormat
    extension: str
    media_type: str
    file_type: str

    @property
    def title(self) -> str:
        """What people call it, in any language."""
        return str(self.engine.name)

    @property
    def graphs(self) -> bool:
        """True where it keeps the named graphs apart."""
        return self.engine.supports_datasets


FORMATS = (
    Format(RdfFormat.N_QUADS, "nq", "application/n-quads", "RDF_N_QUADS"),
    Format(RdfFormat.TRIG, "trig", "application/trig", "RDF_TRIG"),
    Format(RdfFormat.TURTLE, "ttl", "text/turtle", "RDF_TURTLE"),
    Format(RdfFormat.JSON_LD, "jsonld", "application/ld+json", "JSON_LD"),
    Format(RdfFormat.N_TRIPLES, "nt", "application/n-triples", "RDF_N_TRIPLES"),
    Format(RdfFormat.RDF_XML, "rdf", "application/rdf+xml", "RDF_XML"),
)
"""In the order in which people are offered them."""


def written(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> dict[Format, bytes]:
    """The quads in every format; where a format has no graphs, the union of all."""
    by_graph = sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad.triple)))
    union = sorted({quad.triple for quad in by_graph}, key=str)
    return {form: _write(form, by_graph if form.graphs else union, prefixes) for form in FORMATS}


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """The triples as Turtle, each once."""
    form = next(form for form in FORMATS if form.engine == RdfFormat.TURTLE)
    return _write(form, sorted(set(triples), key=str), prefixes)


def _write(
    form: Format, statements: Sequence[Quad] | Sequence[Triple], prefixes: Mapping[str, str]
) -> bytes:
    data = serialize(statements, format=form.engine, prefixes=dict(prefixes)) or b""
    if form.engine in (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES):
        return _sorted(data)
    # The engine declares prefixes in an order that differs from one process to the next.
    if form.engine in (RdfFormat.TURTLE, RdfFormat.TRIG):
        lines = data.split(b"\n")
        head = list(takewhile(lambda line: line.startswith(b"@prefix "), lines))
        return b"\n".join([*sorted(head), *lines[len(head) :]])
    if form.engine == RdfFormat.RDF_XML:
        return _XML_ROOT.sub(_with_sorted_names, data, count=1)
    return data


def _sorted(lines: bytes) -> bytes:
    # Code point by code point, as in the snapshot's own graph.
    return b"".join(line + b"\n" for line in sorted(lines.split(b"\n")) if line)


def _with_sorted_names(root: re.Match[bytes]) -> bytes:
    return b"<rdf:RDF " + b" ".join(sorted(root[1].split())) + b">"
