import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from beleidsgraaf.errors import SnapshotError
from beleidsgraaf.snapshot import (
    CURRENT,
    MANIFEST,
    Snapshot,
    open_snapshot,
    publish,
    reopen,
    sealed,
    verify,
)

ABOUT = {"base_iri": "https://x.example/", "quads": 2}
TOOLS = {"python": "3.11.2"}
FILES = {
    "graph.nq.gz": b"<a> <b> <c> .\n" * 50,
    "ids.csv": b"type,slug\n",
    "source/één.txt": "café\n".encode(),
    "empty.txt": b"",
}


def published(root: Path, files: Mapping[str, bytes] | None = None) -> Snapshot:
    """A small snapshot, made current."""
    return publish(root, FILES if files is None else files, ABOUT, TOOLS)


def entries(root: Path) -> set[str]:
    """What stands in a folder of snapshots, the lock apart."""
    return {path.name for path in root.iterdir()} - {".lock"}


def test_what_was_put_in_comes_out(tmp_path: Path) -> None:
    """Every file is read back as it was given, compressed or not."""
    snapshot = published(tmp_path / "new" / "folder")
    assert {name: snapshot.read(name) for name in FILES} == FILES
    assert snapshot.base_iri == "https://x.example/"
    assert snapshot.names("source") == ("source/één.txt",)
    assert gzip.decompress(snapshot.path("graph.nq.gz").read_bytes()) == FILES["graph.nq.gz"]


def test_a_file_that_no_manifest_names_is_not_there(tmp_path: Path) -> None:
    """A stray file in the folder is not part of the snapshot."""
    snapshot = published(tmp_path)
    (snapshot.folder / "stray.txt").write_text("x")
    with pytest.raises(SnapshotError, match=r"has no stray\.txt"):
        snapshot.path("stray.txt")


def test_the_same_content_is_the_same_snapshot(tmp_path: Path) -> None:
    """Folder, order, time and tools do not count; what was published twice is written once."""
    here = publish(tmp_path / "a", FILES, ABOUT, TOOLS)
    there = publish(tmp_path / "b", dict(reversed(FILES.items())), ABOUT, {"python": "4"})
    assert here.id == there.id
    before = (here.folder / MANIFEST).stat().st_mtime_ns
    assert publish(tmp_path / "a", FILES, ABOUT, {"python": "4"}) == here
    assert before == (here.folder / MANIFEST).stat().st_mtime_ns


@pytest.mark.parametrize("name", sorted(FILES))
def test_any_other_content_is_another_snapshot(tmp_path: Path, name: str) -> None:
    """One byte more in any file changes the id; so does another name, or what it is about."""
    known = {
        published(tmp_path).id,
        published(tmp_path, FILES | {name: FILES[name] + b"x"}).id,
        published(tmp_path, {n + "x" if n == name else n: d for n, d in FILES.items()}).id,
        publish(tmp_path, FILES, ABOUT | {"quads": 3}, TOOLS).id,
    }
    assert len(known) == 4


def test_the_newest_is_current_and_the_older_stays(tmp_path: Path) -> None:
    """`current` points at what was published last; whoever reads the older one goes on."""
    old = published(tmp_path)
    new = published(tmp_path, {"a.txt": b"a"})
    assert open_snapshot(tmp_path) == new
    assert old.read("ids.csv") == FILES["ids.csv"]
    assert entries(tmp_path) == {old.id, new.id, CURRENT}


def test_an_older_snapshot_becomes_current_again_without_being_written(tmp_path: Path) -> None:
    """Going back is a build of the older data."""
    old = published(tmp_path)
    published(tmp_path, {"a.txt": b"a"})
    assert published(tmp_path) == old == open_snapshot(tmp_path)


def test_one_snapshot_is_opened_by_its_own_folder(tmp_path: Path) -> None:
    """A snapshot that was copied elsewhere, under any name, is whole."""
    snapshot = published(tmp_path / "a")
    shutil.copytree(snapshot.folder, tmp_path / "copy")
    assert open_snapshot(tmp_path / "copy").id == snapshot.id


def test_a_snapshot_that_is_open_stays_what_it_was_when_current_moves_on(tmp_path: Path) -> None:
    """The link is followed once."""
    published(tmp_path)
    opened = open_snapshot(tmp_path)
    published(tmp_path, {"ids.csv": b"other"})
    assert opened.read("ids.csv") == FILES["ids.csv"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot's folder that tests damage and mend again."""
    return published(tmp_path_factory.mktemp("whole")).folder


@given(st.data())
@hypothesis_settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_changed_byte_goes_unnoticed(whole: Path, data: st.DataObject) -> None:
    """Change any byte of any file, the manifest included, and the snapshot is refused."""
    files = [path for path in sorted(whole.rglob("*")) if path.is_file() and path.stat().st_size]
    path = data.draw(st.sampled_from(files))
    content = path.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[place]))
    path.write_bytes(content[:place] + bytes([other]) + content[place + 1 :])
    try:
        with pytest.raises(SnapshotError):
            open_snapshot(whole)
    finally:
        path.write_bytes(content)
    verify(whole)


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_a_file_cut_short_grown_or_gone_is_noticed_by_name(whole: Path, name: str) -> None:
    """The message says which file, whatever happened to it."""
    path = whole / name
    content = path.read_bytes()
    try:
        for damaged in (content[:-1], content + b"\n", content[: len(content) // 2]):
            if damaged != content:
                path.write_bytes(damaged)
                with pytest.raises(SnapshotError, match=path.name.replace(".", r"\.")):
                    verify(whole)
        path.unlink()
        with pytest.raises(SnapshotError, match=path.name.replace(".", r"\.")):
            verify(whole)
        path.mkdir()
        with pytest.raises(SnapshotError, match=path.name.replace(".", r"\.")):
            verify(whole)
        path.rmdir()
    finally:
        path.write_bytes(content)


def _without(key: str) -> Callable[[dict[str, object]], object]:
    return lambda manifest: {k: v for k, v in manifest.items() if k != key}


@pytest.mark.parametrize(
    "damage",
    [
        *(_without(key) for key in ("id", "format", "files", "base_iri", "quads", "tools")),
        lambda m: m | {"format": 99},
        lambda m: m | {"files": {"../outside.txt": m["files"]["ids.csv"]}},
        lambda m: m | {"files": {"/etc/passwd": m["files"]["ids.csv"]}},
        lambda m: m | {"files": {"a\0b": m["files"]["ids.csv"]}},
        lambda m: m | {"files": {"ids.csv": {}}},
        lambda m: m | {"files": []},
        lambda m: m | {"files": {}},
        lambda m: m | {"tools": {}},
        lambda m: m | {"more": 1},
        lambda m: [m],
        lambda _: None,
    ],
)
def test_a_manifest_that_says_something_else_is_refused(
    whole: Path, tmp_path: Path, damage: Callable[[object], object]
) -> None:
    """Well-formed JSON that is not this snapshot's manifest is a known error."""
    folder = shutil.copytree(whole, tmp_path / "copy")
    manifest = json.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_text(json.dumps(damage(manifest), indent=2, sort_keys=True) + "\n")
    with pytest.raises(SnapshotError, match=r"manifest\.json|not as the manifest|outside"):
        open_snapshot(folder)


@pytest.mark.parametrize("text", [b"", b"{", b"\xff", b"\0", b"[" * 100_000, b"9" * 5000])
def test_a_manifest_that_is_no_json_is_refused(whole: Path, tmp_path: Path, text: bytes) -> None:
    """Whatever the bytes, a known error."""
    folder = shutil.copytree(whole, tmp_path / "copy")
    (folder / MANIFEST).write_bytes(text)
    with pytest.raises(SnapshotError, match=r"manifest\.json"):
        open_snapshot(folder)


def test_a_compressed_file_counts_by_what_is_in_it(tmp_path: Path) -> None:
    """A graph that was exchanged under a manifest that was mended to fit is still refused."""
    snapshot = published(tmp_path)
    other = gzip.compress(b"<x> <y> <z> .\n")
    snapshot.path("graph.nq.gz").write_bytes(other)
    _reseal(snapshot.folder, "graph.nq.gz", other)
    with pytest.raises(SnapshotError, match=r"graph\.nq\.gz"):
        open_snapshot(tmp_path)


def _reseal(folder: Path, name: str, stored: bytes) -> None:
    """Make the manifest fit the bytes that are stored now, as somebody who cheats would."""
    manifest = json.loads((folder / MANIFEST).read_bytes())
    entry = manifest["files"][name]
    entry["bytes"], entry["sha256"] = len(stored), hashlib.sha256(stored).hexdigest()
    (folder / MANIFEST).write_bytes(sealed(manifest))


def test_a_damaged_snapshot_is_mended_by_the_next_build(tmp_path: Path) -> None:
    """Publishing the same content writes it anew where what stood there is not whole."""
    snapshot = published(tmp_path)
    snapshot.path("ids.csv").write_bytes(b"")
    assert published(tmp_path).read("ids.csv") == FILES["ids.csv"]
    assert entries(tmp_path) == {snapshot.id, CURRENT}


def test_a_file_where_a_snapshot_should_stand_is_put_aside(tmp_path: Path) -> None:
    """Whatever took the snapshot's name does not stop a build."""
    snapshot = published(tmp_path)
    shutil.rmtree(snapshot.folder)
    snapshot.folder.write_text("in the way")
    assert published(tmp_path) == snapshot


@pytest.mark.parametrize("kind", ["nothing", "an empty folder", "a dangling link", "a file"])
def test_where_there_is_no_snapshot_the_message_says_what_to_do(tmp_path: Path, kind: str) -> None:
    """Build one."""
    root = tmp_path / "snapshots"
    if kind == "an empty folder":
        root.mkdir()
    elif kind == "a dangling link":
        root.mkdir()
        (root / CURRENT).symlink_to("gone")
    elif kind == "a file":
        root.write_text("")
    with pytest.raises(SnapshotError, match="run 'beleidsgraaf build'"):
        open_snapshot(root)


def test_a_name_that_no_file_system_takes_is_a_known_error() -> None:
    """Also for reading and for writing."""
    root = Path("x" * 5000)
    with pytest.raises(SnapshotError):
        open_snapshot(root)
    with pytest.raises(SnapshotError):
        published(root)


@pytest.mark.parametrize("place", ["file", "file/below", "/sys/beleidsgraaf"])
def test_a_folder_that_cannot_be_written_is_a_known_error(tmp_path: Path, place: str) -> None:
    """A file in the way, or a file system that takes no folders, also for the superuser."""
    (tmp_path / "file").write_text("")
    with pytest.raises(SnapshotError, match="the published snapshot is unchanged"):
        published(tmp_path / place)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_owner_can_read_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    """The id does not depend on it either."""
    before = os.umask(umask)
    try:
        snapshot = published(tmp_path / "a")
    finally:
        os.umask(before)
    assert snapshot.id == published(tmp_path / "b").id
    assert os.access(snapshot.path("source/één.txt"), os.R_OK)


def test_what_another_has_verified_is_compared_as_it_is_read(tmp_path: Path) -> None:
    """The manifest at once, a file when its turn comes, and none of the others."""
    snapshot = published(tmp_path)
    names = sorted(FILES)
    damaged = snapshot.path(names[0])
    damaged.write_bytes(damaged.read_bytes() + b"\n")
    again = reopen(snapshot.folder)
    assert again == snapshot
    assert again.read(names[1]) == FILES[names[1]]
    with pytest.raises(SnapshotError, match=r"not as the manifest says"):
        again.read(names[0])
    damaged.unlink()
    with pytest.raises(SnapshotError, match=r"No such file"):
        again.read(names[0])
    manifest = snapshot.folder / MANIFEST
    manifest.write_bytes(manifest.read_bytes().replace(b"1", b"2", 1))
    with pytest.raises(SnapshotError, match=MANIFEST):
        reopen(snapshot.folder)
