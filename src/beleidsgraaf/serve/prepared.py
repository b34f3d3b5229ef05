"""Finds the answers that came with a snapshot."""

import hashlib
import json

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from beleidsgraaf import prepared
from beleidsgraaf.errors import SnapshotError
from beleidsgraaf.snapshot import Snapshot


class Prepared:
    """The answers of one snapshot, by what is asked; none, where the snapshot brings none."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        has_any = prepared.QUERIES in snapshot.manifest["files"]
        self._names: dict[str, str] = json.loads(
            snapshot.read(prepared.QUERIES) if has_any else b"{}"
        )
        self._shortest = min(map(len, self._names), default=1 << 62)

    def name(self, text: str) -> str:
        """The name of the answer to a query; empty where there is none."""
        if len(text) < self._shortest:  # most queries are, and need no closer look
            return ""
        return self._names.get(prepared.normal(text), "")

    def answer(self, name: str) -> QuerySolutions:
        """The answer of this name, from its beginning.

        Raises SnapshotError when the file changed after the snapshot was verified.
        """
        file = prepared.file(name)
        data = self._snapshot.read(file)
        if (
            hashlib.sha256(data).hexdigest()
            != self._snapshot.manifest["files"][file]["content_sha256"]
        ):
            raise SnapshotError(f"{self._snapshot.path(file)}: changed while it was served.")
        found = parse_query_results(data, format=QueryResultsFormat.JSON)
        if not isinstance(found, QuerySolutions):
            raise SnapshotError(f"{self._snapshot.path(file)}: holds no solutions.")
        return found
