"""The folder that people edit, read into memory: sources, tables, ontology, shapes, questions."""

import csv
import datetime
import hashlib
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from beleidsgraaf.errors import DefinitionError, Problem, SourceError, WriteError
from beleidsgraaf.model import Document, Text
from beleidsgraaf.slug import SLUG

CURATED = "data/curated"
REGISTRY = "data/registry/ids.csv"
EXPECTED = "data/expected.toml"
ONTOLOGY = "ontology/beleidsgraaf.ttl"
CONTEXT = "ontology/context.jsonld"
PUBLICATION = "data/publication.toml"
VALUES = "data/publication-values.csv"
RELEASES = "data/releases.csv"


@dataclass(frozen=True, slots=True)
class Project:
    """Everything a build reads; every mapping goes from path (in the project) to text."""

    folder: Path
    documents: tuple[Document, ...]
    tables: Mapping[str, str]
    ontology: str
    context: str
    shapes: Mapping[str, str]
    questions: Mapping[str, str]
    """File name -> text, for ``<stem>.rq``."""
    answers: Mapping[str, str]
    """Stem of a question -> the CSV it is expected to give."""
    expected: str
    publication: str
    values: str
    releases: str
    """The settings of the catalogue, the values it may use, and the files of what is out."""


def read(folder: Path) -> Project:
    """The project in a folder.

    Raises SourceError for a source that is not what its document.toml says, and DefinitionError
    that lists every other file that is missing or is not UTF-8.
    """
    documents = tuple(_documents(folder))
    files = _Files(folder)
    project = Project(
        folder=folder,
        documents=documents,
        tables=files.below(CURATED, "**/*.csv") | {REGISTRY: files.one(REGISTRY)},
        ontology=files.one(ONTOLOGY),
        context=files.one(CONTEXT),
        shapes=files.below("shapes", "*.ttl"),
        questions={Path(n).name: t for n, t in files.below("ontology/questions", "*.rq").items()},
        answers={
            Path(n).stem: t for n, t in files.below("ontology/questions/expected", "*.csv").items()
        },
        expected=files.one(EXPECTED),
        publication=files.one(PUBLICATION),
        values=files.one(VALUES),
        releases=files.one(RELEASES),
    )
    if files.problems:
        raise DefinitionError(files.problems)
    return project


def ministry_codes(project: Project) -> list[str]:
    """The closed list of codes; what else is wrong with their table is told by curation."""
    name = f"{CURATED}/ministries.csv"
    try:
        lines = csv.DictReader(io.StringIO(project.tables.get(name, ""), newline=""))
        codes = [code.strip() for line in lines if (code := line.get("code"))]
    except csv.Error:
        codes = []
    if not codes:
        raise DefinitionError(
            [Problem(name, 1, "gives no codes.", "Add the column 'code' with the printed codes.")]
        )
    return codes


def write(path: Path, text: str) -> None:
    """The file has this text; WriteError, and what it had before, when that cannot be."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_text(text, "utf-8")
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(f"{path}: {error.strerror}; it is as it was.") from error


class _Files:
    """Reads files of the project; what cannot be read is noted, not raised."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: list[Problem] = []

    def one(self, name: str) -> str:
        try:
            return (self._folder / name).read_text("utf-8-sig")
        except OSError as error:
            self._note(name, f"{error.strerror}.", "Put it back, or run this in the project.")
        except UnicodeDecodeError as error:
            self._note(name, f"is not UTF-8 at byte {error.start}.", "Save it as UTF-8.")
        return ""

    def below(self, folder: str, pattern: str) -> dict[str, str]:
        found = sorted((self._folder / folder).glob(pattern))
        if not found:
            self._note(folder, f"holds no {pattern}.", "Put them back, or run this in the project.")
        names = [path.relative_to(self._folder).as_posix() for path in found]
        return {name: self.one(name) for name in names}

    def _note(self, name: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(name, 0, what, remedy))


def _documents(folder: Path) -> list[Document]:
    found = sorted((folder / "data/source").glob("*/document.toml"))
    if not found:
        raise SourceError(
            f"{folder}: no data/source/*/document.toml. Run this in the project's folder, or name "
            f"it with --project."
        )
    return [_document(path) for path in found]


def _document(path: Path) -> Document:
    slug = path.parent.name
    if not SLUG.fullmatch(slug):
        raise SourceError(f"{path.parent}: name the folder with lower-case letters and hyphens.")
    about = _toml(path)
    try:
        source = path.parent / about["file"]
        text = _source(source, about["sha256"], path)
        return Document(
            slug=slug,
            text=text,
            sha256=about["sha256"],
            title=Text(_string(about["title"]["nl"]), _string(about["title"]["en"])),
            probably=Text(_string(about["probably"]["nl"]), _string(about["probably"]["en"])),
            columns=tuple(_string(column) for column in _list(about["columns"])),
            version=_string(about["version"]),
            issued=_date(about["issued"]),
            modified=_date(about["modified"]),
        )
    except KeyError as error:
        raise SourceError(f"{path}: has no {error.args[0]!r}. Add it.") from None
    except (TypeError, AttributeError):
        raise SourceError(f"{path}: a value has the wrong form; see the other documents.") from None


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _date(value: Any) -> str:
    if not isinstance(value, datetime.date):
        raise TypeError
    return value.isoformat()


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: {error}. Mend it there.") from None
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}.") from None


def _source(source: Path, sha256: str, described: Path) -> str:
    try:
        data = source.read_bytes()
    except OSError as error:
        raise SourceError(f"{source}: {error.strerror}; {described} names it.") from None
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise SourceError(
            f"{source}: its sha256 is {found}, but {described} says {sha256}. A source is never "
            f"edited: put the file back as received, or describe the new text as a new document."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"{source}: is not UTF-8 at byte {error.start}.") from None
