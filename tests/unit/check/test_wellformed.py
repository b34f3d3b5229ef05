"""Turtle that is no SHACL is told by file and line, before the engine stumbles over it."""

import pytest

from beleidsgraaf.errors import DefinitionError
from beleidsgraaf.make.check import shapes
from beleidsgraaf.vocab import Names

FILE = "shapes/a.ttl"
HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix : <https://a.example/shapes#> .
:thing a sh:NodeShape ; sh:targetClass :Thing ; sh:property :name .
:name a sh:PropertyShape ; sh:path :p ; sh:minCount 1 ; sh:in ( 1 2 ) ; sh:pattern "^a" .
"""


def told(text: str) -> list[tuple[int, str]]:
    """The line and the words of every problem that reading these shapes gives."""
    with pytest.raises(DefinitionError) as caught:
        shapes.read({FILE: text}, Names())
    assert {problem.file for problem in caught.value.problems} == {FILE}
    return [(problem.line, problem.what) for problem in caught.value.problems]


def test_shapes_in_order_are_read() -> None:
    """The head alone has nothing wrong with it."""
    assert len(shapes.constraints(shapes.read({FILE: HEAD}, Names()))) == 3


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("sh:minCuont 1", "says sh:minCuont, which SHACL does not have."),
        ('sh:path "p"', "has the path 'p', which is a text and no property."),
        ('sh:maxCount "one"', "has a sh:maxCount that is no whole number."),
        ("sh:in 5", "has a sh:in that is no list in brackets."),
        ("sh:node :nowhere", "has as sh:node https://a.example/shapes#nowhere, which no file"),
        ("sh:property :odd", "has as sh:property https://a.example/shapes#odd, which has no"),
        ('sh:pattern "("', "has the pattern '(', which cannot be used: "),
        ('sh:select "SELECT {"', "has a query that cannot be asked: "),
    ],
)
def test_what_is_no_shacl_is_told_with_the_line_of_its_shape(said: str, what: str) -> None:
    """One problem, on the line on which the shape begins."""
    [(line, words)] = told(f"{HEAD}\n:odd a sh:NodeShape ;\n    {said} .\n")
    assert line == 6
    assert words.startswith(what)


def test_a_shape_without_a_name_is_told_with_its_file() -> None:
    """There is no line to give: 0 stands for the whole file."""
    assert told(HEAD + ":odd a sh:NodeShape ; sh:not [ sh:minCuont 1 ] .")[0][0] == 0


def test_a_file_without_a_shape_is_told() -> None:
    """Turtle that holds nothing for SHACL would check nothing, and say that all is well."""
    assert told("<https://a.example/a> <https://a.example/b> 1 .") == [
        (1, "holds no sh:NodeShape.")
    ]


def test_shapes_may_lean_on_those_of_other_files() -> None:
    """What one file names and another describes is no problem."""
    other = HEAD.replace(":thing", ":other").replace(":name", ":theirs")
    leaning = HEAD.replace("sh:property :name", "sh:property :name , :theirs")
    assert shapes.read({FILE: leaning, "shapes/b.ttl": other}, Names())
