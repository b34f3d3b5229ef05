"""The flat tables: one line per measure, one per involvement, for spreadsheets and pandas."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, Quad, QuerySolution, QuerySolutions, Store

from beleidsgraaf import queries
from beleidsgraaf.make.dumps.columns import SEPARATOR, TABLES, Column, Form, Table
from beleidsgraaf.queries import Query

Lists = Mapping[tuple[str, str], list[tuple[str, str]]]
"""IRI of a measure and name of a column -> the slugs and labels of what it is connected to."""


def tables(quads: Iterable[Quad], base: str) -> dict[str, bytes]:
    """Every table by the name of its file, as RFC 4180 writes it: UTF-8, CR LF."""
    store = Store()
    store.bulk_extend(quads)
    asked = queries.load(files("beleidsgraaf.make.dumps") / "queries", base)
    lists = _lists(store, asked["lists"])
    return {f"{t.name}.csv": _table(t, _ask(store, asked[t.name]), lists) for t in TABLES}


def _ask(store: Store, query: Query) -> QuerySolutions:
    found = store.query(query.text, use_default_graph_as_union=True)
    if not isinstance(found, QuerySolutions):
        raise TypeError(f"{query.name}: is no SELECT")
    return found


def _lists(store: Store, query: Query) -> Lists:
    lists: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for found in _ask(store, query):
        thing = (_slug(found["thing"]), _folded(found["label"]))
        lists[found["measure"].value, found["column"].value].append(thing)
    return lists


def _table(table: Table, lines: Iterable[QuerySolution], lists: Lists) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([column.name for column in table.columns])
    for line in lines:
        writer.writerow([_cell(column, line, lists) for column in table.columns])
    return file.getvalue().encode()


def _cell(column: Column, line: QuerySolution, lists: Lists) -> str:
    if column.form in (Form.SLUGS, Form.LABELS):
        things = lists.get((line["measure"].value, column.variable), [])
        return SEPARATOR.join(thing[column.form == Form.LABELS] for thing in things)
    term = line[column.variable]
    if term is None:
        return ""
    match column.form:
        case Form.SLUG:
            return _slug(term)
        case Form.TYPE:
            return _segments(term)[-2]
        case Form.TEXT:
            return _folded(term)
        case _:
            return str(term.value)


def _segments(term: NamedNode) -> list[str]:
    return term.value.split("/")


def _slug(term: NamedNode) -> str:
    return _segments(term)[-1]


def _folded(term: Literal) -> str:
    return " ".join(term.value.split())
