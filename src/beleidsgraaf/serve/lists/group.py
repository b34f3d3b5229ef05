"""Facets whose values must hold together, and who is where under which of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from beleidsgraaf.serve.lists.kinds import Facet
from beleidsgraaf.serve.lists.places import Places, all_bits, joined, packed, united
from beleidsgraaf.serve.store import Row
from beleidsgraaf.vocab import Names

Wanted = Mapping[Facet, frozenset[NamedNode]]
"""The values asked for, of the facets of which any are."""

_Values = tuple[NamedNode | None, ...]


@dataclass(frozen=True, slots=True)
class _Combination:
    """A value for each facet of a group, or none, with the places where they hold together."""

    values: _Values
    places: Places


@dataclass(frozen=True, slots=True)
class Group:
    """Facets of one involvement, or one facet alone."""

    facets: tuple[Facet, ...]
    size: int
    values: Mapping[Facet, Mapping[NamedNode, Places]]
    """The places of each value of each facet, whatever else is chosen."""
    having: Mapping[Facet, Mapping[NamedNode, Sequence[_Combination]]]

    def fitting(self, wanted: Wanted) -> int:
        """The places where one of the wanted values holds in every facet."""
        asked = [facet for facet in self.facets if facet in wanted]
        if not asked:
            return all_bits(self.size)
        if len(asked) == 1:
            values = self.values[asked[0]]
            return united((values[v] for v in wanted[asked[0]] if v in values), self.size)
        return united((one.places for one in self._combined(wanted)), self.size)

    def under(self, facet: Facet, wanted: Wanted) -> Mapping[NamedNode, Places]:
        """The places of each value of a facet, as far as what else is wanted allows."""
        rest = {f: values for f, values in wanted.items() if f != facet and f in self.facets}
        if not rest:
            return self.values[facet]
        at = self.facets.index(facet)
        found: defaultdict[NamedNode, list[Places]] = defaultdict(list)
        for one in self._combined(rest):
            value = one.values[at]
            if value is not None and value in self.values[facet]:
                found[value].append(one.places)
        return {value: joined(sets, self.size) for value, sets in found.items()}

    def _combined(self, wanted: Wanted) -> Iterable[_Combination]:
        """The combinations that have what is wanted, looked for where there are fewest."""
        asked = [facet for facet in self.facets if facet in wanted]
        some: list[list[_Combination]] = [
            [one for value in wanted[f] for one in self.having[f].get(value, ())] for f in asked
        ]
        fewest = min(some, key=len)
        others = [(self.facets.index(f), wanted[f]) for f in asked]
        if len(others) == 1:
            return fewest
        return [one for one in fewest if all(one.values[at] in values for at, values in others)]


def grouped(
    rows: Iterable[Row], facets: tuple[Facet, ...], place: Mapping[NamedNode, int], names: Names
) -> Group:
    """The group that a query's solutions make: a subject in each, and values under their names."""
    size = len(place)
    variables = [facet.name for facet in facets]
    found: defaultdict[_Values, dict[int, None]] = defaultdict(dict)
    for row in rows:
        at = place.get(row.node("subject"))
        values = tuple(row.node(name) if name in row else None for name in variables)
        if at is not None and any(values):
            found[values][at] = None
    made = [_Combination(values, packed([*places], size)) for values, places in found.items()]
    having = {
        facet: _having(made, at, f"{names.base}id/{facet.type}/") for at, facet in enumerate(facets)
    }
    whole = {
        facet: {v: joined([one.places for one in all_], size) for v, all_ in of.items()}
        for facet, of in having.items()
    }
    return Group(facets, size, whole, having)


def _having(
    made: Iterable[_Combination], at: int, start: str
) -> dict[NamedNode, list[_Combination]]:
    """The combinations by their value of one facet, where that is of the facet's type."""
    found: dict[NamedNode, list[_Combination]] = {}
    for one in made:
        value = one.values[at]
        if value is not None and value.value.startswith(start):
            found.setdefault(value, []).append(one)
    return found
