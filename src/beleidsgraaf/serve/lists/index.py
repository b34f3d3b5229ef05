"""Who is in a list under which choices: sets of places, kept as the bits of whole numbers.

A list of a hundred thousand measures narrowed in seven respects is counted by a few hundred
operations on such numbers; the engine would need as many queries.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import and_, or_

from pyoxigraph import Literal, NamedNode

from beleidsgraaf.serve.lists.choice import Choice, node
from beleidsgraaf.serve.lists.kinds import Facet, FacetedList
from beleidsgraaf.serve.lists.sparql import filled
from beleidsgraaf.serve.store import GraphStore, Row

_Combination = tuple[NamedNode | None, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """One list in one language."""

    of: FacetedList
    store: GraphStore
    subjects: tuple[NamedNode, ...]
    """What is listed, in the usual order; a place is a position in it."""
    orders: Mapping[str, tuple[int, ...]]
    """The places in each order."""
    groups: Mapping[tuple[Facet, ...], Mapping[_Combination, int]]
    """For each group of facets the combinations of values that occur, and the places of each."""
    values: Mapping[Facet, Mapping[NamedNode, int]]
    """The places of each value of each facet, whatever else is chosen."""
    texts: tuple[tuple[int, str], ...]

    def found(self, choice: Choice) -> int:
        """The places that fit a choice."""
        mask = self._worded(choice.words)
        for facets, combinations in self.groups.items():
            mask &= self._fitting(facets, combinations, choice)
        return mask

    def count(self, choice: Choice) -> int:
        """How many fit a choice."""
        return self.found(choice).bit_count()

    def listed(self, choice: Choice) -> list[NamedNode]:
        """All that fit a choice, in its order."""
        size = len(self.subjects)
        bits = f"{self.found(choice):0{size or 1}b}"[::-1]
        return [self.subjects[place] for place in self.orders[choice.sort] if bits[place] == "1"]

    def counts(self, choice: Choice) -> dict[str, dict[NamedNode, int]]:
        """How many fit each value of each facet under the other choices; only those with any."""
        worded = self._worded(choice.words)
        fitting = {
            facets: self._fitting(facets, combinations, choice)
            for facets, combinations in self.groups.items()
        }
        found: dict[str, dict[NamedNode, int]] = {}
        for facets in self.groups:
            others = reduce(and_, (m for f, m in fitting.items() if f != facets), worded)
            for facet in facets:
                counted = {
                    value: (places & others).bit_count()
                    for value, places in self._values(facet, facets, choice).items()
                }
                found[facet.name] = {value: n for value, n in counted.items() if n}
        return found

    def _values(
        self, facet: Facet, facets: tuple[Facet, ...], choice: Choice
    ) -> Mapping[NamedNode, int]:
        """The places of each value of a facet, as far as the rest of its group allows."""
        rest = choice.without(facet.name)
        if not any(other.name in rest.values for other in facets):
            return self.values[facet]
        fits = self._test(facets, rest)
        return _united(self.groups[facets], facets.index(facet), fits)

    def _fitting(
        self, facets: tuple[Facet, ...], combinations: Mapping[_Combination, int], choice: Choice
    ) -> int:
        if not any(facet.name in choice.values for facet in facets):
            return self._all
        fits = self._test(facets, choice)
        return reduce(or_, (places for c, places in combinations.items() if fits(c)), 0)

    def _test(self, facets: tuple[Facet, ...], choice: Choice) -> "_Test":
        names = self.store.names
        return _Test(
            tuple(
                frozenset(node(names, facet.type, v) for v in choice.values[facet.name]) - {None}
                if facet.name in choice.values
                else None
                for facet in facets
            )
        )

    @property
    def _all(self) -> int:
        return (1 << len(self.subjects)) - 1

    def _worded(self, words: Sequence[str]) -> int:
        if not words:
            return self._all
        places = (p for p, text in self.texts if all(word in text for word in words))
        return bits(places, len(self.subjects))


@dataclass(frozen=True, slots=True)
class _Test:
    """Whether a combination has one of the wanted values wherever any are wanted."""

    wanted: tuple[frozenset[NamedNode | None] | None, ...]

    def __call__(self, combination: _Combination) -> bool:
        return all(
            wanted is None or value in wanted
            for wanted, value in zip(self.wanted, combination, strict=True)
        )


def _united(
    combinations: Mapping[_Combination, int], at: int, fits: Callable[[_Combination], bool]
) -> dict[NamedNode, int]:
    """The places of each value at one position of the combinations that fit."""
    united: dict[NamedNode, int] = {}
    for combination, places in combinations.items():
        value = combination[at]
        if value is not None and fits(combination):
            united[value] = united.get(value, 0) | places
    return united


def bits(places: Iterable[int], size: int) -> int:
    """The number with a bit for each place."""
    digits = bytearray(b"0" * (size or 1))
    for place in places:
        digits[-1 - place] = 49  # the digit 1
    return int(digits, 2)


def build(store: GraphStore, of: FacetedList, lang: str) -> Index:
    """The index of a list, made by the very query that a reader is shown."""
    orders = {sort: _subjects(store, of, sort, lang) for sort, _ in of.sorts}
    subjects = orders[of.sorts[0][0]]
    place = {subject: number for number, subject in enumerate(subjects)}
    rows = {query: store.select(query) for query, _ in of.groups}
    groups = {facets: _combinations(rows[query], facets, place) for query, facets in of.groups}
    return Index(
        of=of,
        store=store,
        subjects=subjects,
        orders={sort: tuple(place[s] for s in found) for sort, found in orders.items()},
        groups=groups,
        values={
            facet: _united(combinations, at, lambda _: True)
            for facets, combinations in groups.items()
            for at, facet in enumerate(facets)
        },
        texts=tuple(
            (place[row.node("subject")], row.text("text"))
            for row in store.select(of.words)
            if row.node("subject") in place
        ),
    )


def _subjects(store: GraphStore, of: FacetedList, sort: str, lang: str) -> tuple[NamedNode, ...]:
    text = filled(store.queries[of.query].text, {sort: (), "lang": (Literal(lang),)})
    return tuple(row.node(of.subject) for row in store.solve(text))


def _combinations(
    rows: Iterable[Row], facets: tuple[Facet, ...], place: Mapping[NamedNode, int]
) -> dict[_Combination, int]:
    names = [facet.name for facet in facets]
    pairs = [
        (tuple(row.node(name) if name in row else None for name in names), place[subject])
        for row in rows
        if (subject := row.node("subject")) in place and any(name in row for name in names)
    ]
    ordered = sorted(pairs, key=lambda pair: (str(pair[0]), pair[1]))
    return {
        combination: bits((p for _, p in same), len(place))
        for combination, same in groupby(ordered, key=lambda pair: pair[0])
    }
