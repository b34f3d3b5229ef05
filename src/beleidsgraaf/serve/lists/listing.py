"""The lists of one site: their indexes, and what each line of them says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from beleidsgraaf.serve.lists.choice import PAGE_SIZE, Choice
from beleidsgraaf.serve.lists.index import Index
from beleidsgraaf.serve.lists.kinds import MEASURES, FacetedList
from beleidsgraaf.serve.pages.reader import Reader

_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of one thing in a list, for the page and for the files."""

    node: NamedNode
    number: int
    """The row of a measure; how many measures an organisation is in."""
    texts: Mapping[str, str]
    """By the name of the column."""
    related: Mapping[str, tuple[NamedNode, ...]]
    """By the name of the column, in the order of their names."""


class Listing:
    """A list for the readers of one language; it lives as long as the site."""

    def __init__(self, reader: Reader, index: Index) -> None:
        self.reader = reader
        self.of: FacetedList = index.of
        self.index = index
        self.line = lru_cache(_REMEMBERED)(
            self._measure if self.of is MEASURES else self._organisation
        )

    def listed(self, choice: Choice) -> list[NamedNode]:
        """All that fit a choice, in its order."""
        return self.index.listed(choice, self.reader.lang)

    def page(self, choice: Choice) -> list[NamedNode]:
        """Those of them that stand on the page that is asked for."""
        start = (choice.page - 1) * PAGE_SIZE
        return self.index.listed(choice, self.reader.lang, slice(start, start + PAGE_SIZE))

    def _measure(self, node: NamedNode) -> Line:
        reader = self.reader
        objects = _objects(reader, node)
        goals = objects.get("bg:hasGoal", ())
        involved = objects.get("bg:involves", ())
        return Line(
            node=node,
            number=self.index.numbers[node],
            texts={
                "title": reader.name(node).text,
                "goal": "; ".join(reader.name(goal).text for goal in goals),
                "explanation": reader.text(node, "bg:explanation"),
            },
            related={
                "theme": objects.get("bg:theme", ()),
                "ministries": objects.get("bg:cooperatingMinistry", ()),
                "organisations": tuple(o for o in involved if reader.kind(o) == "organisation"),
                "instruments": objects.get("bg:instrumentType", ()),
                "target_groups": objects.get("bg:targetGroup", ()),
                "programmes": objects.get("bg:inProgramme", ()),
            },
        )

    def _organisation(self, node: NamedNode) -> Line:
        reader = self.reader
        objects = _objects(reader, node)
        own = reader.name(node).text
        names = {
            t.object.value
            for t in reader.store.about(node)
            if isinstance(t.object, Literal) and t.predicate == reader.term("skos:altLabel")
        }
        return Line(
            node=node,
            number=self.index.numbers[node],
            texts={
                "name": own,
                "other_names": "; ".join(sorted(names - {own})),
            },
            related={"kind": objects.get("org:classification", ())},
        )

    def measures(self, organisation: NamedNode) -> tuple[NamedNode, ...]:
        """The measures that an organisation is in, in the order of the document."""
        rows = self.reader.store.select("list_measures_of", organisation=organisation)
        return tuple(row.node("measure") for row in rows)


def _objects(reader: Reader, node: NamedNode) -> dict[str, tuple[NamedNode, ...]]:
    """What a thing is related to, by the short name of the property, in the order of names."""
    found: dict[str, set[NamedNode]] = {}
    for triple in reader.store.about(node):
        if isinstance(triple.object, NamedNode):
            found.setdefault(reader.short(triple.predicate), set()).add(triple.object)
    return {
        name: tuple(sorted(values, key=lambda v: (reader.name(v).text.casefold(), v.value)))
        for name, values in found.items()
        if name != "bg:involvement"
    }
