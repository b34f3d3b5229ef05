import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beleidsgraaf.cells import cut, find, fingerprint, fold, passages, recut
from beleidsgraaf.model import Column, Row, Span

SOURCE = (
    "Meer \n\ngroen \n\nBomen -\n\nplan "
    "Elk dorp plant bomen  bij \n\nelke school, en \n\nAA, BB \n\n\n\n"
    " elke weg. \n"
)


def the(part: str) -> Span:
    """Where a part of SOURCE stands that stands there once."""
    start = SOURCE.index(part)
    assert SOURCE.count(part) == 1
    return Span(start, start + len(part))


def a_row() -> Row:
    """A row whose explanation is cut by a page break."""
    cells = {
        Column.GOAL: cut(SOURCE, [the("Meer \n\ngroen \n\n")]),
        Column.ACTIVITY: cut(SOURCE, [the("Bomen -\n\nplan ")]),
        Column.EXPLANATION: cut(
            SOURCE, [the("Elk dorp plant bomen  bij \n\nelke school, en \n\n"), the(" elke weg.")]
        ),
        Column.MINISTRIES: cut(SOURCE, [the("AA, BB \n")]),
    }
    return Row(
        number=1,
        section="",
        cells=cells,
        pages=(1, 2),
        span=Span(0, len(SOURCE.rstrip())),
        lines=(1, 15),
        fingerprint=fingerprint(cells.values(), SOURCE),
    )


def test_a_cell_is_the_characters_of_its_spans_without_line_breaks() -> None:
    """Joining the spans gives the text; blanks at the edges are no part of it."""
    goal = a_row().cells[Column.GOAL]
    assert goal.text == "Meer groen"
    assert goal.text == "".join(SOURCE[s.start : s.end] for s in goal.spans)
    assert goal.lines == (1, 3)


def test_a_line_that_ends_in_a_hyphen_is_joined_without_a_blank() -> None:
    """Line breaks are deleted, not replaced by a blank."""
    assert a_row().text(Column.ACTIVITY) == "Bomen -plan"


def test_a_cell_needs_ink() -> None:
    """Nothing but blanks is no cell."""
    with pytest.raises(ValueError, match="at least one character"):
        cut(SOURCE, [Span(4, 6)])


def test_a_cell_cut_by_a_page_break_has_two_passages() -> None:
    """Line breaks alone do not divide a cell, other characters do."""
    row = a_row()
    assert [len(passages(row.cells[column], SOURCE)) for column in Column] == [1, 1, 2, 1]


def test_a_quote_is_found_across_a_line_break_and_double_blanks() -> None:
    """The span covers the source as it stands, from the quote's first character to its last."""
    span = find(a_row().cells[Column.EXPLANATION], "bomen bij elke", SOURCE)
    assert SOURCE[span.start : span.end] == "bomen  bij \n\nelke"


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("struiken", "does not stand in the cell"),
        ("elke", "stands in the cell 2 times"),
        ("en elke weg", "cut in two"),
        ("AA", "does not stand in the cell"),
        (" ", "is empty"),
    ],
)
def test_a_quote_that_cannot_be_found_says_why(quote: str, why: str) -> None:
    """Absent, ambiguous, across the page break, or empty."""
    with pytest.raises(ValueError, match=why):
        find(a_row().cells[Column.EXPLANATION], quote, SOURCE)


def test_overlapping_finds_count_as_more_than_one() -> None:
    """A quote that overlaps itself is still ambiguous."""
    with pytest.raises(ValueError, match="2 times"):
        find(cut("ababa", [Span(0, 5)]), "aba", "ababa")


@given(st.text(), st.data())
def test_every_part_of_a_cell_is_found_where_it_stands_or_said_to_be_ambiguous(
    text: str, data: st.DataObject
) -> None:
    """The characters at the span found are the quote, once blanks are folded and breaks deleted."""
    if not text.strip():
        return
    cell = cut(text, [Span(0, len(text))])
    shown = fold(cell.text)
    start = data.draw(st.integers(0, len(shown) - 1))
    quote = fold(shown[start : data.draw(st.integers(start + 1, len(shown)))])
    if not quote:
        return
    if len(re.findall(f"(?={re.escape(quote)})", shown)) > 1:
        with pytest.raises(ValueError, match="times"):
            find(cell, quote, text)
    else:
        span = find(cell, quote, text)
        assert quote == fold(re.sub(r"[\r\n]", "", text[span.start : span.end]))


def test_a_row_cut_anew_has_the_same_characters() -> None:
    """Words move from one cell to the next; fingerprint and the other cells stay."""
    row = a_row()
    now = recut(
        row,
        SOURCE,
        {
            Column.ACTIVITY: "Bomen -plan Elk dorp",
            Column.EXPLANATION: "plant bomen bij elke school, en elke weg.",
        },
    )
    assert now.text(Column.ACTIVITY) == "Bomen -plan Elk dorp"
    assert now.text(Column.EXPLANATION) == "plant bomen bij elke school, en elke weg."
    assert now.text(Column.MINISTRIES) == "AA, BB"
    assert row.fingerprint == fingerprint(now.cells.values(), SOURCE)


def test_a_row_cut_as_it_was_is_the_same_row() -> None:
    """Nothing new asked, nothing changed."""
    assert a_row() == recut(a_row(), SOURCE, {})


@pytest.mark.parametrize(
    ("column", "text"),
    [
        (Column.GOAL, "Minder groen"),
        (Column.ACTIVITY, "Bomen -plan Elk stad"),
        (Column.EXPLANATION, "Elk dorp plant bomen bij elke school, en elke"),
        (Column.MINISTRIES, "AA, CC"),
        (Column.GOAL, ""),
        (Column.ACTIVITY, "Bomen - plan"),
    ],
)
def test_a_cut_that_does_not_fit_names_the_cell(column: Column, text: str) -> None:
    """One cell's text cannot be made of the row's characters."""
    with pytest.raises(ValueError, match=f"the cell {column} "):
        recut(a_row(), SOURCE, {column: text})
