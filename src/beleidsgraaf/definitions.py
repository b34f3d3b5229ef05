"""Turtle files of ours, ontology and shapes: read under any base, mistakes told by line."""

from pyoxigraph import RdfFormat, Triple
from pyoxigraph import parse as _parse

from beleidsgraaf.errors import DefinitionError, Problem
from beleidsgraaf.vocab import rebase


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
