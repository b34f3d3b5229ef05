"""The client's Accept header decides what it gets, as RFC 9110 says."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beleidsgraaf.serve.negotiate import choose

OFFERED = ("text/html", "text/turtle", "application/ld+json", "application/rdf+xml")
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("  ", "text/html"),
        ("*/*", "text/html"),
        ("*", "text/html"),
        (FIREFOX, "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle", "text/turtle"),
        ("text/turtle; charset=utf-8", "text/turtle"),
        ("application/*", "application/ld+json"),
        ("application/*;q=0.5, text/turtle;q=0.4", "application/ld+json"),
        ("text/turtle;q=0.5, application/rdf+xml;q=0.9", "application/rdf+xml"),
        ("text/turtle;q=0, */*;q=0.1", "text/html"),
        ("text/html;q=0, */*", "text/turtle"),
        ("text/*;q=0, */*", "application/ld+json"),
        ("text/*;q=0.2, text/turtle;q=0.9, */*;q=0.5", "text/turtle"),
        ("text/turtle;q=0.001", "text/turtle"),
        ("text/turtle ; Q=.5 , text/html;q=.4", "text/turtle"),
        ("text/html, image/gif, *; q=.2, */*; q=.2", "text/html"),
        ('application/ld+json;profile="http://a,b;q=0"', "application/ld+json"),
        ("text/turtle;q=1.5, text/html;q=0.1", "text/html"),
        ("text/turtle;q=x, application/ld+json", "application/ld+json"),
        ("garbage", "text/html"),
        ("*/turtle, application/ld+json", "application/ld+json"),
        ("text/turtle;q=0.3, text/turtle;q=0.8, text/html;q=0.5", "text/turtle"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("*/*;q=0", None),
    ],
)
def test_the_type_with_the_highest_weight_is_chosen(accept: str | None, expected: str) -> None:
    """Weights, wildcards and specificity count; among equals, the order on offer."""
    assert choose(accept, OFFERED) == expected


def test_what_is_remembered_of_headers_stays_small() -> None:
    """The first 4,096 characters count, so that nobody fills the memory with long ones."""
    long = "image/png," * 1000
    assert choose(long + "text/turtle", OFFERED) is None
    assert choose("text/turtle," + long, OFFERED) == "text/turtle"


def test_nothing_on_offer_is_nothing_chosen() -> None:
    """An empty offer gives None, with a header and without."""
    assert choose(None, ()) is None
    assert choose("*/*", ()) is None


_LIKE_ACCEPT = st.from_regex(r"([a-z*]{0,3}/?[a-z*]{0,3};?q?=?[0-9.\"\\]*,?)*")
_LIKE_ACCEPT.validate()  # loads what it takes before a browser runs: beside one, parsing fails


@given(st.one_of(st.text(), _LIKE_ACCEPT))
def test_any_text_at_all_gets_an_answer(accept: str) -> None:
    """Whatever the header says, the outcome is one of the offered types or None."""
    assert choose(accept, OFFERED) in (*OFFERED, None)


@pytest.mark.parametrize("piece", ['"', '"\\', ";", ",", "a/b;", '"a', " ", "q=", "a/a,"])
def test_a_long_header_takes_no_long_time(piece: str) -> None:
    """A header of 64 KiB, the most any server takes, is read in linear time."""
    begin = time.process_time()
    choose(piece * (65536 // len(piece)), OFFERED)
    assert time.process_time() - begin < 1
