"""Rows of the table as printed."""

from collections import defaultdict

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages import passages
from beleidsgraaf.serve.pages.annotated import Marks, sentences
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Cell, Link, PrintedRow, Sentence

_HEADERS = (
    ("bg:goalCell", "cell.goal"),
    ("bg:activityCell", "cell.activity"),
    ("bg:explanationCell", "cell.explanation"),
    ("bg:ministriesCell", "cell.ministries"),
)


def printed_row(
    reader: Reader, row: NamedNode, measure: Link | None = None, marks: Marks | None = None
) -> PrintedRow:
    """A row with its four cells; a cell that a page break cuts in two is whole again."""
    parts: defaultdict[NamedNode, list[str]] = defaultdict(list)
    seen: defaultdict[NamedNode, list[Sentence]] = defaultdict(list)
    for found in reader.store.select("printed", row=row):
        exact = found.text("exact")
        parts[found.node("cell")].append(passages.as_read(exact))
        if marks:
            seen[found.node("cell")] += sentences(exact, found.number("start"), marks)
    number, first, last = (
        int(reader.text(row, name)) for name in ("bg:rowNumber", "bg:firstLine", "bg:lastLine")
    )
    return PrintedRow(
        link=reader.link(row),
        number=number,
        place=reader.t("place", number=number, lines=passages.lines(reader, first, last)),
        cells=tuple(
            Cell(reader.t(key), " ".join(parts[reader.term(name)]), tuple(seen[reader.term(name)]))
            for name, key in _HEADERS
        ),
        measure=measure,
    )
