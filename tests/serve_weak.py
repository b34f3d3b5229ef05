"""The same server as serve_small with one of its guards switched off, which WITHOUT names."""

import os
from collections.abc import Callable

import serve_small
from beleidsgraaf.serve.endpoint.clients import Manners
from beleidsgraaf.serve.web.front import Web


async def _at_once(_web: Web, _seconds: float) -> None:
    """What is being answered is left."""


def _without(place: object, name: str, other: object) -> Callable[[], None]:
    return lambda: setattr(place, name, other)


GUARDS = {
    "drain": _without(Web, "end", _at_once),
    "manners": _without(Manners, "refuse", lambda *_: 0.0),
}

if __name__ == "__main__":
    GUARDS[os.environ["WITHOUT"]]()
    serve_small.main()
