"""The one module that spells IRIs."""

from typing import NamedTuple

from pyoxigraph import NamedNode

from beleidsgraaf.slug import SLUG

DEFAULT_BASE = "https://w3id.org/beleidsgraaf/"
"""The base under which ontology, shapes and queries are written in the repository."""

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosapnl": "http://nlbegrip.nl/def/skosapnl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "tooiont": "https://identifier.overheid.nl/tooi/def/ont/",
    "void": "http://rdfs.org/ns/void#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of other people's vocabularies; ours are made by ``Names``."""
_OF_DOCUMENTS = ("adms", "dct", "oa", "org", "prov", "skos", "xsd")


def curie(name: str) -> NamedNode:
    """The IRI that ``prefix:local`` stands for; KeyError for a prefix not in PREFIXES."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def rebase(text: str, base: str) -> str:
    """A file of ours (ontology, shapes, query) with our IRIs under ``base``."""
    return text.replace(f"<{DEFAULT_BASE}", f"<{base}")


class Names(NamedTuple):
    """All IRIs under one base, which ends in a slash."""

    base: str = DEFAULT_BASE

    def thing(self, kind: str, slug: str, part: str = "") -> NamedNode:
        """``<base>id/<kind>/<slug>``, or a ``#part`` of it; ValueError for an ill-formed slug."""
        if not SLUG.fullmatch(slug):
            raise ValueError(f"{slug!r} is no slug: use lower-case letters, digits and hyphens.")
        return NamedNode(f"{self.base}id/{kind}/{slug}" + (f"#{part}" if part else ""))

    def term(self, name: str) -> NamedNode:
        """``<base>def#<name>``: a class or property of our ontology."""
        return NamedNode(f"{self.base}def#{name}")

    def graph(self, name: str) -> NamedNode:
        """``<base>graph/<name>``."""
        return NamedNode(f"{self.base}graph/{name}")

    def void(self, part: str = "") -> NamedNode:
        """``<base>.well-known/void``, or a ``#part`` of it."""
        return NamedNode(f"{self.base}.well-known/void" + (f"#{part}" if part else ""))

    def prefixes(self) -> dict[str, str]:
        """Every prefix, ours included, for serializers and for the query form."""
        return PREFIXES | {"bg": f"{self.base}def#"}

    def usual_prefixes(self) -> dict[str, str]:
        """The prefixes of what is said of measures, organisations and evidence."""
        known = self.prefixes()
        return {prefix: known[prefix] for prefix in ("bg", *_OF_DOCUMENTS)}
