"""The page of a measure."""

from pyoxigraph import Literal, NamedNode

from beleidsgraaf.serve.pages import passages, printed, record
from beleidsgraaf.serve.pages.cards import ministries
from beleidsgraaf.serve.pages.places import spot
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.shown import shown
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.render.contexts import CorrectionLine, MeasurePage
from beleidsgraaf.serve.render.parts import Link
from beleidsgraaf.serve.store import Row

_FACTS = ("bg:instrumentType", "bg:targetGroup", "bg:inProgramme", "bg:refersTo", "bg:channel")


def measure(site: Site, reader: Reader, node: NamedNode) -> MeasurePage:
    """One measure with who takes part, what it is, and the row it was read from."""
    store, t = reader.store, reader.t
    theme, goal, row = (
        _must(reader, node, name) for name in ("bg:theme", "bg:hasGoal", "bg:describedIn")
    )
    said = store.select("measure", measure=node) + store.select("statements", subject=node)
    responsible = ministries(reader, node)
    lead = t(
        "measure.lead",
        number=reader.text(row, "bg:rowNumber"),
        ministries=t.enumerate([m.text for m in responsible]),
    )
    return MeasurePage(
        frame=site.frame(reader, reader.name(node), spot(reader, node, reader.link(theme)), lead),
        record=record.record(site, reader, node),
        shown=shown(reader, "shown_measure", node),
        lead=lead,
        theme=reader.link(theme),
        goal=reader.link(goal),
        ministries=responsible,
        facts=record.facts_of(reader, node, _FACTS),
        mended=record.in_words(reader, store.about(node), "skos:altLabel"),
        passages=passages.passages(
            reader, sorted(said, key=lambda r: r.number("start")), passages.any_claim
        ),
        row=printed.printed_row(reader, row),
        corrections=_corrections(reader, node),
        same_goal=_others(reader, "same_goal", node),
        same_programme=_others(reader, "same_programme", node),
        previous=_beside(reader, row, -1),
        following=_beside(reader, row, 1),
    )


def _must(reader: Reader, node: NamedNode, name: str) -> NamedNode:
    """The one value that every measure has, as the shapes make sure."""
    found = reader.related(node, name)
    if found is None:
        raise LookupError(f"{node} has no {name}")
    return found


def _others(reader: Reader, query: str, node: NamedNode) -> tuple[Link, ...]:
    return tuple(reader.link(r.node("other")) for r in reader.store.select(query, measure=node))


def _beside(reader: Reader, row: NamedNode, step: int) -> Link | None:
    """The measure so many rows further in the document."""
    edition = _must(reader, row, "dct:isPartOf")
    number = Literal(int(reader.text(row, "bg:rowNumber")) + step)
    found = reader.store.select("measure_at", edition=edition, number=number)
    return reader.link(found[0].node("measure")) if found else None


def _corrections(reader: Reader, node: NamedNode) -> tuple[CorrectionLine, ...]:
    rows = reader.store.select("corrections", measure=node)
    return tuple(
        CorrectionLine(
            address=reader.href(row.node("correction")),
            kind=_kind(reader, row),
            printed=passages.as_read(row.text("printed")),
            mended=passages.as_read(row.text("mended")),
            reason=reader.literal(row, "reason"),
        )
        for row in rows
    )


def _kind(reader: Reader, row: Row) -> Link | None:
    return reader.link(row.node("kind")) if "kind" in row else None
