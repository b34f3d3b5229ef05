"""Every constraint of every shape has an example that keeps it and one that breaks it alone."""

from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Quad
from pyshacl import validate as pyshacl_validate
from rdflib import RDF, SH

from beleidsgraaf import definitions
from beleidsgraaf.make.check import shapes
from beleidsgraaf.make.check.verdict import ShapeResult
from beleidsgraaf.vocab import DEFAULT_BASE, Names

HERE = Path(__file__).parent
FILES = sorted(
    file
    for file in (Path(__file__).parents[2] / "shapes").glob("*.ttl")
    if file.name != "publication.ttl"  # is about the catalogue, and tested with it
)
NAMES = Names()
START = f"{DEFAULT_BASE}shapes#"
GOOD = sorted((HERE / "good").glob("*.ttl"))
BAD = sorted((HERE / "bad").glob("*.ttl"))


@cache
def rules(*files: Path) -> rdflib.Graph:
    """The shapes of these files."""
    return shapes.read({f"shapes/{f.name}": f.read_text("utf-8") for f in files}, NAMES)


@cache
def homes() -> dict[str, Path]:
    """The file in which each constraint stands, by the name its bad example has."""
    return {
        f"{iri.removeprefix(START)}-{parameter}": file
        for file in FILES
        for iri, parameter in shapes.constraints(rules(file))
    }


def results(example: Path, shape_file: Path) -> list[ShapeResult]:
    """What the shapes of one file find in an example."""
    triples = definitions.parse(example.read_text("utf-8"), NAMES.base, example.name)
    quads = [Quad(t.subject, t.predicate, t.object) for t in triples]
    return shapes.validate(quads, rules(shape_file), NAMES)


def test_no_example_is_overlooked() -> None:
    """There are as many examples as were written: a file of good ones per shape file."""
    assert [f.name for f in GOOD] == [f.name for f in FILES]
    assert (len(GOOD), len(BAD)) == (15, 238)


def test_every_constraint_has_its_bad_example() -> None:
    """The names of the bad examples are the constraints that stand in the shapes."""
    assert {f.stem for f in BAD} == set(homes())


@pytest.mark.parametrize("example", GOOD, ids=lambda f: f.stem)
def test_a_good_example_breaks_nothing(example: Path) -> None:
    """The shapes of a file find nothing in the good example beside it."""
    assert results(example, FILES[GOOD.index(example)]) == []


@pytest.mark.parametrize("example", BAD, ids=lambda f: f.stem)
def test_a_bad_example_breaks_exactly_its_constraint(example: Path) -> None:
    """The shapes of the file find one thing in a bad example: the one it is named after."""
    found = results(example, homes()[example.stem])
    name, _, parameter = example.stem.rpartition("-")
    component = f"{shapes.CONSTRAINTS[parameter]}ConstraintComponent"
    assert [(r.shape, r.constraint) for r in found] == [(START + name, component)]
    assert found[0].message_nl
    assert found[0].message_en
    assert found[0].message_nl != found[0].message_en


def test_shapes_speak_both_languages() -> None:
    """Each shape with constraints has a severity and a message in nl and in en."""
    graph = rules(*FILES)
    named = {rdflib.URIRef(iri) for iri, _ in shapes.constraints(graph)}
    for shape in named:
        languages = {getattr(m, "language", None) for m in graph.objects(shape, SH.message)}
        assert languages == {"nl", "en"}, shape
        owner = graph.value(predicate=SH.sparql, object=shape) or shape
        assert graph.value(owner, SH.severity), owner


def test_every_shape_has_a_name() -> None:
    """A report never points at a blank node: node and property shapes are IRIs of ours."""
    graph = rules(*FILES)
    for kind in (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint):
        names = list(graph.subjects(RDF.type, kind))
        assert names
        assert [str(name) for name in names if not str(name).startswith(START)] == []


def test_every_parameter_in_use_is_known() -> None:
    """No constraint escapes the examples because its parameter is not in the list."""
    graph = rules(*FILES)
    no_constraints = {
        "alternativePath",
        "inversePath",
        "message",
        "not",  # only inside an sh:or
        "path",
        "property",
        "qualifiedValueShape",
        "select",
        "severity",
        "targetClass",
        "targetSubjectsOf",
    }
    used = {str(p).removeprefix(str(SH)) for p in graph.predicates() if str(p) in SH}
    assert used - set(shapes.CONSTRAINTS) == no_constraints


def test_the_shapes_are_shapes() -> None:
    """The shapes conform to the shapes of SHACL itself."""
    graph = rules(*FILES)
    conforms, _, _ = pyshacl_validate(rdflib.Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms
