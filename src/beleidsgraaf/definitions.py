"""Turtle files of ours, ontology and shapes: read under any base, mistakes told by line."""

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import parse as _parse

from beleidsgraaf.errors import DefinitionError, Problem
from beleidsgraaf.vocab import Names, curie, rebase


def parse(text: str, base: str, file: str) -> list[Triple]:
    """The triples of a Turtle file with our IRIs under ``base``.

    DefinitionError names ``file`` and line when the file is ill-formed.
    """
    try:
        return [quad.triple for quad in _parse(rebase(text, base), format=RdfFormat.TURTLE)]
    except SyntaxError as error:
        what = f"is no Turtle: {error.msg}."
        problem = Problem(file, error.lineno or 0, what, "Mend what stands there or just before.")
        raise DefinitionError([problem]) from error


def all_defined(quads: Iterable[Quad], names: Names, file: str) -> None:
    """Every class and property of ours in these quads is described in them, by the ontology.

    DefinitionError lists those that ``file`` leaves out.
    """
    start, of_type = names.term("").value, curie("rdf:type")
    used, described = set(), set()
    for quad in quads:
        described.add(quad.subject)
        used.add(quad.object if quad.predicate == of_type else quad.predicate)
    missing = sorted(
        term.value.removeprefix(start)
        for term in used - described
        if isinstance(term, NamedNode) and term.value.startswith(start)
    )
    if missing:
        remedy = "Define it, with a label and a definition in Dutch and English."
        raise DefinitionError(
            [Problem(file, 0, f"lacks bg:{term}, which the data use.", remedy) for term in missing]
        )
