"""The shapes that figures are made of, and the room that words take in them."""

import re
from dataclasses import dataclass
from typing import ClassVar

WIDE = 720
"""Pixels of a figure beside which there is room."""
NARROW = 330
"""Pixels of the same figure on a telephone."""
LINE = 19
"""Pixels from one line of words to the next; the style sheet writes them 14 pixels high."""

_CHARACTER = 7.9
"""Pixels of a character on average, with some to spare: fonts differ per machine."""
_PIECE = re.compile(r"[^\s/-]*[/-]*\s*")


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle with its left upper corner."""

    tag: ClassVar[str] = "rect"
    x: float
    y: float
    width: float
    height: float
    css: str


@dataclass(frozen=True, slots=True)
class Text:
    """A line of words: where it begins, or ends, or has its middle, as the class says."""

    tag: ClassVar[str] = "text"
    x: float
    y: float
    text: str
    css: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    tag: ClassVar[str] = "line"
    x: float
    y: float
    to_x: float
    to_y: float
    css: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A line from left to right that leaves and arrives level."""

    tag: ClassVar[str] = "curve"
    x: float
    y: float
    to_x: float
    to_y: float
    css: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle around its centre."""

    tag: ClassVar[str] = "dot"
    x: float
    y: float
    radius: float
    css: str


Shape = Rect | Text | Line | Curve | Dot


@dataclass(frozen=True, slots=True)
class Mark:
    """Shapes that lead somewhere together."""

    tag: ClassVar[str] = "mark"
    href: str
    label: str
    """What it is and how much, in words."""
    shapes: tuple[Shape, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure of a fixed size; what comes later is drawn over what came before."""

    name: str
    """Unique on its page."""
    title: str
    width: int
    height: int
    parts: tuple[Shape | Mark, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A row, a column or a node: what it is called, and where it leads."""

    key: str
    text: str
    href: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with where it leads, and what it says in words."""

    n: int
    href: str
    label: str


def wrapped(text: str, width: float, lines: int) -> tuple[str, ...]:
    """The words in lines of this many pixels, cut with an ellipsis where there are too many."""
    room = max(4, int(width / _CHARACTER))
    found: list[str] = [""]
    for piece in _pieces(text, room):
        if len((found[-1] + piece).rstrip()) > room:
            found.append("")
        found[-1] += piece
    kept = [line.rstrip() for line in found]
    if len(kept) > lines:
        kept = [*kept[: lines - 1], kept[lines - 1][: room - 1].rstrip() + "…"]
    return tuple(kept)


def _pieces(text: str, room: int) -> list[str]:
    """What may stand on a line of its own; a longer word is cut."""
    pieces = [piece for piece in _PIECE.findall(text) if piece]
    return [p[at : at + room] for p in pieces for at in range(0, len(p), room)]


def label(head: Head, x: float, y: float, lines: tuple[str, ...]) -> tuple[Text, ...]:
    """The lines of a name, the first with its foot at y."""
    return tuple(
        Text(x, y + number * LINE, line, lang=head.lang) for number, line in enumerate(lines)
    )
