"""A snapshot's quads become a graph that can be asked, in the process that holds it."""

from beleidsgraaf.merged import Merged
from beleidsgraaf.serve.engine.evaluate import Graph
from beleidsgraaf.snapshot import Snapshot
from beleidsgraaf.vocab import Names

FILE = "graph.nq.gz"


def load(snapshot: Snapshot) -> tuple[Graph, dict[str, int]]:
    """The snapshot's graph, and how many triples each named graph has.

    Raises SnapshotError when the file changed after the snapshot was verified.
    """
    quads = Merged(snapshot.read(FILE), lenient=True)  # who built it has looked
    return Graph(quads, Names(snapshot.base_iri)), quads.counts
