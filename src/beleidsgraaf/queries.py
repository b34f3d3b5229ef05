"""Queries are files with a head; this reads them.

A head is the run of ``#+ key: value`` lines at the top. ``summary`` (Dutch) and ``summary-en``
are always there; ``section`` groups competency questions; ``parameter`` lines, any number, name a
variable that the caller binds as a term and the kind of value it takes; ``form`` and ``form-en``
are the summary with ``{names}`` of parameters, for other values than those in the file; ``figure``
says how the answer can be drawn: ``bars`` of a name and a number, or as the figure of a ``page``;
``why`` and ``why-en`` say for whom the question is; ``labels`` are the variables with a Dutch
label where everything has an English one too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from beleidsgraaf.errors import DefinitionError, Problem
from beleidsgraaf.vocab import rebase

_HEAD = re.compile(r"#\+ (?P<key>[a-z-]+): (?P<value>.+)")
_KEYS = {
    "summary",
    "summary-en",
    "section",
    "parameter",
    "form",
    "form-en",
    "figure",
    "labels",
    "why",
    "why-en",
}


class Folder(Protocol):
    """A folder of files: a Path, or a folder inside the package."""

    def iterdir(self) -> Iterable["Folder"]: ...  # noqa: D102
    def read_text(self, encoding: str) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what its head says."""

    name: str
    text: str
    """The whole file, head included, with our IRIs under the base asked for."""
    summary_nl: str
    summary_en: str
    section: str = ""
    why_nl: str = ""
    why_en: str = ""
    parameters: tuple[str, ...] = ()
    form_nl: str = ""
    form_en: str = ""
    figure: str = ""
    labels: tuple[str, ...] = ()


def parse(name: str, text: str, base: str, file: str = "") -> Query:
    """The query in a file's text; DefinitionError when its head is not complete."""
    head, parameters, problems = _head(text, file or name)
    problems += [
        Problem(file or name, 1, f"has no {key}.", f"Add a line '#+ {key}: ...' at the top.")
        for key in ("summary", "summary-en")
        if key not in head
    ]
    if problems:
        raise DefinitionError(problems)
    return Query(
        name=name,
        text=rebase(text, base),
        summary_nl=head["summary"],
        summary_en=head["summary-en"],
        section=head.get("section", ""),
        why_nl=head.get("why", ""),
        why_en=head.get("why-en", ""),
        parameters=tuple(parameters),
        form_nl=head.get("form", ""),
        form_en=head.get("form-en", ""),
        figure=head.get("figure", ""),
        labels=tuple(head.get("labels", "").split()),
    )


def _head(text: str, file: str) -> tuple[dict[str, str], list[str], list[Problem]]:
    """What the head says by key, its parameters, and the lines of it that say nothing."""
    head: dict[str, str] = {}
    parameters: list[str] = []
    problems: list[Problem] = []
    keys = ", ".join(sorted(_KEYS))
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            break
        found = _HEAD.fullmatch(line.rstrip())
        if found is None or found["key"] not in _KEYS:
            remedy = f"Use '#+ key: value': {keys}."
            problems.append(Problem(file, number, "is no head line.", remedy))
        elif found["key"] == "parameter":
            parameters.append(found["value"])
        else:
            head[found["key"]] = found["value"]
    return head, parameters, problems


def load(folder: Folder | Path, base: str) -> dict[str, Query]:
    """Every .rq file of a folder by its stem, sorted; DefinitionError lists all bad heads."""
    queries: dict[str, Query] = {}
    problems: list[Problem] = []
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".rq"):
            continue
        stem = file.name.removesuffix(".rq")
        try:
            queries[stem] = parse(stem, file.read_text("utf-8"), base, str(file))
        except DefinitionError as error:
            problems += error.problems
    if problems:
        raise DefinitionError(problems)
    return queries
