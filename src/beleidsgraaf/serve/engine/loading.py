"""A snapshot's quads become a graph that can be asked, in the process that holds it."""

import hashlib

from beleidsgraaf.errors import SnapshotError
from beleidsgraaf.merged import Merged
from beleidsgraaf.serve.engine.evaluate import Graph
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import Names

FILE = "graph.nq.gz"


def load(snapshot: Snapshot) -> tuple[Graph, dict[str, int]]:
    """The snapshot's graph, and how many triples each named graph has.

    Raises SnapshotError when the file changed after the snapshot was verified.
    """
    data = snapshot.read(FILE)
    if hashlib.sha256(data).hexdigest() != snapshot.manifest["files"][FILE]["content_sha256"]:
        raise SnapshotError(f"{snapshot.path(FILE)}: changed while it was opened.")
    quads = Merged(data)
    return Graph(quads, Names(snapshot.base_iri)), quads.counts
