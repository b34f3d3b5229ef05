"""Counts against data/expected.toml: how many of each kind there must be, at least and at most.

[graph]                                  things in all graphs together, by type segment
organisation = [50, 150]
[edition.<document>]                     things in the graph of one edition
measure = [56, 56]
[edition.<document>.ministry]            subjects per object of a property, see PROPERTIES
jenv = [32, 32]
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from beleidsgraaf.errors import CurationError, Problem
from beleidsgraaf.make.check.verdict import CountResult
from beleidsgraaf.slug import Thing
from beleidsgraaf.vocab import Names, curie

Path = tuple[str, ...]

FILE = "data/expected.toml"
PROPERTIES: Mapping[str, str] = {
    "basis": "basis",
    "ministry": "cooperatingMinistry",
    "role": "role",
    "theme": "theme",
}
"""Which property of ours a table of an edition counts, by the type segment of its objects."""

_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many there must be of what ``path`` names: table by table, then the kind."""

    path: Path
    least: int
    most: int


def read(text: str) -> list[Bounds]:
    """The bounds of an expected.toml; CurationError lists all that is wrong with it."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        where = int(line[1]) if line else 0
        raise CurationError(
            [Problem(FILE, where, f"is no TOML: {error}.", "Mend what stands there.")]
        ) from error
    bounds: list[Bounds] = []
    problems: list[Problem] = []
    for path, value in _leaves(tables, ()):
        try:
            bounds.append(_bounds(path, value))
        except ValueError as error:
            problems.append(Problem(FILE, 0, f"{'.'.join(path)} {error}.", _REMEDY))
    if problems:
        raise CurationError(problems)
    return bounds


_REMEDY = (
    "Write kind = [least, most] under [graph], [edition.<document>] or "
    f"[edition.<document>.<one of: {', '.join(PROPERTIES)}>]."
)


def _leaves(table: Mapping[str, object], path: Path) -> Iterator[tuple[Path, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, name))
        else:
            yield (*path, name), value


def _bounds(path: Path, value: object) -> Bounds:
    match path:
        case ("graph", _) | ("edition", _, _):
            pass
        case ("edition", _, kind, _) if kind in PROPERTIES:
            pass
        case _:
            raise ValueError("is in no table that is counted")
    match value:
        case [int(least), int(most)] if 0 <= least <= most:
            return Bounds(path, least, most)
        case _:
            raise ValueError(f"is {value!r}")


def count(quads: Sequence[Quad], bounds: Iterable[Bounds], names: Names) -> list[CountResult]:
    """What is counted for each of the bounds, in their order."""
    found = _count(quads, names)
    return [CountResult("/".join(b.path), found.get(b.path, 0), b.least, b.most) for b in bounds]


def _count(quads: Sequence[Quad], names: Names) -> Mapping[Path, int]:
    """How many different subjects there are, for everything that can be counted."""
    found: dict[Path, set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        if quad.predicate == curie("rdf:type") and (thing := _thing(quad.subject, names)):
            subject = str(quad.subject)
            found["graph", thing.type].add(subject)
            if document := _document(quad, names):
                found["edition", document, thing.type].add(subject)
                documents[subject].add(document)
    kinds = {names.term(term): kind for kind, term in PROPERTIES.items()}
    for quad in quads:
        kind, thing = kinds.get(quad.predicate), _thing(quad.object, names)
        if kind and thing:
            for document in documents[str(quad.subject)]:
                found["edition", document, kind, thing.slug].add(str(quad.subject))
    return {path: len(subjects) for path, subjects in found.items()}


def _thing(node: object, names: Names) -> Thing | None:
    """What an IRI of ours names; None for other nodes and for parts of a thing."""
    start = f"{names.base}id/"
    if not (isinstance(node, NamedNode) and node.value.startswith(start)) or "#" in node.value:
        return None
    return Thing.parse(node.value.removeprefix(start))


def _document(quad: Quad, names: Names) -> str:
    start = names.graph("edition-").value
    graph = quad.graph_name
    if isinstance(graph, NamedNode) and graph.value.startswith(start):
        return graph.value.removeprefix(start)
    return ""
