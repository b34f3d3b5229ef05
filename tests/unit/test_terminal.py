import json

import pytest

from beleidsgraaf.errors import QueryError
from beleidsgraaf.serve.terminal import answer
from beleidsgraaf.snapshot import Snapshot


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ASK {}", {"table": "yes\n", "csv": "true\n", "json": '"boolean":true'}),
        ("ASK { ?s a bg:Nothing }", {"table": "no\n", "csv": "false\n", "json": '"boolean":false'}),
        ("SELECT ?s WHERE { ?s a bg:Nothing }", {"table": "s\n-\n", "csv": "s", "json": "[]"}),
        (
            "CONSTRUCT { bg:Measure a ?type } WHERE { bg:Measure a ?type }",
            {"table": "bg:Measure a owl:Class", "json": "@id"},
        ),
    ],
)
def test_every_form_of_query_has_an_answer_that_ends_its_line(
    snapshot: Snapshot, query: str, expected: dict[str, str]
) -> None:
    """Yes or no, nothing found, triples."""
    for form, said in expected.items():
        answered = answer(snapshot, query, form)
        assert said in answered
        assert answered.endswith("\n")


def test_a_table_shows_short_names_and_cuts_what_is_too_wide(snapshot: Snapshot) -> None:
    """Every line has the width of its columns; what was cut shows it."""
    query = """SELECT ?class ?none ?long WHERE {
      VALUES (?class ?none ?long) {
        (bg:Measure UNDEF "een\ttekst") (<https://x.example/a> UNDEF "%s") }
    } ORDER BY ?class""" % ("x" * 80)
    header, rule, *rows = answer(snapshot, query, "table").splitlines()
    assert header.split() == ["class", "none", "long"]
    assert set(rule) == {"-", " "}
    assert sorted(row.split() for row in rows) == [
        ["<https://x.example/a>", "x" * 59 + "…"],
        ["bg:Measure", "een", "tekst"],
    ]


def test_json_keeps_languages_and_datatypes(snapshot: Snapshot) -> None:
    """The engine's own form, not one of ours."""
    query = 'SELECT ("nee"@nl AS ?word) (1 AS ?number) {}'
    (found,) = json.loads(answer(snapshot, query, "json"))["results"]["bindings"]
    assert found["word"] == {"type": "literal", "value": "nee", "xml:lang": "nl"}
    assert found["number"]["datatype"] == "http://www.w3.org/2001/XMLSchema#integer"


@pytest.mark.parametrize(
    ("query", "form", "said"),
    [
        ("SELECT ?s WHERE {", "table", "ill-formed: line 1, column 18: "),
        ("SELEKT", "table", "ill-formed: line 1, column "),
        ("", "table", "ill-formed: line 1, column 1: "),
        ("SELECT ?s WHERE { ?s a nope:Thing }", "csv", "ill-formed: line 1, column "),
        ("INSERT DATA { <a:a> <a:a> <a:a> }", "json", "ill-formed"),
        ("SELECT ?x WHERE { ?s ?p ?o } GROUP BY ?s", "table", "ill-formed"),
        ("ASK { BIND('\udc80' AS ?x) }", "table", "ill-formed"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "table", "cannot be answered"),
        ("DESCRIBE bg:Measure", "csv", "use --format table"),
    ],
)
def test_a_query_that_cannot_be_answered_is_a_known_error(
    snapshot: Snapshot, query: str, form: str, said: str
) -> None:
    """Ill-formed, an update, bytes that are no text, another server, triples as CSV."""
    with pytest.raises(QueryError) as caught:
        answer(snapshot, query, form)
    assert said in str(caught.value)
    assert caught.value.exit_code == 3
