"""Tables that people edit: read so that every mistake in them is found, and none stops the rest."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from beleidsgraaf.errors import Problem


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: its columns in order, and those that may be empty."""

    columns: tuple[str, ...]
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a table, which knows where it stands."""

    file: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]


@dataclass(slots=True)
class Problems:
    """Collects what is wrong, so that all of it can be told at once."""

    found: list[Problem] = field(default_factory=list)

    def add(self, at: Record, what: str, remedy: str) -> None:
        """Note a problem with one line of a table."""
        self.found.append(Problem(at.file, at.line, what, remedy))

    def add_file(self, file: str, what: str, remedy: str, line: int = 0) -> None:
        """Note a problem with a file as a whole, or with a line that could not be read."""
        self.found.append(Problem(file, line, what, remedy))


def read(
    files: Mapping[str, str], name: str, table: Table, problems: Problems
) -> list[Record] | None:
    """The lines of a table; None where the file, or a column that must be filled, is missing.

    What is wrong is added to ``problems``; all that can be read all the same is given, so that
    one mistake in a header does not hide the others, nor look like a hundred.
    """
    text = files.get(name)
    if text is None:
        problems.add_file(name, "is missing.", f"Make it: {','.join(table.columns)}")
        return None
    rows = _rows(text, name, problems)
    header = next(rows, (1, []))[1]
    if header != list(table.columns):
        problems.add_file(name, *_about_header(header, table.columns), line=1)
    if set(table.columns) - table.optional - set(header):
        return None
    return [r for line, row in rows if (r := _record((name, line), header, row, table, problems))]


def _rows(text: str, name: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not empty, with the number of the line on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield start, [cell.strip() for cell in row]
            start = reader.line_num + 1
    except csv.Error as error:
        problems.add_file(name, f"is no CSV: {error}.", "Mend the quotes on this line.", start)


def _about_header(header: Sequence[str], columns: Sequence[str]) -> tuple[str, str]:
    unknown = [c for c in header if c not in columns]
    missing = [c for c in columns if c not in header]
    twice = sorted({c for c in header if header.count(c) > 1 and c in columns})
    said = [f"unknown column {c!r}" for c in unknown]
    said += [f"no column {c!r}" for c in missing] + [f"column {c!r} twice" for c in twice]
    what = f"has {' and '.join(said)}." if said else "has its columns in another order."
    return what, f"The columns are: {','.join(columns)}"


def _record(
    place: tuple[str, int],
    header: Sequence[str],
    row: Sequence[str],
    table: Table,
    problems: Problems,
) -> Record | None:
    name, line = place
    # Where the header was told to be wrong, its lines may be right.
    columns = header if len(header) == len(row) else table.columns
    if len(row) != len(columns):
        problems.add_file(
            name,
            f"has {len(row)} values where {len(columns)} are due.",
            "Put a value with a comma in it between double quotes.",
            line,
        )
        return None
    record = Record(
        name, line, dict.fromkeys(table.columns, "") | dict(zip(columns, row, strict=True))
    )
    for column in table.columns:
        if not record[column] and column not in table.optional:
            problems.add(record, f"has no value for {column!r}.", "Fill it in.")
    return record
