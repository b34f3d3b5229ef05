"""From lines to segments: the words between one ministry cell and the next.

Only what is certain is decided here: which lines are the header, which are no text, and which
lines hold ministries and nothing else. Ministries at the end of a line with other words on it may
be a cell or may be text; those are offered as places where a segment could be cut in two.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from beleidsgraaf.errors import SourceError
from beleidsgraaf.make.extract.lines import Line, Word, words
from beleidsgraaf.model import Span

HEADER_LINES = 12
"""The most lines a header is looked for on."""
_CODE_SHAPE = re.compile(r"[A-Z][A-Za-z&]{0,5}[A-Z]")


@dataclass(frozen=True)
class Segment:
    """The words before a ministry cell, and that cell; without one: what follows the last."""

    words: tuple[Word, ...]
    ministries: tuple[Word, ...]
    after_page_break: bool
    """The ministries before it stand on an earlier page, so a cut cell may go on here."""

    @property
    def shares(self) -> bool:
        """The ministries stand on the last line of the words."""
        return bool(
            self.words and self.ministries and self.words[-1].line is self.ministries[0].line
        )

    @property
    def line(self) -> int:
        """Where it starts."""
        return (self.words or self.ministries)[0].line.number


@dataclass(frozen=True)
class Header:
    """The lines above the table, and the lines of its header wherever it stands."""

    above: tuple[Line, ...]
    spans: tuple[Span, ...]
    body: tuple[Line, ...]
    """The lines below the first header, without those of its repetitions."""


def find_header(slug: str, lines: Sequence[Line], columns: Sequence[str]) -> Header:
    """The header and what stands around it; SourceError when there is none."""
    wanted = "".join("".join(columns).split())
    above: list[Line] = []
    body: list[Line] = []
    spans: list[Span] = []
    index = 0
    while index < len(lines):
        size = _header_size(lines[index : index + HEADER_LINES], wanted)
        spans += [line.span for line in lines[index : index + size]]
        if not size:
            (body if spans else above).append(lines[index])
        index += size or 1
    if not spans:
        number = lines[0].number if lines else 1
        raise SourceError(
            f"{slug}: line {number}: from here on no header reads {' | '.join(columns)}; "
            "compare the columns in document.toml with the text."
        )
    return Header(tuple(above), tuple(spans), tuple(body))


def _header_size(lines: Sequence[Line], wanted: str) -> int:
    """On how many of these lines, from the first, the header stands; 0 when it does not."""
    read = ""
    for size, line in enumerate(lines, 1):
        read += "".join(line.text.split())
        if read == wanted:
            return size
        if not wanted.startswith(read):
            return 0
    return 0


def segments(slug: str, lines: Sequence[Line], ministries: Collection[str]) -> list[Segment]:
    """The segments in order, each up to and with its whole lines of ministries.

    The last one may be without: SourceError only for a line of codes that are unknown.
    """
    found: list[Segment] = []
    inner: list[Line] = []
    cell: list[Line] = []
    page = 0
    for line in lines:
        goes_on = cell and cell[-1].text.rstrip().endswith(",")
        whole = _are_ministries(line.text, ministries)
        _check_codes(slug, line, inner, ministries)
        if cell and not (whole and goes_on):
            found.append(_segment(inner, cell, page))
            page, inner, cell = cell[-1].page, [], []
        (cell if whole else inner).append(line)
    if inner or cell:
        found.append(_segment(inner, cell, page))
    return found


def _segment(inner: Sequence[Line], cell: Sequence[Line], page: int) -> Segment:
    text, codes = tuple(words(inner)), tuple(words(cell))
    return Segment(text, codes, bool(page and text and text[0].line.page > page))


def _are_ministries(text: str, ministries: Collection[str]) -> bool:
    codes = text.strip().removesuffix(",").split(", ")
    return all(code in ministries for code in codes)


def _check_codes(
    slug: str, line: Line, before: Sequence[Line], ministries: Collection[str]
) -> None:
    """SourceError for a line that looks like a ministry cell with a code nobody knows."""
    codes = line.text.strip().split(", ")
    unknown = [code for code in codes if code not in ministries]
    looks = all(_CODE_SHAPE.fullmatch(code) for code in unknown)
    sentence_ended = bool(before) and before[-1].text.rstrip().endswith((".", ".”", "!", "?"))
    if unknown and looks and (len(unknown) < len(codes) or sentence_ended):
        raise SourceError(
            f"{slug}: line {line.number}: unknown ministry {unknown[0]!r}; "
            f"known are {', '.join(sorted(ministries)) or 'none'}."
        )


def tails(segment: Segment, ministries: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where ministries end a line of the segment: the indexes of the first and past the last."""
    for index, word in enumerate(segment.words):
        last = index + 1 == len(segment.words) or segment.words[index + 1].line is not word.line
        if not (last and word.text in ministries):
            continue
        start = index
        while start and _goes_before(segment.words[start - 1], word, ministries):
            start -= 1
        yield start, index + 1


def _goes_before(word: Word, last: Word, ministries: Collection[str]) -> bool:
    listed = word.text.endswith(",") and word.text[:-1] in ministries
    return listed and word.line is last.line


def part(segment: Segment, start: int, tail: tuple[int, int] | None = None) -> Segment:
    """The segment from the word ``start`` up to and with these ministries, or its own."""
    begin, end = tail or (len(segment.words), 0)
    words = segment.words[start:begin]
    turned = start > 0 and bool(words) and words[0].line.page > segment.words[start - 1].line.page
    return Segment(
        words=words,
        ministries=segment.words[begin:end] if tail else segment.ministries,
        after_page_break=turned or (segment.after_page_break and start == 0),
    )


def line_before(segment: Segment, start: int) -> tuple[Word, ...]:
    """The words before ``start`` on the line of the last of them."""
    return tuple(w for w in segment.words[:start] if w.line is segment.words[start - 1].line)
