"""How heavy pages are, as a browser gets them."""

import gzip

import pytest

from beleidsgraaf.snapshot import Snapshot
from page_types import addresses
from site_client import SiteClient

MOST = 30 << 10
"""Bytes of a page, compressed."""


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_of_any_type_is_light(site: SiteClient, snapshot: Snapshot, prefix: str) -> None:
    """Thirty kilobytes at most, for every type of page and for every ministry and theme."""
    heavy = {}
    paths = [*addresses(site.client.application, snapshot), *_large(snapshot)]
    for path in paths:
        page = site.raw(f"{prefix}{path}" or "/")
        weight = len(gzip.compress(page.data))
        if weight > MOST:
            heavy[path] = weight
    assert heavy == {}
    assert len(paths) >= 60


def _large(snapshot: Snapshot) -> list[str]:
    """The pages that have the most on them: of ministries, themes, roles and organisations."""
    graph = snapshot.read("graph.nq.gz").decode()
    start = f"<{snapshot.base_iri}id/"
    kinds = ("ministry", "theme", "role", "organisation", "instrument-type", "basis")
    subjects = {line.partition("> ")[0].removeprefix(start) for line in graph.splitlines()}
    return sorted(f"/doc/{one}" for one in subjects if one.partition("/")[0] in kinds)
