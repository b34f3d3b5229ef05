"""The whole way from a text to its table: the parts of this package, one after the other."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, pairwise, repeat

from beleidsgraaf.cells import cut, fingerprint, fold
from beleidsgraaf.errors import SourceError
from beleidsgraaf.make.extract.choose import confidence
from beleidsgraaf.make.extract.lines import Line, read_lines
from beleidsgraaf.make.extract.rows import Reading, read_rows
from beleidsgraaf.make.extract.segments import find_header, segments
from beleidsgraaf.model import Column, Extraction, Heading, Ignored, Row, Span

FLAGGED_BELOW = 0.5
"""A row with less confidence than this is for a person to confirm or correct."""

TARGET = "the address a hyperlink points to, which is not printed"
ABOVE = "stands above the table and its first heading"


def extract(
    slug: str, text: str, columns: Sequence[str], ministries: Collection[str]
) -> Extraction:
    """The table that a dump of a document holds, every character of it accounted for.

    ``columns`` are the four headers as printed, ``ministries`` the codes that can stand in the
    last column. SourceError names the line at which the text cannot be such a table.
    """
    if len(columns) != len(Column):
        raise SourceError(f"{slug}: line 1: a table has {len(Column)} columns, not {len(columns)}.")
    lines = read_lines(slug, text)
    targets = [line for line in lines if line.is_target]
    header = find_header(slug, [line for line in lines if not line.is_target], columns)
    found = segments(slug, header.body, ministries)
    readings = read_rows(slug, found, ministries)
    headings = _headings(text, header.above, readings)
    ignored = [Ignored(line.span, line.number, TARGET) for line in targets]
    ignored += [Ignored(line.span, line.number, ABOVE) for line in header.above[:-1]]
    return Extraction(
        document=slug,
        rows=tuple(_rows(text, readings, headings)),
        headings=tuple(headings),
        header=header.spans,
        ignored=tuple(sorted(ignored, key=lambda part: part.span)),
    )


def _headings(text: str, above: Sequence[Line], readings: Sequence[Reading]) -> list[Heading]:
    """The line above the header, and the headings between the rows."""
    places = [(0, line.span, line.number) for line in above[-1:]]
    for index, reading in enumerate(readings):
        words = reading.heading
        if words:
            places.append((index, Span(words[0].start, words[-1].end), words[0].line.number))
    starts = [first for first, _, _ in places] + [len(readings)]
    counts = [end - first for first, end in pairwise(starts)]
    return [
        Heading(fold(cut(text, [span]).text), span, line, count)
        for (_, span, line), count in zip(places, counts, strict=True)
    ]


def _rows(text: str, readings: Sequence[Reading], headings: Sequence[Heading]) -> Iterator[Row]:
    sections = (heading.text for heading in headings for _ in range(heading.rows))
    # Where no heading stands above the first rows, they are in no section.
    missing = len(readings) - sum(heading.rows for heading in headings)
    for number, (reading, section) in enumerate(
        zip(readings, chain(repeat("", missing), sections), strict=True), 1
    ):
        yield _row(text, number, section, reading)


def _row(text: str, number: int, section: str, reading: Reading) -> Row:
    cells = {
        column: cut(
            text,
            [Span(word.start, word.end) for word in reading.words[column]],
            confidence(reading.margins[column]),
        )
        for column in Column
    }
    words = sorted((w for cell in reading.words.values() for w in cell), key=lambda w: w.start)
    sure = min(cell.confidence for cell in cells.values())
    return Row(
        number=number,
        section=section,
        cells=cells,
        pages=(words[0].line.page, words[-1].line.page),
        span=Span(words[0].start, words[-1].end),
        lines=(words[0].line.number, words[-1].line.number),
        fingerprint=fingerprint(cells.values(), text),
        confidence=sure,
        flagged=sure < FLAGGED_BELOW,
    )
