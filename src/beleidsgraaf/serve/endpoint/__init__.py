"""The SPARQL endpoint: the protocol, and what keeps it fair and fast.

The engine itself runs elsewhere, in query processes (``beleidsgraaf.serve.engine``).
"""

import weakref

from flask import Flask

from beleidsgraaf.serve.endpoint.layer import WORKBENCH, Layer
from beleidsgraaf.serve.endpoint.service import Endpoint

__all__ = ["EXTENSION", "Endpoint", "install"]

EXTENSION = "beleidsgraaf.endpoint"
"""Where a Flask application keeps its endpoint."""


def install(app: Flask, endpoint: Endpoint) -> None:
    """The application answers /sparql; its endpoint is ``app.extensions[EXTENSION]``.

    The endpoint is closed when nobody uses the application any more; ``close()`` does it at once.
    """
    app.extensions[EXTENSION] = endpoint
    weakref.finalize(app, endpoint.close)
    has_workbench = any(rule.rule == WORKBENCH for rule in app.url_map.iter_rules())
    layer = Layer(endpoint, app.wsgi_app, has_workbench=has_workbench)
    setattr(app, "wsgi_app", layer)  # noqa: B010 - Flask's way to add middleware; its type says no
