"""The citation file says what the project says elsewhere."""

import tomllib
from pathlib import Path


def test_the_citation_file_is_up_to_date(project: Path) -> None:
    """Its version is that of the package, and that of the data it prefers is the latest."""
    text = (project / "CITATION.cff").read_text("utf-8")
    package = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    publication = tomllib.loads((project / "data/publication.toml").read_text("utf-8"))
    latest = publication["versions"][-1]
    assert f"\nversion: {package['version']}\n" in text
    assert f"\nlicense: {package['license']}\n" in text
    assert package["description"] in text
    assert f"\n  version: {latest['version']}\n" in text
    assert f"\n  date-released: {latest['issued']}\n" in text
    assert f'\n  title: "{publication["dataset"]["title"]["nl"]}"\n' in text
    assert f'beleidsgraaf-{latest["version"].replace(".", "-")}"' in text
