"""How much room words take in print, and how wide each column must have been.

The dump has lost the places of its words, but not where the printer began a new line: a line was
no wider than its column, and the next word did not fit on it any more.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from beleidsgraaf.model import Column

_NARROW = frozenset("ijlftrI'‘’`.,:;!|/()[]-·")
_WIDE = frozenset("mwMW@%–—…")

BLANK = 0.5
"""A blank's room, where a plain small letter takes 1."""

Widths = Mapping[Column, float]
"""The learned width of each column; without one nothing is known yet."""


@cache
def _room(character: str) -> float:
    """The room of a character in a proportional face, roughly: four classes do."""
    plain = unicodedata.normalize("NFD", character)[0]  # an accent takes no room
    if plain in _NARROW:
        return 0.55
    if plain in _WIDE:
        return 1.5
    return 1.25 if plain.isupper() else 1.0


def measure(text: str) -> float:
    """The room a text takes on a line, runs of blanks counted as one."""
    parts = text.split()
    return sum(_room(c) for part in parts for c in part) + BLANK * max(0, len(parts) - 1)


def fit(lows: Iterable[float], highs: Iterable[float]) -> float:
    """The width that disagrees least with what was seen.

    ``lows`` are lines that stood in the column; ``highs`` are lines with the word that did not
    fit any more. A few that were misread do not move the answer, for it minimises the sum of
    the disagreements, not the largest one.
    """
    bounds = [(low, 1) for low in lows] + [(high, -1) for high in highs]
    places = sorted({place for place, _ in bounds})
    return min(places, key=lambda width: _disagreement(width, bounds))


def _disagreement(width: float, bounds: Sequence[tuple[float, int]]) -> float:
    return sum(max(0.0, (place - width) * side) for place, side in bounds)
