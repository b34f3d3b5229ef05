"""Triples in the forms of RDF, with short names where a form has them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from beleidsgraaf.vocab import curie

JSON_LD = "application/ld+json"
FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    JSON_LD: RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
"""The media types, and the serializer of each."""

_PLAIN = curie("xsd:string")
_TYPE = curie("rdf:type")


def write(triples: Sequence[Triple], media: str, prefixes: Mapping[str, str]) -> bytes:
    """The triples, each once, in one of FORMATS; only prefixes that they use are declared."""
    used = _used(triples, prefixes)
    nameless = any(isinstance(term, BlankNode) for t in triples for term in (t.subject, t.object))
    if media == JSON_LD and not nameless:
        return _json_ld(triples, used)  # the engine's serializer writes every IRI in full
    return serialize(triples, format=FORMATS[media], prefixes=used) or b""


def _used(triples: Sequence[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    iris = {term for triple in triples for term in _iris(triple)}
    return {
        prefix: namespace
        for prefix, namespace in sorted(prefixes.items())
        if any(iri.startswith(namespace) for iri in iris)
    }


def _iris(triple: Triple) -> list[str]:
    terms = (triple.subject, triple.predicate, triple.object)
    found = [term.value for term in terms if isinstance(term, NamedNode)]
    if isinstance(triple.object, Literal):
        found.append(triple.object.datatype.value)
    return found


def _json_ld(triples: Sequence[Triple], prefixes: Mapping[str, str]) -> bytes:
    """JSON-LD with a context of prefixes: a node for each subject, in the order of the triples."""
    nodes: dict[str, dict[str, Any]] = {}
    for triple in triples:
        subject = _short(_iri(triple.subject), prefixes)
        node = nodes.setdefault(subject, {"@id": subject})
        if triple.predicate == _TYPE:
            node.setdefault("@type", []).append(_short(_iri(triple.object), prefixes))
        else:
            name = _short(triple.predicate.value, prefixes)
            node.setdefault(name, []).append(_value(triple.object, prefixes))
    document = {"@context": dict(prefixes), "@graph": list(nodes.values())}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _value(term: object, prefixes: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"@id": _short(_iri(term), prefixes)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype == _PLAIN:
        return {"@value": term.value}
    return {"@value": term.value, "@type": _short(term.datatype.value, prefixes)}


def _iri(term: object) -> str:
    if not isinstance(term, NamedNode):
        raise TypeError(f"{term} has no IRI")  # the graph has no blank nodes
    return term.value


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    for prefix, namespace in prefixes.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and not local.startswith("//"):
            return f"{prefix}:{local}"
    return iri
