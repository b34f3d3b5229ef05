"""The endpoint of a snapshot as a WSGI application, for whichever server."""

import os
import sys
from pathlib import Path

from benchmarks.serve import make

from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import open_snapshot

sys.executable = os.environ["PYTHON"]  # uwsgi says that it is itself
application = make(
    open_snapshot(Path(os.environ["BELEIDSGRAAF_SNAPSHOTS"])),
    Settings(client_seconds=0, query_timeout=10),
)
