"""How much there is of everything, as the snapshot tells it in VoID."""

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from beleidsgraaf.serve.pages.site import Site
from beleidsgraaf.vocab import curie

_FILE = "void.ttl"


def described(site: Site) -> list[Triple]:
    """The VoID description of the snapshot; empty where it has none."""
    if _FILE not in site.snapshot.manifest["files"]:
        return []
    data = site.snapshot.read(_FILE)
    return sorted((q.triple for q in parse(data, format=RdfFormat.TURTLE)), key=str)


def used(site: Site, kind: str, count: str) -> list[tuple[NamedNode, int]]:
    """The classes or properties of the whole dataset with their numbers, the most used first.

    ``kind`` is class or property; ``count`` what is counted of it: entities or triples.
    """
    whole = site.store.names.thing("dataset", "beleidsgraaf")
    parts, counts, terms = curie(f"void:{kind}Partition"), curie(f"void:{count}"), f"void:{kind}"
    triples = described(site)
    said = {(t.subject, t.predicate): t.object for t in triples}
    found = []
    for triple in triples:
        part = triple.object
        if (triple.subject, triple.predicate) == (whole, parts) and isinstance(part, NamedNode):
            term, n = said[part, curie(terms)], said[part, counts]
            if isinstance(term, NamedNode) and isinstance(n, Literal):
                found.append((term, int(n.value)))
    return sorted(found, key=lambda one: (-one[1], one[0].value))
