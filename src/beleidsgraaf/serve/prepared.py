"""Finds the answers that came with a snapshot."""

import json
from collections import Counter
from collections.abc import Sequence

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from beleidsgraaf import prepared
from beleidsgraaf.errors import SnapshotError
from beleidsgraaf.snapshot import Snapshot


def _marks(found: Sequence[frozenset[str]]) -> frozenset[str]:
    """A word of each text, as rare and long as it has."""
    counts = Counter(word for words in found for word in words)
    return frozenset(min(words, key=lambda w: (counts[w], -len(w), w)) for words in found)


class Prepared:
    """The answers of one snapshot, by what is asked; none, where the snapshot brings none."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        has_any = prepared.QUERIES in snapshot.manifest["files"]
        self._names: dict[str, str] = json.loads(
            snapshot.read(prepared.QUERIES) if has_any else b"{}"
        )
        self._words = [frozenset(prepared.words(text)) for text in self._names]
        self._marks = _marks(self._words)

    def name(self, text: str) -> str:
        """The name of the answer to a query; empty where there is none."""
        words = prepared.words(text)
        if self._marks.isdisjoint(words):  # as of most; a closer look takes time
            return ""
        given = frozenset(words)
        if not any(asked <= given for asked in self._words):
            return ""
        return self._names.get(prepared.normal(text), "")

    def answer(self, name: str) -> QuerySolutions:
        """The answer of this name, from its beginning.

        Raises SnapshotError when the file changed after the snapshot was verified.
        """
        file = prepared.file(name)
        data = self._snapshot.read(file)
        found = parse_query_results(data, format=QueryResultsFormat.JSON)
        if not isinstance(found, QuerySolutions):
            raise SnapshotError(f"{self._snapshot.path(file)}: holds no solutions.")
        return found
