import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from beleidsgraaf.cells import fingerprint, passages
from beleidsgraaf.make.extract import serialise
from beleidsgraaf.model import Column, Extraction, Row

if TYPE_CHECKING:
    from unit.extract.conftest import Real

ROOT = Path(__file__).parents[3]


def is_right(row: Row, gold: dict[str, str]) -> bool:
    """All four cells and the section are what a person reads."""
    return row.section == gold["section"] and all(
        row.text(column) == gold[column.value] for column in Column
    )


def test_at_least_53_of_56_rows_are_right_and_every_other_is_flagged(
    real: "Real", gold: list[dict[str, str]]
) -> None:
    """By rules alone; a wrong row that nobody is warned of is the one thing not allowed."""
    pairs = list(zip(real.extraction.rows, gold, strict=True))
    wrong = [row for row, truth in pairs if not is_right(row, truth)]
    assert len(pairs) - len(wrong) >= 53
    assert [row.number for row in wrong if not row.flagged] == []


def test_few_right_rows_are_flagged(real: "Real", gold: list[dict[str, str]]) -> None:
    """A person can look at the flagged rows in a quarter of an hour."""
    flagged = [row for row in real.extraction.rows if row.flagged]
    assert len(flagged) <= 5
    assert len(gold) == 56


def test_sections_and_ministries_add_up(real: "Real") -> None:
    """16, 11, 14, 8 and 7 rows; 81 times a ministry."""
    rows = real.extraction.rows
    assert [heading.rows for heading in real.extraction.headings] == [16, 11, 14, 8, 7]
    codes = Counter(code for row in rows for code in row.text(Column.MINISTRIES).split(", "))
    assert codes == {"JenV": 32, "VWS": 29, "OCW": 12, "SZW": 5, "BZ": 2, "EZK": 1}


def test_rows_with_the_same_text_stay_two(real: "Real") -> None:
    """Two rows share one activity, one row has the same goal and activity."""
    rows = real.extraction.rows
    assert sorted(Counter(row.text(Column.ACTIVITY) for row in rows).values())[-2:] == [1, 2]
    assert sum(row.text(Column.GOAL) == row.text(Column.ACTIVITY) for row in rows) == 1


def test_the_fingerprint_of_every_row_is_its_own(real: "Real") -> None:
    """It is that of the row's characters, and no two rows have the same."""
    rows = real.extraction.rows
    assert len({row.fingerprint for row in rows}) == 56
    assert all(row.fingerprint == fingerprint(row.cells.values(), real.text) for row in rows)


def test_the_file_in_the_repository_is_what_the_rules_read(real: "Real") -> None:
    """Run 'beleidsgraaf extract' when this fails, and look at the diff."""
    file = ROOT / "data" / "extracted" / real.extraction.document / "rows.json"
    assert file.read_text("utf-8") == serialise(real.extraction)


def test_every_character_is_accounted_for(
    real: "Real", astray: Callable[[str, Extraction], dict[int, int]]
) -> None:
    """Each lies in exactly one cell, heading, header or ignored part, and those say why."""
    assert astray(real.text, real.extraction) == {}
    assert [(part.line, bool(part.reason)) for part in real.extraction.ignored] == [(330, True)]


def test_a_row_cut_by_a_page_break_is_whole_again(real: "Real") -> None:
    """Two rows stand on two pages, and their explanation has two passages."""
    cut = [row for row in real.extraction.rows if row.pages[0] != row.pages[1]]
    assert [row.number for row in cut] == [12, 51]
    assert [len(passages(row.cells[Column.EXPLANATION], real.text)) for row in cut] == [2, 2]
    assert real.extraction.rows[-1].pages == (9, 9)


def test_no_word_of_the_document_is_in_the_code(real: "Real") -> None:
    """The rules hold for other documents: what they know of Dutch are function words."""
    code = "".join(
        file.read_text("utf-8").lower()
        for file in sorted((ROOT / "src/beleidsgraaf/make/extract").glob("*.py"))
        if file.name != "dutch.py"
    )
    words = Counter(re.findall(r"[a-zà-ÿ]{8,}", real.text.lower()))
    told = set(re.findall(r"[a-zà-ÿ]{8,}", code))
    assert told & set(words) == set()
