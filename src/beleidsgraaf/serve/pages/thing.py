"""The page of anything that has no richer one: all that is said of it, and by what."""

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import passages, record
from beleidsgraaf.serve.pages.document import document_link
from beleidsgraaf.serve.pages.names import property_link
from beleidsgraaf.serve.pages.places import spot
from beleidsgraaf.serve.pages.printed import printed_row
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.shown import shown
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.render.contexts import ThingPage
from beleidsgraaf.serve.render.parts import Link, Passage


def thing(site: Site, reader: Reader, node: NamedNode) -> ThingPage:
    """A thing with its properties and whatever points at it, in words."""
    kind = reader.kind(node)
    class_ = reader.related(node, "rdf:type")
    return ThingPage(
        frame=site.frame(reader, reader.name(node), spot(reader, node, *_above(reader, node))),
        record=record.record(site, reader, node),
        shown=shown(reader, "shown_thing", node),
        kind=property_link(reader, class_) if class_ else None,
        see=document_link(reader, node) if kind == "edition" else None,
        passages=_passages(reader, node),
        row=printed_row(reader, node) if kind == "row" else None,
    )


def _above(reader: Reader, node: NamedNode) -> tuple[Link, ...]:
    """What a part belongs to: the measure of an involvement, the document of a row."""
    match reader.kind(node):
        case "involvement" | "correction" | "statement":
            wholes = _wholes(reader, node)
        case "row":
            return tuple(document_link(reader, e) for e in reader.values(node, "dct:isPartOf"))
        case _:
            wholes = reader.values(node, "skos:inScheme")
    return tuple(reader.link(w) for w in wholes)


def _wholes(reader: Reader, node: NamedNode) -> list[NamedNode]:
    """What an involvement, a correction or a statement says something of."""
    predicates = (reader.term("bg:involvement"), reader.term("bg:correction"))
    wholes = [
        t.subject
        for t in reader.store.pointing_at(node)
        if t.predicate in predicates and isinstance(t.subject, NamedNode)
    ]
    return wholes + reader.values(node, "rdf:subject")


def _passages(reader: Reader, node: NamedNode) -> tuple[Passage, ...]:
    """The words on which a single involvement or statement rests."""
    kind = reader.kind(node)
    if kind not in ("involvement", "statement"):
        return ()
    found = [
        row
        for whole in _wholes(reader, node)
        for row in (
            reader.store.select("measure", measure=whole)
            if kind == "involvement"
            else reader.store.select("statements", subject=whole)
        )
    ]
    own = [row for row in found if row.node(kind) == node]
    return passages.passages(reader, own, passages.any_claim)
