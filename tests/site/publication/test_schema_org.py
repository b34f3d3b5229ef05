"""What pages tell search engines, and how they ask to be cited."""

import json
from typing import Any

import pytest

from beleidsgraaf.snapshot import Snapshot
from site_client import Fetched, SiteClient

TRAIL = "BreadcrumbList"
KINDS = {
    "/": "Dataset",
    "/downloads": "Dataset",
    "/catalogue": "DataCatalog",
    "/doc/dataset/beleidsgraaf": "Dataset",
    "/doc/edition/seksueel-geweld-2021": "Dataset",
    "/doc/distribution/beleidsgraaf-ttl-gz": "DataDownload",
    "/doc/service/sparql": "WebAPI",
    "/doc/organisation/movisie": "Organization",
    "/doc/ministry/jenv": "GovernmentOrganization",
    "/doc/role/executes": "DefinedTerm",
    "/doc/scheme/role": "DefinedTermSet",
    "/doc/measure/alliantie-act4respect": "Thing",
}


def scripts(page: Fetched) -> dict[str, dict[str, Any]]:
    """The JSON-LD that a page holds, by its type."""
    data = [script for script in page.all("script") if "src" not in script.attrib]
    found = [json.loads("".join(script.itertext())) for script in data]
    assert all(one["@context"] == "https://schema.org" for one in found)
    return {one["@type"]: one for one in found}


def structured(page: Fetched) -> dict[str, Any]:
    """The JSON-LD of what the page is about."""
    (found,) = [one for kind, one in scripts(page).items() if kind != TRAIL]
    return found


def open_graph(page: Fetched) -> dict[str, str]:
    """The properties of Open Graph that a page has."""
    metas = [m.attrib for m in page.all("meta") if m.attrib.get("property", "")[:3] == "og:"]
    return {attributes["property"]: attributes["content"] for attributes in metas}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", KINDS)
def test_a_page_says_what_it_is_about(site: SiteClient, path: str, prefix: str) -> None:
    """JSON-LD of schema.org with type, name and IRI; in both languages."""
    found = structured(site.get((prefix + path).rstrip("/") or "/"))
    assert found["@type"] == KINDS[path]
    assert found["name"]
    assert found["@id"].startswith("https://w3id.org/beleidsgraaf/id/")


def test_the_dataset_can_be_found_by_search_engines(site: SiteClient) -> None:
    """Name, description, licence, version, and every file with its address and type."""
    found = structured(site.get("/"))
    assert 50 <= len(found["description"]) <= 5000
    assert found["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert found["version"] == "1.0.0"
    files = [d for d in found["distribution"] if "contentUrl" in d]
    assert len(files) >= 8
    assert all(d["@type"] == "DataDownload" and d["encodingFormat"] for d in files)


def test_what_is_told_is_in_the_language_of_the_page(site: SiteClient) -> None:
    """The English page has the English description."""
    dutch, english = (structured(site.get(p))["description"] for p in ("/", "/en"))
    assert "kennisgraaf" in dutch
    assert "knowledge graph" in english


def test_text_of_the_source_stays_text(site: SiteClient) -> None:
    """No character of the data can end the script element or begin another."""
    html = site.get("/doc/measure/alliantie-act4respect").html
    inside = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert not set(inside) & set("<>&")


@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("/doc/organisation/movisie", "id/organisation/movisie"),
        ("/en/doc/organisation/movisie", "id/organisation/movisie"),
        ("/measures", "measures"),
        ("/en/downloads", "en/downloads"),
        ("/def", "def"),
    ],
)
def test_every_page_says_how_to_cite_it(
    site: SiteClient, snapshot: Snapshot, path: str, iri: str
) -> None:
    """With the number of the version, the hash of the data, and an address that stays."""
    page = site.get(path)
    (cite,) = [p for p in page.all("p") if p.attrib.get("class") == "cite quiet"]
    words = "".join(cite.itertext())
    assert f"1.0.0 ({snapshot.id[:16]})" in words
    assert words.rstrip().endswith(f"{snapshot.base_iri}{iri}")


def test_nobody_is_asked_to_cite_an_error(site: SiteClient) -> None:
    """A page that is not there has nothing to cite."""
    assert "Citeer" not in site.get("/nothing", status=404).text


def test_a_link_that_is_shared_says_what_it_leads_to(site: SiteClient, snapshot: Snapshot) -> None:
    """Title, the sentence that can be quoted, an address that works elsewhere, the language."""
    page = site.get("/en/doc/organisation/movisie")
    (description,) = [m for m in page.all("meta") if m.attrib.get("name") == "description"]
    assert {
        "og:type": "article",
        "og:site_name": "beleidsgraaf",
        "og:title": "Movisie",
        "og:description": description.attrib["content"],
        "og:url": f"{snapshot.base_iri}en/doc/organisation/movisie",
        "og:locale": "en_GB",
        "og:locale:alternate": "nl_NL",
    }.items() <= open_graph(page).items()
    assert description.attrib["content"].startswith("Movisie occurs in 2 measures of OCW")
    shared = open_graph(page)
    address = shared["og:image"].removeprefix(snapshot.base_iri)
    with site.raw(f"/{address}") as response:
        picture = response.data
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))
    assert (str(width), str(height)) == (shared["og:image:width"], shared["og:image:height"])
    assert shared["og:image:alt"]
    assert open_graph(site.get("/"))["og:type"] == "website"


@pytest.mark.parametrize("path", ["/", "/measures", "/doc/theme/onderzoek-en-kennisdeling"])
def test_every_page_names_itself_in_every_language(site: SiteClient, path: str) -> None:
    """Each language lists both and the one to take by default; its canonical is itself."""
    pages = {"nl": path, "en": f"/en{path}".rstrip("/")}
    for address in pages.values():
        found = [link.attrib for link in site.get(address).all("link")]
        by_lang = {a["hreflang"]: a["href"] for a in found if "hreflang" in a}
        assert by_lang == {**pages, "x-default": path}
        assert [a["href"] for a in found if a["rel"] == "canonical"] == [address]


def test_the_breadcrumbs_are_told_to_programs_too(site: SiteClient, snapshot: Snapshot) -> None:
    """The same steps in the same order as a reader sees, the page itself the last."""
    page = site.get("/doc/measure/alliantie-verandering-van-binnenuit")
    (crumbs,) = [n for n in page.all("nav") if n.attrib.get("class") == "crumbs"]
    seen = ["".join(item.itertext()) for item in crumbs.iter("li")]
    told = scripts(page)[TRAIL]["itemListElement"]
    assert seen == [item["name"] for item in told]
    assert len(told) == 4
    assert [item["position"] for item in told] == [1, 2, 3, 4]
    assert all(item["item"].startswith(snapshot.base_iri) for item in told)
    assert TRAIL not in scripts(site.get("/"))
