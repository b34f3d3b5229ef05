"""The record of the pages that explain how something is done, step by step."""

from dataclasses import dataclass
from typing import NamedTuple

from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.render.parts import Link


class Step(NamedTuple):
    """Something to know, with what to type where there is that."""

    heading: str
    text: str
    code: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class GuidePage(Page):
    """How something is done."""

    lead: str
    steps: tuple[Step, ...]
