"""Which paths the tables declare, and the checks that a value of a line must pass."""

import datetime
from collections.abc import Iterable, Sequence

from beleidsgraaf.make.curate.csvs import Problems, Record
from beleidsgraaf.make.curate.tables import Tables
from beleidsgraaf.model import Thing


class Declared:
    """Knows every path of the shared tables; notes pointers to nothing and bad values."""

    def __init__(self, tables: Tables, problems: Problems) -> None:
        self._problems = problems
        self._lines: dict[str, Record] = {}
        for kind, column, records in _sources(tables):
            for record in records:
                self.declare(record, f"{kind}/{record[column]}")

    @property
    def paths(self) -> frozenset[str]:
        """All that was declared so far."""
        return frozenset(self._lines)

    def declare(self, record: Record, path: str) -> None:
        """Make a path known; a second line for the same path is a problem."""
        first = self._lines.setdefault(path, record)
        if first is not record:
            self._problems.add(
                record,
                f"uses {path!r} twice.",
                f"It is taken in {first.file}:{first.line}; give this one another slug.",
            )

    def must_know(self, record: Record, path: str) -> None:
        """Note a problem when no table declares the path."""
        if path not in self._lines:
            self._problems.add(
                record, f"names {path!r}, which no table knows.", "Add it to its table, or mend it."
            )

    def thing(self, record: Record, column: str, types: Sequence[str] = ()) -> Thing:
        """The thing that a column points at, noted as a problem if it is unknown or misplaced."""
        self.must_know(record, record[column])
        kind, _, slug = record[column].partition("/")
        if types and kind not in types:
            self._problems.add(
                record,
                f"has {record[column]!r} for {column!r}.",
                f"Name a {' or '.join(types)}, as type/slug.",
            )
        return Thing(kind, slug)

    def one_of(self, record: Record, column: str, allowed: Iterable[str]) -> str:
        """The value, noted as a problem if it is not one of those allowed."""
        if record[column] not in allowed:
            self._problems.add(
                record,
                f"has {record[column]!r} for {column!r}.",
                f"Use one of: {', '.join(allowed)}.",
            )
        return record[column]

    def date(self, record: Record, column: str) -> str:
        """The value, noted as a problem if it is neither empty nor an ISO date."""
        if record[column]:
            try:
                datetime.date.fromisoformat(record[column])
            except ValueError:
                self._problems.add(
                    record, f"has {record[column]!r} for {column!r}.", "Write it as 2021-02-04."
                )
        return record[column]


def _sources(tables: Tables) -> Iterable[tuple[str, str, Iterable[Record]]]:
    """Type segment, the column that holds the slug, and the lines that declare it."""
    shared = tables.shared
    yield "ministry", "ministry", shared["ministries"]
    yield "organisation", "organisation", shared["organisations"]
    yield "programme", "programme", shared["programmes"]
    yield "reference", "reference", shared["references"]
    yield "channel", "channel", shared["channels"]
    yield "event", "event", shared["events"]
    yield "scheme", "scheme", shared["vocabulary/schemes"]
    for scheme, records in tables.concepts.items():
        yield scheme, "slug", records
    for of_document in tables.of_document.values():
        yield "goal", "goal", of_document["goals"]
        yield "measure", "measure", of_document["measures"]
