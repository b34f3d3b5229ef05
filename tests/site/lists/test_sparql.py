from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from beleidsgraaf.serve.lists.sparql import filled

TEXT = """#+ summary: Een vraag
SELECT ?s
WHERE {
  #? kind other
  ?s a ?kind .
  #? kind
  VALUES ?kind { $kind }
  #? word each
  FILTER(CONTAINS(?text, $word))
  #?
  ?s <http://example.org/p> ?o .
}
#? page
LIMIT $limit
"""


def test_only_the_lines_that_are_asked_for_stay() -> None:
    """Without terms no optional line is left, nor the head, nor a mark."""
    assert filled(TEXT, {}) == "SELECT ?s\nWHERE {\n  ?s <http://example.org/p> ?o .\n}\n"


def test_terms_stand_where_the_file_has_a_place_for_them() -> None:
    """Several terms stand beside each other, and a line for each stands once for every term."""
    made = filled(
        TEXT,
        {
            "kind": [NamedNode("http://example.org/a"), NamedNode("http://example.org/b")],
            "word": [Literal("één"), Literal("twee")],
            "page": (),
            "limit": (5,),
        },
    )
    assert "VALUES ?kind { <http://example.org/a> <http://example.org/b> }" in made
    assert made.count("?s a ?kind .") == 1
    assert '(?text, "één")' in made
    assert '(?text, "twee")' in made
    assert made.endswith("LIMIT 5\n")


def test_a_text_can_end_nothing_and_name_no_other_place() -> None:
    """Quotes, line breaks, backslashes and dollar signs stay inside the literal."""
    store = Store()
    for text in ('" } #', "\\", "\n\r\t", "$limit $kind", "'''", "\u2028\x00", "<http://x> ?y"):
        made = filled("SELECT ?t { BIND($word AS ?t) }", {"word": [Literal(text)]})
        assert "\n" not in made.strip()
        found = store.query(made)
        assert isinstance(found, QuerySolutions)
        (solution,) = found
        assert solution["t"] == Literal(text)
