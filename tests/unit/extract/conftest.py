import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from beleidsgraaf.make.extract import extract
from beleidsgraaf.model import Extraction

ROOT = Path(__file__).parents[3]
DOCUMENT = "seksueel-geweld-2021"
MINISTRIES = frozenset({"JenV", "VWS", "OCW", "SZW", "BZ", "EZK"})


@dataclass(frozen=True)
class Real:
    """The real document, as it stands in the repository."""

    text: str
    columns: tuple[str, ...]
    extraction: Extraction


@pytest.fixture(scope="session")
def real() -> Real:
    """The real document and what the rules make of it."""
    folder = ROOT / "data" / "source" / DOCUMENT
    about = tomllib.loads((folder / "document.toml").read_text("utf-8"))
    text = (folder / about["file"]).read_bytes().decode("utf-8")
    columns = tuple(about["columns"])
    return Real(text, columns, extract(DOCUMENT, text, columns, MINISTRIES))


@pytest.fixture(scope="session")
def gold() -> list[dict[str, str]]:
    """What a person reads in the real document, row by row; made before the reader ran."""
    content = (Path(__file__).parent / "gold.json").read_text("utf-8")
    return cast("list[dict[str, str]]", json.loads(content))
