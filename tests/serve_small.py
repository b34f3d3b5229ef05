"""Serves a snapshot with a bare application, to be started as a process of its own by tests."""

import os
import sys

from flask import Flask

from beleidsgraaf.errors import BeleidsgraafError
from beleidsgraaf.serve import endpoint, server
from beleidsgraaf.settings import Settings, load
from beleidsgraaf.snapshot import Snapshot


def make(snapshot: Snapshot, settings: Settings) -> Flask:
    """An application with an endpoint and nothing else."""
    app = Flask(__name__)
    endpoint.install(app, endpoint.Endpoint(snapshot, settings))
    return app


def main() -> None:
    """Serves until told to end; one line and an exit code when it cannot."""
    try:
        server.run(load(os.environ), make)
    except BeleidsgraafError as error:
        print(f"beleidsgraaf: {error}", file=sys.stderr)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
