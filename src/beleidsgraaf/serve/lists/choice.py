"""What a reader asks of a list, read from the address; and the address of what could be asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode
from werkzeug.exceptions import BadRequest, NotFound

from beleidsgraaf.serve.lists.kinds import FacetedList
from beleidsgraaf.slug import SLUG
from beleidsgraaf.vocab import Names

PAGE_SIZE = 50
_MOST_VALUES = 50
_MOST_CHARACTERS = 200
_OWN = ("q", "sort", "page")
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A list as asked for."""

    of: FacetedList
    values: Mapping[str, tuple[str, ...]]
    """The values of each facet, without those that nothing is asked of."""
    words: tuple[str, ...] = ()
    """Every one of these occurs in the text; in lower case."""
    sort: str = ""
    page: int = 1
    unknown: tuple[str, ...] = ()
    """Parameters that this list does not have."""

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for but the whole list."""
        return bool(self.values or self.words)

    def without(self, facet: str, value: str = "") -> "Choice":
        """The choice without a value of a facet, or without the facet."""
        rest = tuple(v for v in self.values.get(facet, ()) if value and v != value)
        values = {name: found for name, found in self.values.items() if name != facet}
        return replace(self, values=values | ({facet: rest} if rest else {}), page=1)

    def wordless(self) -> "Choice":
        """The choice without words."""
        return replace(self, words=(), page=1)

    def only(self, facet: str) -> "Choice":
        """The choice with one facet alone, or with the words alone."""
        values = {name: found for name, found in self.values.items() if name == facet}
        return replace(self, values=values, words=() if facet else self.words, page=1)

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of the address, always in one order."""
        found = [(f.name, v) for f in self.of.facets for v in self.values.get(f.name, ())]
        if self.words:
            found.append(("q", " ".join(self.words)))
        if self.sort != self.of.sorts[0][0]:
            found.append(("sort", self.sort))
        if self.page > 1:
            found.append(("page", str(self.page)))
        return found

    def address(self, suffix: str = "") -> str:
        """Path and parameters, without language."""
        pairs = [pair for pair in self.pairs() if not suffix or pair[0] != "page"]
        query = urlencode(pairs)
        return f"{self.of.path}{suffix}" + (f"?{query}" if query else "")


def read(of: FacetedList, parameters: Pairs) -> Choice:
    """The choice that the parameters of an address make.

    NotFound for a page that no list can have; BadRequest for more than any reader would ask.
    """
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        given.setdefault(name, []).append(value.strip())
    values = {
        facet.name: _values(given[facet.name])
        for facet in of.facets
        if any(given.get(facet.name, ()))
    }
    known = {facet.name for facet in of.facets}.union(_OWN)
    sort = (given.get("sort") or [""])[-1]
    sorts = [name for name, _ in of.sorts]
    unknown = [name for name in given if name not in known]
    if sort and sort not in sorts:
        unknown.append(f"sort={sort}")
    return Choice(
        of=of,
        values=values,
        words=_words(given.get("q", ())),
        sort=sort if sort in sorts else sorts[0],
        page=_page((given.get("page") or ["1"])[-1]),
        unknown=tuple(unknown),
    )


def _values(given: Sequence[str]) -> tuple[str, ...]:
    """The values, each once; a ministry's code may be in capitals, as it is printed."""
    found = tuple(dict.fromkeys(value.lower() for value in given if value))
    if len(found) > _MOST_VALUES:
        raise BadRequest
    return found


def _words(given: Sequence[str]) -> tuple[str, ...]:
    text = " ".join(given)
    if len(text) > _MOST_CHARACTERS:
        raise BadRequest
    clean = "".join(c if c.isprintable() else " " for c in text)
    return tuple(dict.fromkeys(clean.lower().split()))


def _page(given: str) -> int:
    if not given:
        return 1
    if not (given.isascii() and given.isdigit() and int(given[:9]) > 0 and len(given) < 9):
        raise NotFound
    return int(given)


def node(names: Names, kind: str, value: str) -> NamedNode | None:
    """The IRI that a value of a facet stands for; None where no IRI can be made of it."""
    return names.thing(kind, value) if SLUG.fullmatch(value) else None


def terms(
    choice: Choice, names: Names, lang: str
) -> dict[str, Sequence[NamedNode | Literal | int]]:
    """What the list's query is filled with; without a page it gives the whole list."""
    found: dict[str, Sequence[NamedNode | Literal | int]] = {
        facet.name: [
            made
            for value in choice.values[facet.name]
            if (made := node(names, facet.type, value)) is not None
        ]
        for facet in choice.of.facets
        if facet.name in choice.values
    }
    if choice.words:
        found["q"] = [Literal(word) for word in choice.words]
    return found | {choice.sort: (), "lang": (Literal(lang),)}
