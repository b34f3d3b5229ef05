"""Cells as sets of characters of the source: make one, find a quote in one, cut a row anew.

Everything here is a pure function over the records of ``model``; offsets are Unicode code points.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from beleidsgraaf.model import Cell, Column, Row, Span

_ON_ONE_LINE = re.compile(r"[^\n\r]+")
_INK = re.compile(r"\S")


def fold(text: str) -> str:
    """The text with every run of blanks folded to one, and none at its edges."""
    return " ".join(text.split())


def line_at(source: str, offset: int) -> int:
    """The line of the file, counted from 1, on which the character at ``offset`` stands."""
    return source.count("\n", 0, offset) + 1


def cut(source: str, ranges: Iterable[Span], confidence: float = 1.0) -> Cell:
    """The cell of the characters in these ranges: a span per printed line, no line breaks.

    Blanks at the edges of the cell are left out, those at the end of a line inside it are kept,
    whether the ranges hold them or not. ValueError when the ranges hold nothing but blanks.
    """
    spans = [
        Span(r.start + piece.start(), r.start + piece.end())
        for r in (_with_blanks(run, source) for run in _joined(ranges, source))
        for piece in _ON_ONE_LINE.finditer(source[r.start : r.end])
        if not piece[0].isspace()
    ]
    if not spans:
        raise ValueError("a cell needs at least one character that is no blank")
    first, last = source[spans[0].start : spans[0].end], source[spans[-1].start : spans[-1].end]
    spans[0] = replace(spans[0], start=spans[0].end - len(first.lstrip()))
    spans[-1] = replace(spans[-1], end=spans[-1].end - len(last) + len(last.rstrip()))
    return Cell(
        text="".join(source[s.start : s.end] for s in spans),
        spans=tuple(spans),
        lines=(line_at(source, spans[0].start), line_at(source, spans[-1].end - 1)),
        confidence=confidence,
    )


def _with_blanks(run: Span, source: str) -> Span:
    """The span with the blanks and line breaks on both sides of it."""
    start = len(source[: run.start].rstrip())
    end = len(source) - len(source[run.end :].lstrip())
    return Span(start, end)


def _joined(spans: Iterable[Span], source: str) -> list[Span]:
    """The spans in order, joined where nothing but blanks and line breaks stands between them."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not source[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def passages(cell: Cell, source: str) -> tuple[Span, ...]:
    """The cell's spans, joined where nothing but blanks and line breaks stands between them.

    One for most cells, two where the rest of the cell stands after a page break.
    """
    return tuple(_joined(cell.spans, source))


def find(cell: Cell, quote: str, source: str) -> Span:
    """Where in the source a quote from this cell stands.

    The quote is as a reader copies it: line breaks left out, runs of blanks count as one.
    ValueError when it does not stand in the cell, stands there more than once, or runs across
    the place where the cell is cut in two.
    """
    wanted = fold(quote)
    if not wanted:
        raise ValueError("the quote is empty")
    text, places = _folded(cell, source)
    starts = [m.start() for m in re.finditer(f"(?={re.escape(wanted)})", text)]
    if not starts:
        raise ValueError(f"the quote {wanted!r} does not stand in the cell")
    if len(starts) > 1:
        raise ValueError(f"the quote {wanted!r} stands in the cell {len(starts)} times")
    found = Span(places[starts[0]], places[starts[0] + len(wanted) - 1] + 1)
    if not any(p.start <= found.start and found.end <= p.end for p in passages(cell, source)):
        raise ValueError(f"the quote {wanted!r} runs across the place where the cell is cut in two")
    return found


def _folded(cell: Cell, source: str) -> tuple[str, list[int]]:
    """The cell's text with blanks folded, and where each of its characters stands."""
    characters: list[str] = []
    places: list[int] = []
    for span in cell.spans:
        for offset in range(span.start, span.end):
            blank = source[offset].isspace()
            if not (blank and characters and characters[-1] == " "):
                characters.append(" " if blank else source[offset])
                places.append(offset)
    return "".join(characters), places


def fingerprint(cells: Iterable[Cell], source: str) -> str:
    """12 hex digits over the cells' non-blank characters in source order, however they are cut."""
    spans = sorted(span for cell in cells for span in cell.spans)
    ink = "".join("".join(source[s.start : s.end].split()) for s in spans)
    return hashlib.sha256(ink.encode()).hexdigest()[:12]


def recut(row: Row, source: str, now: Mapping[Column, str]) -> Row:
    """The row with other cells over the same characters; cells not in ``now`` keep their text.

    ValueError names the first cell that does not fit: the four cells together must be the row's
    characters, in printed order; only the ministries may stand inside the explanation.
    """
    texts = {column: fold(now.get(column, row.text(column))) for column in Column}
    empty = [column for column in Column if not texts[column]]
    if empty:
        raise ValueError(f"the cell {empty[0]} is empty")
    spans = sorted(span for cell in row.cells.values() for span in cell.spans)
    ink = [s.start + m.start() for s in spans for m in _INK.finditer(source[s.start : s.end])]
    cells = {
        column: cut(source, [Span(place, place + 1) for place in places])
        for column, places in _share_out(ink, source, texts).items()
    }
    for column, cell in cells.items():
        if fold(cell.text) != texts[column]:
            raise ValueError(f"the cell {column} has its blanks elsewhere: {fold(cell.text)!r}")
    return replace(row, cells=cells)


def _share_out(
    ink: list[int], source: str, texts: Mapping[Column, str]
) -> dict[Column, Sequence[int]]:
    """The places of the row's characters, dealt to the cells."""
    printed = "".join(source[offset] for offset in ink)
    goal, activity, explanation, ministries = (texts[c].replace(" ", "") for c in Column)
    for column, start, wanted in (
        (Column.GOAL, 0, goal),
        (Column.ACTIVITY, len(goal), activity),
    ):
        if not printed.startswith(wanted, start):
            raise ValueError(f"the cell {column} does not fit: no {texts[column]!r} there")
    begin = len(goal) + len(activity)
    for place in (m.start() for m in re.finditer(f"(?={re.escape(ministries)})", printed[begin:])):
        at, after = begin + place, begin + place + len(ministries)
        if printed[begin:at] + printed[after:] == explanation:
            return {
                Column.GOAL: ink[: len(goal)],
                Column.ACTIVITY: ink[len(goal) : begin],
                Column.EXPLANATION: ink[begin:at] + ink[after:],
                Column.MINISTRIES: ink[at:after],
            }
    wrong = Column.EXPLANATION if ministries in printed[begin:] else Column.MINISTRIES
    raise ValueError(f"the cell {wrong} does not fit: no {texts[wrong]!r} there")
