"""Every page is there, in both languages, and says what the data says."""

import re
from collections import defaultdict

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from beleidsgraaf.serve import texts
from beleidsgraaf.serve.pages.names import property_name
from beleidsgraaf.serve.pages.places import KINDS
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.store import GraphStore
from beleidsgraaf.snapshot import Snapshot
from site_client import SiteClient

PAGES = (
    "/",
    *(kind.path for kind in KINDS),
    "/questions",
    "/workbench",
    "/about",
    "/help",
    "/api",
    "/licence",
    "/def",
    "/graph/ontology",
    "/graph/reference",
    "/document/seksueel-geweld-2021",
)


@pytest.fixture(scope="session")
def things(snapshot: Snapshot) -> list[str]:
    """The path of everything with an IRI of ours, ``type/slug``, without the parts after a #."""
    start = f"{snapshot.base_iri}id/"
    found = {
        term.value.removeprefix(start).partition("#")[0]
        for quad in parse(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS)
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(start)
    }
    return sorted(found)


def in_english(path: str) -> str:
    """The path of the same page in English."""
    return f"/en{path}".rstrip("/")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there_in_both_languages(site: SiteClient, path: str) -> None:
    """Each page is proper HTML in Dutch and in English, and each leads to the other."""
    dutch, english = site.get(path), site.get(in_english(path))
    assert in_english(path) in dutch.links
    assert path in english.links
    assert dutch.texts("h1") != english.texts("h1") or path.startswith("/graph/")


def test_every_type_of_thing_has_proper_pages(site: SiteClient, things: list[str]) -> None:
    """The first, the middle and the last of every type are proper HTML in both languages."""
    types = defaultdict(list)
    for path in things:
        types[path.partition("/")[0]].append(path)
    assert {"measure", "organisation", "involvement", "evidence", "scheme"} <= set(types)
    for paths in types.values():
        for path in {paths[0], paths[len(paths) // 2], paths[-1]}:
            for prefix in ("", "/en"):
                site.get(f"{prefix}/doc/{path}")


def test_every_iri_in_the_data_has_a_page(site: SiteClient, things: list[str]) -> None:
    """Whatever has an IRI of ours answers with a page, for it occurs in what we give out."""
    assert len(things) > 500
    failed = [path for path in things if site.raw(f"/doc/{path}").status_code != 200]
    assert failed == []


def test_an_organisation_begins_with_a_sentence(site: SiteClient) -> None:
    """The page of Movisie says in how many measures of which ministry it occurs, and how."""
    page = site.get("/doc/organisation/movisie")
    assert page.texts("h1") == ["Movisie"]
    assert "Movisie komt voor in 2 maatregelen van OCW, in de rol" in page.text


def test_one_is_told_as_one(site: SiteClient) -> None:
    """An organisation in a single measure occurs in 1 measure, in Dutch and in English."""
    assert "Atria komt voor in 1 maatregel van OCW" in site.get("/doc/organisation/atria").text
    assert "Atria occurs in 1 measure of OCW" in site.get("/en/doc/organisation/atria").text


def test_an_organisation_lists_its_measures_with_the_words_that_say_so(site: SiteClient) -> None:
    """The page of Movisie names its measures and quotes the source with the name marked."""
    page = site.get("/doc/organisation/movisie")
    assert "Methodiek ‘Ik ben van Mij’" in page.texts("h3")
    quotes = page.texts("blockquote")
    assert any(quote.startswith("Deze methodiek van Movisie") for quote in quotes)
    assert set(page.texts("mark")) == {"Movisie"}
    assert any(link.startswith("/document/seksueel-geweld-2021?passage=") for link in page.links)


def test_an_alliance_is_told_apart_from_its_members(site: SiteClient) -> None:
    """What Movisie is in through an alliance stands under a heading of its own."""
    page = site.get("/doc/organisation/movisie")
    assert "Via een samenwerkingsverband" in page.texts("h2")
    assert "/doc/organisation/verandering-van-binnenuit" in page.links


def test_every_quote_of_every_organisation_stands_in_the_source(
    site: SiteClient, snapshot: Snapshot, things: list[str]
) -> None:
    """Whatever a page quotes is found in the document, once line breaks are left out."""
    source = "".join(
        "".join(snapshot.read(name).decode().split()) for name in snapshot.names("source")
    )
    paths = [path for path in things if path.startswith(("organisation/", "ministry/"))]
    quotes = [q for path in paths for q in site.get(f"/doc/{path}").texts("blockquote")]
    assert len(quotes) > 50
    assert [q for q in quotes if "".join(q.split()) not in source] == []


def test_a_measure_shows_its_row_as_printed(site: SiteClient) -> None:
    """The four cells of the row stand on the page, under their printed headers."""
    page = site.get("/doc/measure/alliantie-act4respect")
    assert page.texts("h1") == ["Instellingssubsidie: Alliantie Act4Respect"]
    for header in ("Doelstelling(en)", "Toelichting", "Samenwerkende departementen"):
        assert header in page.texts("dt")
    cells = page.texts("dd")
    assert "Tegengaan van gendergerelateerd geweld" in cells
    assert any(cell.startswith("Binnen deze alliantie zetten Rutgers en Atria") for cell in cells)


def test_a_quote_stands_on_a_page_once(site: SiteClient, things: list[str]) -> None:
    """No page of a measure quotes the same passage twice; what it says is told together."""
    for path in things:
        if path.startswith("measure/"):
            captions = site.get(f"/doc/{path}").all("figcaption")
            passages = [list(caption.iter("a"))[-1].attrib["href"] for caption in captions]
            assert passages
            assert len(passages) == len(set(passages)), path


def test_every_name_in_a_shared_quote_is_marked(site: SiteClient) -> None:
    """Where one passage names two organisations, both names are marked in it."""
    quotes = site.get("/doc/measure/alliantie-act4respect").all("blockquote")
    marked = [["".join(mark.itertext()) for mark in quote.iter("mark")] for quote in quotes]
    assert ["Rutgers", "Atria"] in marked


def test_an_involvement_shows_the_words_it_rests_on(site: SiteClient) -> None:
    """The page of a single involvement has its passage, with the name marked."""
    page = site.get("/doc/involvement/alliantie-act4respect-rutgers-executes")
    assert page.texts("h1") == ["Rutgers – Voert uit"]
    assert page.texts("mark") == ["Rutgers"]
    assert "/doc/measure/alliantie-act4respect" in page.links


def test_dutch_words_on_an_english_page_say_so(site: SiteClient) -> None:
    """A title or quote in Dutch carries its language where the page is in English."""
    page = site.get("/en/doc/measure/alliantie-act4respect")
    assert all(h1.attrib.get("lang") == "nl" for h1 in page.all("h1"))
    assert all(quote.attrib.get("lang") == "nl" for quote in page.all("blockquote"))
    assert not [h1 for h1 in site.get("/doc/measure/alliantie-act4respect").all("h1") if h1.attrib]


def test_the_document_is_shown_row_by_row(site: SiteClient, things: list[str]) -> None:
    """The page of the document has all rows, each with an address and its measure."""
    page = site.get("/document/seksueel-geweld-2021")
    rows = [path for path in things if path.startswith("row/")]
    measures = [path for path in things if path.startswith("measure/")]
    assert len(rows) == len(page.all("article")) == 56
    assert {f"/doc/{measure}" for measure in measures} <= set(page.links)
    assert {f"row-{n}" for n in range(1, 57)} <= {e.attrib.get("id") for e in page.tree.iter()}


def test_every_question_has_a_page_with_its_sparql(site: SiteClient, snapshot: Snapshot) -> None:
    """Each competency question can be read, run and changed."""
    names = [name.rpartition("/")[2] for name in snapshot.names("questions")]
    questions = [name.removesuffix(".rq") for name in names if name.endswith(".rq")]
    assert len(questions) >= 24
    listed = site.get("/questions").links
    for name in questions:
        assert f"/questions/{name}" in listed
        for prefix in ("", "/en"):
            code, *_ = site.get(f"{prefix}/questions/{name}").texts("pre")
            assert "WHERE" in code
            assert "#+" not in code


def test_a_browser_gets_the_form_at_the_endpoint(site: SiteClient) -> None:
    """Who opens /sparql in a browser can write a query there."""
    page = site.get("/sparql")
    (form,) = [f for f in page.all("form") if f.attrib["action"] == "/workbench"]
    assert form.attrib["method"] == "get"
    assert len(page.all("textarea")) == 1


def test_the_form_keeps_the_query_it_was_given(site: SiteClient) -> None:
    """The address of the form can carry a query, to be changed before it is asked."""
    page = site.get("/workbench?query=ASK%20%7B%20%3Fx%20a%20%22%3C%2Ftextarea%3E%22%20%7D")
    assert page.texts("textarea") == ['ASK { ?x a "</textarea>" }']


def test_a_reader_can_tell_a_mistake(site: SiteClient) -> None:
    """The page of an organisation leads to the address that the operator gave."""
    assert "https://example.org/issues" in site.get("/doc/organisation/movisie").links


def test_every_page_says_that_it_is_not_the_government(site: SiteClient) -> None:
    """The footer leaves no doubt about whose site this is."""
    assert "geen website van de Rijksoverheid" in site.get("/").text
    assert "not a website of the Dutch government" in site.get("/en").text


def test_everything_that_is_said_has_a_name_in_both_languages(snapshot: Snapshot) -> None:
    """No property or class in the data is shown by its IRI for want of a word."""
    store = GraphStore(snapshot)
    quads = parse(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS)
    start = f"{snapshot.base_iri}id/"
    used = {
        term
        for quad in quads
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(start)
        for term in (quad.predicate, quad.object)
        if isinstance(term, NamedNode)
        and (term == quad.predicate or quad.predicate.value.endswith("#type"))
    }
    assert len(used) > 60
    for words in texts.load().values():
        reader = Reader(store, words)
        assert [t for t in used if property_name(reader, t).text == reader.short(t)] == []


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_question_of_the_first_steps_has_an_answer(site: SiteClient, prefix: str) -> None:
    """What a newcomer reads can be asked as it stands, and gives something to look at."""
    lessons = ["".join(code.itertext()) for code in site.get(f"{prefix}/help").all("code")]
    assert len(lessons) == 3
    for lesson in lessons:
        found = site.client.post("/sparql", data={"query": lesson}, headers={"Accept": "text/csv"})
        assert found.status_code == 200
        assert len(found.text.splitlines()) > 5


def test_every_address_in_the_overview_for_programs_answers(site: SiteClient) -> None:
    """The addresses that programs are told to use are there."""
    codes = " ".join("".join(code.itertext()) for code in site.get("/api").all("code")).split()
    paths = [word.removeprefix("http://127.0.0.1:8000") for word in codes if "://" in word]
    assert len(paths) == 6
    for path in paths:
        response = site.client.get(path, headers={"Accept": "*/*"})
        assert response.status_code in (200, 303), path


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_overview_for_programs_tells_every_limit(site: SiteClient, prefix: str) -> None:
    """Every number of the header in which the endpoint tells its limits stands on the page."""
    header = site.client.get("/sparql", headers={"Accept": "text/turtle"}).headers["Query-Limits"]
    numbers = [part.partition("=")[2] for part in header.split(", ")]
    assert len(numbers) == 7
    words = re.split(r"[\s(),]+", site.get(f"{prefix}/api").text)
    assert [number for number in numbers if number not in words] == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/doc/organisation/movisie", "Movisie komt voor in 2 maatregelen van OCW, in de rollen"),
        ("/doc/organisation/csg-regionaal", "Regionale CSG’s komen voor in 2 maatregelen van"),
        ("/en/doc/organisation/rijkscultuurfondsen", "National culture funds occur in 1 measure"),
        ("/doc/ministry/ocw", "Het Ministerie van Onderwijs, Cultuur en Wetenschap komt voor in"),
    ],
)
def test_the_sentence_to_quote_has_the_verb_that_its_name_asks(
    site: SiteClient, path: str, expected: str
) -> None:
    """A name that stands for many has a plural, as the curators note it does."""
    (lead,) = [p for p in site.get(path).all("p") if p.attrib.get("class") == "lead"]
    assert "".join(lead.itertext()).startswith(expected)
