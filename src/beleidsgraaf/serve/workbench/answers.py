"""What the endpoint gave, as a page shows it: the first rows by name, a yes or no, a graph."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode

from pyoxigraph import (
    BlankNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from beleidsgraaf.errors import QueryError, QuerySyntaxError
from beleidsgraaf.serve.endpoint import media
from beleidsgraaf.serve.pages import barred, columns
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.sparql import ENDPOINT
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.tables import Cell, Figure, Table, TableRow
from beleidsgraaf.serve.render.workbench import Refusal, Result
from beleidsgraaf.serve.response import Response
from beleidsgraaf.serve.store import Term

BINDINGS = "text/tab-separated-values"
"""The form in which we ask: a line for each row, so that a large answer is counted, not read."""
GRAPH = "text/turtle"
MOST = 200
"""Rows, or lines of a graph, on a page."""
FORMATS = (("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"))
"""The forms of bindings: the endpoint's ``format=``, and its name."""
_GRAPH_FORMATS = (("turtle", "Turtle"), ("nt", "N-Triples"), ("jsonld", "JSON-LD"))
_BARS = 40
"""Rows that are drawn, at most."""
_NEAR = 40
"""Characters that are marked where a query went wrong, at most."""


def result(reader: Reader, sparql: str, found: Response, share: str) -> Result:
    """The endpoint's answer to a query."""
    if dict(found.headers)["Content-Type"].startswith(GRAPH):
        return _graph(reader, sparql, found.body, share)
    head, _, rest = found.body.partition(b"\n")
    total = rest.count(b"\n")
    first = b"\n".join([head, *rest.split(b"\n", MOST)[: min(total, MOST)], b""])
    parsed = parse_query_results(first, format=QueryResultsFormat.TSV)
    answers = _ways(sparql, FORMATS)
    if isinstance(parsed, QueryBoolean):
        said = reader.t("workbench.true" if parsed else "workbench.false")
        return Result(said, None, None, "", "", answers, share)
    said = reader.t("question.rows", n=total)
    table = _table(reader, parsed, total)
    return Result(
        said, _figure(reader, table), table, "", _shortened(reader, total), answers, share
    )


def _shortened(reader: Reader, total: int) -> str:
    return reader.t("workbench.shortened", n=MOST) if total > MOST else ""


def _graph(reader: Reader, sparql: str, body: bytes, share: str) -> Result:
    lines = body.decode().split("\n")
    shown = "\n".join(lines[:MOST])
    said = reader.t("workbench.graph")
    ways = _ways(sparql, _GRAPH_FORMATS)
    return Result(said, None, None, shown, _shortened(reader, len(lines)), ways, share)


def _ways(sparql: str, formats: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
    return tuple(
        Link(
            f"{ENDPOINT}?{urlencode({'query': sparql, 'format': form})}",
            name,
            media=media.FORMATS[form],
        )
        for form, name in formats
    )


def _table(reader: Reader, found: QuerySolutions, total: int) -> Table:
    names = tuple(variable.value for variable in found.variables)
    return Table(
        caption=reader.t("question.answer"),
        heads=tuple(Words(name) for name in names),
        rows=tuple(_rows(reader, found, names)),
        more=max(0, total - MOST),
    )


def _rows(reader: Reader, found: QuerySolutions, names: tuple[str, ...]) -> Iterator[TableRow]:
    for number, solution in enumerate(islice(found, MOST), 1):
        yield TableRow(tuple(_cell(reader, solution[name]) for name in names), f"row-{number}")


def _figure(reader: Reader, table: Table) -> Figure | None:
    """Bars, where there are two columns and one of them has whole numbers alone."""
    if len(table.heads) != 2 or not 2 <= len(table.rows) + table.more <= _BARS:
        return None
    for name, number in ((0, 1), (1, 0)):
        rows = [(row.cells[name], row.cells[number]) for row in table.rows]
        if all(_counts(n) and not of.numeric for of, n in rows):
            named = [(of.parts[0], int(n.parts[0].text)) for of, n in rows]
            return barred.figure(reader, table.caption, named)
    return None


def _counts(cell: Cell) -> bool:
    return cell.numeric and cell.parts[0].text.isdigit()


def _cell(reader: Reader, term: Term | None) -> Cell:
    """A term as a reader wants to see it; what has no name is shown as it is written."""
    if isinstance(term, BlankNode | Triple):
        return Cell((Words(str(term)),))
    return columns.cell(reader, term)


def refusal(reader: Reader, sparql: str, error: QueryError) -> Refusal:
    """Why there is no answer, with the place marked where the endpoint names one."""
    reason = Words(str(error), "" if reader.lang == "en" else "en")
    if not isinstance(error, QuerySyntaxError):
        return Refusal(reader.t("workbench.refused"), reason, "", "", "")
    said = reader.t("workbench.mistake", line=error.line, column=error.column)
    lines = sparql.split("\n")
    start = sum(len(line) + 1 for line in lines[: error.line - 1]) + error.column - 1
    rest = sparql[start:]
    marked = rest.split(maxsplit=1)[0][:_NEAR] if rest.strip() else ""
    begin = sparql.find(marked, start) if marked else len(sparql)
    end = begin + len(marked)
    place = (error.line, error.column)
    return Refusal(said, reason, sparql[:begin], marked or "…", sparql[end:], *place)
