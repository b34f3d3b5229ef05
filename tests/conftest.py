"""What every folder of tests may use: the repository, and the real project built once."""

from pathlib import Path

import pytest

from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot, open_snapshot

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def project() -> Path:
    """The repository, which is also the folder that `beleidsgraaf build` reads."""
    return PROJECT


@pytest.fixture(scope="session")
def snapshot_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the real project was built, once for the whole run; never written to."""
    from beleidsgraaf.make import build, check  # noqa: PLC0415  most tests do without the factory

    root = tmp_path_factory.mktemp("published") / "snapshots"
    verdict, _ = build.build(PROJECT, Settings(snapshots=root))
    assert verdict.conforms, check.report(verdict)
    return root


@pytest.fixture(scope="session")
def snapshot(snapshot_root: Path) -> Snapshot:
    """The real project's snapshot, verified."""
    return open_snapshot(snapshot_root)
