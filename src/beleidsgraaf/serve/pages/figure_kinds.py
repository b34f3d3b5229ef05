"""What each figure is made of, and where its marks lead."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from beleidsgraaf.serve.figures.drawing import Amount, Drawing, Head
from beleidsgraaf.serve.figures.matrix import Grid, matrix
from beleidsgraaf.serve.figures.sets import Combination, sets
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.render.parts import Link, Words
from beleidsgraaf.serve.render.tables import Cell, Table, TableRow
from beleidsgraaf.serve.store import Row


@dataclass(frozen=True, slots=True)
class Kind:
    """One figure: its name in the address, its query, its texts and its maker."""

    name: str
    query: str
    title: str
    lead: str
    make: Callable[[Reader, "Kind", Sequence[Row]], "Made"]


@dataclass(frozen=True, slots=True)
class Made:
    """What a figure shows."""

    draw: Callable[[int, str], Drawing]
    """From width and name to the drawing."""
    table: Table
    legend: tuple[Link, ...] = ()


def filtered(reader: Reader, **facets: str) -> str:
    """The address of the list of measures that have all of this."""
    return f"{reader.address('/measures')}?{urlencode(facets)}"


def slug(reader: Reader, node: NamedNode) -> str:
    """The last segment of an IRI of ours."""
    thing = reader.thing(node)
    return thing.slug if thing else ""


def _ministries_themes(reader: Reader, kind: Kind, rows: Sequence[Row]) -> Made:
    themes = {slug(reader, n): _head(reader, n) for n in _nodes(rows, "theme")}
    return _crossed(reader, kind, rows, list(themes.values()), ("theme", "ministry"))


def _organisations_ministries(reader: Reader, kind: Kind, rows: Sequence[Row]) -> Made:
    totals: defaultdict[NamedNode, int] = defaultdict(int)
    for row in rows:
        totals[row.node("organisation")] += row.number("measures")
    ordered = sorted(totals, key=lambda n: (-totals[n], reader.name(n).text.casefold()))
    heads = [_head(reader, node) for node in ordered]
    return _crossed(reader, kind, rows, heads, ("organisation", "ministry"))


def _crossed(
    reader: Reader, kind: Kind, rows: Sequence[Row], heads: Sequence[Head], facets: tuple[str, str]
) -> Made:
    """A matrix of things by ministries."""
    grid = Grid(heads, _ministries(reader, rows), _amounts(reader, rows, facets))
    return _matrix(reader, kind, grid)


def _instruments_themes(reader: Reader, kind: Kind, rows: Sequence[Row]) -> Made:
    nodes = sorted(_nodes(rows, "theme"), key=lambda theme: _first(rows, theme))
    numbered = {node: str(n) for n, node in enumerate(nodes, 1)}
    columns = [_head(reader, node, key) for node, key in numbered.items()]
    instruments = sorted(
        _nodes(rows, "instrument"), key=lambda node: reader.name(node).text.casefold()
    )
    heads = [_head(reader, node) for node in instruments]
    cells = _amounts(reader, rows, ("instrument", "theme"), numbered)
    legend = tuple(reader.link(node) for node in nodes)
    return _matrix(reader, kind, Grid(heads, columns, cells), legend)


def _first(rows: Sequence[Row], theme: NamedNode) -> int:
    return min(row.number("firstRow") for row in rows if row.node("theme") == theme)


def _nodes(rows: Sequence[Row], name: str) -> list[NamedNode]:
    """Each thing once, in the order in which it first comes."""
    return list(dict.fromkeys(row.node(name) for row in rows))


def _head(reader: Reader, node: NamedNode, key: str = "") -> Head:
    name = reader.name(node)
    return Head(key or slug(reader, node), name.text, reader.href(node), name.lang)


def _ministries(reader: Reader, rows: Iterable[Row]) -> list[Head]:
    """The ministries under their codes, those that have the most first."""
    totals: defaultdict[tuple[str, NamedNode], int] = defaultdict(int)
    for row in rows:
        totals[row.text("code"), row.node("ministry")] += row.number("measures", 1)
    ordered = sorted(totals, key=lambda pair: (-totals[pair], pair[0]))
    return [_head(reader, node, code) for code, node in ordered]


def _amounts(
    reader: Reader,
    rows: Iterable[Row],
    facets: tuple[str, str],
    keys: dict[NamedNode, str] | None = None,
) -> dict[tuple[str, str], Amount]:
    t = reader.t
    found = {}
    for row in rows:
        of, by = (row.node(name) for name in facets)
        n = row.number("measures")
        measures = t("measures", n=n)
        label = t(
            "figure.cell", row=reader.name(of).text, column=reader.name(by).text, amount=measures
        )
        where = {facets[0]: slug(reader, of), facets[1]: slug(reader, by)}
        key = keys[by] if keys else row.text("code")
        found[slug(reader, of), key] = Amount(n, filtered(reader, **where), label)
    return found


def _matrix(reader: Reader, kind: Kind, of: Grid, legend: tuple[Link, ...] = ()) -> Made:
    """The matrix and its table; with a legend the columns of the drawing are numbered."""
    title = reader.t(kind.title)

    def draw(width: int, name: str) -> Drawing:
        return matrix(name, title, of, width=width)

    lines = tuple(
        TableRow((_linked(row), *(_numbered(of.cells.get((row.key, c.key))) for c in of.columns)))
        for row in of.rows
    )
    above = legend or tuple(Link(c.href, c.key) for c in of.columns)
    return Made(draw, Table(title, (Words(""), *above), lines, headed=True), legend)


def _linked(head: Head) -> Cell:
    return Cell((Link(head.href, head.text, head.lang),))


def _numbered(amount: Amount | None) -> Cell:
    if amount is None:
        return Cell((Words("0"),), numeric=True)
    return Cell((Link(amount.href, str(amount.n)),), numeric=True)


def _sets(reader: Reader, kind: Kind, rows: Sequence[Row]) -> Made:
    t = reader.t
    members = _ministries(reader, rows)
    rank = [head.key for head in members]
    codes: defaultdict[NamedNode, set[str]] = defaultdict(set)
    for row in rows:
        codes[row.node("measure")].add(row.text("code"))
    found: defaultdict[tuple[str, ...], list[NamedNode]] = defaultdict(list)
    for measure, names in codes.items():
        found[tuple(sorted(names, key=rank.index))].append(measure)
    ordered = sorted(found.items(), key=lambda p: (-len(p[1]), [rank.index(c) for c in p[0]]))
    combinations, lines = [], []
    for keys, measures in ordered:
        anchor = "-".join(("set", *keys)).lower()
        told = t("figure.set", ministries=t.enumerate(keys), amount=t("measures", n=len(measures)))
        combinations.append(Combination(frozenset(keys), Amount(len(measures), f"#{anchor}", told)))
        together = Cell((Words(t.enumerate(keys)),))
        number = Cell((Words(str(len(measures))),), numeric=True)
        listed = Cell(tuple(reader.link(measure) for measure in measures))
        lines.append(TableRow((together, number, listed), anchor))
    heads = tuple(Words(t(key)) for key in ("list.ministries", "figure.number", "list.measures"))

    def draw(width: int, name: str) -> Drawing:
        return sets(name, t(kind.title), members, combinations, width=width)

    return Made(draw, Table(t(kind.title), heads, tuple(lines), headed=True))


_ALL = (
    Kind(
        "ministries-themes",
        "figure_ministries_themes",
        "figures.ministries-themes",
        "figures.ministries-themes.lead",
        _ministries_themes,
    ),
    Kind("sets", "figure_sets", "figures.sets", "figures.sets.lead", _sets),
    Kind(
        "organisations-ministries",
        "figure_organisations_ministries",
        "figures.organisations-ministries",
        "figures.organisations-ministries.lead",
        _organisations_ministries,
    ),
    Kind(
        "instruments-themes",
        "figure_instruments_themes",
        "figures.instruments-themes",
        "figures.instruments-themes.lead",
        _instruments_themes,
    ),
)
KINDS = {kind.name: kind for kind in _ALL}
