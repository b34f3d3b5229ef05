"""What a query's words say of it, before any engine sees it."""

import re
import time
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)

from beleidsgraaf.errors import QueryError, QueryForbiddenError, QuerySyntaxError
from beleidsgraaf.serve.endpoint.scan import scan, undeclared
from beleidsgraaf.serve.engine.limits import MAX_DEPTH


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <x:g> { ?s ?p ?o }",
        "select*from<x:g>{}",
        "ASK from named <x:g> {}",
        "ASK # FROM\nFROM <x:g> {}",
        "SELECT ('a' AS ?x) FROM <x:g> {}",
        "SELECT ('\\u0027' AS ?x) FROM <x:g> {}",
        'SELECT ("\\u0022" AS ?x) ("""""" AS ?y) FROM <x:g> {}',
        "SELECT (''''''AS ?x) FROM <x:g> {}",
        'SELECT ("""a"b""\\""" """ AS ?x) FROM <x:g> {}',
    ],
)
def test_a_dataset_clause_is_seen(text: str) -> None:
    """However it is written."""
    assert scan(text).names_graphs


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p 'FROM' }",
        'ASK { ?s ?p """ " FROM <x:g> """ }',
        "PREFIX from: <x:y> ASK { ?s ?p ?from . ?s ex:from from:x . ?s :from 1 } # FROM <x:g>",
        "PREFIX afrom: <x:y> PREFIX : <x:z> ASK { ?s afrom:x :from }",
        "ASK { ?s <x:FROM> 'it\\'s FROM' }",
        "ASK { ?s ex:a.FROM 'x'@from }",
    ],
)
def test_the_word_from_elsewhere_is_none(text: str) -> None:
    """In literals, comments, IRIs, names, variables and tags it is a word like any other."""
    assert not scan(text).names_graphs


@pytest.mark.parametrize(
    "text",
    [
        "ASK { SERVICE <x:s> {} }",
        "ASK { ?s ?p true.SERVICE <x:s> {} }",
        "ASK { ?s ?p 1.service <x:s> {} }",
        "ASK { ?s ?p ex:.SERVICE <x:s> {} }",
        "ASK { ?s ?p 'a'SERVICE<x:s>{} }",
        "ASK { ?s ?p ?o #\nSERVICE <x:s> {} }",
        "ASK { ?s ?p '''it's''' SERVICE <x:s> {} }",
        "ASK { \\U00000053ERVICE <x:s> {} }",
        "ASK { ?s ?p '\\u0027' SERVICE <x:s> {} }",
        "ASK { ?s ?p '\\u0027 SERVICE <x:s> {} ' }",
    ],
)
def test_a_service_is_forbidden(text: str) -> None:
    """However it hides."""
    with pytest.raises(QueryForbiddenError, match="SERVICE"):
        scan(text)


@pytest.mark.parametrize("first", ["INSERT", "delete", "LOAD", "Clear", "DROP", "CREATE", "WITH"])
def test_an_update_is_forbidden(first: str) -> None:
    """Whatever stands before it."""
    with pytest.raises(QueryForbiddenError, match=first.upper()):
        scan(f"BASE <x:b> PREFIX insert: <x:c> # ASK\n{first} DATA {{}}")


def test_a_word_of_an_update_further_on_is_none() -> None:
    """``?s ex:p ?o`` may well follow a clause named DELETE in a literal or a wrong place."""
    scan("SELECT * { ?s ?p 'DELETE' } # INSERT")


def test_depth_counts_brackets_of_all_kinds_that_are_open_at_once() -> None:
    """Many beside each other are fine, as many inside each other are not."""
    scan("ASK {" + "{}" * 5000 + "}")
    scan("ASK {" + "({[" * (MAX_DEPTH // 3) + "]})" * (MAX_DEPTH // 3) + "}")
    scan("ASK { ?s ?p '" + "{" * 5000 + "' }")
    with pytest.raises(QueryError, match=str(MAX_DEPTH)):
        scan("ASK {" + "(" * MAX_DEPTH + ")" * MAX_DEPTH + "}")


_GLUED = (
    "ASKFROM <x:g> {}",
    "ASK FROMNAMED <x:g> {}",
    "PREFIX ex: <x:> ASK FROMex:g {}",
    "PREFIX : <x:> ASK FROM:g {}",
    "PREFIX : <x:>ASKFROM:g {}",
    "BASE <x:>PREFIXfrom: <x:> ASK { from:s ?p ?o }",
    "ASK { ?s ?p trueSERVICE <x:s> {} }",
    "ASK { ?s ?p <x:o>SERVICESILENT <x:s> {} }",
    "PREFIX : <x:> ASK { SERVICE:s {} }",
    "PREFIX ex: <x:> ASK { SERVICESILENTex:s {} }",
)


@pytest.mark.parametrize("text", _GLUED)
def test_a_keyword_that_is_glued_to_letters_is_none(text: str) -> None:
    """The engine would take it for one, and the grammar for another word or for a name."""
    Store().query(text.replace("SERVICE", "GRAPH").replace("SILENT", ""))
    with pytest.raises(QuerySyntaxError) as found:
        scan(f"\n{text}")
    word = re.search(r"\w*(?:FROM|SERVICE)\w*|PREFIXfrom", text)
    assert word
    assert (found.value.line, found.value.column) == (2, word.start() + 1)
    assert word[0] in str(found.value)


_WORDS = ("ASK", "FROM", "NAMED", "<x:none>", "e:none", ":none", "{ ?s ?p ?o }", "{", "}", "true")
_GAPS = ("", "", " ", "\n", "#\n", "# FROM\n")
_QUOTES = ("'", '"', "'''", '"""', "a", "\\", "\\u0022", "\\u0027", "\n", "#", " ", "<", ">", "@en")
_BEFORE = ("SELECT ({} AS ?x) FROM", "SELECT (STR({})AS ?x)FROM", "CONSTRUCT {{ ?s ?p {} }} FROM")
_PROLOGUES = ("", "PREFIX e: <x:> ", "PREFIX e: <x:>PREFIX : <x:>")


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """Queries that may have a dataset clause, glued to what is around it or behind odd quotes."""
    if draw(st.booleans()):
        pieces = st.tuples(st.sampled_from(_WORDS), st.sampled_from(_GAPS)).map("".join)
        return (
            f"{draw(st.sampled_from(_PROLOGUES))}ASK{''.join(draw(st.lists(pieces, max_size=4)))}"
        )
    odd = "".join(draw(st.lists(st.sampled_from(_QUOTES), max_size=6)))
    return draw(st.sampled_from(_BEFORE)).format(odd) + " <x:none> { ?s ?p ?o }"


@settings(max_examples=400)
@given(_texts())
@example("PREFIX e: <x:> ASKFROMe:none{ ?s ?p ?o }")
@example("CONSTRUCT { ?s ?p '''''' } FROM <x:none> { ?s ?p ?o }")
@example('SELECT ("\\u0022" AS ?x) FROM <x:none> { ?s ?p ?o }')
def test_no_dataset_clause_that_the_engine_reads_is_missed(text: str) -> None:
    """With one, whether all graphs are one makes a difference here, and without one none."""
    store, node = Store(), NamedNode("x:a")
    store.extend(Quad(node, node, node, graph) for graph in (DefaultGraph(), NamedNode("x:g")))
    try:
        alone = _told(store.query(text))
        together = _told(store.query(text, use_default_graph_as_union=True))
    except SyntaxError:
        return
    if alone != together:
        with suppress(QuerySyntaxError):
            assert scan(text).names_graphs


def _told(found: QuerySolutions | QueryBoolean | QueryTriples) -> bool | set[str]:
    return bool(found) if isinstance(found, QueryBoolean) else {str(each) for each in found}


@pytest.mark.parametrize(
    "call", ["NOW()", "rand ()", "UUID()", "StrUUID()", "NOW#\n()", "RAND # (\n ()"]
)
def test_what_changes_by_itself_is_seen(call: str) -> None:
    """Functions that give another value each time, however they are written."""
    for text in (f"SELECT ({call} AS ?x) {{}}", f"SELECT * {{}} ORDER BY{call}"):
        Store().query(text)
        assert scan(text).changing
    assert not scan("SELECT (COUNT(*) AS ?now) {}").changing


def test_undeclared_prefixes_are_named() -> None:
    """Those that are used and not declared; a blank node's label is none."""
    text = "PREFIX a: <x:y#> PREFIX : <x:z#> SELECT * { a:b c:d :e . _:f g.h:i 'j:k' }"
    assert undeclared(text) == ["c", "g.h"]


@given(st.text(alphabet="SERVICEfrom insert{}()[]<>\"'\\\n#?:.@u0053", max_size=200))
def test_any_text_is_scanned(text: str) -> None:
    """No text whatever makes it fail in another way than by a refusal."""
    with suppress(QueryError):
        scan(text)


@pytest.mark.parametrize(
    "piece",
    [
        *('"', "'", '"""', "'''", '"\\', '\\"', "<", "<a", "a.", "a:", "a:.", "a-", ":", "#"),
        *("\\u0041", '"""a"', "'''\n", "?", "@a-", "(", "{}", "from ", "_:", "a:\\", "é"),
        *("prefix ", "prefix a:<b> ", "prefix a:<", "base<a>", " \n"),
    ],
)
def test_scanning_takes_linear_time(piece: str) -> None:
    """64 KiB of any piece repeated: far under the time a person notices."""
    begin = time.process_time()
    for first in ("FROM ", ""):
        with suppress(QueryError):
            scan(first + piece * (65536 // len(piece)))
    assert time.process_time() - begin < 1
