"""A snapshot's quads become a graph that can be asked, in the process that holds it."""

import hashlib
import io
from collections import Counter

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store

from beleidsgraaf.errors import SnapshotError
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
    store = Store()
    store.bulk_load(data, format=RdfFormat.N_QUADS)
    counts, repeated = survey(data)
    if repeated:
        _merge(store)
    names = {str(name.value) for name in store.named_graphs() if hasattr(name, "value")}
    graph = Graph(store, Names(snapshot.base_iri), merged=repeated)
    return graph, {name: count for name, count in sorted(counts.items()) if name in names}


def survey(data: bytes) -> tuple[Counter[str], bool]:
    """Triples per named graph, and whether any triple stands in more than one of them.

    Read from the sorted lines: loading has shown them well-formed, and one pass over the text
    takes a tenth of the time of asking.
    """
    counts: Counter[bytes] = Counter()
    repeated, previous = False, b""
    for line in io.BytesIO(data):
        cut = line.rfind(b" <")
        counts[line[cut + 2 : -4]] += 1
        if line[:cut] == previous:
            repeated = True
        previous = line[:cut]
    return Counter({name.decode(): count for name, count in counts.items()}), repeated


def _merge(store: Store) -> None:
    """The default graph holds every triple once.

    The engine's own union counts a triple once for each graph that it stands in; SPARQL says once.
    """
    store.bulk_extend(
        [Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in store]
    )
