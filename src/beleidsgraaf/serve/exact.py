"""What the engine does not give back as it was: whole numbers of another type than xsd:integer.

It takes an ``xsd:nonNegativeInteger`` for the number that it is, and gives it as an integer; a
catalogue whose sizes have that type breaks the rules of DCAT-AP.
"""

import re

from pyoxigraph import RdfFormat, Store, Triple, parse

_NUMBER = re.compile(
    rb"XMLSchema#(?:(?:nonNegative|positive|nonPositive|negative)Integer"
    rb"|(?:unsigned)?(?:Long|Int|Short|Byte)|long|int|short|byte)>"
)


def altered(graph: bytes) -> dict[Triple, Triple]:
    """Each triple that the engine gives otherwise than the N-Quads have it: its -> theirs."""
    lines = [line for line in graph.splitlines(keepends=True) if _NUMBER.search(line)]
    found = {}
    for quad in parse(b"".join(lines), format=RdfFormat.N_QUADS):
        store = Store()
        store.add(quad)
        (kept,) = store
        if kept.triple != quad.triple:
            found[kept.triple] = quad.triple
    return found
