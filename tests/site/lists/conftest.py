"""What a list should hold, found by other means than the site's own."""

from collections.abc import Callable

import pytest

from beleidsgraaf.serve import texts
from beleidsgraaf.serve.lists import places
from beleidsgraaf.serve.lists.index import build
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


@pytest.fixture(scope="session", params=[places.RARE, 0], ids=["bits", "few"])
def listings(
    store: GraphStore, request: pytest.FixtureRequest
) -> dict[tuple[FacetedList, str], Listing]:
    """Every list in every language, with sets of places as bits, and as few."""
    words = texts.load()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(places, "RARE", request.param)
        indexes = [build(store, of, texts.LANGUAGES) for of in LISTS]
    return {
        (index.of, lang): Listing(Reader(store, words[lang]), index)
        for index in indexes
        for lang in words
    }


@pytest.fixture(scope="session")
def rows(site: SiteClient) -> Rows:
    """The IRIs in the JSON file of a list, by the address of its page."""

    def fetch(address: str) -> list[str]:
        path, _, query = address.partition("?")
        answer = site.raw(f"{path}.json?{query}")
        assert answer.status_code == 200
        return [row["iri"] for row in answer.get_json()["rows"]]

    return fetch
