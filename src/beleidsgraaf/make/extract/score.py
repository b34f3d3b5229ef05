"""How unlikely it is that these words are one cell of the table: nothing wrong costs nothing.

Costs add up like logarithms of odds: with 3 to 4 points more, a reading is some thirty times less
likely. They are the same for every document; what a document has of its own are the widths of its
columns, the codes of its ministries and its header.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise

from beleidsgraaf.make.extract.dutch import FUNCTION_WORDS, MAY_END_A_SENTENCE
from beleidsgraaf.make.extract.lines import Word
from beleidsgraaf.make.extract.widths import BLANK, Widths
from beleidsgraaf.model import Column

TOLERANCE = 0.025
"""The part of a column's width by which our measure of a line may be off."""
PER_PERCENT = 1.0
"""For every per cent of its width that a line is too wide, or too narrow, beyond that."""
TOO_WIDE, TOO_NARROW = 12.0, 8.0
"""At most: a line too narrow may have been ended by hand, one too wide cannot stand."""
NEW_PARAGRAPH = 3.0
"""A line ended early, but the next looks like a new paragraph of the same cell."""
EMPTY_PARAGRAPH = 2.0
"""An empty paragraph inside a cell: they stand at the end of one, as a rule."""
LOWER_CASE_START, ODD_START = 6.0, 3.0
DANGLING_END, UNFINISHED_END, COLON_END = 6.0, 5.0, 3.0
NO_FULL_STOP, FULL_STOP = 2.0, 1.5
CAPITAL_INSIDE, CAPITAL_LINE_INSIDE, SENTENCE_INSIDE = 0.3, 0.7, 3.0
UNBALANCED = 5.0
ALONE_ON_ITS_LINE = 2.5
"""A cell one line high shares that line with the start of the next cell."""
ONE_WORD = 0.7
HEADING, HEADING_LINE, HEADING_IS_SENTENCE, HEADING_FITS_GOAL = 3.0, 4.0, 4.0, 2.0
CUT_BY_PAGE_BREAK = 4.0
"""Headings are rare, and so are cells that go on after a page break."""

_NOT_LAST = {
    Column.GOAL: FUNCTION_WORDS,
    Column.ACTIVITY: FUNCTION_WORDS,
    Column.EXPLANATION: FUNCTION_WORDS - MAY_END_A_SENTENCE,
}
_OPENING = {"‘": "’", "“": "”", "(": ")", "[": "]"}
_SAME = '"¨'
_MARKS = frozenset("‘’“”()[]" + _SAME)
_QUOTES_INSIDE_WORDS = re.compile(r"(?<=\w)['’](?=\w)")
_STARTS = "‘“¨\"'(["
_ENDS = "’”¨\"')]"


def cell_cost(column: Column, words: Sequence[Word], widths: Widths, *, shares: bool) -> float:
    """The cost of these words as a cell; ``shares``: what follows starts on its last line."""
    lines = by_line(words)
    alone = len(lines) == 1 and not shares and not words[-1].line.before_blank
    return (
        _wrapping(lines, widths.get(column))
        + _start(words[0])
        + _end(column, words[-1])
        + _inside(column, words)
        + _balance(words)
        + (ALONE_ON_ITS_LINE if alone else 0.0)
        + (ONE_WORD if len(words) == 1 else 0.0)
    )


def heading_cost(words: Sequence[Word], widths: Widths) -> float:
    """The cost of these words as a section heading, which is free to be as wide as the page."""
    sentence = HEADING_IS_SENTENCE if words[-1].text.endswith(".") else 0.0
    fits = max(room(line) for line in by_line(words)) <= widths.get(Column.GOAL, 0.0)
    return (
        HEADING
        + (HEADING_FITS_GOAL if fits else 0.0)
        + HEADING_LINE * (len(by_line(words)) - 1)
        + _start(words[0])
        + _end(Column.GOAL, words[-1])
        + _balance(words)
        + sentence
    )


def by_line(words: Sequence[Word]) -> list[list[Word]]:
    """The words, those of one printed line together."""
    return [list(group) for _, group in groupby(words, key=lambda word: word.line.number)]


def room(line: Sequence[Word]) -> float:
    """The width of words on one line."""
    return sum(word.width for word in line) + BLANK * (len(line) - 1)


def room_with_next(line: Sequence[Word], following: Word) -> float:
    """The width the line would have had with the next word, or its first part, on it too."""
    joined = line[-1].text.endswith("-")
    return room(line) + (0.0 if joined else BLANK) + following.first_part


def _wrapping(lines: Sequence[Sequence[Word]], width: float | None) -> float:
    """What the lines say against a column of this width."""
    cost = 0.0
    for line, after in pairwise(lines):
        cost += EMPTY_PARAGRAPH if line[-1].line.before_blank else 0.0
        if width is not None:
            spare = _percent(width - room_with_next(line, after[0]), width)
            cost += min(spare, _ended_by_hand(line, after))
    if width is not None:
        cost += sum(min(TOO_WIDE, _percent(room(line) - width, width)) for line in lines)
    return cost


def _percent(excess: float, width: float) -> float:
    return PER_PERCENT * max(0.0, 100 * (excess / width - TOLERANCE))


def _ended_by_hand(line: Sequence[Word], after: Sequence[Word]) -> float:
    if not line[-1].line.ends_paragraph or _start(after[0]):
        return TOO_NARROW
    return NEW_PARAGRAPH + (0.0 if _ends_sentence(line[-1]) else NO_FULL_STOP)


def _start(word: Word) -> float:
    """What a first word says against it."""
    letters = word.text.lstrip(_STARTS)
    if letters[:1].islower():
        return LOWER_CASE_START
    return 0.0 if letters[:1].isupper() or letters[:1].isdigit() else ODD_START


def _end(column: Column, word: Word) -> float:
    """What a last word says against it."""
    bare = word.text.rstrip(_ENDS)
    if bare.endswith(("-", "/", ",", ";", "+", "&")):
        return UNFINISHED_END
    if bare.endswith(":"):
        return COLON_END
    if bare.lower() in _NOT_LAST[column]:
        return DANGLING_END
    if column is Column.EXPLANATION:
        return 0.0 if _ends_sentence(word) else NO_FULL_STOP
    return FULL_STOP if _ends_sentence(word) else 0.0


def _ends_sentence(word: Word) -> bool:
    bare = word.text.rstrip(_ENDS)
    return bare.endswith(("?", "!", "…")) or (bare.endswith(".") and "." not in bare[:-1])


def _inside(column: Column, words: Sequence[Word]) -> float:
    """What capitals inside the cell say against it: they like to start one."""
    return sum(_capital(column, a, b) for a, b in pairwise(words) if _has_capital(b.text))


@cache
def _has_capital(text: str) -> bool:
    return text.lstrip(_STARTS)[:1].isupper()


def _capital(column: Column, before: Word, word: Word) -> float:
    letters = word.text.lstrip(_STARTS)
    if _ends_sentence(before):
        return 0.0 if column is Column.EXPLANATION else FULL_STOP
    if letters.lower() in FUNCTION_WORDS and letters != word.text.upper():
        return SENTENCE_INSIDE
    if column is Column.EXPLANATION:
        return 0.0
    return CAPITAL_INSIDE if before.line is word.line else CAPITAL_LINE_INSIDE


def _balance(words: Sequence[Word]) -> float:
    """Quotes and brackets that are opened and not closed, or the other way about."""
    return UNBALANCED * sum(1 for _ in _unpaired(" ".join(word.text for word in words)))


def _unpaired(text: str) -> Iterator[str]:
    if _MARKS.isdisjoint(text):
        return
    text = _QUOTES_INSIDE_WORDS.sub("", text)
    for opening, closing in _OPENING.items():
        yield from [opening] * abs(text.count(opening) - text.count(closing))
    yield from (mark for mark in _SAME if text.count(mark) % 2)
