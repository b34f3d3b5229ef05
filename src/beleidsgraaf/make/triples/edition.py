"""The graph of one edition: its measures, goals, involvements, links and source rows."""

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from beleidsgraaf.make.pen import Pen, date, decimal, dutch, number
from beleidsgraaf.make.triples.evidence import RELATIONS, cell_quotes, evidence_iri
from beleidsgraaf.make.triples.reference import concept
from beleidsgraaf.model import (
    Column,
    Document,
    Involvement,
    Knowledge,
    Link,
    Measure,
)


def edition(document: Document, knowledge: Knowledge, pen: Pen) -> Iterator[Quad]:
    """All quads of the edition graph of a document."""
    measures = [m for m in knowledge.measures if m.document == document.slug]
    yield from _edition(document, pen)
    for measure in measures:
        yield from _measure(measure, pen)
        yield from _row(measure, document, pen)
    yield from _goals(knowledge, measures, pen)
    for involvement in knowledge.involvements:
        if involvement.quote.document == document.slug:
            yield from _involvement(involvement, pen)
    for link in knowledge.links:
        if link.quote.document == document.slug:
            yield from _link(link, pen)
    for correction in knowledge.corrections:
        if correction.quote.document == document.slug:
            measure_iri = pen.names.thing("measure", correction.measure)
            mended = pen.names.thing("correction", correction.slug)
            yield from pen.say(measure_iri, "bg:correction", mended)


def _edition(document: Document, pen: Pen) -> Iterator[Quad]:
    iri = pen.names.thing("edition", document.slug)
    yield from pen.types(iri, "bg:Edition", "prov:Entity")
    yield from pen.text(iri, "dct:title", document.title)
    yield from pen.text(iri, "dct:description", document.probably)
    yield from pen.say(iri, "bg:sha256", Literal(document.sha256))
    yield from pen.say(iri, "bg:editionVersion", Literal(document.version))
    yield from pen.say(iri, "dct:issued", date(document.issued))
    yield from pen.say(iri, "dct:modified", date(document.modified))


def row_iri(measure: Measure, pen: Pen) -> NamedNode:
    """The IRI of the row that says a measure."""
    return pen.names.thing("row", f"{measure.document}-{measure.row.number}")


def _measure(measure: Measure, pen: Pen) -> Iterator[Quad]:
    iri = pen.names.thing("measure", measure.slug)
    yield from pen.types(iri, "bg:Measure", "prov:Entity")
    yield from pen.say(iri, "skos:prefLabel", dutch(measure.row.text(Column.ACTIVITY)))
    if measure.mended_activity:
        yield from pen.say(iri, "skos:altLabel", dutch(measure.mended_activity))
    yield from pen.say(iri, "bg:explanation", dutch(measure.row.text(Column.EXPLANATION)))
    yield from pen.say(iri, "bg:hasGoal", pen.names.thing("goal", measure.goal))
    yield from pen.say(iri, "bg:theme", pen.names.thing("theme", measure.theme))
    yield from pen.say(iri, "bg:describedIn", row_iri(measure, pen))


def _row(measure: Measure, document: Document, pen: Pen) -> Iterator[Quad]:
    row, iri = measure.row, row_iri(measure, pen)
    yield from pen.types(iri, "bg:SourceRow", "prov:Entity")
    yield from pen.say(iri, "dct:isPartOf", pen.names.thing("edition", document.slug))
    for name, value in (
        ("rowNumber", row.number),
        ("firstPage", row.pages[0]),
        ("lastPage", row.pages[1]),
        ("firstLine", row.lines[0]),
        ("lastLine", row.lines[1]),
    ):
        yield from pen.say(iri, f"bg:{name}", number(value))
    printed = document.text[row.span.start : row.span.end]
    yield from pen.say(iri, "bg:verbatim", Literal(printed))
    yield from pen.say(iri, "bg:confidence", decimal(row.confidence))
    for column in Column:
        for quote in cell_quotes(document, row, column):
            yield from pen.say(iri, f"bg:{column}Cell", evidence_iri(quote, pen))


def _goals(knowledge: Knowledge, measures: list[Measure], pen: Pen) -> Iterator[Quad]:
    printed: dict[str, set[str]] = defaultdict(set)
    for measure in measures:
        printed[measure.goal].add(measure.row.text(Column.GOAL))
    for goal in knowledge.concepts:
        if goal.scheme == "goal" and goal.slug in printed:
            yield from concept(goal, pen)
            others = sorted(printed[goal.slug] - {goal.label.nl})
            iri = pen.names.thing("goal", goal.slug)
            yield from pen.say(iri, "skos:altLabel", *(dutch(form) for form in others))


def _involvement(involvement: Involvement, pen: Pen) -> Iterator[Quad]:
    iri = pen.names.thing("involvement", involvement.slug)
    yield from pen.say(pen.names.thing("measure", involvement.measure), "bg:involvement", iri)
    yield from pen.types(iri, "bg:Involvement")
    yield from pen.say(iri, "bg:actor", pen.thing(involvement.actor))
    yield from pen.say(iri, "bg:role", pen.names.thing("role", involvement.role))
    yield from pen.say(iri, "bg:basis", pen.names.thing("basis", involvement.basis))
    yield from pen.say(iri, "bg:evidence", evidence_iri(involvement.quote, pen))
    if involvement.mention:
        yield from pen.say(iri, "bg:mention", evidence_iri(involvement.mention, pen))
    yield from pen.note(iri, involvement.note)


def _link(link: Link, pen: Pen) -> Iterator[Quad]:
    subject, target = pen.thing(link.subject), pen.thing(link.object)
    return pen.say(subject, RELATIONS[link.relation], target)
