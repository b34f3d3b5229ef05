"""The answers that come with the snapshot are those that the engine would give, to the byte."""

from collections.abc import Iterator

import pytest

from beleidsgraaf import prepared
from beleidsgraaf.serve.coding import CODINGS, IDENTITY
from beleidsgraaf.serve.endpoint.ready import Ready
from beleidsgraaf.serve.endpoint.request import Asked
from beleidsgraaf.serve.engine import loading
from beleidsgraaf.serve.engine.evaluate import Graph
from beleidsgraaf.serve.engine.wire import Question, Reply, Wanted
from beleidsgraaf.serve.engine.writers import BINDINGS
from beleidsgraaf.serve.eventloop import wait_for
from beleidsgraaf.serve.store import GraphStore
from beleidsgraaf.snapshot import Snapshot

_LIMIT = 8 << 20


@pytest.fixture(scope="module")
def engine(snapshot: Snapshot) -> Graph:
    """What a query process asks."""
    return loading.load(snapshot)[0]


@pytest.fixture(scope="module")
def ready(snapshot: Snapshot) -> Ready:
    """What the endpoint asks first."""
    return Ready(snapshot, _LIMIT)


@pytest.fixture(scope="module")
def texts(snapshot: Snapshot) -> dict[str, str]:
    """The questions as they are published, and the aggregates of the site."""
    published = snapshot.names("questions")
    aggregates = GraphStore(snapshot).queries
    kept = snapshot.names(prepared.FOLDER)
    found = {n.split("/")[1].removesuffix(".rq"): snapshot.read(n).decode() for n in published}
    ours = {name: q.text for name, q in aggregates.items() if prepared.file(name) in kept}
    return {**found, **ours}


def _asked(text: str, media: str = "text/csv", coding: str = IDENTITY) -> Asked:
    return Asked(text, Wanted(media, "", coding))


def said(reply: Reply) -> tuple[object, ...]:
    """All of a reply but how long it took."""
    return reply.outcome, reply.kind, reply.coding, reply.payload


def found(ready: Ready, asked: Asked) -> Reply | None:
    """What is ready for a request."""
    name = ready.name(asked)
    return wait_for(ready.reply(name, asked.wanted.bindings, asked.wanted.coding)) if name else None


def _replies(
    engine: Graph, ready: Ready, texts: dict[str, str]
) -> Iterator[tuple[str, Reply | None, Reply]]:
    for name, text in texts.items():
        for media in BINDINGS:
            for coding in (IDENTITY, *CODINGS):
                asked = _asked(text, media, coding)
                fresh = engine.reply(Question(text, asked.wanted), _LIMIT)
                yield f"{name} {media}", found(ready, asked), fresh


def test_every_answer_is_the_engines_in_every_format(
    engine: Graph, ready: Ready, texts: dict[str, str]
) -> None:
    """Of every question and aggregate, compressed or not."""
    seen = 0
    for what, kept, fresh in _replies(engine, ready, texts):
        assert kept is not None, what
        assert said(kept) == said(fresh), what
        seen += 1
    assert seen == len(texts) * len(BINDINGS) * 3
    assert len(texts) > 50


def test_a_query_in_another_layout_gets_the_answer(ready: Ready, texts: dict[str, str]) -> None:
    """With a comment that nobody wrote before, and the lines broken elsewhere."""
    for text in texts.values():
        other = f"#\n{text}#glued".replace("\n", "#to a word\r\n\t")
        assert found(ready, _asked(other)) == found(ready, _asked(text)) is not None


def test_any_other_query_is_left_to_the_engine(ready: Ready, texts: dict[str, str]) -> None:
    """With a limit, about other graphs, or in a form that bindings do not have."""
    for text in texts.values():
        asked = _asked(text)
        assert found(ready, asked) is not None
        assert found(ready, Asked(f"{text}\nLIMIT 1", asked.wanted)) is None
        for other in (
            asked.wanted._replace(default_graphs=("urn:x",)),
            asked.wanted._replace(named_graphs=("urn:x",)),
            Wanted("", "text/turtle"),
        ):
            assert found(ready, Asked(text, other)) is None


def test_a_damaged_answer_is_left_to_the_engine(snapshot: Snapshot, texts: dict[str, str]) -> None:
    """Whatever stands in the file after the snapshot was opened."""
    files = dict(snapshot.manifest["files"])
    name, text = next(iter(texts.items()))
    files[prepared.file(name)] = {**files[prepared.file(name)], "content_sha256": "0"}
    changed = Snapshot(snapshot.folder, {**snapshot.manifest, "files": files})
    assert found(Ready(changed, _LIMIT), _asked(text)) is None


def test_every_aggregate_is_used_by_the_site(snapshot: Snapshot) -> None:
    """Pages ask them by name, so that they get these very answers."""
    store = GraphStore(snapshot)
    kept = {n.removesuffix(".srj.gz") for n in snapshot.names(prepared.FOLDER)}
    ours = {n.partition("/")[2] for n in kept} & set(store.queries)
    assert len(ours) > 10
    for name in ours:
        rows = store.select(name)
        assert len(rows) == len(store.solve(store.queries[name].text)), name


def test_the_listing_is_sorted_and_says_normal_texts() -> None:
    """So that the same questions make the same bytes."""
    assert prepared.listing({"b": "B  # b\n C", "a": "A"}) == b'{\n "A": "a",\n "B C": "b"\n}\n'
