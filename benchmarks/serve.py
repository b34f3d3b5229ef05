"""Serves a snapshot that has a graph and nothing else, without the limit on each client.

With 10,000 measures most of what is asked takes longer than a quick query may, and eight or more
ask at once: so there are as many slow places as there are clients, or it would measure refusals.
"""

import sys
from dataclasses import replace
from pathlib import Path

from flask import Flask

from beleidsgraaf.serve import endpoint, server
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot


def make(snapshot: Snapshot, settings: Settings) -> Flask:
    """An application with an endpoint."""
    app = Flask(__name__)
    endpoint.install(app, endpoint.Endpoint(snapshot, settings))
    return app


if __name__ == "__main__":
    folder, port, seconds, places = Path(sys.argv[1]), *map(float, sys.argv[2:])
    settings = Settings(snapshots=folder, port=int(port), query_timeout=seconds)
    server.run(replace(settings, client_seconds=0, query_processes=int(places)), make)
