"""Writes a made-up graph in the shape of the real one, as large as is wanted.

    python -m benchmarks.generate MEASURES [SEED] > graph.nq

The same number and seed give the same bytes. Proportions are those of the overview of 2021: per
measure 3.5 involvements, 1.45 ministries, 1.75 instrument types, 1.2 target groups, and a little
over ten passages of evidence with two selectors each. Words are made up, and as rare as words are:
the second half as frequent as the first, the third a third.
"""

import random
import sys
from collections.abc import Iterator
from itertools import accumulate

from pyoxigraph import Literal, NamedNode, Quad

from beleidsgraaf.vocab import Names, curie

DOCUMENT = "made-up"
_WORDS = (
    *("aanpak", "preventie", "school", "sport", "slachtoffer", "dader", "hulp", "melding"),
    *("voorlichting", "onderzoek", "gemeente", "campagne", "subsidie", "wet", "toezicht"),
    *("opvang", "jongeren", "ouders", "professional", "training", "richtlijn", "signaal"),
)
_SYLLABLES = (
    "ba",
    "dan",
    "ge",
    "hou",
    "ker",
    "li",
    "mon",
    "ni",
    "pel",
    "ru",
    "stra",
    "ting",
    "ver",
)
_VOCABULARY = 20_000
_THEMES = 5
_CONCEPTS = 20
_MINISTRIES = ("jenv", "vws", "ocw", "szw", "bz", "ezk")
_ROLES = ("executes", "develops", "funds", "partner", "mentioned", "researches", "supervises")


class Writer:
    """Makes the quads of one measure after another."""

    def __init__(self, measures: int, seed: int, names: Names) -> None:
        self._random = random.Random(seed)  # noqa: S311 - made-up data, not secrets
        self._names = names
        self._organisations = max(30, measures // 5)
        self._goals = max(20, measures // 3)
        self._offset = 0
        self._words = self._vocabulary()
        self._rarity = list(accumulate(1 / rank for rank in range(1, len(self._words) + 1)))
        edition = f"edition-{DOCUMENT}"
        self._graphs = {
            "edition": names.graph(edition),
            "provenance": names.graph(f"provenance-{DOCUMENT}"),
            "reference": names.graph("reference"),
            "inferred": names.graph("inferred"),
        }

    def _quad(self, graph: str, subject: NamedNode, term: str, value: NamedNode | Literal) -> Quad:
        return Quad(subject, self._term(term), value, self._graphs[graph])

    def _term(self, term: str) -> NamedNode:
        return curie(term) if ":" in term else self._names.term(term)

    def _vocabulary(self) -> list[str]:
        made = dict.fromkeys(_WORDS)
        while len(made) < _VOCABULARY:
            made["".join(self._random.choices(_SYLLABLES, k=self._random.randint(2, 5)))] = None
        return list(made)

    def _text(self, words: int) -> str:
        chosen = self._random.choices(self._words, cum_weights=self._rarity, k=words)
        return " ".join(chosen).capitalize()

    def things(self) -> Iterator[Quad]:
        """All that measures lead to, with its labels."""
        kinds = [("organisation", f"o{i}", "org:Organization") for i in range(self._organisations)]
        kinds += [("ministry", code, "org:FormalOrganization") for code in _MINISTRIES]
        kinds += [("goal", f"g{i}", "Goal") for i in range(self._goals)]
        kinds += [("theme", f"t{i}", "Theme") for i in range(_THEMES)]
        kinds += [("instrument-type", f"k{i}", "InstrumentType") for i in range(_CONCEPTS)]
        kinds += [("target-group", f"k{i}", "TargetGroup") for i in range(_CONCEPTS)]
        for kind, slug, type_ in kinds:
            node = self._names.thing(kind, slug)
            yield self._quad("reference", node, "rdf:type", self._term(type_))
            label = Literal(f"{self._text(3)} {slug}", language="nl")
            yield self._quad("reference", node, "skos:prefLabel", label)

    def measure(self, number: int, *, whole: bool = True) -> Iterator[Quad]:
        """One measure, its row and involvements, each with where the document says so.

        Whole, it also has the places of the names, and of the cells of the row with their text.
        """
        choose = self._random
        node = self._names.thing("measure", f"m{number}")
        row = self._names.thing("row", f"{DOCUMENT}-{number}")
        goal = self._names.thing("goal", f"g{choose.randrange(self._goals)}")
        theme = self._names.thing("theme", f"t{choose.randrange(_THEMES)}")
        for term, value in (
            ("rdf:type", self._names.term("Measure")),
            ("skos:prefLabel", Literal(f"{self._text(8)} {number}", language="nl")),
            ("explanation", Literal(self._text(60), language="nl")),
            ("hasGoal", goal),
            ("theme", theme),
            ("describedIn", row),
        ):
            yield self._quad("edition", node, term, value)
        for term, kind, most in (
            ("instrumentType", "instrument-type", 3),
            ("targetGroup", "target-group", 2),
        ):
            for index in choose.sample(range(_CONCEPTS), choose.randint(1, most)):
                yield self._quad("edition", node, term, self._names.thing(kind, f"k{index}"))
        for code in choose.sample(_MINISTRIES, choose.choices((1, 2, 3), (65, 25, 10))[0]):
            ministry = self._names.thing("ministry", code)
            yield self._quad("inferred", node, "cooperatingMinistry", ministry)
            yield from self._involvement(node, number, (ministry, "cooperates"), whole=whole)
        for index in {self._organisation() for _ in range(choose.randint(1, 4))}:
            organisation = self._names.thing("organisation", f"o{index}")
            role = choose.choice(_ROLES)
            yield from self._involvement(node, number, (organisation, role), whole=whole)
        yield from self._row(row, number, whole=whole)

    def _organisation(self) -> int:
        """A few organisations are in many measures, most in a few."""
        return min(int(self._random.paretovariate(0.6)) - 1, self._organisations - 1)

    def _involvement(
        self, measure: NamedNode, number: int, who: tuple[NamedNode, str], *, whole: bool
    ) -> Iterator[Quad]:
        actor, role = who
        slug = f"m{number}-{actor.value.rpartition('/')[2]}-{role}"
        node = self._names.thing("involvement", slug)
        yield self._quad("inferred", measure, "involves", actor)
        yield self._quad("edition", measure, "involvement", node)
        yield self._quad("edition", node, "rdf:type", self._names.term("Involvement"))
        yield self._quad("edition", node, "actor", actor)
        yield self._quad("edition", node, "role", self._names.thing("role", role))
        yield self._quad("edition", node, "basis", self._names.thing("basis", "stated"))
        for term in ("evidence", "mention") if whole else ("evidence",):
            passage, quads = self._evidence()
            yield self._quad("edition", node, term, passage)
            yield from quads

    def _evidence(self) -> tuple[NamedNode, list[Quad]]:
        start = self._offset
        end = self._offset = start + self._random.randint(20, 160)
        slug = f"{DOCUMENT}-{start}-{end}"
        node = self._names.thing("evidence", slug)
        place = self._names.thing("evidence", slug, "position")
        quote = self._names.thing("evidence", slug, "quote")
        edition = self._names.thing("edition", DOCUMENT)
        said: list[tuple[NamedNode, str, NamedNode | Literal]] = [
            (node, "rdf:type", curie("oa:SpecificResource")),
            (node, "oa:hasSource", edition),
            (node, "oa:hasSelector", place),
            (node, "oa:hasSelector", quote),
            (node, "firstLine", Literal(start // 40)),
            (node, "lastLine", Literal(end // 40)),
            (place, "rdf:type", curie("oa:TextPositionSelector")),
            (place, "oa:start", Literal(start)),
            (place, "oa:end", Literal(end)),
            (quote, "rdf:type", curie("oa:TextQuoteSelector")),
            (quote, "oa:exact", Literal(self._text(9))),
            (quote, "oa:prefix", Literal(self._text(4))),
            (quote, "oa:suffix", Literal(self._text(4))),
        ]
        return node, [self._quad("provenance", *triple) for triple in said]

    def _row(self, node: NamedNode, number: int, *, whole: bool) -> Iterator[Quad]:
        edition = self._names.thing("edition", DOCUMENT)
        yield self._quad("edition", node, "rdf:type", self._names.term("SourceRow"))
        yield self._quad("edition", node, "dct:isPartOf", edition)
        yield self._quad("edition", node, "rowNumber", Literal(number))
        for term in ("firstLine", "lastLine"):
            yield self._quad("edition", node, term, Literal(self._offset // 40))
        if not whole:
            return
        yield self._quad("edition", node, "verbatim", Literal(self._text(80)))
        for cell in ("goalCell", "activityCell", "explanationCell", "ministriesCell"):
            passage, quads = self._evidence()
            yield self._quad("edition", node, cell, passage)
            yield from quads


def generate(measures: int, seed: int = 1, *, whole: bool = True) -> list[str]:
    """The lines of a graph with so many measures, sorted and each once."""
    writer = Writer(measures, seed, Names())
    lines = {f"{quad} ." for quad in writer.things()}
    for number in range(measures):
        lines.update(f"{quad} ." for quad in writer.measure(number, whole=whole))
    return sorted(lines)


if __name__ == "__main__":
    for line in generate(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        print(line)
