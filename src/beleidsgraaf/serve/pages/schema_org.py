"""What a page is about in the words of schema.org: little, and all of it in the data."""

import json
from collections.abc import Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode

from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Link

_MEDIA = "http://www.iana.org/assignments/media-types/"
_TYPES = (
    ("dcat:Dataset", "Dataset"),
    ("bg:Edition", "Dataset"),
    ("dcat:Catalog", "DataCatalog"),
    ("dcat:Distribution", "DataDownload"),
    ("dcat:DataService", "WebAPI"),
    ("bg:Ministry", "GovernmentOrganization"),
    ("org:Organization", "Organization"),
    ("foaf:Agent", "Organization"),
    ("eli:LegalResource", "Legislation"),
    ("bg:PolicyReference", "CreativeWork"),
    ("oa:SpecificResource", "Quotation"),
    ("skos:ConceptScheme", "DefinedTermSet"),
    ("skos:Concept", "DefinedTerm"),
)
"""The type of schema.org for a class, the narrower first; all else is a Thing."""

_ANYTHING = (
    ("skos:altLabel", "alternateName"),
    ("skos:definition", "description"),
    ("dct:description", "description"),
    ("bg:explanation", "description"),
    ("skos:exactMatch", "sameAs"),
)
_WORK = (
    ("dct:license", "license"),
    ("dct:publisher", "publisher"),
    ("dct:creator", "creator"),
    ("dct:issued", "datePublished"),
    ("dct:modified", "dateModified"),
)
_ORGANISATION = (
    ("org:hasMember", "member"),
    ("org:memberOf", "memberOf"),
    ("org:unitOf", "parentOrganization"),
)
_PROPERTIES: dict[str, tuple[tuple[str, str], ...]] = {
    "Dataset": (
        *_WORK,
        ("dcat:keyword", "keywords"),
        ("dcat:version", "version"),
        ("bg:editionVersion", "version"),
        ("dcat:isVersionOf", "isBasedOn"),
        ("dcat:distribution", "distribution"),
    ),
    "DataCatalog": (*_WORK, ("dcat:dataset", "dataset")),
    "DataDownload": (
        *_WORK,
        ("dcat:downloadURL", "contentUrl"),
        ("dcat:mediaType", "encodingFormat"),
        ("dcat:byteSize", "contentSize"),
    ),
    "WebAPI": (("dct:publisher", "provider"), ("dcat:endpointDescription", "documentation")),
    "Organization": _ORGANISATION,
    "GovernmentOrganization": _ORGANISATION,
    "DefinedTerm": (("skos:inScheme", "inDefinedTermSet"),),
    "Quotation": (("oa:hasSource", "isPartOf"),),
}
_ADDRESSES = ("contentUrl", "documentation", "sameAs")
"""Properties whose value is an address, not a thing with a name."""


def script(reader: Reader, node: NamedNode, page: str) -> str:
    """The thing that a page is about as JSON-LD, safe inside a script element."""
    described = {"@context": "https://schema.org", **_described(reader, node, deep=True)}
    described["mainEntityOfPage"] = page
    return _written(described)


def trail(host: str, crumbs: Sequence[Link]) -> str:
    """The way from the first page to this one as JSON-LD; nothing on the first page itself."""
    if crumbs[0].href == crumbs[-1].href:
        return ""
    items = [
        {"@type": "ListItem", "position": n, "name": crumb.text, "item": host + crumb.href}
        for n, crumb in enumerate(crumbs, 1)
    ]
    return _written(
        {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    )


def _written(described: dict[str, Any]) -> str:
    written = json.dumps(described, ensure_ascii=False, indent=1)
    return written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _described(reader: Reader, node: NamedNode, *, deep: bool) -> dict[str, Any]:
    kind = _type(reader, node)
    found: dict[str, Any] = {"@type": kind, "@id": node.value, "name": reader.name(node).text}
    pairs = (*_ANYTHING, *_PROPERTIES.get(kind, ())) if deep or kind == "DataDownload" else ()
    for predicate, name in pairs:
        values = [_value(reader, v, name) for v in _values(reader, node, predicate)]
        if values:
            found[name] = values[0] if len(values) == 1 else values
    if deep and kind == "Dataset" and (licences := _licences(reader, node)):
        found["license"] = licences[0] if len(licences) == 1 else licences
    if deep and kind == "Quotation":
        found["text"] = "".join(row.text("exact") for row in _quote(reader, node))
    return found


def _licences(reader: Reader, dataset: NamedNode) -> list[str]:
    """The licences of the ways in which a dataset is to be had: in DCAT they have it, not it."""
    ways = [v for v in _values(reader, dataset, "dcat:distribution") if isinstance(v, NamedNode)]
    return sorted({licence(v.value) for way in ways for v in _values(reader, way, "dct:license")})


def licence(iri: str) -> str:
    """The licence itself, where an IRI is that of its summary in a language.

    data.overheid.nl asks for the summary, ``.../deed.nl``; search engines and other registers know
    the licence by its own address, over https.
    """
    start, _, last = iri.rpartition("/")
    return f"https://{start.partition('://')[2]}/" if last.startswith("deed.") else iri


def _quote(reader: Reader, node: NamedNode) -> Sequence[Any]:
    return reader.store.select("evidence", evidence=node)[:1]


def _type(reader: Reader, node: NamedNode) -> str:
    classes = set(reader.values(node, "rdf:type"))
    return next((kind for name, kind in _TYPES if reader.term(name) in classes), "Thing")


def _values(reader: Reader, node: NamedNode, predicate: str) -> list[NamedNode | Literal]:
    """The things, or the texts in the reader's language, or in any where there is none in that."""
    wanted = reader.term(predicate)
    values = [t.object for t in reader.store.about(node) if t.predicate == wanted]
    found = [v for v in values if isinstance(v, NamedNode | Literal)]
    own = [v for v in found if isinstance(v, NamedNode) or v.language in (None, reader.lang)]
    return own or found


def _value(reader: Reader, value: NamedNode | Literal, name: str) -> Any:
    if isinstance(value, Literal):
        return f"{value.value} B" if name == "contentSize" else value.value
    if name == "license":
        return licence(value.value)
    if name == "encodingFormat":
        return value.value.removeprefix(_MEDIA)
    return value.value if name in _ADDRESSES else _described(reader, value, deep=False)
