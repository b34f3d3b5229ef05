"""Answers that a snapshot brings along: to its questions, and to what the site counts."""

from collections.abc import Mapping
from importlib import resources

from pyoxigraph import QueryResultsFormat, QuerySolutions

from beleidsgraaf import prepared, queries
from beleidsgraaf.merged import Merged
from beleidsgraaf.vocab import Names


def prepare(graph: bytes, texts: Mapping[str, str], names: Names) -> dict[str, bytes]:
    """The files with the answers to these queries, by name, and to our own aggregates.

    An answer that is a graph, or too large to be kept, is left to whoever is asked.
    """
    folder = resources.files("beleidsgraaf") / "aggregates"
    ours = {name: query.text for name, query in queries.load(folder, names.base).items()}
    quads = Merged(graph)
    asked = {**texts, **ours}
    files: dict[str, bytes] = {}
    for name, text in asked.items():
        found = quads.query(text, names.base)
        if not isinstance(found, QuerySolutions):
            continue
        answer = found.serialize(format=QueryResultsFormat.JSON) or b""
        if len(answer) <= prepared.MOST:
            files[prepared.file(name)] = answer
    kept = {name: text for name, text in asked.items() if prepared.file(name) in files}
    return {prepared.QUERIES: prepared.listing(kept), **files}
