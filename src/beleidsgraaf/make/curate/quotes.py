"""From a quote in a table to the characters of the source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from beleidsgraaf import cells
from beleidsgraaf.make.curate.csvs import Problems, Record
from beleidsgraaf.model import Column, Document, Quote, Row, Span


def quote_of(document: Document, span: Span) -> Quote:
    """The passage at a span of a document's text."""
    lines = (cells.line_at(document.text, span.start), cells.line_at(document.text, span.end - 1))
    return Quote(document.slug, span, document.text[span.start : span.end], lines)


@dataclass(frozen=True, slots=True)
class Quotes:
    """Finds what the tables of one document quote from its rows."""

    document: Document
    rows: Mapping[int, Row]
    problems: Problems

    def find(self, record: Record, text: str) -> Quote | None:
        """The passage ``text`` in the cell the line names; None, and a problem, if not there."""
        if not (record["row"] and record["cell"] and text):
            return None  # told already
        row = self.rows.get(int(record["row"])) if record["row"].isdecimal() else None
        if row is None:
            self.problems.add(
                record, f"names row {record['row']!r}.", f"Rows are 1 to {len(self.rows)}."
            )
            return None
        if record["cell"] not in tuple(Column):
            self.problems.add(
                record, f"has cell {record['cell']!r}.", f"Use one of: {', '.join(Column)}."
            )
            return None
        try:
            span = cells.find(row.cells[Column(record["cell"])], text, self.document.text)
        except ValueError as error:
            if row.flagged:
                return None  # its cells are in doubt, which was told already
            self.problems.add(
                record,
                f"{error} ({record['cell']} of row {row.number}).",
                "Copy the quote from the row as printed, long enough to stand there once.",
            )
            return None
        return quote_of(self.document, span)

    def mention(self, record: Record, quote: Quote) -> Quote | None:
        """The actor's name inside a quote, the first where it stands there twice."""
        name = record["mention"]
        if not name:
            return None
        # A line break may stand inside a word: lines are joined by deleting it.
        words = (r"(?:\s*[\n\r]\s*)?".join(map(re.escape, word)) for word in name.split())
        pattern = r"\s+".join(words)
        found = re.search(pattern, quote.exact)
        if found is None:
            self.problems.add(
                record, f"has {name!r} nowhere in its quote.", "Mend the mention or the quote."
            )
            return None
        start = quote.span.start
        return quote_of(self.document, Span(start + found.start(), start + found.end()))
