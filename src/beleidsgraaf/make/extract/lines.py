"""A dump's printed lines, the pages they stand on, and the words on them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from beleidsgraaf.errors import SourceError
from beleidsgraaf.make.extract.widths import measure
from beleidsgraaf.model import Span

EMPTY_LINES_AT_A_PAGE_BREAK = 2
"""Every printed line is followed by one empty line; more of them end a page."""

_TARGET = re.compile(r"(?:[a-z][a-z0-9+.-]*://|mailto:)\S+")
_BREAK_INSIDE = re.compile(r"\w+-(?=\w)")


@dataclass(frozen=True)
class Line:
    """A printed line that has ink on it."""

    number: int
    """Of the file, counted from 1."""
    index: int
    """Counted from 0 over the lines that have ink on them."""
    page: int
    start: int
    """Offset of its first character in the text."""
    text: str
    """Up to the line break, with the blanks at both ends."""
    before_blank: bool = False
    """A printed line of blanks follows: an empty paragraph."""

    @property
    def span(self) -> Span:
        """Its characters, from the first to the last that is no blank."""
        indent = len(self.text) - len(self.text.lstrip())
        return Span(self.start + indent, self.start + len(self.text.rstrip()))

    @property
    def ends_paragraph(self) -> bool:
        """Something beyond a line's usual single blank stands at its end."""
        return self.before_blank or self.text.rstrip("\r\f").endswith("  ")

    @property
    def is_target(self) -> bool:
        """Nothing but the address that a hyperlink points to, which is not printed."""
        return _TARGET.fullmatch(self.text.strip()) is not None


@dataclass(frozen=True)
class Word:
    """Characters between blanks, and the line they stand on."""

    text: str
    start: int
    line: Line

    @property
    def end(self) -> int:
        """Offset past its last character."""
        return self.start + len(self.text)

    @cached_property
    def width(self) -> float:
        """How much room it takes."""
        return measure(self.text)

    @cached_property
    def first_part(self) -> float:
        """The room for as much of it as can stand at the end of a line: up to a hyphen."""
        part = _BREAK_INSIDE.match(self.text)
        return measure(part[0]) if part else self.width


def read_lines(slug: str, text: str) -> list[Line]:
    """The printed lines of a text, in order; SourceError when it is no text."""
    lines: list[Line] = []
    page, offset, empty = 1, 0, 0
    for number, raw in enumerate(text.split("\n"), 1):
        _check_plain(slug, number, raw)
        empty = 0 if raw.strip("\r") else empty + 1
        if empty == EMPTY_LINES_AT_A_PAGE_BREAK:
            page += 1
        page += raw.count("\f")
        if raw.strip():
            lines.append(Line(number, len(lines), page if lines else 1, offset, raw))
        elif empty == 0 and lines:
            lines[-1] = replace(lines[-1], before_blank=True)
        if not lines:  # what comes before the first line is no page
            page = 1
        offset += len(raw) + 1
    return lines


def _check_plain(slug: str, number: int, raw: str) -> None:
    odd = next((c for c in raw if unicodedata.category(c) == "Cc" and c not in "\t\r\f"), None)
    if odd is not None:
        raise SourceError(f"{slug}: line {number}: holds {odd!r}, so this is no plain text.")


def words(lines: Sequence[Line]) -> Iterator[Word]:
    """The words on these lines, in order."""
    for line in lines:
        for found in re.finditer(r"\S+", line.text):
            yield Word(found[0], line.start + found.start(), line)
