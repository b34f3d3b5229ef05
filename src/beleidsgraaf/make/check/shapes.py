"""The graph against its shapes, by pyshacl."""

import re
from collections.abc import Iterable, Mapping, Sequence

import pyshacl
import rdflib
from pyoxigraph import Quad, RdfFormat, Triple, serialize
from pyparsing import ParseException
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, SH
from rdflib.collection import Collection
from rdflib.term import Node

from beleidsgraaf import definitions
from beleidsgraaf.errors import DefinitionError, Problem
from beleidsgraaf.make.check import wellformed
from beleidsgraaf.make.check.verdict import ShapeResult
from beleidsgraaf.vocab import Names

CONSTRAINTS: Mapping[str, str] = {
    "class": "Class",
    "closed": "Closed",
    "datatype": "Datatype",
    "disjoint": "Disjoint",
    "equals": "Equals",
    "hasValue": "HasValue",
    "in": "In",
    "languageIn": "LanguageIn",
    "lessThan": "LessThan",
    "lessThanOrEquals": "LessThanOrEquals",
    "maxCount": "MaxCount",
    "maxInclusive": "MaxInclusive",
    "maxLength": "MaxLength",
    "minCount": "MinCount",
    "minInclusive": "MinInclusive",
    "minLength": "MinLength",
    "nodeKind": "NodeKind",
    "or": "Or",
    "pattern": "Pattern",
    "qualifiedMinCount": "QualifiedMinCount",
    "sparql": "SPARQL",
    "uniqueLang": "UniqueLang",
}
"""The parameters that make a constraint, and the first part of its component's name."""


def read(files: Mapping[str, str], names: Names) -> rdflib.Graph:
    """The shapes of all files together; DefinitionError lists all that is no Turtle or no SHACL."""
    parsed: dict[str, list[Triple]] = {}
    problems: list[Problem] = []
    for file, text in sorted(files.items()):
        try:
            parsed[file] = definitions.parse(text, names.base, file)
        except DefinitionError as error:
            problems += error.problems
    if not problems:  # what one file names, another may describe
        problems = wellformed.problems(parsed, files)
    if problems:
        raise DefinitionError(problems)
    return _graph(triple for triples in parsed.values() for triple in triples)


def constraints(shapes: rdflib.Graph) -> list[tuple[str, str]]:
    """Every constraint that can give a result of its own: an IRI and the parameter it has.

    The IRI is that of the shape, or of the SPARQL constraint itself. What stands inside an
    ``sh:or`` has no name and is not listed: its outcome is part of the ``sh:or``.
    """
    found = set()
    for parameter in CONSTRAINTS:
        for shape, value in shapes.subject_objects(SH[parameter]):
            if isinstance(shape, rdflib.URIRef):
                found.add((str(value if parameter == "sparql" else shape), parameter))
    return sorted(found)


def validate(quads: Sequence[Quad], shapes: rdflib.Graph, names: Names) -> list[ShapeResult]:
    """What in the union of the graphs does not have its shape, sorted."""
    report = _report(_graph({quad.triple for quad in quads}), shapes)
    prefixes = names.prefixes()
    nodes = report.subjects(RDF.type, SH.ValidationResult)
    return sorted(_result(report, shapes, node, prefixes) for node in nodes)


def _report(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    try:
        # In place: pyshacl need not copy a graph that nobody uses afterwards.
        _, report, text = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    except (ReportableRuntimeError, ParseException, re.error) as error:
        raise _unusable(error) from error
    if not isinstance(report, rdflib.Graph):
        raise _unusable(text)
    return report


def _unusable(reason: object) -> DefinitionError:
    what = f"hold a shape that cannot be used: {' '.join(str(reason).split())}."
    return DefinitionError([Problem("shapes", 0, what, "Mend the shape that it is about.")])


def _result(
    report: rdflib.Graph, shapes: rdflib.Graph, node: Node, prefixes: Mapping[str, str]
) -> ShapeResult:
    def said(term: str) -> Node | None:
        return report.value(node, SH[term])

    path, shape = said("resultPath"), said("sourceConstraint") or said("sourceShape")
    # Not from the report: of a SPARQL constraint's messages pyshacl keeps one, without language.
    messages = {
        message.language: str(message)
        for message in shapes.objects(shape, SH.message)
        if isinstance(message, rdflib.Literal)
    }
    return ShapeResult(
        focus=str(said("focusNode")),
        path=_path(path, shapes, prefixes) if path else "",
        value=str(said("value") or ""),
        shape=str(shape),
        constraint=str(said("sourceConstraintComponent")).removeprefix(str(SH)),
        severity=str(said("resultSeverity")).removeprefix(str(SH)),
        message_nl=messages.get("nl", ""),
        message_en=messages.get("en", ""),
    )


def _path(path: Node, shapes: rdflib.Graph, prefixes: Mapping[str, str]) -> str:
    """A property path as SPARQL writes it."""
    inverse = shapes.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{_path(inverse, shapes, prefixes)}"
    choices = shapes.value(path, SH.alternativePath)
    if choices is not None:
        return "|".join(_path(p, shapes, prefixes) for p in Collection(shapes, choices))
    if shapes.value(path, RDF.first) is not None:
        return "/".join(_path(p, shapes, prefixes) for p in Collection(shapes, path))
    for prefix, start in prefixes.items():
        if str(path).startswith(start):
            return f"{prefix}:{str(path).removeprefix(start)}"
    return str(path)


def _graph(triples: Iterable[Triple]) -> rdflib.Graph:
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data, format="nt")
