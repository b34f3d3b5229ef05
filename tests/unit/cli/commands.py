"""The command as users start it: a process of its own, often on a damaged copy of the project."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Commands:
    """Starts `beleidsgraaf` in a folder."""

    folder: Path
    umask: int = -1

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """The environment without what somebody set for another site."""
        ours = {k: v for k, v in os.environ.items() if not k.startswith("BELEIDSGRAAF_")}
        return ours | dict(more)

    def start(self, *arguments: str, **more: str) -> "subprocess.Popen[str]":
        """The command, running; ``more`` goes into its environment."""
        return subprocess.Popen(
            [sys.executable, "-m", "beleidsgraaf", *arguments],
            cwd=self.folder,
            env=self.environment(more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            umask=self.umask,
        )

    def run(self, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """What the command said, once it ended by itself."""
        process = self.start(*arguments, **more)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def refused(self, *arguments: str, **more: str) -> str:
        """What the command said against it: a known error, and nothing on stdout."""
        ended = self.run(*arguments, **more)
        assert ended.returncode == 3, ended
        assert ended.stdout == ""
        assert "Traceback" not in ended.stderr
        _, found, message = ended.stderr.partition("beleidsgraaf: ")
        assert found, ended.stderr
        return message
