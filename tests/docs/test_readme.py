"""What README and CONTRIBUTING show is what happens."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from beleidsgraaf.cli import main
from beleidsgraaf.serve import terminal
from beleidsgraaf.snapshot import Snapshot
from browser import pictures

BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(project: Path, file: str, kind: str) -> list[str]:
    """The code blocks of one kind in a document of the project."""
    return [
        b["text"] for b in BLOCK.finditer((project / file).read_text("utf-8")) if b["kind"] == kind
    ]


def commands(project: Path) -> list[str]:
    """Every line that a reader is told to type, in README and CONTRIBUTING."""
    return [
        line.removeprefix("$ ")
        for file in ("README.md", "CONTRIBUTING.md")
        for block in blocks(project, file, "console")
        for line in block.splitlines()
    ]


def test_the_first_query_gives_the_answer_that_readme_shows(
    project: Path, snapshot: Snapshot
) -> None:
    """The SPARQL block, asked of the real graph, prints the text block below it."""
    (query,) = blocks(project, "README.md", "sparql")
    (answer,) = blocks(project, "README.md", "text")
    assert answer.strip(), "README shows no answer"
    assert terminal.answer(snapshot, query, "table") == answer


def test_every_make_target_that_is_shown_is_there(project: Path) -> None:
    """`make -n` knows each target that README and CONTRIBUTING name."""
    targets = [shlex.split(c)[1] for c in commands(project) if c.startswith("make ")]
    assert {"serve", "test"} <= set(targets)
    for target in targets:
        done = subprocess.run(
            ["make", "-n", target], cwd=project, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_every_command_in_the_table_has_a_help(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """README's table lists just the commands that the program has."""
    told = set(
        re.findall(r"^\| `beleidsgraaf (\w+)", (project / "README.md").read_text("utf-8"), re.M)
    )
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    offered = set(re.findall(r"^    (\w+) ", capsys.readouterr().out, re.M))
    assert told == offered


def test_the_pictures_in_readme_are_there_and_small(project: Path) -> None:
    """Those that `make screenshots` takes, and no others; each says in words what it shows."""
    shown = re.findall(r"!\[([^]]+)\]\(([^)]+)\)", (project / "README.md").read_text("utf-8"))
    files = {project / path for _, path in shown}
    taken = {file for file in pictures.PICTURES if file.parent == pictures.FOLDER}
    assert files == {project / file for file in taken}
    assert files == set((project / pictures.FOLDER).iterdir())
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)
    assert sum(file.stat().st_size for file in files) < 300_000
    assert all(len(words) > 20 for words, _ in shown)


def test_ci_runs_the_commands_of_readme(project: Path) -> None:
    """.ci/run has each line of the first console block, and the checks."""
    first = blocks(project, "README.md", "console")[0]
    script = (project / ".ci/run").read_text("utf-8")
    for line in (*first.splitlines(), "$ make check"):
        assert line.removeprefix("$ ") in script


def test_every_link_to_a_file_leads_somewhere(project: Path) -> None:
    """Relative links in the documents at the top and in docs/ point at files that are there."""
    files = [*project.glob("*.md"), *project.glob("docs/**/*.md")]
    assert len(files) > 5
    for file in files:
        for target in re.findall(r"\]\(([^)#:]+)\)", file.read_text("utf-8")):
            assert (file.parent / target).exists(), f"{file}: {target}"


def test_the_version_is_told_once(project: Path) -> None:
    """The package's version is that of pyproject.toml, and the changelog knows the project."""
    declared = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    shown = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlib.metadata import version; print(version('beleidsgraaf'))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.strip() == declared
