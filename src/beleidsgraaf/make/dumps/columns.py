"""The columns of the flat tables: what each is called, where it comes from and what it means."""

import csv
import io
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from beleidsgraaf.model import Text

SEPARATOR = "|"
"""Between the values of a cell that holds several."""


class Form(StrEnum):
    """How a term is written in a cell."""

    IRI = "iri"
    SLUG = "slug"  # the last segment of an IRI
    TYPE = "type"  # the segment before that
    TEXT = "text"  # runs of blanks folded to one
    INTEGER = "integer"
    DECIMAL = "decimal"
    SLUGS = "slugs"  # several, with SEPARATOR between
    LABELS = "labels"  # the Dutch labels of those, in the same order


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the variable of the query that fills it, and its meaning."""

    name: str
    variable: str
    form: Form
    required: bool
    """True where no line leaves it empty."""
    meaning: Text


@dataclass(frozen=True, slots=True)
class Table:
    """A flat table; its query has the same name and gives one solution per line."""

    name: str
    title: Text
    description: Text
    key: str
    """The column that tells the lines apart, and the type segment of what a line is about."""
    columns: tuple[Column, ...]


def _columns(table: str) -> tuple[Column, ...]:
    text = (files("beleidsgraaf.make.dumps") / "columns.csv").read_text("utf-8")
    return tuple(
        Column(
            name=line["name"],
            variable=line["variable"],
            form=Form(line["form"]),
            required=line["required"] == "yes",
            meaning=Text(line["nl"], line["en"]),
        )
        for line in csv.DictReader(io.StringIO(text))
        if line["table"] == table
    )


MEASURES = Table(
    name="measures",
    title=Text("Maatregelen", "Measures"),
    description=Text("Eén regel per maatregel.", "One line per measure."),
    key="measure",
    columns=_columns("measures"),
)
INVOLVEMENTS = Table(
    name="involvements",
    title=Text("Betrokkenheden", "Involvements"),
    description=Text(
        "Eén regel per betrokkenheid: één partij in één rol in één maatregel, en waar dat staat.",
        "One line per involvement: one party in one role in one measure, and where it says so.",
    ),
    key="involvement",
    columns=_columns("involvements"),
)
TABLES = (MEASURES, INVOLVEMENTS)
