"""The page of anything that has no richer one: all that is said of it, and by what."""

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import record
from beleidsgraaf.serve.pages.document import document_link
from beleidsgraaf.serve.pages.places import spot
from beleidsgraaf.serve.pages.printed import printed_row
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.render.contexts import ThingPage
from beleidsgraaf.serve.render.parts import Link


def thing(site: Site, reader: Reader, node: NamedNode) -> ThingPage:
    """A thing with its properties and whatever points at it, in words."""
    kind = reader.kind(node)
    class_ = reader.related(node, "rdf:type")
    return ThingPage(
        frame=site.frame(reader, reader.name(node), spot(reader, node, *_above(reader, node))),
        record=record.record(site, reader, node),
        kind=record.property_link(reader, class_) if class_ else None,
        see=document_link(reader, node) if kind == "edition" else None,
        row=printed_row(reader, node) if kind == "row" else None,
    )


def _above(reader: Reader, node: NamedNode) -> tuple[Link, ...]:
    """What a part belongs to: the measure of an involvement, the document of a row."""
    wholes: list[NamedNode]
    match reader.kind(node):
        case "involvement" | "correction":
            predicates = (reader.term("bg:involvement"), reader.term("bg:correction"))
            wholes = [
                t.subject
                for t in reader.store.pointing_at(node)
                if t.predicate in predicates and isinstance(t.subject, NamedNode)
            ]
        case "statement":
            wholes = reader.values(node, "rdf:subject")
        case "row":
            return tuple(document_link(reader, e) for e in reader.values(node, "dct:isPartOf"))
        case _:
            wholes = reader.values(node, "skos:inScheme")
    return tuple(reader.link(w) for w in wholes)
