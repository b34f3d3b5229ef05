"""A narrowed list as a file: exactly its rows, in its order."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pyoxigraph import NamedNode

from beleidsgraaf.serve.lists.kinds import COLUMNS, MEASURES
from beleidsgraaf.serve.lists.listing import Line, Listing
from beleidsgraaf.serve.render import rdf

CSV = "text/csv"
JSON = "application/json"
TURTLE = "text/turtle"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_SEPARATOR = "; "
_MEASURE = ("number", "title", "goal", "theme", "ministries", "organisations", "instruments",
            "target_groups", "programmes", "explanation", "iri")  # fmt: skip
_ORGANISATION = ("name", "other_names", "kind", "measure_count", "measures", "iri")
_NUMBERS = ("number", "measure_count")
_LONGEST_CELL = 32_767
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""In place of the time of making: the same rows give the same bytes."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a list, ready to be written."""

    listing: Listing
    lines: Sequence[Line]
    about: Mapping[str, object]
    """What the list is, for the form that has room for it."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return _MEASURE if self.listing.of is MEASURES else _ORGANISATION

    def cell(self, line: Line, column: str) -> str:
        """A value as text; several are separated by semicolons."""
        if column == "iri":
            return line.node.value
        if column in _NUMBERS:
            return str(line.number)
        if column in line.texts:
            return line.texts[column]
        return _SEPARATOR.join(self.names(line, column))

    def names(self, line: Line, column: str) -> list[str]:
        """What the things in a column are called; ministries by their printed codes."""
        reader = self.listing.reader
        return [
            reader.text(node, "tooiont:afkorting") or reader.name(node).text
            for node in self.things(line, column)
        ]

    def things(self, line: Line, column: str) -> Sequence[NamedNode]:
        """The things in a column; of an organisation's measures there may be very many."""
        if column == "measures":
            return self.listing.measures(line.node)
        return line.related[column]


def as_csv(table: Table) -> bytes:
    """Comma-separated, UTF-8, as RFC 4180 has it; every text as it is in the graph."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow(table.columns)
    writer.writerows([table.cell(line, c) for c in table.columns] for line in table.lines)
    return output.getvalue().encode()


def as_json(table: Table) -> bytes:
    """An object per row; what is a thing of ours has its IRI beside its name."""
    rows = [{c: _value(table, line, c) for c in table.columns} for line in table.lines]
    document = {**table.about, "count": len(rows), "rows": rows}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _value(table: Table, line: Line, column: str) -> object:
    if column in _NUMBERS:
        return line.number
    if column == "iri" or column in line.texts:
        return table.cell(line, column)
    named = zip(table.things(line, column), table.names(line, column), strict=True)
    return [{"iri": node.value, "name": name} for node, name in named]


def as_xlsx(table: Table) -> bytes:
    """A workbook with one sheet; every text is a text and never a formula or a link."""
    import xlsxwriter  # noqa: PLC0415  few ask for this, and every start would wait for it

    output = io.BytesIO()
    t = table.listing.reader.t
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(output, options)
    book.set_properties({"title": t(table.listing.of.title), "created": _EPOCH})
    sheet = book.add_worksheet(t(table.listing.of.title))
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, t(COLUMNS[column]), bold)
        sheet.set_column(at, at, 10 if column in _NUMBERS else 32, wrapped)
        for number, line in enumerate(table.lines, 1):
            if column in _NUMBERS:
                sheet.write_number(number, at, line.number)
            else:
                sheet.write_string(number, at, table.cell(line, column)[:_LONGEST_CELL])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.lines), len(table.columns) - 1)
    book.close()
    return output.getvalue()


def as_turtle(table: Table) -> bytes:
    """What the graph says of each thing in the list, with what is part of it."""
    store = table.listing.reader.store
    found = {
        triple
        for line in table.lines
        for triple in store.construct("list_description", thing=line.node)
    }
    return rdf.write(sorted(found, key=str), TURTLE, store.names.prefixes())


FILES: Mapping[str, tuple[str, str, Callable[[Table], bytes]]] = {
    "csv": (CSV, "CSV", as_csv),
    "xlsx": (XLSX, "Excel (XLSX)", as_xlsx),
    "json": (JSON, "JSON", as_json),
    "ttl": (TURTLE, "Turtle", as_turtle),
}
"""By suffix: the media type, the name and the maker of a file."""
