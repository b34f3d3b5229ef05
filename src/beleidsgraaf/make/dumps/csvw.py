"""What the flat tables mean, in the words of CSV on the Web (https://www.w3.org/TR/tabular-metadata/).

One file for both tables, under the name at which a reader of either looks for it.
"""

import json
from typing import Any

from beleidsgraaf.make.dumps.columns import (
    INVOLVEMENTS,
    MEASURES,
    SEPARATOR,
    TABLES,
    Column,
    Form,
    Table,
)
from beleidsgraaf.model import Text

NAME = "csv-metadata.json"
_LISTS = (Form.SLUGS, Form.LABELS)
_DATATYPES = {Form.IRI: "anyURI", Form.INTEGER: "integer", Form.DECIMAL: "decimal"}


def metadata(base: str) -> bytes:
    """The description of all tables; every address in it is relative to its own."""
    described = {
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": {"header": True, "encoding": "utf-8"},
        "tables": [_table(table, base) for table in TABLES],
    }
    return json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"


def _table(table: Table, base: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "aboutUrl": f"{base}id/{table.key}/{{{table.key}}}",
        "primaryKey": table.key,
        "columns": [_column(column) for column in table.columns],
    }
    if table is INVOLVEMENTS:
        reference = {"resource": f"{MEASURES.name}.csv", "columnReference": MEASURES.key}
        schema["foreignKeys"] = [{"columnReference": MEASURES.key, "reference": reference}]
    return {
        "url": f"{table.name}.csv",
        "dc:title": _both(table.title),
        "dc:description": _both(table.description),
        "tableSchema": schema,
    }


def _column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": _both(column.meaning),
        "datatype": _DATATYPES.get(column.form, "string"),
    }
    if column.form in _LISTS:
        described["separator"] = SEPARATOR
    if column.required:
        described["required"] = True
    return described


def _both(text: Text) -> list[dict[str, str]]:
    return [{"@value": text.nl, "@language": "nl"}, {"@value": text.en, "@language": "en"}]
