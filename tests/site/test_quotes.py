"""A quote is read as printed, without the line breaks, its names marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beleidsgraaf.serve.pages.passages import as_read, pieces
from beleidsgraaf.serve.pages.surroundings import rest
from beleidsgraaf.serve.render.parts import Piece
from site_client import SiteClient


def test_a_line_break_is_deleted_and_the_blank_before_it_stays() -> None:
    """Lines are joined as the document's reader joins them."""
    assert as_read("gericht op \n\nhet bevorderen") == "gericht op het bevorderen"
    assert as_read("migranten-\n\ngemeenschappen") == "migranten-gemeenschappen"


def test_a_name_is_marked_where_it_stands() -> None:
    """The characters of the mention, and no others, are marked."""
    text = "zetten Rutgers en Atria zich"
    assert pieces(text, [(7, 14), (18, 23)]) == (
        Piece("zetten "),
        Piece("Rutgers", marked=True),
        Piece(" en "),
        Piece("Atria", marked=True),
        Piece(" zich"),
    )


def test_a_name_across_a_line_break_is_one_mark() -> None:
    """A name that was broken over two lines is marked as one."""
    found = pieces("van het Consortium \n\nZelfbeschikking.", [(8, 36)])
    assert Piece("Consortium Zelfbeschikking", marked=True) in found


@pytest.mark.parametrize("mark", [(-4, 3), (5, 99), (3, 3)])
def test_a_mark_outside_the_quote_marks_nothing(mark: tuple[int, int]) -> None:
    """A name that stands in another passage leaves this one as it is."""
    assert pieces("een twee drie", [mark]) == (Piece("een twee drie"),)


@given(
    text=st.text(st.sampled_from("ab \n\r-é"), max_size=30),
    marks=st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33)), max_size=4),
)
def test_marks_never_change_what_is_read(text: str, marks: list[tuple[int, int]]) -> None:
    """With any marks the words are those without, once and in order."""
    assert "".join(piece.text for piece in pieces(text, marks)) == as_read(text)


def test_the_rest_of_the_sentence_is_found_and_no_more() -> None:
    """What comes before and after within the sentence; line breaks are read as in the quote."""
    text = "Eerst dit. Een subsidie gaat \n\naan Rutgers \n\n(een instituut). Dan dat."
    start = text.index("aan Rutgers")
    assert rest(text, start, start + len("aan Rutgers")) == (
        "Een subsidie gaat ",
        " (een instituut).",
    )
    assert rest(text, 0, text.index(" Een")) == ("", "")


def test_a_passage_over_two_sentences_has_the_rest_of_both() -> None:
    """From the first word of the one to the last of the other."""
    assert rest("Een twee. Drie vier.", 4, 14) == ("Een ", " vier.")


def test_an_organisation_is_quoted_in_a_whole_sentence(site: SiteClient) -> None:
    """The passage in ink, and around it the rest of the sentence as printed."""
    page = site.get("/doc/organisation/rutgers")
    assert (
        "Een basissubsidie wordt verstrekt aan Rutgers (landelijk kennisinstituut op gebied van "
        "seksuele en reproductieve gezondheid) voor hun basisactiviteiten voor het onderwijs, "
        "de zorg en kwetsbare groepen."
    ) in page.texts("blockquote")
