"""Puts the scripts that npm makes of this folder into a wheel; without npm it has none."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ScriptsHook(BuildHookInterface[Any]):
    """Runs before a wheel is made; an editable installation takes what `make` builds."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - theirs
        """The scripts lie where the wheel takes them from, or a line says that they do not."""
        npm = shutil.which("npm")
        if version == "editable":
            return
        if npm is None:
            self.app.display_warning("There is no npm here: the wheel has no scripts.")
            return
        folder = Path(self.root) / "frontend"
        if not (folder / "node_modules/installed").exists():  # `make` marks what it installs
            _run(folder, npm, "ci", "--loglevel=error")
        _run(folder, npm, "run", "build", "--silent")


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - our own
