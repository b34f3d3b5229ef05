"""Knows the order of the stages: source -> rows -> entities -> quads -> verdict -> snapshot."""

import csv
import io
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import ParamSpec, TypeVar

from pyoxigraph import Quad

from beleidsgraaf import definitions, queries
from beleidsgraaf.errors import DefinitionError, Problem, ProblemsError, SnapshotError
from beleidsgraaf.make import catalogue
from beleidsgraaf.make import project as projects
from beleidsgraaf.make.catalogue import Publication
from beleidsgraaf.make.catalogue.places import DATASET
from beleidsgraaf.make.check import Contract, Verdict, check, counts, shapes, to_json
from beleidsgraaf.make.curate import curate, gazetteer, mint
from beleidsgraaf.make.curate.gazetteer import Mention
from beleidsgraaf.make.dumps import FOLDER, Access, dumps, names_with_data, void
from beleidsgraaf.make.extract import extract, serialise
from beleidsgraaf.make.project import ONTOLOGY, REGISTRY, Project
from beleidsgraaf.make.triples import canonical, quads
from beleidsgraaf.model import Extraction, Knowledge
from beleidsgraaf.queries import Query
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import CURRENT, Snapshot, open_snapshot, publish
from beleidsgraaf.vocab import DEFAULT_BASE, Names, rebase

P = ParamSpec("P")
T = TypeVar("T")
Say = Callable[[str], None]
"""Takes a line of progress; nobody parses it."""


@dataclass(frozen=True, slots=True)
class Made:
    """Everything a build made in memory, before anything is published."""

    project: Project
    extractions: Sequence[Extraction]
    knowledge: Knowledge
    graph: bytes
    downloads: Mapping[str, bytes]
    """The files that people take along, and the numbers of the graph, by name in the snapshot."""
    questions: Mapping[str, Query]
    verdict: Verdict
    version: str


def silent(_line: str) -> None:
    """Says nothing."""


def make(folder: Path, settings: Settings, say: Say = silent) -> Made:
    """Every stage up to the verdict; nothing is written.

    Raises SourceError for a source that cannot be read; otherwise a ProblemsError with all that
    is wrong in tables, ontology, shapes, questions and bounds together.
    """
    project = projects.read(folder)
    extractions = read_rows(project)
    for extraction in extractions:
        flagged = sum(row.flagged for row in extraction.rows)
        say(f"extract  {extraction.document}: {len(extraction.rows)} rows, {flagged} flagged")
    names = Names(settings.base_iri)
    publication, knowledge, asked = _sound(project, extractions, settings)
    say(
        f"curate   {len(knowledge.measures)} measures, {len(knowledge.actors)} ministries and "
        f"organisations, {len(knowledge.involvements)} involvements"
    )
    made = quads(knowledge, project.ontology, names)
    say(f"triples  {len(made)} quads")
    everything, downloads = _described(project, publication, made, names)
    say(f"describe {len(everything) - len(made)} quads, {len(downloads)} files")
    contract = Contract(project.shapes, project.expected, asked, project.answers)
    texts = {d.slug: d.text for d in project.documents}
    verdict = check(everything, contract, texts, names)
    say(f"check    {'conforms' if verdict.conforms else 'does not conform'}")
    number = publication.versions[-1].number
    graph = canonical(everything)
    return Made(project, extractions, knowledge, graph, downloads, asked, verdict, number)


def _described(
    project: Project, publication: Publication, made: list[Quad], names: Names
) -> tuple[list[Quad], dict[str, bytes]]:
    """The quads with those of the catalogue, and the files to take along that it describes."""
    taken = dumps(made, names)
    changed = [document.modified for document in project.documents]
    release = catalogue.latest(publication, changed, taken.distributions)
    everything = [*made, *catalogue.catalogue(publication, [release], names)]
    dataset = names.thing("dataset", DATASET)
    access = Access(dataset, publication.address, taken.distributions)
    files = {f"{FOLDER}/{name}": data for name, data in taken.files.items()}
    return everything, {**files, "void.ttl": void(everything, names, access)}


def _sound(
    project: Project, extractions: Sequence[Extraction], settings: Settings
) -> tuple[Publication, Knowledge, dict[str, Query]]:
    """What is said and asked, once every file that people edit was found to be well-formed."""
    found: list[ProblemsError] = []
    names, published = Names(settings.base_iri), _published(settings.snapshots)
    said = (project.publication, project.values, settings.public_url)
    publication = _noting(found, catalogue.read, *said)
    minted = _minted(project, publication)
    read = (extractions, project.documents, project.tables, published, minted)
    knowledge = _noting(found, curate, *read)
    asked = _noting(found, _questions, project, names.base)
    _noting(found, definitions.parse, project.ontology, names.base, ONTOLOGY)
    _noting(found, shapes.read, project.shapes, names)
    _noting(found, counts.read, project.expected)
    if publication is None or knowledge is None or asked is None or found:
        if len(found) == 1:
            raise found[0]
        raise ProblemsError([problem for error in found for problem in error.problems])
    return publication, knowledge, asked


def _minted(project: Project, publication: Publication | None) -> list[str]:
    """The paths that the catalogue mints; those it once had where nobody can tell which."""
    if publication:
        numbers = [version.number for version in publication.versions]
        return list(catalogue.paths(numbers, names_with_data()))
    registered = csv.DictReader(io.StringIO(project.tables[REGISTRY]))
    rows = [(row.get("type"), row.get("slug")) for row in registered]
    return [f"{kind}/{slug}" for kind, slug in rows if kind in catalogue.TYPES]


def _noting(
    found: list[ProblemsError], read: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T | None:
    try:
        return read(*args, **kwargs)
    except ProblemsError as error:
        found.append(error)
        return None


def build(folder: Path, settings: Settings, say: Say = silent) -> tuple[Verdict, Snapshot | None]:
    """The verdict and, where it conforms, the snapshot that is now published.

    Where it does not conform nothing is written, and what was published stays. Raises what
    ``make`` raises, and SnapshotError when the snapshot cannot be written.
    """
    made = make(folder, settings, say)
    if not made.verdict.conforms:
        return made.verdict, None
    snapshot = publish(
        settings.snapshots, _files(made, settings.base_iri), _about(made, settings), _tools()
    )
    say(f"snapshot {snapshot.folder}")
    return made.verdict, snapshot


def read_rows(project: Project) -> list[Extraction]:
    """The rows of every document, as the rules alone read them."""
    codes = projects.ministry_codes(project)
    return [extract(d.slug, d.text, d.columns, codes) for d in project.documents]


def write_rows(folder: Path) -> list[Path]:
    """Rewrite data/extracted from the sources; returns the files written."""
    project = projects.read(folder)
    written = []
    for extraction in read_rows(project):
        path = folder / "data/extracted" / extraction.document / "rows.json"
        projects.write(path, serialise(extraction))
        written.append(path)
    return written


def register(folder: Path) -> int:
    """Append every slug that the tables use to the registry; returns how many were new."""
    project = projects.read(folder)
    before = project.tables[REGISTRY]
    publication = catalogue.read(project.publication, project.values)
    minted = _minted(project, publication)
    after = mint(read_rows(project), project.documents, project.tables, minted)
    if after != before:
        projects.write(folder / REGISTRY, after)
    return after.count("\n") - before.count("\n")


def proposals(folder: Path, settings: Settings) -> list[Mention]:
    """Where a row names an actor that no involvement, link or relation of that row is about."""
    project = projects.read(folder)
    published, minted = _published(settings.snapshots), _minted(project, None)
    knowledge = curate(read_rows(project), project.documents, project.tables, published, minted)
    return gazetteer.proposals(knowledge)


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


def _files(made: Made, base_iri: str) -> dict[str, bytes]:
    answers = made.project.answers
    texts = {
        "ids.csv": made.project.tables[REGISTRY],
        "report.json": to_json(made.verdict),
        **{f"questions/{stem}.rq": query.text for stem, query in made.questions.items()},
        **{f"answers/{s}.csv": t.replace(DEFAULT_BASE, base_iri) for s, t in answers.items()},
        **{f"source/{d.slug}.txt": d.text for d in made.project.documents},
        **{name: rebase(text, base_iri) for name, text in made.project.shapes.items()},
    }
    told = {name: text.encode() for name, text in texts.items()}
    return {"graph.nq.gz": made.graph, **told, **made.downloads}


def _about(made: Made, settings: Settings) -> dict[str, object]:
    return {
        "base_iri": settings.base_iri,
        "version": made.version,
        "quads": made.graph.count(b"\n"),
        "documents": [
            {"slug": d.slug, "version": d.version, "sha256": d.sha256, "modified": d.modified}
            for d in made.project.documents
        ],
    }


def _tools() -> dict[str, str]:
    packages = ("beleidsgraaf", "deflate", "pyoxigraph", "pyshacl", "rdflib")
    return {"python": platform.python_version(), **{name: version(name) for name in packages}}
