"""The endpoint of a snapshot as a WSGI application, for whichever server."""

import os
from pathlib import Path

from benchmarks.serve import make

from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import open_snapshot

application = make(
    open_snapshot(Path(os.environ["BELEIDSGRAAF_SNAPSHOTS"])),
    Settings(client_seconds=0, query_timeout=10),
)
