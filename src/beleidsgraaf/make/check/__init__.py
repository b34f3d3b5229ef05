"""Is the graph what it should be? Shapes, evidence, counts and questions give one verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Quad

from beleidsgraaf.make.check import counts, evidence, questions, shapes
from beleidsgraaf.make.check.report import report, to_json
from beleidsgraaf.make.check.verdict import ShapeResult, Verdict
from beleidsgraaf.queries import Query
from beleidsgraaf.vocab import Names

__all__ = ["Contract", "Verdict", "check", "report", "to_json"]

CATALOGUE_SHAPES = "publication.ttl"
"""The file with the shapes of the catalogue."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What a graph is held to."""

    shapes: Mapping[str, str]
    """Name of a file -> its Turtle."""
    expected: str
    """The text of data/expected.toml."""
    questions: Mapping[str, Query]
    answers: Mapping[str, str]
    """Name of a question -> its expected answer as CSV."""


def check(
    quads: Sequence[Quad], contract: Contract, texts: Mapping[str, str], names: Names
) -> Verdict:
    """Hold the graph to its contract; ``texts`` has the source of each document by its slug.

    Whatever is wrong with the graph stands in the verdict. DefinitionError and CurationError are
    raised when the contract itself is ill-formed.
    """
    bounds = counts.read(contract.expected)
    rules = shapes.read(contract.shapes, names)
    passages, misplaced = evidence.examine(quads, texts, names)
    return Verdict(
        constraints=len(shapes.constraints(rules)),
        passages=passages,
        shapes=tuple(_validate(quads, contract.shapes, names)),
        evidence=tuple(misplaced),
        counts=tuple(counts.count(quads, bounds, names)),
        questions=tuple(questions.ask(quads, contract.questions, contract.answers, names)),
    )


def _validate(quads: Sequence[Quad], files: Mapping[str, str], names: Names) -> list[ShapeResult]:
    """What breaks a shape: the catalogue is held to its own shapes, all else to the others.

    Both speak of concepts and organisations, and demand other things of them.
    """
    catalogue = names.graph("catalogue")
    results: list[ShapeResult] = []
    for published in (False, True):
        held = [quad for quad in quads if (quad.graph_name == catalogue) is published]
        texts = {f: t for f, t in files.items() if f.endswith(CATALOGUE_SHAPES) is published}
        if held and texts:
            results += shapes.validate(held, shapes.read(texts, names), names)
    return sorted(results)
