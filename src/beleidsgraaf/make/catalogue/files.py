"""Distributions: each file of a version, and the SPARQL endpoint as a way to get the dataset."""

import datetime
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from beleidsgraaf.make.catalogue.places import ENDPOINT, GZIP, Places, file_slug
from beleidsgraaf.make.catalogue.records import Publication, Release
from beleidsgraaf.make.pen import Pen, date
from beleidsgraaf.model import Distribution, Text
from beleidsgraaf.vocab import curie

_SPARQL = (
    Text("SPARQL-loket", "SPARQL endpoint"),
    Text(
        "De nieuwste versie van de graaf, te bevragen met SPARQL 1.1.",
        "The latest version of the graph, to be queried with SPARQL 1.1.",
    ),
)


def downloads(
    publication: Publication, release: Release, dataset: str, places: Places, pen: Pen
) -> Iterator[Quad]:
    """One distribution for each file of a release, as distributions of a dataset."""
    for file in release.files:
        iri = places.distribution(dataset, file_slug(file.name))
        yield from pen.say(places.dataset(dataset), "dcat:distribution", iri)
        yield from _common(publication, release.version.issued, release.modified, iri, pen)
        yield from pen.text(iri, "dct:title", file.title)
        yield from pen.text(iri, "dct:description", file.description)
        yield from _bytes(publication, file, iri, pen)
        address = places.download(dataset, file.name, release.version.number)
        # DCAT-AP 3.0.0 asks for the type that everything has anyway.
        yield from pen.types(address, "rdfs:Resource")
        yield from pen.say(iri, "dcat:accessURL", address)
        yield from pen.say(iri, "dcat:downloadURL", address)
        yield from pen.say(iri, "dct:conformsTo", places.ontology)


def endpoint(
    publication: Publication, release: Release, dataset: str, places: Places, pen: Pen
) -> Iterator[Quad]:
    """The endpoint as a distribution of a dataset: what a harvester sees of a service."""
    iri = places.distribution(dataset, ENDPOINT)
    values = publication.values
    yield from pen.say(places.dataset(dataset), "dcat:distribution", iri)
    yield from _common(publication, release.version.issued, release.modified, iri, pen)
    yield from pen.text(iri, "dct:title", _SPARQL[0])
    yield from pen.text(iri, "dct:description", _SPARQL[1])
    yield from pen.say(iri, "dcat:accessURL", places.endpoint)
    yield from pen.say(iri, "dcat:accessService", places.service)
    yield from pen.say(iri, "dct:format", NamedNode(values["file-type", "SPARQLQ"].iri))
    yield from pen.say(
        iri, "dct:conformsTo", NamedNode(values["standard", "sparql"].iri), places.ontology
    )


def _common(
    publication: Publication,
    issued: datetime.date,
    modified: datetime.date,
    iri: NamedNode,
    pen: Pen,
) -> Iterator[Quad]:
    yield from pen.types(iri, "dcat:Distribution")
    yield from pen.say(iri, "dct:license", NamedNode(publication.licence.iri))
    yield from pen.say(iri, "dcatap:availability", NamedNode(publication.availability.iri))
    yield from pen.say(iri, "adms:status", NamedNode(publication.status.iri))
    yield from pen.say(iri, "dct:language", *(NamedNode(v.iri) for v in publication.languages))
    yield from pen.say(iri, "dct:issued", date(issued.isoformat()))
    yield from pen.say(iri, "dct:modified", date(modified.isoformat()))


def _bytes(
    publication: Publication, file: Distribution, iri: NamedNode, pen: Pen
) -> Iterator[Quad]:
    values = publication.values
    checksum = NamedNode(f"{iri.value}#checksum")
    size = Literal(str(file.bytes), datatype=curie("xsd:nonNegativeInteger"))
    yield from pen.say(iri, "dct:format", NamedNode(values["file-type", file.file_type].iri))
    yield from pen.say(iri, "dcat:mediaType", NamedNode(values["media-type", file.media_type].iri))
    if file.compressed:
        packed = values["media-type", GZIP]
        yield from pen.say(iri, "dcat:compressFormat", NamedNode(packed.iri))
    yield from pen.say(iri, "dcat:byteSize", size)
    yield from pen.say(iri, "spdx:checksum", checksum)
    yield from pen.types(checksum, "spdx:Checksum")
    yield from pen.say(checksum, "spdx:algorithm", NamedNode(values["checksum", "sha256"].iri))
    digest = Literal(file.sha256, datatype=curie("xsd:hexBinary"))
    yield from pen.say(checksum, "spdx:checksumValue", digest)
