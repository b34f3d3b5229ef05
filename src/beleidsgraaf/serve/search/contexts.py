"""What the page of a search shows."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from beleidsgraaf.serve.render.contexts import Page
from beleidsgraaf.serve.render.parts import Link, Piece, Words


class Hit(NamedTuple):
    """Something found, with the passage that says why."""

    href: str
    name: tuple[Piece, ...]
    lang: str
    field: str
    """What the text is that the passage stands in; empty without one."""
    passage: tuple[Piece, ...]
    passage_lang: str


class HitGroup(NamedTuple):
    """What was found of one kind."""

    anchor: str
    heading: str
    n: str
    hits: tuple[Hit, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class SearchPage(Page):
    """What was found for some words."""

    folder: ClassVar[str] = "search"

    action: str
    q: str
    kind: str
    lead: str
    notes: tuple[Words, ...]
    kinds: tuple[Link, ...]
    groups: tuple[HitGroup, ...]
    previous: Link | None
    following: Link | None
    see_also: tuple[Link, ...]
