"""A file of a list has the rows of the list, no more and no fewer, in every form."""

import csv
import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from beleidsgraaf.serve.lists.files import FILES, Table
from beleidsgraaf.serve.lists.kinds import MEASURES, FacetedList
from beleidsgraaf.serve.lists.listing import Line, Listing
from beleidsgraaf.vocab import Names, curie
from site_client import SiteClient

Rows = Callable[[str], list[str]]

CHOICES = ("", "?ministry=vws&role=executes", "?q=slachtoffer&sort=title", "?theme=nothing-such")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(data: bytes) -> list[list[str]]:
    """The rows of the only sheet of a workbook, read without the library that wrote it."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings, sheet = (
            ET.fromstring(book.read(f"xl/{name}.xml"))  # noqa: S314 - our own
            for name in ("sharedStrings", "worksheets/sheet1")
        )
    shared = ["".join(item.itertext()) for item in strings]
    assert not list(sheet.iter(f"{SHEET}f"))
    return [
        [
            shared[int(c.findtext(f"{SHEET}v", "0"))]
            if c.attrib.get("t") == "s"
            else c.findtext(f"{SHEET}v", "")
            for c in row
        ]
        for row in sheet.iter(f"{SHEET}row")
    ]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("query", CHOICES)
def test_all_files_of_a_list_have_the_same_rows(
    site: SiteClient, rows: Rows, query: str, prefix: str
) -> None:
    """CSV and XLSX have the rows of the JSON in its order; the Turtle describes the same things."""
    iris = rows(f"{prefix}/measures{query}")
    table = list(csv.DictReader(io.StringIO(site.raw(f"{prefix}/measures.csv{query}").text)))
    assert [row["iri"] for row in table] == iris
    sheet = cells(site.raw(f"{prefix}/measures.xlsx{query}").data)
    assert [row[-1] for row in sheet[1:]] == iris
    for mine, theirs in zip(table, sheet[1:], strict=True):
        assert [value for value in mine.values() if value] == [v for v in theirs if v]
    turtle = site.raw(f"{prefix}/measures.ttl{query}")
    measure = Names().term("Measure")
    assert {
        t.subject.value
        for t in parse(turtle.data, format=RdfFormat.TURTLE)
        if t.predicate == curie("rdf:type") and t.object == measure
    } == set(iris)


def test_organisations_can_be_taken_along(site: SiteClient, rows: Rows) -> None:
    """The list of organisations has the same four files."""
    iris = rows("/organisations?role=executes")
    text = site.raw("/organisations.csv?role=executes").text
    assert [row["iri"] for row in csv.DictReader(io.StringIO(text))] == iris
    assert [
        row[-1] for row in cells(site.raw("/organisations.xlsx?role=executes").data)[1:]
    ] == iris
    data = site.raw("/organisations.ttl?role=executes").data
    described = {quad.subject.value for quad in parse(data, format=RdfFormat.TURTLE)}
    assert set(iris) <= described


def test_the_page_offers_the_files_of_its_choice(site: SiteClient) -> None:
    """The links keep the choice and leave the page out."""
    links = site.get("/measures?ministry=vws&sort=title").links
    assert "/measures.csv?ministry=vws&sort=title" in links
    assert "/measures.ttl" in site.get("/measures?page=2").links


def test_a_file_says_what_it_is(site: SiteClient) -> None:
    """Its media type, its name, and in JSON the address of the list and the version."""
    for suffix, (media, _, _) in FILES.items():
        response = site.raw(f"/organisations.{suffix}")
        assert response.mimetype == media
        assert f"organisations.{suffix}" in response.headers["Content-Disposition"]
    document = site.raw("/measures.json?ministry=VWS").get_json()
    assert document["list"] == "/measures?ministry=vws"
    assert document["count"] == len(document["rows"]) == 29
    assert site.get("/measures.docx", status=404).texts("h1")


def test_no_text_becomes_a_formula(listings: dict[tuple[FacetedList, str], Listing]) -> None:
    """A title that begins like a formula or an address stays a text in the workbook."""
    listing = listings[MEASURES, "nl"]
    texts = {"title": '=HYPERLINK("http://x")', "goal": "{=1}", "explanation": "http://x" * 5000}
    columns = ("theme", "ministries", "organisations", "instruments", "target_groups", "programmes")
    node = NamedNode("http://example.org/a")
    line = Line(node, 1, texts, dict.fromkeys(columns, ()))
    made = FILES["xlsx"][2](Table(listing, [line], {}))
    assert '=HYPERLINK("http://x")' in cells(made)[1]
    assert made == FILES["xlsx"][2](Table(listing, [line], {}))
