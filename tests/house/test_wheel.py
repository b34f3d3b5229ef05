"""A wheel carries the scripts where npm is, and says that it does not where npm is not."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from beleidsgraaf.serve import assets

BUILT = "static/built"


def wheel(project: Path, made: Path, path: str) -> tuple[set[str], str]:
    """The names in a wheel of the project, made with this PATH, and what was said."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)],
        cwd=project,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    (file,) = made.glob("*.whl")
    return set(zipfile.ZipFile(file).namelist()), done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project without anything that npm made."""
    root = tmp_path_factory.mktemp("copy")
    left = shutil.ignore_patterns("built", "node_modules", "__pycache__")
    for name in ("src", "frontend"):
        shutil.copytree(project / name, root / name, ignore=left)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(project / name, root / name)
    return root


def test_without_npm_a_wheel_is_whole_but_for_the_scripts(copy: Path, tmp_path: Path) -> None:
    """It is made all the same, and a line says what it lacks."""
    names, said = wheel(copy, tmp_path, str(tmp_path))
    assert "beleidsgraaf/serve/static/site.css" in names
    assert not [name for name in names if BUILT in name]
    assert "no scripts" in said


def test_with_npm_a_wheel_has_the_scripts_and_their_licences(
    project: Path, copy: Path, tmp_path: Path
) -> None:
    """Built from the sources as the wheel is made."""
    installed = project / "frontend/node_modules"
    if shutil.which("npm") is None or not (installed / "installed").exists():
        pytest.skip("NO NPM: no wheel with scripts was made. `make scripts` gets what it takes.")
    (copy / "frontend/node_modules").symlink_to(installed)
    names, _ = wheel(copy, tmp_path, os.environ["PATH"])
    assert {f"beleidsgraaf/serve/static/{name}" for name in assets.SCRIPTS} <= names
    assert f"beleidsgraaf/serve/{BUILT}/licences.txt" in names
