"""The rest of the sentence that a passage stands in, so that a reader sees the whole of it."""

from collections.abc import Callable
from functools import cache

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages.annotated import breaks
from beleidsgraaf.serve.pages.passages import folded
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.store import Row

Around = Callable[[Row], tuple[str, str]]
"""What stands in the same sentence before a passage, and after it."""


def surroundings(reader: Reader) -> Around:
    """Finds the rest of the sentence for rows of ?row ?start ?exact; asks of each row once."""

    @cache
    def cells(row: NamedNode) -> list[Row]:
        return reader.store.select("printed", row=row)

    def around(row: Row) -> tuple[str, str]:
        start, exact = row.number("start"), row.text("exact")
        for cell in cells(row.node("row")):
            at = start - cell.number("start")
            if at >= 0 and at + len(exact) <= len(cell.text("exact")):
                return rest(cell.text("exact"), at, at + len(exact))
        return "", ""

    return around


def rest(text: str, start: int, end: int) -> tuple[str, str]:
    """What a text has before and after a part of it, from the sentence's first to its last word."""
    places = breaks(text)
    first = max(place for place in places[:-1] if place <= start)
    last = min(place for place in places if place >= end)
    before, _, after = folded([text[first:start], text[start:end], text[end:last]])
    return before, after.rstrip()
