"""Drawings: the same numbers give the same shapes, whatever the numbers and the names."""

from hypothesis import given, settings
from hypothesis import strategies as st

from beleidsgraaf.serve.figures.bars import bars
from beleidsgraaf.serve.figures.drawing import (
    NARROW,
    WIDE,
    Amount,
    Drawing,
    Head,
    Mark,
    Rect,
    wrapped,
)
from beleidsgraaf.serve.figures.matrix import Grid, matrix
from beleidsgraaf.serve.figures.sets import Combination, sets

NAMES = st.lists(st.text(min_size=1, max_size=80), max_size=12, unique=True)
WIDTHS = st.sampled_from([WIDE, NARROW])


def heads(names: list[str]) -> list[Head]:
    """Things with short keys and these names."""
    return [Head(str(number), name, "/x") for number, name in enumerate(names)]


def inside(drawing: Drawing) -> bool:
    """Whether every rectangle lies in the drawing."""
    shapes = [
        shape
        for part in drawing.parts
        for shape in (part.shapes if isinstance(part, Mark) else (part,))
    ]
    return all(
        shape.x >= 0
        and shape.x + shape.width <= drawing.width + 1e-6
        and shape.y + shape.height <= drawing.height + 1e-6
        for shape in shapes
        if isinstance(shape, Rect)
    )


@given(text=st.text(max_size=200), width=st.integers(40, 700), lines=st.integers(1, 4))
@settings(deadline=None)
def test_words_are_wrapped_to_their_room(text: str, width: int, lines: int) -> None:
    """No line is longer than its room, and there are no more lines than allowed."""
    found = wrapped(text, width, lines)
    assert 1 <= len(found) <= lines
    assert all(len(line) <= max(4, width / 7.9) for line in found)


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    """A reader sees that a name goes on; what fits is whole."""
    assert wrapped("een twee drie vier vijf", 80, 2) == ("een twee", "drie vier…")
    assert wrapped("een twee", 80, 2) == ("een twee",)
    assert wrapped("regionale/lokale", 100, 2) == ("regionale/", "lokale")


@given(down=NAMES, across=NAMES, width=WIDTHS, data=st.data())
@settings(deadline=None)
def test_a_matrix_stays_inside(
    down: list[str], across: list[str], width: int, data: st.DataObject
) -> None:
    """Whatever the names and numbers, every cell lies in the drawing."""
    rows, columns = heads(down), heads(across)
    cells = {
        (row.key, column.key): Amount(data.draw(st.integers(1, 9999)), "/x", "x")
        for row in rows
        for column in columns
        if data.draw(st.booleans())
    }
    drawing = matrix("m", "M", Grid(rows, columns, cells), width=width)
    assert drawing == matrix("m", "M", Grid(rows, columns, cells), width=width)
    assert inside(drawing)


@given(names=NAMES, numbers=st.lists(st.integers(1, 9999), max_size=12), width=WIDTHS)
@settings(deadline=None)
def test_sets_and_bars_stay_inside(names: list[str], numbers: list[int], width: int) -> None:
    """However long a bar, it and its number fit."""
    members = heads(names)
    found = [Combination(frozenset({"0"}), Amount(n, "/x", "x")) for n in numbers]
    assert inside(sets("s", "S", members, found, width=width))
    items = [(head, Amount(n, "/x", "x")) for head, n in zip(members, numbers, strict=False)]
    assert inside(bars("b", "B", items, width=width))


def test_a_number_is_told_by_more_than_colour() -> None:
    """The most and the least have cells of other darkness, and their numbers in them."""
    one, other = heads(["een", "twee"])
    cells = {("0", "0"): Amount(1, "/x", "x"), ("0", "1"): Amount(9, "/x", "x")}
    drawing = matrix("m", "M", Grid([one], [one, other], cells), width=WIDE)
    classes = [
        shape.css
        for part in drawing.parts
        if isinstance(part, Mark)
        for shape in part.shapes
        if isinstance(shape, Rect)
    ]
    assert classes == ["level-1", "level-4"]
