"""Whether two engines gave the same answer: a benchmark of wrong answers is worth nothing."""

import json
from collections import Counter

from pyoxigraph import RdfFormat, parse

from beleidsgraaf.vocab import PREFIXES

_STRING = f"{PREFIXES['xsd']}string"
_LANGUAGE = f"{PREFIXES['rdf']}langString"
Rows = Counter[str]


def rows(media: str, body: bytes) -> Rows:
    """The solutions of an answer, or its triples, without their order."""
    if "json" in media:
        told = json.loads(body)
        return Counter(
            json.dumps(sorted((name, *_term(term)) for name, term in solution.items()))
            for solution in told["results"]["bindings"]
        )
    format_ = RdfFormat.from_media_type(media.partition(";")[0])
    if format_ is None:
        raise ValueError(f"{media!r} is no format of answers")
    return Counter({str(quad.triple): 1 for quad in parse(body, format=format_)})


def _term(term: dict[str, str]) -> tuple[str, str, str, str]:
    kind = "literal" if term["type"] == "typed-literal" else term["type"]
    datatype = term.get("datatype", "")
    plain = datatype in (_STRING, _LANGUAGE)
    return kind, term["value"], term.get("xml:lang", "").lower(), "" if plain else datatype


def difference(name: str, ours: Rows, theirs: Rows) -> str:
    """In what two answers differ, in words; empty where they do not.

    What a DESCRIBE tells is left to each engine: it has to tell at least what ours does.
    """
    if name == "describe":
        return "" if ours <= theirs else f"{(ours - theirs).total()} triples less than ours"
    if ours == theirs:
        return ""
    if set(ours) == set(theirs):
        return f"rows more than once: {theirs.total()}, ours {ours.total()}"
    return f"other rows: {theirs.total()}, ours {ours.total()}, in common {(ours & theirs).total()}"
