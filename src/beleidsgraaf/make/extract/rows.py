"""From segments to rows: read them all, learn the widths of the columns, read them again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise
from math import inf

from beleidsgraaf.errors import SourceError
from beleidsgraaf.make.extract.choose import Choice, choose
from beleidsgraaf.make.extract.lines import Word
from beleidsgraaf.make.extract.score import by_line, room, room_with_next
from beleidsgraaf.make.extract.segments import Segment, line_before, part, tails
from beleidsgraaf.make.extract.widths import Widths, fit
from beleidsgraaf.model import Column

ROUNDS = 12
"""At most; the widths are stable after a few."""
SURE_ENOUGH = 1.0
"""The margin a row needs to have a say in how wide the columns are."""
PLACES = 12
"""The most places looked at where a segment could be cut in two; all ways are reckoned."""


@dataclass(frozen=True)
class Reading:
    """A row as read: the heading above it, the words of its cells, and how sure each is."""

    heading: tuple[Word, ...]
    words: Mapping[Column, tuple[Word, ...]]
    margins: Mapping[Column, float]


def read_rows(slug: str, segments: Sequence[Segment], ministries: Collection[str]) -> list[Reading]:
    """The rows in order.

    SourceError names the line where no row can be read, or where text follows the last row.
    """
    table, last = _ended(segments, ministries)
    if not table or (last and not last.after_page_break):
        line = last.line if last else 1
        raise SourceError(
            f"{slug}: line {line}: the text from here on belongs to no row, for no ministries "
            f"follow it; known are {', '.join(sorted(ministries)) or 'none'}."
        )
    choices = _stable(slug, table, ministries)
    rests = [choice.rest for choice in choices[1:]] + [last.words if last else ()]
    doubts = [choice.margins["rest"] for choice in choices[1:]] + [inf]
    return [_reading(*parts) for parts in zip(choices, rests, doubts, strict=True)]


def _ended(
    segments: Sequence[Segment], ministries: Collection[str]
) -> tuple[list[Segment], Segment | None]:
    """The segments that end in ministries, and what follows them, if anything does."""
    if not segments or segments[-1].ministries:
        return list(segments), None
    *table, last = segments
    for start, end in tails(last, ministries):
        if end == len(last.words):  # the last row's ministries share a line
            return [*table, part(last, 0, (start, end))], None
    return table, last


def _reading(choice: Choice, rest: tuple[Word, ...], doubt: float) -> Reading:
    """The row with the rest of its explanation; ``doubt`` is the margin of that rest."""
    words = {column: choice.words(column) for column in Column}
    margins = {column: choice.margins[column] for column in Column}
    words[Column.EXPLANATION] += rest
    margins[Column.EXPLANATION] = min(margins[Column.EXPLANATION], doubt)
    return Reading(choice.heading, words, margins)


def _stable(slug: str, segments: Sequence[Segment], ministries: Collection[str]) -> list[Choice]:
    """The choices made with widths that follow from those choices."""
    widths: Widths = {}
    for _ in range(ROUNDS):
        choices = _read(slug, segments, ministries, widths)
        learned = learn(choices)
        if learned == widths:
            break
        widths = learned
    return choices


def _read(
    slug: str, segments: Sequence[Segment], ministries: Collection[str], widths: Widths
) -> list[Choice]:
    choices: list[Choice] = []
    for segment in segments:
        unfinished = choices[-1].words(Column.EXPLANATION) if choices else ()
        rows = divide(segment, unfinished, widths, ministries)
        if not rows:
            raise SourceError(
                f"{slug}: line {segment.line}: from here to the ministries on line "
                f"{segment.ministries[0].line.number} no row with a goal, an activity and an "
                "explanation can be read."
            )
        choices += rows
    return choices


def divide(
    segment: Segment, unfinished: Sequence[Word], widths: Widths, ministries: Collection[str]
) -> list[Choice]:
    """The segment as one row, or as more where ministries that end a line are cells too.

    Empty when it can be neither.
    """
    places = list(islice(tails(segment, ministries), PLACES))

    @cache
    def rows(start: int) -> list[Choice]:
        before = line_before(segment, start) if start else unfinished
        whole = choose(part(segment, start), before, widths)
        ways = [[whole]] if whole else []
        for tail in places:
            first = choose(part(segment, start, tail), before, widths) if tail[0] > start else None
            others = rows(tail[1]) if first else []
            if first and others:
                ways.append([first, *others])
        ways.sort(key=_cost)
        margin = _cost(ways[1]) - _cost(ways[0]) if len(ways) > 1 else inf
        return [_doubted(row, margin) for row in ways[0]] if ways else []

    return rows(0)


def _cost(rows: Iterable[Choice]) -> float:
    return sum(row.cost for row in rows)


def _doubted(row: Choice, margin: float) -> Choice:
    """The row, its ministries no surer than this margin."""
    known = row.margins.get(Column.MINISTRIES, inf)
    return replace(row, margins={**row.margins, Column.MINISTRIES: min(known, margin)})


def learn(choices: Sequence[Choice]) -> Widths:
    """How wide the columns must have been, if these rows were read well."""
    sure = [c for c in choices if min(c.margins.values()) >= SURE_ENOUGH] or choices
    return {
        column: fit(*_bounds([by_line(choice.words(column)) for choice in sure]))
        for column in (Column.GOAL, Column.ACTIVITY, Column.EXPLANATION)
    }


def _bounds(cells: Iterable[Sequence[Sequence[Word]]]) -> tuple[list[float], list[float]]:
    lows = [room(line) for cell in cells for line in cell]
    highs = [room_with_next(a, b[0]) for cell in cells for a, b in pairwise(cell)]
    return lows, highs
