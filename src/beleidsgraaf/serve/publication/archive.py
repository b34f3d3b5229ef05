"""The versions that are at hand: the snapshot that is served, and those that lie beside it."""

import logging
import re
import threading
from dataclasses import dataclass
from pathlib import Path

from beleidsgraaf.errors import SnapshotError
from beleidsgraaf.snapshot import MANIFEST, Snapshot, open_snapshot

FOLDER = "downloads"
CHECKSUMS = "SHA256SUMS"
GZIP = "application/gzip"

_log = logging.getLogger(__name__)
_ID = re.compile(r"[0-9a-f]{64}")
_KINDS = {
    "nq": ("application/n-quads", "N-Quads"),
    "trig": ("application/trig", "TriG"),
    "ttl": ("text/turtle", "Turtle"),
    "jsonld": ("application/ld+json", "JSON-LD"),
    "nt": ("application/n-triples", "N-Triples"),
    "rdf": ("application/rdf+xml", "RDF/XML"),
    "csv": ("text/csv", "CSV"),
    "json": ("application/csvm+json", "CSVW"),
    "": ("text/plain", "SHA-256"),
}
"""Media type and name of a format, by the end of a file's name."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that people can take along, as it stands in a snapshot."""

    name: str
    path: Path
    bytes: int
    sha256: str
    media: str
    """The type of what travels: of a packed file, that of the packing."""
    form: str
    """The name of the format of what is in it."""


@dataclass(frozen=True, slots=True)
class Release:
    """A snapshot with its files."""

    id: str
    number: str
    """The number of the version; empty where the snapshot does not say."""
    files: tuple[File, ...]

    def file(self, name: str) -> File | None:
        """The file with this name, if there is one."""
        return next((file for file in self.files if file.name == name), None)


class Archive:
    """Every release in the folder of the snapshot that is served; each is verified once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.current = _release(snapshot)
        self._root = snapshot.folder.parent
        self._lock = threading.Lock()
        self._known: dict[str, Release | None] = {snapshot.folder.name: self.current}

    def releases(self) -> tuple[Release, ...]:
        """What is served first, then the others, the one that was written last before the rest."""
        folders = [f for f in self._root.glob("*") if _ID.fullmatch(f.name)]
        others = sorted(folders, key=_written, reverse=True)
        found = [self._find(folder) for folder in others if folder.name != self.current.id]
        return (self.current, *(release for release in found if release))

    def release(self, key: str) -> Release | None:
        """The release with this id or number; of several with one number, the first of them."""
        if _ID.fullmatch(key):
            return self.current if key == self.current.id else self._find(self._root / key)
        return next((r for r in self.releases() if r.number == key), None) if key else None

    def _find(self, folder: Path) -> Release | None:
        with self._lock:
            found = self._known.get(folder.name)
            if not (folder / MANIFEST).exists():
                return None  # removed since, or never there
            if folder.name not in self._known:
                try:
                    found = _release(open_snapshot(folder))
                except SnapshotError as error:
                    _log.warning("%s", error)
                self._known[folder.name] = found
        return found


def _written(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:  # removed between the look and now
        return 0.0


def _release(snapshot: Snapshot) -> Release:
    return Release(
        id=snapshot.id,
        number=str(snapshot.manifest.get("version", "")),
        files=tuple(_file(snapshot, name) for name in snapshot.names(FOLDER)),
    )


def _file(snapshot: Snapshot, name: str) -> File:
    entry = snapshot.manifest["files"][name]
    stem = name.removeprefix(f"{FOLDER}/")
    inner = stem.removesuffix(".gz")
    media, form = _KINDS.get(inner.rpartition(".")[2] if "." in inner else "", _KINDS[""])
    return File(
        name=stem,
        path=snapshot.path(name),
        bytes=entry["bytes"],
        sha256=entry["sha256"],
        media=GZIP if inner != stem else media,
        form=form,
    )
