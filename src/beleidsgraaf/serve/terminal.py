"""Answers a query on the command line, from the embedded store, for the one who typed it."""

import io
import re
from collections.abc import Sequence

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from beleidsgraaf.errors import QueryError
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import Names

_WIDEST = 60


def answer(snapshot: Snapshot, text: str, form: str) -> str:
    """The answer to a SPARQL query as ``table``, ``csv`` or ``json``, with a final newline.

    A query for triples gives Turtle as its table and JSON-LD as its JSON. Raises QueryError with
    line and column when the query is ill-formed, or when triples are asked for as CSV.
    """
    store = Store()
    store.bulk_load(snapshot.read("graph.nq.gz"), format=RdfFormat.N_QUADS)
    names = Names(snapshot.base_iri)
    try:
        found = store.query(
            text, use_default_graph_as_union=True, base_iri=names.base, prefixes=names.prefixes()
        )
        return _written(found, form, names)
    except SyntaxError as error:
        raise QueryError(f"the query is ill-formed: {_said(str(error))}") from None
    except ValueError as error:
        raise QueryError(f"the query is ill-formed: {error}") from None
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from None


def _said(engine: str) -> str:
    """What the engine said of the syntax, on one line; its lists of characters are cut short."""
    place = r"line \1, column \2"
    line = " ".join(re.sub(r"^error at (\d+):(\d+)", place, engine, count=1).split())
    return line if len(line) <= 2 * _WIDEST else line[: 2 * _WIDEST - 1] + "…"


def _written(found: object, form: str, names: Names) -> str:
    match found:
        case QueryTriples():
            if form == "csv":
                raise QueryError("the query gives triples, which have no CSV; use --format table.")
            kind = RdfFormat.TURTLE if form == "table" else RdfFormat.JSON_LD
            return _ended(
                (serialize(found, format=kind, prefixes=names.prefixes()) or b"").decode()
            )
        case QueryBoolean() if form == "table":
            return "yes\n" if found else "no\n"
        case QuerySolutions() if form == "table":
            header = [variable.value for variable in found.variables]
            rows = [[_shown(solution[name], names) for name in header] for solution in found]
            return _table(header, rows)
        case QuerySolutions() | QueryBoolean():
            if form == "csv" and isinstance(found, QueryBoolean):
                return "true\n" if found else "false\n"
            kind_of_results = QueryResultsFormat.CSV if form == "csv" else QueryResultsFormat.JSON
            output = io.BytesIO()
            found.serialize(output, format=kind_of_results)
            return _ended(output.getvalue().decode())
        case _:
            raise QueryError("the query has no answer.")


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _shown(term: object, names: Names) -> str:
    match term:
        case None:
            return ""
        case Literal():
            return " ".join(term.value.split())
        case NamedNode():
            for prefix, iri in names.prefixes().items():
                local = term.value.removeprefix(iri)
                if local != term.value and local.isidentifier():
                    return f"{prefix}:{local}"
            return f"<{term.value}>"
        case _:
            return str(term)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns side by side; a cell that is too wide for a table is cut, and shows it."""
    cut = [[c if len(c) <= _WIDEST else c[: _WIDEST - 1] + "…" for c in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(header, *cut, strict=True)]
    lines = [header, ["-" * width for width in widths], *cut]
    return "".join(
        "  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )
