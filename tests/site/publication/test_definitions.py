"""The pages of the ontology, the shapes and the catalogue: readable, and all that the data says."""

import re
from xml.etree.ElementTree import Element

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse

import rdfa
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import Names, curie
from site_client import Fetched, SiteClient

SVG = "{http://www.w3.org/2000/svg}"
FORMS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}


def canonical(data: bytes, form: RdfFormat) -> Dataset:
    """A document of RDF, such that two that say the same are equal, nameless nodes or not."""
    found = Dataset(Quad(*quad.triple) for quad in parse(data, format=form))
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return found


@pytest.mark.parametrize("path", ["/catalogue", "/shapes", "/def", "/.well-known/void"])
def test_a_document_says_the_same_in_every_form(site: SiteClient, path: str) -> None:
    """Four forms, one graph; by suffix and by Accept, open to every origin, 304 when unchanged."""
    said = []
    for suffix, (media, form) in FORMS.items():
        response = site.raw(f"{path}.{suffix}")
        assert (response.status_code, response.mimetype) == (200, media)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        negotiated = site.raw(path, Accept=media)
        assert (negotiated.mimetype, negotiated.headers["Vary"]) == (
            media,
            "Accept, Accept-Encoding",
        )
        assert negotiated.data == response.data
        tag = response.headers["ETag"]
        assert site.raw(f"{path}.{suffix}", If_None_Match=tag).status_code == 304
        head = site.client.head(f"{path}.{suffix}")
        assert (head.status_code, head.data) == (200, b"")
        said.append(canonical(response.data, form))
    assert len(said[0]) > 100
    assert all(other == said[0] for other in said)
    assert site.raw(path, Accept="image/png").status_code == 406
    assert site.raw(f"{path}.exe").status_code == 404


@pytest.mark.parametrize("path", ["/catalogue", "/def", "/.well-known/void"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_of_a_document_holds_every_triple(
    site: SiteClient, path: str, prefix: str
) -> None:
    """Who reads the page reads all that a program reads."""
    data = site.raw(f"{path}.nt").data
    said = {quad.triple for quad in parse(data, format=RdfFormat.N_TRIPLES)}
    assert said == rdfa.triples(site.get(prefix + path).tree)


def test_the_page_of_the_shapes_holds_every_triple(site: SiteClient, snapshot: Snapshot) -> None:
    """The Turtle of every file stands on the page, whole, and every rule by its name."""
    page = site.get("/shapes")
    shown = ["".join(code.itertext()) for pre in page.all("pre") for code in pre.iter("code")]
    assert shown == [snapshot.read(name).decode() for name in snapshot.names("shapes")]
    assert len(shown) > 10


@pytest.mark.parametrize(("path", "word"), [("/shapes", "Een betrokkenheid"), ("/en/shapes", "An")])
def test_a_rule_tells_what_whoever_breaks_it_reads(site: SiteClient, path: str, word: str) -> None:
    """Under each rule stands its message, in the language of the page."""
    page = site.get(path)
    (rule,) = (e for e in page.all("article") if e.attrib.get("id") == "involvement-actor")
    assert word in "".join(rule.itertext())


def test_the_catalogue_is_the_one_in_the_graph(site: SiteClient, snapshot: Snapshot) -> None:
    """What is served is the named graph of the snapshot, no more and no less."""
    graph = Names(snapshot.base_iri).graph("catalogue")
    quads = parse(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS)
    wanted = {quad.triple for quad in quads if quad.graph_name == graph}
    data = site.raw("/catalogue.nt").data
    assert {quad.triple for quad in parse(data, format=RdfFormat.N_TRIPLES)} == wanted


def test_what_the_catalogue_offers_is_there(site: SiteClient, snapshot: Snapshot) -> None:
    """Each address of a file answers with the type, length and sum that it is said to have."""
    said: dict[str, dict[str, list[str]]] = {}
    for quad in parse(site.raw("/catalogue.nt").data, format=RdfFormat.N_TRIPLES):
        values = said.setdefault(str(quad.subject.value), {})
        values.setdefault(quad.predicate.value, []).append(quad.object.value)
    files = [v for v in said.values() if curie("dcat:downloadURL").value in v]
    assert len(files) >= 16
    for file in files:
        (address,) = file[curie("dcat:downloadURL").value]
        response = site.raw("/downloads" + address.partition("/downloads")[2])
        assert response.status_code == 200, address
        (size,) = file[curie("dcat:byteSize").value]
        assert len(response.data) == int(size) == int(response.headers["Content-Length"])
        # A packed file travels as what it is packed in, and says so in the catalogue.
        media = file.get(curie("dcat:compressFormat").value) or file[curie("dcat:mediaType").value]
        assert media == [f"http://www.iana.org/assignments/media-types/{response.mimetype}"]
        (checksum,) = file[curie("spdx:checksum").value]
        (digest,) = said[checksum][curie("spdx:checksumValue").value]
        assert (
            digest
            == snapshot.manifest["files"][f"downloads/{address.rpartition('/')[2]}"]["sha256"]
        )


def drawing(page: Fetched) -> Element:
    """The one drawing on a page."""
    (found,) = page.all(f"{SVG}svg")
    return found


@pytest.mark.parametrize("path", ["/def", "/en/def"])
def test_the_ontology_is_drawn(site: SiteClient, path: str) -> None:
    """The drawing is a group with a name, of words that lead to terms on the page."""
    page = site.get(path)
    svg = drawing(page)
    assert svg.attrib["role"] == "group"
    assert "".join(svg.find(f"{SVG}title").itertext())  # type: ignore[union-attr]  # it has one
    ids = {e.attrib["id"] for e in page.tree.iter() if "id" in e.attrib}
    led = [a.attrib["href"] for a in svg.iter(f"{SVG}a")]
    assert {"#Measure", "#Involvement", "#involvement", "#role", "#Ministry"} <= set(led)
    assert {href[1:] for href in led if href.startswith("#")} <= ids
    width, height = (float(svg.attrib[name]) for name in ("width", "height"))
    for rect in svg.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + w <= width
        assert 0 <= y <= y + h <= height


def test_the_table_says_what_the_drawing_shows(site: SiteClient) -> None:
    """Every class and property that the drawing names is in the table, and the other way round."""
    page = site.get("/def")
    # Without blanks: a long word is cut over two lines in the drawing, and named so.
    drawn = {a.attrib["aria-label"].replace(" ", "") for a in drawing(page).iter(f"{SVG}a")}
    (table,) = page.all("table")
    told = {"".join("".join(cell.itertext()).split()) for cell in table.iter("td")}
    assert drawn == told


def test_no_two_boxes_of_the_drawing_touch(site: SiteClient) -> None:
    """Each class can be read by itself."""
    boxes = [
        [float(rect.attrib[name]) for name in ("x", "y", "width", "height")]
        for rect in drawing(site.get("/def")).iter(f"{SVG}rect")
    ]
    for number, (x, y, w, h) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[:number]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


def test_each_term_has_examples_and_questions(site: SiteClient) -> None:
    """Under every term stand things of the data, and the questions in whose SPARQL it is used."""
    page = site.get("/def")
    terms = [e for e in page.all("article") if "id" in e.attrib]
    assert len(terms) > 45
    for term in terms:
        led = [a.attrib["href"] for a in term.iter("a")]
        assert any(href.startswith("/doc/") for href in led), term.attrib["id"]
        asked = [href for href in led if href.startswith("/questions/")]
        assert asked, term.attrib["id"]
        used = re.compile(rf"\bbg:{term.attrib['id']}\b")
        assert all(used.search("".join(site.get(q).texts("pre"))) for q in asked[:1])


def test_the_ontology_of_a_term_is_that_of_all(site: SiteClient, snapshot: Snapshot) -> None:
    """An IRI with a # leads to the document before it, which tells of the term."""
    term = Names(snapshot.base_iri).term("Measure")
    triples = parse(site.raw("/def", Accept="text/turtle").data, format=RdfFormat.TURTLE)
    assert any(quad.subject == term and isinstance(term, NamedNode) for quad in triples)
