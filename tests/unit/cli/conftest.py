import shutil
from pathlib import Path

import pytest

from unit.cli.commands import Commands


@pytest.fixture
def command(tmp_path: Path) -> Commands:
    """The command in an empty folder."""
    folder = tmp_path / "folder"
    folder.mkdir()
    return Commands(folder)


@pytest.fixture
def copy(tmp_path: Path, project: Path) -> Path:
    """A copy of the real project that a test may damage."""
    folder = tmp_path / "copy"
    for part in ("data", "ontology", "shapes"):
        shutil.copytree(project / part, folder / part)
    return folder
