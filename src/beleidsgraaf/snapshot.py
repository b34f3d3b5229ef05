"""The door between the factory and the site: an immutable folder, written once and verified.

    <snapshots>/<id>/manifest.json and the files it names
    <snapshots>/current -> <id>          (a symbolic link, switched by one atomic rename)

The id is the hash of the content, so the same content is the same snapshot wherever and whenever
it was made. Compressed files count by what is in them. The manifest bears a seal over itself, so
that not one byte of the folder can change unnoticed.
"""

import fcntl
import gzip
import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from beleidsgraaf.errors import SnapshotError
from beleidsgraaf.packing import packed

MANIFEST = "manifest.json"
CURRENT = "current"
FORMAT = 1
"""Raised when a server of an older version could not read the folder."""


class Snapshot(NamedTuple):
    """An opened snapshot: what is read of its files is what the manifest says."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The hash of the content, 64 hex digits."""
        return str(self.manifest["id"])

    @property
    def base_iri(self) -> str:
        """The base of every IRI of ours in the graph."""
        return str(self.manifest["base_iri"])

    def path(self, name: str) -> Path:
        """Where the file ``name`` of the manifest stands; SnapshotError if there is none."""
        if name not in self.manifest["files"]:
            raise SnapshotError(f"{self.folder}: the snapshot has no {name}; build it again.")
        return self.folder / name

    def names(self, folder: str) -> tuple[str, ...]:
        """The files below a folder of the snapshot, sorted."""
        return tuple(n for n in sorted(self.manifest["files"]) if n.startswith(f"{folder}/"))

    def read(self, name: str) -> bytes:
        """The content of a file, decompressed if its name ends in .gz.

        Raises SnapshotError when it is not, or no longer, as the manifest says.
        """
        return _content(self.path(name), self.manifest["files"][name])


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _content(path: Path, entry: Mapping[str, Any]) -> bytes:
    """What is in a file, where that is what the manifest says; or SnapshotError."""
    try:
        stored = path.read_bytes()
        if len(stored) != entry["bytes"] or _digest(stored) != entry["sha256"]:
            raise SnapshotError(f"{path}: not as the manifest says; build the snapshot again.")
        content = gzip.decompress(stored) if path.suffix == ".gz" else stored
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or "cannot be decompressed"
        raise SnapshotError(f"{path}: {why}; build the snapshot again.") from error
    if _digest(content) != entry["content_sha256"]:
        raise SnapshotError(f"{path}: its content is not as the manifest says; build again.")
    return content


def sealed(manifest: Mapping[str, Any]) -> bytes:
    """The one way to write a manifest, with the hash of all else that it says."""
    said = {key: value for key, value in manifest.items() if key != "seal"}
    seal = _digest(json.dumps(said, sort_keys=True).encode())
    return json.dumps({**said, "seal": seal}, indent=2, sort_keys=True).encode() + b"\n"


def _identify(contents: Mapping[str, str], manifest: Mapping[str, Any]) -> str:
    listing = "".join(f"{contents[name]}  {name}\n" for name in sorted(contents))
    rest = ("id", "files", "tools", "seal")
    inputs = json.dumps({k: v for k, v in manifest.items() if k not in rest}, sort_keys=True)
    return _digest(f"{inputs}\n{listing}".encode())


def publish(
    root: Path, files: Mapping[str, bytes], about: Mapping[str, Any], tools: Mapping[str, str]
) -> Snapshot:
    """Write a snapshot, verify it, and only then make it current.

    ``files`` maps names to content, uncompressed; a name that ends in .gz is compressed here.
    ``about`` goes into the manifest and counts for the id; ``tools`` goes in and does not.
    Raises SnapshotError when the folder cannot be written; what was current then stays so.
    """
    contents = {name: _digest(data) for name, data in files.items()}
    header = {"format": FORMAT, **about}
    identity = _identify(contents, header)
    with _writing(root):
        target = root / identity
        if not _is_whole(target):
            _write(root, target, files, {**header, "id": identity, "tools": dict(tools)})
        _switch(root, identity)
    return open_snapshot(root)


@contextmanager
def _writing(root: Path) -> Iterator[None]:
    """One writer at a time; a second waits. Errors of the disk become ours."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        with (root / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for leftover in root.glob(".new-*"):  # of a build that was killed
                _remove(leftover)
            yield
    except OSError as error:
        raise SnapshotError(
            f"{error.filename or root}: {error.strerror}; the published snapshot is unchanged. "
            f"Free some space or choose another folder with --snapshots."
        ) from error


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _is_whole(folder: Path) -> bool:
    with suppress(SnapshotError):
        return bool(verify(folder))
    return False


def _write(
    root: Path, target: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any]
) -> None:
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=root))
    try:
        new.chmod(0o755)
        entries = {}
        for name, data in sorted(files.items()):
            stored = packed(data) if name.endswith(".gz") else data
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(path, stored)
            entries[name] = {
                "bytes": len(stored),
                "sha256": _digest(stored),
                "content_sha256": _digest(data),
            }
        _put(new / MANIFEST, sealed({**manifest, "files": entries}))
        verify(new)
        if target.exists():  # a damaged one: out of the way in one step, and then removed
            target.rename(aside := new.with_name(f"{new.name}-damaged"))
            new.rename(target)
            _remove(aside)
        else:
            new.rename(target)
    finally:
        _remove(new)


def _put(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _switch(root: Path, identity: str) -> None:
    link = root / f".new-{CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(identity)
    link.replace(root / CURRENT)


def verify(folder: Path) -> Mapping[str, Any]:
    """The manifest of a folder in which every file is exactly what it says.

    Raises SnapshotError that names the first file that is missing, cut short or changed.
    """
    manifest = _manifest(folder)
    contents = {}
    for name, entry in manifest["files"].items():
        _content(folder / name, entry)
        contents[name] = entry["content_sha256"]
    if _identify(contents, manifest) != manifest["id"]:
        raise SnapshotError(f"{folder / MANIFEST}: its id is not that of its content.")
    return manifest


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        written = path.read_bytes()
        manifest = json.loads(written)
        if (given := manifest["format"]) != FORMAT:
            raise SnapshotError(f"{path}: format {given}, this version reads {FORMAT}.")
        for name, entry in manifest["files"].items():
            if Path(name).is_absolute() or ".." in Path(name).parts:
                raise SnapshotError(f"{path}: {name!r} is outside the snapshot.")
            int(entry["bytes"]), str(entry["sha256"]), str(entry["content_sha256"])
        str(manifest["id"]), str(manifest["base_iri"])
        if written != sealed(manifest):
            raise SnapshotError(f"{path}: not as it was written; build the snapshot again.")
    except OSError as error:
        raise SnapshotError(f"{path}: {error.strerror}; run 'beleidsgraaf build'.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SnapshotError(f"{path}: is no manifest of a snapshot; build it again.") from error
    return dict(manifest)


def open_snapshot(root: Path) -> Snapshot:
    """Open what is current under ``root``, or ``root`` itself if it is a snapshot, verified.

    Raises SnapshotError when there is none or it is damaged.
    """
    try:
        folder = root if (root / MANIFEST).exists() else root / CURRENT
        # A later switch of the link must not change what this one reads.
        folder = folder.resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        raise SnapshotError(f"{root}: holds no snapshot; run 'beleidsgraaf build'.") from None
    except (OSError, RuntimeError) as error:  # not allowed, a name too long, links in a circle
        raise SnapshotError(f"{root}: {getattr(error, 'strerror', error)}.") from None
    return Snapshot(folder, verify(folder))


def reopen(folder: Path) -> Snapshot:
    """A snapshot that another process has verified; SnapshotError for a damaged manifest."""
    return Snapshot(folder, _manifest(folder))
