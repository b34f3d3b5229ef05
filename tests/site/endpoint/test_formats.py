"""Every format says the same: tags, datatypes, white space and odd characters survive."""

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from werkzeug.test import TestResponse

from small_snapshot import BASE, XSD, Ask

TEXT = ' two\r\nlines\tand a "quote" <&> é€𝄞 '
SPARQL = "{http://www.w3.org/2005/sparql-results#}"
B_TEXT = f"SELECT ?o {{ <{BASE}b> <{BASE}text> ?o }}"
A_ALL = f"SELECT ?p ?o {{ <{BASE}a> ?p ?o }} ORDER BY ?p ?o"
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
}


def xml_values(response: TestResponse) -> list[tuple[str | None, dict[str, str]]]:
    """The text and attributes of every literal in an XML result."""
    root = ElementTree.fromstring(response.data)  # noqa: S314 - our own answer
    return [(found.text, found.attrib) for found in root.iter(f"{SPARQL}literal")]


def test_json_keeps_every_character(ask: Ask) -> None:
    """The literal with CR, tab, quotes and astral characters comes back as it is."""
    (row,) = json.loads(ask(B_TEXT).data)["results"]["bindings"]
    assert row["o"] == {"type": "literal", "value": TEXT}


def test_xml_keeps_every_character(ask: Ask) -> None:
    """Also the carriage return, which an XML reader would else turn into a line feed."""
    assert xml_values(ask(B_TEXT, format="xml")) == [(TEXT, {})]


def test_csv_keeps_every_character(ask: Ask) -> None:
    """A reader of RFC 4180 gets the literal as it is; lines end in CR LF."""
    response = ask(B_TEXT, "text/csv")
    rows = list(csv.reader(io.StringIO(response.text, newline="")))
    assert rows == [["o"], [TEXT]]
    assert response.data.endswith(b"\r\n")
    assert response.content_type == "text/csv; charset=utf-8"


def test_tsv_keeps_every_character(ask: Ask) -> None:
    """A term stands as in Turtle, so that no tab or line break is in a field."""
    lines = ask(B_TEXT, "text/tab-separated-values").text.split("\n")
    assert lines[0] == "?o"
    assert lines[1] == '" two\\r\\nlines\\tand a \\"quote\\" <&> é€𝄞 "'


def test_tags_and_datatypes_survive(ask: Ask) -> None:
    """Language tags and datatypes are there in JSON, XML and TSV."""
    rows = json.loads(ask(A_ALL).data)["results"]["bindings"]
    assert {row["o"].get("xml:lang", row["o"].get("datatype")) for row in rows} == {
        *("nl", "en", f"{XSD}integer", f"{XSD}date")
    }
    tagged = {tuple(found[1].values()) for found in xml_values(ask(A_ALL, format="xml"))}
    assert tagged == {("nl",), ("en",), (f"{XSD}integer",), (f"{XSD}date",)}
    tsv = ask(A_ALL, format="tsv").text
    assert '"een maatregel"@nl' in tsv
    assert f'"2021-02-04"^^<{XSD}date>' in tsv


@pytest.mark.parametrize("media", GRAPHS)
def test_every_graph_format_says_the_same(ask: Ask, media: str) -> None:
    """The triples of b, read back by a parser, are the same in all formats."""
    response = ask(f"CONSTRUCT {{ <{BASE}b> ?p ?o }} {{ <{BASE}b> ?p ?o }}", media)
    assert response.mimetype == media
    read = {(q.predicate.value, q.object.value) for q in parse(response.data, format=GRAPHS[media])}
    expected = {(f"{BASE}text", TEXT), (f"{BASE}next", f"{BASE}a"), (f"{BASE}next", f"{BASE}c")}
    assert read == expected


@pytest.mark.parametrize("name", ["xml", "rdf"])
def test_what_xml_cannot_hold_is_406(ask: Ask, name: str) -> None:
    """U+0001 stands in no XML 1.0 document: refused with the reason, never ill-formed."""
    kind = "SELECT *" if name == "xml" else "CONSTRUCT WHERE"
    response = ask(f"{kind} {{ <{BASE}c> <{BASE}bell> ?o }}", format=name)
    assert response.status_code == 406
    assert "U+0001" in response.text


def test_the_same_character_is_fine_elsewhere(ask: Ask) -> None:
    """JSON and Turtle hold U+0001."""
    text = f"SELECT ?o {{ <{BASE}c> <{BASE}bell> ?o }}"
    assert json.loads(ask(text).data)["results"]["bindings"][0]["o"]["value"] == "a\x01b"
    graph = ask(f"CONSTRUCT WHERE {{ <{BASE}c> <{BASE}bell> ?o }}", "text/turtle")
    (quad,) = parse(graph.data, format=RdfFormat.TURTLE)
    assert quad.object.value == "a\x01b"


@pytest.mark.parametrize(
    ("declared", "more"),
    [
        ("", set()),
        ("PREFIX f: <http://xmlns.com/foaf/0.1/>", {"foaf"}),
        ("PREFIX x: <http://x.example/>\n# <http://www.w3.org/2002/07/owl#>\n", {"owl"}),
    ],
)
def test_a_graph_has_the_prefixes_that_are_of_use(ask: Ask, declared: str, more: set[str]) -> None:
    """Of what is said of a document's things, and of what the query names; each is a line."""
    turtle = ask(f"{declared} DESCRIBE <{BASE}c>", "text/turtle").text
    usual = {"adms", "bg", "dct", "oa", "org", "prov", "skos", "xsd"}
    assert set(re.findall(r"^@prefix (\w+):", turtle, re.MULTILINE)) == usual | more


def test_a_property_without_a_name_is_406_in_rdf_xml(ask: Ask) -> None:
    """An IRI that ends in a digit after a slash is no XML name; other formats can say it."""
    text = f"CONSTRUCT WHERE {{ <{BASE}c> <{BASE}p/1> ?o }}"
    assert ask(text, "application/rdf+xml").status_code == 406
    assert ask(text, "text/turtle").status_code == 200


@pytest.mark.parametrize(
    ("named", "media"),
    [
        ("json", "application/sparql-results+json"),
        ("XML", "application/sparql-results+xml"),
        ("csv", "text/csv"),
        ("tsv", "text/tab-separated-values"),
        ("text/csv", "text/csv"),
        ("application/json", "application/json"),
    ],
)
def test_format_overrules_accept(ask: Ask, named: str, media: str) -> None:
    """``format=`` names a format by a short name or a media type, whatever Accept says."""
    assert ask("ASK {}", "text/turtle", format=named).mimetype == media


@pytest.mark.parametrize(
    ("named", "media"),
    [
        ("json", "application/ld+json"),
        ("xml", "application/rdf+xml"),
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("jsonld", "application/ld+json"),
        ("trig", "application/trig"),
        ("nq", "application/n-quads"),
    ],
)
def test_format_names_graph_formats(ask: Ask, named: str, media: str) -> None:
    """``json`` and ``xml`` mean the RDF format of that family where the answer is a graph."""
    query = f"CONSTRUCT WHERE {{ <{BASE}a> <{BASE}day> ?o }}"
    assert ask(query, format=named).mimetype == media


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv, */*;q=0.1", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", "application/sparql-results+xml"),
        ("application/*;q=0.5, text/*", "text/xml"),
        ("application/sparql-results+json;q=0, */*", "application/json"),
        ("application/json", "application/json"),
    ],
)
def test_accept_decides(ask: Ask, accept: str | None, media: str) -> None:
    """Weights, wildcards and browsers' headers, as in RFC 9110."""
    assert ask("ASK {}", accept).mimetype == media


@pytest.mark.parametrize(
    ("query", "accept", "named"),
    [
        ("ASK {}", "image/png", ""),
        ("ASK {}", "*/*;q=0", ""),
        ("ASK {}", "text/turtle", ""),
        ("CONSTRUCT WHERE {?s ?p ?o}", "text/csv", ""),
        ("ASK {}", "*/*", "pdf"),
        ("CONSTRUCT WHERE {?s ?p ?o}", "*/*", "csv"),
    ],
)
def test_what_is_not_on_offer_is_406(ask: Ask, query: str, accept: str, named: str) -> None:
    """Where no format fits the answer, the response lists those on offer."""
    response = ask(query, accept, **({"format": named} if named else {}))
    assert response.status_code == 406
    assert "application/sparql-results+json" in response.text


def test_a_format_named_more_than_once(client: FlaskClient) -> None:
    """SPARQLWrapper sends format, output and results, and format twice: the first known counts."""
    names = "format=unheard&format=rdf%2Bxml&output=turtle&results=turtle"
    response = client.get(f"/sparql?query=DESCRIBE%20%3Cx:y%3E&{names}")
    assert response.mimetype == "application/rdf+xml"
