"""What pages tell search engines, and how they ask to be cited."""

import json
from typing import Any

import pytest

from beleidsgraaf.snapshot import Snapshot
from site_client import Fetched, SiteClient

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


def structured(page: Fetched) -> dict[str, Any]:
    """The JSON-LD that a page holds."""
    (script,) = [e for e in page.all("script") if "src" not in e.attrib]
    found: dict[str, Any] = json.loads("".join(script.itertext()))
    return found


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", KINDS)
def test_a_page_says_what_it_is_about(site: SiteClient, path: str, prefix: str) -> None:
    """JSON-LD of schema.org with type, name and IRI; in both languages."""
    found = structured(site.get((prefix + path).rstrip("/") or "/"))
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == KINDS[path]
    assert found["name"]
    assert found["@id"].startswith("https://w3id.org/beleidsgraaf/id/")


def test_the_dataset_can_be_found_by_search_engines(site: SiteClient) -> None:
    """Name, description, licence, version, and every file with its address and type."""
    found = structured(site.get("/"))
    assert 50 <= len(found["description"]) <= 5000
    assert found["license"].startswith("http")
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
