"""The evidence graph of one edition: where its text says so, and what was changed and why."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from beleidsgraaf.cells import line_at, passages
from beleidsgraaf.make.pen import Pen, dutch, number
from beleidsgraaf.model import Column, Correction, Document, Knowledge, Link, Quote, Row

RELATIONS = {
    "instrumentType": "bg:instrumentType",
    "targetGroup": "bg:targetGroup",
    "inProgramme": "bg:inProgramme",
    "refersTo": "bg:refersTo",
    "channel": "bg:channel",
    "hasMember": "org:hasMember",
    "unitOf": "org:unitOf",
}
"""The property that each ``Link.relation`` names."""

AROUND = 32
"""How many characters before and after a quote are given to find it by."""


def evidence_iri(quote: Quote, pen: Pen, part: str = "") -> NamedNode:
    """The IRI of a passage, made from its place in a text that never changes."""
    slug = f"{quote.document}-{quote.span.start}-{quote.span.end}"
    return pen.names.thing("evidence", slug, part)


def cell_quotes(document: Document, row: Row, column: Column) -> list[Quote]:
    """The passages that a cell of a row consists of."""
    return [
        Quote(
            document=document.slug,
            span=span,
            exact=document.text[span.start : span.end],
            lines=(line_at(document.text, span.start), line_at(document.text, span.end - 1)),
        )
        for span in passages(row.cells[column], document.text)
    ]


def evidence(document: Document, knowledge: Knowledge, pen: Pen) -> Iterator[Quad]:
    """All quads of the graph ``provenance-<document>``."""
    for quote in sorted(_quotes(document, knowledge), key=lambda q: q.span):
        yield from _quote(quote, document, pen)
    for link in knowledge.links:
        if link.quote.document == document.slug:
            yield from _statement(link, pen)
    for correction in knowledge.corrections:
        if correction.quote.document == document.slug:
            yield from _correction(correction, pen)


def _quotes(document: Document, knowledge: Knowledge) -> set[Quote]:
    quotes: set[Quote] = set()
    for involvement in knowledge.involvements:
        quotes.add(involvement.quote)
        if involvement.mention:
            quotes.add(involvement.mention)
    quotes.update(link.quote for link in knowledge.links)
    quotes.update(correction.quote for correction in knowledge.corrections)
    for measure in knowledge.measures:
        if measure.document == document.slug:
            for column in Column:
                quotes.update(cell_quotes(document, measure.row, column))
    return {quote for quote in quotes if quote.document == document.slug}


def _quote(quote: Quote, document: Document, pen: Pen) -> Iterator[Quad]:
    iri = evidence_iri(quote, pen)
    position, exact = (evidence_iri(quote, pen, part) for part in ("position", "quote"))
    start, end = quote.span.start, quote.span.end
    yield from pen.types(iri, "oa:SpecificResource")
    yield from pen.say(iri, "oa:hasSource", pen.names.thing("edition", document.slug))
    yield from pen.say(iri, "oa:hasSelector", position, exact)
    yield from pen.say(iri, "bg:firstLine", number(quote.lines[0]))
    yield from pen.say(iri, "bg:lastLine", number(quote.lines[1]))
    yield from pen.types(position, "oa:TextPositionSelector")
    yield from pen.say(position, "oa:start", number(start))
    yield from pen.say(position, "oa:end", number(end))
    yield from pen.types(exact, "oa:TextQuoteSelector")
    yield from pen.say(exact, "oa:exact", Literal(quote.exact))
    before, after = document.text[max(0, start - AROUND) : start], document.text[end : end + AROUND]
    yield from pen.say(exact, "oa:prefix", Literal(before))
    yield from pen.say(exact, "oa:suffix", Literal(after))


def _statement(link: Link, pen: Pen) -> Iterator[Quad]:
    iri = pen.names.thing("statement", link.slug)
    yield from pen.types(iri, "rdf:Statement")
    yield from pen.say(iri, "rdf:subject", pen.thing(link.subject))
    yield from pen.say(iri, "rdf:predicate", pen.term(RELATIONS[link.relation]))
    yield from pen.say(iri, "rdf:object", pen.thing(link.object))
    yield from pen.say(iri, "bg:basis", pen.names.thing("basis", link.basis))
    yield from pen.say(iri, "bg:evidence", evidence_iri(link.quote, pen))
    yield from pen.note(iri, link.note)


def _correction(correction: Correction, pen: Pen) -> Iterator[Quad]:
    iri = pen.names.thing("correction", correction.slug)
    yield from pen.types(iri, "bg:Correction")
    yield from pen.say(iri, "dct:type", pen.names.thing("correction-kind", correction.kind))
    yield from pen.say(iri, "bg:printed", dutch(correction.was))
    yield from pen.say(iri, "bg:mended", dutch(correction.now))
    yield from pen.say(iri, "bg:reason", dutch(correction.why))
    yield from pen.say(iri, "bg:evidence", evidence_iri(correction.quote, pen))
