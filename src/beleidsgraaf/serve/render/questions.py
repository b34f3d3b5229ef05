"""The page of a question: what can be chosen, the answer, and how to take it along."""

from dataclasses import dataclass
from typing import NamedTuple

from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.render.parts import Link
from beleidsgraaf.serve.render.tables import Code, Figure, Sparql, Table


class Option(NamedTuple):
    """A value that can be chosen."""

    value: str
    text: str
    lang: str
    selected: bool


class Field(NamedTuple):
    """A choice in a question: one of the options, or any word where there are none."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str


@dataclass(frozen=True, slots=True)
class QuestionPage(Page):
    """One question: what can be chosen, the answer, and how to take it along."""

    why: str
    """For whom the question is; empty for another choice than its own."""
    action: str
    fields: tuple[Field, ...]
    figure: Figure | None
    see: Link | None
    """A figure with a page of its own that shows this answer."""
    count: str
    table: Table
    share: str
    """The address of this page with what was chosen."""
    sparql: Sparql
    codes: tuple[Code, ...]
