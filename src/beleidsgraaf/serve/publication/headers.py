"""The headers that every response has, whoever makes it: page, file, answer of the endpoint."""

from collections.abc import Iterable, Mapping
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from beleidsgraaf.serve.policy import HEADER, policy
from beleidsgraaf.settings import Settings

_YEAR = 31_536_000


def always(settings: Settings) -> dict[str, str]:
    """What a browser is forbidden; encryption alone where the site is seen over it."""
    headers = {
        HEADER: policy(),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    if settings.public_url.startswith("https://"):
        headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    return headers


class Headers:
    """A WSGI application that adds headers to those of another, where it does not give its own."""

    def __init__(self, inner: WSGIApplication, headers: Mapping[str, str]) -> None:
        self._inner = inner
        self._headers = headers

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """The other's response."""

        def begin(status: str, headers: list[tuple[str, str]], *args: Any) -> Any:
            given = {name.lower() for name, _ in headers}
            more = [(n, v) for n, v in self._headers.items() if n.lower() not in given]
            return start(status, [*headers, *more], *args)

        return self._inner(environ, begin)
