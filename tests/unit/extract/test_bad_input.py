from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from beleidsgraaf.errors import SourceError
from beleidsgraaf.make.extract import extract, serialise
from beleidsgraaf.model import Column, Extraction

if TYPE_CHECKING:
    from unit.extract.conftest import Real

COLUMNS = ("Wens", "Werk", "Uitleg", "Wie")
MINISTRIES = ("JenV", "VWS", "OCW", "SZW", "BZ", "EZK")
CODES = ("AZ", "FIN", "IenW")
HEADER = "Wens Werk Uitleg \n\nWie \n\n"
ROW = "Meer \n\ngroen \n\nElk dorp \n\nplant \n\nIeder dorp plant \n\nbomen. \n\nAZ, FIN \n\n"

Astray = Callable[[str, Extraction], dict[int, int]]


def read(text: str) -> Extraction:
    """What the reader makes of a text."""
    return extract("made-up", text, COLUMNS, CODES)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: from here on no header reads Wens | Werk | Uitleg | Wie"),
        ("   \n\n  \n", "line 1: from here on no header"),
        (f"\n\n{ROW}", "line 3: from here on no header"),
        (HEADER, "line 1: the text from here on belongs to no row"),
        (f"{HEADER}Meer groen \n\nElk dorp plant. \n\n", "line 5: the text from here on"),
        (f"{HEADER}{ROW}Nog iets \n\n", "line 19: the text from here on belongs to no row"),
        (f"{HEADER}{ROW}AZ \n\n", "line 19: from here to the ministries on line 19 no row"),
        (HEADER + ROW.replace("AZ, FIN", "AZ, VWS"), "line 17: unknown ministry 'VWS'"),
        (HEADER + ROW.replace("AZ, FIN", "VWS"), "line 17: unknown ministry 'VWS'"),
        (f"{HEADER}{ROW}\x00\x01", "line 19: holds '\\\\x00'"),
        ("\x89PNG\r\n\x1a\n", "line 1: holds '\\\\x89'"),
        (HEADER + "woord " * 5000 + "\n\nAZ", "line 5: from here to the ministries on line 7"),
    ],
)
def test_what_is_no_table_is_said_with_its_line(text: str, message: str) -> None:
    """The message names document and line, and what is missing."""
    with pytest.raises(SourceError, match=rf"^made-up: {message.replace('|', '[|]')}"):
        read(text)


def test_a_table_has_four_columns() -> None:
    """Fewer or more are refused before anything is read."""
    with pytest.raises(SourceError, match="line 1: a table has 4 columns, not 3"):
        extract("made-up", HEADER + ROW, COLUMNS[:3], CODES)


def test_no_ministries_are_known() -> None:
    """An empty list of codes is said to be empty."""
    with pytest.raises(SourceError, match="known are none"):
        extract("made-up", HEADER + ROW, COLUMNS, ())


def test_the_smallest_table_is_read() -> None:
    """One row and a heading above it: the bad ones above differ from it in one thing."""
    (row,) = read(f"Groen \n\n{HEADER}{ROW}").rows
    assert [row.text(column) for column in Column] == [
        "Meer groen",
        "Elk dorp plant",
        "Ieder dorp plant bomen.",
        "AZ, FIN",
    ]
    assert row.section == "Groen"


def test_a_table_without_a_heading_has_one_nameless_section() -> None:
    """Nothing above the header, nothing made up."""
    extraction = read(HEADER + ROW)
    assert extraction.headings == ()
    assert extraction.rows[0].section == ""


def test_a_header_on_every_page_is_no_text() -> None:
    """Repeated headers go where the first one goes."""
    extraction = read(f"{HEADER}{ROW}\n\n{HEADER}{ROW}")
    assert len(extraction.rows) == 2
    assert len(extraction.header) == 4
    assert [row.pages for row in extraction.rows] == [(1, 1), (2, 2)]


def test_lines_above_the_first_heading_are_ignored_with_a_reason() -> None:
    """A title is no section."""
    extraction = read(f"Een titel \n\nGroen \n\n{HEADER}{ROW}")
    assert [heading.text for heading in extraction.headings] == ["Groen"]
    assert [(part.line, bool(part.reason)) for part in extraction.ignored] == [(1, True)]


WORDS = st.sampled_from(
    ["Meer", "groen", "de", "van", "AZ", "FIN,", "IenW", "VWS", "(", "‘", "-", "1.", "Wens", "Wie"]
)
JUNK = st.lists(
    st.one_of(
        WORDS.map(lambda word: f"{word} "),
        st.sampled_from(["\n", "\n\n", " \n\n", "\n\n\n\n", "\f", "\r\n", HEADER, ROW]),
        st.sampled_from(["https://www.example.org/\n\n", "AZ\n\n", "AZ, IenW \n\n"]),
        st.text(max_size=8),
    ),
    max_size=30,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(JUNK)
@example(f"{HEADER}{ROW}")
def test_junk_is_read_or_refused_and_nothing_is_lost(astray: Astray, junk: str) -> None:
    """Whatever stands around a table: a SourceError, or every character accounted for."""
    for text in (junk, HEADER + junk, f"{HEADER}{ROW}{junk}{ROW}"):
        try:
            extraction = read(text)
        except SourceError as error:
            assert str(error).startswith("made-up: line ")  # noqa: PT017  # either is right
        else:
            assert astray(text, extraction) == {}
            assert serialise(extraction).endswith("}\n")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_document_is_read_or_refused(
    real: "Real", astray: Astray, data: st.DataObject
) -> None:
    """A piece of the real document with a hole in it."""
    length = len(real.text)
    start = data.draw(st.integers(133, length - 600))
    hole = data.draw(st.integers(start, start + 2000))
    end = data.draw(st.integers(hole, hole + 2000))
    text = real.text[:133] + real.text[start:hole] + real.text[hole + 40 : end]
    text += " \n\nOCW \n\n"
    try:
        extraction = extract("made-up", text, real.columns, MINISTRIES)
    except SourceError as error:
        assert "line " in str(error)  # noqa: PT017  # either is right
    else:
        assert astray(text, extraction) == {}
