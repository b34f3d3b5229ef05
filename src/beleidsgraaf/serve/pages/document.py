"""The document itself: the table as printed."""

import re

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import annotated, record
from beleidsgraaf.serve.pages.annotated import Marks, Span
from beleidsgraaf.serve.pages.printed import printed_row
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.shown import shown
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.contexts import DocumentPage, Section
from beleidsgraaf.serve.render.parts import Link, PrintedRow, Words

MARKED = "statements"
"""What ``marks=`` says to have every passage marked that a statement rests on."""

_SHOWN = ("shown_document", "shown_document_names")
_SHOWN_TOO = "shown_document_passages"
"""The question behind the marks, where they are asked for."""
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)


def document_link(reader: Reader, edition: NamedNode) -> Link:
    """The document's title, leading to its page."""
    name = reader.name(edition)
    return Link(reader.address(path_of(reader, edition)), name.text, name.lang)


def path_of(reader: Reader, edition: NamedNode) -> str:
    """The path of the page that shows a document's table."""
    thing = reader.thing(edition)
    return f"/document/{thing.slug if thing else ''}"


def passage_at(reader: Reader, edition: NamedNode, place: str) -> Span | None:
    """The passage of a document that has this place, ``start-end``; None if the graph has none."""
    found = _PLACE.fullmatch(place)
    thing = reader.thing(edition)
    if found is None or thing is None:
        return None
    node = reader.store.names.thing("evidence", f"{thing.slug}-{place}")
    known = reader.store.knows(node)
    return Span(int(found[1]), int(found[2]), reader.href(node)) if known else None


def document(
    site: Site, reader: Reader, edition: NamedNode, target: Span | None, *, marked: bool
) -> DocumentPage:
    """Every row of the document under its printed heading, names in it as links."""
    spans = annotated.passages(reader, edition) if marked else ()
    marks = Marks(annotated.names(reader, edition), spans, target)
    sections: dict[NamedNode, list[PrintedRow]] = {}
    for row in reader.store.select("rows", edition=edition):
        measure = reader.link(row.node("measure"))
        printed = printed_row(reader, row.node("row"), measure, marks)
        sections.setdefault(row.node("theme"), []).append(printed)
    note = record.in_words(reader, reader.store.about(edition), "dct:description")
    address = reader.address(path_of(reader, edition))
    t = reader.t
    return DocumentPage(
        frame=site.frame(reader, reader.name(edition), Spot(path_of(reader, edition))),
        shown=tuple(
            shown(reader, name, edition) for name in (*_SHOWN, *([_SHOWN_TOO] if marked else []))
        ),
        note=note or Words(""),
        edition=reader.link(edition),
        views=(
            Link(address, t("document.plain"), current=not marked),
            Link(f"{address}?marks={MARKED}", t("document.marked"), current=marked),
        ),
        target=Link(target.href, t("document.target")) if target else None,
        sections=tuple(
            Section(reader.link(theme), f"section-{number}", tuple(rows))
            for number, (theme, rows) in enumerate(sections.items(), 1)
        ),
    )
