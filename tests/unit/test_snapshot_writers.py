import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from beleidsgraaf.snapshot import CURRENT, Snapshot, open_snapshot, publish, verify

WRITER = """
import sys
from pathlib import Path
from beleidsgraaf.errors import SnapshotError
from beleidsgraaf.snapshot import publish

root, letter, count, size = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
files = {f"part/{n}.txt": letter.encode() * size for n in range(count)}
print("ready", flush=True)
try:
    publish(root, files, {"base_iri": "https://x.example/"}, {})
except SnapshotError as error:
    print(error, file=sys.stderr)
    sys.exit(3)
"""
"""Publishes files of one letter, in a process of its own that may be killed or starved."""


def published(root: Path) -> Snapshot:
    """A small snapshot, made current."""
    return publish(root, {"a.txt": b"a"}, {"base_iri": "https://x.example/"}, {})


def entries(root: Path) -> set[str]:
    """What stands in a folder of snapshots, the lock apart."""
    return {path.name for path in root.iterdir()} - {".lock"}


def start_writer(root: Path, letter: str, count: int, size: int) -> "subprocess.Popen[str]":
    """A process that is about to publish."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(root), letter, str(count), str(size)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_leftovers_of_a_build_that_was_killed_are_cleaned_by_the_next(tmp_path: Path) -> None:
    """Half a folder, and a link that was made but not yet put in place."""
    tmp_path.joinpath(".new-abc", "part").mkdir(parents=True)
    tmp_path.joinpath(".new-abc", "part", "x").write_text("half")
    tmp_path.joinpath(".new-current-1").symlink_to("abc")
    snapshot = published(tmp_path)
    assert entries(tmp_path) == {snapshot.id, CURRENT}


def test_a_build_that_is_killed_at_any_moment_leaves_the_old_snapshot_whole(
    tmp_path: Path,
) -> None:
    """Killed again and again, a little later each time, until one gets through."""
    old = published(tmp_path)
    seen_half = 0
    for step in range(200):
        writer = start_writer(tmp_path, "x", count=100, size=1000)
        time.sleep(0.005 * step)
        writer.send_signal(signal.SIGKILL)
        code = writer.wait()
        writer.communicate()
        current = open_snapshot(tmp_path)
        if current.id != old.id:
            assert len(current.names("part")) == 100
            break
        assert code == -signal.SIGKILL
        seen_half += any(tmp_path.glob(".new-*"))
    else:
        pytest.fail("no writer got through")
    assert seen_half >= 2
    assert published(tmp_path) == old
    assert not list(tmp_path.glob(".new-*"))


def test_builds_at_once_each_publish_a_whole_snapshot(tmp_path: Path) -> None:
    """Six writers in one folder: each succeeds, the last one is current, nothing is left over."""
    writers = [start_writer(tmp_path, letter, count=20, size=50) for letter in "aabbcd"]
    while any(writer.poll() is None for writer in writers):
        if (tmp_path / CURRENT).exists():
            assert len(open_snapshot(tmp_path).names("part")) == 20
    outcomes = [(writer.returncode, writer.communicate()[1]) for writer in writers]
    assert outcomes == [(0, "")] * 6
    assert len(entries(tmp_path) - {CURRENT}) == 4
    for name in entries(tmp_path):
        verify(tmp_path / name)


def test_a_disk_that_is_full_leaves_the_old_snapshot_published(tmp_path: Path) -> None:
    """Where no file may grow beyond 4 KiB the build stops with one line, and nothing is left."""
    old = published(tmp_path)
    limited = f"ulimit -f 4; exec {sys.executable} -c '{WRITER}' {tmp_path} x 3 100000"
    child = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False)
    assert child.returncode == 3, child.stderr
    assert "File too large; the published snapshot is unchanged" in child.stderr
    assert open_snapshot(tmp_path) == old
    assert entries(tmp_path) == {old.id, CURRENT}
