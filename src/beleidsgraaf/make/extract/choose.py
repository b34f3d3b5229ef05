"""The best of all cuts of a segment, and how far it beats the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, inf
from operator import attrgetter

from beleidsgraaf.make.extract.candidates import Cut, candidates
from beleidsgraaf.make.extract.lines import Word
from beleidsgraaf.make.extract.score import CUT_BY_PAGE_BREAK, cell_cost, heading_cost
from beleidsgraaf.make.extract.segments import Segment
from beleidsgraaf.make.extract.widths import Widths
from beleidsgraaf.model import Column

SURE = 3.0
"""The margin, in points of the score, that gives a confidence of 0.63."""


@dataclass(frozen=True)
class Choice:
    """How a segment was cut, what that costs, and by how much each part beats its rivals."""

    segment: Segment
    cut: Cut
    cost: float
    margins: Mapping[str, float]
    """For rest, heading and each column: how much dearer the best cut with another one is."""

    @property
    def rest(self) -> tuple[Word, ...]:
        """The end of the explanation of the row before."""
        return self.segment.words[: self.cut.rest]

    @property
    def heading(self) -> tuple[Word, ...]:
        """The section heading that stands above the row, or nothing."""
        return self.segment.words[self.cut.rest : self.cut.heading]

    def words(self, column: Column) -> tuple[Word, ...]:
        """The words of a cell, without the rest that a page break cut off."""
        cut, words = self.cut, self.segment.words
        match column:
            case Column.GOAL:
                return words[cut.heading : cut.goal]
            case Column.ACTIVITY:
                return words[cut.goal : cut.activity]
            case Column.EXPLANATION:
                return words[cut.activity :]
            case Column.MINISTRIES:
                return self.segment.ministries


def confidence(margin: float) -> float:
    """0 to 1: 0 when another reading is just as good, 1 when there is none."""
    return round(1 - exp(-margin / SURE), 3)


def choose(segment: Segment, unfinished: Sequence[Word], widths: Widths) -> Choice | None:
    """The cut that costs least; None when the segment cannot be a row.

    ``unfinished`` is the explanation of the row before, which may go on after a page break.
    """
    price = _pricing(segment, tuple(unfinished), widths)
    priced = [(price(cut), cut) for cut in candidates(segment)]
    if not priced:
        return None
    cost, best = min(priced, key=lambda pair: pair[0])
    margins = {
        name: min((c for c, cut in priced if part(cut) != part(best)), default=inf) - cost
        for name, part in _PARTS.items()
    }
    return Choice(segment, best, cost, margins)


_PARTS: dict[str, Callable[[Cut], object]] = {
    "rest": attrgetter("rest"),
    "heading": attrgetter("rest", "heading"),
    Column.GOAL: attrgetter("heading", "goal"),
    Column.ACTIVITY: attrgetter("goal", "activity"),
    Column.EXPLANATION: attrgetter("activity"),
}


def _pricing(
    segment: Segment, unfinished: tuple[Word, ...], widths: Widths
) -> Callable[[Cut], float]:
    """What a cut costs: the sum over its parts, each of which is reckoned once."""
    words = segment.words

    @cache
    def cell(column: Column, start: int, end: int) -> float:
        shares = words[end].line is words[end - 1].line if end < len(words) else segment.shares
        return cell_cost(column, words[start:end], widths, shares=shares)

    @cache
    def heading(start: int, end: int) -> float:
        return heading_cost(words[start:end], widths) if end > start else 0.0

    @cache
    def rest(end: int) -> float:
        return rest_cost(unfinished, words[:end], widths)

    def price(cut: Cut) -> float:
        return (
            rest(cut.rest)
            + heading(cut.rest, cut.heading)
            + cell(Column.GOAL, cut.heading, cut.goal)
            + cell(Column.ACTIVITY, cut.goal, cut.activity)
            + cell(Column.EXPLANATION, cut.activity, len(words))
        )

    return price


def rest_cost(unfinished: Sequence[Word], rest: Sequence[Word], widths: Widths) -> float:
    """What it costs, or saves when negative, to end the explanation with these words."""
    if not rest:
        return 0.0
    alone = cell_cost(Column.EXPLANATION, unfinished, widths, shares=True)
    whole = cell_cost(Column.EXPLANATION, (*unfinished, *rest), widths, shares=True)
    return CUT_BY_PAGE_BREAK + whole - alone
