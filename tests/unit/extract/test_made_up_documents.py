from collections.abc import Callable
from typing import TYPE_CHECKING

from beleidsgraaf.make.extract import extract
from beleidsgraaf.model import Column, Extraction, Row

if TYPE_CHECKING:
    from unit.extract.conftest import MadeUp

Documents = list[tuple["MadeUp", Extraction]]


def judged(made_up: Documents) -> list[tuple[Row, bool]]:
    """Every row of the documents, and whether it is what the printer was given."""
    found: list[tuple[Row, bool]] = []
    for document, extraction in made_up:
        for row, truth in zip(extraction.rows, document.rows, strict=True):
            cells = all(row.text(column) == truth[column.value] for column in Column)
            found.append((row, cells and row.section == truth["section"]))
    return found


def test_other_documents_are_read_as_well(made_up: Documents) -> None:
    """Other words, codes, columns, faces and widths: 98 of 100 rows right, no silent mistake."""
    found = judged(made_up)
    assert len(found) > 350
    assert sum(right for _, right in found) / len(found) >= 0.98
    assert [row for row, right in found if not right and not row.flagged] == []


def test_few_right_rows_of_other_documents_are_flagged(made_up: Documents) -> None:
    """At most 8 in 100."""
    found = judged(made_up)
    assert sum(row.flagged for row, right in found if right) / len(found) <= 0.08


def test_other_documents_have_what_makes_reading_hard(made_up: Documents) -> None:
    """Cut rows, shared lines, targets of hyperlinks and several pages; else nothing is shown."""
    extractions = [extraction for _, extraction in made_up]
    rows = [row for extraction in extractions for row in extraction.rows]
    assert sum(row.pages[0] < row.pages[1] for row in rows) > 10
    assert sum(len({cell.lines[0] for cell in row.cells.values()}) < 4 for row in rows) > 50
    assert sum(len(extraction.ignored) for extraction in extractions) > 10


def test_every_character_of_other_documents_is_accounted_for(
    made_up: Documents, astray: Callable[[str, Extraction], dict[int, int]]
) -> None:
    """Each lies in exactly one cell, heading, header or ignored part."""
    for document, extraction in made_up:
        assert astray(document.text, extraction) == {}


def test_the_same_document_is_read_the_same(made_up: Documents) -> None:
    """Reading depends on the text and nothing else, the order of the codes included."""
    document, extraction = made_up[7]
    codes = sorted(document.ministries, reverse=True)
    assert extract("made-up", document.text, document.columns, codes) == extraction
