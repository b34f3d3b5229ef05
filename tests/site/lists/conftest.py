"""What a list should hold, found by other means than the site's own."""

from collections.abc import Callable

import pytest

from beleidsgraaf.serve import texts
from beleidsgraaf.serve.lists.kinds import LISTS, FacetedList
from beleidsgraaf.serve.lists.listing import Listing
from beleidsgraaf.serve.pages.reader import Reader
from beleidsgraaf.serve.store import GraphStore
from beleidsgraaf.snapshot import Snapshot
from site_client import SiteClient

Rows = Callable[[str], list[str]]


@pytest.fixture(scope="session")
def store(snapshot: Snapshot) -> GraphStore:
    """The graph of the real project, in a store of its own."""
    return GraphStore(snapshot)


@pytest.fixture(scope="session")
def listings(store: GraphStore) -> dict[tuple[FacetedList, str], Listing]:
    """Every list in every language."""
    words = texts.load()
    return {(of, lang): Listing(Reader(store, words[lang]), of) for of in LISTS for lang in words}


@pytest.fixture(scope="session")
def rows(site: SiteClient) -> Rows:
    """The IRIs in the JSON file of a list, by the address of its page."""

    def fetch(address: str) -> list[str]:
        path, _, query = address.partition("?")
        answer = site.raw(f"{path}.json?{query}")
        assert answer.status_code == 200
        return [row["iri"] for row in answer.get_json()["rows"]]

    return fetch
