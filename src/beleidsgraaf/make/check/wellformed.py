"""Turtle that says what no SHACL engine understands, told by file and line before it runs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from pyparsing import ParseException
from rdflib import SH, URIRef
from rdflib.plugins.sparql.parser import parseQuery

from beleidsgraaf.errors import Problem
from beleidsgraaf.vocab import curie

_TYPE = curie("rdf:type")
_PATH = curie("sh:path")
_COUNTS = frozenset(
    curie(f"sh:{n}")
    for n in ("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount")
)
_LISTS = frozenset(curie(f"sh:{n}") for n in ("in", "languageIn", "or", "and", "xone"))
_SHAPES = frozenset(curie(f"sh:{n}") for n in ("property", "node", "sparql"))
_INTEGER = curie("xsd:integer")

Files = Mapping[str, Sequence[Triple]]
"""The triples of each file, by its name."""


def problems(files: Files, texts: Mapping[str, str]) -> list[Problem]:
    """What in these files is no SHACL; the line is that on which its subject is described."""
    described = {triple.subject for triples in files.values() for triple in triples}
    paths = {t.subject for triples in files.values() for t in triples if t.predicate == _PATH}
    found = []
    for file, triples in files.items():
        if not any(t.predicate == _TYPE and t.object == curie("sh:NodeShape") for t in triples):
            what = "holds no sh:NodeShape."
            found.append(Problem(file, 1, what, "Write a shape in it, or take the file away."))
        for triple in triples:
            for what in _wrong(triple, described, paths):
                line = _line(texts[file], triple.subject)
                found.append(Problem(file, line, what, "Mend the shape that stands there."))
    return found


def _wrong(
    triple: Triple, described: AbstractSet[object], paths: AbstractSet[object]
) -> Iterator[str]:
    term, value = triple.predicate, triple.object
    name = _short(term)
    if name.startswith("sh:") and URIRef(term.value) not in SH:
        yield f"says {name}, which SHACL does not have."
    if term in _LISTS and not isinstance(value, BlankNode):
        yield f"has a {name} that is no list in brackets."
    if term in _SHAPES and value not in described:
        yield f"has as {name} {_short(value)}, which no file describes."
    elif term == curie("sh:property") and value not in paths:
        yield f"has as {name} {_short(value)}, which has no sh:path."
    if term in _COUNTS and not (isinstance(value, Literal) and value.datatype == _INTEGER):
        yield f"has a {name} that is no whole number."
    if isinstance(value, Literal):
        yield from _wrong_text(term, value.value)


def _wrong_text(term: NamedNode, text: str) -> Iterator[str]:
    if term == _PATH:
        yield f"has the path {text!r}, which is a text and no property."
    if term == curie("sh:pattern"):
        yield from _unusable_pattern(text)
    if term == curie("sh:select"):
        yield from _unusable_query(text)


def _unusable_pattern(pattern: str) -> Iterator[str]:
    try:
        re.compile(pattern)
    except re.error as error:
        yield f"has the pattern {pattern!r}, which cannot be used: {error}."


def _unusable_query(query: str) -> Iterator[str]:
    try:
        parseQuery(query)
    except ParseException as error:
        yield f"has a query that cannot be asked: {error.msg} at its line {error.lineno}."


def _short(term: object) -> str:
    """How a person writes it."""
    if isinstance(term, NamedNode):
        return term.value.replace(str(SH), "sh:")
    return "something"


def _line(text: str, subject: object) -> int:
    """The line where the subject is described; 0, the whole file, where it has no name."""
    if not isinstance(subject, NamedNode):
        return 0
    local = re.escape(re.split(r"[/#]", subject.value)[-1])
    found = re.search(rf"^(?:\w*:|<[^>\s]*[/#]){local}>?(?=\s)", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0
