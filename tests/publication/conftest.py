"""A catalogue that is ready to be published, and the official files it is held to."""

import datetime
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Quad

from beleidsgraaf.make.catalogue import (
    Publication,
    Release,
    Version,
    catalogue,
    read,
)
from beleidsgraaf.model import Distribution, Text
from beleidsgraaf.vocab import Names
from publication.official import mended, to_rdflib

PROJECT = Path(__file__).parents[2]
OWNER = {
    "https://beleidsgraaf.example.org/": "https://beleidsgraaf.test/",
    "mnre0000": "mnre1034",
    "VOORBEELD: het loket van de eigenaar": "Het loket",
    "EXAMPLE: the owner's desk": "The desk",
    "loket@beleidsgraaf.example.org": "loket@beleidsgraaf.test",
    "+31000000000": "+31701234567",
}
"""What an owner puts in the place of each example; .test is nobody's domain (RFC 2606)."""


@pytest.fixture(scope="session")
def values() -> str:
    """The table of values, as it is in the repository."""
    return (PROJECT / "data/publication-values.csv").read_text("utf-8")


@pytest.fixture(scope="session")
def example() -> str:
    """The settings file as it is in the repository, placeholders and all."""
    return (PROJECT / "data/publication.toml").read_text("utf-8")


@pytest.fixture(scope="session")
def publication_shapes() -> str:
    """Our own shapes for the catalogue, as Turtle."""
    return (PROJECT / "shapes/publication.ttl").read_text("utf-8")


@pytest.fixture(scope="session")
def filled_in(example: str) -> str:
    """The settings file with every placeholder replaced, as an owner would."""
    for placeholder, value in OWNER.items():
        assert placeholder in example
        example = example.replace(placeholder, value)
    return example


@pytest.fixture(scope="session")
def publication(filled_in: str, values: str) -> Publication:
    """What the filled-in settings file says."""
    return read(filled_in, values)


def distribution(
    name: str, media_type: str, file_type: str, *, compressed: bool = True
) -> Distribution:
    """A file of some size."""
    return Distribution(
        name=name,
        title=Text(f"De graaf als {file_type}", f"The graph as {file_type}"),
        description=Text("Alles.", "Everything."),
        media_type=media_type,
        file_type=file_type,
        compressed=compressed,
        bytes=4096,
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )


@pytest.fixture(scope="session")
def releases(publication: Publication) -> list[Release]:
    """Two versions, so that one has a predecessor; each with a file of each sort."""
    files = (
        distribution("beleidsgraaf.ttl.gz", "text/turtle", "RDF_TURTLE"),
        distribution("maatregelen.csv", "text/csv", "CSV", compressed=False),
    )
    first = publication.versions[0]
    day = datetime.date(2027, 3, 1)
    second = Version("1.1.0", day, Text("Een rij verbeterd.", "One row mended."))
    return [Release(first, first.issued, files), Release(second, day, files)]


@pytest.fixture(scope="session")
def quads(publication: Publication, releases: list[Release]) -> list[Quad]:
    """The catalogue of those versions."""
    return catalogue(publication, releases, Names())


@pytest.fixture(scope="session")
def graph(quads: list[Quad]) -> rdflib.Graph:
    """The catalogue as rdflib reads it; never changed."""
    return to_rdflib(quads)


@pytest.fixture(scope="session")
def standards() -> Path:
    """The folder with the official files, each just as we know it; without it tests are skipped."""
    folder = Path(os.environ.get("STANDARDS", PROJECT.parent / "shared/standards"))
    if not (folder / "ORIGIN.md").is_file():
        pytest.skip(f"OFFICIAL CHECKS NOT RUN: {folder} is not there; name it with STANDARDS=")
    for line in Path(__file__).with_name("official.sha256").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            digest, name = line.split("  ")
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            assert found == digest, f"{name} is another version than the one that we know"
    return folder


@pytest.fixture(scope="session")
def official(standards: Path) -> Callable[[str], rdflib.Graph]:
    """Reads official shapes by their path, mended as far as pyshacl needs it."""

    def shapes(name: str) -> rdflib.Graph:
        return mended(rdflib.Graph().parse(standards / name))

    return shapes
