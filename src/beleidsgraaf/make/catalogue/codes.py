"""The things of others that the catalogue points at, told as far as a harvester needs it.

A harvester that has not loaded the lists of the EU or of TOOI still finds the type and the label
of every value, and the name of every list.
"""

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode, Quad

from beleidsgraaf.make.catalogue.places import GZIP
from beleidsgraaf.make.catalogue.records import Publication, Release, Value
from beleidsgraaf.make.pen import Pen, dutch

_TYPES: Mapping[str, tuple[str, ...]] = {
    "access": ("dct:RightsStatement", "skos:Concept"),
    "availability": ("skos:Concept",),
    "checksum": ("spdx:ChecksumAlgorithm",),
    "country": ("dct:Location", "skos:Concept"),
    "file-type": ("dct:MediaTypeOrExtent", "skos:Concept"),
    "frequency": ("dct:Frequency", "skos:Concept"),
    "language": ("dct:LinguisticSystem", "skos:Concept"),
    "licence": ("dct:LicenseDocument",),
    "media-type": ("dct:MediaType",),
    "owms-theme": ("skos:Concept",),
    "publisher-type": ("skos:Concept",),
    "scheme": ("skos:ConceptScheme",),
    "standard": ("dct:Standard",),
    "status": ("skos:Concept",),
    "theme": ("skos:Concept",),
    "top-theme": ("skos:Concept",),
}
_TITLED = ("licence", "scheme", "standard")
_KINDS = {"gemeente": "local", "provincie": "regional", "waterschap": "regional"}
_NAMELESS = ("checksum", "media-type")
"""Their IRI says all there is to say."""


def codes(publication: Publication, releases: tuple[Release, ...], pen: Pen) -> Iterator[Quad]:
    """Types, labels and lists of all values that the catalogue uses, and its agents."""
    used = set(_used(publication, releases))
    values = publication.values
    schemes = {values["scheme", v.list] for v in used if ("scheme", v.list) in values}
    for value in sorted(used | schemes, key=lambda v: (v.list, v.code)):
        yield from _value(value, publication, pen)
    for agent in {publication.publisher, publication.creator}:
        iri = NamedNode(agent.iri)
        yield from pen.types(iri, "foaf:Agent")
        yield from pen.say(iri, "foaf:name", dutch(agent.label.nl))
        yield from pen.say(iri, "dct:type", NamedNode(_kind(agent, publication).iri))


def _kind(agent: Value, publication: Publication) -> Value:
    """What sort of authority an organisation is, by its register in TOOI."""
    register = agent.iri.split("/")[-2]
    return publication.values["publisher-type", _KINDS.get(register, "national")]


def _used(publication: Publication, releases: tuple[Release, ...]) -> Iterator[Value]:
    yield from (publication.licence, publication.access, publication.frequency)
    yield from (publication.availability, publication.status, publication.country)
    yield from (*publication.languages, *publication.themes)
    for agent in (publication.publisher, publication.creator):
        yield _kind(agent, publication)
    values = publication.values
    for name, code in (
        ("checksum", "sha256"),
        ("file-type", "SPARQLQ"),
        ("frequency", "NEVER"),
        ("standard", "dcat-ap-nl"),
        ("standard", "sparql"),
    ):
        yield values[name, code]
    for release in releases:
        for file in release.files:
            yield values["file-type", file.file_type]
            yield values["media-type", file.media_type]
            if file.compressed:
                yield values["media-type", GZIP]


def _value(value: Value, publication: Publication, pen: Pen) -> Iterator[Quad]:
    iri = NamedNode(value.iri)
    yield from pen.types(iri, *_TYPES[value.list])
    if value.list not in _NAMELESS:
        label = "dct:title" if value.list in _TITLED else "skos:prefLabel"
        yield from pen.text(iri, label, value.label)
    scheme = publication.values.get(("scheme", value.list))
    if scheme:
        yield from pen.say(iri, "skos:inScheme", NamedNode(scheme.iri))
