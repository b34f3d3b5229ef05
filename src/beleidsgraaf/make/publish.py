"""Hands a snapshot's dataset over: its record, what is wrong with it, and the sending."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, parse

from beleidsgraaf.make.catalogue import is_placeholder
from beleidsgraaf.make.catalogue.places import DATASET
from beleidsgraaf.make.handover import left_out, problems, read, record
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import Names


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record that can be handed over, or what stands in the way."""

    record: dict[str, Any]
    left_out: tuple[str, ...]
    """What the catalogue says and the API has no field for."""
    problems: tuple[str, ...]
    """What the API's own description does not allow; empty too where that was not asked."""
    placeholders: tuple[str, ...]
    """The values that still are examples, after the name of their field."""


def prepare(snapshot: Snapshot, openapi: Path | None = None) -> Prepared:
    """The record of the dataset that always is the latest version.

    Raises HandOverError where the snapshot has none, or ``openapi`` is another file.
    """
    quads = list(parse(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS))
    names = Names(snapshot.base_iri)
    made = record(quads, names, DATASET)
    return Prepared(
        record=made,
        left_out=tuple(left_out(quads, names, DATASET)),
        problems=tuple(problems(made, read(openapi))) if openapi else (),
        placeholders=tuple(
            f"{path}: {value}" for path, value in _leaves(made) if is_placeholder(value)
        ),
    )


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a JSON value, with the path to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{number}]")
    else:
        yield path, str(value)
