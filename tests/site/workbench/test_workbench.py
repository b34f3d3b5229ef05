"""A visitor asks in SPARQL and reads the answer on a page, without any script."""

import os
import time
from urllib.parse import quote, urlsplit

import pytest

from beleidsgraaf.serve.workbench.answers import MOST
from beleidsgraaf.snapshot import Snapshot
from site_client import Fetched, SiteClient

_BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_MOVISIE = "https://w3id.org/beleidsgraaf/id/organisation/movisie"


def _ask(site: SiteClient, sparql: str, *, lang: str = "", status: int = 200) -> Fetched:
    return site.get(f"{lang}/workbench?query={quote(sparql)}", status)


def test_things_are_named_and_lead_to_their_pages(site: SiteClient) -> None:
    """In place of an IRI of ours stands the name, a link to the page in the same language."""
    sparql = f"SELECT ?who {{ VALUES ?who {{ <{_MOVISIE}> }} }}"
    page = _ask(site, sparql, lang="/en")
    assert "Movisie" in page.texts("td")
    assert "/en/doc/organisation/movisie" in page.links


def test_a_number_is_plain_and_what_is_unbound_is_empty(site: SiteClient) -> None:
    """No datatype is shown; a place without a value has nothing in it."""
    page = _ask(site, "SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) (2.5 true) } } ORDER BY ?a")
    assert page.texts("td") == ["1", "", "2.5", "ja"]
    assert page.texts("th") == ["a", "b"]


def test_yes_and_no_are_words(site: SiteClient) -> None:
    """An ASK is answered in the reader's language."""
    assert "Ja." in _ask(site, "ASK {}").texts("p")
    assert "No." in _ask(site, "ASK { <x:a> <x:b> <x:c> }", lang="/en").texts("p")


def test_a_graph_is_shown_as_turtle(site: SiteClient) -> None:
    """CONSTRUCT and DESCRIBE give text, with links to the other forms of a graph."""
    page = _ask(site, f"CONSTRUCT {{ <{_MOVISIE}> <x:says> 'a<b' }} {{}}")
    assert "<x:says>" in page.texts("pre")[0]
    assert any("format=jsonld" in link for link in page.links)


def test_a_long_answer_is_cut_and_says_so(site: SiteClient) -> None:
    """So many rows are shown, all are counted, and the links give the whole."""
    page = _ask(site, f"SELECT * {{ ?s ?p ?o }} LIMIT {MOST + 50}")
    assert len(page.all("tr")) == MOST + 1
    assert f"{MOST + 50} rijen." in page.text
    (csv,) = [link for link in page.links if link.endswith("format=csv")]
    assert len(site.raw(csv).text.splitlines()) == MOST + 51


@pytest.mark.parametrize(
    ("sparql", "place", "marked"),
    [
        ("SELECT * {\n ?s <x:p> }", "regel 2, teken 11", "}"),
        ("SELECT *", "regel 1, teken 9", "…"),
        ("SELECT * { ?s a dcat:Catalog }", "regel 1", "}"),
    ],
)
def test_a_mistake_is_marked_where_it_is(
    site: SiteClient, sparql: str, place: str, marked: str
) -> None:
    """The heading names line and column, and the query has the place marked."""
    page = _ask(site, sparql, status=400)
    assert any(place in heading for heading in page.texts("h2"))
    assert page.texts("mark") == [marked]
    assert page.texts("textarea") == [" ".join(sparql.split())]


def test_what_is_refused_has_the_status_of_the_endpoint(site: SiteClient) -> None:
    """An update is forbidden here as there, and the page says why."""
    page = _ask(site, "INSERT DATA { <x:a> <x:b> 1 }", status=403)
    assert "This endpoint only reads" in page.text
    assert "Een vraag mag" in page.text


def test_the_endpoint_is_a_page_to_a_browser(site: SiteClient) -> None:
    """A query alone gives a browser a page, and any other client the data; caches are told."""
    address = "/sparql?query=ASK%7B%7D"
    page = site.raw(address, Accept=_BROWSER)
    assert page.mimetype == "text/html"
    assert "Accept" in page.headers["Vary"]
    assert site.raw(address).mimetype == "application/sparql-results+json"
    assert site.raw(f"{address}&format=csv", Accept=_BROWSER).mimetype == "text/csv"


def test_another_form_is_had_from_the_endpoint(site: SiteClient) -> None:
    """Who chooses CSV in the form is led to the endpoint's answer."""
    answer = site.raw("/en/workbench?query=ASK%7B%7D&format=csv")
    assert answer.status_code == 303
    assert site.raw(answer.headers["Location"]).mimetype == "text/csv"


def test_a_page_is_not_sent_twice_unless_it_changes(site: SiteClient) -> None:
    """A revisit is 304; an answer that is another one each time is never kept."""
    kept = site.raw("/workbench?query=ASK%7B%7D")
    again = site.raw("/workbench?query=ASK%7B%7D", If_None_Match=kept.headers["ETag"])
    assert again.status_code == 304
    fleeting = site.raw(f"/workbench?query={quote('SELECT (RAND() AS ?r) {}')}")
    assert fleeting.headers["Cache-Control"] == "no-store"
    assert "ETag" not in fleeting.headers


def test_the_address_to_share_gives_the_same_page(site: SiteClient) -> None:
    """The link under the answer leads back to it, the query with its blanks and signs intact."""
    page = _ask(site, 'SELECT ("a+b & ü" AS ?x) {}')
    (share,) = [link for link in page.links if link.startswith("http://localhost/workbench")]
    parts = urlsplit(share)
    assert "a+b & ü" in site.get(f"{parts.path}?{parts.query}").texts("td")


def test_a_line_as_forms_send_it_is_a_line(site: SiteClient) -> None:
    """A mistake on the second line is told there, though a browser sends two signs per line."""
    page = _ask(site, "SELECT * {\r\n ?s <x:p> }", status=400)
    assert any("regel 2, teken 11" in heading for heading in page.texts("h2"))


def test_no_query_of_a_visitor_runs_in_the_web_process(site: SiteClient) -> None:
    """Seconds of work for a query costs this process no time to speak of."""
    heavy = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }"
    before = os.times().user
    answer = site.raw(f"/workbench?query={quote(heavy)}")
    assert answer.status_code in (200, 503)
    assert os.times().user - before < 1


def test_the_endpoint_has_one_address_in_every_language(site: SiteClient) -> None:
    """Who puts a language before it is led on: a browser to the page, a program to the answers."""
    page = site.raw("/en/sparql?query=ASK%20%7B%7D", Accept=_BROWSER)
    assert (page.status_code, page.location) == (307, "/en/workbench?query=ASK%20%7B%7D")
    data = site.raw("/en/sparql", Accept="text/turtle")
    assert (data.status_code, data.location) == (307, "/sparql")


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "wrong",
    [
        "SELECT * {\n  ?s ?p }",
        "SELECT * { ?s ?p ?o ",
        "SELEC * {}",
        "PREFIX x: <y:> SELECT * { ?s x:p 'open }",
        "ASK {} }",
        "SELECT ?n { BIND(1 +) }",
        "SELECT * { ?s <x y> ?o }",
    ],
)
def test_a_query_is_read_as_it_would_be_if_it_were_asked(
    site: SiteClient, prefix: str, wrong: str
) -> None:
    """The same line, column and reason, while it is being written."""
    asked = site.client.get(
        "/sparql",
        query_string={"query": wrong},
        headers={"Accept": "application/sparql-results+json, application/problem+json"},
    ).get_json()
    told = site.client.get(f"{prefix}/workbench/read", query_string={"query": wrong})
    assert told.headers["Cache-Control"] == "no-store"
    found = told.get_json()
    assert (found["line"], found["column"]) == (asked["line"], asked["column"])
    assert asked["detail"] in found["said"]


def test_what_is_no_mistake_in_the_text_is_not_told_while_writing(
    site: SiteClient, snapshot: Snapshot
) -> None:
    """Every shipped question is read without a word; so is what is refused for other reasons."""
    shipped = [n for n in snapshot.manifest["files"] if n.endswith(".rq")]
    texts = [snapshot.read(name).decode() for name in shipped]
    refused = ["", " ", "INSERT DATA {}", "ASK { SERVICE <x:y> {} }", "(" * 200, "ASK {} #" * 9000]
    for text in (*texts, "ASK {}", "DESCRIBE <x:y>", *refused):
        told = site.client.get("/workbench/read", query_string={"query": text})
        assert (told.status_code, told.get_json()) == (200, {}), text[:80]
    assert len(shipped) > 20


def test_a_query_that_is_read_is_not_answered(site: SiteClient) -> None:
    """What would take minutes is read at once."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    for text in (endless, "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a = ?nothing) }"):
        begin = time.monotonic()
        assert site.client.get("/workbench/read", query_string={"query": text}).get_json() == {}
        assert time.monotonic() - begin < 1
