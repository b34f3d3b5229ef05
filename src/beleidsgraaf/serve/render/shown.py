"""The question behind a page of a thing, as its template sees it."""

from typing import NamedTuple

from beleidsgraaf.serve.render.parts import Link


class Shown(NamedTuple):
    """A question whose answer is what the page shows of its subject."""

    summary: str
    text: str
    workbench: str
    """Where it can be changed and asked."""
    answers: tuple[Link, ...]
    """Its answer as a file."""
