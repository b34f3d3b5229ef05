"""The network around an organisation: drawn, listed, and what its SPARQL gives."""

import csv
import io
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beleidsgraaf.serve.figures.drawing import Drawing, Head, Mark, Rect
from beleidsgraaf.serve.figures.network import Node, network
from beleidsgraaf.snapshot import Snapshot
from site_client import Fetched, SiteClient

SVG = "{http://www.w3.org/2000/svg}"


def part(page: Fetched) -> Element:
    """The part of a page that has the network."""
    (found,) = [s for s in page.all("section") if s.attrib.get("aria-labelledby") == "network"]
    return found


def drawn(page: Fetched) -> list[str]:
    """Where the nodes of the drawing lead, the organisation itself first."""
    (svg,) = part(page).iter(f"{SVG}svg")
    return [a.attrib["href"] for a in svg.iter(f"{SVG}a")]


def listed(page: Fetched) -> set[str]:
    """Where the list leads."""
    (ul,) = [u for u in part(page).iter("ul") if "network" in u.attrib.get("class", "")]
    return {a.attrib["href"] for a in ul.iter("a")}


def found(site: SiteClient, page: Fetched) -> list[list[dict[str, str]]]:
    """The answers to the two queries of the network."""
    answers = []
    for pre in part(page).iter("pre"):
        query = "".join(pre.itertext())
        answer = site.raw(f"/sparql?{urlencode({'query': query, 'format': 'csv'})}")
        answers.append(list(csv.DictReader(io.StringIO(answer.text))))
    return answers


@pytest.fixture(scope="module")
def organisations(snapshot: Snapshot) -> list[str]:
    """The paths of all organisations."""
    lines = csv.DictReader(io.StringIO(snapshot.read("ids.csv").decode()))
    return [
        f"/doc/organisation/{line['slug']}"
        for line in lines
        if line["type"] == "organisation" and line["status"] == "live"
    ]


def test_every_network_is_what_its_sparql_gives(site: SiteClient, organisations: list[str]) -> None:
    """The list has those of the first step and those of the second, and nobody else."""
    networks = 0
    for path in organisations:
        page = site.get(path)
        if not any(s.attrib.get("aria-labelledby") == "network" for s in page.all("section")):
            continue
        networks += 1
        first, second = found(site, page)
        near = {row["near"] for row in first}
        far = {row["far"] for row in second}
        assert listed(page) == {f"/doc/{iri.partition('/id/')[2]}" for iri in near | far}
        nodes = drawn(page)
        assert nodes[0] == path
        assert len(nodes) == len(set(nodes))
        assert set(nodes[1:]) <= listed(page)
    assert networks > 25


def test_the_network_of_movisie(site: SiteClient) -> None:
    """Its ministry, and the two parties in its alliance."""
    assert drawn(site.get("/doc/organisation/movisie")) == [
        "/doc/organisation/movisie",
        "/doc/ministry/ocw",
        "/doc/organisation/consortium-zelfbeschikking",
        "/doc/organisation/verandering-van-binnenuit",
    ]


def test_a_network_has_two_steps_where_there_are_two(
    site: SiteClient, organisations: list[str]
) -> None:
    """Somebody is two steps away from somebody, and stands in the drawing."""
    second = [
        path for path in organisations if "Rechts staan de organisaties" in site.get(path).text
    ]
    assert second
    for path in second:
        page = site.get(path)
        _, rows = found(site, page)
        assert {f"/doc/{row['far'].partition('/id/')[2]}" for row in rows} & set(drawn(page))


def test_a_ministry_has_no_network(site: SiteClient) -> None:
    """It would have everybody in it; the lists on its page say as much."""
    page = site.get("/doc/ministry/jenv")
    assert not list(page.tree.iter(f"{SVG}svg"))


def boxes(drawing: Drawing) -> list[Rect]:
    """The boxes of the nodes."""
    marks = [one for one in drawing.parts if isinstance(one, Mark)]
    return [shape for mark in marks for shape in mark.shapes if isinstance(shape, Rect)]


@given(
    names=st.lists(st.text(min_size=1, max_size=90), min_size=2, max_size=16, unique=True),
    cut=st.integers(1, 15),
)
@settings(deadline=None)
def test_no_two_boxes_meet(names: list[str], cut: int) -> None:
    """Whatever the names, each node has ground of its own inside the drawing."""
    nodes = [Node(Head(str(n), name, "/x"), "node", name) for n, name in enumerate(names)]
    layers = [nodes[:1], nodes[1 : cut + 1], nodes[cut + 1 :]]
    edges = {("0", node.head.key): 1 for node in layers[1]}
    drawing = network("n", "N", layers, edges)
    assert drawing == network("n", "N", layers, edges)
    found = boxes(drawing)
    assert len(found) == len(nodes)
    for number, one in enumerate(found):
        assert one.x >= 0
        assert one.y >= 0
        assert one.x + one.width <= drawing.width
        assert one.y + one.height <= drawing.height
        for other in found[number + 1 :]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            above = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert beside or above
