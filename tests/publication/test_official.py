"""The catalogue against every official shape there is; they are not ours and are not in here."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SKOS

from beleidsgraaf.make.catalogue import values as lists
from beleidsgraaf.serve.pages import schema_org
from publication.official import results

NL, NL_300 = "dcat-ap-nl", "dcat-ap-nl/3.0.0"
EU, EU_PAGE = "dcat-ap-eu/3.0.1", "dcat-ap-eu/3.0.1/html-shacl"
DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"

FILES = (
    *(
        f"{folder}/{name}.ttl"
        for folder in (NL, NL_300)
        for name in (
            "dcat-ap-nl-SHACL",
            "dcat-ap-nl-SHACL-klassebereik",
            "dcat-ap-nl-SHACL-klassebereik-codelijsten",
            "dcat-ap-nl-SHACL-aanbevolen",
            "dcat-ap-SHACL",
        )
    ),
    f"{EU}/dcat-ap-SHACL.ttl",
    f"{EU}/ranges.ttl",
    f"{EU_PAGE}/shapes.ttl",
    f"{EU_PAGE}/range.ttl",
    f"{EU_PAGE}/shapes_recommended.ttl",
    f"{EU_PAGE}/mdr-vocabularies.shape.ttl",
    f"{EU_PAGE}/deprecateduris.ttl",
    "nde/requirements-datasets-shacl.ttl",
)

ALLOWED = {
    ("dcat-ap-nl-SHACL-aanbevolen", f"{DCAT}accessService"): "a file is had without a service",
    ("dcat-ap-nl-SHACL-aanbevolen", f"{DCAT}downloadURL"): "a service is no file",
    ("shapes_recommended", f"{DCAT}bbox"): "not our fact to give",
    (
        "shapes_recommended",
        f"{DCAT}centroid",
    ): "not our fact to give",
    ("shapes_recommended", f"{DCT}type"): "no stored copy of the licence types was found",
    (
        "mdr-vocabularies.shape",
        f"{DCT}publisher",
    ): "the EU list has no Dutch bodies",
    ("mdr-vocabularies.shape", f"{DCAT}theme"): "beside the EU themes stand those of OWMS and TOOI",
    ("deprecateduris", "http://www.w3.org/ns/adms#status"): "the file asks for the list before 3.0",
    ("requirements-datasets-shacl", f"{DCT}license"): "data.overheid.nl asks for the deed.nl form",
}
"""Warnings that cannot be mended, by file and property, and why. Violations are never allowed."""

Reader = Callable[[str], rdflib.Graph]


@pytest.mark.parametrize("file", FILES)
def test_the_catalogue_meets_an_official_file(
    file: str, graph: rdflib.Graph, official: Reader
) -> None:
    """No violation, and no warning but those that we know and cannot mend."""
    stem = Path(file).stem
    found = set(results(graph, official(file)))
    assert [r for r in sorted(found) if r[0] == "Violation"] == []
    unknown = [r for r in sorted(found) if r[0] == "Warning" and (stem, r[1]) not in ALLOWED]
    assert unknown == []
    allowed = {path for name, path in ALLOWED if name == stem}
    assert allowed == {path for severity, path, _ in found if severity == "Warning"}


@pytest.mark.parametrize("file", FILES)
def test_it_meets_them_with_the_real_code_lists_as_well(
    file: str, graph: rdflib.Graph, official: Reader, standards: Path
) -> None:
    """What our catalogue says about a code does not hide what the list itself says."""
    merged = rdflib.Graph().parse(standards / "eu-nal/eu-nal-derived.ttl")
    merged += graph
    found = set(results(merged, official(file)))
    assert [r for r in sorted(found) if r[0] == "Violation"] == []


def test_every_eu_value_is_in_the_eu_list(values: str, standards: Path) -> None:
    """Each code we offer from a list of the EU is in that list, under the type we give it."""
    derived = rdflib.Graph().parse(standards / "eu-nal/eu-nal-derived.ttl")
    table = lists.read(values, "values")
    ours = [v for v in table.values() if v.iri.startswith("http://publications.europa.eu/")]
    schemes = {v.code: v for v in ours if v.list == "scheme"}
    checked = 0
    for value in ours:
        if value.list != "scheme":
            scheme = rdflib.URIRef(schemes[value.list].iri)
            assert (rdflib.URIRef(value.iri), SKOS.inScheme, scheme) in derived, value.iri
            checked += 1
    assert checked > 40


def test_every_top_theme_is_in_the_tooi_list(values: str, standards: Path) -> None:
    """Each theme we offer from TOOI's top list is there, with that label."""
    top = json.loads((standards / "tooi/scw_toplijst_1.json").read_text("utf-8"))
    labels = {
        concept["@id"]: concept[str(SKOS.prefLabel)][0]["@value"]
        for concept in top
        if str(SKOS.prefLabel) in concept
    }
    for value in lists.read(values, "values").values():
        if value.list == "top-theme":
            assert labels[value.iri] == value.label.nl


def test_every_publisher_was_seen(values: str, standards: Path) -> None:
    """Each organisation that can publish, but the placeholder, stands in the stored registers."""
    seen = (standards / "orgs/polder-selection.json").read_text("utf-8")
    organisations = [v for v in lists.read(values, "values").values() if v.list == "publisher"]
    assert len(organisations) > 15
    for value in organisations:
        assert value.iri.endswith("mnre0000") or f'"{value.iri}"' in seen, value.iri


def test_old_themes_and_media_types_and_licences_were_seen(values: str, standards: Path) -> None:
    """OWMS themes, IANA media types and both forms of the licences stand in the stored files."""
    files = {
        "owms-theme": "donl/hierarchy_theme.json",
        "media-type": "eu-nal/media_types.csv",
        "licence": "donl/licenses.ttl",
        "standard": "nde/requirements-datasets-shacl.ttl",
    }
    texts = {name: (standards / file).read_text("utf-8") for name, file in files.items()}
    for value in lists.read(values, "values").values():
        if value.list in texts:
            assert value.iri in texts[value.list], value
        if value.list == "licence":
            assert f"<{schema_org.licence(value.iri)}>" in texts["standard"], value


def test_there_are_results_when_something_is_wrong(graph: rdflib.Graph, official: Reader) -> None:
    """The official checks do run: without its title the catalogue is refused."""
    damaged = rdflib.Graph()
    damaged += graph
    catalogue = next(graph.subjects(RDF.type, rdflib.URIRef(f"{DCAT}Catalog")))
    damaged.remove((catalogue, rdflib.URIRef(f"{DCT}title"), None))
    found = list(results(damaged, official(f"{EU_PAGE}/shapes.ttl")))
    assert [severity for severity, _, _ in found] == ["Violation"]
