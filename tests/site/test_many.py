"""With more measures than a page can show: the first of them, how many there are, and the list."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from beleidsgraaf import snapshot as door
from beleidsgraaf.serve.texts import Texts
from beleidsgraaf.snapshot import Snapshot
from shown_facts import answered, shown_by
from site_client import SiteClient

_COPIED = re.compile(r"/id/(measure|row|involvement|statement|evidence)/")
_SHOWN = 60


@pytest.fixture(scope="module")
def twice(
    snapshot: Snapshot,
    serve: Callable[[Snapshot], SiteClient],
    tmp_path_factory: pytest.TempPathFactory,
) -> SiteClient:
    """The site of a graph in which every measure is there twice, with all that is said of it."""
    lines = snapshot.read("graph.nq.gz").decode().splitlines()
    copies = {
        _COPIED.sub(r"/id/\1/copy-", line)
        for line in lines
        if _COPIED.search(line.partition(" ")[0])
    }
    files = {name: snapshot.read(name) for name in snapshot.manifest["files"]}
    files = {name: data for name, data in files.items() if not name.startswith("prepared/")}
    files["graph.nq.gz"] = "".join(f"{line}\n" for line in sorted({*lines, *copies})).encode()
    root: Path = tmp_path_factory.mktemp("twice")
    about = {"base_iri": snapshot.base_iri, "made_from": snapshot.id}
    return serve(door.publish(root, files, about=about, tools={}))


@pytest.mark.parametrize("path", ["role/executes", "ministry/vws", "basis/column"])
def test_a_page_shows_the_first_and_says_how_many_there_are(
    twice: SiteClient, site: SiteClient, words: dict[str, Texts], path: str
) -> None:
    """The shown question gives just these; the numbers are those of all; the page stays small."""
    page, before = twice.get(f"/doc/{path}"), site.get(f"/doc/{path}")
    cards = [a for a in page.all("article") if a.attrib.get("class") == "card"]
    once = [a for a in before.all("article") if a.attrib.get("class") == "card"]
    total = 2 * len(once)
    assert len(cards) == min(total, _SHOWN)
    told = words["nl"]("measures.first", shown=_SHOWN, n=total)
    assert (told in page.text) == (total > _SHOWN)
    assert told not in before.text
    kind = path.partition("/")[0]
    assert answered(twice, words["nl"], page, kind) == shown_by(page, kind)
    if kind != "basis":
        assert any(link.startswith("/measures?") for link in page.links)
