"""The network around an organisation: who is in the same measures, and one step on."""

from collections import defaultdict
from collections.abc import Sequence

from pyoxigraph import NamedNode

from beleidsgraaf.serve import asking
from beleidsgraaf.serve.figures import network as figure
from beleidsgraaf.serve.figures.drawing import Head
from beleidsgraaf.serve.figures.network import Edge, Node
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.pages.sparql import behind
from beleidsgraaf.serve.render.network import Neighbour, Network
from beleidsgraaf.serve.render.parts import Counted
from beleidsgraaf.serve.render.tables import Sparql
from beleidsgraaf.serve.store import Row

_MOST = 12
"""Nodes of a layer that the drawing has room for; the list has all of them."""
_KINDS = ("ministry", "organisation")
_QUERIES = ("figure_near", "figure_onward")
_ROWS = 2_000
"""Rows of an answer that the list has; more could not be read."""


def network(reader: Reader, node: NamedNode) -> Network | None:
    """One and two steps from an organisation; None for anything else, or where it meets nobody."""
    if reader.kind(node) != "organisation":
        return None
    asked = [asking.chosen(reader.store.queries[name], {"actor": node}) for name in _QUERIES]
    first, second = (reader.store.ask(text, _ROWS).rows for text in asked)
    near = [row for row in first if reader.kind(row.node("near")) in _KINDS]
    if not near:
        return None
    onward = _onward(second, {row.node("near") for row in near})
    neighbours = tuple(
        Neighbour(
            reader.counted(row.node("near"), row.number("measures")),
            tuple(reader.counted(far, n) for far, n in onward[row.node("near")]),
        )
        for row in sorted(near, key=lambda row: _KINDS.index(reader.kind(row.node("near"))))
    )
    return _drawn(reader, node, neighbours, tuple(behind(reader, text) for text in asked))


def _onward(
    rows: Sequence[Row], near: set[NamedNode]
) -> defaultdict[NamedNode, list[tuple[NamedNode, int]]]:
    """From each of the near ones to whoever is not near already."""
    found: defaultdict[NamedNode, list[tuple[NamedNode, int]]] = defaultdict(list)
    for row in rows:
        if row.node("far") not in near:
            found[row.node("near")].append((row.node("far"), row.number("measures")))
    return found


def _drawn(
    reader: Reader, node: NamedNode, neighbours: tuple[Neighbour, ...], sparql: tuple[Sparql, ...]
) -> Network:
    name = reader.name(node)
    title = reader.t("network.of", name=name.text)
    middle = Node(Head(reader.href(node), name.text, reader.href(node), name.lang), "self", title)
    first = neighbours[:_MOST]
    far = {one.link.href: one for it in first for one in it.onward}
    second = list(far.values())[:_MOST]
    kept = {one.link.href for one in second}
    edges: dict[Edge, int] = {}
    for it in first:
        edges[middle.head.key, it.counted.link.href] = it.counted.n
        for one in it.onward:
            if one.link.href in kept:
                edges[it.counted.link.href, one.link.href] = one.n
    layers = ([middle], [_node(it.counted) for it in first], [_node(one) for one in second])
    everybody = {one.link.href for it in neighbours for one in (it.counted, *it.onward)}
    return Network(
        drawing=figure.network("network-figure", title, layers, edges),
        neighbours=neighbours,
        far=bool(second),
        sparql=sparql,
        left_out=len(everybody) - len(first) - len(second),
    )


def _node(counted: Counted) -> Node:
    link = counted.link
    css = "node ministry" if "/ministry/" in link.href else "node"
    return Node(
        Head(link.href, link.text, link.href, link.lang), css, f"{link.text}, {counted.words}"
    )
