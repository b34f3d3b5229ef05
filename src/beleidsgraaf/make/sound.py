"""Everything that people edit, found to be sound before anything is made of it."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ParamSpec, TypeVar

from beleidsgraaf import definitions, queries
from beleidsgraaf.errors import DefinitionError, Problem, ProblemsError, SnapshotError
from beleidsgraaf.make import catalogue
from beleidsgraaf.make.catalogue import Publication
from beleidsgraaf.make.check import counts, shapes
from beleidsgraaf.make.curate import curate
from beleidsgraaf.make.dumps import names_with_data
from beleidsgraaf.make.project import ONTOLOGY, REGISTRY, RELEASES, Project
from beleidsgraaf.model import Extraction, Knowledge
from beleidsgraaf.queries import Query
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import CURRENT, open_snapshot
from beleidsgraaf.vocab import Names

P = ParamSpec("P")
T = TypeVar("T")


def read_all(
    project: Project, extractions: Sequence[Extraction], settings: Settings
) -> tuple[Publication, Knowledge, dict[str, Query]]:
    """What is said and asked, once every file that people edit was found to be well-formed."""
    found: list[ProblemsError] = []
    names, published = Names(settings.base_iri), published_paths(settings.snapshots)
    said = (project.publication, project.values, settings.public_url)
    publication = _noting(found, catalogue.read, *said)
    others = minted(project, publication)
    read = (extractions, project.documents, project.tables, published, others)
    knowledge = _noting(found, curate, *read)
    asked = _noting(found, _questions, project, names.base)
    _noting(found, definitions.parse, project.ontology, names.base, ONTOLOGY)
    _noting(found, shapes.read, project.shapes, names)
    _noting(found, counts.read, project.expected)
    if publication:
        _noting(found, catalogue.earlier, publication.versions, project.releases, RELEASES)
    if publication is None or knowledge is None or asked is None or found:
        if len(found) == 1:
            raise found[0]
        raise ProblemsError([problem for error in found for problem in error.problems])
    return publication, knowledge, asked


def minted(project: Project, publication: Publication | None) -> list[str]:
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


def published_paths(root: Path) -> Sequence[str]:
    """The paths of all IRIs in the published snapshot; none where there is no whole one."""
    if not (root / CURRENT).exists():
        return []
    try:
        registry = open_snapshot(root).read("ids.csv").decode()
    except SnapshotError:
        return []  # the build that follows is what mends a damaged snapshot
    return [f"{r['type']}/{r['slug']}" for r in csv.DictReader(io.StringIO(registry))]
