"""Who does what, and what a measure is about: every line with the passage that says so."""

from collections.abc import Mapping, Sequence

from beleidsgraaf.make.curate.csvs import Problems, Record
from beleidsgraaf.make.curate.declared import Declared
from beleidsgraaf.make.curate.quotes import Quotes, quote_of
from beleidsgraaf.model import Basis, Column, Involvement, Link, Measure, Span, Thing

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
        self._measures = {m.slug: m for m in measures}
        self._seen: dict[str, Record] = {}

    def cooperations(self, codes: Mapping[str, str]) -> list[Involvement]:
        """The ministry column of every measure; ``codes`` gives the slug of each printed code."""
        return [
            involvement
            for measure in self._measures.values()
            for involvement in self._of_column(measure, codes)
        ]

    def _of_column(self, measure: Measure, codes: Mapping[str, str]) -> list[Involvement]:
        cell = measure.row.cells[Column.MINISTRIES]
        found = []
        offset = cell.spans[0].start  # a ministry cell is one line of codes
        for part in cell.text.split(","):
            code = part.strip()
            start = offset + len(part) - len(part.lstrip())
            quote = quote_of(self._quotes.document, Span(start, start + len(code)))
            offset += len(part) + 1
            found.append(
                Involvement(
                    slug=f"{measure.slug}-{codes[code]}-cooperates",
                    measure=measure.slug,
                    actor=Thing("ministry", codes[code]),
                    role="cooperates",
                    basis=Basis.COLUMN,
                    quote=quote,
                    mention=quote,
                )
            )
        return found

    def involvements(self, records: Sequence[Record]) -> list[Involvement]:
        """An involvement per line."""
        return [i for r in records if (i := self._involvement(r)) is not None]

    def _involvement(self, r: Record) -> Involvement | None:
        self._declared.must_know(r, f"role/{r['role']}")
        actor = self._declared.thing(r, "actor", ACTORS)
        basis = self._basis(r)
        measure = self._measure(r)
        quote = self._quotes.find(r, r["quote"])
        slug = f"{r['measure']}-{actor.slug}-{r['role']}"
        if not self._first(r, slug) or basis is None or measure is None or quote is None:
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
            measure = self._measure(r)
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
        quote = self._quotes.find(r, r["quote"])
        if not self._first(r, slug) or basis is None or subject is None or quote is None:
            return None
        return Link(slug, subject, relation, target, basis, quote, r["note"])

    def _basis(self, r: Record) -> Basis | None:
        value = self._declared.one_of(r, "basis", SAID)
        if value == Basis.CURATED and not r["note"]:
            self._problems.add(r, "is somebody's decision.", "Write in the note why.")
        return Basis(value) if value in SAID else None

    def _measure(self, r: Record) -> Measure | None:
        measure = self._measures.get(r["measure"])
        if measure is None:
            self._declared.must_know(r, f"measure/{r['measure']}")
        elif str(measure.row.number) != r["row"]:
            self._problems.add(
                r,
                f"puts {r['measure']!r} in row {r['row']}, but it is row {measure.row.number}.",
                "Mend the row or the measure.",
            )
        return measure

    def _first(self, r: Record, slug: str) -> bool:
        first = self._seen.setdefault(slug, r)
        if first is not r:
            self._problems.add(
                r,
                f"says again what {first.file}:{first.line} says.",
                "Keep the line with the better quote.",
            )
        return first is r
