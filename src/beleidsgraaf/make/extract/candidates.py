"""Every way in which a segment's words could be a row of the table."""

from collections.abc import Iterator
from dataclasses import dataclass

from beleidsgraaf.make.extract.segments import Segment

HEADING_LINES = 2
"""The most lines a section heading has."""
LEAST_WORDS = 3
"""One for each cell before the ministries."""
ROW_WORDS, ROW_LINES = 400, 60
"""The most of them in a row; more is no row of a table, and would take for ever to read."""
CELL_LINE_WORDS = 40
"""The most words of a cell on one line."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the parts of a segment end, as indexes of its words."""

    rest: int
    """The words before it belong to the explanation of the row before, cut by a page break."""
    heading: int
    goal: int
    activity: int


def candidates(segment: Segment) -> Iterator[Cut]:
    """The cuts that the way such a dump is made allows; none when there is no room for a row.

    A cell ends at the end of a line, or in the middle of one when it is one line high. Only
    then can the next cell have begun on the same line.
    """
    count = len(segment.words)
    if not LEAST_WORDS <= count <= ROW_WORDS or len(_line_ends(segment, 0)) >= ROW_LINES:
        return
    for rest in _rests(segment):
        for heading in _headings(segment, rest):
            for goal in _ends(segment, heading, count - 2):
                for activity in _ends(segment, goal, count - 1):
                    if not segment.shares or _on_one_line(segment, activity, count):
                        yield Cut(rest, heading, goal, activity)


def _rests(segment: Segment) -> list[int]:
    """Where the rest of a cut cell may end: only after a page break is there one."""
    return [0, *_line_ends(segment, 0)] if segment.after_page_break else [0]


def _headings(segment: Segment, start: int) -> list[int]:
    ends = _line_ends(segment, start)[:HEADING_LINES]
    first = segment.words[start].line.index
    return [start, *(e for n, e in enumerate(ends) if segment.words[e - 1].line.index == first + n)]


def _ends(segment: Segment, start: int, last: int) -> list[int]:
    """Where a cell that starts at ``start`` may end: on its first line, or at a line's end."""
    first_line = [
        index
        for index in range(start + 1, min(last, start + CELL_LINE_WORDS) + 1)
        if _on_one_line(segment, start, index + 1)
    ]
    return first_line + [index for index in _line_ends(segment, start) if index <= last]


def _line_ends(segment: Segment, start: int) -> list[int]:
    """The indexes after ``start`` at which a line ends, but for the last."""
    words = segment.words
    return [i for i in range(start + 1, len(words)) if words[i].line is not words[i - 1].line]


def _on_one_line(segment: Segment, start: int, end: int) -> bool:
    words = segment.words[start:end]
    return bool(words) and words[0].line is words[-1].line
