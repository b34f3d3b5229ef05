import gzip
import re
from collections.abc import Callable
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beleidsgraaf.serve.lists.kinds import MEASURES
from beleidsgraaf.serve.pages.places import NARROWING
from beleidsgraaf.snapshot import Snapshot
from site_client import Fetched, SiteClient

Rows = Callable[[str], list[str]]

ADDRESSES = (
    "/measures",
    "/measures?ministry=VWS",
    "/measures?ministry=vws&ministry=jenv&theme=stoppen-en-duurzaam-oplossen&q=slachtoffer",
    "/measures?organisation=rutgers&role=executes&sort=title",
    "/measures?ministry=ezk&theme=nothing-such",
    "/organisations",
    "/organisations?role=executes&ministry=ocw&sort=measures",
    "/organisations?q=seksueel",
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' OR 1=1",
    "%00",
    "\\",
    "é𝄞",
)
PARAMETERS = ("ministry", "theme", "role", "organisation", "q", "sort", "nothing", "page")


def listed(page: Fetched) -> list[str]:
    """The paths of the things that a list holds, in its order."""
    lists = [ol for ol in page.all("ol") if ol.attrib.get("class") == "found-items"]
    return [next(item.iter("a")).attrib["href"] for ol in lists for item in ol]


def chosen(page: Fetched) -> dict[str, str]:
    """What is chosen, with the address of the list without it."""
    lists = [ul for ul in page.all("ul") if ul.attrib.get("class") == "chosen"]
    links = [a for ul in lists for a in ul.iter("a")]
    return {" ".join("".join(a.itertext()).split()): a.attrib["href"] for a in links}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_list_is_a_proper_page_in_both_languages(site: SiteClient, address: str) -> None:
    """It is strict HTML, names its own address, and is light."""
    for path in (address, f"/en{address}"):
        page = site.get(path)
        assert len(gzip.compress(page.html.encode())) < 30 << 10
        (canonical,) = [e for e in page.all("link") if e.attrib["rel"] == "canonical"]
        assert parse_qsl(urlsplit(canonical.attrib["href"]).query) == [
            (name, value.lower() if name == "ministry" else value)
            for name, value in parse_qsl(urlsplit(path).query)
        ]
    assert f"/en{canonical.attrib['href'].removeprefix('/en')}" in site.get(address).links


def test_measures_of_one_ministry(site: SiteClient, rows: Rows) -> None:
    """The printed code of a ministry gives its measures, as many as the document has."""
    assert len(rows("/measures?ministry=VWS")) == 29
    assert "29 maatregelen passen bij uw keuze." in site.get("/measures?ministry=VWS").text
    assert len(rows("/measures")) == 56


def test_a_facet_with_two_values_gives_what_has_either(rows: Rows) -> None:
    """Values of one facet add up, facets cut down."""
    vws, jenv = rows("/measures?ministry=vws"), rows("/measures?ministry=jenv")
    assert set(rows("/measures?ministry=vws&ministry=jenv")) == {*vws, *jenv}
    themed = rows("/measures?theme=stoppen-en-duurzaam-oplossen")
    both = rows("/measures?ministry=vws&theme=stoppen-en-duurzaam-oplossen")
    assert set(both) == {*vws} & {*themed}


def test_a_role_beside_an_organisation_is_that_organisations_role(rows: Rows) -> None:
    """A measure in which somebody else has the role does not count."""
    role = set(rows("/measures?role=receives-subsidy"))
    rutgers = set(rows("/measures?organisation=rutgers"))
    together = set(rows("/measures?role=receives-subsidy&organisation=rutgers"))
    assert together <= role & rutgers
    assert set(rows("/measures?role=mentioned&organisation=rutgers")) == set()


def test_each_choice_can_be_taken_away(site: SiteClient, rows: Rows) -> None:
    """One by one, each with a link to the list without it, and all at once."""
    page = site.get("/measures?ministry=vws&ministry=ocw&q=seksu&sort=title")
    drops = chosen(page)
    assert len(drops) == 4
    ministry = "Haal weg: Ministerie: OCW ×"
    assert drops[ministry] == "/measures?ministry=vws&q=seksu&sort=title"
    assert drops["Haal weg: Woorden in de tekst: seksu ×"] == (
        "/measures?ministry=vws&ministry=ocw&sort=title"
    )
    assert drops["Wis alles"] == "/measures?sort=title"
    assert len(rows(drops[ministry])) == len(listed(site.get(drops[ministry])))


def test_the_form_keeps_what_was_chosen(site: SiteClient) -> None:
    """Boxes are checked, words and order are kept, and it all goes by GET."""
    page = site.get("/measures?ministry=vws&role=executes&q=Slacht+OFFER&sort=title")
    (form,) = [f for f in page.all("form") if f.attrib["action"] == "/measures"]
    assert form.attrib["method"] == "get"
    checked = [i for i in form.iter("input") if "checked" in i.attrib]
    assert {(i.attrib["name"], i.attrib["value"]) for i in checked} == {
        ("ministry", "vws"),
        ("role", "executes"),
    }
    (search,) = [i for i in form.iter("input") if i.attrib.get("type") == "search"]
    assert search.attrib["value"] == "slacht offer"
    (order,) = [o for o in form.iter("option") if "selected" in o.attrib]
    assert order.attrib["value"] == "title"


def test_a_list_has_pages_with_addresses(site: SiteClient, rows: Rows) -> None:
    """The pages together are the file; each leads to the next."""
    first, second = site.get("/measures"), site.get("/measures?page=2")
    assert "/measures?page=2" in first.links
    assert "/measures" in second.links
    paths = [iri.partition("/id/")[2] for iri in rows("/measures")]
    assert [path.partition("/doc/")[2] for path in listed(first) + listed(second)] == paths
    assert "Pagina 2 van 2" in second.text


@pytest.mark.parametrize("page", ["0", "3", "-1", "x", "1.0", "²", "9" * 30, "１"])
def test_a_page_that_is_not_there_is_told(site: SiteClient, page: str) -> None:
    """No list has a page before the first or after the last."""
    assert site.get(f"/measures?page={quote(page)}", status=404).texts("h1")


def test_orders(site: SiteClient) -> None:
    """By title is another order of the same things; by measures the busiest come first."""
    plain, titled = (
        listed(site.get("/organisations")),
        listed(site.get("/organisations?sort=measures")),
    )
    assert set(plain) == set(titled)
    counts = [
        int(n)
        for n in re.findall(r"(\d+)\xa0maatregel", site.get("/organisations?sort=measures").html)
    ]
    assert counts == sorted(counts, reverse=True)
    names = [name.casefold() for name in site.get("/organisations").texts("h2")[: len(plain)]]
    assert names == sorted(names)


def test_the_sentence_above_a_list_is_true(site: SiteClient) -> None:
    """It tells of the order of the document only where that is the order."""
    assert "56 maatregelen, in de volgorde van het document." in site.get("/measures").text
    assert "volgorde van het document" not in site.get("/measures?sort=title").text
    assert "56\xa0maatregelen." in site.get("/measures?sort=title").html


def test_an_empty_list_says_how_to_widen_it(site: SiteClient, rows: Rows) -> None:
    """Each respect that can be dropped is named with how many there are without it."""
    page = site.get("/measures?ministry=ezk&theme=onderzoek-en-kennisdeling&q=slachtoffer")
    assert listed(page) == []
    assert "Zo vindt u wel iets" in page.texts("h2")
    ways = {
        a.attrib["href"]: "".join(li.itertext())
        for section in page.all("section")
        if section.attrib.get("class") == "none"
        for li in section.iter("li")
        for a in li.iter("a")
    }
    assert len(ways) >= 2
    for address, words in ways.items():
        assert f"{len(rows(address))}\xa0maatregel" in words


def test_what_nobody_knows_is_told_and_gives_nothing(site: SiteClient) -> None:
    """A value that is none gives an empty list and says why; a parameter that is none is left."""
    page = site.get("/measures?ministry=nope")
    assert "Ministerie ‘nope’ kennen we niet" in page.text
    assert listed(page) == []
    page = site.get("/measures?colour=red&sort=size")
    assert "kent ‘colour’ niet" in page.text
    assert "kent ‘sort=size’ niet" in page.text
    assert len(listed(page)) == 50


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", PARAMETERS)
def test_hostile_values_are_text(site: SiteClient, name: str, text: str) -> None:
    """They come back as text or not at all, on a page and in every file."""
    query = f"{name}={quote(text)}"
    page = site.get(f"/measures?{query}", status=404 if name == "page" else 200)
    assert "<script>" not in page.html
    assert "<img" not in page.html
    for suffix in ("csv", "json", "ttl", "xlsx"):
        assert site.raw(f"/measures.{suffix}?{query}").status_code in (200, 404)


@pytest.mark.parametrize("query", ["q=" + "a" * 201, "&".join(f"role=r{n}" for n in range(51))])
def test_more_than_a_reader_would_ask_is_refused(site: SiteClient, query: str) -> None:
    """Such a request is told to be wrong."""
    assert site.get(f"/measures?{query}", status=400).texts("h1")


@given(
    pairs=st.lists(
        st.tuples(st.sampled_from(("q", "role", "kind", "page", "sort", "x")), st.text(max_size=20))
    )
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_query_is_a_failure(site: SiteClient, pairs: list[tuple[str, str]]) -> None:
    """Whatever is asked, the answer is a page or a refusal."""
    query = "&".join(f"{name}={quote(value, errors='replace')}" for name, value in pairs)
    assert site.raw(f"/organisations?{query}").status_code < 500


def test_a_list_that_did_not_change_is_not_sent_again(site: SiteClient) -> None:
    """The page and the files are known again by their tag."""
    for path in ("/measures?ministry=vws", "/measures.xlsx?ministry=vws"):
        tag = site.raw(path).headers["ETag"]
        assert site.raw(path, If_None_Match=tag).status_code == 304


def test_the_page_of_a_thing_leads_to_the_list_of_its_measures(
    site: SiteClient, snapshot: Snapshot
) -> None:
    """Wherever the list can be narrowed by it; the list has just the measures of the page."""
    assert {facet.type: facet.name for facet in MEASURES.facets} == NARROWING
    graph = snapshot.read("graph.nq.gz").decode()
    for kind, name in NARROWING.items():
        slugs = sorted(set(re.findall(rf"/id/{kind}/([a-z0-9-]+)> ", graph)))
        for slug in slugs[:: max(1, len(slugs) // 3)]:
            page = site.get(f"/doc/{kind}/{slug}")
            parts = [
                s for s in page.all("section") if s.attrib.get("aria-labelledby") == "measures"
            ]
            heads = [h for part in parts for h in part.iter() if h.tag in ("h3", "h4")]
            cards = {a.attrib["href"] for h in heads for a in h.iter("a")} - {""}
            measures = {path for path in cards if path.startswith("/doc/measure/")}
            address = f"/measures?{name}={slug}"
            assert (address in page.links) == bool(measures), address
            assert set(listed(site.get(address))) == measures
