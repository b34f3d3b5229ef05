"""The headers that every response has, whoever makes it: page, file, answer of the endpoint."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from beleidsgraaf.serve.later import Later
from beleidsgraaf.serve.policy import HEADER, policy
from beleidsgraaf.serve.response import Answering, Incoming, Response
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
        self._answer = inner.answer if isinstance(inner, Answering) else None
        self._headers = headers
        self._whole = lru_cache(maxsize=512)(self._with_missing)

    def answer(self, incoming: Incoming) -> Response | Later[Response] | None:
        """The other's response in the event loop, if it answers there."""
        answered = self._answer(incoming) if self._answer else None
        if isinstance(answered, Later):
            return answered.then(self._completed)
        return self._complete(answered) if answered else None

    def _completed(self, found: Response | Exception) -> Response | Exception:
        if isinstance(found, Exception):
            return found
        return self._complete(found)

    def _complete(self, found: Response) -> Response:
        return found._replace(headers=self._whole(found.headers))

    def _with_missing(self, headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return (*headers, *self._missing(headers))

    def _missing(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        given = {name.lower() for name, _ in headers}
        return [(name, value) for name, value in self._headers.items() if name.lower() not in given]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """The other's response."""

        def begin(status: str, headers: list[tuple[str, str]], *args: Any) -> Any:
            return start(status, [*headers, *self._missing(headers)], *args)

        return self._inner(environ, begin)
