"""Competency questions: each is asked, and its answer compared with the one written down."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, Store

from beleidsgraaf.errors import DefinitionError, Problem
from beleidsgraaf.make.check.verdict import QuestionResult
from beleidsgraaf.queries import Query
from beleidsgraaf.vocab import DEFAULT_BASE, Names

Row = tuple[str, ...]

_PLACE = re.compile(r"error at (\d+):(\d+)")


def ask(
    quads: Iterable[Quad], questions: Mapping[str, Query], answers: Mapping[str, str], names: Names
) -> list[QuestionResult]:
    """What came of every question, by name.

    DefinitionError lists the questions that cannot be asked, that have no answer written down,
    and the answers that belong to no question.
    """
    problems = [*_unpaired(questions, answers)]
    store = Store()
    store.bulk_extend(quads)
    results = []
    for name, question in sorted(questions.items()):
        try:
            found = _ask(store, question)
        except (SyntaxError, ValueError) as error:
            problems.append(_problem(name, error))
        else:
            results.append(_compare(name, found, _read(answers.get(name, ""), names)))
    if problems:
        raise DefinitionError(problems)
    return results


def _unpaired(questions: Mapping[str, Query], answers: Mapping[str, str]) -> Iterator[Problem]:
    for name in sorted(questions.keys() - answers.keys()):
        file = f"ontology/questions/expected/{name}.csv"
        yield Problem(file, 0, "is missing.", "Write down the answer, checked by hand.")
    for name in sorted(answers.keys() - questions.keys()):
        file = f"ontology/questions/expected/{name}.csv"
        yield Problem(file, 0, "answers no question.", f"Remove it, or add {name}.rq.")


def _problem(name: str, error: Exception) -> Problem:
    place = _PLACE.search(str(error))
    line = int(place[1]) if place else 0
    file = f"ontology/questions/{name}.rq"
    return Problem(file, line, f"cannot be asked: {error}.", "Mend the query.")


def _ask(store: Store, question: Query) -> list[Row]:
    """The answer as rows of text, with the names of the columns as the first."""
    answer = store.query(question.text, use_default_graph_as_union=True)
    if isinstance(answer, QueryBoolean):
        return [("true" if answer else "false",)]
    if isinstance(answer, QuerySolutions):
        written = answer.serialize(format=QueryResultsFormat.CSV) or b""
        return _rows(written.decode())
    raise ValueError("a competency question is a SELECT or an ASK")


def _read(text: str, names: Names) -> list[Row]:
    """A written answer, with our IRIs under the base of this graph."""
    return [tuple(_rebase(cell, names) for cell in row) for row in _rows(text)]


def _rebase(cell: str, names: Names) -> str:
    if cell.startswith(DEFAULT_BASE):
        return names.base + cell.removeprefix(DEFAULT_BASE)
    return cell


def _rows(text: str) -> list[Row]:
    # newline="" keeps the line ends inside a cell as they are.
    return [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))]


def _compare(name: str, found: list[Row], expected: list[Row]) -> QuestionResult:
    difference = ""
    for number, (row, wanted) in enumerate(zip_longest(found, expected)):
        if row != wanted:
            place = f"row {number}" if number else "the head"
            difference = f"{place} is {_show(row)}, not {_show(wanted)}"
            break
    return QuestionResult(name, max(len(found) - 1, 0), max(len(expected) - 1, 0), difference)


def _show(row: Row | None) -> str:
    return "missing" if row is None else repr(", ".join(row))
