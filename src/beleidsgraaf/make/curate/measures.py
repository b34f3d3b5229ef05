"""Every row becomes one measure, with the slug, theme and goal that people gave it."""

from collections.abc import Mapping, Sequence

from beleidsgraaf.make.curate import corrections
from beleidsgraaf.make.curate.csvs import Problems, Record
from beleidsgraaf.make.curate.declared import Declared
from beleidsgraaf.model import Column, Concept, Measure, Row, Text


def measures(
    document: str,
    rows: Mapping[int, Row],
    tables: Mapping[str, Sequence[Record]],
    declared: Declared,
    problems: Problems,
) -> list[Measure]:
    """One measure per row; a row without one, or a line without a row, is a problem."""
    by_print = {row.fingerprint: row for row in rows.values()}
    misspelt = corrections.by_measure(tables["spellings"])
    goals = {record["goal"]: record for record in tables["goals"]}
    found: list[Measure] = []
    for record in tables["measures"]:
        declared.must_know(record, f"theme/{record['theme']}")
        declared.must_know(record, f"goal/{record['goal']}")
        row = by_print.get(record["fingerprint"])
        if row is None or str(row.number) != record["row"]:
            whose = f"that of row {row.number}" if row else "of no row"
            problems.add(
                record,
                f"names row {record['row']} by {record['fingerprint']!r}, which is {whose}.",
                f"See data/extracted/{document}/rows.json for the fingerprint of each row.",
            )
            continue
        _goal_fits(record, row, goals.get(record["goal"]), problems)
        activity = row.text(Column.ACTIVITY)
        found.append(
            Measure(
                slug=record["measure"],
                row=row,
                document=document,
                goal=record["goal"],
                theme=record["theme"],
                mended_activity=corrections.mended(
                    activity, Column.ACTIVITY, misspelt.get(record["measure"], [])
                ),
            )
        )
    _all_named(document, rows, found, problems)
    return found


def _goal_fits(record: Record, row: Row, goal: Record | None, problems: Problems) -> None:
    printed = row.text(Column.GOAL)
    if goal is not None and printed != goal["label"] and not goal["note"]:
        problems.add(
            record,
            f"has the goal {goal['label']!r}, but the row prints {printed!r}.",
            f"Give it its own goal, or write in {goal.file}:{goal.line} why they are one.",
        )


def _all_named(
    document: str, rows: Mapping[int, Row], found: Sequence[Measure], problems: Problems
) -> None:
    for number in sorted(set(rows) - {m.row.number for m in found}):
        row = rows[number]
        problems.add_file(
            f"data/curated/{document}/measures.csv",
            f"has no line for row {number}, {row.text(Column.ACTIVITY)!r}.",
            f"Add one, with fingerprint {row.fingerprint}.",
        )


def goals(records: Sequence[Record]) -> list[Concept]:
    """The goals as concepts; their label is the printed text, and they have no definition."""
    return [
        Concept("goal", r["goal"], Text(r["label"]), definition=Text(""), note=r["note"])
        for r in records
    ]
