"""Stage five: how the dataset is described to those who look for data (DCAT-AP-NL 3.0)."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pyoxigraph import Quad

from beleidsgraaf.errors import Problem
from beleidsgraaf.make.catalogue import publication as settings
from beleidsgraaf.make.catalogue import values as lists
from beleidsgraaf.make.catalogue.codes import codes
from beleidsgraaf.make.catalogue.files import downloads, endpoint
from beleidsgraaf.make.catalogue.places import DATASET, TYPES, Places, paths, version_slug
from beleidsgraaf.make.catalogue.publication import is_placeholder, placeholders
from beleidsgraaf.make.catalogue.readiness import readiness
from beleidsgraaf.make.catalogue.records import (
    Described,
    Publication,
    Release,
    Version,
)
from beleidsgraaf.make.catalogue.releases import altered, earlier, record
from beleidsgraaf.make.catalogue.resources import Resources
from beleidsgraaf.make.pen import Pen
from beleidsgraaf.model import Distribution
from beleidsgraaf.vocab import Names

__all__ = [
    "TYPES",
    "Described",
    "Publication",
    "Release",
    "Version",
    "altered",
    "catalogue",
    "earlier",
    "is_placeholder",
    "latest",
    "obstacles",
    "paths",
    "placeholders",
    "read",
    "readiness",
    "record",
]

PUBLICATION = "data/publication.toml"
VALUES = "data/publication-values.csv"
RELEASES = "data/releases.csv"


def read(publication: str, values: str, address: str = "") -> Publication:
    """What the settings file and the table of values say; CurationError where they cannot be.

    An ``address`` that is given overrules the one in the file.
    """
    said = settings.read(publication, lists.read(values, VALUES), PUBLICATION)
    return replace(said, address=f"{address.rstrip('/')}/") if address else said


def latest(
    publication: Publication, changed: Iterable[str], files: Iterable[Distribution]
) -> Release:
    """The version that is being made, of data that last changed on one of these ISO dates."""
    version = publication.versions[-1]
    days = (datetime.date.fromisoformat(day) for day in changed)
    return Release(version, max((version.issued, *days)), tuple(files))


def obstacles(publication: str, release: Release, releases: str) -> list[Problem]:
    """Every example in the settings file, and a change to a version that is out by its table."""
    return [*placeholders(publication, PUBLICATION), *altered(release, releases, RELEASES)]


def catalogue(publication: Publication, releases: Sequence[Release], names: Names) -> list[Quad]:
    """Every quad of the graph ``catalogue``, sorted; releases come oldest first, at least one."""
    return sorted(set(_said(publication, tuple(releases), names)), key=str)


def _said(publication: Publication, releases: tuple[Release, ...], names: Names) -> Iterator[Quad]:
    pen = Pen(names, names.graph("catalogue"))
    places = Places(names, publication.address)
    resources = Resources(publication, releases, places, pen)
    yield from resources.catalogue()
    yield from resources.latest()
    yield from resources.versions()
    yield from resources.service()
    yield from resources.records()
    yield from resources.around()
    yield from downloads(publication, releases[-1], DATASET, places, pen)
    yield from endpoint(publication, releases[-1], DATASET, places, pen)
    for release in releases:
        slug = version_slug(release.version.number)
        yield from downloads(publication, release, slug, places, pen)
    yield from codes(publication, releases, pen)
