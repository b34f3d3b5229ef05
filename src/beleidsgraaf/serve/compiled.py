"""The modules through which every query goes, as a compiler made them from their very source.

    python -m beleidsgraaf.serve.compiled PROGRAM ...    # a module, or a file: with these modules

``make native`` compiles them with mypyc, where there is a C compiler, into the folder FOLDER. They
do what their source does, and take a third less time for it. What was compiled from another source
than is here, or for another Python, is not used: then all is as if it were not there.
"""

import hashlib
import logging
import runpy
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

_SERVE = Path(__file__).parent
FOLDER = _SERVE / "native"
MADE_FROM = "made-from.txt"
"""In that folder: what all was made from, written last."""
GROUP = "beleidsgraaf_native"
LIBRARY = f"{GROUP}__mypyc"
"""What all of them are in; each module is but a way in."""

MODULES = tuple(
    f"beleidsgraaf.serve.{name}"
    for name in (
        "cache",
        "coding",
        "hosting",
        "later",
        "negotiate",
        "prepared",
        "endpoint.clients",
        "endpoint.headers",
        "endpoint.lanes",
        "endpoint.lately",
        "endpoint.layer",
        "endpoint.outbox",
        "endpoint.ready",
        "endpoint.request",
        "endpoint.scan",
        "endpoint.service",
        "endpoint.turn",
        "engine.balance",
        "engine.duty",
        "engine.evaluate",
        "engine.herd",
        "engine.jail",
        "engine.patience",
        "engine.vigil",
        "engine.wire",
        "engine.worker",
        "engine.writers",
        "web.answers",
        "web.connection",
        "web.front",
        "web.heads",
        "web.reader",
        "web.request",
    )
)
"""Those in which nobody inherits from what is not compiled, but from plain Python's own."""

_log = logging.getLogger(__name__)


def source(module: str) -> Path:
    """Where the source of a module stands."""
    return _SERVE.parents[1].joinpath(*module.split(".")).with_suffix(".py")


def made_from() -> str:
    """What is compiled depends on this: the Python that is to load it, and all of our source."""
    package = _SERVE.parent
    digest = hashlib.sha256()
    for file in sorted([*package.glob("*.py"), *_SERVE.rglob("*.py")]):
        digest.update(f"{file.relative_to(package)}\0".encode())
        digest.update(file.read_bytes())
    return f"{sys.version}\n{digest.hexdigest()}\n"


class _Finder(MetaPathFinder):
    """Finds the compiled modules, before Python looks for their source."""

    def __init__(self, files: dict[str, Path]) -> None:
        self._files = files

    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """How the module is loaded; None for all others."""
        file = self._files.get(name)
        return spec_from_file_location(name, file) if file else None


def use(folder: Path = FOLDER) -> bool:
    """The compiled modules are what is imported from here on; whether they are.

    They are not where there are none, or only of another source or for another Python, which is
    said in the log. RuntimeError once a module of theirs is there as its source has it: the two
    cannot be in one process.
    """
    try:
        told = (folder / MADE_FROM).read_text("utf-8")
    except FileNotFoundError:
        return False
    if told != made_from():
        _log.warning("What was compiled is of another source: `make native` compiles this one.")
        return False
    if early := [name for name in MODULES if name in sys.modules]:
        raise RuntimeError(f"{early[0]} is there before anybody asked for what was compiled.")
    files = {name: folder / f"{name}{EXTENSION_SUFFIXES[0]}" for name in (*MODULES, LIBRARY)}
    sys.meta_path.insert(0, _Finder(files))
    return True


def _run(program: str) -> None:
    """Runs a module, or a file, as if it had been started itself."""
    if program.endswith(".py"):
        runpy.run_path(program, run_name="__main__")
    else:
        runpy.run_module(program, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    use()
    sys.argv = sys.argv[1:]
    _run(sys.argv[0])
