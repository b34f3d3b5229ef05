"""From the catalogue to the JSON of a dataset: which property becomes which field.

Fields that the API does not have, such as licence and checksum, are left out; ``left_out`` names
them, so that nobody thinks they were handed over.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Store

from beleidsgraaf.errors import HandOverError
from beleidsgraaf.vocab import PREFIXES, Names, curie

CATALOGUE = "catalogue"
_EU_THEME = "http://publications.europa.eu/resource/authority/data-theme/"


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of the API: its name, the property it holds, and how a value is written."""

    name: str
    predicate: str
    write: Callable[["_Catalogue", NamedNode | Literal], Any]
    many: bool = True


class _Catalogue:
    """The quads of the catalogue, to be asked for the values of a property."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._store = Store()
        self._store.extend(quads)

    def values(self, subject: NamedNode, predicate: str) -> list[NamedNode | Literal]:
        """Sorted; of texts, those in Dutch and those in no language."""
        found = self._store.quads_for_pattern(subject, curie(predicate), None)
        terms = [q.object for q in found if isinstance(q.object, NamedNode | Literal)]
        return sorted((term for term in terms if _for_dutch_readers(term)), key=str)

    def predicates(self, subject: NamedNode) -> set[NamedNode]:
        """Every property that is said of a thing."""
        return {quad.predicate for quad in self._store.quads_for_pattern(subject, None, None)}

    def fields(self, subject: NamedNode, fields: Iterable[_Field]) -> dict[str, Any]:
        """The JSON object of a thing; what it has no value for is not in it."""
        json = {}
        for field in fields:
            written = [field.write(self, value) for value in self.values(subject, field.predicate)]
            kept = [value for value in written if value is not None]
            if kept:
                json[field.name] = kept if field.many else kept[0]
        return json


def _for_dutch_readers(term: NamedNode | Literal) -> bool:
    return isinstance(term, NamedNode) or term.language in (None, "nl")


def _plain(_catalogue: _Catalogue, value: NamedNode | Literal) -> str:
    return value.value


def _moment(_catalogue: _Catalogue, value: NamedNode | Literal) -> str:
    """A day is its first moment, as the API reads it."""
    return value.value if "T" in value.value else f"{value.value}T00:00:00Z"


def _eu_theme(_catalogue: _Catalogue, value: NamedNode | Literal) -> str | None:
    return value.value if value.value.startswith(_EU_THEME) else None


def _place(_catalogue: _Catalogue, value: NamedNode | Literal) -> dict[str, str]:
    return {"dctLocation": value.value}


def _thing(*fields: _Field) -> Callable[[_Catalogue, NamedNode | Literal], Any]:
    """Writes a thing that is an object of its own in the JSON."""

    def write(catalogue: _Catalogue, value: NamedNode | Literal) -> dict[str, Any] | None:
        return catalogue.fields(value, fields) if isinstance(value, NamedNode) else None

    return write


_AGENT = _thing(_Field("foafName", "foaf:name", _plain))
_CONTACT = (
    _Field("vcardFn", "vcard:fn", _plain, many=False),
    _Field("vcardHasEmail", "vcard:hasEmail", _plain, many=False),
    _Field("vcardHasUrl", "vcard:hasURL", _plain, many=False),
)
_PERIOD = _thing(
    _Field("dcatStartDate", "dcat:startDate", _plain, many=False),
    _Field("dcatEndDate", "dcat:endDate", _plain, many=False),
)
_DISTRIBUTION = (
    _Field("dcatAccessUrl", "dcat:accessURL", _plain, many=False),
    _Field("dcatDownloadUrl", "dcat:downloadURL", _plain, many=False),
    _Field("dctTitle", "dct:title", _plain),
    _Field("dctDescription", "dct:description", _plain),
    _Field("dctFormat", "dct:format", _plain, many=False),
)
_DATASET = (
    _Field("dctIdentifier", "dct:identifier", _plain, many=False),
    _Field("dctTitle", "dct:title", _plain),
    _Field("dctDescription", "dct:description", _plain),
    _Field("dcatKeyword", "dcat:keyword", _plain),
    _Field("dcatTheme", "dcat:theme", _eu_theme),
    _Field("dctAccessRights", "dct:accessRights", _plain, many=False),
    _Field("dctAccrualPeriodicity", "dct:accrualPeriodicity", _plain, many=False),
    _Field("dctLanguage", "dct:language", _plain),
    _Field("dctPublisher", "dct:publisher", _AGENT, many=False),
    _Field("dctCreator", "dct:creator", _AGENT),
    _Field("dcatContactPoint", "dcat:contactPoint", _thing(*_CONTACT), many=False),
    _Field("dctIssued", "dct:issued", _moment, many=False),
    _Field("dctModified", "dct:modified", _moment, many=False),
    _Field("admsStatus", "adms:status", _plain, many=False),
    _Field("dcatVersion", "dcat:version", _plain, many=False),
    _Field("admsVersionNotes", "adms:versionNotes", _plain),
    _Field("dcatHasVersion", "dcat:hasVersion", _plain),
    _Field("dcatInSeries", "dcat:inSeries", _plain),
    _Field("dctConformsTo", "dct:conformsTo", _plain),
    _Field("dcatLandingPage", "dcat:landingPage", _plain),
    _Field("foafPage", "foaf:page", _plain),
    _Field("dctProvenance", "dct:provenance", _plain),
    _Field("dctSource", "dct:source", _plain),
    _Field("dctSpatial", "dct:spatial", _place),
    _Field("dctTemporal", "dct:temporal", _PERIOD),
    _Field("dcatDistribution", "dcat:distribution", _thing(*_DISTRIBUTION)),
)
"""In the order of the fields in the JSON."""


def record(quads: Iterable[Quad], names: Names, slug: str) -> dict[str, Any]:
    """The JSON of the dataset ``dataset/<slug>``; HandOverError where the catalogue has none."""
    catalogue, dataset = _of(quads, names), _dataset(names, slug)
    if curie("rdf:type") not in catalogue.predicates(dataset):
        raise HandOverError(
            f"{slug}: the snapshot's catalogue has no dataset of this name; build again, or see "
            f"/catalogue for those it has."
        )
    return catalogue.fields(dataset, _DATASET)


def left_out(quads: Iterable[Quad], names: Names, slug: str) -> list[str]:
    """What the catalogue says of the dataset, its files and its desk that the API has no field for.

    Each as ``prefix:property``, sorted.
    """
    catalogue, dataset = _of(quads, names), _dataset(names, slug)
    parts = {"dcat:distribution": _DISTRIBUTION, "dcat:contactPoint": _CONTACT}
    missing = catalogue.predicates(dataset) - _handed(_DATASET)
    for path, fields in parts.items():
        for thing in catalogue.values(dataset, path):
            if isinstance(thing, NamedNode):
                missing |= catalogue.predicates(thing) - _handed(fields)
    return sorted(_short(predicate) for predicate in missing)


def _handed(fields: Iterable[_Field]) -> set[NamedNode]:
    return {curie("rdf:type"), *(curie(field.predicate) for field in fields)}


def _of(quads: Iterable[Quad], names: Names) -> _Catalogue:
    return _Catalogue(quad for quad in quads if quad.graph_name == names.graph(CATALOGUE))


def _dataset(names: Names, slug: str) -> NamedNode:
    try:
        return names.thing("dataset", slug)
    except ValueError as error:
        raise HandOverError(str(error)) from None


def _short(term: NamedNode) -> str:
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return term.value
