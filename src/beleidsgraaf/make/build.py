"""Knows the order of the stages: source -> rows -> entities -> quads -> verdict -> snapshot."""

import csv
import io
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from beleidsgraaf import queries
from beleidsgraaf.errors import DefinitionError, Problem, SnapshotError
from beleidsgraaf.make import project as projects
from beleidsgraaf.make.check import Contract, Verdict, check, to_json
from beleidsgraaf.make.curate import curate, mint
from beleidsgraaf.make.curate.gazetteer import Gazetteer, Mention, undecided
from beleidsgraaf.make.extract import extract, serialise
from beleidsgraaf.make.project import REGISTRY, Project
from beleidsgraaf.make.triples import canonical, quads
from beleidsgraaf.model import Extraction, Knowledge
from beleidsgraaf.queries import Query
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import CURRENT, Snapshot, open_snapshot, publish
from beleidsgraaf.vocab import Names

Say = Callable[[str], None]
"""Takes a line of progress; nobody parses it."""


@dataclass(frozen=True, slots=True)
class Made:
    """Everything a build made in memory, before anything is published."""

    project: Project
    extractions: tuple[Extraction, ...]
    knowledge: Knowledge
    graph: bytes
    questions: Mapping[str, Query]
    verdict: Verdict


def silent(_line: str) -> None:
    """Says nothing."""


def make(folder: Path, settings: Settings, say: Say = silent) -> Made:
    """Every stage up to the verdict; nothing is written.

    Raises SourceError, CurationError or DefinitionError with all that is wrong in the files of
    the stage that could not go on.
    """
    project = projects.read(folder)
    extractions = read_rows(project)
    for extraction in extractions:
        flagged = sum(row.flagged for row in extraction.rows)
        say(f"extract  {extraction.document}: {len(extraction.rows)} rows, {flagged} flagged")
    knowledge = curate(
        extractions, project.documents, project.tables, _published(settings.snapshots)
    )
    say(
        f"curate   {len(knowledge.measures)} measures, {len(knowledge.actors)} ministries and "
        f"organisations, {len(knowledge.involvements)} involvements"
    )
    asked = _questions(project, settings.base_iri)
    names = Names(settings.base_iri)
    made = quads(knowledge, project.ontology, names)
    say(f"triples  {len(made)} quads")
    contract = Contract(project.shapes, project.expected, asked, project.answers)
    texts = {d.slug: d.text for d in project.documents}
    verdict = check(made, contract, texts, names)
    say(f"check    {'conforms' if verdict.conforms else 'does not conform'}")
    return Made(project, tuple(extractions), knowledge, canonical(made), asked, verdict)


def build(folder: Path, settings: Settings, say: Say = silent) -> tuple[Verdict, Snapshot | None]:
    """The verdict and, where it conforms, the snapshot that is now published.

    Where it does not conform nothing is written, and what was published stays. Raises what
    ``make`` raises, and SnapshotError when the snapshot cannot be written.
    """
    made = make(folder, settings, say)
    if not made.verdict.conforms:
        return made.verdict, None
    snapshot = publish(settings.snapshots, _files(made), _about(made, settings), _tools())
    say(f"snapshot {snapshot.folder}")
    return made.verdict, snapshot


def read_rows(project: Project) -> list[Extraction]:
    """The rows of every document, as the rules alone read them."""
    codes = _ministry_codes(project)
    return [extract(d.slug, d.text, d.columns, codes) for d in project.documents]


def write_rows(folder: Path) -> list[Path]:
    """Rewrite data/extracted from the sources; returns the files written."""
    project = projects.read(folder)
    written = []
    for extraction in read_rows(project):
        path = folder / "data/extracted" / extraction.document / "rows.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(serialise(extraction), "utf-8")
        written.append(path)
    return written


def register(folder: Path) -> int:
    """Append every slug that the tables use to the registry; returns how many were new."""
    project = projects.read(folder)
    before = project.tables[REGISTRY]
    after = mint(read_rows(project), project.documents, project.tables)
    if after != before:
        (folder / REGISTRY).write_text(after, "utf-8")
    return after.count("\n") - before.count("\n")


def proposals(folder: Path, settings: Settings) -> list[Mention]:
    """Where a row names an actor that no involvement, link or relation of that row is about."""
    project = projects.read(folder)
    knowledge = curate(
        read_rows(project), project.documents, project.tables, _published(settings.snapshots)
    )
    gazetteer = Gazetteer(
        knowledge.actors, [c for c in knowledge.concepts if c.scheme == "actor-group"]
    )
    rows = {m.slug: m.row for m in knowledge.measures}
    decided = [(rows[i.measure].number, i.actor) for i in knowledge.involvements]
    mentions = [m for row in rows.values() for m in gazetteer.mentions(row)]
    return undecided(mentions, decided)


def _ministry_codes(project: Project) -> list[str]:
    """The closed list of codes; what is wrong with the table is told by curation."""
    name = f"{projects.CURATED}/ministries.csv"
    lines = csv.DictReader(io.StringIO(project.tables.get(name, "")))
    codes = [code for line in lines if (code := line.get("code"))]
    if not codes:
        raise DefinitionError(
            [Problem(name, 1, "gives no codes.", "Add the column 'code' with the printed codes.")]
        )
    return codes


def _questions(project: Project, base: str) -> dict[str, Query]:
    found = {}
    problems: list[Problem] = []
    for name, text in project.questions.items():
        stem = Path(name).stem
        try:
            found[stem] = queries.parse(stem, text, base, f"ontology/questions/{name}")
        except DefinitionError as error:
            problems += error.problems
    if problems:
        raise DefinitionError(problems)
    return found


def _published(root: Path) -> Sequence[str]:
    """The paths of all IRIs in the published snapshot; none where there is no whole one."""
    if not (root / CURRENT).exists():
        return []
    try:
        registry = open_snapshot(root).read("ids.csv").decode()
    except SnapshotError:
        return []  # the build that follows is what mends a damaged snapshot
    return [f"{r['type']}/{r['slug']}" for r in csv.DictReader(io.StringIO(registry))]


def _files(made: Made) -> dict[str, bytes]:
    texts = {
        "ids.csv": made.project.tables[REGISTRY],
        "report.json": to_json(made.verdict),
        **{f"questions/{stem}.rq": query.text for stem, query in made.questions.items()},
        **{f"answers/{stem}.csv": text for stem, text in made.project.answers.items()},
        **{f"source/{d.slug}.txt": d.text for d in made.project.documents},
    }
    return {"graph.nq.gz": made.graph} | {name: text.encode() for name, text in texts.items()}


def _about(made: Made, settings: Settings) -> dict[str, object]:
    return {
        "base_iri": settings.base_iri,
        "quads": made.graph.count(b"\n"),
        "documents": [
            {"slug": d.slug, "version": d.version, "sha256": d.sha256, "modified": d.modified}
            for d in made.project.documents
        ],
    }


def _tools() -> dict[str, str]:
    packages = ("beleidsgraaf", "pyoxigraph", "pyshacl", "rdflib")
    return {"python": platform.python_version(), **{name: version(name) for name in packages}}
