import pytest
from hypothesis import given
from hypothesis import strategies as st

from beleidsgraaf.serve.search.spelling import Spelling, slips
from beleidsgraaf.serve.search.words import analysed, fits, pairs, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("slachtoffer", "slachtoffers"),
        ("gemeente", "gemeenten"),
        ("campagne", "campagnes"),
        ("meldpunt", "meldpunten"),
        ("school", "scholen"),
        ("maatregel", "maatregelen"),
        ("seksueel", "seksuele"),
        ("Financiën", "financien"),
        ("REÏNTEGRATIE", "reintegratie"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    """Plurals, capitals and accents make no difference."""
    assert analysed(one)[1] == analysed(other)[1]


def test_other_words_have_other_stems() -> None:
    """A stem does not swallow a word that means something else."""
    assert analysed("dader")[1] != analysed("daad")[1]
    assert analysed("jongen")[1] != analysed("jongere")[1]


@given(st.text(max_size=60))
def test_tokens_stand_where_they_say(text: str) -> None:
    """Each token's place holds its word, and the two ways to read a text agree."""
    found = tokens(text)
    assert [token.plain for token in found] == [analysed(text[t.start : t.end])[0] for t in found]
    assert pairs(text) == [(token.plain, token.stem) for token in found]


def test_a_longer_word_fits_where_the_beginning_is_long_enough() -> None:
    """Who asks for slachtoffer also finds slachtofferschap; de does not find deelnemer."""
    (longer,) = tokens("slachtofferschap")
    assert fits(longer, analysed("slachtoffer")[1])
    (other,) = tokens("deelnemer")
    assert not fits(other, analysed("de")[1])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rutgerz", "rutgers"),
        ("ruters", "rutgers"),
        ("rugters", "rutgers"),
        ("moviise", "movisie"),
        ("expertisecentum", "expertisecentrum"),
        ("atrai", "atria"),
        ("wodc", "wodc"),
        ("xylofoon", ""),
        ("eo", ""),
        ("a" * 5000, ""),
    ],
)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    """A letter too many, too few, changed or swapped is taken for the known word."""
    known = Spelling(["rutgers", "movisie", "expertisecentrum", "atria", "wodc", "eu"])
    assert known.nearest(typed) == meant


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_slips_are_counted_alike_both_ways(one: str, other: str) -> None:
    """No slip is none, and from one to the other is as far as back."""
    assert slips(one, other) == slips(other, one)
    assert (slips(one, other) == 0) == (one == other)
    assert slips(one, other) <= max(len(one), len(other))
