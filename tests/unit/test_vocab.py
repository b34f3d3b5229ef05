import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from beleidsgraaf.vocab import DEFAULT_BASE, PREFIXES, Names, curie, rebase

OTHER = "https://data.example/b/"


def test_every_kind_of_iri_starts_with_the_base() -> None:
    """Things, their parts, terms and graphs."""
    names = Names(OTHER)
    assert names.thing("measure", "ik-ben-van-mij").value == f"{OTHER}id/measure/ik-ben-van-mij"
    assert names.thing("evidence", "d-1-2", "quote").value == f"{OTHER}id/evidence/d-1-2#quote"
    assert names.term("Measure").value == f"{OTHER}def#Measure"
    assert names.graph("reference").value == f"{OTHER}graph/reference"
    assert names.prefixes()["bg"] == f"{OTHER}def#"


@pytest.mark.parametrize("slug", ["", "A", "a b", "a/b", "a--b", "-a", "a-", "é", "a\n", "a#b"])
def test_an_ill_formed_slug_never_becomes_an_iri(slug: str) -> None:
    """It is refused, not mended."""
    with pytest.raises(ValueError, match="is no slug"):
        Names().thing("measure", slug)


def test_a_short_name_stands_for_an_iri_of_another_vocabulary() -> None:
    """Only for prefixes that are known."""
    assert curie("skos:prefLabel") == NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    with pytest.raises(KeyError):
        curie("nope:x")


def test_every_namespace_ends_where_a_local_name_can_follow() -> None:
    """In a slash or a hash, so that prefix and local name make an IRI."""
    assert {iri[-1] for iri in PREFIXES.values()} <= {"#", "/"}


def test_rebasing_moves_our_iris_and_nothing_else() -> None:
    """An IRI of ours inside a text that is no IRI stays as it is."""
    text = f'<{DEFAULT_BASE}def#Measure> <http://x.example/> "{DEFAULT_BASE}" .'
    assert rebase(text, OTHER) == f'<{OTHER}def#Measure> <http://x.example/> "{DEFAULT_BASE}" .'


@given(st.text())
def test_under_the_default_base_every_file_stays_as_it_is(text: str) -> None:
    """Rebasing to where it already stands changes nothing."""
    assert rebase(text, DEFAULT_BASE) == text
