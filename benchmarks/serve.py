"""Serves a snapshot that has a graph and nothing else, without the limit on each client."""

import sys
from pathlib import Path

from flask import Flask

from beleidsgraaf.serve import endpoint, server
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot


def make(snapshot: Snapshot, settings: Settings) -> Flask:
    """An application with an endpoint."""
    app = Flask(__name__)
    endpoint.install(app, snapshot, settings)
    return app


if __name__ == "__main__":
    folder, port, seconds = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    server.run(Settings(snapshots=folder, port=port, client_seconds=0, query_timeout=seconds), make)
