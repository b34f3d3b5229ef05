"""SPARQL 1.1 Protocol, clause by clause, with the sections of the Recommendation."""

import gzip
from urllib.parse import quote

import brotli
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from small_snapshot import BASE, GRAPH, Ask

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
JSON = "application/sparql-results+json"


def number(response: TestResponse) -> int:
    """The one number that a counting query gives."""
    assert response.status_code == 200, response.text
    (row,) = response.get_json(force=True)["results"]["bindings"]
    return int(row["n"]["value"])


def test_a_query_by_get(ask: Ask) -> None:
    """2.1.1: the query is the parameter ``query`` of a GET."""
    assert number(ask(COUNT)) == 509


def test_a_query_by_post_with_parameters(client: FlaskClient) -> None:
    """2.1.2: the same parameters, form-encoded in the body of a POST."""
    assert number(client.post("/sparql", data={"query": COUNT})) == 509


def test_a_query_by_post_directly(client: FlaskClient) -> None:
    """2.1.3: the body of a POST is the query itself, in UTF-8."""
    text = 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(CONTAINS(STR(?o), "é€𝄞")) }'
    for kind in ("application/sparql-query", "Application/SPARQL-Query; charset=UTF-8"):
        assert number(client.post("/sparql", data=text.encode(), content_type=kind)) == 1


def test_a_dataset_by_direct_post_is_in_the_address(client: FlaskClient) -> None:
    """2.1.3: default-graph-uri and named-graph-uri are parameters of the address."""
    address = f"/sparql?default-graph-uri={quote(GRAPH)}one"
    found = client.post(address, data=COUNT, content_type="application/sparql-query")
    assert number(found) == 4


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, 509),
        ({"default-graph-uri": f"{GRAPH}one"}, 4),
        ({"default-graph-uri": [f"{GRAPH}one", f"{GRAPH}two"]}, 7),
        ({"default-graph-uri": f"{GRAPH}none"}, 0),
        ({"named-graph-uri": f"{GRAPH}one"}, 0),
    ],
)
def test_the_default_graph(client: FlaskClient, parameters: dict[str, str], expected: int) -> None:
    """2.1.4: without a dataset all graphs; with one exactly its default graphs, merged."""
    assert number(client.get("/sparql", query_string={"query": COUNT, **parameters})) == expected
    assert number(client.post("/sparql", data={"query": COUNT, **parameters})) == expected


def test_the_named_graphs(ask: Ask) -> None:
    """2.1.4: GRAPH sees the named graphs of the request, and no other."""
    text = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert number(ask(text)) == 4
    assert number(ask(text, named_graph_uri=f"{GRAPH}one")) == 1
    assert number(ask(text, default_graph_uri=f"{GRAPH}one")) == 0


def test_a_dataset_in_the_query(ask: Ask) -> None:
    """FROM and FROM NAMED say what the dataset is, in capitals of any kind."""
    count = "SELECT (COUNT(*) AS ?n)"
    assert number(ask(f"{count} FROM <{GRAPH}one> {{ ?s ?p ?o }}")) == 4
    assert number(ask(f"{count}\nfrom\n<{GRAPH}one>From<{GRAPH}two>{{ ?s ?p ?o }}")) == 7
    assert number(ask(f"{count} FROM NAMED <{GRAPH}one> {{ ?s ?p ?o }}")) == 0
    assert number(ask(f"{count} FROM NAMED <{GRAPH}one> {{ GRAPH ?g {{ ?s ?p ?o }} }}")) == 4


def test_the_dataset_of_the_request_goes_first(ask: Ask) -> None:
    """2.1.4: where the request and the query both name a dataset, the request's is used."""
    count = "SELECT (COUNT(*) AS ?n)"
    text = f"{count} FROM <{GRAPH}one> {{ ?s ?p ?o }}"
    assert number(ask(text, default_graph_uri=f"{GRAPH}two")) == 3


def test_the_word_from_elsewhere_is_no_dataset(ask: Ask) -> None:
    """A FROM in a literal, a comment, a variable or a name leaves the union as it is."""
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o"
    assert number(ask(f"PREFIX from: <x:y> {count} FILTER(STR(?p) != ' FROM ') }} # FROM")) == 509
    assert number(ask(f"PREFIX ex: <x:y> {count} BIND(ex:from AS ?from) }}")) == 509


def test_each_kind_of_query(ask: Ask) -> None:
    """2.1.5, 2.1.6: SELECT and ASK give results, CONSTRUCT and DESCRIBE a graph."""
    assert ask("SELECT * {} ").mimetype == JSON
    assert ask("ASK {}").get_json(force=True) == {"head": {}, "boolean": True}
    assert ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1").mimetype == "text/turtle"
    assert f"<{BASE}label>" in ask(f"DESCRIBE <{BASE}a>", "application/n-triples").text


@pytest.mark.parametrize(
    ("query_string", "why"),
    [
        ("query=", "empty"),
        ("query=SELECT", "Syntax error at line 1, column "),
        ("quary=ASK{}", "There is no query"),
        ("default-graph-uri=x:y", "There is no query"),
        ("query=ASK{}&query=ASK{}", "2 times"),
        ("query=ASK{}+ASK{}", "Syntax error at line 1, column "),
        ("query=ASK{}&default-graph-uri=relative", "absolute IRI"),
        ("query=ASK{}&named-graph-uri=x:%3E", "absolute IRI"),
        ("query=%FF", "not UTF-8"),
    ],
)
def test_a_malformed_request_is_400(client: FlaskClient, query_string: str, why: str) -> None:
    """2.1.7: no query, two queries, an ill-formed query or dataset is 400, and it says why."""
    response = client.get(f"/sparql?{query_string}")
    assert response.status_code == 400
    assert why in response.text


def test_an_ill_formed_body_is_400(client: FlaskClient) -> None:
    """A POST without a query, with two, or not in UTF-8 is 400."""
    direct = {"content_type": "application/sparql-query"}
    assert client.post("/sparql", data={}).status_code == 415
    assert client.post("/sparql", data={"x": "y"}).status_code == 400
    assert client.post("/sparql", data=b"ASK {} # \xff", **direct).status_code == 400
    assert client.post("/sparql?query=ASK{}", data=b"ASK {}", **direct).status_code == 400


def test_a_syntax_error_shows_where(client: FlaskClient) -> None:
    """Line and column, in words and as data; an undeclared prefix is named."""
    text = "SELECT * {\n  ?s ex:label ?o .\n}"
    response = client.get(
        "/sparql", query_string={"query": text}, headers={"Accept": "application/json"}
    )
    assert response.mimetype == "application/problem+json"
    told = response.get_json()
    assert told["status"] == 400
    assert told["line"] == 2
    assert "no PREFIX declares ex:" in told["detail"]
    assert f"line {told['line']}, column {told['column']}" in told["detail"]


def test_a_refusal_is_plain_text_or_problem_details(ask: Ask) -> None:
    """What the client prefers; a client of JSON results is told in JSON."""
    assert ask("SELECT").mimetype == "text/plain"
    assert ask("SELECT", "text/plain").mimetype == "text/plain"
    assert ask("SELECT", JSON).mimetype == "application/problem+json"
    assert ask("SELECT", "text/turtle").mimetype == "text/plain"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "FOO"])
def test_another_method_is_405(client: FlaskClient, method: str) -> None:
    """Only GET, HEAD, POST and OPTIONS; the answer says so."""
    response = client.open("/sparql?query=ASK{}", method=method)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "multipart/form-data", ""])
def test_another_body_is_415(client: FlaskClient, kind: str) -> None:
    """A POST has one of the two media types of the protocol; the answer says which."""
    response = client.post("/sparql", data=b"ASK {}", headers={"Content-Type": kind})
    assert response.status_code == 415
    assert "application/sparql-query" in response.headers["Accept-Post"]


def test_another_charset_is_415(client: FlaskClient) -> None:
    """The text of a query is UTF-8; another charset is refused, not misread."""
    kind = "application/sparql-query; charset=ISO-8859-1"
    assert client.post("/sparql", data=b"ASK {}", content_type=kind).status_code == 415


def test_a_packed_body_is_415(client: FlaskClient) -> None:
    """It is not taken for text; the answer says how a body may come."""
    packed = {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"}
    response = client.post("/sparql", data=gzip.compress(b"ASK {}"), headers=packed)
    assert response.status_code == 415
    assert response.headers["Accept-Encoding"] == "identity"
    assert "gzip" in response.text


def test_a_byte_order_mark_before_a_query_is_none_of_it(client: FlaskClient) -> None:
    """As some editors put it before a file."""
    kind = "application/sparql-query"
    response = client.post("/sparql", data=b"\xef\xbb\xbfASK {}", content_type=kind)
    assert response.status_code == 200


def test_updates_are_403(client: FlaskClient, ask: Ask) -> None:
    """In every form in which an update can come, with the reason."""
    update = "INSERT DATA { <x:a> <x:b> <x:c> }"
    kind = "application/sparql-update"
    responses = [
        client.post("/sparql", data=update, content_type=kind),
        client.post("/sparql", data={"update": update}),
        client.get("/sparql", query_string={"update": update}),
        ask(update),
        ask(f"PREFIX x: <x:y>\n# why not\n{update}"),
        ask("DROP ALL"),
        ask("load <http://127.0.0.1/>"),
        ask("WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"),
    ]
    assert [response.status_code for response in responses] == [403] * len(responses)
    assert all("snapshot" in response.text for response in responses)


@pytest.mark.parametrize(
    "spelling",
    [
        "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
        "service silent<http://127.0.0.1:9/> { ?s ?p ?o }",
        "?s ?p ?o.SERVICE ?s { ?a ?b ?c }",
        "\\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
        "BIND(true AS ?x)SerVice<http://127.0.0.1:9/>{}",
    ],
)
def test_service_is_403(ask: Ask, spelling: str) -> None:
    """However it is spelled, SERVICE is refused before an engine sees it."""
    response = ask(f"SELECT * {{ {spelling} }}")
    assert response.status_code == 403
    assert "SERVICE" in response.text


def test_the_word_service_elsewhere_is_no_service(ask: Ask) -> None:
    """In a literal, a comment, an IRI, a variable and a name it is just a word."""
    text = f"""PREFIX service: <{BASE}> PREFIX ex: <{BASE}service>
        SELECT (COUNT(*) AS ?n) {{ # SERVICE
          ?service ?p ?o FILTER(STR(?o) != "SERVICE <x>" && ?p != service:service)
          FILTER(?p NOT IN (ex:service, <{BASE}/SERVICE>)) }}"""
    assert number(ask(text)) == 509


def test_head_is_get_without_a_body(client: FlaskClient) -> None:
    """The same status and headers, and no body."""
    got = client.get("/sparql?query=ASK{}")
    head = client.head("/sparql?query=ASK{}")
    assert head.data == b""
    assert dict(head.headers) == dict(got.headers)
    assert client.head("/sparql?query=ASK").status_code == 400


def test_options_and_cors(client: FlaskClient) -> None:
    """Any page may ask: OPTIONS answers a preflight, every response allows every origin."""
    options = client.options("/sparql", headers={"Origin": "https://example.com"})
    assert options.status_code == 204
    assert "POST" in options.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in options.headers["Access-Control-Allow-Headers"]
    for response in (options, client.get("/sparql?query=ASK{}"), client.get("/sparql?query=")):
        assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_same_question_is_not_sent_twice(client: FlaskClient) -> None:
    """An ETag by snapshot and question: 304 for who has the answer already."""
    first = client.get("/sparql?query=ASK{}")
    tag = first.headers["ETag"]
    again = client.get("/sparql?query=ASK{}", headers={"If-None-Match": f'"x", W/{tag}'})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    other = client.get("/sparql?query=ASK{}&format=xml", headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert other.headers["ETag"] != tag


def test_any_answer_is_had_only_where_there_is_one(client: FlaskClient) -> None:
    """``If-None-Match: *`` is 304 for an answer, now and again, and changes no refusal."""
    asked = {"headers": {"If-None-Match": "*"}}
    for _ in range(2):
        found = client.get("/sparql?query=ASK{}%23any", **asked)
        assert (found.status_code, found.data) == (304, b"")
    assert client.get("/sparql?query=ASK", **asked).status_code == 400
    assert client.get("/sparql?query=SELECT(NOW()AS?x){}", **asked).status_code == 200


def test_a_post_gets_its_answer_whatever_it_says_it_has(client: FlaskClient) -> None:
    """304 is for GET and HEAD."""
    tag = client.get("/sparql?query=ASK{}").headers["ETag"]
    for had in (tag, "*"):
        again = client.post("/sparql", data={"query": "ASK{}"}, headers={"If-None-Match": had})
        assert again.status_code == 200
        assert again.headers["ETag"] == tag


def test_what_changes_by_itself_is_not_kept(ask: Ask) -> None:
    """NOW, RAND, UUID: two answers differ, and no cache is told to keep one."""
    first, second = ask("SELECT (UUID() AS ?x) {}"), ask("SELECT (UUID() AS ?x) {}")
    assert first.text != second.text
    assert "ETag" not in first.headers
    assert first.headers["Cache-Control"] == "no-store"


def test_long_answers_are_compressed_for_who_reads_that(client: FlaskClient) -> None:
    """In the coding the client likes best, and as it is for who takes none."""
    address = f"/sparql?query={quote('SELECT * { ?s ?p ?o }')}"
    plain = client.get(address, headers={"Accept-Encoding": "gzip;q=0, identity"})
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br;q=0.5"})
    smallest = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert smallest.headers["Content-Encoding"] == "br"
    assert len(packed.data) < len(plain.data) / 4
    assert brotli.decompress(smallest.data) == gzip.decompress(packed.data) == plain.data
    assert len({found.headers["ETag"] for found in (plain, packed, smallest)}) == 3
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_browser_gets_the_workbench(client: FlaskClient) -> None:
    """A GET of nothing or of a query alone gives the page for people; with a form, an answer."""
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert client.get("/sparql", headers=browser).text == "<h1>workbench</h1>"
    assert client.get("/sparql?query=ASK{}", headers=browser).text == "<h1>workbench</h1>"
    assert client.get("/sparql?query=ASK{}&format=csv", headers=browser).mimetype == "text/csv"
    assert client.get("/sparql?query=ASK{}").mimetype == "application/sparql-results+json"
    assert client.get("/sparql").mimetype == "text/turtle"


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    query=st.text(max_size=60),
    accept=st.text(st.characters(codec="latin-1", categories=("L", "N", "P"))),
)
def test_no_text_at_all_makes_a_500(ask: Ask, query: str, accept: str) -> None:
    """Whatever is sent as query and Accept, the answer is an answer or says what is wrong."""
    assert ask(query, accept).status_code in (200, 400, 403, 406)
