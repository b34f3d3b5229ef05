import json
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad

from beleidsgraaf.errors import HandOverError
from beleidsgraaf.make.handover import left_out, problems, read, record
from beleidsgraaf.vocab import Names

DATASETS = ("beleidsgraaf", "beleidsgraaf-1-0-0", "beleidsgraaf-1-1-0")


@pytest.fixture(scope="module")
def made(quads: list[Quad]) -> dict[str, Any]:
    """The record of the dataset that is the latest version."""
    return record(quads, Names(), "beleidsgraaf")


@pytest.mark.parametrize("slug", DATASETS)
def test_every_dataset_is_what_the_api_asks_for(
    quads: list[Quad], openapi: Path, slug: str
) -> None:
    """The record of each dataset in the catalogue validates against the API's own description."""
    assert problems(record(quads, Names(), slug), read(openapi)) == []


@pytest.mark.parametrize("slug", DATASETS)
def test_an_independent_check_agrees(quads: list[Quad], openapi: Path, slug: str) -> None:
    """Every field is one that the API knows, and every field that it demands is there."""
    schemas = json.loads(openapi.read_text("utf-8"))["components"]["schemas"]
    made = record(quads, Names(), slug)
    assert made.keys() <= schemas["DcatDataset"]["properties"].keys()
    assert set(schemas["DcatDataset"]["required"]) <= made.keys()
    for distribution in made["dcatDistribution"]:
        assert distribution.keys() <= schemas["DcatDistribution"]["properties"].keys()


def test_what_the_owner_filled_in_is_in_the_record(made: dict[str, Any]) -> None:
    """Publisher, desk, address and version are those of the settings file."""
    assert made["dctPublisher"]["foafName"][0].endswith(
        "van Binnenlandse Zaken en Koninkrijksrelaties"
    )
    assert made["dcatContactPoint"] == {
        "vcardFn": "Het loket",
        "vcardHasEmail": "mailto:loket@beleidsgraaf.test",
        "vcardHasUrl": "https://beleidsgraaf.test/contact",
    }
    assert made["dcatLandingPage"] == ["https://beleidsgraaf.test/"]
    assert made["dcatVersion"] == "1.1.0"
    assert made["dctModified"] == "2027-03-01T00:00:00Z"


def test_texts_are_in_dutch_alone(made: dict[str, Any]) -> None:
    """The API takes one title and one description, and its readers are Dutch."""
    assert made["dctTitle"] == ["Maatregelen tegen seksueel geweld en wie eraan meewerkt"]
    assert "beleidsmaatregelen" in made["dcatKeyword"]
    assert "policy measures" not in made["dcatKeyword"]


def test_only_the_themes_of_the_eu_are_taken(made: dict[str, Any]) -> None:
    """The API takes no other themes; those of OWMS and TOOI stay in the catalogue."""
    prefix = "http://publications.europa.eu/resource/authority/data-theme/"
    assert made["dcatTheme"]
    assert all(theme.startswith(prefix) for theme in made["dcatTheme"])


def test_every_file_and_the_endpoint_can_be_reached(made: dict[str, Any]) -> None:
    """Each distribution has an address, a title and a format; files can be downloaded."""
    found = {d["dcatAccessUrl"]: d for d in made["dcatDistribution"]}
    assert found.keys() == {
        "https://beleidsgraaf.test/downloads/beleidsgraaf.ttl.gz",
        "https://beleidsgraaf.test/downloads/measures.csv",
        "https://beleidsgraaf.test/sparql",
    }
    assert all(d["dctTitle"] and d["dctDescription"] and d["dctFormat"] for d in found.values())
    assert sum("dcatDownloadUrl" in d for d in found.values()) == 2


def test_what_has_no_field_is_named(quads: list[Quad]) -> None:
    """Nobody need think that licence, checksum or telephone number were handed over."""
    missing = left_out(quads, Names(), "beleidsgraaf")
    assert {"dct:license", "spdx:checksum", "vcard:hasTelephone"} <= set(missing)
    assert "dct:title" not in missing


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dctTitle", []),
        ("dctTitle", ["Een", "Twee"]),
        ("dctDescription", ["x" * 2001]),
        ("dctIdentifier", "geen adres"),
        ("dctIssued", "2026-11-23T10:00:00"),
        ("dctIssued", "23 november"),
        ("dcatTheme", ["http://standaarden.overheid.nl/owms/terms/Strafrecht"]),
        ("dctAccessRights", "https://x.test/open"),
        ("dctPublisher", {}),
        ("dcatContactPoint", {"vcardHasEmail": "mailto:x@x.test"}),
        ("dctTemporal", [{"dcatStartDate": "2021"}]),
        ("dcatDistribution", [{"dctFormat": "text/csv"}]),
    ],
)
def test_damage_is_noticed_and_its_place_named(
    made: dict[str, Any], openapi: Path, field: str, value: object
) -> None:
    """A value that the API would refuse is told before anything is sent."""
    found = problems({**made, field: value}, read(openapi))
    assert len(found) == 1
    assert found[0].startswith(field)
    assert len(found[0]) < 300


def test_each_demanded_field_is_missed(made: dict[str, Any], openapi: Path) -> None:
    """A record without a field that the API demands does not pass."""
    described = read(openapi)
    for field in described["components"]["schemas"]["DcatDataset"]["required"]:
        less = {key: value for key, value in made.items() if key != field}
        assert [field in problem for problem in problems(less, described)] == [True]


@pytest.mark.parametrize("slug", ["bestaat-niet", "Geen Slug", ""])
def test_a_dataset_that_is_not_there_is_named(quads: list[Quad], slug: str) -> None:
    """Asking for another dataset than the catalogue has is a known error."""
    with pytest.raises(HandOverError):
        record(quads, Names(), slug)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"components": {"schemas": {}}}', "\xff"])
def test_another_file_than_the_api_s_description_is_refused(tmp_path: Path, text: str) -> None:
    """A file that describes no dataset is told in one line, whatever it holds."""
    path = tmp_path / "openapi.json"
    path.write_text(text, "latin-1")
    with pytest.raises(HandOverError, match=r"openapi\.json"):
        read(path)


def test_a_description_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A wrong name of the file is a known error."""
    with pytest.raises(HandOverError, match="No such file"):
        read(tmp_path / "niets.json")
