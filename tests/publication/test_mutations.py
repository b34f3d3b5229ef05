"""A passing catalogue, damaged in every place in every way: our own shapes notice each damage."""

import os
from collections import Counter
from itertools import chain
from multiprocessing import get_context

import pyshacl
import pytest
import rdflib
from rdflib import SH, URIRef
from rdflib.collection import Collection

from beleidsgraaf.make.catalogue import Release, catalogue, read
from beleidsgraaf.make.catalogue.values import read as read_values
from beleidsgraaf.make.check import shapes
from beleidsgraaf.vocab import DEFAULT_BASE, Names
from publication.mutations import Result, noticed, share


@pytest.fixture(scope="module")
def outcome(graph: rdflib.Graph, publication_shapes: str) -> list[tuple[str, set[Result]]]:
    """What was noticed of every damage, found on all processors."""
    written = graph.serialize(format="nt")
    parts = os.cpu_count() or 1
    work = [(written, publication_shapes, part, parts) for part in range(parts)]
    with get_context("spawn").Pool(parts) as pool:
        return list(chain.from_iterable(pool.starmap(share, work)))


def test_the_undamaged_catalogue_passes(graph: rdflib.Graph, publication_shapes: str) -> None:
    """There is nothing to notice before the damage is done."""
    rules = shapes.read({"shapes/publication.ttl": publication_shapes}, Names())
    assert noticed(graph, rules, None) == set()


def test_every_damage_is_noticed(
    outcome: list[tuple[str, set[Result]]], capsys: pytest.CaptureFixture[str]
) -> None:
    """The mutation score is 100 %."""
    missed = [damage for damage, found in outcome if not found]
    sorts = Counter(damage.partition(":")[0] for damage, _ in outcome)
    with capsys.disabled():
        print(f"\nmutation score: {len(outcome) - len(missed)} of {len(outcome)} damages noticed")
        print("  " + ", ".join(f"{sort} {count}" for sort, count in sorts.most_common()))
    assert missed == []
    assert len(outcome) > 1300


def test_every_constraint_notices_something(
    outcome: list[tuple[str, set[Result]]], publication_shapes: str
) -> None:
    """No constraint is there for nothing: each notices at least one of the damages."""
    rules = shapes.read({"shapes/publication.ttl": publication_shapes}, Names())
    placeholder = f"{DEFAULT_BASE}shapes#publication-placeholder-query"
    there = {
        (iri, f"{shapes.CONSTRAINTS[parameter]}ConstraintComponent")
        for iri, parameter in shapes.constraints(rules)
        if iri != placeholder  # a test of its own
    }
    noticing = set(chain.from_iterable(found for _, found in outcome))
    assert there - noticing == set()


def test_the_shapes_are_shapes(publication_shapes: str) -> None:
    """Our shapes conform to the shapes of SHACL itself."""
    rules = shapes.read({"shapes/publication.ttl": publication_shapes}, Names())
    conforms, _, said = pyshacl.validate(rdflib.Graph(), shacl_graph=rules, meta_shacl=True)
    assert conforms, said


def test_every_shape_says_how_to_mend_it(publication_shapes: str) -> None:
    """Whatever can give a result has a message in Dutch and one in English, and a severity."""
    rules = shapes.read({"shapes/publication.ttl": publication_shapes}, Names())
    for iri, _ in shapes.constraints(rules):
        shape = URIRef(iri)
        languages = {getattr(m, "language", None) for m in rules.objects(shape, SH.message)}
        assert languages == {"nl", "en"}, iri
        owner = rules.value(predicate=SH.sparql, object=shape) or shape
        assert rules.value(owner, SH.severity), iri


@pytest.mark.parametrize(
    ("name", "lists"),
    [
        ("publisher", {"publisher"}),
        ("creator", {"publisher"}),
        ("theme", {"theme", "owms-theme", "top-theme"}),
        ("licence", {"licence"}),
        ("language", {"language"}),
        ("access", {"access"}),
        ("frequency", {"frequency"}),
        ("availability", {"availability"}),
        ("status", {"status"}),
        ("spatial", {"country"}),
        ("format", {"file-type"}),
        ("media-type", {"media-type"}),
        ("agent-type", {"publisher-type"}),
    ],
)
def test_a_list_in_the_shapes_is_the_list_in_the_table(
    name: str, lists: set[str], publication_shapes: str, values: str
) -> None:
    """The shapes allow just the values of data/publication-values.csv, which says where from."""
    rules = shapes.read({"shapes/publication.ttl": publication_shapes}, Names())
    shape = URIRef(f"{DEFAULT_BASE}shapes#publication-{name}")
    head = rules.value(shape, SH["in"])
    assert head is not None
    allowed = {str(value) for value in Collection(rules, head)}
    assert allowed == {v.iri for v in read_values(values, "").values() if v.list in lists}


def test_each_placeholder_is_told_as_a_warning(
    example: str, values: str, publication_shapes: str, releases: list[Release]
) -> None:
    """With the example settings the catalogue breaks no rule, and names each example value."""
    quads = catalogue(read(example, values), releases, Names())
    rules = shapes.read({"shapes/publication.ttl": publication_shapes}, Names())
    results = shapes.validate(quads, rules, Names())
    assert {result.severity for result in results} == {"Warning"}
    found = {result.value for result in results}
    assert {"mailto:loket@beleidsgraaf.example.org", "tel:+31000000000"} <= found
    assert "https://identifier.overheid.nl/tooi/id/ministerie/mnre0000" in found
