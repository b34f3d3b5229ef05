"""From what curation decided to quads: pure functions, a module per graph.

The shape of every graph is in docs/reference/graph.md.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, RdfFormat, serialize

from beleidsgraaf import definitions
from beleidsgraaf.make.pen import Pen
from beleidsgraaf.make.triples.edition import edition
from beleidsgraaf.make.triples.evidence import evidence
from beleidsgraaf.make.triples.inferred import inferred
from beleidsgraaf.make.triples.provenance import provenance
from beleidsgraaf.make.triples.reference import reference
from beleidsgraaf.model import Knowledge
from beleidsgraaf.vocab import Names

__all__ = ["canonical", "quads"]


def quads(knowledge: Knowledge, ontology: str, names: Names) -> list[Quad]:
    """Every quad of every graph but the catalogue, each once, sorted.

    ``ontology`` is the text of the Turtle file; DefinitionError when it is ill-formed.
    """
    said = list(_said(knowledge, names))
    followed = inferred(said, Pen(names, names.graph("inferred")))
    declared = (
        Quad(triple.subject, triple.predicate, triple.object, names.graph("ontology"))
        for triple in definitions.parse(ontology, names.base, "ontology/beleidsgraaf.ttl")
    )
    return sorted({*said, *followed, *declared}, key=str)


def _said(knowledge: Knowledge, names: Names) -> Iterator[Quad]:
    yield from reference(knowledge, Pen(names, names.graph("reference")))
    for document in knowledge.documents:
        yield from edition(document, knowledge, Pen(names, names.graph(f"edition-{document.slug}")))
        pen = Pen(names, names.graph(f"provenance-{document.slug}"))
        yield from evidence(document, knowledge, pen)
    yield from provenance(knowledge, Pen(names, names.graph("provenance")))


def canonical(quads: Iterable[Quad]) -> bytes:
    """The quads as N-Quads in the one form that the same quads always have.

    A line each, sorted by code point, none twice. There are no blank nodes, so nothing is left
    to choose.
    """
    written = serialize(quads, format=RdfFormat.N_QUADS) or b""
    # Not splitlines(): only a line feed ends a quad, other line ends may stand inside a text.
    lines = {line for line in written.split(b"\n") if line}
    return b"".join(line + b"\n" for line in sorted(lines))
