"""The records of the workbench: a visitor's query, and what came of it."""

from dataclasses import dataclass

from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.tables import Table


@dataclass(frozen=True, slots=True)
class Result:
    """An answer: a table, a yes or no, or a graph as text."""

    said: str
    """In one sentence: yes, no, or how much there is."""
    table: Table | None
    text: str
    shortened: str
    """That there is more than is shown; empty where all is."""
    answers: tuple[Link, ...]
    """The whole, in each form in which it can be had."""
    share: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, and where in the query, if that is where it went wrong."""

    said: str
    reason: Words
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class WorkbenchPage(Page):
    """A form for a SPARQL query with examples beside it, and the answer to what was asked."""

    sparql: str
    action: str
    formats: tuple[tuple[str, str], ...]
    sections: tuple[tuple[Words, tuple[Link, ...]], ...]
    limits: str
    result: Result | None
    refusal: Refusal | None
