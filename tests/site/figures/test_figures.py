"""The figures: drawn from the data, the same as their table, each mark leading on."""

import csv
import io
import re
from collections import Counter, defaultdict
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import pytest

from beleidsgraaf.serve.figures.drawing import NARROW, WIDE
from beleidsgraaf.serve.pages.figure_kinds import KINDS
from site_client import Fetched, SiteClient

SVG = "{http://www.w3.org/2000/svg}"
MATRICES = {
    "ministries-themes": ("theme", "code"),
    "organisations-ministries": ("organisation", "code"),
    "instruments-themes": ("instrument", "theme"),
}
PATHS = [f"{prefix}/figures/{name}" for prefix in ("", "/en") for name in KINDS]


def shown_query(page: Fetched) -> str:
    """The SPARQL on the page, to the letter."""
    (block,) = page.all("pre")
    return "".join(block.itertext())


def asked(site: SiteClient, query: str) -> list[dict[str, str]]:
    """The endpoint's answer to a query."""
    answer = site.raw(f"/sparql?{urlencode({'query': query, 'format': 'csv'})}")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def words(element: Element) -> str:
    """What a reader sees of an element."""
    return " ".join("".join(element.itertext()).split())


def table(page: Fetched) -> list[list[str]]:
    """The cells of the page's table, its head first."""
    return [[words(cell) for cell in row if cell.tag in ("td", "th")] for row in page.all("tr")]


def drawings(page: Fetched) -> list[Element]:
    """The drawings of a page."""
    return list(page.tree.iter(f"{SVG}svg"))


def test_the_figures_are_listed(site: SiteClient) -> None:
    """One page leads to each of the figures, and says what it shows."""
    links = site.get("/figures").links
    assert {f"/figures/{name}" for name in KINDS} <= set(links)
    assert len(KINDS) == 4


@pytest.mark.parametrize("name", MATRICES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_matrix_is_what_its_sparql_gives(site: SiteClient, name: str, prefix: str) -> None:
    """Each number of the table, and no other, is in the answer to the query shown."""
    page = site.get(f"{prefix}/figures/{name}")
    down, across = MATRICES[name]
    expected = Counter[tuple[str, str]]()
    for row in asked(site, shown_query(page)):
        key = row[f"{down}Name"] if down != "organisation" else row["name"]
        expected[key, row["code"] if across == "code" else row["themeName"]] += int(row["measures"])
    head, *rows = table(page)
    found = {
        (row[0], column): int(n)
        for row in rows
        for column, n in zip(head[1:], row[1:], strict=True)
        if n != "0"
    }
    assert found == dict(expected)


def test_the_sets_are_what_their_sparql_gives(site: SiteClient) -> None:
    """Measures grouped by the ministries in their column, counted by another hand."""
    page = site.get("/figures/sets")
    codes = defaultdict(set)
    for row in asked(site, shown_query(page)):
        codes[row["activity"], row["number"]].add(row["code"])
    expected = Counter(frozenset(found) for found in codes.values())
    head, *rows = table(page)
    assert head == ["Ministeries", "Aantal", "Maatregelen"]
    found = {frozenset(re.split(r", | en ", row[0])): int(row[1]) for row in rows}
    assert found == dict(expected)
    assert sum(found.values()) == 56
    assert found[frozenset({"JenV", "VWS"})] == 14


@pytest.mark.parametrize("path", PATHS)
def test_a_drawing_has_the_numbers_of_its_table(site: SiteClient, path: str) -> None:
    """Wide and narrow, every number of the table stands in the drawing, and leads on."""
    page = site.get(path)
    counted = Counter(
        words(td)
        for td in page.all("td")
        if td.attrib.get("class") == "number" and words(td) != "0"
    )
    both = drawings(page)
    assert [int(svg.attrib["width"]) for svg in both] == [WIDE, NARROW]
    for svg in both:
        numbers = [t for t in svg.iter(f"{SVG}text") if "number" in t.attrib.get("class", "")]
        assert Counter(words(t) for t in numbers) == counted
        linked = [t for a in svg.iter(f"{SVG}a") for t in a.iter(f"{SVG}text")]
        assert len(linked) == len(list(svg.iter(f"{SVG}text")))


@pytest.mark.parametrize("path", PATHS)
def test_a_drawing_can_be_read_without_seeing_it(site: SiteClient, path: str) -> None:
    """It is a group with a title, and each link in it says where it leads."""
    page = site.get(path)
    for svg in drawings(page):
        assert svg.attrib["role"] == "group"
        title = next(svg.iter(f"{SVG}title"))
        assert title.attrib["id"] == svg.attrib["aria-labelledby"]
        assert words(title) == page.texts("h1")[0]
        links = list(svg.iter(f"{SVG}a"))
        assert links
        for a in links:
            shown = [words(text).rstrip("…") for text in a.iter(f"{SVG}text")]
            assert all(word in a.attrib["aria-label"] for word in shown)


@pytest.mark.parametrize("name", KINDS)
def test_every_mark_leads_to_a_page(site: SiteClient, name: str) -> None:
    """No link in a drawing is dead; those within the page lead to a row of its table."""
    page = site.get(f"/figures/{name}")
    ids = {e.attrib["id"] for e in page.tree.iter() if "id" in e.attrib}
    hrefs = {a.attrib["href"] for svg in drawings(page) for a in svg.iter(f"{SVG}a")}
    for href in hrefs:
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert site.raw(href).status_code == 200, href


@pytest.mark.parametrize("path", PATHS)
def test_no_word_leaves_the_drawing_or_meets_another(site: SiteClient, path: str) -> None:
    """At eight pixels a character, every line of words stands inside and on ground of its own."""
    for svg in drawings(site.get(path)):
        boxes = []
        for text in svg.iter(f"{SVG}text"):
            long = 8 * len(words(text))
            x, y = float(text.attrib["x"]), float(text.attrib["y"])
            left = x - long / 2 if "middle" in text.attrib.get("class", "") else x
            assert left >= 0
            assert left + long <= float(svg.attrib["width"]) + 4, words(text)
            assert 10 <= y <= float(svg.attrib["height"])
            boxes.append((left, y - 12, left + long, y + 3, words(text)))
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = (
                    one[2] <= other[0]
                    or other[2] <= one[0]
                    or one[3] <= other[1]
                    or other[3] <= one[1]
                )
                assert apart, (one, other)


@pytest.mark.parametrize("path", PATHS)
def test_the_answer_can_be_taken_along(site: SiteClient, path: str) -> None:
    """The page leads to its numbers as CSV and JSON, which are the answer to its query."""
    page = site.get(path)
    (as_csv,) = [link for link in page.links if link.endswith("format=csv")]
    (as_json,) = [link for link in page.links if link.endswith("format=json")]
    lines = list(csv.DictReader(io.StringIO(site.raw(as_csv).text)))
    assert lines == asked(site, shown_query(page))
    assert len(site.raw(as_json).get_json()["results"]["bindings"]) == len(lines)


def test_an_english_figure_has_english_names(site: SiteClient) -> None:
    """The names of themes and instruments are those of the reader's language, in the CSV too."""
    page = site.get("/en/figures/instruments-themes")
    assert "Research" in page.texts("th")
    assert any(row["instrumentName"] == "Research" for row in asked(site, shown_query(page)))


def test_there_is_no_figure_by_another_name(site: SiteClient) -> None:
    """An unknown name is a page that says so."""
    site.get("/figures/nothing", status=404)
