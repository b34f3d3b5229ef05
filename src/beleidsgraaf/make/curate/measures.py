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
    misspelt = corrections.by_measure(tables["spellings"])
    goals = {record["goal"]: record for record in tables["goals"]}
    found: list[Measure] = []
    for record in tables["measures"]:
        declared.must_know(record, f"theme/{record['theme']}")
        declared.must_know(record, f"goal/{record['goal']}")
        row = corrections.row_of(record, rows, problems, "names")
        if row is None:
            continue
        declared.declare(record, f"row/{document}-{row.number}")
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
    if declared.is_read("measure"):
        _all_named(document, rows, tables["measures"], problems)
    return found


def _goal_fits(record: Record, row: Row, goal: Record | None, problems: Problems) -> None:
    printed = row.text(Column.GOAL)
    if goal is not None and not row.flagged and printed != goal["label"] and not goal["note"]:
        problems.add(
            record,
            f"has the goal {goal['label']!r}, but the row prints {printed!r}.",
            f"Give it its own goal, or write in {goal.file}:{goal.line} why they are one.",
        )


def _all_named(
    document: str, rows: Mapping[int, Row], records: Sequence[Record], problems: Problems
) -> None:
    """Note every row that no line means, be it by its number or by its fingerprint alone."""
    meant = {r["row"] for r in records} | {r["fingerprint"] for r in records}
    for row in rows.values():
        if {str(row.number), row.fingerprint} & meant:
            continue
        problems.add_file(
            f"data/curated/{document}/measures.csv",
            f"has no line for row {row.number}, {row.text(Column.ACTIVITY)!r}.",
            f"Add one, with fingerprint {row.fingerprint}.",
        )


def goals(records: Sequence[Record]) -> list[Concept]:
    """The goals as concepts; their label is the printed text, and they have no definition."""
    return [
        Concept("goal", r["goal"], Text(r["label"]), definition=Text(""), note=r["note"])
        for r in records
    ]
