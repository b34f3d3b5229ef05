"""Measures the index of the search beside tantivy, at the real size and at larger ones.

    python -m benchmarks.search SNAPSHOTS [--sizes 10000 100000]

Texts of the larger sizes are 135 words drawn from the real ones, as frequent as they are there.
Both take the stems that the site makes, so they find the same; times are of the processor.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import tantivy  # type: ignore[import-not-found]  # only where speed is measured
from pyoxigraph import NamedNode

from beleidsgraaf.serve.search.documents import BODY, NAME, Document, Field, documents
from beleidsgraaf.serve.search.index import Index
from beleidsgraaf.serve.search.words import pairs
from beleidsgraaf.serve.store import GraphStore
from beleidsgraaf.snapshot import open_snapshot

_TITLE, _TEXT = 10, 125
_QUERIES = 40
_PAGE = 20
Search = Callable[[str], int]


def made_up(real: Sequence[Document], size: int) -> list[Document]:
    """So many documents of words that are in the real ones."""
    choose = random.Random(1)  # noqa: S311 - the same texts in every run
    words = [w for d in real for f in d.fields for w in f.text.split()]

    def text(n: int) -> str:
        return " ".join(choose.choices(words, k=n))

    return [
        Document(
            NamedNode(f"http://example.org/{number}"),
            "measure",
            (Field(NAME, "", text(_TITLE), "nl"), Field(BODY, "", text(_TEXT), "nl")),
        )
        for number in range(size)
    ]


def ours(found: Sequence[Document]) -> Search:
    """The index of the site."""
    index = Index(found)
    return lambda word: len(index.search(word).documents)


def theirs(found: Sequence[Document]) -> Search:
    """The same stems in tantivy; it counts all that it finds and gives a page of them."""
    schema = tantivy.SchemaBuilder()
    for part in (NAME, BODY):
        schema.add_text_field(part, stored=False, tokenizer_name="default")
    index = tantivy.Index(schema.build())
    writer = index.writer()
    for document in found:
        made = tantivy.Document()
        for part in (NAME, BODY):
            stems = [s for f in document.fields if f.part == part for _, s in pairs(f.text)]
            made.add_text(part, " ".join(stems))
        writer.add_document(made)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(word: str) -> int:
        query = index.parse_query(" ".join(s for _, s in pairs(word)), [NAME, BODY])
        return int(searcher.search(query, _PAGE, count=True).count)

    return search


def _measured(make: Callable[[Sequence[Document]], Search], found: Sequence[Document]) -> list[str]:
    choose = random.Random(2)  # noqa: S311 - the same words in every run
    known = sorted(
        {w for d in found[:500] for f in d.fields for w, _ in pairs(f.text) if len(w) > 4}
    )
    start = time.process_time()
    search = make(found)
    built = time.process_time() - start
    spent = []
    for word in choose.sample(known, _QUERIES):
        start = time.process_time()
        search(word)
        spent.append(1000 * (time.process_time() - start))
    return [f"{built:.2f} s", f"{statistics.median(spent):.2f} ms", f"{max(spent):.1f} ms"]


def main() -> None:
    """Measures, prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("snapshots", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    options = parser.parse_args()
    real = documents(GraphStore(open_snapshot(options.snapshots)))
    head = ["things", "engine", "to build", "a query, median", "the slowest"]
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for size in (0, *options.sizes):
        found = made_up(real, size) if size else real
        for name, make in (("SQLite FTS5", ours), ("tantivy", theirs)):
            print(
                f"| {' | '.join([f'{len(found):,}', name, *_measured(make, found)])} |", flush=True
            )


if __name__ == "__main__":
    main()
