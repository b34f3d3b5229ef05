import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest
import rdflib

PROJECT = Path(__file__).parents[2]
LOCK = PROJECT / "requirements/ckan.txt"
HOME = PROJECT / "build/ckan-venv"
READER = Path(__file__).with_name("read_as_ckan.py")
PATIENCE = 300
"""Seconds that pip may take; ten are usual."""


@pytest.fixture(scope="session")
def ckan() -> Path:
    """The Python of an environment with CKAN and its DCAT extension, made once per lock file."""
    HOME.parent.mkdir(exist_ok=True)
    with (HOME.parent / "ckan-venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = HOME / "made-of"
        wanted = f"{sys.version} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"
        if not stamp.is_file() or stamp.read_text() != wanted:
            _make()
            stamp.write_text(wanted)
    return HOME / "bin/python"


def _make() -> None:
    shutil.rmtree(HOME, ignore_errors=True)
    try:
        venv.create(HOME)
        # By the pip that is here: making one there takes longer than the packages do.
        pip = [sys.executable, "-m", "pip", "--python", str(HOME / "bin/python"), "install"]
        # The lock names every package, and of most of them nothing is ever loaded.
        spared = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile"]
        subprocess.run(
            [*pip, *spared, "--require-hashes", "--requirement", LOCK],
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except (OSError, subprocess.SubprocessError) as error:
        said = str(getattr(error, "stderr", "") or error).strip().splitlines()
        pytest.skip(f"CKAN NOT RUN: its environment could not be made: {said[-1]}")


@pytest.fixture(scope="session")
def harvested(ckan: Path, turtle: Path) -> dict[str, dict[str, Any]]:
    """What CKAN makes of our catalogue: its datasets by their identifier."""
    done = subprocess.run([ckan, READER, turtle], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return {extras(dataset)["identifier"]: dataset for dataset in found}


@pytest.fixture(scope="session")
def catalogue(turtle: Path) -> rdflib.Graph:
    """The catalogue that CKAN was given."""
    return rdflib.Graph().parse(turtle)


def extras(dataset: dict[str, Any]) -> dict[str, str]:
    """What CKAN keeps beside its own fields."""
    return {extra["key"]: extra["value"] for extra in dataset["extras"]}


def test_ckan_sees_every_dataset(
    harvested: dict[str, dict[str, Any]], catalogue: rdflib.Graph
) -> None:
    """Each dataset of the catalogue, with a Dutch title and description, and tags."""
    there = catalogue.subjects(rdflib.RDF.type, rdflib.DCAT.Dataset)
    assert harvested.keys() == {str(dataset) for dataset in there}
    assert len(harvested) == 3
    for dataset in harvested.values():
        assert dataset["title"].startswith("Maatregelen tegen seksueel geweld")
        assert dataset["notes"].startswith("Een kennisgraaf")
        assert {"name": "kennisgraaf"} in dataset["tags"]


def test_ckan_knows_whose_it_is_and_whom_to_ask(harvested: dict[str, dict[str, Any]]) -> None:
    """Publisher, desk and themes arrive."""
    for dataset in harvested.values():
        told = extras(dataset)
        assert told["publisher_uri"].startswith("https://identifier.overheid.nl/tooi/id/")
        assert told["publisher_name"]
        assert told["contact_name"] == "Het loket"
        assert told["contact_email"] == "loket@beleidsgraaf.test"
        assert "data-theme/JUST" in told["theme"]


def test_ckan_sees_every_resource_with_url_format_and_licence(
    harvested: dict[str, dict[str, Any]], catalogue: rdflib.Graph
) -> None:
    """As many resources as the catalogue has distributions, none without what a visitor needs."""
    for identifier, dataset in harvested.items():
        given = set(catalogue.objects(rdflib.URIRef(identifier), rdflib.DCAT.distribution))
        assert {resource["uri"] for resource in dataset["resources"]} == {str(d) for d in given}
        for resource in dataset["resources"]:
            assert resource["name"]
            assert resource["url"].startswith("https://beleidsgraaf.test/")
            assert "/file-type/" in resource["format"]
            assert resource["license"] == "http://creativecommons.org/publicdomain/zero/1.0/deed.nl"


def test_ckan_sees_size_and_checksum_of_every_file(harvested: dict[str, dict[str, Any]]) -> None:
    """What can be downloaded can be verified."""
    files = [r for d in harvested.values() for r in d["resources"] if "download_url" in r]
    assert len(files) == 6
    for file in files:
        assert file["size"] == 4096
        assert len(file["hash"]) == 64


def test_ckan_sees_the_sparql_service(harvested: dict[str, dict[str, Any]]) -> None:
    """The endpoint is a resource of the latest dataset, with the service behind it."""
    [dataset] = [d for i, d in harvested.items() if i.endswith("/dataset/beleidsgraaf")]
    [endpoint] = [r for r in dataset["resources"] if r["url"].endswith("/sparql")]
    [service] = json.loads(endpoint["access_services"])
    assert service["endpoint_url"] == ["https://beleidsgraaf.test/sparql"]
    assert service["title"] == "SPARQL-loket van beleidsgraaf"
