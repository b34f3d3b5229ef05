"""The real graph answers every competency question as a person read it in the document."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store, serialize
from rdflib import Graph

from beleidsgraaf.queries import Query
from beleidsgraaf.snapshot import Snapshot

STEMS = sorted(p.stem for p in (Path(__file__).parents[2] / "ontology/questions").glob("*.rq"))


def ask(store: Store, query: Query) -> str:
    """The answer as CSV with plain line ends."""
    answer = store.query(query.text, use_default_graph_as_union=True)
    assert isinstance(answer, QuerySolutions)
    written = answer.serialize(format=QueryResultsFormat.CSV)
    assert written is not None
    return written.decode().replace("\r\n", "\n")


def written_down(folder: Path, stem: str) -> str:
    """The answer that a person wrote down."""
    return (folder / "expected" / f"{stem}.csv").read_text("utf-8")


def rows(text: str) -> list[list[str]]:
    """The rows of a CSV text, its head as the first."""
    return list(csv.reader(io.StringIO(text)))


@pytest.fixture(scope="module")
def backwards(graph: bytes) -> Store:
    """The real graph, its quads put in one by one from the last to the first."""
    store = Store()
    for line in reversed(graph.splitlines(keepends=True)):
        store.load(input=line, format=RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="module")
def other_engine(store: Store) -> Graph:
    """The union of the named graphs in rdflib."""
    triples = {quad.triple for quad in store}
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


@pytest.mark.parametrize("stem", STEMS)
def test_the_answer_is_the_one_written_down(
    store: Store, questions: Mapping[str, Query], folder: Path, stem: str
) -> None:
    """To the letter: the head, the rows and their order."""
    assert ask(store, questions[stem]) == written_down(folder, stem)


@pytest.mark.parametrize("stem", STEMS)
def test_no_row_comes_twice(folder: Path, stem: str) -> None:
    """What stands in two graphs is answered once."""
    answer = rows(written_down(folder, stem))
    assert len({tuple(row) for row in answer}) == len(answer)


@pytest.mark.parametrize("stem", STEMS)
def test_the_order_is_that_of_the_question_not_of_the_store(
    backwards: Store, questions: Mapping[str, Query], folder: Path, stem: str
) -> None:
    """The rows come in the same order from a store that was filled the other way round."""
    assert ask(backwards, questions[stem]) == written_down(folder, stem)


@pytest.mark.parametrize("stem", STEMS)
def test_another_engine_gives_the_same_answer(
    other_engine: Graph, questions: Mapping[str, Query], folder: Path, stem: str
) -> None:
    """The questions are SPARQL 1.1 and nothing else: rdflib answers them alike."""
    written = other_engine.query(questions[stem].text).serialize(format="csv")
    assert written is not None
    assert rows(written.decode()) == rows(written_down(folder, stem))


def test_the_snapshot_takes_questions_and_answers_along(
    snapshot: Snapshot, questions: Mapping[str, Query], folder: Path
) -> None:
    """A server that knows nothing but the snapshot can show every question with its answer."""
    assert [Path(name).stem for name in snapshot.names("questions")] == [*questions]
    for stem, query in questions.items():
        assert snapshot.read(f"questions/{stem}.rq").decode() == query.text
        assert snapshot.read(f"answers/{stem}.csv").decode() == written_down(folder, stem)
