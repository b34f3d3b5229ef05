"""A query for which an answer was kept is known again, and no other is taken for it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from beleidsgraaf.prepared import normal

_GAPS = (" ", "\n", "\t", "\r\n", " # a comment\n", "#\n", "# with \"quotes' and <i#ri>\r", "  ")
_TOKENS = ("SELECT", "?x", '"a # b"', "'#'", '"\\"#"', "<http://x/#y>", '"""a\n"# """', "<", "p:q")
_TERMS = ('"a  b"', "'#b '", '"""\n #"""', "<http://x/a#b>", "'\\' #'", "'''''#'''", '"\\\\"')
_QUERY = "SELECT ?x # all\nWHERE {{ VALUES ?x {{ {} }} FILTER(1<2) }}"


@given(st.lists(st.tuples(st.sampled_from(_TOKENS), st.sampled_from(_GAPS))), st.data())
def test_other_comments_and_white_space_are_the_same_query(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Wherever there was some, and at both ends."""
    one = "".join(token + gap for token, gap in pieces)
    gaps = [data.draw(st.sampled_from(_GAPS)) for _ in pieces]
    other = "".join(token + gap for (token, _), gap in zip(pieces, gaps, strict=True))
    assert normal(data.draw(st.sampled_from(_GAPS)) + other) == normal(one)
    assert normal(one) == " ".join(token for token, _ in pieces)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('"a b"', '"a  b"'),
        ('"a#b"', '"a#c"'),
        ("<http://x/#a>", "<http://x/#b>"),
        ("'''a\n#b'''", "'''a\n#c'''"),
        ('"\\"#a"', '"\\"#b"'),
        ("ex:a\\#b", "ex:a\\#c"),
        ("ex:a b", "ex: a b"),
        ("LIMIT 1", "LIMIT 11"),
        ("a\u00a0b", "a b"),
        ("a # b\u2028c", "a # b\n c"),
    ],
)
def test_what_matters_makes_another_query(one: str, other: str) -> None:
    """In texts, IRIs, escapes, names and numbers; other spaces than SPARQL's are none."""
    assert normal(one) != normal(other)


def _answer(text: str) -> str:
    try:
        found = Store().query(text)
    except (SyntaxError, ValueError):
        return "none"
    assert isinstance(found, QuerySolutions)
    return str(found.serialize(format=QueryResultsFormat.JSON))


@st.composite
def _neighbours(draw: st.DrawFn) -> tuple[str, str]:
    """A query, and the same with a few characters put in or taken out anywhere."""
    text = _QUERY.format(" ".join(draw(st.lists(st.sampled_from(_TERMS), max_size=3))))
    other = text
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(other)))
        put = draw(st.text("#<>\"'\\ \n\r\t1a", max_size=2))
        other = other[:place] + put + other[place + draw(st.integers(0, 2)) :]
    return text, other


@given(_neighbours())
@example((_QUERY.format('"a#b"'), _QUERY.format('"a#c"')))
def test_two_queries_taken_for_the_same_have_the_same_answer(pair: tuple[str, str]) -> None:
    """As the engine says, that reads them by its own grammar."""
    one, other = pair
    if normal(one) == normal(other):
        assert _answer(one) == _answer(other)


def test_queries_that_differ_by_a_comment_are_compared_at_all() -> None:
    """Else the property above could be empty."""
    one, other = _QUERY.format('"a"'), "# b\n" + _QUERY.format('"a" # c\n')
    assert normal(one) == normal(other)
    assert _answer(one) == _answer(other) != "none"
