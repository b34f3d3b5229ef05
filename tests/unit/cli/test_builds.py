"""Whole builds by the real command: at once, killed, on another machine, under another base."""

import signal
from dataclasses import replace
from pathlib import Path

from beleidsgraaf.snapshot import CURRENT, Snapshot, open_snapshot, publish
from beleidsgraaf.vocab import DEFAULT_BASE
from unit.cli.commands import Commands

BASE = "https://data.example/beleid/"


def contents(snapshot: Snapshot) -> dict[str, str]:
    """The hash of every file's content."""
    return {name: file["content_sha256"] for name, file in snapshot.manifest["files"].items()}


def said(snapshot: Snapshot) -> list[str]:
    """The graph without the catalogue, which tells the hashes of files that hold IRIs."""
    graph = snapshot.read("graph.nq.gz").decode().splitlines()
    return [line for line in graph if not line.endswith("graph/catalogue> .")]


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
    told = [build.communicate(timeout=300) for build in builds]
    assert [build.returncode for build in builds] == [0, 0], told
    made = open_snapshot(root)
    assert contents(made) == contents(snapshot)
    assert made.id == snapshot.id
    assert {path.name for path in root.iterdir()} == {made.id, CURRENT, ".lock"}


def test_a_build_under_another_base_has_no_iri_under_ours(
    command: Commands, project: Path, snapshot: Snapshot
) -> None:
    """Not in the graph, and not in any other file; and it conforms all the same."""
    arguments = ("build", "--project", str(project), "--base-iri", "https://lost.example/")
    ended = command.run(*arguments[:3], BELEIDSGRAAF_BASE_IRI=BASE)
    assert ended.returncode == 0, ended
    made = open_snapshot(command.folder / "snapshots")
    assert made.base_iri == BASE
    here, there = (said(snapshot), said(made))
    assert len(there) > 10_000
    assert sorted(line.replace(DEFAULT_BASE, BASE) for line in here) == sorted(there)
    for name in made.manifest["files"]:
        assert DEFAULT_BASE.encode() not in made.read(name), name
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
