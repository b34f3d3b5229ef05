"""Which paths the tables declare, and the checks that a value of a line must pass."""

import datetime
from collections.abc import Iterable, Sequence

from beleidsgraaf.make.curate.csvs import Problems, Record
from beleidsgraaf.make.curate.tables import FOLDER, Tables
from beleidsgraaf.slug import SLUG, Thing


class Declared:
    """Knows every path of the shared tables; notes pointers to nothing and bad values."""

    def __init__(self, tables: Tables, problems: Problems) -> None:
        self._problems = problems
        self._lines: dict[str, Record] = {}
        self._unread: set[str] = set()
        for kind, column, file, records in _sources(tables):
            if f"{FOLDER}/{file}.csv" in tables.unread:
                self._unread.add(kind)
            for record in records:
                if record[column]:
                    self._slug(record, record[column])
                    self.declare(record, f"{kind}/{record[column]}")

    def is_read(self, kind: str) -> bool:
        """Whether the tables that declare things of this kind could be read."""
        return kind not in self._unread

    def declare(self, record: Record, path: str) -> None:
        """Make a path known; a second line for the same path is a problem."""
        first = self._lines.setdefault(path, record)
        if first is not record:
            self._problems.add(
                record,
                f"uses {path!r} twice.",
                f"It is taken in {first.file}:{first.line}; give this one another slug.",
            )

    def _slug(self, record: Record, slug: str) -> None:
        if not SLUG.fullmatch(slug):
            self._problems.add(
                record,
                f"has the ill-formed slug {slug!r}.",
                "Use lower-case letters, digits and single hyphens.",
            )

    def must_know(self, record: Record, path: str) -> None:
        """Note a problem when no table declares the path.

        A value that is missing was told already, and so was a table that cannot be read.
        """
        kind, slash, slug = path.partition("/")
        if not path or (slash and not slug) or kind in self._unread:
            return
        if path not in self._lines:
            self._problems.add(
                record, f"names {path!r}, which no table knows.", "Add it to its table, or mend it."
            )

    def thing(self, record: Record, column: str, types: Sequence[str]) -> Thing:
        """The thing that a column points at, noted as a problem if it is unknown or misplaced."""
        kind, _, slug = record[column].partition("/")
        if not slug or kind not in types:
            if record[column]:
                self._problems.add(
                    record,
                    f"has {record[column]!r} for {column!r}.",
                    f"Write type/slug, with for type one of: {', '.join(types)}.",
                )
        else:
            self.must_know(record, record[column])
        return Thing(kind, slug)

    def one_of(self, record: Record, column: str, allowed: Iterable[str]) -> str:
        """The value, noted as a problem if it is not one of those allowed."""
        if record[column] and record[column] not in allowed:
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


def _sources(tables: Tables) -> Iterable[tuple[str, str, str, Iterable[Record]]]:
    """Type segment, the column that holds the slug, the table, and the lines that declare it."""
    shared = tables.shared
    for kind in ("ministry", "organisation", "programme", "reference", "channel", "event"):
        name = "ministries" if kind == "ministry" else f"{kind}s"
        yield kind, kind, name, shared[name]
    yield "scheme", "scheme", "vocabulary/schemes", shared["vocabulary/schemes"]
    for scheme, records in tables.concepts.items():
        yield scheme, "slug", f"vocabulary/{scheme}", records
    for document, of_document in tables.of_document.items():
        yield "goal", "goal", f"{document}/goals", of_document["goals"]
        yield "measure", "measure", f"{document}/measures", of_document["measures"]
