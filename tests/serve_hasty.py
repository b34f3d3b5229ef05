"""The same server as serve_small, but when told to end it waits for nobody."""

import serve_small
from beleidsgraaf.serve.web.front import Web


async def _at_once(_web: Web, _seconds: float) -> None:
    """What is being answered is left."""


if __name__ == "__main__":
    Web.end = _at_once  # type: ignore[assignment, method-assign]
    serve_small.main()
