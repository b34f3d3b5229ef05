"""Whole builds by the real command: at once, killed, on a full disk, on another machine."""

import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from beleidsgraaf.snapshot import CURRENT, Snapshot, open_snapshot, publish
from beleidsgraaf.vocab import DEFAULT_BASE
from unit.cli.commands import Commands

BASE = "https://data.example/beleid/"


def contents(snapshot: Snapshot) -> dict[str, str]:
    """The hash of every file's content."""
    return {name: file["content_sha256"] for name, file in snapshot.manifest["files"].items()}


def test_two_builds_at_once_on_other_machines_give_the_same_snapshot(
    command: Commands, copy: Path, project: Path, snapshot: Snapshot, tmp_path: Path
) -> None:
    """Other folder, hash seed, time zone, language and umask: every byte of content is the same."""
    root = tmp_path / "snapshots"
    there = ("build", "--snapshots", str(root), "--project")
    builds = [
        command.start(*there, str(copy), PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C"),
        replace(command, umask=0o077).start(
            *there, str(project), PYTHONHASHSEED="2", TZ="America/Lima", LANG="C.utf8"
        ),
    ]
    said = [build.communicate(timeout=300) for build in builds]
    assert [build.returncode for build in builds] == [0, 0], said
    made = open_snapshot(root)
    assert contents(made) == contents(snapshot)
    assert made.id == snapshot.id
    assert {path.name for path in root.iterdir()} == {made.id, CURRENT, ".lock"}


def test_a_build_under_another_base_has_no_iri_under_ours(
    command: Commands, project: Path, snapshot: Snapshot
) -> None:
    """Neither the graph nor the questions; and it conforms all the same."""
    arguments = ("build", "--project", str(project), "--base-iri", "https://lost.example/")
    ended = command.run(*arguments[:3], BELEIDSGRAAF_BASE_IRI=BASE)
    assert ended.returncode == 0, ended
    made = open_snapshot(command.folder / "snapshots")
    assert made.base_iri == BASE
    here, there = snapshot.read("graph.nq.gz").decode(), made.read("graph.nq.gz").decode()
    assert DEFAULT_BASE not in there
    assert there.count(f"<{BASE}") == here.count(f"<{DEFAULT_BASE}") > 10_000
    assert sorted(here.replace(DEFAULT_BASE, BASE).splitlines()) == sorted(there.splitlines())
    for name in made.names("questions"):
        assert DEFAULT_BASE not in made.read(name).decode(), name
    assert made.id != snapshot.id


def test_a_build_that_is_killed_leaves_what_was_published(
    command: Commands, project: Path, tmp_path: Path
) -> None:
    """Killed between its stages; the next command finds the old snapshot whole."""
    root = tmp_path / "snapshots"
    old = publish(root, {"a.txt": b"a"}, {"base_iri": BASE}, {})
    build = command.start("build", "--project", str(project), "--snapshots", str(root))
    assert build.stderr is not None
    for line in build.stderr:
        if line.startswith("triples"):
            break
    build.send_signal(signal.SIGKILL)
    build.communicate()
    assert build.returncode == -signal.SIGKILL
    assert open_snapshot(root) == old


def test_a_full_disk_stops_a_build_with_one_line(
    command: Commands, project: Path, tmp_path: Path
) -> None:
    """No file may grow beyond 16 KiB here; the old snapshot stays, and no half one is left."""
    root = tmp_path / "snapshots"
    old = publish(root, {"a.txt": b"a"}, {"base_iri": BASE}, {})
    ended = subprocess.run(
        [
            *("bash", "-c", 'ulimit -f 16; exec "$@"', "bash", sys.executable, "-m"),
            *("beleidsgraaf", "build", "--project", str(project), "--snapshots", str(root)),
        ],
        cwd=command.folder,
        env=command.environment({}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 3, ended
    last = ended.stderr.splitlines()[-1]
    assert re.fullmatch(r"beleidsgraaf: .*: File too large; the published snapshot is un.*", last)
    assert "Traceback" not in ended.stderr
    assert open_snapshot(root) == old
    assert {path.name for path in root.iterdir()} == {old.id, CURRENT, ".lock"}
