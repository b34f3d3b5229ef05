"""Running shapes that are not ours over a graph of ours."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pyshacl
import rdflib
from pyoxigraph import Quad, RdfFormat, serialize
from rdflib import SH
from rdflib.plugins.sparql import prepareQuery


class ReadOnce(rdflib.Graph):
    """A graph that reads each query once, where pyshacl asks the same of every node."""

    _prepared = staticmethod(cache(prepareQuery))

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> rdflib.query.Result:
        """The answer of the query."""
        return super().query(self._prepared(query_object), *args, **kwargs)


def to_rdflib(quads: list[Quad]) -> rdflib.Graph:
    """The triples of the quads."""
    written = serialize({quad.triple for quad in quads}, format=RdfFormat.N_TRIPLES)
    return ReadOnce().parse(data=written, format="nt")


def mended(shapes: rdflib.Graph) -> rdflib.Graph:
    """The shapes without what pyshacl refuses to load; no constraint is touched.

    A ``sh:property`` that points at a shape the file does not have is dropped, and so is the type
    of a constraint component without validator: it is one that only NDE's own prober can test.
    """
    for subject, value in list(shapes.subject_objects(rdflib.SH.property)):
        if (value, None, None) not in shapes:
            shapes.remove((subject, rdflib.SH.property, value))
    validators = (rdflib.SH.validator, rdflib.SH.nodeValidator, rdflib.SH.propertyValidator)
    for component in list(shapes.subjects(rdflib.RDF.type, rdflib.SH.ConstraintComponent)):
        if not any((component, validator, None) in shapes for validator in validators):
            shapes.remove((component, rdflib.RDF.type, rdflib.SH.ConstraintComponent))
    return shapes


def results(graph: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[tuple[str, str, str]]:
    """Severity, path and focus of every result; not the details of one."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    for node in report.objects(None, SH.result):
        severity = str(report.value(node, SH.resultSeverity)).removeprefix(str(SH))
        path = str(report.value(node, SH.resultPath) or "")
        yield severity, path, str(report.value(node, SH.focusNode))
