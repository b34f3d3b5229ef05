"""What people corrected: cells that were cut wrongly, and printing errors that stay as printed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from beleidsgraaf import cells
from beleidsgraaf.make.curate.csvs import Problems, Record
from beleidsgraaf.make.curate.quotes import Quotes, quote_of
from beleidsgraaf.make.curate.slugs import slugify
from beleidsgraaf.model import Column, Correction, Document, Extraction, Measure, Row


def corrected(
    extraction: Extraction, document: Document, records: Sequence[Record], problems: Problems
) -> dict[int, Row]:
    """The rows by number, with the decisions of people applied to them.

    A decision that fits no row any more is a problem, and so is a flagged row without one.
    """
    by_print = {row.fingerprint: row for row in extraction.rows}
    decisions: dict[str, list[Record]] = {}
    for record in records:
        if record["fingerprint"] not in by_print:
            problems.add(
                record,
                f"corrects row {record['row']}, but no row has that fingerprint.",
                "The text or the reading changed: compare, and correct it again.",
            )
        elif record["cell"] not in tuple(Column):
            problems.add(
                record, f"has cell {record['cell']!r}.", f"Use one of: {', '.join(Column)}."
            )
        else:
            decisions.setdefault(record["fingerprint"], []).append(record)
    for fingerprint, decided in decisions.items():
        by_print[fingerprint] = _correct(by_print[fingerprint], decided, document, problems)
    for row in by_print.values():
        if row.flagged:
            problems.add_file(
                f"data/extracted/{extraction.document}/rows.json",
                f"row {row.number} (fingerprint {row.fingerprint}, line {row.lines[0]} of the "
                f"source) is flagged: the reader is not sure of its cells.",
                f"Confirm or correct it in data/curated/{extraction.document}/corrections.csv.",
            )
    return {row.number: row for row in by_print.values()}


def _correct(row: Row, records: Sequence[Record], document: Document, problems: Problems) -> Row:
    now: dict[Column, str] = {}
    for record in records:
        column = Column(record["cell"])
        if row.text(column) != cells.fold(record["was"]):
            problems.add(
                record,
                f"says the cell was {record['was']!r}, but it is {row.text(column)!r}.",
                "Compare it with the source and mend or remove the correction.",
            )
        now[column] = record["now"]
    try:
        return replace(cells.recut(row, document.text, now), flagged=False)
    except ValueError as error:
        problems.add(records[0], f"does not fit: {error}.", "Mend 'now' in this row's lines.")
        return replace(row, flagged=False)  # the problem is told once, not again as a flag


def readings(
    measures: Sequence[Measure], document: Document, records: Sequence[Record]
) -> list[Correction]:
    """The cells that people cut anew, as corrections; confirmations are none."""
    by_print = {m.row.fingerprint: m for m in measures}
    return [
        Correction(
            slug=f"{measure.slug}-{r['cell']}",
            measure=measure.slug,
            column=Column(r["cell"]),
            kind="reading",
            was=r["was"],
            now=r["now"],
            why=r["why"],
            quote=quote_of(document, measure.row.span),
        )
        for r in records
        if (measure := by_print.get(r["fingerprint"])) and r["was"] != r["now"]
    ]


def spellings(quotes: Quotes, records: Sequence[Record]) -> list[Correction]:
    """The printing errors, each found in its cell."""
    return [
        Correction(
            slug=f"{r['measure']}-{slugify(r['printed'])}",
            measure=r["measure"],
            column=Column(r["cell"]),
            kind="spelling",
            was=r["printed"],
            now=r["mended"],
            why=r["why"],
            quote=quote,
        )
        for r in records
        if (quote := quotes.find(r, r["printed"])) is not None
    ]


def mended(text: str, column: Column, records: Sequence[Record]) -> str:
    """The text with the printing errors of its column mended; empty where there are none."""
    result = text
    for record in records:
        if record["cell"] == column:
            result = result.replace(cells.fold(record["printed"]), record["mended"])
    return "" if result == text else result


def by_measure(records: Sequence[Record]) -> Mapping[str, list[Record]]:
    """The lines of a table by the measure they are about."""
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record["measure"], []).append(record)
    return found
