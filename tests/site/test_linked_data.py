"""Every IRI leads to data, in the form that the client asks for."""

from collections.abc import Callable, Mapping

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import Names
from site_client import SiteClient

MOVISIE = "/doc/organisation/movisie"
FORMS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}

Changed = Callable[[Mapping[str, bytes]], SiteClient]


def triples(data: bytes, form: RdfFormat) -> set[Triple]:
    """What a document in some form says."""
    return {quad.triple for quad in parse(data, format=form)}


def media(site: SiteClient, path: str, accept: str) -> str | None:
    """The media type that comes for an Accept header."""
    return site.raw(path, Accept=accept).mimetype


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_iri_of_a_thing_leads_to_its_description(site: SiteClient, prefix: str) -> None:
    """A thing is no document: its IRI answers 303 See Other, in the language of the address."""
    response = site.raw(f"{prefix}/id/organisation/movisie")
    assert response.status_code == 303
    assert response.location == f"{prefix}{MOVISIE}"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/html", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html;q=0.5, text/turtle", "text/turtle"),
        ("text/turtle;q=0, application/rdf+xml;q=0.1", "application/rdf+xml"),
    ],
)
def test_a_description_comes_in_the_form_asked_for(
    site: SiteClient, accept: str, expected: str
) -> None:
    """The Accept header decides, and the answer says that it did."""
    response = site.raw(MOVISIE, Accept=accept)
    assert (response.status_code, response.mimetype) == (200, expected)
    assert response.headers["Vary"] == "Accept, Accept-Encoding"


def test_a_form_that_is_not_there_is_refused(site: SiteClient) -> None:
    """Who accepts images alone is told which forms there are."""
    response = site.raw(MOVISIE, Accept="image/png")
    assert response.status_code == 406
    assert "Turtle" in response.text


@pytest.mark.parametrize("suffix", FORMS)
def test_a_suffix_names_a_form(site: SiteClient, suffix: str) -> None:
    """An address with a suffix gives that form whatever the client accepts."""
    expected, _ = FORMS[suffix]
    response = site.raw(f"{MOVISIE}.{suffix}", Accept="text/html")
    assert (response.status_code, response.mimetype) == (200, expected)
    assert response.headers["Vary"] == "Accept-Encoding"  # the form depends on the address alone


def test_the_suffix_html_leads_to_the_page(site: SiteClient) -> None:
    """A page has one address; the one with .html leads there."""
    assert site.raw(f"{MOVISIE}.html").location == MOVISIE


def test_an_unknown_suffix_is_not_found(site: SiteClient) -> None:
    """There is no .exe of an organisation."""
    assert site.raw(f"{MOVISIE}.exe").status_code == 404


@pytest.mark.parametrize(
    "path", [MOVISIE, "/doc/measure/alliantie-act4respect", "/doc/role/executes", "/def"]
)
def test_every_form_says_the_same(site: SiteClient, path: str) -> None:
    """Turtle, JSON-LD, N-Triples and RDF/XML hold the same triples."""
    said = [triples(site.raw(f"{path}.{s}").data, form) for s, (_, form) in FORMS.items()]
    assert said[0]
    assert all(other == said[0] for other in said)


def test_a_description_holds_the_thing_and_its_parts(site: SiteClient, snapshot: Snapshot) -> None:
    """With an organisation come its involvements, their evidence and their quotes."""
    names = Names(snapshot.base_iri)
    said = triples(site.raw(f"{MOVISIE}.nt").data, RdfFormat.N_TRIPLES)
    subjects = {str(triple.subject) for triple in said}
    assert str(names.thing("organisation", "movisie")) in subjects
    for part in ("involvement", "evidence", "identifier"):
        assert any(f"/id/{part}/" in subject for subject in subjects), part
    assert any(subject.endswith("#quote>") for subject in subjects)


def test_the_compact_forms_use_prefixes(site: SiteClient, snapshot: Snapshot) -> None:
    """Turtle and JSON-LD can be read by people."""
    assert f"@prefix bg: <{snapshot.base_iri}def#>" in site.raw(f"{MOVISIE}.ttl").text
    assert '"bg"' in site.raw(f"{MOVISIE}.jsonld").text


def test_a_page_and_its_other_forms_lead_to_each_other(site: SiteClient) -> None:
    """The Link header and the page name every other form, and the canonical address."""
    header = site.raw(MOVISIE).headers["Link"]
    assert f'<{MOVISIE}>; rel="canonical"' in header
    page = site.get(MOVISIE)
    for suffix, (expected, _) in FORMS.items():
        assert f'<{MOVISIE}.{suffix}>; rel="alternate"; type="{expected}"' in header
        assert f"{MOVISIE}.{suffix}" in page.links
    assert 'type="text/html"' in site.raw(f"{MOVISIE}.ttl").headers["Link"]


@pytest.mark.parametrize("path", [MOVISIE, f"{MOVISIE}.ttl", "/", "/measures", "/def"])
def test_what_a_client_has_is_not_sent_again(site: SiteClient, path: str) -> None:
    """The ETag belongs to the snapshot: with it, a second visit is a 304 without a body."""
    first = site.raw(path)
    again = site.raw(path, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert site.raw(path, If_None_Match='"other"').status_code == 200


def test_the_forms_of_one_address_have_etags_of_their_own(site: SiteClient) -> None:
    """A cache never takes the page for the Turtle."""
    tags = {site.raw(MOVISIE, Accept=media).headers["ETag"] for media, _ in FORMS.values()}
    assert len(tags | {site.raw(MOVISIE).headers["ETag"]}) == 5


def test_another_snapshot_has_other_etags(site: SiteClient, changed: Changed) -> None:
    """After a new publication a visitor gets the new page."""
    other = changed({"report.json": b"{}"})
    assert site.raw(MOVISIE).headers["ETag"] != other.raw(MOVISIE).headers["ETag"]


@pytest.mark.parametrize("path", ["/doc/organisation/nobody", "/doc/thing/movisie", "/doc/x/Y"])
def test_what_never_was_is_not_found(site: SiteClient, path: str) -> None:
    """An IRI that the data does not have is 404, as a thing and as a description."""
    site.get(path, status=404)
    assert site.raw(path.replace("/doc/", "/id/")).status_code == 404
    assert site.raw(path, Accept="text/turtle").mimetype == "text/plain"


def test_a_withdrawn_thing_names_its_successor(snapshot: Snapshot, changed: Changed) -> None:
    """An IRI that was withdrawn is 410 and says what took its place, if anything did."""
    registry = snapshot.read("ids.csv").decode()
    registry += "organisation,before,withdrawn,organisation/movisie,\n"
    registry += "organisation,gone,withdrawn,,\n"
    site = changed({"ids.csv": registry.encode()})
    page = site.get("/doc/organisation/before", status=410)
    assert MOVISIE in page.links
    assert "/en/doc/organisation/movisie" in site.get("/en/doc/organisation/before", 410).links
    assert MOVISIE not in site.get("/doc/organisation/gone", status=410).links
    assert site.raw("/id/organisation/before").status_code == 410
    told = site.raw("/doc/organisation/before", Accept="text/turtle")
    assert (told.status_code, told.mimetype) == (410, "text/plain")
    assert MOVISIE in told.text


def test_the_ontology_and_the_named_graphs_answer(site: SiteClient) -> None:
    """The IRIs of terms and of graphs lead somewhere too, as a page and as triples."""
    page = site.get("/def")
    assert {"Measure", "Involvement", "actor"} <= {e.attrib.get("id") for e in page.tree.iter()}
    for path in ("/def", "/graph/ontology"):
        assert media(site, path, "text/turtle") == "text/turtle"
    assert site.raw("/graph/nothing").status_code == 404


def test_programs_on_other_sites_may_follow_iris(site: SiteClient) -> None:
    """A browser lets scripts of other origins read the data."""
    for path in ("/id/organisation/movisie", f"{MOVISIE}.ttl"):
        assert site.raw(path).headers["Access-Control-Allow-Origin"] == "*"
