"""Compiles the modules that every query goes through, with mypyc: ``make native``.

    python native/compile.py

It takes half a minute to two, a C compiler and Python's headers. What was compiled before is
used until all is made, and nothing is done where it was made from this very source.
"""

import io
import shutil
import sys
import tempfile
from contextlib import redirect_stdout
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from mypyc.build import mypycify
from setuptools import setup

from beleidsgraaf.serve import compiled

_SUFFIX = EXTENSION_SUFFIXES[0]
_OPTIONS = ("--config-file=", "--ignore-missing-imports", "--disable-error-code=unused-ignore")
"""Whether the types are right is what ``make check`` says, by the rules in pyproject.toml."""


def _compile(work: Path) -> None:
    """The modules are under this folder, each where its package is."""
    sources = [str(compiled.source(module)) for module in compiled.MODULES]
    said = io.StringIO()
    try:
        with redirect_stdout(said):  # it talks of what does not matter here
            extensions = mypycify(
                [*_OPTIONS, *sources], group_name=compiled.GROUP, target_dir=str(work)
            )
    except SystemExit:
        sys.exit(said.getvalue())
    setup(
        name=compiled.GROUP,
        ext_modules=extensions,
        script_args=["--quiet", "build_ext", f"--build-lib={work}", f"--build-temp={work}"],
    )


def _place(work: Path, folder: Path) -> None:
    """The modules are in this folder, each under its whole name, and what they were made from."""
    (folder / compiled.MADE_FROM).unlink(missing_ok=True)  # first: without it nothing is used
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for module in (*compiled.MODULES, compiled.LIBRARY):
        made = work.joinpath(*module.split("."))
        shutil.move(made.with_name(f"{made.name}{_SUFFIX}"), folder / f"{module}{_SUFFIX}")
    (folder / compiled.MADE_FROM).write_text(compiled.made_from(), "utf-8")


def main() -> None:
    """Compiles what is not compiled yet."""
    told = compiled.FOLDER / compiled.MADE_FROM
    if told.exists() and told.read_text("utf-8") == compiled.made_from():
        return
    with tempfile.TemporaryDirectory() as work:
        _compile(Path(work))
        _place(Path(work), compiled.FOLDER)
    print(f"compiled {len(compiled.MODULES)} modules into {compiled.FOLDER}", file=sys.stderr)


if __name__ == "__main__":
    main()
