"""What people corrected: cells that were cut wrongly, and printing errors that stay as printed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from beleidsgraaf import cells
from beleidsgraaf.make.curate.csvs import Problems, Record
from beleidsgraaf.make.curate.declared import Declared
from beleidsgraaf.make.curate.quotes import Quotes, quote_of
from beleidsgraaf.make.curate.slugs import slugify
from beleidsgraaf.model import Column, Correction, Document, Extraction, Measure, Row


def corrected(
    extraction: Extraction, document: Document, records: Sequence[Record], problems: Problems
) -> dict[int, Row]:
    """The rows by number, with the decisions of people applied to them.

    A decision that fits no row any more is a problem, and so is a flagged row without one.
    """
    rows = {row.number: row for row in extraction.rows}
    decisions: dict[int, dict[Column, Record]] = {}
    for record in records:
        row = row_of(record, rows, problems, "corrects")
        if row is None or not record["cell"]:
            continue
        if record["cell"] not in tuple(Column):
            problems.add(
                record, f"has cell {record['cell']!r}.", f"Use one of: {', '.join(Column)}."
            )
            continue
        decided = decisions.setdefault(row.number, {})
        first = decided.setdefault(Column(record["cell"]), record)
        if first is not record:
            problems.add(
                record, f"corrects the cell of {first.file}:{first.line} again.", "Keep one line."
            )
    for row in extraction.rows:
        if row.number in decisions:
            rows[row.number] = _correct(row, decisions[row.number], document, problems)
        elif row.flagged:
            problems.add_file(
                f"data/extracted/{extraction.document}/rows.json",
                f"row {row.number} (fingerprint {row.fingerprint}, line {row.lines[0]} of the "
                f"source) is flagged: the reader is not sure of its cells.",
                f"Confirm or correct it in data/curated/{extraction.document}/corrections.csv.",
            )
    return rows


def row_of(record: Record, rows: Mapping[int, Row], problems: Problems, does: str) -> Row | None:
    """The row that a line names by number and fingerprint; None, and a problem, if they differ."""
    number, wanted = record["row"], record["fingerprint"]
    if not number or not wanted:
        return None  # told already
    row = rows.get(int(number)) if number.isdecimal() else None
    if row is not None and row.fingerprint == wanted:
        return row
    others = [str(other.number) for other in rows.values() if other.fingerprint == wanted]
    problems.add(
        record,
        f"{does} row {number} by the fingerprint {wanted!r}, which is that of "
        f"{f'row {others[0]}' if others else 'no row'}.",
        "Mend the row's number."
        if others
        else "The text or its reading changed: compare the row "
        "in data/extracted with the source, and decide again.",
    )
    return None


def _correct(
    row: Row, records: Mapping[Column, Record], document: Document, problems: Problems
) -> Row:
    """The row as decided; still flagged, so that its cells are not relied on, if that fails."""
    fits = True
    for column, record in records.items():
        if record["was"] and row.text(column) != cells.fold(record["was"]):
            fits = False
            problems.add(
                record,
                f"says the cell was {record['was']!r}, but it is {row.text(column)!r}.",
                "Compare it with the source and mend or remove the correction.",
            )
    now = {column: record["now"] for column, record in records.items()}
    if not fits or not all(now.values()):
        return replace(row, flagged=True)
    try:
        return replace(cells.recut(row, document.text, now), flagged=False)
    except ValueError as error:
        first = next(iter(records.values()))
        problems.add(first, f"does not fit: {error}.", "Mend 'now' in this row's lines.")
        return replace(row, flagged=True)


def readings(
    measures: Sequence[Measure], document: Document, records: Sequence[Record]
) -> list[Correction]:
    """The cells that people cut anew, as corrections; confirmations are none."""
    by_row = {(str(m.row.number), m.row.fingerprint): m for m in measures}
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
        if (measure := by_row.get((r["row"], r["fingerprint"])))
        and not measure.row.flagged
        and r["cell"] in tuple(Column)
        and r["was"] != r["now"]
    ]


def spellings(quotes: Quotes, records: Sequence[Record], declared: Declared) -> list[Correction]:
    """The printing errors, each found in its cell."""
    found = []
    for r in records:
        quote = quotes.find(r, r["printed"])
        if quote is None:
            continue
        slug = f"{r['measure']}-{slugify(r['printed'])}"
        declared.declare(r, f"correction/{slug}")
        found.append(
            Correction(
                slug=slug,
                measure=r["measure"],
                column=Column(r["cell"]),
                kind="spelling",
                was=r["printed"],
                now=r["mended"],
                why=r["why"],
                quote=quote,
            )
        )
    return found


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
