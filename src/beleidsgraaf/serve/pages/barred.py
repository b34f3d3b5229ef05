"""Bars, for an answer in which each row has a name and a number."""

from collections.abc import Sequence

from beleidsgraaf.serve.figures.bars import bars
from beleidsgraaf.serve.figures.drawing import NARROW, WIDE, Amount, Head
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.tables import Figure


def figure(reader: Reader, title: str, rows: Sequence[tuple[Words | Link, int]]) -> Figure:
    """A bar for each row, leading to the row in the table below."""
    items = []
    for at, (name, n) in enumerate(rows, 1):
        told = reader.t("figure.bar", name=name.text, amount=reader.t.number(n))
        head = Head(str(at), name.text, f"#row-{at}", name.lang)
        items.append((head, Amount(n, f"#row-{at}", told)))
    return Figure(
        bars("figure-wide", title, items, width=WIDE),
        bars("figure-narrow", title, items, width=NARROW),
    )
