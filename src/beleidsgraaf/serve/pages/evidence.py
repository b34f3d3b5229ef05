"""The page of a passage of the source, and of a single claim that rests on passages."""

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import passages, record
from beleidsgraaf.serve.pages.names import property_link
from beleidsgraaf.serve.pages.places import spot
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.shown import shown
from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.serve.render.contexts import EvidencePage
from beleidsgraaf.serve.render.parts import Claim, Link, Passage, Piece, Quote
from beleidsgraaf.serve.store import Row


def evidence(site: Site, reader: Reader, node: NamedNode) -> EvidencePage:
    """A passage between the whole words before and after it, with all that it proves."""
    (found,) = reader.store.select("evidence", evidence=node)
    claims = reader.store.select("evidence_claims", evidence=node)
    subjects = dict.fromkeys(row.node("subject") for row in claims)
    return EvidencePage(
        frame=site.frame(reader, reader.name(node), spot(reader, node)),
        record=record.record(site, reader, node),
        shown=shown(reader, "shown_thing", node),
        passage=Passage(
            _quote(reader, found, claims), tuple(_claim(reader, row) for row in claims)
        ),
        measures=tuple(reader.link(subject) for subject in subjects),
    )


def _quote(reader: Reader, found: Row, claims: list[Row]) -> Quote:
    start = found.number("start")
    marks = {
        (row.number("nameStart") - start, row.number("nameEnd") - start)
        for row in claims
        if "nameStart" in row
    }
    return Quote(
        pieces=passages.pieces(found.text("exact"), marks) or (Piece(found.text("exact")),),
        place=passages.place(reader, found),
        address=reader.href(found.node("evidence")),
        before="… " + passages.as_read(found.text("prefix")).partition(" ")[2] + " ",
        after=" " + passages.as_read(found.text("suffix")).rpartition(" ")[0] + " …",
    )


def _claim(reader: Reader, row: Row) -> Claim:
    involvement = reader.kind(row.node("claim")) == "involvement"
    value = reader.link(row.node("value"))
    subject = row.node("subject")
    return Claim(
        subject=value if involvement else _told(reader, subject),
        relation=property_link(reader, row.node("relation")),
        value=None if involvement else value,
        basis=reader.link(row.node("basis")),
        note=reader.literal(row, "note") if "note" in row else None,
        address=reader.href(row.node("claim")),
    )


def _told(reader: Reader, subject: NamedNode) -> Link | None:
    """What a statement is about; of the measure the page tells once and for all."""
    return None if reader.kind(subject) == "measure" else reader.link(subject)
