"""An extraction as a file that people can review in a diff."""

import json
import re
from typing import Any

from beleidsgraaf.model import Cell, Column, Extraction, Row, Span

_LIST_OF_NUMBERS = re.compile(r"\[[\d\s,]+\]")
"""Inside strings it finds nothing with a line break, so that it changes layout alone."""


def serialise(extraction: Extraction) -> str:
    """The extraction as JSON, an object per row; the same extraction gives the same text."""
    content = {
        "document": extraction.document,
        "header": [_span(span) for span in extraction.header],
        "headings": [
            {"text": h.text, "line": h.line, "span": _span(h.span), "rows": h.rows}
            for h in extraction.headings
        ],
        "ignored": [
            {"line": i.line, "span": _span(i.span), "reason": i.reason} for i in extraction.ignored
        ],
        "rows": [_row(row) for row in extraction.rows],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return _LIST_OF_NUMBERS.sub(lambda found: " ".join(found[0].split()), text) + "\n"


def _row(row: Row) -> dict[str, Any]:
    return {
        "row": row.number,
        "fingerprint": row.fingerprint,
        "section": row.section,
        "pages": list(row.pages),
        "lines": list(row.lines),
        "span": _span(row.span),
        "confidence": row.confidence,
        "flagged": row.flagged,
        "cells": {column.value: _cell(row, column) for column in Column},
    }


def _cell(row: Row, column: Column) -> dict[str, Any]:
    cell: Cell = row.cells[column]
    return {
        "text": row.text(column),
        "confidence": cell.confidence,
        "lines": list(cell.lines),
        "spans": [_span(span) for span in cell.spans],
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
