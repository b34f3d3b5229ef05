"""docs/questions.md lists the questions as their files say them.

Run this file to write the page anew: ``.venv/bin/python tests/questions/test_overview.py``.
"""

import csv
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from beleidsgraaf import queries
from beleidsgraaf.queries import Query
from beleidsgraaf.vocab import DEFAULT_BASE

PROJECT = Path(__file__).parents[2]
PAGE = PROJECT / "docs/questions.md"
SECTIONS = {
    "simple": "Looking up",
    "aggregate": "Counting",
    "path": "Following links",
    "negation": "What is not there",
    "text": "Searching text",
    "role": "Who does what",
    "reference": "Acts, identifiers, renames",
    "provenance": "Where it says so",
}
OPENING = """\
# The competency questions
What the graph must be able to answer, and what it does answer. Each question is a file in
`ontology/questions/`: plain SPARQL 1.1 on the union of the named graphs. Its answer stands beside
it in `expected/`, checked line by line against the document or, where the answer is a decision
(a role, a kind of instrument, an identifier), against the curated tables that say why. Every
build asks all questions and publishes nothing when an answer differs; the tests ask them of a
second engine too.

To add a question: write `cqNN-<name>.rq` with the head of the others (`summary`, `summary-en`,
`section`, `why`, `why-en`; `labels` names what has English names too), write down what the
text says the answer is, and only then run it. Where the two differ, find out who is wrong. A new
class or property needs a question first: a test refuses terms that no question names.

This page is made from the heads by `tests/questions/test_overview.py`.
"""


def overview(questions: Mapping[str, Query], folder: Path) -> str:
    """The page as it should be."""
    return "".join(_lines(questions, folder))


def _lines(questions: Mapping[str, Query], folder: Path) -> Iterator[str]:
    yield OPENING
    for section, group in groupby(questions.values(), key=lambda query: query.section):
        yield f"\n## {SECTIONS[section]}\n| question | rows |\n|---|---|\n"
        for query in group:
            file = f"../ontology/questions/{query.name}.rq"
            title = f"**[{query.name[:4]}]({file})** {query.summary_nl}"
            rows = _rows(folder / "expected" / f"{query.name}.csv")
            yield f"| {title}<br>*{query.summary_en}*<br>{query.why_nl} | {rows} |\n"


def _rows(answer: Path) -> int:
    with answer.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def test_the_page_says_what_the_files_say(questions: Mapping[str, Query], folder: Path) -> None:
    """The page in docs is the one that the heads give now."""
    assert PAGE.read_text("utf-8") == overview(questions, folder)


if __name__ == "__main__":
    files = PROJECT / "ontology/questions"
    PAGE.write_text(overview(queries.load(files, DEFAULT_BASE), files), "utf-8")
