"""The IRIs of the catalogue, and the addresses of the site that it sends people to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from beleidsgraaf.vocab import Names

DATASET = "beleidsgraaf"
"""Slug of the dataset that always is the latest version, and start of those of its versions."""

ENDPOINT = "sparql"
"""Slug of the service, and end of that of the distribution that gives access to it."""

TYPES = ("catalogue", "catalogue-record", "contact", "dataset", "distribution", "service")
"""The type segments of the IRIs that a catalogue mints."""

GZIP = "application/gzip"
"""How files are packed, as IANA names it."""


def file_slug(name: str) -> str:
    """The end of the slug of a file's distribution: ``ttl-gz`` for ``beleidsgraaf.ttl.gz``."""
    return re.sub(r"[^a-z0-9]+", "-", name.removeprefix(f"{DATASET}.").lower()).strip("-")


def version_slug(number: str) -> str:
    """The slug of the dataset that is one version for ever: ``beleidsgraaf-1-0-0``."""
    return f"{DATASET}-{number.replace('.', '-')}"


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything is."""

    names: Names
    address: str

    @property
    def catalogue(self) -> NamedNode:
        """The catalogue itself."""
        return self.names.thing("catalogue", DATASET)

    @property
    def service(self) -> NamedNode:
        """The SPARQL endpoint as a service."""
        return self.names.thing("service", ENDPOINT)

    @property
    def endpoint(self) -> NamedNode:
        """The address of the SPARQL endpoint, where its description is as well."""
        return NamedNode(f"{self.address}sparql")

    @property
    def home(self) -> NamedNode:
        """The home page."""
        return NamedNode(self.address)

    @property
    def manual(self) -> NamedNode:
        """The page that explains every term."""
        return NamedNode(f"{self.address}def")

    @property
    def ontology(self) -> NamedNode:
        """The ontology."""
        return NamedNode(f"{self.names.base}def")

    @property
    def shapes(self) -> NamedNode:
        """The shapes."""
        return NamedNode(f"{self.names.base}shapes")

    @property
    def contact(self) -> NamedNode:
        """The desk that answers."""
        return self.names.thing("contact", "desk")

    @property
    def period(self) -> NamedNode:
        """The period that the data is about."""
        return self.names.thing("dataset", DATASET, "period")

    def dataset(self, slug: str) -> NamedNode:
        """A dataset."""
        return self.names.thing("dataset", slug)

    def download(self, dataset: str, name: str, number: str) -> NamedNode:
        """A file of the latest version, at an address that stays; or of one version for ever."""
        folder = "" if dataset == DATASET else f"{number}/"
        return NamedNode(f"{self.address}downloads/{folder}{name}")

    def distribution(self, dataset: str, slug: str) -> NamedNode:
        """A way to get a dataset."""
        return self.names.thing("distribution", f"{dataset}-{slug}")

    def record(self, slug: str) -> NamedNode:
        """What the catalogue says about when it described a dataset or service."""
        return self.names.thing("catalogue-record", slug)


def paths(versions: Sequence[str], files: Sequence[str]) -> Iterator[str]:
    """The path of every IRI that a catalogue of these versions and names of files mints."""
    yield from (f"catalogue/{DATASET}", "contact/desk", f"service/{ENDPOINT}")
    yield from (f"catalogue-record/{ENDPOINT}", f"distribution/{DATASET}-{ENDPOINT}")
    for dataset in (DATASET, *(version_slug(number) for number in versions)):
        yield f"dataset/{dataset}"
        yield f"catalogue-record/{dataset}"
        yield from (f"distribution/{dataset}-{file_slug(file)}" for file in files)
