"""Show the SPARQL is true: asked at the endpoint, it gives the facts that the page shows."""

import csv
import io
import re

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

import rdfa
from beleidsgraaf.serve.pages.places import KINDS, ListKind
from beleidsgraaf.serve.texts import Texts
from beleidsgraaf.snapshot import Snapshot
from shown_facts import answered, has, question_of, questions_of, shown_by, text, thing
from site_client import SiteClient, printed

TYPES = (
    "organisation",
    "ministry",
    "actor-group",
    "theme",
    "goal",
    "programme",
    "reference",
    "target-group",
    "instrument-type",
    "channel",
    "role",
    "basis",
    "measure",
)


@pytest.fixture(scope="session")
def subjects(snapshot: Snapshot) -> list[str]:
    """Path of everything that has a page with a shown question."""
    start = f"{snapshot.base_iri}id/"
    paths = {
        quad.subject.value.removeprefix(start)
        for quad in parse(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(start)
    }
    return sorted(p for p in paths if p.partition("/")[0] in TYPES and "#" not in p)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("kind", TYPES)
def test_the_question_of_a_page_gives_what_the_page_shows(
    site: SiteClient, words: dict[str, Texts], subjects: list[str], kind: str, prefix: str
) -> None:
    """For every thing of a type: the same measures, roles, bases, quotes and places.

    In English, where the words differ but not the question, for every fifth.
    """
    paths = [path for path in subjects if path.partition("/")[0] == kind]
    assert paths
    for path in paths[:: 5 if prefix else 1]:
        page = site.get(f"{prefix}/doc/{path}")
        expected = answered(site, words[page.tree.attrib["lang"]], page, kind)
        assert expected == shown_by(page, kind), path


@pytest.mark.parametrize("kind", ["involvement", "statement", "row", "evidence", "identifier"])
def test_the_question_of_any_other_page_gives_its_data(
    site: SiteClient, snapshot: Snapshot, kind: str
) -> None:
    """For some things of a type: the triples that the page holds, and no others."""
    found = re.findall(rf"/id/({kind}/[a-z0-9-]+)> ", snapshot.read("graph.nq.gz").decode())
    paths = sorted(set(found))
    for path in paths[:: len(paths) // 3]:
        page = site.get(f"/doc/{path}")
        asked = site.client.post(
            "/sparql",
            data={"query": question_of(page)},
            headers={"Accept": "application/n-triples"},
        )
        assert asked.status_code == 200, asked.text
        said = {quad.triple for quad in parse(asked.data, format=RdfFormat.N_TRIPLES)}
        assert said == rdfa.triples(page.tree), path


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "kind", [k for k in KINDS if k.path not in ("/measures", "/organisations")]
)
def test_the_question_of_a_list_gives_its_things_and_counts(
    site: SiteClient, words: dict[str, Texts], kind: ListKind, prefix: str
) -> None:
    """Every thing on the list with its number of measures, and no other."""
    page = site.get(f"{prefix}{kind.path}")
    asked = site.client.post(
        "/sparql", data={"query": question_of(page)}, headers={"Accept": "text/csv"}
    )
    counted = words[page.tree.attrib["lang"]]
    rows = csv.DictReader(io.StringIO(asked.text))
    expected = {
        (row["thing"].partition("/id/")[2], counted("measures", n=int(row["measures"])))
        for row in rows
    }
    items = [e for ul in page.all("ul") if has(ul, "items") for e in ul.findall("li")]
    seen = {(thing(item[0].attrib["href"]), "".join(item[1].itertext())) for item in items}
    assert expected == seen
    assert len(seen) == len(items) > 4


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_question_of_the_first_page_gives_its_numbers_and_lists(
    site: SiteClient, words: dict[str, Texts], prefix: str
) -> None:
    """How much there is of everything, and every theme, ministry and organisation in its order."""
    page = site.get(prefix or "/")
    asked = site.client.post(
        "/sparql", data={"query": question_of(page)}, headers={"Accept": "text/csv"}
    )
    rows = list(csv.DictReader(io.StringIO(asked.text)))
    told = words[page.tree.attrib["lang"]]
    (numbers,) = (ul for ul in page.all("ul") if has(ul, "numbers"))
    shown = sorted(text(strong) for strong in numbers.iter("strong"))
    assert sorted(told.number(int(r["number"])) for r in rows if r["part"] == "all") == shown
    assert len(shown) == 4
    for part in ("themes", "ministries", "organisations"):
        (section,) = (e for e in page.all("section") if e.attrib.get("aria-labelledby") == part)
        items = [(item[0], item[1]) for item in next(section.iter("ul")).findall("li")]
        seen = [(thing(a.attrib["href"]), text(a), "".join(n.itertext())) for a, n in items]
        expected = [
            (
                row["thing"].partition("/id/")[2],
                "".join(row["name"].split()),
                told("measures", n=int(row["number"])),
            )
            for row in rows
            if row["part"] == part
        ]
        assert seen == expected
        assert len(seen) > 4


WITHOUT = {
    "/questions": "leads to questions, each of which shows its own",
    "/figures": "leads to figures, each of which shows its own",
    "/quality": "every gap on it shows its own",
    "/def": "shows the ontology, which is a file to take along",
    "/shapes": "shows the shapes, which are a file to take along",
    "/catalogue": "shows the descriptions in the catalogue's own form",
    "/downloads": "shows files, with what the manifest says of them",
    "/about": "our own words, nothing out of the graph",
    "/help": "our own words, and queries to try",
    "/api": "our own words",
    "/licence": "our own words",
    "/privacy": "our own words",
    "/toegankelijkheid": "our own words",
}
"""Pages without a question behind them, each with the reason."""


def test_every_other_page_shows_the_question_behind_it(site: SiteClient) -> None:
    """All that the first page and the foot of every page lead to, but those with a reason."""
    start = site.get("/")
    own = {link.partition("?")[0].partition("#")[0] for link in start.links if link[0] == "/"}
    pages = {path for path in own if "." not in path and not path.startswith(("/en", "/search"))}
    assert set(WITHOUT) - pages <= {"/shapes", "/catalogue", "/help"}
    for path in sorted(pages - set(WITHOUT) - {"/sparql", "/workbench", "/yasgui"}):
        codes = ["".join(e.itertext()) for e in site.get(path).all("code")]
        assert [code for code in codes if "SELECT" in code or "CONSTRUCT" in code], path


@pytest.mark.parametrize("address", ["/document/{}", "/en/document/{}", "/document/{}?marks=x"])
def test_the_question_of_the_document_gives_every_cell(site: SiteClient, address: str) -> None:
    """Row by row and column by column the text that is printed there."""
    page = site.get(address.format("seksueel-geweld-2021"))
    asked = site.client.post(
        "/sparql", data={"query": questions_of(page)[0]}, headers={"Accept": "text/csv"}
    )
    expected: dict[tuple[str, str], str] = {}
    for row in csv.DictReader(io.StringIO(asked.text)):
        key = (f"row-{row['row']}", row["column"].partition("#")[2])
        expected[key] = expected.get(key, "") + "".join(row["text"].split())
    columns = ("goalCell", "activityCell", "explanationCell", "ministriesCell")
    rows = [e for e in page.all("article") if has(e, "document")]
    seen = {
        (row.attrib["id"], column): printed(cell)
        for row in rows
        for column, cell in zip(columns, row.iter("dd"), strict=True)
    }
    assert expected == seen
    assert len(rows) == 56


@pytest.mark.parametrize("marks", ["", "?marks=statements"])
def test_the_questions_of_the_document_give_what_is_marked_in_it(
    site: SiteClient, marks: str
) -> None:
    """Every name that is a link, in its order; and every passage that has a number, if any has."""
    page = site.get(f"/document/seksueel-geweld-2021{marks}")
    answers = [
        list(
            csv.DictReader(
                io.StringIO(
                    site.client.post(
                        "/sparql", data={"query": question}, headers={"Accept": "text/csv"}
                    ).text
                )
            )
        )
        for question in questions_of(page)[1:]
    ]
    cells = [cell for row in page.all("article") for cell in row.iter("dd")]
    numbers = {id(a) for cell in cells for sup in cell.iter("sup") for a in sup}
    links = [a for cell in cells for a in cell.iter("a") if a.attrib["href"][0] != "#"]
    seen: dict[str, str] = {}
    for link in (a for a in links if id(a) not in numbers):
        name = thing(link.attrib["href"])
        seen[name] = seen.get(name, "") + text(link)
    expected: dict[str, str] = {}
    for row in answers[0]:
        name = row["actor"].partition("/id/")[2]
        expected[name] = expected.get(name, "") + "".join(row["text"].split())
    assert expected == seen
    passages = [thing(a.attrib["href"]) for a in links if id(a) in numbers]
    told = [row["evidence"].partition("/id/")[2] for row in answers[1]] if marks else []
    assert sorted(passages) == sorted(told)
    assert len(answers) == 1 + bool(marks)
