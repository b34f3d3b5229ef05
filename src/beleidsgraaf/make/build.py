"""Knows the order of the stages: source -> rows -> entities -> quads -> verdict -> snapshot."""

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from pyoxigraph import Quad

from beleidsgraaf import definitions
from beleidsgraaf.make import catalogue, sound
from beleidsgraaf.make import project as projects
from beleidsgraaf.make.catalogue import Publication
from beleidsgraaf.make.catalogue.places import DATASET
from beleidsgraaf.make.check import Contract, Verdict, check, to_json
from beleidsgraaf.make.curate import curate, gazetteer, mint
from beleidsgraaf.make.curate.gazetteer import Mention
from beleidsgraaf.make.dumps import FOLDER, Access, dumps, void
from beleidsgraaf.make.extract import extract, serialise
from beleidsgraaf.make.prepare import prepare
from beleidsgraaf.make.project import REGISTRY, RELEASES, Project
from beleidsgraaf.make.triples import canonical, quads
from beleidsgraaf.model import Extraction, Knowledge
from beleidsgraaf.queries import Query
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot, publish
from beleidsgraaf.vocab import DEFAULT_BASE, Names, rebase

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
    release: catalogue.Release


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
    publication, knowledge, asked = sound.read_all(project, extractions, settings)
    say(
        f"curate   {len(knowledge.measures)} measures, {len(knowledge.actors)} ministries and "
        f"organisations, {len(knowledge.involvements)} involvements"
    )
    made = quads(knowledge, project.ontology, names)
    definitions.all_defined(made, names, projects.ONTOLOGY)
    say(f"triples  {len(made)} quads")
    everything, downloads, release = _described(project, publication, made, names)
    say(f"describe {len(everything) - len(made)} quads, {len(downloads)} files")
    contract = Contract(project.shapes, project.expected, asked, project.answers)
    texts = {d.slug: d.text for d in project.documents}
    verdict = check(everything, contract, texts, names)
    say(f"check    {'conforms' if verdict.conforms else 'does not conform'}")
    graph = canonical(everything)
    return Made(project, extractions, knowledge, graph, downloads, asked, verdict, release)


def _described(
    project: Project, publication: Publication, made: list[Quad], names: Names
) -> tuple[list[Quad], dict[str, bytes], catalogue.Release]:
    """The quads with those of the catalogue, and the files to take along that it describes."""
    taken = dumps(made, names)
    changed = [document.modified for document in project.documents]
    release = catalogue.latest(publication, changed, taken.distributions)
    before = catalogue.earlier(publication.versions, project.releases, RELEASES)
    everything = [*made, *catalogue.catalogue(publication, [*before, release], names)]
    dataset = names.thing("dataset", DATASET)
    access = Access(dataset, publication.address, taken.distributions)
    files = {f"{FOLDER}/{name}": data for name, data in taken.files.items()}
    return everything, {**files, "void.ttl": void(everything, names, access)}, release


def build(
    folder: Path, settings: Settings, say: Say = silent, *, record: bool = False
) -> tuple[Verdict, Snapshot | None]:
    """The verdict and, where it conforms, the snapshot that is now published.

    To ``record`` is to note the files of this version in the project, for later catalogues.

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
    if record:
        noted = catalogue.record(made.release, made.project.releases, RELEASES)
        projects.write(folder / RELEASES, noted)
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
    minted = sound.minted(project, publication)
    after = mint(read_rows(project), project.documents, project.tables, minted)
    if after != before:
        projects.write(folder / REGISTRY, after)
    return after.count("\n") - before.count("\n")


def proposals(folder: Path, settings: Settings) -> list[Mention]:
    """Where a row names an actor that no involvement, link or relation of that row is about."""
    project = projects.read(folder)
    published, minted = sound.published_paths(settings.snapshots), sound.minted(project, None)
    knowledge = curate(read_rows(project), project.documents, project.tables, published, minted)
    return gazetteer.proposals(knowledge)


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
    asked = {stem: query.text for stem, query in made.questions.items()}
    ready = prepare(made.graph, asked, Names(base_iri))
    return {"graph.nq.gz": made.graph, **told, **ready, **made.downloads}


def _about(made: Made, settings: Settings) -> dict[str, object]:
    return {
        "base_iri": settings.base_iri,
        "version": made.release.version.number,
        "quads": made.graph.count(b"\n"),
        "documents": [
            {"slug": d.slug, "version": d.version, "sha256": d.sha256, "modified": d.modified}
            for d in made.project.documents
        ],
    }


def _tools() -> dict[str, str]:
    packages = ("beleidsgraaf", "deflate", "pyoxigraph", "pyshacl", "rdflib")
    return {"python": platform.python_version(), **{name: version(name) for name in packages}}
