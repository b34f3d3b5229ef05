"""The records of the workbench: a visitor's query, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.tables import Figure, Table


class Result(NamedTuple):
    """An answer: a table, a yes or no, or a graph as text."""

    said: str
    """In one sentence: yes, no, or how much there is."""
    figure: Figure | None
    """Where each row has a name and a number."""
    table: Table | None
    text: str
    shortened: str
    """That there is more than is shown; empty where all is."""
    answers: tuple[Link, ...]
    """The whole, in each form in which it can be had."""
    share: str


class Refusal(NamedTuple):
    """Why there is no answer, and where in the query, if that is where it went wrong."""

    said: str
    reason: Words
    before: str
    marked: str
    after: str
    line: int = 0
    """Where that is, counted from 1; 0 where it is nowhere."""
    column: int = 0


class Editor(NamedTuple):
    """What the script needs that makes an editor of the form."""

    words: Mapping[str, str]
    terms: str
    """Where it gets what it completes with."""
    read: str
    """Where it has a query read that is being written."""


@dataclass(frozen=True, slots=True)
class YasguiPage(Page):
    """Yasgui, with the way back to our own form."""

    lead: str
    is_here: bool
    """Whether npm built it."""
    style: str
    endpoint: str
    terms: str
    sparql: str
    workbench: Link


@dataclass(frozen=True, slots=True)
class WorkbenchPage(Page):
    """A form for a SPARQL query with examples beside it, and the answer to what was asked."""

    sparql: str
    action: str
    yasgui: Link
    formats: tuple[tuple[str, str], ...]
    sections: tuple[tuple[Words, tuple[Link, ...]], ...]
    limits: str
    editor: Editor | None
    """Nothing where the script is not built."""
    result: Result | None
    refusal: Refusal | None
