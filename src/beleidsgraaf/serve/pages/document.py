"""The document itself: the table as printed."""

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import record
from beleidsgraaf.serve.pages.printed import printed_row
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.site import Site, Spot
from beleidsgraaf.serve.render.contexts import DocumentPage, Section
from beleidsgraaf.serve.render.parts import Link, PrintedRow, Words


def document_link(reader: Reader, edition: NamedNode) -> Link:
    """The document's title, leading to its page."""
    name = reader.name(edition)
    return Link(reader.address(path_of(reader, edition)), name.text, name.lang)


def path_of(reader: Reader, edition: NamedNode) -> str:
    """The path of the page that shows a document's table."""
    thing = reader.thing(edition)
    return f"/document/{thing.slug if thing else ''}"


def document(site: Site, reader: Reader, edition: NamedNode) -> DocumentPage:
    """Every row of the document under its printed heading."""
    sections: dict[NamedNode, list[PrintedRow]] = {}
    for row in reader.store.select("rows", edition=edition):
        printed = printed_row(reader, row.node("row"), reader.link(row.node("measure")))
        sections.setdefault(row.node("theme"), []).append(printed)
    note = record.in_words(reader, reader.store.about(edition), "dct:description")
    return DocumentPage(
        frame=site.frame(
            reader, reader.name(edition), Spot(path_of(reader, edition), about=edition)
        ),
        note=note or Words(""),
        edition=reader.link(edition),
        sections=tuple(
            Section(reader.link(theme), f"section-{number}", tuple(rows))
            for number, (theme, rows) in enumerate(sections.items(), 1)
        ),
    )
