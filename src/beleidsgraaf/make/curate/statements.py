"""Who does what, and what a measure is about: every line with the passage that says so."""

import re
from collections.abc import Mapping, Sequence

from beleidsgraaf.make.curate.csvs import Problems, Record
from beleidsgraaf.make.curate.declared import Declared
from beleidsgraaf.make.curate.quotes import Quotes, quote_of
from beleidsgraaf.make.curate.tables import FOLDER
from beleidsgraaf.model import Basis, Column, Involvement, Link, Measure, Quote, Span
from beleidsgraaf.slug import Thing

ACTORS = ("ministry", "organisation", "actor-group")
RELATIONS = {
    "instrument-type": "instrumentType",
    "target-group": "targetGroup",
    "programme": "inProgramme",
    "reference": "refersTo",
    "channel": "channel",
}
"""What a measure's link to a thing of each type says."""
SAID = (Basis.STATED, Basis.INFERRED, Basis.CURATED)
"""What a line may rest on; ``column`` is for what the ministry column gives by itself."""


class Statements:
    """Reads the statements of one document; what does not fit is noted as a problem."""

    def __init__(self, quotes: Quotes, measures: Sequence[Measure], declared: Declared) -> None:
        self._quotes = quotes
        self._problems: Problems = quotes.problems
        self._declared = declared
        self._measures = {m.slug: m for m in reversed(measures)}  # a slug used twice: the first
        self._seen: dict[str, Record] = {}

    def cooperations(self, codes: Mapping[str, str]) -> list[Involvement]:
        """The ministry column of every measure; ``codes`` gives the slug of each printed code."""
        return [
            involvement
            for measure in reversed(self._measures.values())
            for code in re.finditer(r"[^\s,]+", measure.row.cells[Column.MINISTRIES].text)
            if (involvement := self._of_column(measure, code, codes)) is not None
        ]

    def _of_column(
        self, measure: Measure, code: re.Match[str], codes: Mapping[str, str]
    ) -> Involvement | None:
        if code[0] not in codes:
            if not measure.row.flagged and self._declared.is_read("ministry"):
                self._problems.add_file(
                    f"{FOLDER}/ministries.csv",
                    f"has no ministry with the code {code[0]!r}, which row {measure.row.number} "
                    f"prints.",
                    "Add it, or correct the cells of the row.",
                )
            return None
        spans = measure.row.cells[Column.MINISTRIES].spans
        places = [place for span in spans for place in range(span.start, span.end)]
        span = Span(places[code.start()], places[code.end() - 1] + 1)
        quote = quote_of(self._quotes.document, span)
        return Involvement(
            slug=f"{measure.slug}-{codes[code[0]]}-cooperates",
            measure=measure.slug,
            actor=Thing("ministry", codes[code[0]]),
            role="cooperates",
            basis=Basis.COLUMN,
            quote=quote,
            mention=quote,
        )

    def involvements(self, records: Sequence[Record]) -> list[Involvement]:
        """An involvement per line."""
        return [i for r in records if (i := self._involvement(r)) is not None]

    def _involvement(self, r: Record) -> Involvement | None:
        self._declared.must_know(r, f"role/{r['role']}")
        actor = self._declared.thing(r, "actor", ACTORS)
        basis = self._basis(r)
        measure = self.measure(r)
        quote = self._quote(r)
        slug = f"{r['measure']}-{actor.slug}-{r['role']}"
        if (
            not self._first(r, f"involvement/{slug}")
            or basis is None
            or measure is None
            or quote is None
        ):
            return None
        return Involvement(
            slug=slug,
            measure=measure.slug,
            actor=actor,
            role=r["role"],
            basis=basis,
            quote=quote,
            mention=self._quotes.mention(r, quote),
            note=r["note"],
        )

    def links(self, records: Sequence[Record]) -> list[Link]:
        """What measures are classified as or refer to, a link per line."""
        found = []
        for r in records:
            target = self._declared.thing(r, "target", tuple(RELATIONS))
            measure = self.measure(r)
            slug = f"{r['measure']}-{target.type}-{target.slug}"
            relation = RELATIONS.get(target.type, "")
            subject = Thing("measure", measure.slug) if measure else None
            found.append(self._link(r, slug, subject, relation, target))
        return [link for link in found if link is not None]

    def relations(self, records: Sequence[Record]) -> list[Link]:
        """Which organisation is a member or a unit of which, a link per line."""
        found = []
        for r in records:
            subject = self._declared.thing(r, "subject", ("organisation",))
            target = self._declared.thing(r, "object", ACTORS[:2])
            relation = self._declared.one_of(r, "relation", ("hasMember", "unitOf"))
            slug = f"{subject.slug}-{relation.lower()}-{target.slug}"
            found.append(self._link(r, slug, subject, relation, target))
        return [link for link in found if link is not None]

    def _link(
        self, r: Record, slug: str, subject: Thing | None, relation: str, target: Thing
    ) -> Link | None:
        basis = self._basis(r)
        quote = self._quote(r)
        if (
            not self._first(r, f"statement/{slug}")
            or basis is None
            or subject is None
            or quote is None
        ):
            return None
        return Link(slug, subject, relation, target, basis, quote, r["note"])

    def _basis(self, r: Record) -> Basis | None:
        value = self._declared.one_of(r, "basis", SAID)
        if value == Basis.CURATED and not r["note"]:
            self._problems.add(r, "is somebody's decision.", "Write in the note why.")
        return Basis(value) if value in SAID else None

    def measure(self, r: Record) -> Measure | None:
        """The measure that a line names; None, and a problem, if it is none or of another row."""
        measure = self._measures.get(r["measure"])
        if measure is None:
            self._declared.must_know(r, f"measure/{r['measure']}")
        elif r["row"] and str(measure.row.number) != r["row"]:
            self._problems.add(
                r,
                f"puts {r['measure']!r} in row {r['row']}, but it is row {measure.row.number}.",
                "Mend the row or the measure.",
            )
            return None
        return measure

    def _quote(self, r: Record) -> Quote | None:
        measure = self._measures.get(r.values.get("measure", ""))
        if measure is not None and str(measure.row.number) != r["row"]:
            return None  # which of the two is meant was asked already
        return self._quotes.find(r, r["quote"])

    def _first(self, r: Record, slug: str) -> bool:
        first = self._seen.setdefault(slug, r)
        if first is not r:
            self._problems.add(
                r,
                f"says again what {first.file}:{first.line} says.",
                "Keep the line with the better quote.",
            )
        return first is r
