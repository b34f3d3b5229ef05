"""Measures as they are shown on the page of something else, grouped by theme."""

from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Counted, Group, Link, MeasureCard, Passage
from beleidsgraaf.serve.store import Row

Passages = Mapping[NamedNode, tuple[Passage, ...]]
"""The passages to show with each measure."""


SHOWN = 60
"""Measures on the page of something else, as the queries have it; the list has all."""
_COMPANY = 100
"""How many a page names of whom its subject meets, those with most measures in common first."""


def reach(reader: Reader, node: NamedNode) -> int:
    """In how many measures something occurs."""
    return sum(row.number("measures") for row in reader.store.select("reach", thing=node))


def told(
    reader: Reader, names: tuple[str, str], subject: str, node: NamedNode, total: int
) -> list[Row]:
    """What a query says of something in its measures; if these are many, in the first of them.

    Then each is asked by itself, by the second query: the engine has no way to take them at once
    that does not look at every measure of the thing.
    """
    select = reader.store.select
    of_all, of_one = names
    if total <= SHOWN:
        return select(of_all, **{subject: node})
    return [
        row
        for first_ in select("first", thing=node)
        for row in select(of_one, **{subject: node, "measure": first_.node("measure")})
    ]


def first(reader: Reader, total: int) -> str:
    """That a page shows the first of so many measures; empty where it shows all."""
    return reader.t("measures.first", shown=SHOWN, n=total) if total > SHOWN else ""


def by_theme(
    reader: Reader, rows: Sequence[Row], shown: Passages, column: frozenset[NamedNode]
) -> tuple[Group, ...]:
    """The measures of these rows (?measure ?theme ?number), by theme, in the order of the rows.

    ``column`` has the measures in whose ministry column the subject of the page stands.
    """
    themes: dict[NamedNode, dict[NamedNode, MeasureCard]] = {}
    for row in rows:
        measure = row.node("measure")
        cards = themes.setdefault(row.node("theme"), {})
        if measure not in cards:
            cards[measure] = MeasureCard(
                link=reader.link(measure),
                ministries=ministries(reader, measure),
                row=row.number("number"),
                passages=shown.get(measure, ()),
                in_column=measure in column,
            )
    return tuple(
        Group(reader.link(theme), f"theme-{number}", tuple(cards.values()))
        for number, (theme, cards) in enumerate(themes.items(), 1)
    )


def ministries(reader: Reader, measure: NamedNode) -> tuple[Link, ...]:
    """The ministries in the last column of a measure's row, by their printed codes."""
    found = reader.values(measure, "bg:cooperatingMinistry")
    return tuple(sorted((code(reader, m) for m in found), key=lambda link: link.text))


def code(reader: Reader, ministry: NamedNode) -> Link:
    """A ministry under the code by which the document calls it."""
    return Link(
        reader.href(ministry),
        reader.text(ministry, "tooiont:afkorting") or reader.name(ministry).text,
    )


def company(reader: Reader, rows: Sequence[Row]) -> tuple[tuple[Counted, ...], tuple[Counted, ...]]:
    """The ministries, and the organisations, of rows of ?other ?measures."""
    ministries_, organisations = (
        tuple(
            reader.counted(row.node("other"), row.number("measures"))
            for row in [row for row in rows if reader.kind(row.node("other")) == kind][:_COMPANY]
        )
        for kind in ("ministry", "organisation")
    )
    return ministries_, organisations
