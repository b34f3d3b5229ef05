import gzip
import threading
from collections.abc import Callable, Sequence
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beleidsgraaf.serve.search.documents import Document, documents
from beleidsgraaf.serve.search.index import Index
from beleidsgraaf.serve.search.words import analysed, pairs
from beleidsgraaf.serve.store import GraphStore
from beleidsgraaf.snapshot import Snapshot
from site_client import Fetched, SiteClient

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '" OR name:*',
    "NEAR(a b) AND NOT c*",
    "plain:rutgers",
    "'; DROP TABLE thing; --",
    "{{ 7*7 }}",
    "%00",
    "*",
    "\u202e𝄞é",
)


@pytest.fixture(scope="session")
def index(snapshot: Snapshot) -> Index:
    """The index of the real project."""
    return Index(documents(GraphStore(snapshot)))


def found(page: Fetched) -> list[str]:
    """Where the results lead, in the order of the page."""
    lists = [ol for ol in page.all("ol") if ol.attrib.get("class") == "found-items"]
    return [next(item.iter("a")).attrib["href"] for ol in lists for item in ol]


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "query",
    ["", "?q=", "?q=slachtoffers", "?q=slachtoffers&kind=measure", "?q=xyzzyplugh", "?q=de"],
)
def test_a_search_is_a_proper_page(site: SiteClient, prefix: str, query: str) -> None:
    """It is strict HTML in both languages, and light."""
    page = site.get(f"{prefix}/search{query}")
    assert len(gzip.compress(page.html.encode())) < 30 << 10


def test_a_name_is_found_first(site: SiteClient) -> None:
    """Who asks for an organisation by its name finds it before what mentions it."""
    for name, path in (("Rutgers", "rutgers"), ("movisie", "movisie"), ("CSG", "csg")):
        assert found(site.get(f"/search?q={name}"))[0] == f"/doc/organisation/{path}"


def test_other_forms_of_a_word_are_found(site: SiteClient) -> None:
    """Singular and plural find the same; so do accents and capitals."""
    assert set(found(site.get("/search?q=meldpunt"))) == set(
        found(site.get("/search?q=meldpunten"))
    )
    assert found(site.get("/search?q=FINANCIEN")) == found(
        site.get(f"/search?q={quote('financiën')}")
    )
    assert found(site.get("/search?q=financien"))


def test_a_word_and_more_of_it_find_the_same(index: Index) -> None:
    """Whatever word of four letters occurs with its plural, each finds what has the other."""
    words = {w: s for d in index.documents for f in d.fields for w, s in pairs(f.text)}
    both = [(w, w + e) for w in words for e in ("en", "s", "eren") if len(w) > 3 and w + e in words]
    missed = {}
    for one, more in both:
        all_, others = (set(index.search(word).documents) for word in (one, more))
        if others - all_ or {d for d in all_ if _has(d, one)} - others:
            missed[one, more] = len(all_ ^ others)
    assert missed == {}
    assert len(both) > 60


def _has(document: Document, word: str) -> bool:
    return any(word == found for field in document.fields for found, _ in pairs(field.text))


@pytest.mark.parametrize(
    ("part", "whole"),
    [("recht", "tuchtrecht"), ("hulp", "jeugdhulp"), ("maatregelen", "stimuleringsmaatregel")],
)
def test_a_part_of_a_compound_finds_it(index: Index, part: str, whole: str) -> None:
    """What has the word itself comes first; the compound is found too, and marked."""
    found = index.search(part)
    own = [at for at, document in enumerate(found.documents) if _has(document, part)]
    compound = [at for at, d in enumerate(found.documents) if _has(d, whole) and at not in own]
    assert compound
    assert max(own, default=-1) < min(compound)
    assert analysed(whole)[1] in found.stems


def test_a_mistyped_name_is_forgiven_and_told(site: SiteClient) -> None:
    """The page says what it looked for in the end."""
    page = site.get("/search?q=Rutgerz")
    assert found(page)[0] == "/doc/organisation/rutgers"
    assert "Dit is gevonden voor ‘rutgers’" in page.text
    assert "This was found for ‘rutgers’" in site.get("/en/search?q=Rutgerz").text


def test_every_result_shows_the_words_that_were_found(site: SiteClient) -> None:
    """In its name or in its passage stands a marked word of the stem asked for."""
    page = site.get("/search?q=slachtoffers&kind=measure")
    lists = [ol for ol in page.all("ol") if ol.attrib.get("class") == "found-items"]
    items = [item for ol in lists for item in ol]
    assert len(items) == 11
    for item in items:
        marks = ["".join(mark.itertext()).casefold() for mark in item.iter("mark")]
        assert marks
        assert all(mark.startswith("slachtoffer") for mark in marks)


def test_a_passage_is_the_text_of_the_graph(site: SiteClient, index: Index) -> None:
    """What a passage quotes stands so in a text of the thing, blanks folded."""
    texts = {
        document.node.value.partition("/id/")[2]: [field.text for field in document.fields]
        for document in index.documents
    }
    for word in ("onderzoek", "jongeren", "mensenhandel", "seksueel geweld"):
        page = site.get(f"/search?q={quote(word)}")
        for ol in page.all("ol"):
            if ol.attrib.get("class") != "found-items":
                continue
            for item in ol:
                passages = ["".join(p[1].itertext()) for p in item.iter("p")]
                own = texts[next(item.iter("a")).attrib["href"].partition("/doc/")[2]]
                for passage in passages:
                    quoted = passage.removeprefix("… ").removesuffix(" …")
                    assert any(quoted in text for text in own)


def test_results_are_grouped_by_kind(site: SiteClient) -> None:
    """A kind has its own heading, and an address at which it stands alone with all it has."""
    page = site.get("/search?q=onderzoek")
    assert any(heading.startswith("Maatregelen") for heading in page.texts("h2"))
    assert "/search?q=onderzoek&kind=measure" in page.links
    alone = site.get("/search?q=onderzoek&kind=measure")
    assert {path.split("/")[2] for path in found(alone)} == {"measure"}
    assert len(found(alone)) > 5


def test_several_words_must_all_occur_or_it_is_told(site: SiteClient) -> None:
    """Where nothing has all words, what has some is shown, and the page says so."""
    assert "met een deel ervan" not in site.get("/search?q=rutgers+atria").text
    page = site.get("/search?q=rutgers+xyzzyplugh")
    assert "met een deel ervan" in page.text
    assert found(page)[0] == "/doc/organisation/rutgers"


def test_an_english_name_is_found(site: SiteClient) -> None:
    """Names that we wrote in English are found too, on either side of the site."""
    for path in ("/en/search?q=municipalities", "/search?q=municipalities"):
        assert any(hit.endswith("/doc/actor-group/municipalities") for hit in found(site.get(path)))


def test_nothing_found_leads_on(site: SiteClient) -> None:
    """An empty result says so and leads to the lists."""
    page = site.get("/search?q=xyzzyplugh")
    assert "0 resultaten voor ‘xyzzyplugh’." in page.text
    assert "/organisations" in page.links


@pytest.mark.parametrize("query", ["kind=nothing", "page=9&kind=measure", "page=0", "page=x"])
def test_what_is_no_search_is_told(site: SiteClient, query: str) -> None:
    """A kind or a page that is none is not found."""
    site.get(f"/search?q=de&{query}", status=404)


def test_too_long_a_text_is_refused(site: SiteClient) -> None:
    """Two hundred characters are enough for any search."""
    site.get("/search?q=" + "a" * 201, status=400)
    assert site.raw("/suggest?q=" + "a" * 201).status_code == 400


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(site: SiteClient, text: str) -> None:
    """Nothing in them is markup, a command to the index or a template."""
    page = site.get(f"/search?q={quote(text)}")
    assert "<script>" not in page.html
    assert "<img" not in page.html
    assert site.raw(f"/suggest?q={quote(text)}").status_code == 200


@given(text=st.text(max_size=80))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_words_are_a_failure(index: Index, text: str) -> None:
    """Whatever is typed, there is an answer."""
    index.search(text)
    assert len(index.suggest(text, 8)) <= 8


def test_suggestions_are_names_that_begin_as_typed(site: SiteClient) -> None:
    """A few at most, the organisation first, each with its kind and where it leads."""
    (first, *_) = site.raw("/suggest?q=rutg").get_json()["suggestions"]
    assert first == {
        "name": "Rutgers",
        "lang": "nl",
        "kind": "Organisaties",
        "href": "/doc/organisation/rutgers",
    }
    many = site.raw("/en/suggest?q=s").get_json()["suggestions"]
    assert len(many) == 8
    assert all(one["href"].startswith("/en/doc/") for one in many)
    assert site.raw("/suggest?q=").get_json() == {"suggestions": []}
    assert site.raw("/suggest?q=ruters").get_json()["suggestions"][0]["name"] == "Rutgers"
    assert site.raw("/suggest").content_type.startswith("application/json")


def test_every_page_can_be_searched_from(site: SiteClient) -> None:
    """The header has the form, in the page's language, also where there is no page."""
    for path, status in (("/", 200), ("/doc/organisation/movisie", 200), ("/nothing", 404)):
        for prefix in ("", "/en"):
            page = site.get(f"{prefix}{path}".rstrip("/") or "/", status=status)
            searches = [f for f in page.all("form") if f.attrib.get("role") == "search"]
            assert {f.attrib["action"] for f in searches} == {f"{prefix}/search"}
            assert len(searches) == (2 if status == 404 else 1)


def test_every_organisation_is_found_by_its_name(index: Index) -> None:
    """No name of an organisation is out of reach, in a search or in a suggestion."""
    for document in index.documents:
        if document.kind != "organisation":
            continue
        for field in document.fields:
            if field.part == "name":
                assert document in index.search(field.text).documents[:5], field.text
                assert document in index.suggest(field.text, 8), field.text


def test_readers_can_search_at_once(index: Index) -> None:
    """Threads that search together each get what they asked for."""
    wrong: list[str] = []

    def ask(word: str, slug: str) -> None:
        for _ in range(30):
            first = index.search(word).documents[0].node.value
            if not first.endswith(slug):
                wrong.append(f"{word}: {first}")

    pairs = (("rutgers", "/rutgers"), ("movisie", "/movisie"), ("atria", "/atria"))
    threads = [threading.Thread(target=ask, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_site_is_there_before_its_index(
    serve: Callable[[Snapshot], SiteClient], snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page is shown while the index is made; a search waits for it, and is answered."""
    may_be_made = threading.Event()

    def made(things: Sequence[Document]) -> Index:
        may_be_made.wait(30)
        return Index(things)

    monkeypatch.setattr("beleidsgraaf.serve.app.Index", made)
    site = serve(snapshot)
    site.get("/")
    answers: list[Fetched] = []
    searching = threading.Thread(target=lambda: answers.append(site.get("/search?q=rutgers")))
    searching.start()
    searching.join(0.3)
    assert not answers
    may_be_made.set()
    searching.join(30)
    assert found(answers[0])
