"""The provenance graph: how this dataset came to be, step by step, without a clock."""

from collections.abc import Iterator

from pyoxigraph import Quad

from beleidsgraaf.make.pen import Pen
from beleidsgraaf.make.triples.edition import row_iri
from beleidsgraaf.model import Document, Knowledge, Text

_READING = Text("Het machinaal lezen van de tabel", "Reading the table by machine")
_DECIDING = Text(
    "Het met de hand benoemen van wie wat doet en waar dat staat",
    "Deciding by hand who does what, and where it says so",
)


def provenance(knowledge: Knowledge, pen: Pen) -> Iterator[Quad]:
    """Each document was read, and what was read was decided upon."""
    for document in knowledge.documents:
        yield from _activities(document, pen)
    for measure in knowledge.measures:
        row, iri = row_iri(measure, pen), pen.names.thing("measure", measure.slug)
        reading, deciding = (
            pen.names.thing("activity", f"{step}-{measure.document}")
            for step in ("extraction", "curation")
        )
        yield from pen.say(row, "prov:wasGeneratedBy", reading)
        yield from pen.say(iri, "prov:wasGeneratedBy", deciding)
        yield from pen.say(deciding, "prov:used", row)


def _activities(document: Document, pen: Pen) -> Iterator[Quad]:
    reading = pen.names.thing("activity", f"extraction-{document.slug}")
    deciding = pen.names.thing("activity", f"curation-{document.slug}")
    for activity, label in ((reading, _READING), (deciding, _DECIDING)):
        yield from pen.types(activity, "prov:Activity")
        yield from pen.text(activity, "skos:prefLabel", label)
    yield from pen.say(reading, "prov:used", pen.names.thing("edition", document.slug))
    yield from pen.say(deciding, "prov:wasInformedBy", reading)
