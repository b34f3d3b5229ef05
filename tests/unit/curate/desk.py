"""A document of two rows and every table that a build needs, small enough to read."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import pytest

from beleidsgraaf.cells import cut, fingerprint, line_at
from beleidsgraaf.errors import CurationError
from beleidsgraaf.make.curate import curate, mint
from beleidsgraaf.make.curate.tables import CONCEPTS, FOLDER, IDS, OF_DOCUMENT, REGISTRY, SCHEMES
from beleidsgraaf.make.curate.tables import SHARED as SHARED_TABLES
from beleidsgraaf.model import Column, Document, Extraction, Knowledge, Row, Span, Text

DOCUMENT = "klein-2020"
SOURCE = (
    "Leren \n\n"
    "Meer weten \n\nOnderzoek \n\n"
    "Bureau Kwast onderzoekt \n\nmet de GGD-en en OM wat werkt. \n\nVWS, JenV \n\n"
    "Meer doen \n\nCampange \n\nKwast leidt het Verbond. \n\nJenV \n"
)


def _row(number: int, parts: Mapping[Column, str]) -> Row:
    start = SOURCE.index(parts[Column.GOAL])
    cells, at = {}, start
    for column, part in parts.items():
        at = SOURCE.index(part, at)
        cells[column] = cut(SOURCE, [Span(at, at + len(part))])
        at += len(part)
    return Row(
        number=number,
        section="Leren",
        cells=cells,
        pages=(1, 1),
        span=Span(start, at),
        lines=(line_at(SOURCE, start), line_at(SOURCE, at - 1)),
        fingerprint=fingerprint(cells.values(), SOURCE),
    )


_EXPLANATION = "Bureau Kwast onderzoekt \n\nmet de GGD-en en OM wat werkt."
ROWS = (
    _row(
        1,
        {
            Column.GOAL: "Meer weten",
            Column.ACTIVITY: "Onderzoek",
            Column.EXPLANATION: _EXPLANATION,
            Column.MINISTRIES: "VWS, JenV",
        },
    ),
    _row(
        2,
        {
            Column.GOAL: "Meer doen",
            Column.ACTIVITY: "Campange",
            Column.EXPLANATION: "Kwast leidt het Verbond.",
            Column.MINISTRIES: "JenV",
        },
    ),
)
ONE, TWO = (row.fingerprint for row in ROWS)

_CONCEPTS: Mapping[str, tuple[str, ...]] = {
    "theme": ("leren",),
    "role": ("cooperates", "researches", "coordinates"),
    "basis": ("column", "stated", "inferred", "curated"),
    "instrument-type": ("research",),
    "target-group": ("youth",),
    "actor-group": ("clubs",),
    "organisation-kind": ("ministry", "bureau", "alliance"),
    "programme-kind": ("programme",),
    "reference-kind": ("act",),
    "channel-kind": ("site",),
    "identifier-kind": ("tooi", "kvk", "bwb"),
    "correction-kind": ("reading", "spelling"),
}
_LINES: Mapping[str, tuple[str, ...]] = {
    "ministries": ("vws,VWS,Sport,Sports,", "jenv,JenV,Recht,Law,"),
    "organisations": (
        "kwast,bureau,BK,Bureau Kwast,,",
        "verbond,alliance,,Verbond,Alliance,Een noot.",
    ),
    "names": ("organisation/kwast,Kwast,alternative,,,rij 2",),
    "identifiers": (
        "ministry/vws,tooi,https://x.example/ministry/1,exact,2018-01-01,,a register",
        "reference/wet,bwb,BWBR1,none,,,a page",
    ),
    "events": ("kwast-2019,2019-05-01,organisation/kwast,Penseel,Kwast,a page",),
    "programmes": ("sport,programme,Sport voor allen,,,", "loop,programme,Lopen,,sport,"),
    "references": ("wet,act,Wet,Act,",),
    "channels": ("site,site,Een site,,https://x.example/,organisation/kwast,rij 1",),
    f"{DOCUMENT}/measures": (
        f"1,{ONE},onderzoek,leren,meer-weten",
        f"2,{TWO},campagne,leren,meer-doen",
    ),
    f"{DOCUMENT}/goals": ("meer-weten,Meer weten,", "meer-doen,Meer doen,"),
    f"{DOCUMENT}/involvements": (
        "1,onderzoek,organisation/kwast,researches,stated,explanation,"
        "Bureau Kwast onderzoekt met,Bureau Kwast,",
        "2,campagne,organisation/kwast,coordinates,curated,explanation,Kwast leidt,Kwast,Omdat.",
    ),
    f"{DOCUMENT}/links": (
        "1,onderzoek,instrument-type/research,stated,activity,Onderzoek,",
        "1,onderzoek,reference/wet,inferred,explanation,wat werkt,",
        "1,onderzoek,programme/loop,stated,explanation,wat werkt,",
        "1,onderzoek,channel/site,stated,explanation,wat werkt,",
        "1,onderzoek,target-group/youth,stated,explanation,wat werkt,",
    ),
    f"{DOCUMENT}/relations": (
        "2,organisation/verbond,hasMember,organisation/kwast,stated,explanation,Kwast leidt,",
    ),
    f"{DOCUMENT}/spellings": ("2,campagne,activity,Campange,Campagne,Omgewisseld.",),
}


def _tables() -> dict[str, str]:
    columns = {f"{FOLDER}/{n}.csv": t.columns for n, t in SHARED_TABLES.items()}
    columns |= {f"{FOLDER}/vocabulary/{scheme}.csv": CONCEPTS.columns for scheme in SCHEMES}
    columns |= {f"{FOLDER}/{DOCUMENT}/{n}.csv": t.columns for n, t in OF_DOCUMENT.items()}
    columns |= {REGISTRY: IDS.columns}
    lines = {f"{FOLDER}/{name}.csv": lines for name, lines in _LINES.items()}
    lines |= {
        f"{FOLDER}/vocabulary/{scheme}.csv": tuple(f"{s},{s},{s},Wat.,What.,," for s in slugs)
        for scheme, slugs in _CONCEPTS.items()
    }
    lines[f"{FOLDER}/vocabulary/schemes.csv"] = tuple(
        f"{scheme},{scheme},{scheme},Lijst.,List." for scheme in (*_CONCEPTS, "goal")
    )
    return {
        file: "".join(f"{line}\n" for line in (",".join(columns[file]), *lines.get(file, ())))
        for file in columns
    }


@dataclass
class Desk:
    """A curator's desk: the tables, which a test may change, and what curation says of them."""

    files: dict[str, str] = field(default_factory=_tables)
    rows: tuple[Row, ...] = ROWS
    published: Collection[str] = ()

    def __post_init__(self) -> None:
        self.files[REGISTRY] = self.minted()

    def path(self, name: str) -> str:
        """The file of a table: shared, of the document, or the registry."""
        names = (f"{FOLDER}/{name}.csv", f"{FOLDER}/{DOCUMENT}/{name}.csv", REGISTRY)
        return next(n for n in names if n in self.files)

    def add(self, name: str, line: str) -> None:
        """Write one more line under a table."""
        self.files[self.path(name)] += f"{line}\n"

    def change(self, name: str, was: str, now: str) -> None:
        """Change what stands exactly once in a table."""
        text = self.files[self.path(name)]
        assert text.count(was) == 1, (was, text)
        self.files[self.path(name)] = text.replace(was, now)

    def flag(self, number: int) -> None:
        """Let the reader be unsure of a row."""
        self.rows = tuple(replace(r, flagged=r.flagged or r.number == number) for r in self.rows)

    def _said(self) -> tuple[list[Extraction], list[Document]]:
        document = Document(
            slug=DOCUMENT,
            text=SOURCE,
            sha256=hashlib.sha256(SOURCE.encode()).hexdigest(),
            title=Text("Klein", "Small"),
            probably=Text("Waarschijnlijk.", "Probably."),
            columns=("Doel", "Activiteit", "Toelichting", "Departementen"),
            version="1.0.0",
            issued="2020-01-01",
            modified="2020-01-01",
        )
        return [Extraction(DOCUMENT, self.rows, (), (), ())], [document]

    def knowledge(self) -> Knowledge:
        """What is decided."""
        return curate(*self._said(), self.files, self.published)

    def minted(self) -> str:
        """The registry with all slugs in it that the tables use."""
        return mint(*self._said(), self.files)

    def told(self) -> list[str]:
        """The problems, each as it is shown; the file without its folder."""
        with pytest.raises(CurationError) as caught:
            self.knowledge()
        return [_short(str(problem)) for problem in caught.value.problems]

    def told_only(self, *starts: str) -> str:
        """The text of the problems, which are as many as there are starts, and start so."""
        told = self.told()
        assert len(told) == len(starts), told
        assert [
            line for line, start in zip(told, starts, strict=True) if line.startswith(start)
        ] == (told), (told, starts)
        return "\n".join(told)


def _short(problem: str) -> str:
    for folder in (f"{FOLDER}/{DOCUMENT}/", f"{FOLDER}/", "data/registry/"):
        problem = problem.removeprefix(folder)
    return problem
