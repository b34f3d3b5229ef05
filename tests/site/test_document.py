"""The document as printed: from the text to the graph, and from the graph to the text."""

import re

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from beleidsgraaf.snapshot import Snapshot
from site_client import Fetched, SiteClient, printed, said

DOCUMENT = "/document/seksueel-geweld-2021"
MARKED = f"{DOCUMENT}?marks=statements"


def cells(page: Fetched) -> list[str]:
    """The text of every printed cell."""
    return [printed(cell) for cell in page.all("dd")]


@pytest.fixture(scope="session")
def told(snapshot: Snapshot) -> set[str]:
    """Path of the evidence of every involvement and statement."""
    quads = list(parse(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS))
    basis, evidence = (f"{snapshot.base_iri}def#{name}" for name in ("basis", "evidence"))
    claims = {quad.subject for quad in quads if quad.predicate.value == basis}
    return {
        quad.object.value.removeprefix(f"{snapshot.base_iri}id/")
        for quad in quads
        if quad.predicate.value == evidence
        and quad.subject in claims
        and isinstance(quad.object, NamedNode)
    }


def test_every_recognised_name_in_the_document_is_a_link(
    site: SiteClient, snapshot: Snapshot
) -> None:
    """Whoever is mentioned can be followed from the place where the name is printed."""
    quads = list(parse(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS))
    actor, mention = (f"{snapshot.base_iri}def#{name}" for name in ("actor", "mention"))
    named = {quad.subject for quad in quads if quad.predicate.value == mention}
    actors = {
        quad.object.value.removeprefix(f"{snapshot.base_iri}id/")
        for quad in quads
        if quad.predicate.value == actor
        and quad.subject in named
        and isinstance(quad.object, NamedNode)
    }
    linked = {
        a.attrib["href"].removeprefix("/doc/")
        for cell in site.get(DOCUMENT).all("dd")
        for a in cell.iter("a")
    }
    assert len(actors) > 50
    assert actors - linked == set()


def test_names_and_marks_leave_the_text_as_it_was_printed(site: SiteClient) -> None:
    """With links and with every passage marked, each cell reads as the page of its row has it."""
    plain, marked = cells(site.get(DOCUMENT)), cells(site.get(MARKED))
    assert len(plain) == 4 * 56
    assert marked == plain
    for number in (1, 9, 41, 56):
        row = site.get(f"/doc/row/seksueel-geweld-2021-{number}")
        printed = next(dl for dl in row.all("dl") if dl.attrib["class"] == "printed")
        expected = ["".join("".join(cell.itertext()).split()) for cell in printed.iter("dd")]
        assert expected == plain[4 * (number - 1) : 4 * number]


def test_every_statement_is_marked_when_that_is_asked_for(site: SiteClient, told: set[str]) -> None:
    """Each passage that an involvement or statement rests on is marked and leads to its page."""
    page = site.get(MARKED)
    linked = {a.attrib["href"].removeprefix("/doc/") for sup in page.all("sup") for a in sup}
    assert len(told) > 300
    assert told - linked == set()
    assert not site.get(DOCUMENT).all("sup")


def test_every_sentence_has_an_address_and_shows_it(site: SiteClient) -> None:
    """The ids of sentences tell their first character; each ends in a link to itself."""
    page = site.get(DOCUMENT)
    sentences = {
        e.attrib["id"]: e
        for e in page.all("span")
        if re.fullmatch(r"s-\d+", e.attrib.get("id", ""))
    }
    assert len(sentences) > 250
    for anchor, sentence in sentences.items():
        assert sentence[-1].attrib == {"class": "here", "href": f"#{anchor}"}
        assert re.fullmatch(r"§[1-9]\d?", sentence[-1].text or "")
    assert not [
        e for e in site.get("/doc/row/seksueel-geweld-2021-1").all("a") if "§" in str(e.text)
    ]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_quote_leads_to_its_place_in_the_document(site: SiteClient, prefix: str) -> None:
    """From a quote of Movisie to the document, where just that passage is marked, and back."""
    page = site.get(f"{prefix}/doc/organisation/movisie")
    figures = [f for f in page.all("figure") if f.attrib.get("class") == "passage"]
    assert figures
    for figure in figures:
        place, passage = [a.attrib["href"] for c in figure.iter("figcaption") for a in c.iter("a")]
        address, _, anchor = place.partition("#")
        there = site.get(address)
        marks = there.all("mark")
        assert anchor in [mark.attrib.get("id") for mark in marks]
        (quote,) = (said(q) for q in figure.iter("blockquote"))
        shown = "".join("".join("".join(m.itertext()) for m in marks).split())
        assert shown == quote
        assert passage in there.links
        assert place in site.get(passage).links


@pytest.mark.parametrize("place", ["1-2", "x", "14478-14650-1", "-1-2", "٣-٤", "9" * 40 + "-1"])
def test_a_passage_that_the_graph_has_not_is_not_found(site: SiteClient, place: str) -> None:
    """The address of a passage is that of evidence, or there is no such page."""
    site.get(f"{DOCUMENT}?passage={place}", status=404)
