"""The catalogue itself, its datasets, its service, and the records about them."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from beleidsgraaf.make.catalogue.places import DATASET, ENDPOINT, Places, version_slug
from beleidsgraaf.make.catalogue.records import Described, Publication, Release, Value
from beleidsgraaf.make.pen import Pen, date, dutch
from beleidsgraaf.model import Text


@dataclass(frozen=True, slots=True)
class Resources:
    """Writes what the settings and the releases say; the last release is the latest."""

    publication: Publication
    releases: tuple[Release, ...]
    places: Places
    pen: Pen

    def catalogue(self) -> Iterator[Quad]:
        """The catalogue: what is in it, whose it is, and when it last changed."""
        iri, pen, places = self.places.catalogue, self.pen, self.places
        slugs = [DATASET, *(version_slug(r.version.number) for r in self.releases)]
        yield from pen.types(iri, "dcat:Catalog")
        yield from self._described(iri, self.publication.catalogue)
        yield from self._owned(iri)
        yield from pen.say(iri, "dcat:dataset", *(places.dataset(slug) for slug in slugs))
        yield from pen.say(iri, "dcat:service", places.service)
        records = (places.record(slug) for slug in (*slugs, ENDPOINT))
        yield from pen.say(iri, "dcat:record", *records)
        yield from pen.say(iri, "foaf:homepage", places.home)
        themes = self.publication.values["scheme", "theme"]
        yield from pen.say(iri, "dcat:themeTaxonomy", NamedNode(themes.iri))
        yield from pen.say(iri, "dct:license", NamedNode(self.publication.licence.iri))
        yield from pen.say(iri, "dct:spatial", NamedNode(self.publication.country.iri))
        yield from self._dates(iri, self.releases[0].version.issued, self.releases[-1].modified)

    def latest(self) -> Iterator[Quad]:
        """The dataset that always is the latest version."""
        first, last = self.releases[0], self.releases[-1]
        yield from self._dataset(DATASET, last, self.publication.dataset)
        iri = self.places.dataset(DATASET)
        yield from self._dates(iri, first.version.issued, last.modified)
        yield from self._created(iri, first)
        versions = (self._version_iri(release) for release in self.releases)
        yield from self.pen.say(iri, "dcat:hasVersion", *versions)

    def versions(self) -> Iterator[Quad]:
        """The datasets that are one version for ever."""
        before: NamedNode | None = None
        for release in self.releases:
            iri, number = self._version_iri(release), release.version.number
            about = self.publication.dataset
            title = Text(f"{about.title.nl} (versie {number})", f"{about.title.en} ({number})")
            said = Described(title, about.description)
            yield from self._dataset(version_slug(number), release, said)
            yield from self._dates(iri, release.version.issued, release.modified)
            yield from self._created(iri, release)
            yield from self.pen.say(iri, "dcat:isVersionOf", self.places.dataset(DATASET))
            if before:
                yield from self.pen.say(iri, "dcat:previousVersion", before)
            before = iri

    def service(self) -> Iterator[Quad]:
        """The SPARQL endpoint as a service that serves the latest version."""
        iri, pen, places = self.places.service, self.pen, self.places
        sparql = self.publication.values["standard", "sparql"]
        yield from pen.types(iri, "dcat:DataService", "dcat:Resource")
        yield from self._described(iri, self.publication.service)
        yield from self._owned(iri)
        yield from self._listed(iri)
        yield from pen.say(iri, "dct:license", NamedNode(self.publication.licence.iri))
        yield from pen.types(places.endpoint, "rdfs:Resource")
        yield from pen.say(iri, "dcat:endpointURL", places.endpoint)
        yield from pen.say(iri, "dcat:endpointDescription", places.endpoint)
        yield from pen.say(iri, "dcat:servesDataset", places.dataset(DATASET))
        yield from pen.say(iri, "dct:conformsTo", NamedNode(sparql.iri))
        yield from self._dates(iri, self.releases[0].version.issued, self.releases[-1].modified)

    def records(self) -> Iterator[Quad]:
        """When the catalogue took each dataset and the service in, and last changed what it says.

        The latest version and the service change with every release, a version never again.
        """
        first, last = self.releases[0], self.releases[-1]
        yield from self._record(DATASET, self.places.dataset(DATASET), first, last)
        yield from self._record(ENDPOINT, self.places.service, first, last)
        for release in self.releases:
            slug = version_slug(release.version.number)
            yield from self._record(slug, self.places.dataset(slug), release, release)

    def around(self) -> Iterator[Quad]:
        """The desk, the period, and the pages and standards of our own that are pointed at."""
        pen, places, contact = self.pen, self.places, self.publication.contact
        yield from pen.types(places.contact, "vcard:Kind", "vcard:Organization")
        yield from pen.text(places.contact, "vcard:fn", contact.name)
        yield from pen.say(places.contact, "vcard:hasEmail", NamedNode(f"mailto:{contact.email}"))
        telephone = NamedNode(f"tel:{contact.telephone}")
        yield from pen.say(places.contact, "vcard:hasTelephone", telephone)
        yield from pen.say(places.contact, "vcard:hasURL", NamedNode(contact.url))
        start, end = (date(day.isoformat()) for day in self.publication.period)
        yield from pen.types(places.period, "dct:PeriodOfTime")
        yield from pen.say(places.period, "dcat:startDate", start)
        yield from pen.say(places.period, "dcat:endDate", end)
        for page in (places.home, places.manual):
            yield from pen.types(page, "foaf:Document")
        for standard, title in (
            (places.ontology, Text("Ontologie van beleidsgraaf", "Ontology of beleidsgraaf")),
            (
                places.shapes,
                Text("De vormen (SHACL) van beleidsgraaf", "The beleidsgraaf shapes (SHACL)"),
            ),
        ):
            yield from pen.types(standard, "dct:Standard")
            yield from pen.text(standard, "dct:title", title)

    def _version_iri(self, release: Release) -> NamedNode:
        return self.places.dataset(version_slug(release.version.number))

    def _dataset(self, slug: str, release: Release, about: Described) -> Iterator[Quad]:
        iri, pen, places = self.places.dataset(slug), self.pen, self.places
        frequency = self.publication.frequency if slug == DATASET else self._never
        yield from pen.types(iri, "dcat:Dataset", "dcat:Resource")
        yield from self._described(iri, about)
        yield from self._owned(iri)
        yield from self._listed(iri)
        yield from pen.say(iri, "dct:conformsTo", places.ontology, places.shapes)
        yield from pen.say(iri, "dct:spatial", NamedNode(self.publication.country.iri))
        yield from pen.say(iri, "dct:temporal", places.period)
        yield from pen.say(iri, "dct:accrualPeriodicity", NamedNode(frequency.iri))
        yield from pen.say(iri, "dcat:version", Literal(release.version.number))
        yield from pen.text(iri, "adms:versionNotes", release.version.notes)

    @property
    def _never(self) -> Value:
        return self.publication.values["frequency", "NEVER"]

    def _described(self, iri: NamedNode, about: Described) -> Iterator[Quad]:
        yield from self.pen.text(iri, "dct:title", about.title)
        yield from self.pen.text(iri, "dct:description", about.description)

    def _owned(self, iri: NamedNode) -> Iterator[Quad]:
        publication, pen = self.publication, self.pen
        yield from pen.say(iri, "dct:publisher", NamedNode(publication.publisher.iri))
        yield from pen.say(iri, "dct:creator", NamedNode(publication.creator.iri))
        yield from pen.say(iri, "dcat:contactPoint", self.places.contact)
        yield from pen.say(iri, "dct:language", *(NamedNode(v.iri) for v in publication.languages))

    def _listed(self, iri: NamedNode) -> Iterator[Quad]:
        """What datasets and services have in common."""
        publication, pen, places = self.publication, self.pen, self.places
        dutch_words, english_words = publication.keywords
        yield from pen.say(iri, "dct:identifier", Literal(iri.value))
        yield from pen.say(iri, "dcat:theme", *(NamedNode(v.iri) for v in publication.themes))
        yield from pen.say(iri, "dct:accessRights", NamedNode(publication.access.iri))
        yield from pen.say(iri, "dcat:landingPage", places.home)
        yield from pen.say(iri, "foaf:page", places.manual)
        yield from pen.say(iri, "dcat:keyword", *(dutch(word) for word in dutch_words))
        english = (Literal(word, language="en") for word in english_words)
        yield from pen.say(iri, "dcat:keyword", *english)

    def _record(
        self, slug: str, topic: NamedNode, issued: Release, modified: Release
    ) -> Iterator[Quad]:
        iri, pen, publication = self.places.record(slug), self.pen, self.publication
        profile = publication.values["standard", "dcat-ap-nl"]
        yield from pen.types(iri, "dcat:CatalogRecord")
        yield from pen.say(iri, "foaf:primaryTopic", topic)
        yield from pen.say(iri, "dct:conformsTo", NamedNode(profile.iri))
        yield from pen.say(iri, "adms:status", NamedNode(publication.status.iri))
        yield from pen.say(iri, "dct:language", *(NamedNode(v.iri) for v in publication.languages))
        yield from self._dates(iri, issued.version.issued, modified.modified)

    def _dates(
        self, iri: NamedNode, issued: datetime.date, modified: datetime.date
    ) -> Iterator[Quad]:
        yield from self.pen.say(iri, "dct:issued", date(issued.isoformat()))
        yield from self.pen.say(iri, "dct:modified", date(modified.isoformat()))

    def _created(self, iri: NamedNode, release: Release) -> Iterator[Quad]:
        return self.pen.say(iri, "dct:created", date(release.version.issued.isoformat()))
