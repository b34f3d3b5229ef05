"""Makes the query of a choice from a query file, out of terms and never out of pasted text.

A file of this kind has two marks that are no SPARQL. ``#? a b`` begins lines that stay only where
``a`` or ``b`` is asked for, up to the next such mark; ``#?`` alone begins lines that always stay,
and ``#? a each`` lines that are there once for every term of ``a``. ``$a`` is the place of the
terms of ``a``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pyoxigraph import Literal, NamedNode

Terms = Mapping[str, Sequence[NamedNode | Literal | int]]
"""What goes in the place of each ``$name``; a name that is there counts as asked for."""

_MARK = "#?"
_EACH = "each"
_PLACE = re.compile(r"\$([a-z]+)")


def filled(text: str, terms: Terms) -> str:
    """The query that the file's text makes of these terms, without head and marks."""
    kept: list[str] = []
    for mark, lines in _blocks(text):
        asked = [name for name in mark if name != _EACH]
        if asked and not any(name in terms for name in asked):
            continue
        if _EACH in mark:
            kept += [
                _put(line, {**terms, asked[0]: (one,)}) for one in terms[asked[0]] for line in lines
            ]
        else:
            kept += [_put(line, terms) for line in lines]
    return "\n".join(kept).strip() + "\n"


def _blocks(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Runs of lines, each with the words of the mark above it."""
    mark: list[str] = []
    numbered: list[tuple[int, list[str], str]] = []
    number = 0
    for line in text.splitlines():
        if line.strip().startswith(_MARK):
            mark, number = line.strip().removeprefix(_MARK).split(), number + 1
        elif not line.startswith("#+"):
            numbered.append((number, mark, line))
    for _, run in groupby(numbered, key=lambda one: one[0]):
        lines = list(run)
        yield lines[0][1], [line for _, _, line in lines]


def _put(line: str, terms: Terms) -> str:
    return _PLACE.sub(lambda found: " ".join(map(str, terms[found[1]])), line)
