"""Who is in a list under which choices: sets of places, and no question to the engine.

A list of a hundred thousand measures narrowed in seven respects is counted by operations on such
sets; the engine would need as many queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import and_

from pyoxigraph import Literal, NamedNode

from beleidsgraaf.serve.lists.choice import Choice, node
from beleidsgraaf.serve.lists.group import Group, Wanted, grouped
from beleidsgraaf.serve.lists.kinds import FacetedList
from beleidsgraaf.serve.lists.places import Within, among
from beleidsgraaf.serve.lists.sparql import filled
from beleidsgraaf.serve.lists.words import Words
from beleidsgraaf.serve.store import GraphStore

_WHOLE = slice(None)


@dataclass(frozen=True, slots=True)
class Index:
    """One list; a place is a position in ``subjects``."""

    of: FacetedList
    store: GraphStore
    subjects: tuple[NamedNode, ...]
    numbers: Mapping[NamedNode, int]
    """The number that the query gives with each."""
    orders: Mapping[tuple[str, str], tuple[int, ...]]
    """The places in each order, by its name and the reader's language."""
    groups: tuple[Group, ...]
    words: Words

    def found(self, choice: Choice) -> int:
        """The places that fit a choice, as bits."""
        wanted = self._wanted(choice)
        fitting = (group.fitting(wanted) for group in self.groups)
        return reduce(and_, fitting, self.words.having(choice.words))

    def count(self, choice: Choice) -> int:
        """How many fit a choice."""
        return self.found(choice).bit_count()

    def listed(self, choice: Choice, lang: str, part: slice = _WHOLE) -> list[NamedNode]:
        """What fits a choice, in its order; all of it, or a part."""
        order = self.orders[choice.sort, lang]
        places = among(order, self.found(choice), len(self.subjects))
        return [self.subjects[place] for place in islice(places, part.start, part.stop)]

    def counts(self, choice: Choice) -> dict[str, dict[NamedNode, int]]:
        """How many fit each value of each facet under the other choices; only those with any."""
        wanted = self._wanted(choice)
        worded = self.words.having(choice.words)
        fitting = [group.fitting(wanted) for group in self.groups]
        found: dict[str, dict[NamedNode, int]] = {}
        for number, group in enumerate(self.groups):
            others = reduce(and_, (f for n, f in enumerate(fitting) if n != number), worded)
            within = Within(others, len(self.subjects))
            for facet in group.facets:
                found[facet.name] = {
                    value: n
                    for value, places in group.under(facet, wanted).items()
                    if (n := within.count(places))
                }
        return found

    def _wanted(self, choice: Choice) -> Wanted:
        names = self.store.names
        return {
            facet: frozenset(
                made
                for value in choice.values[facet.name]
                if (made := node(names, facet.type, value)) is not None
            )
            for facet in self.of.facets
            if facet.name in choice.values
        }


def build(store: GraphStore, of: FacetedList, langs: tuple[str, ...]) -> Index:
    """The index of a list, made by the very query that a reader is shown."""
    texts = {(sort, lang): _text(store, of, sort, lang) for sort, _ in of.sorts for lang in langs}
    found = {text: store.solve(text) for text in dict.fromkeys(texts.values())}
    numbers = {row.node(of.subject): row.number(of.number) for row in next(iter(found.values()))}
    subjects = tuple(numbers)
    place = {subject: number for number, subject in enumerate(subjects)}
    orders = {
        text: tuple(place[row.node(of.subject)] for row in solved) for text, solved in found.items()
    }
    rows = {query: store.select(query) for query in dict.fromkeys(q for q, _ in of.groups)}
    return Index(
        of=of,
        store=store,
        subjects=subjects,
        numbers=numbers,
        orders={key: orders[text] for key, text in texts.items()},
        groups=tuple(
            grouped(rows[query], facets, place, store.names) for query, facets in of.groups
        ),
        words=Words(
            (
                (place[row.node("subject")], row.text("text"))
                for row in store.select(of.words)
                if row.node("subject") in place
            ),
            len(subjects),
        ),
    )


def _text(store: GraphStore, of: FacetedList, sort: str, lang: str) -> str:
    return filled(store.queries[of.query].text, {sort: (), "lang": (Literal(lang),)})
