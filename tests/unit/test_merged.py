"""How quads are loaded: graph after graph, as one dataset."""

import pytest
from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions, RdfFormat, parse

from beleidsgraaf.make.prepare import prepare
from beleidsgraaf.merged import Merged, survey
from beleidsgraaf.vocab import Names

QUADS = b"""<http://a> <http://p> "1" <http://g> .
<http://a> <http://p> "1" <http://h> .
<http://a> <http://p> "in no graph" .
<http://a> <http://p> _:both <http://g> .
<http://b> <http://p> "2" <http://g> .
_:both <http://q> "3" <http://h> .
"""
"""Sorted, as in a snapshot."""


def number(pattern: str) -> int:
    """Solutions of a pattern."""
    found = Merged(QUADS).query(f"SELECT * {{ {pattern} }}", "http://base/")
    assert isinstance(found, QuerySolutions)
    return len(list(found))


def test_a_graph_is_read_as_a_whole() -> None:
    """Where its lines stand in the file does not matter: the engine gets them together."""
    counts, graphs, repeated = survey(QUADS)
    assert repeated
    assert (counts["http://g"], counts["http://h"]) == (3, 2)
    names = [{quad.graph_name for quad in parse(lines, RdfFormat.N_QUADS)} for lines in graphs]
    assert names == [{NamedNode("http://g")}, {NamedNode("http://h")}, {DefaultGraph()}]


def test_nothing_is_lost_and_each_triple_counts_once() -> None:
    """Five triples of six lines, that in no graph among them."""
    assert number("?s ?p ?o") == 5
    assert Merged(QUADS).counts == {"http://g": 3, "http://h": 2}


def test_a_blank_node_of_two_graphs_stays_one() -> None:
    """The engine gives blank nodes new names with each file that it loads."""
    assert number("<http://a> <http://p> ?node . ?node <http://q> ?three") == 1


def test_the_factory_looks_at_each_iri() -> None:
    """It refuses what is none, so that whoever loads its snapshot need not look again."""
    relative = b'<no-scheme> <http://p> "1" <http://g> .\n'
    with pytest.raises(SyntaxError):
        prepare(relative, {}, Names())
    assert Merged(relative, lenient=True).counts == {"http://g": 1}
